"""The thread of a page: its regions, cut into comments, each read with BeautifulSoup, in reading order.

A region is serialised by lexbor, so what BeautifulSoup sees is well nested, and small: one comment at a time, without
scripts, styles and the like.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from selectolax.lexbor import LexborNode

from scraper.comments.completeness.judge import Completeness, judge
from scraper.comments.completeness.script_loaded import embed_of
from scraper.comments.fields.parts import Context, Parts
from scraper.comments.find.candidates import Candidate
from scraper.comments.find.regions import Region, find_regions
from scraper.comments.find.repeated_blocks import mark_alike
from scraper.comments.find.sibling_runs import RUN, wrap_runs, wrap_unnamed_runs
from scraper.comments.json_ld import read_json_ld
from scraper.comments.systems import System, table
from scraper.comments.systems.plugins import installed
from scraper.dates import order_of
from scraper.evidence import Evidence
from scraper.html import UNREAD, safe_html
from scraper.incomplete import Code, Incomplete
from scraper.page.page import Page, ancestors, outermost, take_out
from scraper.text import squeeze
from scraper.thread import Author, Comment, Embed, reading_order

_SHORT_TEXTS = re.compile(r">([^<>]{0,30}\d\d?[./-]\d\d?[./-]\d[^<>]{0,30})<")
_COUNTER = re.compile(r"^#(\d{1,6})$")
_LATER_PAGE = re.compile(
    r"[?&;/](?:start=[1-9]|p(?:age)?[=/-]?(?:[2-9]|1\d)\b|page-?[2-9]|page-?1\d)|topic=\d+\.[1-9]", re.IGNORECASE
)
_PLAIN = System(name="")
MOST = 0.75  # of runs that nothing names as comments, this share must read like comments
_LEFT_OUT = ", ".join(sorted(UNREAD - {"head", "title", "button"}))  # a button may say that there is more


@dataclass(frozen=True, slots=True)
class Reading:
    """The comments of a page. `evidence` says for each comment how each of its parts was found.

    `rule` is the one of the rules given that fits the page, `system` the comment system with what that rule says.
    """

    comments: tuple[Comment, ...]
    evidence: tuple[dict[str, Evidence], ...]
    system: System | None
    rule: System | None
    regions: tuple[str, ...]
    completeness: Completeness


def read_comments(page: Page, rules: Sequence[System] = (), embeds: Sequence[Embed] = ()) -> Reading:
    """Read the thread of a page, and take it out of the page's tree, so that no comment is taken for the article.

    Of `rules` the first that fits the page has its say before the comment system that the page is made with. `embeds`
    is what the page says of its thread elsewhere (scraper.channels.registry.embeds_of).
    """
    system = next((known for known in (*installed().systems, *table.printed()) if known.fits(page)), None)
    rule = next((rule for rule in rules if rule.fits(page)), None)
    if rule is not None:
        system = rule.over(system) if system is not None else rule
    using = system or _PLAIN
    taken: list[str] = []
    found, read = _read_regions(_regions_of(page, using), using, page, taken)
    if not found and (using.hints.node or using.hints.start):
        found, read = _read_regions(find_regions(page.tree), using, page, taken)
    for mark in (mark_alike, wrap_unnamed_runs):
        if found:
            break
        for marked in page.tree.css(f"[{RUN}]"):  # by an earlier attempt that came to nothing
            del marked.attrs[RUN]
        if mark(page.tree):
            found, read = _read_regions(find_regions(page.tree, f"[{RUN}]"), _PLAIN, page, taken, least=MOST)
    embed = embed_of(page, embeds, "".join(taken)) if not found else None  # a printed thread is not a script's
    if not found and (stated := read_json_ld(page)):
        return _stated_only(stated, rule, page, embed)
    names = tuple(_describe(node) for node in read)
    completeness = judge(page, read, len(found), embed=embed, is_board=using.is_board)
    take_out(read)
    place_of = {id(parts): place for place, parts in enumerate(found)}
    unordered = [_comment(parts, place_of.get(id(_parent_of(parts, place_of))), page) for parts in found]
    order = reading_order([comment.parent for comment in unordered])
    return Reading(
        comments=tuple(replace(unordered[old], parent=parent, depth=depth) for old, parent, depth in order),
        evidence=tuple(found[old].evidence for old, _, _ in order),
        system=system if found else None,
        rule=rule,
        regions=names,
        completeness=completeness,
    )


def _stated_only(comments: tuple[Comment, ...], rule: System | None, page: Page, embed: str | None) -> Reading:
    """A thread that the page does not show, and that may be longer than what it states."""
    judged = judge(page, [], len(comments), embed=embed)
    if judged.complete is not False:
        judged = replace(judged, complete=None, incomplete=Incomplete(Code.JSON_LD_ONLY))
    completeness = replace(judged, pages=())
    return Reading(comments, tuple({"text": Evidence("JSON-LD")} for _ in comments), None, rule, (), completeness)


def _regions_of(page: Page, system: System) -> list[Region]:
    """The regions of the thread, by the system's own words for its comments where it has any."""
    selector = system.hints.node
    if system.hints.start is not None and wrap_runs(page.tree, system.hints.start):
        selector = f"[{RUN}]"
    opening = _opening_post(page, selector) if system.is_board and selector else None
    regions = find_regions(page.tree, selector, without=opening)
    if opening is not None:  # it stays when the comments are taken away
        around = {each.mem_id for each in ancestors(opening.parent)}
        holding = next((region.node for region in regions if region.node.mem_id in around), None)
        if holding is not None:
            holding.insert_before(opening, move=True)
    return regions


def _opening_post(page: Page, selector: str) -> LexborNode | None:
    """The post that opens a thread, where the page shows it: the first, unless its number or the address denies it."""
    first = page.tree.css_first(selector)
    if first is None or _LATER_PAGE.search(page.url):
        return None
    for link in first.css("a[href]"):
        if (counter := _COUNTER.match(squeeze(link.text()))) is not None:
            if (link.attributes.get("href") or "").endswith(f"-{counter[1]}"):
                continue  # the post's number in the whole board (bbPress)
            return first if counter[1] == "1" else None
    return first


def _read_regions(
    regions: Sequence[Region], system: System, page: Page, taken: list[str], *, least: float = 0.0
) -> tuple[list[Parts], list[LexborNode]]:
    """The comments of several regions, and the nodes of those that hold any.

    What is tried as a region loses its scripts and the like: their HTML goes to `taken`.
    """
    found: list[Parts] = []
    read: list[LexborNode] = []
    titles = _titles(page) if regions else ()  # once: there may be thousands of regions
    for region in regions:
        unread = region.node.css(_LEFT_OUT)
        taken.extend(each.html or "" for each in outermost(unread, region.node))
        take_out(unread)
        if comments := _kept(_read_region(region, system, page, titles), least):
            found.extend(comments)
            read.append(region.node)
    return found, read


def _describe(node: LexborNode) -> str:
    """The region as a CSS selector would name it."""
    classes = "".join(f".{token}" for token in (node.attributes.get("class") or "").split()[:3])
    identity = node.attributes.get("id")
    return f"{node.tag}{f'#{identity}' if identity else ''}{classes}"


def _titles(page: Page) -> tuple[str, ...]:
    """What the page calls itself."""
    stated = (node.text() for node in page.tree.css("title, h1")[:3])
    return tuple(title for title in map(squeeze, (*stated, page.meta("og:title"))) if title)


def _read_region(region: Region, system: System, page: Page, titles: tuple[str, ...]) -> list[Parts]:
    """What is marked as a comment in a region, each with its number and with what it answers."""
    from scraper.comments.fields.read import read_all  # here, since BeautifulSoup is slow to import

    for verbatim in region.node.css("xmp, plaintext"):  # written as it is, what looks like markup in it too
        verbatim.replace_with(verbatim.text())
    html = region.node.html or ""
    context = Context(page.base, page.language, order_of(_SHORT_TEXTS.findall(html), page.language), titles)
    read = read_all(html, region.comments, system, context)
    for parts, number in zip(read, _numbers(region.comments, known=system.id_system is not None), strict=True):
        parts.number = number
    _find_answered(read, region.comments)
    return read


def _numbers(comments: Sequence[Candidate], *, known: bool) -> list[str | None]:
    """The comments' own numbers. Of a system that is not known, numbers that only count (1, 2, 3) are no ids."""
    numbers = [comment.number for comment in comments]
    stated = sorted(int(number) for number in numbers if number is not None and number.isdecimal())
    counts_only = not known and stated[:1] in ([0], [1]) and stated == list(range(stated[0], stated[0] + len(stated)))
    repeated = {number for number, times in Counter(numbers).items() if times > 1}
    return [None if counts_only or number in repeated else number for number in numbers]


def _find_answered(read: Sequence[Parts], comments: Sequence[Candidate]) -> None:
    """Whom each comment answers: told by a rule, else by where it stands, else by a link ("in reply to")."""
    parts_of = {id(comment): parts for comment, parts in zip(comments, read, strict=True)}
    by_number = {comment.number: parts_of[id(comment)] for comment in comments if comment.number is not None}
    for comment, parts in zip(comments, read, strict=True):
        parent = placed = parts_of.get(id(_parent_of(comment, parts_of)))
        hinted = "parent" in parts.evidence and parts.evidence["parent"].rule == "system"
        if (placed is None or hinted) and parts.answers is not None:
            parent = by_number.get(parts.answers, placed)
        elif placed is not None and not hinted:
            parts.evidence["parent"] = Evidence("place")
        parts.parent = parent if parent is not parts else None


_Answer = TypeVar("_Answer", Candidate, Parts)


def _parent_of(answer: _Answer, kept: Mapping[int, object]) -> _Answer | None:
    """What it answers; where that was left out and is not in `kept` by its `id`, what that answers in turn."""
    seen: set[int] = set()
    above = answer.parent
    while above is not None and id(above) not in kept and id(above) not in seen:
        seen.add(id(above))
        above = above.parent
    return above


def _kept(read: Sequence[Parts], least: float) -> list[Parts]:
    """The comments of a region; what is none is left out.

    A region without one convincing comment holds none, nor one with fewer than the share `least`, each with a name. In
    one that does, whatever is made alike counts, also where its name or its words are gone.
    """
    many = len(read) > 1
    convincing = sum(parts.is_convincing(one_of_many=many) and not (least and parts.author is None) for parts in read)
    if convincing == 0 or convincing < least * len(read):
        return []
    return [parts for parts in read if parts.text or parts.author or parts.state != "visible"]


def _comment(parts: Parts, parent: int | None, page: Page) -> Comment:
    return Comment(
        id=parts.number,
        parent=parent,
        parent_id=parts.answers if parent is None and parts.answers != parts.number else None,
        author=Author(parts.author, parts.author_url, parts.avatar, parts.is_article_author),
        published=parts.date_value,
        published_text=parts.date_text,
        text=parts.text,
        html=safe_html(parts.html, page.base) if parts.text else "",
        kind=parts.kind,
        state=parts.state,
        permalink=parts.permalink,
        likes=parts.likes,
        dislikes=parts.dislikes,
    )
