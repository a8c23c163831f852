"""How pages embed Disqus: the forum, and what in it names the thread.

Forms, as in Disqus's documentation ("JavaScript configuration variables", "AMP"), in its plugins for WordPress, Drupal
and Blogger of all ages, in the templates of site generators, and in loaders that wait for the reader to scroll or to
click: variables, `disqus_config` functions, JSON, data attributes, the address of the script, frames, and the link in
`<noscript>`. What the page computes in the browser cannot be read; Disqus then goes by the page's address, and so does
the channel.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from urllib.parse import parse_qsl, urlsplit

from scraper.channels.values import json_of, part_of
from scraper.page.page import Page
from scraper.page.scripts import Assignment, Script, read_script, texts_of
from scraper.text import unescape

_COUNTED = ":not(a, .disqus-comment-count)"  # links to threads of other pages, beside which their number is shown

_PLACES = ", ".join(
    (
        "#disqus_thread, #dsq-content, .disqus-thread, #disqus-thread, [disqus-shortname], disqus-thread",
        f"[data-disqus-shortname]{_COUNTED}, [data-disqus-identifier]{_COUNTED}",
    )
)

_FRAMES = ", ".join(
    f"{tag}[{attribute}*='{sign}']"
    for tag, signs in (("iframe", ("disqus",)), ("amp-iframe", ("disqus", "shortname=")))
    for attribute in ("src", "data-src")
    for sign in signs
)

_NAMES = {
    "shortname": ("disqus_shortname", "disqusShortname", "shortname", "data-disqus-shortname", "data-shortname",
                  "disqus-shortname", "disqus_name", "forum", "f", "domain"),
    "identifier": ("disqus_identifier", "disqusIdentifier", "identifier", "data-disqus-identifier", "data-identifier",
                   "disqus-identifier", "t_i"),
    "url": ("disqus_url", "disqusUrl", "url", "data-disqus-url", "data-url", "disqus-url", "t_u", "canonicalurl"),
    "title": ("disqus_title", "disqusTitle", "title", "data-disqus-title", "data-title", "disqus-title", "t_t"),
}  # fmt: skip
"""What pages call each fact, the surest first."""

_OWN_NAMES = frozenset(name for names in _NAMES.values() for name in names if name.lower().startswith("disqus"))

_COMMON_NAMES = frozenset({"shortname", "domain", "identifier", "url", "title"})

_FORUM = re.compile(
    r"(?:^|//|%2F%2F)(?P<name>[a-z0-9][a-z0-9-]{0,60})\.disqus\.com(?:/|%2F)?"
    r"(?:embed|count|blog\.js|blogger_|thread|disqus\.js|\?)"
    r"|//disqus\.com/forums/(?P<old>[a-z0-9][a-z0-9-]{0,60})/",
    re.IGNORECASE,
)

_NOT_FORUMS = frozenset(
    {"www", "help", "docs", "blog", "about", "referrer", "links", "media", "a", "c", "go", "example", "shortname"}
)

_REFERRER = re.compile(r"disqus\.com/\?ref_noscript=(?P<name>[a-z0-9-]{1,60})")

_LOADED = re.compile(r"\.disqus\.com/embed\.js|disqus\.com/forums/[^/]{1,60}/embed\.js|^//disqus\.com/embed\.js")

_PLACEHOLDERS = re.compile(
    r"PAGE_(?:URL|IDENTIFIER|TITLE)|EXAMPLE|unique_dynamic_id_1234|newidentifier|http://example\.com/.{0,50}"
    r"|undefined|null|none|false|true|\[object Object\]"
    r"|(?:your|my)?[-_ ]?(?:unique|disqus|forum|site|website)?[-_ ]?short_?name(?:[-_ ]?here)?"
    r"|%[\w.-]+%|__\w+__|.{0,200}(?:<[?%]|\{[{%$]|[$#@]\{|\[\[|\]\]|@Model).*",
    re.IGNORECASE | re.DOTALL,
)
"""What Disqus's examples say, and what templates leave that nobody filled in."""

_FIT = {"shortname": re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,60}$"), "url": re.compile(r"https?://")}


def find(page: Page) -> dict[str, str] | None:
    """What the page says of a Disqus thread: `shortname`, and `identifier`, `url`, `title` where it states them.

    None where it embeds none: a script that only counts comments is no thread.
    """
    is_placed = page.tree.css_first(f"{_PLACES}, {_FRAMES}") is not None
    scripts = [read_script(text, marks) for text, marks in texts_of(page.tree, "disqus", "Disqus", "DISQUS")]
    if not is_placed and not _fills_later(scripts):
        return None
    facts = _first_of([*_in_frames(page), *_in_attributes(page), *_in_scripts(scripts)])
    forum = facts.get("shortname") or _forum_in(page, scripts)
    return {**facts, "shortname": forum.lower()} if forum is not None else None


def _fills_later(scripts: Sequence[Script]) -> bool:
    """Whether scripts load a thread and make the place for it themselves, as when the reader clicks."""
    strings = [string for script in scripts for string in script.strings]
    if not any(_LOADED.search(string) for string in strings):
        return False
    if any("disqus_thread" in string and "#disqus_thread" not in string for string in strings):
        return True
    return any("disqusloader" in each.owner.lower() for script in scripts for each in script.assignments)


def _first_of(found: Iterable[tuple[str, str]]) -> dict[str, str]:
    """For each fact the value under its surest name that fits."""
    by_name: dict[str, list[str]] = {}
    for name, value in found:
        value = unescape(value).strip()
        if value and len(value) <= 1000 and not _PLACEHOLDERS.fullmatch(value):
            by_name.setdefault(name, []).append(value)
    facts: dict[str, str] = {}
    for fact, names in _NAMES.items():
        told = (value for name in names for value in by_name.get(name, ()))
        if surest := next((value for value in told if fact not in _FIT or _FIT[fact].match(value)), None):
            facts[fact] = surest
    return facts


def _in_frames(page: Page) -> Iterator[tuple[str, str]]:
    """The frame of a page for phones, or Disqus's own: what it is shown stands in its address."""
    for frame in page.tree.css(_FRAMES):
        address = frame.attributes.get("src") or frame.attributes.get("data-src") or ""
        try:
            query = parse_qsl(urlsplit(address).query or urlsplit(address).fragment)
        except ValueError:
            continue
        for name, value in query:
            yield name, (_forum_of(value) if name == "disqus_name" else None) or value


def _in_attributes(page: Page) -> Iterator[tuple[str, str]]:
    for node in page.tree.css(f"{_PLACES}, script[data-shortname], script[data-disqus-shortname]"):
        for name, value in node.attributes.items():
            if name.startswith(("data-", "disqus-")) and value:
                yield name, value
                if name.endswith(("config", "disqus")) and value.lstrip().startswith("{"):
                    yield from _in_json(value)


def _in_json(text: str) -> Iterator[tuple[str, str]]:
    told = json_of(text)
    for part in (told, part_of(told, "page")) if isinstance(told, dict) else ():
        yield from ((name, value) for name, value in part.items() if isinstance(value, str))


def _in_scripts(scripts: Iterable[Script]) -> Iterator[tuple[str, str]]:
    for script in scripts:
        named = {each.place for each in script.assignments if each.name == "shortname"}
        named &= {each.place for each in script.assignments if each.name == "identifier"}
        for each in script.assignments:
            if each.name in _OWN_NAMES or (each.name in _COMMON_NAMES and _is_of_disqus(each, named)):
                yield each.name, each.value


def _is_of_disqus(assigned: Assignment, named: set[int | None]) -> bool:
    """Whether a name that many things have (`url`, `title`) is said of a Disqus thread.

    It is where it belongs to a `page` that is configured, to what is called by the name of Disqus, or stands beside the
    forum and the identifier.
    """
    if assigned.place is None:
        return assigned.owner.rpartition(".")[2] == "page" or (assigned.name == "shortname" and not assigned.owner)
    *around, own = assigned.owner.lower().split(">")
    if assigned.place in named or "disqus" in own:
        return True
    return own.endswith(".page") or (own == "page" and any("disqus" in each for each in around))


def _forum_in(page: Page, scripts: Iterable[Script]) -> str | None:
    """The forum's name in the address of the script, or in the link for readers without scripts."""
    strings = [string for script in scripts for string in script.strings]
    sources = [node.attributes.get("src") or "" for node in page.tree.css("script[src*='disqus.com']")]
    links = page.tree.css("noscript a[href*='disqus.com'], #disqus_thread a[href*='disqus.com']")
    hidden = [node.text(deep=True) for node in page.tree.css("noscript")]
    told = (*strings, *sources, *(link.attributes.get("href") or "" for link in links), *hidden)
    return next((name for text in told if (name := _forum_of(text)) is not None), None)


def _forum_of(text: str) -> str | None:
    found = chain(_FORUM.finditer(text), _REFERRER.finditer(text)) if "disqus" in text else ()
    names = (next(filter(None, each.groups())) for each in found)
    return next((name for name in names if name.lower() not in _NOT_FORUMS and not _PLACEHOLDERS.fullmatch(name)), None)
