"""What the parts of one comment are: who, when, the words, and the marks around them.

A comment comes as the element that holds it, with the comments nested in it already taken out. The parts are found by
what microformats, microdata and class names say, then by where they stand. What is left when the head and the buttons
are taken away is what the person wrote.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from scraper.comments.words import (
    AUTHOR,
    BODY,
    DATE,
    NOISE,
    NOT_AUTHOR,
    NOT_BODY,
    PING,
    PRESS,
    clean_name,
    is_only_labels,
    name_in_line,
    words_of,
)
from scraper.dates import Order, parse_date, parse_epoch
from scraper.text import BLOCKS, UNREAD, absolute_url, attribute, plain_text, squeeze
from scraper.thread import Kind, State

if TYPE_CHECKING:
    from bs4 import Tag

LONGEST_NAME = 120
LONGEST_LABEL = 60
"""Characters: a longer text is something that a person wrote, not the label of a button or a date."""


@dataclass(frozen=True, slots=True)
class Hints:
    """CSS selectors for the parts of a comment that a system knows. What is None is found by structure."""

    node: str | None = None
    author: str | None = None
    author_url: str | None = None
    date: str | None = None
    body: str | None = None
    permalink: str | None = None
    likes: str | None = None
    noise: str | None = None


@dataclass(slots=True)
class Parts:
    """The parts of one comment as found; `notes` says by which rule, for `afterword inspect`."""

    author: str | None = None
    author_url: str | None = None
    avatar: str | None = None
    is_article_author: bool | None = None
    date_text: str | None = None
    date_value: str | None = None
    permalink: str | None = None
    text: str = ""
    html: str = ""
    kind: Kind = "comment"
    state: State = "visible"
    likes: int | None = None
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """What a page's comments have in common."""

    base: str
    language: str | None = None
    order: Order | None = None


def read_parts(comment: Tag, hints: Hints, context: Context) -> Parts:
    """Read the parts of one comment. Takes the element apart: it cannot be read again."""
    parts = Parts()
    _note_kind(comment, parts)
    _take_avatar(comment, parts, context)
    _take_noise(comment, hints)
    date = _find_date(comment, parts, hints, context)
    author = _find_author(comment, parts, hints, date, context)
    _find_permalink(comment, parts, hints, date, context)
    _find_likes(comment, parts, hints)
    if parts.kind != "comment":
        _read_ping(comment, parts, author, context)
    body = _find_body(comment, parts, hints, author, date)
    parts.text = plain_text(body)
    parts.html = body.decode_contents()
    if author is None and parts.author is None:
        _author_from_first_line(parts)
    return parts


# --- ways to look at an element


def _words(tag: Tag) -> list[tuple[str, ...]]:
    """The words of each class, of the id and of the microdata names of an element."""
    tokens = attribute(tag, "class").split()[:30]
    identity = attribute(tag, "id")
    return [words_of(token) for token in (*tokens, identity) if token]


def _all_words(tag: Tag) -> set[str]:
    return {word for words in _words(tag) for word in words}


def _text(tag: Tag, without: Iterable[Tag | None] = ()) -> str:
    """The text of an element in one line, leaving out some elements inside it."""
    from bs4.element import NavigableString, PreformattedString
    from bs4.element import Tag as Element

    left_out = {id(tag) for tag in without if tag is not None}
    pieces: list[str] = []
    waiting: list[object] = [tag]
    while waiting:
        node = waiting.pop()
        if isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString):
                pieces.append(str(node))
        elif isinstance(node, Element) and id(node) not in left_out and node.name not in UNREAD:
            if node.name in BLOCKS or node.name == "br":
                pieces.append(" ")
            waiting.extend(reversed(node.contents))
    return squeeze("".join(pieces))


def _ancestors(tag: Tag, top: Tag) -> Iterator[Tag]:
    """The elements around one, up to but without `top`."""
    around = tag.parent
    while around is not None and around is not top:
        yield around
        around = around.parent


def _is_inside(tag: Tag, outer: Tag) -> bool:
    return tag is outer or any(around is outer for around in tag.parents)


def _first(comment: Tag, selector: str | None) -> Tag | None:
    return comment.select_one(selector) if selector else None


# --- the parts


def _note_kind(comment: Tag, parts: Parts) -> None:
    words = _all_words(comment)
    if not PING.isdisjoint(words):
        parts.kind = "trackback" if {"trackback", "trackbacks"} & words else "pingback"
    if {"bypostauthor", "postauthor"} & set(attribute(comment, "class").lower().replace("-", "").split()):
        parts.is_article_author = True
    if comment.select_one(".comment-awaiting-moderation, .awaiting-moderation"):
        parts.state = "pending"


def _take_avatar(comment: Tag, parts: Parts, context: Context) -> None:
    for image in comment.find_all("img"):
        words = _all_words(image) | {
            word for around in [image.parent] if around is not None for word in _all_words(around)
        }
        source = attribute(image, "data-src") or attribute(image, "data-lazy-src") or attribute(image, "src")
        if {"avatar", "gravatar", "photo", "userpic", "avtar"} & words or "gravatar.com/avatar" in source:
            parts.avatar = absolute_url(source, context.base)
            link = image.find_parent("a")
            if link is not None and _is_inside(link, comment) and not _text(link):
                parts.author_url = _profile(link, context)
            image.extract()
            return


def _take_noise(comment: Tag, hints: Hints) -> None:
    """Remove what is pressed, voted on or announced around a comment."""
    if hints.noise:
        for tag in comment.select(hints.noise):
            tag.extract()
    for tag in comment.find_all(["form", "button", "input", "select", "textarea", "nav"]):
        tag.extract()
    for tag in comment.find_all(True):
        if tag.parent is None or tag is comment:
            continue
        if _is_noise(tag):
            tag.extract()
    for link in comment.find_all("a"):
        if "comment-reply-link" in attribute(link, "class") or "replytocom=" in attribute(link, "href"):
            link.extract()


def _is_noise(tag: Tag) -> bool:
    if tag.get("hidden") is not None or "display:none" in attribute(tag, "style").replace(" ", "").lower():
        return True
    if any(not NOISE.isdisjoint(words) and BODY.keys().isdisjoint(words) for words in _words(tag)):
        return not tag.find("p") and len(_text(tag)) <= LONGEST_LABEL and tag.find(["time", "cite"]) is None
    return tag.name in ("a", "span", "small", "em", "li", "b", "strong") and _is_label(tag)


def _is_label(tag: Tag) -> bool:
    text = _text(tag).lower().strip("[]()|·»«←→↩↓↑.:,-–— ")
    return bool(text) and text in PRESS


def _find_date(comment: Tag, parts: Parts, hints: Hints, context: Context) -> Tag | None:
    for rule, tag in _date_elements(comment, hints):
        for value in _date_values(tag):
            read = parse_date(value, order=context.order, language=context.language) or parse_epoch(value)
            if read:
                parts.date_value, parts.date_text = read, _text(tag) or value
                parts.notes["date"] = f"{rule}: {value}"
                return tag
    relative = next((tag for _, tag in _date_elements(comment, hints) if any(c.isdigit() for c in _text(tag))), None)
    if relative is not None and len(_text(relative)) <= LONGEST_LABEL:
        parts.date_text = _text(relative)
        parts.notes["date"] = f"not a full date: {parts.date_text}"
        return relative
    return None


def _date_elements(comment: Tag, hints: Hints) -> Iterator[tuple[str, Tag]]:
    if hints.date:
        yield from (("system", tag) for tag in comment.select(hints.date))
    yield from (("time", tag) for tag in comment.find_all("time"))
    for selector in (
        "[itemprop~=dateCreated]",
        "[itemprop~=datePublished]",
        "[itemprop~=commentTime]",
        ".dt-published",
    ):
        yield from ((selector, tag) for tag in comment.select(selector))
    named = [tag for tag in comment.find_all(True) if not DATE.isdisjoint(_all_words(tag))]
    yield from (("class", tag) for tag in reversed(named) if len(_text(tag)) <= 2 * LONGEST_LABEL)
    yield from (("permalink", tag) for tag in comment.find_all("a", href=re.compile(r"#\S*\d")))
    yield from (("title", tag) for tag in comment.find_all(["abbr", "span", "a"], title=re.compile(r"\d{4}")))
    for tag in comment.find_all(["span", "small", "em", "i", "div", "p", "td", "h3", "h4", "h5", "cite", "li", "font"]):
        if len(_text(tag)) <= 2 * LONGEST_LABEL and any(character.isdigit() for character in _text(tag)):
            yield "text", tag


def _date_values(tag: Tag) -> Iterator[str]:
    for name in (
        "datetime",
        "content",
        "title",
        "data-datetime",
        "data-date",
        "data-time",
        "data-timestamp",
        "data-utime",
    ):
        value = attribute(tag, name)
        if value:
            yield value
    yield _text(tag)


def _find_author(comment: Tag, parts: Parts, hints: Hints, date: Tag | None, context: Context) -> Tag | None:
    for rule, tag in _author_elements(comment, hints):
        if date is not None and (tag is date or _is_inside(tag, date)) and rule not in ("system", "microformat"):
            continue
        name = clean_name(_text(tag, without=[date, *tag.select(".says")]))
        if not name or len(name) > LONGEST_NAME or (parse_date(name) and rule != "system"):
            continue
        parts.author = name
        parts.notes["author"] = f"{rule}: {name}"
        parts.author_url = _author_url(tag, comment, name, hints, context) or parts.author_url
        return tag
    return None


def _author_elements(comment: Tag, hints: Hints) -> Iterator[tuple[str, Tag]]:
    if hints.author:
        yield from (("system", tag) for tag in comment.select(hints.author))
    for around in comment.select("[itemprop~=author], [itemprop~=creator]"):
        yield "microdata", around.select_one("[itemprop~=name]") or around
    yield from (("microformat", tag) for tag in comment.select(".fn, .p-author .p-name, .p-author, [rel~=author]"))
    cites = [tag for tag in comment.find_all("cite") if tag.find_parent(["blockquote", "q"]) is None]
    yield from (("cite", tag) for tag in cites[:1])
    yield from (("class", tag) for tag in _named_for_authors(comment))
    for name in ("strong", "b", "h2", "h3", "h4", "h5", "h6", "dt"):
        first = comment.find(name)
        if first is not None and first.find_parent(["p", "blockquote"]) is None:
            yield name, first
    link = comment.find("a", class_="url") or comment.find("a", rel=re.compile("nofollow"))
    if link is not None and link.find_parent(["p", "blockquote"]) is None:
        yield "link", link


def _named_for_authors(comment: Tag) -> list[Tag]:
    """Elements whose class speaks of a person's name, the plainest first."""
    found: list[tuple[int, int, int, Tag]] = []
    for position, tag in enumerate(comment.find_all(True)):
        best = 0
        for words in _words(tag):
            # The last words of a class say what it is: `comment-author-name`, not `author-avatar`.
            if NOT_AUTHOR.isdisjoint(words):
                best = max([best, *(AUTHOR.get(word, 0) for word in words)])
        if (best and tag.name not in ("img", "time", "p")) or best >= 4:
            found.append((-best, len(_text(tag)), position, tag))
    return [tag for *_, tag in sorted(found, key=lambda entry: entry[:3]) if _text(tag)]


def _author_url(tag: Tag, comment: Tag, name: str, hints: Hints, context: Context) -> str | None:
    hinted = _first(comment, hints.author_url)
    if hinted is not None:
        return _profile(hinted, context)
    links = [tag] if tag.name == "a" else tag.find_all("a", href=True)
    around = tag.find_parent("a")
    if around is not None and _is_inside(around, comment):
        links = [around, *links]
    links += [link for link in comment.find_all("a", href=True) if clean_name(_text(link)) == name]
    return next((address for link in links if (address := _profile(link, context))), None)


def _profile(link: Tag, context: Context) -> str | None:
    """A link's address if it leads to a person rather than back into the thread."""
    href = attribute(link, "href").strip()
    if not href or href.startswith("#") or re.search(r"#(?:[a-z-]*comment|respond|c\d)", href, re.IGNORECASE):
        return None
    return absolute_url(href, context.base)


def _find_permalink(comment: Tag, parts: Parts, hints: Hints, date: Tag | None, context: Context) -> None:
    hinted = _first(comment, hints.permalink)
    around = date.find_parent("a") if date is not None else None
    links = [hinted, date, around, *(date.find_all("a") if date is not None else ())]
    links += comment.find_all("a", href=re.compile(r"#(?:[a-z-]*comment|c|dsq-comment)[-_]?\d", re.IGNORECASE))
    for link in links:
        href = attribute(link, "href") if link is not None and link.name == "a" else ""
        if href and (address := absolute_url(href, context.base)):
            parts.permalink = address
            return


def _find_likes(comment: Tag, parts: Parts, hints: Hints) -> None:
    tag = _first(comment, hints.likes)
    number = re.fullmatch(r"\+?(\d{1,7})", _text(tag)) if tag is not None else None
    if number is not None:
        parts.likes = int(number[1])


def _read_ping(comment: Tag, parts: Parts, author: Tag | None, context: Context) -> None:
    """A pingback's author is the title of the page that links here, its address that page's."""
    link = comment.find("a", href=True)
    while link is not None and _profile(link, context) is None:
        link = link.find_next("a", href=True)
    if link is None or not _is_inside(link, comment):
        return
    parts.author_url = parts.author_url or _profile(link, context)
    if author is None:
        parts.author = _text(link) or None
        link.extract()


def _find_body(comment: Tag, parts: Parts, hints: Hints, author: Tag | None, date: Tag | None) -> Tag:
    """The element that holds what the person wrote, with everything else taken out of it."""
    hinted = _first(comment, hints.body)
    if hinted is not None:
        return _without_head(hinted, author, date)
    named = _named_for_bodies(comment, author, date)
    if named is not None:
        parts.notes["text"] = "class"
        return _without_head(named, author, date)
    parts.notes["text"] = "what is left"
    return _without_head(comment, author, date)


def _named_for_bodies(comment: Tag, author: Tag | None, date: Tag | None) -> Tag | None:
    """The longest element named for the text of a comment that holds neither its author nor its date."""
    best: tuple[int, int, Tag] | None = None
    for tag in comment.select("[itemprop~=text], [itemprop~=commentText], .e-content"):
        return tag
    for tag in comment.find_all(True):
        score = max((BODY.get(w, 0) for words in _words(tag) if NOT_BODY.isdisjoint(words) for w in words), default=0)
        if not score or any(part is not None and _is_inside(part, tag) for part in (author, date)):
            continue
        if best is not None and _is_inside(tag, best[2]):
            continue
        length = len(_text(tag))
        if length and (best is None or length > best[0]):
            best = (length, score, tag)
    return best[2] if best else None


def _without_head(body: Tag, author: Tag | None, date: Tag | None) -> Tag:
    """Take the author and the date out of the body, with the labels around them but nothing that was written."""
    parts = [part for part in (author, date) if part is not None and part is not body and _is_inside(part, body)]
    for part in parts:
        head = part
        for around in _ancestors(part, body):
            if len(_text(around, without=parts)) > LONGEST_LABEL // 2 or around.find("blockquote"):
                break
            head = around
        if not any(head is other or _is_inside(head, other) for other in parts if other is not part):
            head.extract()
    _strip_loose_labels(body)
    return body


def _strip_loose_labels(body: Tag) -> None:
    """Remove bare words such as "says:" and punctuation that stood between name, date and text."""
    from bs4.element import NavigableString

    for child in list(body.contents):
        if not isinstance(child, NavigableString):
            if getattr(child, "name", None) in BLOCKS and squeeze(child.get_text()):
                break
            continue
        text = squeeze(str(child))
        if text and not is_only_labels(text):
            break
        child.extract()


def _author_from_first_line(parts: Parts) -> None:
    """ "Ann says:" or "Ann schrieb am ..." as the first line of loose text."""
    first, _, rest = parts.text.partition("\n")
    name = name_in_line(first)
    if name is not None:
        parts.author, parts.text = name, rest.strip()
        parts.notes["author"] = f"first line: {first}"
