"""When an article was published and last changed, as the page states it: its head, the line at the headline, the
address, lines such as "Updated: 4 May 2019".

Pages state many days: the visit's, those of other articles, of events, of a change. So the surest places come first,
and what is known to be another day is left out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta, timezone
from functools import cached_property
from itertools import pairwise, takewhile
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from scraper.article.author import stands_elsewhere
from scraper.article.title import place_of_heading
from scraper.comments.vocabulary.articles import NOW, PAGE_UPDATED, POSTED, UPDATED
from scraper.dates import Order, bare_day, order_of, parse_date
from scraper.evidence import Evidence, Found
from scraper.page.page import Page
from scraper.text import squeeze
from scraper.times import timed

LONGEST_DATE_LINE = 100
"""Characters of the line that a date is printed in, of publication or of the last change."""
NODES_BEFORE, NODES_AFTER = 8, 16
"""Elements around the headline in which its date is looked for."""
LINES_BEFORE, LINES_AFTER = 8, 20
"""Runs of text around it."""
LONGEST_PIECE = 14
"""Characters of a run of text that may be the day, the month or the year of a date."""
LEAST_TEXT, LINES_OF_TEXT = 500, 40
"""Characters of the text below a day that stands alone, and runs of it that are counted."""
LARGEST_OFFSET = timedelta(hours=14)
"""No place on earth is further from UTC."""

_PUBLISHED_METAS = (
    "article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "citation_online_date", "dc.date.issued", "dcterms.issued",
)  # fmt: skip
"""Names that say publication: Open Graph, schema.org, Dublin Core, Highwire Press, and services that read them."""
_LOOSE_METAS = (
    "pubdate", "publishdate", "publish-date", "publication_date", "date", "dc.date", "dcterms.created", "date.created",
    "dcterms.date", "dc.date.created", "citation_publication_date", "cxenseparse:publishtime", "last-modified-date",
)  # fmt: skip
"""Names that some systems fill with the day of publication, and others with that of the last change or of printing."""
_CHANGE_METAS = (
    "article:modified_time", "og:updated_time", "datemodified", "dateupdate", "dcterms.modified", "dc.date.modified",
    "lastmod", "last-modified", "last-updated", "revised",
)  # fmt: skip

_STATED_NODES = "[itemprop~=datePublished], time[pubdate]"
"""Elements that say publication: schema.org's microdata, and HTML5 as it was first drafted."""
_DATE_NODES = (
    "time, abbr[title], [itemprop~=dateCreated], [class*=date], [class*=Date], [class*=datum], [class*=publish], "
    "[class*=posted], [class*=time], [id*=date], .entry-meta, .post-meta, .meta, .byline, .infoline"
)
"""Elements made for dates, and those that themes name after what is in them: the date, or the line that holds it."""

_DIGIT = re.compile(r"\d")
_HEADINGS = ("h1", "h2", "h3")

_LEADING = re.compile(r"^(.{6,40}?)(?:\s[-–—|/]+|:)\s")
"""How an article begins with its place and day: "Berlin, 27.1.2022 - "."""
_FOR_MACHINES = re.compile(r"\d{4}-\d\d-\d\dT.*")
"""A hidden date, as some themes print it for search engines; often that of the last change."""
_MAY_BE_ALONE = re.compile(r"(?=.{8,40}$).*(?<!\d)(?:19|20)\d\d(?!\d).*(?<!\.)")
"""A short line with a year that does not end a sentence."""
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_-])")


@dataclass(frozen=True)
class Dateline:
    """The dates that one page states. Each comes with the rule that found it and the words it was read from."""

    page: Page
    entry: Mapping[str, Any]
    lines: Sequence[str]
    headline: str | None
    start: int | None

    def published(self) -> Found | None:
        """The date of the article and the rule that found it.

        What the head states of publication comes first; where its statements name several days, the one that readers
        are shown. Where none of them is shown, but another day that the head or the address names too, that one. Then
        what is printed at the headline, the head's looser statements, a line that says "posted" anywhere, the address,
        and the one day that stands alone above some text. A page that states no more than when it was last changed is
        dated by that, as libraries and style guides date it, and its rule says so.
        """
        stated = self._read(self._stated())
        printed = self._read(self._printed())
        if not stated:
            return self._without_statement(printed)
        if self._is_dated_otherwise(stated, printed):
            return printed[0]
        shown = _days(printed[:1] or self._read([("title", self.page.title)]))
        chosen = next((pair for pair in stated if pair[0][:10] in shown), stated[0])
        local = _in_local_time(chosen, [*stated, *printed, *self._read(self._loose())])
        return chosen if chosen[0][:10] in shown and local[0][:10] not in shown else local

    def _without_statement(self, printed: Sequence[Found]) -> Found | None:
        """The date where the head does not state it. A looser `<meta>` that has the day of a change comes last."""
        rest = [*printed[:1], *self._read(self._loose()), *self._read(self._posted()), *self._read(self._addressed())]
        change = self._changed_in_head
        for date, found in rest:
            if change is None or found.rule != "meta" or date[:10] != change[0][:10]:
                return date, found
        if (chosen := next(iter(rest), None) or self._alone()) is not None:
            return chosen
        last = self.modified()
        return last and (last[0], last[1]._replace(rule=f"last change, {last[1].rule}"))

    def _is_dated_otherwise(self, stated: Sequence[Found], printed: Sequence[Found]) -> bool:
        """Whether readers are shown another day, and the head knows of it or contradicts itself.

        What was changed before it was published was published before: such a head tells when the page was last put
        out, and the one day that is printed is the article's.
        """
        shown = _days(printed)
        if not shown or not shown.isdisjoint(_days(stated)):
            return False
        change = self._changed_in_head
        if change is not None and len(shown) == 1 and all(_is_before(change[0], date) for date, _ in stated):
            return True
        return printed[0][0][:10] in _days([*([change] if change else []), *self._read(self._addressed())])

    def modified(self) -> Found | None:
        """When it was last changed, as the page states it, and the rule.

        The head comes first, then the lines near the headline, then the one day that lines elsewhere agree on: pages
        that list others print one for each.
        """
        if self._changed_in_head:
            return self._changed_in_head
        lines = list(_changes(self.lines))
        start = self.start or 0
        near = [line for place, line in lines if start - LINES_BEFORE <= place <= start + LINES_AFTER]
        if found := self._read(("line", line) for line in near):
            return found[0]
        anywhere = self._read(("line", line) for _, line in lines)
        return anywhere[0] if len(_days(anywhere)) == 1 else None

    @cached_property
    def _changed_in_head(self) -> Found | None:
        in_metas = (("meta", self.page.meta(name)) for name in _CHANGE_METAS)
        stated = [("JSON-LD", self.entry.get("dateModified")), *in_metas]
        return next(iter(self._read(stated)), None)

    def _read(self, stated: Iterable[tuple[str, object]]) -> list[Found]:
        """The dates in what is stated, each with its rule and its words. JSON-LD may hold any value."""
        order, language = self._order, self.page.language
        texts = (Evidence(rule, value) for rule, value in stated if isinstance(value, str))
        dates = ((parse_date(found.text, order=order, language=language), found) for found in texts)
        return [(date, found) for date, found in dates if date is not None]

    @cached_property
    def _order(self) -> Order | None:
        nodes = self.page.tree.css("[class*=date], [class*=meta], time")[:40]
        texts = (node.text(separator=" ") for node in nodes)
        return order_of([text for text in texts if len(text) <= 4 * LONGEST_DATE_LINE], self.page.language)

    # --- what the head states

    def _stated(self) -> Iterator[tuple[str, object]]:
        yield "JSON-LD", self.entry.get("datePublished")
        yield from (("meta", self.page.meta(name)) for name in _PUBLISHED_METAS)
        for node in self.page.tree.css(_STATED_NODES)[:2]:
            if not stands_elsewhere(node):
                yield from _values(node)

    def _loose(self) -> Iterator[tuple[str, object]]:
        yield from (("meta", self.page.meta(name)) for name in _LOOSE_METAS)
        yield "JSON-LD", self.entry.get("dateCreated")

    def _addressed(self) -> Iterator[tuple[str, str]]:
        found = _IN_ADDRESS.search(urlsplit(self.page.canonical_url or self.page.url).path)
        if found:
            yield "address", f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"

    def _alone(self) -> Found | None:
        """The one day that stands alone in a line above some text, and not below a label ("Printed on:").

        With its weekday it may be that of the visit, with a full stop the end of a sentence.
        """
        days: dict[str, Evidence] = {}
        for number, (before, line) in enumerate(zip(("", *self.lines), self.lines, strict=False)):
            if before.endswith(":") or not _MAY_BE_ALONE.fullmatch(line):
                continue
            day = bare_day(line, order=self._order, language=self.page.language)
            if day and sum(map(len, self.lines[number + 1 : number + 1 + LINES_OF_TEXT])) >= LEAST_TEXT:
                days.setdefault(day, Evidence("line", line))
        return next(iter(days.items())) if len(days) == 1 else None

    # --- what is printed

    def _printed(self) -> Iterator[tuple[str, str | None]]:
        """What is printed near the headline: after it in elements made for dates, around it, before it.

        Below the next heading may stand the date of another article, before the headline the day of the visit. What
        is marked as updated comes last.
        """
        before, after = self._nodes()
        for node in takewhile(lambda node: node.tag not in _HEADINGS, after):
            if not _is_updated(node):
                yield from _values(node)
        yield from self._in_lines()
        for node in sorted([*after, *before], key=_is_updated):
            yield from _values(node)

    def _nodes(self) -> tuple[list[LexborNode], list[LexborNode]]:
        """Elements made for dates, or marked so: those before the headline, those after it; the nearest first."""
        nodes = self.page.tree.css(f"h1, h2, h3, {_DATE_NODES}")
        start = place_of_heading(self.headline, nodes, _HEADINGS) if self.headline else None
        before = [] if start is None else nodes[max(0, start - NODES_BEFORE) : start]
        after = nodes[: NODES_AFTER * 2] if start is None else nodes[start + 1 : start + 1 + NODES_AFTER]
        before, after = ([node for node in near if not stands_elsewhere(node)] for near in (before[::-1], after))
        return before, after

    def _in_lines(self) -> Iterator[tuple[str, str | None]]:
        """Dates in the runs of text around the headline, the nearest first."""
        start = self.start
        if start is None:
            return
        first = start if self._follows_a_list(start) else max(0, start - LINES_BEFORE)
        around = range(first, min(len(self.lines), start + 1 + LINES_AFTER))
        for number in sorted(around, key=lambda number: (abs(number - start), number < start)):
            if number != start and (line := _line_with_date(self.lines, number)):
                yield "line", line

    def _follows_a_list(self, start: int) -> bool:
        """Whether several days stand before the headline: those of other articles, which a menu or a list shows."""
        lines = self.lines[max(0, start - LINES_OF_TEXT) : start]
        return len(_days(self._read(("line", line) for line in lines if _MAY_BE_ALONE.fullmatch(line)))) > 2

    def _posted(self) -> Iterator[tuple[str, str]]:
        for number, line in enumerate(self.lines):
            if len(line) <= LONGEST_DATE_LINE and (found := POSTED.match(line)):
                yield "line", line if _DIGIT.search(found[0]) else " ".join(self.lines[number : number + 2])


def _days(dates: Iterable[Found]) -> set[str]:
    return {date[:10] for date, _ in dates}


def _changes(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The runs of text that say when the page was changed, from the words on, each with its place.

    The date may stand alone in the run that follows: "Letzte Änderung:", "4.5.2021".
    """
    for number, (line, after) in enumerate(pairwise((*lines, ""))):
        if len(line) > LONGEST_DATE_LINE or not (_DIGIT.search(line) or _DIGIT.search(after)):
            continue
        found = PAGE_UPDATED.search(line)
        if found is not None:
            words = line[found.start("change") :]
            yield number, words if _DIGIT.search(words) else f"{words} {after[:LONGEST_DATE_LINE]}"


def _is_updated(node: LexborNode) -> bool:
    classes = (node.attributes.get("class") or "").lower().split()
    return ("updated" in classes or "modified" in classes) and "published" not in classes


def _values(node: LexborNode) -> Iterator[tuple[str, str | None]]:
    if node.tag in _HEADINGS:
        return
    attributes = node.attributes
    text = _without_change(squeeze(node.text(separator=" ")))
    if text is None or NOW.search(f"{attributes.get('class') or ''} {text[:LONGEST_DATE_LINE]}"):
        return
    yield from (("printed", attributes.get(name)) for name in ("datetime", "content", "title"))
    if len(text) <= LONGEST_DATE_LINE:
        yield "printed", text


def _without_change(text: str) -> str | None:
    """What a text says besides a change, "Posted 3 May 2019, updated 4 May 2019"; None where it says nothing else.

    It has to begin as a day of publication does: the day in "3 May 2019 (updated)" is that of the change.
    """
    found = UPDATED.search(text, 0, 2 * LONGEST_DATE_LINE)  # further behind it is said of something else
    if found is None:
        return text
    before = text[: found.start()]
    return before if POSTED.match(before) else None


def _line_with_date(lines: Sequence[str], number: int) -> str | None:
    """What may say when the article was published: a short line, the beginning of a long one, or a date in pieces."""
    line = lines[number]
    if len(line) > LONGEST_DATE_LINE // 2:
        found = _LEADING.match(line)
        line = found[1] if found else ""
    elif len(line) <= LONGEST_PIECE and (number == 0 or len(lines[number - 1]) > LONGEST_PIECE):
        line = " ".join(takewhile(lambda piece: len(piece) <= LONGEST_PIECE, lines[number : number + 4]))
    stated = _without_change(line) if _DIGIT.search(line) else None
    return None if stated is None or _FOR_MACHINES.fullmatch(stated) or NOW.search(stated) else stated


def _in_local_time(chosen: Found, others: Sequence[Found]) -> Found:
    """The same moment in the site's own time, where it is stated in UTC and the page also tells the local time.

    The day that readers saw is the local one: 22:04 UTC on the 18th was the 19th in Vienna.
    """
    moment = timed(chosen[0])
    if moment is None or moment.utcoffset() != timedelta(0):
        return chosen
    for date, rule in others:
        local = timed(date)
        if local is not None and local.tzinfo is not None:
            if local.utcoffset() and abs(local - moment) < timedelta(minutes=1):
                return date, rule
        elif local is not None:
            offset = local.replace(second=0) - moment.replace(tzinfo=None, second=0)
            if timedelta(0) < abs(offset) <= LARGEST_OFFSET and not offset % timedelta(minutes=30):
                return local.replace(tzinfo=timezone(offset)).isoformat(), rule
    return chosen


def _is_before(one: str, other: str) -> bool:
    """Whether a date is before another, by the days where they cannot be compared as moments."""
    first, second = timed(one), timed(other)
    if first is None or second is None or (first.tzinfo is None) != (second.tzinfo is None):
        return one[:10] < other[:10]
    return first < second
