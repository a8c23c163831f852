"""The thread of a page: its region to BeautifulSoup, its elements to comments, in reading order.

The region is serialised by lexbor, so what BeautifulSoup sees is well nested, and small: without scripts, styles and
the like.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

from scraper.comments.completeness import Completeness, judge
from scraper.comments.fields import Context, Parts, read_parts
from scraper.comments.nodes import MARK, find_regions
from scraper.comments.systems import SYSTEMS, System
from scraper.comments.tree import find_parents, nested_in
from scraper.dates import order_of
from scraper.page import Page
from scraper.text import UNREAD, attribute, safe_html
from scraper.thread import Author, Comment, reading_order

if TYPE_CHECKING:
    from bs4 import Tag

_DIGITS = re.compile(r"\d\d?[./-]\d\d?[./-]\d")
_PLAIN = System(name="", sign="")
_LEFT_OUT = ", ".join(sorted(UNREAD - {"head", "title"}))


@dataclass(frozen=True, slots=True)
class Reading:
    """The comments of a page. `notes` says for each comment which rule found which of its parts."""

    comments: tuple[Comment, ...]
    notes: tuple[dict[str, str], ...]
    system: System | None
    regions: tuple[str, ...]
    completeness: Completeness


def read_comments(page: Page, systems: Sequence[System] = ()) -> Reading:
    """Read the thread of a page, and take it out of the page's tree, so that no comment is taken for the article.

    `systems` are asked before the ones that Afterword knows.
    """
    system = next((known for known in (*systems, *SYSTEMS) if page.tree.css_first(known.sign) is not None), None)
    using = system or _PLAIN
    regions = find_regions(page.tree, using.hints.node)
    if not regions and using.hints.node:
        regions = find_regions(page.tree)
    found: list[tuple[Comment, dict[str, str]]] = []
    names: list[str] = []
    read: list[LexborNode] = []
    for region in regions:
        comments = _read_region(region.node, using, page, offset=len(found))
        if comments:
            found.extend(comments)
            names.append(_describe(region.node))
            read.append(region.node)
    completeness = judge(page, read, len(found))
    for node in read:
        node.decompose()
    order = reading_order([comment.parent for comment, _ in found])
    return Reading(
        comments=tuple(replace(found[old][0], parent=parent, depth=depth) for old, parent, depth in order),
        notes=tuple(found[old][1] for old, _, _ in order),
        system=system if found else None,
        regions=tuple(names),
        completeness=completeness,
    )


def _describe(node: LexborNode) -> str:
    """The region as a CSS selector would name it."""
    classes = "".join(f".{token}" for token in (node.attributes.get("class") or "").split()[:3])
    identity = node.attributes.get("id")
    return f"{node.tag}{f'#{identity}' if identity else ''}{classes}"


def _read_region(region: LexborNode, system: System, page: Page, offset: int) -> list[tuple[Comment, dict[str, str]]]:
    """The comments of one region, each with its parent's position (counted from `offset`)."""
    from bs4 import BeautifulSoup

    for unread in region.css(_LEFT_OUT):
        unread.decompose()
    soup = BeautifulSoup(region.html or "", "html.parser")
    nodes = [tag for tag in soup.find_all(True) if MARK in tag.attrs]
    parents = find_parents(soup, nodes)
    context = Context(base=page.base, language=page.language, order=order_of(_short_texts(soup), page.language))
    for node in nested_in(soup, nodes):
        node.extract()
    numbers = _numbers(nodes, known=system.id_system is not None)
    read: list[Parts] = []
    for node in nodes:
        if system.prepare is not None:
            system.prepare(node)
        read.append(read_parts(node, system.hints, context))
    return _placed(read, numbers, parents, page, offset)


def _placed(
    read: Sequence[Parts], numbers: Sequence[str | None], parents: Sequence[int | None], page: Page, offset: int
) -> list[tuple[Comment, dict[str, str]]]:
    """The comments of a region; what is none is left out, and what hung below it hangs below its parent.

    A region without one convincing comment holds none. In one that does, whatever is made alike counts, also where its
    name or its words are gone.
    """
    many = len(read) > 1
    if not any(parts.is_convincing(numbers[i], one_of_many=many) for i, parts in enumerate(read)):
        return []
    comments: list[tuple[Comment, dict[str, str]]] = []
    places: list[int | None] = []  # of each node: the place of its comment, or of the one it hangs below
    for position, parts in enumerate(read):
        parent = parents[position]
        above = places[parent] if parent is not None and parent < position else None
        if parts.text or parts.author:
            places.append(offset + len(comments))
            comments.append((_comment(parts, numbers[position], above, page), parts.notes))
        else:
            places.append(above)
    return comments


def _comment(parts: Parts, number: str | None, parent: int | None, page: Page) -> Comment:
    return Comment(
        id=number,
        parent=parent,
        author=Author(parts.author, parts.author_url, parts.avatar, parts.is_article_author),
        published=parts.date_value,
        published_text=parts.date_text,
        text=parts.text,
        html=safe_html(parts.html, page.base) if parts.text else "",
        kind=parts.kind,
        state=parts.state,
        permalink=parts.permalink,
        likes=parts.likes,
    )


def _numbers(nodes: Sequence[Tag], *, known: bool) -> list[str | None]:
    """The comments' own numbers. Of a system that is not known, numbers that only count (1, 2, 3) are no ids."""
    numbers = [attribute(node, MARK) or None for node in nodes]
    stated = sorted(int(number) for number in numbers if number is not None and number.isdecimal())
    counts_only = (
        not known and bool(stated) and stated[0] <= 1 and stated == list(range(stated[0], stated[0] + len(stated)))
    )
    repeated = {number for number, times in Counter(numbers).items() if times > 1}
    return [None if counts_only or number in repeated else number for number in numbers]


def _short_texts(soup: Tag) -> Iterator[str]:
    """The texts of a region that are short enough to be dates."""
    for string in soup.find_all(string=_DIGITS):
        if len(string) <= 60:
            yield str(string)
