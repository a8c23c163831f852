"""Bytes to a page: one HTML5 tree, and what the page's head says of it.

The tree is built by lexbor, by the rules that browsers follow, so that mis-nested markup (the old Disqus plugin prints
one `</li>` too many after each pingback) hangs every comment where a browser hangs it.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scraper.errors import InvalidUrl, NotAPage
from scraper.page.encoding import decode
from scraper.page.ending import comes_to_its_end
from scraper.page.limits import check_limits
from scraper.text import squeeze
from scraper.urls import absolute_url, normalise

MAX_JSON_LD = 2_000_000
"""Characters of one JSON-LD block that are read."""

MAX_JSON_OBJECTS = 20_000


@dataclass(frozen=True)
class Page:
    """A parsed page. `tree` is mutable: readers take parts out of it in the order that scraper.parse lays down."""

    url: str
    tree: LexborHTMLParser
    headers: Mapping[str, str]
    metas: Mapping[str, tuple[str, ...]]
    links: Mapping[str, tuple[str, ...]]
    json_ld: tuple[Mapping[str, Any], ...]
    base: str
    language: str | None
    complete: bool = True
    """Whether the document came complete: it ends with `</html>` or `</body>`, or has no `<html>` to end."""

    @property
    def body(self) -> LexborNode:
        if (body := self.tree.body) is None:
            raise NotAPage(f"{self.url} has no content")
        return body

    def meta(self, *names: str) -> str | None:
        """The first value that the page gives for one of these `<meta>` names, properties or itemprops."""
        return next((value for name in names for value in self.metas.get(name, ())), None)

    def link(self, relation: str) -> str | None:
        """The first absolute URL that the page gives for a link relation."""
        return next(iter(self.links.get(relation, ())), None)

    @property
    def title(self) -> str:
        """The words of its `<title>` in one line; empty where there is none."""
        node = self.tree.css_first("title")
        return squeeze(node.text()) if node is not None else ""

    @property
    def canonical_url(self) -> str | None:
        return self.link("canonical") or absolute_url(self.meta("og:url"), self.base)


def read_page(data: bytes, url: str, headers: Mapping[str, str] | None = None) -> Page:
    """Parse a page. Raises PageTooLarge, PageTooDeep, TooManyAttributes, or NotAPage for what holds no content."""
    headers = {name.lower(): value for name, value in (headers or {}).items()}
    check_limits(data)
    text = decode(data, headers.get("content-type"))
    if not text.strip():
        raise NotAPage(f"{url} is empty")
    tree = LexborHTMLParser(text.replace("\0", ""))
    if tree.body is None:
        raise NotAPage(f"{url} has no content")
    base = _base(tree, url)
    root = tree.root.attributes if tree.root is not None else {}
    metas = _grouped(_metas(tree))
    return Page(
        url=url,
        tree=tree,
        headers=headers,
        metas=metas,
        links=_grouped(_links(tree, base)),
        json_ld=tuple(_json_ld(tree)),
        base=base,
        language=_language(root.get("lang") or root.get("xml:lang"), metas, headers),
        complete=comes_to_its_end(text),
    )


def take_out(selected: Sequence[LexborNode]) -> None:
    """Remove nodes, given in document order, from their tree: the last first, since nodes in a removed one are gone."""
    for node in reversed(selected):
        node.decompose()


def ancestors(node: LexborNode | None, top: LexborNode | None = None) -> Iterator[LexborNode]:
    """A node and the elements around it, from the inside out, up to but without `top`."""
    while node is not None and (top is None or node.mem_id != top.mem_id):
        yield node
        node = node.parent


def outermost(selected: Sequence[LexborNode], root: LexborNode) -> Iterator[LexborNode]:
    """Of nodes below `root`, given in document order, those that are inside no other of them.

    Each ancestor is visited once: pages may hold thousands of nodes inside one another.
    """
    inside, outside = {node.mem_id for node in selected}, {root.mem_id}
    for node in selected:
        path: list[int] = []
        around = node.parent
        while around is not None and around.mem_id not in inside and around.mem_id not in outside:
            path.append(around.mem_id)
            around = around.parent
        is_outermost = around is None or around.mem_id in outside
        (outside if is_outermost else inside).update(path)
        if is_outermost:
            yield node


def stated_address(data: bytes) -> str | None:
    """The URL that a page states for itself: its canonical link, or og:url."""
    return read_page(data, "").canonical_url


def _base(tree: LexborHTMLParser, url: str) -> str:
    element = tree.css_first("base[href]")
    try:
        joined = urljoin(url, (element.attributes.get("href") or "").strip()) if element is not None else url
        return joined if urlsplit(normalise(joined)).scheme in ("http", "https") else url
    except (ValueError, InvalidUrl):  # as browsers do
        return url


def _metas(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    for node in tree.css("meta[content]"):
        attributes = node.attributes
        value = squeeze(attributes.get("content"))
        for key in ("property", "name", "itemprop", "http-equiv") if value else ():
            yield from ((name, value) for name in (attributes.get(key) or "").lower().split())


def _links(tree: LexborHTMLParser, base: str) -> Iterator[tuple[str, str]]:
    for node in tree.css("link[rel][href]:not([rel=stylesheet], [rel=preload], [rel=dns-prefetch])"):
        attributes = node.attributes
        if href := absolute_url(attributes.get("href"), base):
            yield from ((relation, href) for relation in (attributes.get("rel") or "").lower().split())


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return {name: tuple(values) for name, values in found.items()}


def _language(stated: str | None, metas: Mapping[str, tuple[str, ...]], headers: Mapping[str, str]) -> str | None:
    named = (next(iter(metas.get(name, ())), None) for name in ("content-language", "og:locale", "language"))
    candidates = (stated, headers.get("content-language"), *named)
    tags = ((candidate or "").split(",")[0].strip().replace("_", "-") for candidate in candidates)
    return next(filter(is_language, tags), None)


def is_language(tag: str) -> bool:
    """Whether a text is a language tag, as far as pages need them (BCP 47)."""
    return re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}", tag) is not None


def _json_ld(tree: LexborHTMLParser) -> Iterator[Mapping[str, Any]]:
    """Every object of every JSON-LD block, outermost first, as far as the blocks are JSON at all."""
    budget = MAX_JSON_OBJECTS
    for script in tree.css('script[type*="ld+json"]'):
        text = script.text(deep=True)
        if len(text) > MAX_JSON_LD:
            continue
        try:
            waiting: list[Any] = [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and budget > 0:
            value = waiting.pop(0)
            budget -= 1
            if isinstance(value, dict):
                yield value
                waiting.extend(value.values())
            elif isinstance(value, list):
                waiting.extend(value)
