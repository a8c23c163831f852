"""Trees of comments for property tests, and what of them a markup carries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from hypothesis import strategies as st

from scraper.comments.reader import read_comments
from scraper.page.page import read_page
from scraper.thread import Comment as Read
from scraper.thread import Kind
from tests.blog.markup import Comment
from tests.scraper.comments.markup import BASE, depths_of

LETTERS = "abcdefghijklmnopqrstuvwxyzàéîöüßñçøłžабвгдежñ港橋潮水한글"
LETTER = st.sampled_from(LETTERS)  # not st.text, which tries the words of the program itself: "Reply" is no fair name
NAMES = st.lists(LETTER, min_size=4, max_size=9).map("".join).map(str.capitalize)
FULL_NAMES = st.one_of(
    NAMES,
    st.tuples(NAMES, NAMES).map(" ".join),
    st.sampled_from(["Ida M. Brink", "O'Hara & Sons", "j_thimble42", "Ann-Marie", "Dr. Möwe", "@tidewatcher", "Bea<3"]),
)
URLS = st.none() | st.sampled_from(
    ["https://ida.example/", "http://brink.example/a?b=1&c=2", "https://xn--mwe-sna.example/~ö", "http://tide.example"]
)
WORDS = st.lists(st.lists(LETTER, min_size=1, max_size=10).map("".join), min_size=3, max_size=12).map(" ".join)
LINES = st.one_of(
    WORDS,
    st.sampled_from(
        [
            "On 3 March 2011 Ida wrote that the tide was late.",
            "I think 2 days ago was better; see https://tide.example/2012/12/04/ for more.",
            "Reply to this if you dare & mean it <b>.",
            "Comment of the year!",
            "She said: no.",
            "Yes",
            "+1",
            "5 > 3 and 2 < 4",
        ]
    ),
)
PARAGRAPHS = st.lists(st.lists(LINES, min_size=1, max_size=2).map("\n".join), min_size=1, max_size=3).map(tuple)
DATES = st.builds(
    lambda minutes, offset: datetime(2009, 1, 1, tzinfo=timezone(timedelta(hours=offset))) + timedelta(minutes=minutes),
    st.integers(0, 6_000_000),
    st.sampled_from([0, 0, -5, 2]),
)

KINDS: tuple[Kind, ...] = ("comment", "comment", "comment", "pingback", "trackback")


@st.composite
def trees(draw: st.DrawFn, *, pings: bool = True, most: int = 10) -> list[Comment]:
    """Comments in reading order; pingbacks and trackbacks answer nothing that answers them."""
    made: list[Comment] = []
    open_at: list[Comment] = []  # the comments that the next one may answer, outermost first
    number = draw(st.integers(100, 5_000_000))
    for _ in range(draw(st.integers(1, most))):
        number += draw(st.integers(2, 400))
        del open_at[draw(st.integers(0, len(open_at))) :]
        kind = draw(st.sampled_from(KINDS)) if pings else "comment"
        comment = Comment(
            id=number,
            author=draw(FULL_NAMES),
            url=draw(URLS) if kind == "comment" else draw(URLS) or "https://other.example/post/",
            paragraphs=draw(PARAGRAPHS),
            parent=open_at[-1].id if open_at else None,
            date=draw(DATES),
            kind=kind,
        )
        made.append(comment)
        if kind == "comment":
            open_at.append(comment)
    return made


@dataclass(frozen=True)
class Facts:
    """What must be read of one comment. `parent` is the position of the comment answered."""

    id: str | None
    parent: int | None
    depth: int
    author: str | None
    url: str | None
    text: str
    kind: str
    date: str | None


def facts_of(comments: Sequence[Comment], *, date: str = "iso", ping_date: bool = False) -> list[Facts]:
    """What a markup that carries everything says; `date` is how it prints dates: `iso`, `words` or `none`."""
    position = {comment.id: number for number, comment in enumerate(comments)}
    return [
        Facts(
            id=str(comment.id),
            parent=position[comment.parent] if comment.parent is not None else None,
            depth=depth,
            author=comment.author,
            url=comment.url,
            text="\n\n".join(comment.paragraphs) if comment.kind == "comment" else "",
            kind=comment.kind,
            date=_stated(comment.date, date) if comment.kind == "comment" or ping_date else None,
        )
        for comment, depth in zip(comments, depths_of(comments), strict=True)
    ]


def _stated(date: datetime, form: str) -> str | None:
    if form == "none":
        return None
    return date.isoformat() if form == "iso" else date.strftime("%Y-%m-%dT%H:%M")


def facts_read(comments: Sequence[Read]) -> list[Facts]:
    """The same of what was read."""
    return [Facts(c.id, c.parent, c.depth, c.author.name, c.author.url, c.text, c.kind, c.published) for c in comments]


def read(html: str) -> list[Facts]:
    """The comments of a page."""
    return facts_read(read_comments(read_page(html.encode(), BASE)).comments)
