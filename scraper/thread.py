"""A thread: one article and the comments below it, as data and as a JSON document.

In memory a thread is flat: `Thread.comments` holds the comments in reading order (a parent, then its replies), and
each comment names its parent by position. Nothing here or elsewhere recurses over replies, so depth costs nothing.
`Thread.to_dict` gives the nested document that exports consist of; `Thread.from_dict` reads it back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal, TypeVar, get_args

from scraper import incomplete as reasons
from scraper.errors import DocumentError
from scraper.incomplete import Incomplete

FORMAT = "afterword/thread"
VERSION = 1
READABLE = (0, 1)
"""Versions of the document that are read. 0 was the same before it was declared stable, without histories."""
MAX_NESTING = 100
"""Replies deeper than this stand at this level of the document, with their true parent and depth. (At 200 the
most used JSON Schema validator of Python already runs out of stack; json.loads of other languages stop at 512.)"""

Kind = Literal["comment", "pingback", "trackback"]
State = Literal["visible", "pending", "hidden", "deleted"]
T = TypeVar("T")

_HEAD = (
    "format", "version", "uid", "url", "canonical_url", "site", "fetched_at", "article", "system", "id_system",
    "id_scope", "declared_count", "comment_count", "gone_count", "complete", *reasons.KEYS, "channels",
)  # fmt: skip
"""Keys of a document before its comments."""
NODE = (
    "uid", "id", "parent", "depth", "author", "published", "published_text", "text", "html", "kind", "state",
    "permalink", "likes", "dislikes", "edited", "first_seen", "last_seen", "gone_since",
)  # fmt: skip
"""Keys of a comment in a document, before its replies."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who wrote a comment, as far as the page says."""

    name: str | None = None
    url: str | None = None
    avatar: str | None = None
    is_article_author: bool | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment. What the page does not state is None.

    `parent` is the position of the comment answered in `Thread.comments`; `parent_id` is the answered comment's own
    id where the page states it, also when that comment is not among those read. `published` is ISO 8601 as stated:
    with an offset where one is stated, else local time without; a day alone where only the day is stated.
    `text` is plain, paragraphs parted by a blank line; `html` is the same, sanitised, with absolute links.
    `uid`, `first_seen`, `last_seen` and `gone_since` are given by an archive (times in UTC).
    """

    text: str
    html: str = ""
    id: str | None = None
    parent: int | None = None
    parent_id: str | None = None
    depth: int = 0
    author: Author = Author()
    published: str | None = None
    published_text: str | None = None
    kind: Kind = "comment"
    state: State = "visible"
    permalink: str | None = None
    likes: int | None = None
    dislikes: int | None = None
    edited: bool | None = None
    uid: str | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    gone_since: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """The article above the thread. What the page does not state is None."""

    title: str | None = None
    author: str | None = None
    published: str | None = None
    modified: str | None = None
    language: str | None = None
    text: str = ""
    html: str = ""
    tags: tuple[str, ...] = ()
    first_seen: str | None = None
    gone_since: str | None = None


@dataclass(frozen=True, slots=True)
class Channel:
    """One way in which comments of a thread were read (`page`, an API, a feed), and how complete it was."""

    name: str
    fetched_at: str | None = None
    complete: bool | None = None
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Embed:
    """What a page states of its thread in a service elsewhere.

    `channel` names the reader (scraper.channels), `system` the comment system, `page` is the address of the page, and
    `facts` are what the channel needs to ask the service: names and values are its own.
    """

    channel: str
    system: str
    page: str
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Thread:
    """An article and its comments, as one visit or one archive shows them.

    `url` is where the page was fetched, `canonical_url` the address it states, `site` the name that the site states.
    `id_system` and `id_scope` say in which numbering the comments' ids stand: WordPress numbers the comments of a
    whole site (`wordpress`, `example.org`), a page without a known system numbers them for itself
    (`page`, `example.org/post`). `complete` is True, False, or None where it cannot be judged;
    `incomplete` says why it is not True. Not part of the document: `pages`, the addresses of further comment
    pages (merged by scraper.comments.completeness.pagination), `embeds`, and `parser`, the version of the parser
    (scraper.site_rules.parser_version).
    """

    url: str
    article: Article = Article()
    comments: tuple[Comment, ...] = ()
    canonical_url: str | None = None
    site: str | None = None
    fetched_at: str | None = None
    system: str | None = None
    id_system: str | None = None
    id_scope: str | None = None
    declared_count: int | None = None
    complete: bool | None = None
    incomplete: Incomplete | None = None
    channels: tuple[Channel, ...] = ()
    uid: str | None = None
    pages: tuple[str, ...] = field(default=(), compare=False)
    embeds: tuple[Embed, ...] = field(default=(), compare=False)
    parser: str | None = field(default=None, compare=False)

    @property
    def incomplete_reason(self) -> str | None:
        """Why it is not known to be complete, for people."""
        return reasons.sentence(self.incomplete)

    def __post_init__(self) -> None:
        open_at: list[int] = []  # positions of the ancestors that may still be answered
        for position, comment in enumerate(self.comments):
            if comment.depth > len(open_at):
                raise DocumentError(f"comment {position} stands at depth {comment.depth} below no comment")
            del open_at[comment.depth :]
            if comment.parent != (open_at[-1] if open_at else None):
                raise DocumentError(f"comment {position} does not stand below its parent {comment.parent}")
            open_at.append(position)

    def to_dict(self) -> dict[str, Any]:
        """The thread as a document (see thread.schema.json): nested to MAX_NESTING, in reading order."""
        open_at: list[list[dict[str, Any]]] = [[]]  # the list of each level that may still grow
        for comment in self.comments:
            level = min(comment.depth, MAX_NESTING)
            del open_at[level + 1 :]
            replies: list[dict[str, Any]] = []
            open_at[level].append({**comment_to_dict(comment, self.comments), "replies": replies})
            open_at.append(replies)
        return {**self.head_to_dict(), "comments": open_at[0]}

    def head_to_dict(self) -> dict[str, Any]:
        """The document without its comments."""
        gone = sum(comment.gone_since is not None for comment in self.comments)
        made = {
            "format": FORMAT,
            "version": VERSION,
            "article": {**_plain(self.article), "tags": list(self.article.tags)},
            "comment_count": len(self.comments) - gone,
            "gone_count": gone,
            **reasons.to_dict(self.incomplete),
            "channels": [_plain(channel) for channel in self.channels],
        }
        return {name: made[name] if name in made else getattr(self, name) for name in _HEAD}

    @classmethod
    def from_dict(cls, document: Mapping[str, Any]) -> Thread:
        """Read a document back. Absent and unknown keys are allowed; DocumentError names what does not hold."""
        if document.get("format") != FORMAT:
            raise DocumentError(f'not a thread document: "format" is {document.get("format")!r}, not "{FORMAT}"')
        if document.get("version", VERSION) not in READABLE:
            version = document["version"]
            raise DocumentError(f"thread document of version {version!r}: this program reads {VERSION}; update it")
        url = document.get("url")
        if not isinstance(url, str):
            raise DocumentError('thread document without "url"')
        article = dict(_mapping(document.get("article"), "article"))
        article["tags"] = tuple(_sequence(article.get("tags"), "tags"))
        channels = [_mapping(each, "channels") for each in _sequence(document.get("channels"), "channels")]
        if not all(isinstance(channel.get("name"), str) for channel in channels):
            raise DocumentError('thread document with a channel without "name"')
        return _build(
            cls,
            {key: value for key, value in document.items() if key not in {"pages", "embeds", "parser"}},
            article=_build(Article, article),
            channels=tuple(_build(Channel, channel) for channel in channels),
            incomplete=reasons.from_dict(document),
            comments=tuple(_comment(*entry) for entry in comment_nodes(document)),
        )


def arrange(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """Put comments into reading order and set their depths.

    Takes comments in the page's order whose `parent` is a position in that order (also a later one) or None.
    """
    given = list(comments)
    order = reading_order([comment.parent for comment in given])
    return tuple(replace(given[position], parent=parent, depth=depth) for position, parent, depth in order)


def reading_order(parents: Sequence[int | None]) -> list[tuple[int, int | None, int]]:
    """Depth first, siblings in the order given: for each place the old position, the parent's new one, and the depth.

    Where parents run in a circle, which is broken or hostile, one of the circle is taken as top level.
    """
    parents = [parent if parent is not None and 0 <= parent < len(parents) else None for parent in parents]
    children: dict[int | None, list[int]] = {}
    for position, parent in enumerate(parents):
        children.setdefault(parent, []).append(position)
    placed: list[tuple[int, int | None, int]] = []
    done = [False] * len(parents)
    for start in (*children.get(None, ()), *range(len(parents))):  # what no root leads to comes after the roots
        waiting: list[tuple[int, int | None, int]] = [] if done[start] else [(_root(start, parents), None, 0)]
        while waiting:
            position, parent, depth = waiting.pop()
            if done[position]:
                continue
            done[position] = True
            here = len(placed)
            placed.append((position, parent, depth))
            waiting.extend((child, here, depth + 1) for child in reversed(children.get(position, [])))
    return placed


def descendants(parents: Sequence[int | None]) -> list[int]:
    """How many comments stand below each, of which the parents' places are given: each before its replies."""
    found = [0] * len(parents)
    for position in reversed(range(len(parents))):
        parent = parents[position]
        if parent is not None:
            found[parent] += found[position] + 1
    return found


def _root(position: int, parents: Sequence[int | None]) -> int:
    """Follow the parents up from a comment: to its root, or where they run in a circle to the first one met twice."""
    seen: set[int] = set()
    while position not in seen:
        seen.add(position)
        above = parents[position]
        if above is None:
            break
        position = above
    return position


def _plain(data: Any) -> dict[str, Any]:
    return {entry.name: getattr(data, entry.name) for entry in fields(data)}


def comment_to_dict(comment: Comment, comments: Sequence[Comment]) -> dict[str, Any]:
    """One comment of a document, without its replies."""
    answered = comments[comment.parent] if comment.parent is not None else None
    parent = comment.parent_id if answered is None else answered.uid or answered.id
    made: dict[str, Any] = {"parent": parent, "author": _plain(comment.author)}
    return {name: made[name] if name in made else getattr(comment, name) for name in NODE}


def comment_nodes(document: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], int | None, int]]:
    """The comments of a document in reading order, each with its parent's place in that order and its depth.

    Where comments stand below MAX_NESTING, and in a flat document, the stated depth says who is answered.
    """
    flat = document.get("flat") is True
    open_at: list[int] = []
    place = 0
    waiting: list[tuple[Any, int]] = [(node, 0) for node in reversed(_sequence(document.get("comments"), "comments"))]
    while waiting:
        node, level = waiting.pop()
        node = _mapping(node, "comments")
        stated = node.get("depth")
        deeper = isinstance(stated, int) and (flat or level == MAX_NESTING) and stated > level
        depth = min(int(stated or 0), len(open_at)) if deeper else level
        del open_at[depth:]
        yield node, open_at[-1] if open_at else None, depth
        open_at.append(place)
        place += 1
        waiting.extend((reply, level + 1) for reply in reversed(_sequence(node.get("replies"), "replies")))


def _comment(node: Mapping[str, Any], parent: int | None, depth: int) -> Comment:
    parent_id = node.get("parent") if parent is None else None
    kind, state = node.get("kind") or "comment", node.get("state") or "visible"
    if kind not in get_args(Kind) or state not in get_args(State):
        raise DocumentError(f"comment {node.get('id')!r}: unknown kind {kind!r} or state {state!r}")
    author = _build(Author, _mapping(node.get("author"), "author"))
    values = {**node, "kind": kind, "state": state, "text": node.get("text") or "", "html": node.get("html") or ""}
    return _build(Comment, values, parent=parent, parent_id=parent_id, depth=depth, author=author)


def _build(kind: type[T], values: Mapping[str, Any], **more: Any) -> T:
    known = {entry.name for entry in fields(kind)}  # type: ignore[arg-type]
    return kind(**{**{key: value for key, value in values.items() if key in known}, **more})


def _mapping(value: Any, key: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping | None):
        raise DocumentError(f'thread document: "{key}" holds {type(value).__name__} where an object belongs')
    return value or {}


def _sequence(value: Any, key: str) -> list[Any]:
    if value and not isinstance(value, list):
        raise DocumentError(f'thread document: "{key}" holds {type(value).__name__} where a list belongs')
    return value or []
