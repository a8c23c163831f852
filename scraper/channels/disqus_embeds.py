"""How pages embed Disqus: the forum, and what in it names the thread.

Forms, as in Disqus's documentation ("JavaScript configuration variables", "AMP"), in its WordPress plugins of all
ages, and in loaders that wait for the reader to scroll: inline variables, `disqus_config` functions, `embedVars` in
JSON, data attributes, the address of the script, frames, and the link in `<noscript>`. What the page computes in the
browser cannot be read; Disqus then goes by the page's address, and so does the channel.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from scraper.page import Page

LONGEST_SCRIPT = 400_000
"""Characters of one script that are looked at."""

_COUNTED = ":not(a, .disqus-comment-count)"  # links to threads of other pages, beside which their number is shown
_PLACES = ", ".join(
    (
        "#disqus_thread, #dsq-content, .disqus-thread, #disqus-thread",
        f"[data-disqus-shortname]{_COUNTED}, [data-disqus-identifier]{_COUNTED}",
    )
)
_FRAMES = 'iframe[src*="disqus"], amp-iframe[src*="disqus"], iframe[data-src*="disqus"], amp-iframe[src*="shortname="]'
_NAMES = {
    "shortname": ("disqus_shortname", "disqusShortname", "shortname", "data-disqus-shortname", "data-shortname",
                  "disqus_name", "forum", "f"),
    "identifier": ("disqus_identifier", "disqusIdentifier", "identifier", "data-disqus-identifier", "data-identifier",
                   "t_i"),
    "url": ("disqus_url", "disqusUrl", "url", "data-disqus-url", "data-url", "t_u", "canonicalurl"),
    "title": ("disqus_title", "disqusTitle", "title", "data-disqus-title", "data-title", "t_t"),
}  # fmt: skip
"""What pages call each fact, the surest first."""

_STRING = r"""(?P<mark>["'])(?P<value>(?:\\.|(?!(?P=mark))[^\\\n]){0,2000})(?P=mark)"""
_SET = re.compile(  # disqus_shortname = '...', this.page.identifier = "...", "disqusUrl": "...", shortname: '...'
    r"(?<![\w$-])(?:this\.page\.|window\.|config\.page\.)?[\"']?"
    r"(?P<name>disqus_(?:shortname|identifier|url|title)|disqus(?:Shortname|Identifier|Url|Title)"
    r"|shortname|identifier|url|title)[\"']?\s{0,20}[:=]\s{0,20}" + _STRING
)
_COMMENTS = re.compile(r"/\*.*?\*/|^[ \t]*//[^\n]*$", re.DOTALL | re.MULTILINE)
_FORUM = re.compile(
    r"(?<![\w.-])(?P<name>[a-z0-9][a-z0-9-]{0,60})\.disqus\.com(?:/|\\/)(?:embed|count|blog\.js|thread|\?)"
)
_NOT_FORUMS = frozenset({"www", "help", "docs", "blog", "about", "referrer", "links", "media", "a", "c", "example"})
_REFERRER = re.compile(r"disqus\.com/\?ref_noscript=(?P<name>[a-z0-9-]{1,60})")
_PLACEHOLDERS = re.compile(
    r"^(?:PAGE_(?:URL|IDENTIFIER)|EXAMPLE|unique_dynamic_id_1234|<\?.*|\{\{.*|\{%.*)$", re.IGNORECASE
)


_FIT = {
    "shortname": re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,60}$"),
    "identifier": re.compile(r""),
    "url": re.compile(r"https?://"),
    "title": re.compile(r""),
}


def find_embed(page: Page) -> dict[str, str] | None:
    """What the page says of a Disqus thread: `shortname`, and `identifier`, `url`, `title` where it states them.

    None where it embeds none: a script that only counts comments is no thread.
    """
    if page.tree.css_first(f"{_PLACES}, {_FRAMES}") is None:
        return None
    frames = [dict(node.attributes) for node in page.tree.css(_FRAMES)]
    facts = _first_of([*_in_frames(frames), *_in_attributes(page), *_in_scripts(page)])
    if "shortname" not in facts:
        name = _forum_in(page)
        if name is None:
            return None
        facts["shortname"] = name
    facts["shortname"] = facts["shortname"].lower()
    return facts


def _first_of(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each fact the value under its surest name."""
    by_name: dict[str, str] = {}
    for name, value in found:
        value = unescape(value).strip()
        if value and len(value) <= 1000 and not _PLACEHOLDERS.match(value):
            by_name.setdefault(name, value)
    facts: dict[str, str] = {}
    for fact, names in _NAMES.items():
        told = next((by_name[name] for name in names if name in by_name), None)
        if told is not None and _FIT[fact].match(told):
            facts[fact] = told
    return facts


def _in_frames(frames: Iterable[dict[str, str | None]]) -> Iterator[tuple[str, str]]:
    """The frame of a page for phones, or Disqus's own: what it is shown stands in its address."""
    for frame in frames:
        address = frame.get("src") or frame.get("data-src") or ""
        try:
            query = parse_qsl(urlsplit(address).query or urlsplit(address).fragment)
        except ValueError:
            continue
        yield from query


def _in_attributes(page: Page) -> Iterator[tuple[str, str]]:
    for node in page.tree.css(f"{_PLACES}, script[data-shortname], script[data-disqus-shortname]"):
        for name, value in node.attributes.items():
            if name.startswith("data-") and value:
                yield name, value
                if name.endswith(("config", "disqus")) and value.lstrip().startswith("{"):
                    yield from _in_json(value)


def _in_json(text: str) -> Iterator[tuple[str, str]]:
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return
    for part in (told, told.get("page")) if isinstance(told, dict) else ():
        if isinstance(part, dict):
            yield from ((name, value) for name, value in part.items() if isinstance(value, str))


def _in_scripts(page: Page) -> Iterator[tuple[str, str]]:
    for node in page.tree.css("script"):
        text = node.text(deep=True)[:LONGEST_SCRIPT]
        if "disqus" not in text.lower():
            continue
        for found in _SET.finditer(_COMMENTS.sub("", text)):
            yield found["name"], _unquoted(found["value"])


def _unquoted(text: str) -> str:
    """The string that a literal of JavaScript stands for."""
    if "\\" not in text:
        return text
    text = text.replace("\\'", "'").replace("\\/", "/")
    try:
        return str(json.loads(f'"{text}"', strict=False))
    except ValueError:
        return re.sub(r"\\(.)", r"\1", text)


def _forum_in(page: Page) -> str | None:
    """The forum's name in the address of the script, or in the link for readers without scripts."""
    html = page.tree.html or ""
    for pattern in (_FORUM, _REFERRER):
        for found in pattern.finditer(html):
            if found["name"] not in _NOT_FORUMS:
                return found["name"]
    return None
