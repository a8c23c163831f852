"""What a thread says, comment by comment, as tests of whole pages state it."""

from __future__ import annotations

from dataclasses import dataclass

from scraper import Thread, parse
from tests.scraper.comments import markup

BASE = markup.BASE
WHO = ("Ida Brink", "Olav Tern", "Mirela", "wren_92")
WORDS = (
    "The tide was early on Tuesday, as the book says.",
    "Not here, and not on a Sunday.",
    "It depends on the harbour.",
    "Which book?",
)


@dataclass(frozen=True)
class Said:
    """One comment. `to` is the name of the author of the comment answered, `at` the date as it must be read."""

    who: str | None
    text: str
    to: str | None = None
    url: str | None = None
    at: str | None = None
    id: str | None = None
    link: str | None = None
    kind: str = "comment"
    state: str = "visible"
    likes: int | None = None


def said(thread: Thread) -> list[Said]:
    """Everything that a thread says, in reading order."""
    comments = thread.comments
    return [
        Said(
            who=comment.author.name,
            text=comment.text,
            to=comments[comment.parent].author.name if comment.parent is not None else None,
            url=comment.author.url,
            at=comment.published,
            id=comment.id,
            link=comment.permalink,
            kind=comment.kind,
            state=comment.state,
            likes=comment.likes,
        )
        for comment in comments
    ]


def read(thread: str, **more: str) -> list[Said]:
    """What a page says whose thread is printed so; the article above it must stay whole."""
    return read_page(markup.page(thread, **more))


def read_page(page: str) -> list[Said]:
    """What a whole page says. No comment may be found in its article."""
    thread = parse(page.encode(), BASE)
    assert all(text in thread.article.text for text in markup.ARTICLE)
    assert all(not comment.text or comment.text not in thread.article.text for comment in thread.comments)
    return said(thread)
