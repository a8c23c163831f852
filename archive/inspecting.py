"""The work of `afterword inspect`: how a page is read, field by field, without an archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from archive.terminal import cut, one_line
from scraper.errors import NotAPage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from scraper.comments.systems import System
    from scraper.fetch import Policy
    from scraper.parse import Inspection
    from scraper.thread import Thread

DEEPEST = 20
"""Beyond this level indentation guides no eye."""


def look_at(page: str, policy: Policy, url: str | None = None, rules: Sequence[System] = ()) -> Inspection:
    """Read a saved page or an address as `scrape` would. Raises a ScraperError that says what is wrong."""
    from scraper.parse import inspect

    if page.lower().startswith(("http://", "https://")):
        from scraper.fetch import Fetcher

        with Fetcher(policy) as fetcher:
            response = fetcher.get(page)
        at, headers = response.fetched_at, response.headers
        return inspect(response.body, response.final_url, headers=headers, fetched_at=at, rules=rules)
    return _saved(Path(page), url, rules)


def _saved(path: Path, url: str | None, rules: Sequence[System]) -> Inspection:
    from scraper.kind import kind_of
    from scraper.page import stated_address
    from scraper.parse import inspect

    try:
        data = path.read_bytes()
    except OSError as error:
        raise NotAPage(f"{path}: {error.strerror}; name a saved page, or an address that begins with http") from None
    stated = stated_address(data) if kind_of(data) == "html" else None
    return inspect(data, stated or url or path.resolve().as_uri(), rules=rules)


def as_dict(inspection: Inspection) -> dict[str, Any]:
    """The same for programs: the document, the regions, and the rule behind each field."""
    return {
        "thread": inspection.thread.to_dict(),
        "rule": inspection.rule.name if inspection.rule is not None else None,
        "regions": list(inspection.regions),
        "article_rules": dict(inspection.article_notes),
        "comment_rules": [dict(notes) for notes in inspection.comment_notes],
    }


def lines(inspection: Inspection, width: int) -> Iterator[str]:
    """What a person is shown, in `width` columns."""
    thread = inspection.thread
    for label, value in _facts(inspection):
        yield cut(f"{label:<10} {one_line(value)}", width)
    yield ""
    for name in ("title", "author", "published", "modified", "language"):
        value = getattr(thread.article, name)
        rule = inspection.article_notes.get(name)
        yield cut(f"{name:<10} {one_line(value) or '-'}{f'  [{one_line(rule)}]' if rule else ''}", width)
    rule = inspection.article_notes.get("text")
    yield cut(f"{'text':<10} {len(thread.article.text)} characters{f'  [{one_line(rule)}]' if rule else ''}", width)
    for position, comment in enumerate(thread.comments):
        notes = inspection.comment_notes[position] if inspection.comment_notes else {}
        indent = "  " * min(comment.depth, DEEPEST)
        yield ""
        yield cut(f"{indent}{'↳ ' if comment.depth else ''}{one_line(comment.author.name) or '(no name)'}", width)
        for label, value in _fields(thread, position, notes):
            yield cut(f"{indent}  {label:<9} {value}", width)


def _facts(inspection: Inspection) -> Iterator[tuple[str, str]]:
    thread = inspection.thread
    judged = {True: "yes", False: "no", None: "cannot be judged"}[thread.complete]
    yield "page", thread.url
    if thread.canonical_url and thread.canonical_url != thread.url:
        yield "canonical", thread.canonical_url
    if (rule := inspection.rule) is not None:
        yield "rule", f"{rule.name}, in {rule.origin}" if rule.origin else rule.name
    yield "system", thread.system or "none known: read by structure"
    yield "region", ", ".join(inspection.regions) or "none found"
    yield "comments", f"{len(thread.comments)} read, {_declared(thread)} declared by the page"
    yield "complete", f"{judged}{f': {thread.incomplete_reason}' if thread.incomplete_reason else ''}"


def _declared(thread: Thread) -> str:
    return "none" if thread.declared_count is None else str(thread.declared_count)


def _fields(thread: Thread, position: int, notes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each field of a comment that was found, and in brackets the rule and the text it came from."""
    comment = thread.comments[position]

    def told(value: object, rule: str | None = None) -> str:
        return f"{one_line(str(value))}{f'  [{one_line(rule)}]' if rule else ''}"

    if comment.id:
        yield "id", told(comment.id, notes.get("id"))
    if comment.parent is not None or comment.parent_id is not None:
        answered = thread.comments[comment.parent] if comment.parent is not None else None
        name = answered.author.name or answered.id if answered is not None else comment.parent_id
        yield "answers", told(name or "the one above", notes.get("parent"))
    if comment.kind != "comment" or comment.state != "visible":
        yield "kind", told(f"{comment.kind}, {comment.state}")
    if "author" in notes:
        yield "author", told(comment.author.name, notes["author"])
    if comment.author.url:
        yield "link", told(comment.author.url, notes.get("link"))
    if comment.published or comment.published_text:
        yield "date", told(comment.published or "not known", notes.get("date"))
    if comment.permalink:
        yield "permalink", told(comment.permalink, notes.get("permalink"))
    for name in ("likes", "dislikes"):
        if (votes := getattr(comment, name)) is not None:
            yield name, told(votes, notes.get(name))
    first = one_line(comment.text)
    yield "text", told(cut(first, 48) or "(none)", notes.get("text"))
