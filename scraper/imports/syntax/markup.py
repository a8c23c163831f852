"""Words as dumps write them, to plain text with sanitised HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from scraper.html import plain_text, safe_html, soup_of
from scraper.imports.records import Markup
from scraper.text import encodable, unescape

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_INLINE = re.compile(r"</?(?:a|b|i|u|s|em|strong|code|strike|del)(?:\s[^<>]*)?>")
_SIMPLE = re.compile(r"(?:\s*<p>[^<>]*(?:<br ?/?>[^<>]*)*</p>)+\s*|[^<>]*(?:<br ?/?>[^<>]*)*")
_SAFE = re.compile(r"(?:\s*<p>[^<>&]*(?:(?:<br>|&(?:amp|lt|gt);)[^<>&]*)*</p>)+\s*")
_OTHER_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|#39|#x27);)")
_PARAGRAPH_END = re.compile(r"\s*</?p>\s*|\s*<br ?/?>\s*<br ?/?>\s*")
_LINE_END = re.compile(r"\s*<br ?/?>\s*")
_BLANK = re.compile(r"\n[ \t\r]*\n\s*")
_NAMES = "p|div|blockquote|ul|ol|dl|pre|table|h[1-6]|hr"
_BLOCK_START = re.compile(rf"(<(?:{_NAMES})(?=[\s/>]))", re.IGNORECASE)
_BLOCK_END = re.compile(rf"(</(?:{_NAMES})>)", re.IGNORECASE)
_BLOCK = re.compile(rf"</?(?:{_NAMES}|li|dt|dd|tr|td|th|tbody|thead)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_TAKES_PARAGRAPHS = re.compile(r"(?:<blockquote(?:\s[^<>]*)?|<hr(?:\s[^<>]*)?/?|</[a-z0-9]+)>\Z", re.IGNORECASE)
_VERBATIM, _VERBATIM_END = re.compile(r"<pre(?=[\s>])", re.IGNORECASE), re.compile(r"</pre>", re.IGNORECASE)
_TAG = re.compile(r"<[a-zA-Z/!?][^>]*>")

_LINE = re.compile(r"(?:<br ?/?>[ \t]*)?\n")

LINE_BREAK = "<br>\n"


def render(words: str, markup: Markup, base: str) -> tuple[str, str]:
    """The plain text and the sanitised HTML of a comment. Links become absolute to `base`."""
    fragment = as_html(encodable(words), markup)
    return _text(fragment), _safe(fragment, base)


def as_html(words: str, markup: Markup) -> str:
    """A comment as HTML that is not yet sanitised."""
    if markup == "html":
        return words
    if markup == "markdown":
        return str(_markdown().render(words))
    return _paragraphs(words if markup == "typed" else html.escape(words, quote=False))


def _paragraphs(words: str) -> str:
    """Blank lines and blocks part paragraphs, line ends are kept: as WordPress prints what was typed (its wpautop)."""
    parts: list[str] = []
    for text, is_verbatim in _verbatim(_tags_apart(words.replace("\r\n", "\n"))):
        if is_verbatim:
            parts.append(text)
            continue
        parted = _BLOCK_END.sub(r"\1\n\n", _BLOCK_START.sub(r"\n\n\1", text))
        parts += [_paragraph(part) for part in _BLANK.split(parted.strip()) if part]
    return "\n".join(parts)


def _tags_apart(words: str) -> str:
    """The words with nothing in their tags that reads like a line end or another tag, and no tag that nothing ends:
    what is put behind one would become a part of it."""
    ended, end, rest = words.rpartition(">")
    closed = _TAG.sub(lambda tag: "<" + tag[0][1:].replace("<", "&lt;").replace("\n", " "), ended + end)
    return closed + rest.replace("<", "&lt;")


def _verbatim(words: str) -> Iterator[tuple[str, bool]]:
    """The words in pieces, and whether each is one in which white space stays as it is."""
    at = 0
    while start := _VERBATIM.search(words, at):
        end = _VERBATIM_END.search(words, start.end())
        if end is None:
            break
        yield words[at : start.start()], False
        yield words[start.start() : end.end()], True
        at = end.end()
    yield words[at:], False


def _paragraph(part: str) -> str:
    """A part with its text as a paragraph, unless it is in a block without paragraphs: an item, a heading."""
    tags = [tag.span() for tag in _BLOCK.finditer(part)]
    start, end = 0, len(part)
    for first, last in tags:
        if part[start:first].strip():
            break
        start = last
    for first, last in reversed(tags):
        if first < start or part[last:end].strip():
            break
        end = first
    middle = part[start:end].strip()
    before = part[:start].rstrip()
    is_own = not before or _TAKES_PARAGRAPHS.search(before) is not None
    if middle and is_own:
        middle = f"<p>{_LINE.sub(LINE_BREAK, middle)}</p>"
    return f"{before}{middle}{part[end:].strip()}"


def _safe(fragment: str, base: str) -> str:
    """The fragment sanitised. Most comments match a pattern that is safe, and stay as they are."""
    if _SAFE.fullmatch(fragment) and fragment.replace("\n", " ").isprintable():
        return fragment.strip()
    return safe_html(fragment, base)


def _text(fragment: str) -> str:
    """The text of a fragment. A tree costs a hundred times more than most comments need."""
    bare = _INLINE.sub("", fragment)
    if _SIMPLE.fullmatch(bare) and not _OTHER_REFERENCE.search(bare) and bare.replace("\n", " ").isprintable():
        text = "\n\n".join(filter(None, map(_lines, _PARAGRAPH_END.split(" ".join(bare.split())))))
        return unescape(text)
    return plain_text(soup_of(fragment))


def _lines(paragraph: str) -> str:
    lines = (" ".join(line.split()) for line in _LINE_END.split(paragraph))
    return "\n".join(filter(None, lines))


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"breaks": True}).enable("strikethrough")
