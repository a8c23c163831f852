"""The thread of a page: its regions, cut into comments, each read with BeautifulSoup, in reading order.

A region is serialised by lexbor, so what BeautifulSoup sees is well nested, and small: one comment at a time, without
scripts, styles and the like.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode

from scraper.comments.completeness.judge import Completeness, judge
from scraper.comments.completeness.script_loaded import embed_of
from scraper.comments.fields.parts import Context, Parts
from scraper.comments.fields.read import read_parts
from scraper.comments.fields.slices import own_parts
from scraper.comments.fields.soup import element_of
from scraper.comments.find.boards import opening_post, set_apart
from scraper.comments.find.regions import Place, Region, find_regions
from scraper.comments.find.repeated_blocks import mark_alike
from scraper.comments.find.sibling_runs import RUN, forget_runs, wrap_runs, wrap_unnamed_runs
from scraper.comments.json_ld import read_json_ld
from scraper.comments.systems import System, table
from scraper.comments.systems.plugins import installed
from scraper.dates import order_of
from scraper.evidence import Evidence
from scraper.html import UNREAD, attribute, safe_html
from scraper.incomplete import Code, Incomplete
from scraper.page.page import Page, outermost, take_out
from scraper.text import squeeze
from scraper.thread import Author, Comment, Embed, reading_order

if TYPE_CHECKING:
    from bs4 import Tag

_SHORT_TEXTS = re.compile(r">([^<>]{0,30}\d\d?[./-]\d\d?[./-]\d[^<>]{0,30})<")
_PLAIN = System(name="")
MOST = 0.75
"""Of runs that nothing names as comments, this share must read like comments."""

_LEFT_OUT = ", ".join(sorted(UNREAD - {"head", "title", "button"}))  # a button may say that there is more


@dataclass(frozen=True, slots=True)
class Reading:
    """The comments of a page. `evidence` says for each comment how each of its parts was found.

    `rule` is the one of the rules given that fits the page, `system` the comment system with what that rule says.
    """

    comments: tuple[Comment, ...]
    evidence: tuple[dict[str, Evidence], ...]
    system: System | None
    rule: System | None
    regions: tuple[str, ...]
    completeness: Completeness


def read_comments(page: Page, rules: Sequence[System] = (), embeds: Sequence[Embed] = ()) -> Reading:
    """Read the thread of a page, and take it out of the page's tree, so that no comment is taken for the article.

    Of `rules` the first that fits the page has its say before the comment system that the page is made with. `embeds`
    is what the page says of its thread elsewhere (scraper.channels.registry.embeds_of).
    """
    system = next((known for known in (*installed().systems, *table.printed()) if known.fits(page)), None)
    rule = next((rule for rule in rules if rule.fits(page)), None)
    if rule is not None:
        system = rule.over(system) if system is not None else rule
    using = system or _PLAIN
    taken: list[str] = []
    found, read = _read_regions(_regions_of(page, using), using, page, taken)
    if not found and (using.hints.node or using.hints.start):
        found, read = _read_regions(find_regions(page.tree), using, page, taken)
    for mark in (mark_alike, wrap_unnamed_runs):
        if found:
            break
        forget_runs(page.tree)
        if mark(page.tree):
            found, read = _read_regions(find_regions(page.tree, f"[{RUN}]"), _PLAIN, page, taken, least=MOST)
    embed = embed_of(page, embeds, "".join(taken)) if not found else None  # a printed thread is not a script's
    if not found and (stated := read_json_ld(page)):
        return _stated_only(stated, rule, page, embed)
    names = tuple(_describe(node) for node in read)
    completeness = judge(page, read, len(found), embed=embed, is_board=using.is_board)
    take_out(read)
    order = reading_order([comment.parent for comment, _ in found])
    return Reading(
        comments=tuple(replace(found[old][0], parent=parent, depth=depth) for old, parent, depth in order),
        evidence=tuple(found[old][1] for old, _, _ in order),
        system=system if found else None,
        rule=rule,
        regions=names,
        completeness=completeness,
    )


def _stated_only(comments: tuple[Comment, ...], rule: System | None, page: Page, embed: str | None) -> Reading:
    """A thread that the page does not show, and that may be longer than what it states."""
    judged = judge(page, [], len(comments), embed=embed)
    if judged.complete is not False:
        judged = replace(judged, complete=None, incomplete=Incomplete(Code.JSON_LD_ONLY))
    completeness = replace(judged, pages=())
    return Reading(comments, tuple({"text": Evidence("JSON-LD")} for _ in comments), None, rule, (), completeness)


def _regions_of(page: Page, system: System) -> list[Region]:
    """The regions of the thread, by the system's own words for its comments where it has any."""
    selector = system.hints.node
    if system.hints.start is not None and wrap_runs(page.tree, system.hints.start):
        selector = f"[{RUN}]"
    opening = opening_post(page, selector) if system.is_board and selector else None
    regions = find_regions(page.tree, selector, without=opening)
    if opening is not None:
        set_apart(opening, regions)
    return regions


def _read_regions(
    regions: Sequence[Region], system: System, page: Page, taken: list[str], *, least: float = 0.0
) -> tuple[list[tuple[Comment, dict[str, Evidence]]], list[LexborNode]]:
    """The comments of several regions, and the nodes of those that hold any.

    What is tried as a region loses its scripts and the like: their HTML goes to `taken`.
    """
    found: list[tuple[Comment, dict[str, Evidence]]] = []
    read: list[LexborNode] = []
    titles = _titles(page) if regions else ()  # once: there may be thousands of regions
    for region in regions:
        taken.extend(_take_unread(region.node))
        comments = _read_region(region, system, page, titles, offset=len(found), least=least)
        if comments:
            found.extend(comments)
            read.append(region.node)
    return found, read


def _describe(node: LexborNode) -> str:
    """The region as a CSS selector would name it."""
    classes = "".join(f".{token}" for token in (node.attributes.get("class") or "").split()[:3])
    identity = node.attributes.get("id")
    return f"{node.tag}{f'#{identity}' if identity else ''}{classes}"


def _read_region(
    region: Region, system: System, page: Page, titles: tuple[str, ...], *, offset: int, least: float
) -> list[tuple[Comment, dict[str, Evidence]]]:
    """The comments of one region, each with its parent's position (counted from `offset`)."""
    for verbatim in region.node.css("xmp, plaintext"):  # written as it is, what looks like markup in it too
        verbatim.replace_with(verbatim.text())
    html = region.node.html or ""
    order = order_of(_SHORT_TEXTS.findall(html), page.language)
    context = Context(page.base, page.language, order, titles)
    parts = own_parts(html)
    read = [_read_own(parts.get(i, ""), place, system, context) for i, place in enumerate(region.places)]
    for place, own in zip(region.places, read, strict=True):
        own.answers = own.answers or place.answers
    numbers = _numbers(region.places, known=system.id_system is not None)
    return _placed(read, numbers, _parents(region.places, read), page, offset, least)


def _take_unread(node: LexborNode) -> list[str]:
    """Take out of a node what nobody reads; its HTML."""
    unread = node.css(_LEFT_OUT)
    taken = [each.html or "" for each in outermost(unread, node)]
    take_out(unread)
    return taken


def _titles(page: Page) -> tuple[str, ...]:
    """What the page calls itself."""
    stated = (node.text() for node in page.tree.css("title, h1")[:3])
    return tuple(title for title in map(squeeze, (*stated, page.meta("og:title"))) if title)


def _read_own(html: str, place: Place, system: System, context: Context) -> Parts:
    element = element_of(html)
    if element is None:
        return Parts()
    where = _where_number(element, place.number) if place.number is not None else None
    if system.prepare is not None:
        system.prepare(element)
    parts = read_parts(element, system.hints, context, is_ping=place.is_ping)
    if where is not None:
        parts.evidence["id"] = where
    return parts


def _where_number(element: Tag, number: str) -> Evidence:
    """The attribute that states a comment's number; it may also stand on an element inside or beside it."""
    stated = ((name, attribute(element, name)) for name in element.attrs)
    found = (Evidence(name, value) for name, value in stated if value.endswith(number))
    return next(found, Evidence("inside"))


def _parents(places: Sequence[Place], read: Sequence[Parts]) -> list[int | None]:
    """Whom each comment answers: told by a rule, else by where it stands, else by a link ("in reply to")."""
    by_number = {place.number: position for position, place in enumerate(places) if place.number is not None}
    parents: list[int | None] = []
    for position, (place, parts) in enumerate(zip(places, read, strict=True)):
        parent = place.parent
        hinted = "parent" in parts.evidence and parts.evidence["parent"].rule == "system"
        if (parent is None or hinted) and parts.answers is not None:
            parent = by_number.get(parts.answers, parent)
        if parent is not None and not hinted and place.parent is not None:
            parts.evidence["parent"] = Evidence("place")
        parents.append(parent if parent != position else None)
    return parents


def _placed(
    read: Sequence[Parts],
    numbers: Sequence[str | None],
    parents: Sequence[int | None],
    page: Page,
    offset: int,
    least: float,
) -> list[tuple[Comment, dict[str, Evidence]]]:
    """The comments of a region; what is none is left out, and what hung below it hangs below its parent.

    A region without one convincing comment holds none, nor one with fewer than the share `least`, each with a name. In
    one that does, whatever is made alike counts, also where its name or its words are gone.
    """
    many = len(read) > 1
    convincing = sum(
        parts.is_convincing(numbers[i], one_of_many=many) and (not least or parts.author is not None)
        for i, parts in enumerate(read)
    )
    if convincing == 0 or convincing < least * len(read):
        return []
    kept = [position for position, parts in enumerate(read) if parts.text or parts.author or parts.state != "visible"]
    place_of = {position: offset + place for place, position in enumerate(kept)}
    return [
        (
            _comment(read[position], numbers[position], _kept_parent(position, parents, place_of), page),
            read[position].evidence,
        )
        for position in kept
    ]


def _kept_parent(position: int, parents: Sequence[int | None], place_of: Mapping[int, int]) -> int | None:
    """The place of the comment answered; where that was left out, of the one that it answers in turn."""
    seen = {position}
    parent = parents[position]
    while parent is not None and parent not in place_of and parent not in seen:
        seen.add(parent)
        parent = parents[parent]
    return place_of.get(parent) if parent is not None else None


def _comment(parts: Parts, number: str | None, parent: int | None, page: Page) -> Comment:
    return Comment(
        id=number,
        parent=parent,
        parent_id=parts.answers if parent is None and parts.answers != number else None,
        author=Author(parts.author, parts.author_url, parts.avatar, parts.is_article_author),
        published=parts.date_value,
        published_text=parts.date_text,
        text=parts.text,
        html=safe_html(parts.html, page.base) if parts.text else "",
        kind=parts.kind,
        state=parts.state,
        permalink=parts.permalink,
        likes=parts.likes,
        dislikes=parts.dislikes,
    )


def _numbers(places: Sequence[Place], *, known: bool) -> list[str | None]:
    """The comments' own numbers. Of a system that is not known, numbers that only count (1, 2, 3) are no ids."""
    numbers = [place.number for place in places]
    stated = sorted(int(number) for number in numbers if number is not None and number.isdecimal())
    counts_only = not known and bool(stated) and stated[0] <= 1
    counts_only = counts_only and stated == list(range(stated[0], stated[0] + len(stated)))
    repeated = {number for number, times in Counter(numbers).items() if times > 1}
    return [None if counts_only or number in repeated else number for number in numbers]
