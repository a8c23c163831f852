"""How a page is read, field by field: what `afterword inspect` prints."""

from collections.abc import Iterator, Mapping
from typing import Any

from archive.display import cut, one_line
from scraper import incomplete as reasons
from scraper.evidence import Evidence, note
from scraper.parse import Inspection
from scraper.thread import Thread
from scraper.visit.inspect import Look

DEEPEST = 20
"""Beyond this level indentation guides no eye."""


def as_dict(look: Look) -> dict[str, Any]:
    """The same for programs: the document, the regions, the channels, and the rule behind each field."""
    inspection = look.inspection
    return {
        "thread": inspection.thread.to_dict(),
        "rule": inspection.rule.name if inspection.rule is not None else None,
        "regions": list(inspection.regions),
        "channels": list(_channels(look)),
        "article_rules": _notes(inspection.article_evidence),
        "comment_rules": [_notes(found) for found in inspection.comment_evidence],
    }


def _notes(found: Mapping[str, Evidence]) -> dict[str, str]:
    return {name: note(each) for name, each in found.items()}


def _channels(look: Look) -> Iterator[dict[str, Any]]:
    """What the page says of its thread elsewhere, and what there was; nothing of the latter where nobody asked."""
    asked = {each.embed.channel: each for each in look.asked}
    for embed in look.inspection.thread.embeds:
        channel: dict[str, Any] = {"name": embed.channel, "system": embed.system, **embed.facts}
        if (given := asked.get(embed.channel)) and (thread := given.thread):
            channel |= {"comments": len(thread.comments), "declared": thread.declared_count}
            channel |= {"complete": thread.complete, **reasons.to_dict(thread.incomplete)}
        elif given:
            channel["error"] = one_line(str(given.error))
        yield channel


def _channel_line(channel: Mapping[str, Any]) -> str:
    """What there was is said first: lines are cut where they are too long."""
    facts = ", ".join(f"{name} {value}" for name, value in channel.items() if name not in _NO_FACTS)
    if "error" in channel:
        facts = f"failed: {channel['error']}; {facts}"
    elif "comments" in channel:
        reason = f", incomplete: {channel['incomplete_reason']}" if channel["complete"] is False else ""
        facts = f"{channel['comments']} read{reason}; {facts}"
    return f"{channel['name']}: {facts}"


_NO_FACTS = ("name", "system", "comments", "declared", "complete", *reasons.KEYS, "error")


def lines(look: Look, width: int) -> Iterator[str]:
    """What a person is shown, in `width` columns."""
    inspection, thread = look.inspection, look.inspection.thread
    for label, value in (*_facts(inspection), *(("channel", _channel_line(each)) for each in _channels(look))):
        yield cut(f"{label:<10} {one_line(value)}", width)
    yield ""
    notes = _notes(inspection.article_evidence)
    fields = ("title", "author", "published", "modified", "language")
    values = {name: one_line(getattr(thread.article, name)) or "-" for name in fields}
    for name, value in (values | {"text": f"{len(thread.article.text)} characters"}).items():
        yield cut(f"{name:<10} {_noted(value, notes.get(name))}", width)
    for position, comment in enumerate(thread.comments):
        notes = _notes(inspection.comment_evidence[position]) if inspection.comment_evidence else {}
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
    declared = "none" if thread.declared_count is None else thread.declared_count
    yield "comments", f"{len(thread.comments)} read, {declared} declared by the page"
    yield "complete", f"{judged}{f': {thread.incomplete_reason}' if thread.incomplete_reason else ''}"


def _noted(value: object, rule: str | None) -> str:
    return f"{one_line(str(value))}{f'  [{one_line(rule)}]' if rule else ''}"


def _fields(thread: Thread, position: int, notes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each field of a comment that was found, and in brackets the rule and the text it came from."""
    comment = thread.comments[position]
    answered = thread.comments[comment.parent] if comment.parent is not None else None
    name = answered.author.name or answered.id if answered is not None else comment.parent_id
    is_reply = comment.parent is not None or comment.parent_id is not None
    is_usual = (comment.kind, comment.state) == ("comment", "visible")
    fields: tuple[tuple[str, object, str], ...] = (
        ("id", comment.id, "id"),
        ("answers", (name or "the one above") if is_reply else None, "parent"),
        ("kind", None if is_usual else f"{comment.kind}, {comment.state}", ""),
        ("author", comment.author.name if "author" in notes else None, "author"),
        ("link", comment.author.url, "link"),
        ("date", comment.published or (comment.published_text and "not known"), "date"),
        ("permalink", comment.permalink, "permalink"),
        ("likes", comment.likes, "likes"),
        ("dislikes", comment.dislikes, "dislikes"),
        ("text", cut(one_line(comment.text), 48) or "(none)", "text"),
    )
    for label, value, rule in fields:
        if value not in (None, ""):
            yield label, _noted(value, notes.get(rule))
