"""One page's records of a dump, put together as a thread."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scraper.errors import InvalidUrl
from scraper.imports.records import DumpComment, Format, Orphan, Page, Private, Tally
from scraper.imports.syntax.markup import render
from scraper.incomplete import Code, Incomplete
from scraper.text import squeeze
from scraper.thread import Article, Channel, Comment, Thread, reading_order
from scraper.times import instant
from scraper.urls import absolute_url, normalise, site_host


@dataclass(frozen=True, slots=True)
class DumpThread:
    """A thread of a dump; for each of its comments, in order, its id in the site's own system, and its private data."""

    thread: Thread
    elsewhere: tuple[str | None, ...]
    private: tuple[Private, ...]


def assemble_thread(
    pages: Sequence[Page], records: Sequence[DumpComment], form: Format, base: str | None, tally: Tally
) -> DumpThread:
    """The thread of these pages, which are one page of the web. Comments are sorted by date, each below its parent; one
    whose parent is missing is at the top level, and counted as an orphan."""
    head = next((page for page in pages if page.title), pages[0])
    url = address(head.url, base) or head.url
    records = sorted_by_date(once(records, tally, numbered=head.numbered))
    parents = _parents(records, url, tally, numbered=head.numbered)
    order = reading_order(parents)
    comments = tuple(
        _comment(records[old], head, url, parent, depth, is_lost=parents[old] is None) for old, parent, depth in order
    )
    tally.deleted += sum(each.state == "deleted" for each in comments)
    return DumpThread(
        _thread(head, url, comments, form, tally),
        tuple(records[old].elsewhere for old, _, _ in order),
        tuple(records[old].private for old, _, _ in order),
    )


def address(url: str, base: str | None) -> str | None:
    """The address of a page: its own, or below `base` where it is only a path; None where it is none."""
    found = absolute_url(url, base if base is not None and url.startswith("/") else "")
    try:
        return found if found is None or normalise(found) else None
    except InvalidUrl:
        return None


def once(records: Sequence[DumpComment], tally: Tally, *, numbered: bool) -> list[DumpComment]:
    """The records without repeated ids: dumps may be read twice, and several pages of one may hold the same comments.
    Ids that a dump made up count within one of its pages."""
    kept: dict[object, DumpComment] = {}
    for place, each in enumerate(records):
        kept.setdefault(place if each.id is None else each.id if numbered else (each.page, each.id), each)
    if len(kept) < len(records):
        tally.skipped["repeated"] += len(records) - len(kept)
    return list(kept.values())


def _parents(records: Sequence[DumpComment], url: str, tally: Tally, *, numbered: bool) -> list[int | None]:
    """The index of each comment's parent. Ids that a dump made up are valid within one of its pages."""
    places = {(each.page, each.id): place for place, each in enumerate(records)}
    anywhere = {each.id: place for place, each in enumerate(records)} if numbered else {}
    parents: list[int | None] = []
    for place, each in enumerate(records):
        parent = None
        if each.parent is not None:
            parent = places.get((each.page, each.parent), anywhere.get(each.parent))
            if parent in (None, place):
                tally.note_orphan(Orphan(url, each.id, each.parent))
        parents.append(parent)
    return parents


def sorted_by_date(records: Sequence[DumpComment]) -> Sequence[DumpComment]:
    """Sorted by date if all have one, in the dump's order where dates are equal."""
    dates = [found for each in records if (found := instant(each.published)) is not None]
    if len(dates) < len(records):
        return records
    return [records[place] for place in sorted(range(len(records)), key=dates.__getitem__)]


def _comment(record: DumpComment, head: Page, url: str, parent: int | None, depth: int, *, is_lost: bool) -> Comment:
    """The comment of a record. Ids that a dump made up are left out."""
    text, html = render(record.words, record.markup, url)
    author = record.author
    return Comment(
        text,
        html,
        id=record.id if head.numbered else None,
        parent=parent,
        depth=depth,
        parent_id=record.parent if head.numbered and is_lost else None,
        author=replace(
            author,
            name=squeeze(author.name) or None,
            url=absolute_url(author.url, ""),
            avatar=absolute_url(author.avatar, ""),
            is_article_author=True if record.account and record.account == head.account else None,
        ),
        published=record.published,
        kind=record.kind,
        state=record.state,
        likes=record.likes,
        dislikes=record.dislikes,
        edited=record.edited,
    )


def _thread(head: Page, url: str, comments: tuple[Comment, ...], form: Format, tally: Tally) -> Thread:
    text, html = render(head.words, head.markup, url)
    missing = Code.CUT_SHORT if tally.breaks else Code.FILES_UNREADABLE if tally.partial else None  # of any thread
    return Thread(
        url=url,
        article=Article(
            title=squeeze(head.title) or None,
            author=squeeze(head.author) or None,
            published=head.published,
            text=text,
            html=html,
            tags=head.tags,
        ),
        comments=comments,
        system=form.system,
        id_system=form.system if head.numbered else None,
        id_scope=(head.forum or site_host(url)) if head.numbered else None,
        complete=missing is None,
        incomplete=None if missing is None else Incomplete(missing),
        channels=(Channel(form.channel, None, missing is None, len(comments)),),
    )
