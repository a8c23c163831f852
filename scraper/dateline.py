"""When an article was published, as the page states it: JSON-LD, `<meta>`, the line at the headline, the address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import takewhile
from typing import Any
from urllib.parse import urlsplit

from selectolax.lexbor import LexborNode

from scraper.byline import stands_elsewhere
from scraper.dates import Order, order_of, parse_date
from scraper.page import Page
from scraper.sitename import letters_of
from scraper.text import squeeze

LONGEST_DATE_LINE = 100
"""Characters of the line that a date is printed in."""

NODES_AFTER = 16
NODES_BEFORE = 8
LINES_AFTER = 20
LINES_BEFORE = 8
"""Elements and runs of text around the headline in which its date is looked for."""

MAX_HEADINGS = 60
"""So many headings are asked whether they are the article's."""

LONGEST_PIECE = 14
"""Characters of a run of text that may be the day, the month or the year of a date."""

LARGEST_OFFSET = timedelta(hours=14)

_PUBLISHED_METAS = (
    "article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "citation_online_date", "dc.date.issued", "dcterms.issued",
)  # fmt: skip
_LOOSE_METAS = (
    "pubdate", "publishdate", "publish-date", "publication_date", "date", "dc.date", "dcterms.created", "date.created",
    "dcterms.date", "dc.date.created", "citation_publication_date", "cxenseparse:publishtime", "last-modified-date",
)  # fmt: skip
"""Names that some systems fill with the day of publication, and others with that of the last change or of printing."""

_MODIFIED_METAS = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "lastmod")
_STATED_NODES = "[itemprop~=datePublished], time[pubdate]"
_DATE_NODES = (
    "time, abbr[title], [itemprop~=dateCreated], [class*=date], [class*=Date], [class*=datum], [class*=publish], "
    "[class*=posted], [class*=time], [id*=date], .entry-meta, .post-meta, .meta, .byline, .infoline"
)
_HEADINGS = ("h1", "h2", "h3")
_CHANGED = re.compile(
    r"updated|modified|last (?:change|edit|update)|(?:letzte|zuletzt)\b.{0,12}(?:änder|aktualisier|bearbeit)"
    r"|aktualisiert|mis à jour|modifié|actualizad|modificad|atualizad"
    r"|aggiornat|bijgewerkt|gewijzigd|zmodyfikowan|обновлен",
    re.IGNORECASE,
)
"""Words of a date that is that of a change."""

_NOW = re.compile(r"\b(?:current|aktuelle[sr]? datum|today|heute|now|last visit)\b", re.IGNORECASE)
_POSTED = re.compile(
    r"^\W*(?:(?:this (?:entry|post|article) was|dieser (?:artikel|eintrag|beitrag) wurde|submitted|gespeichert"
    r"|soumis par|enviado por|ce billet a été|cet article a été)\b.{0,60}|(?:posted|published|publication|publié|posté"
    r"|rédigé|mis en ligne|veröffentlich(?:t|ung)|erstellt|geschrieben|eingestellt|erschienen"
    r"|datum|date|pressemitteilung vom|meldung vom|publicado|escrito|fecha|pubblicato|scritto"
    r"|geplaatst|gepubliceerd|opublikowano|dodano|опубликовано|skrevet|publicerad)\b.{0,40})",
    re.IGNORECASE,
)
"""How the line begins that says when an article was published."""

_LEADING = re.compile(r"^(.{6,40}?)(?:\s[-–—|/]+|:)\s")
"""How an article begins with its place and day: "Berlin, 27.1.2022 - "."""

_FOR_MACHINES = re.compile(r"\d{4}-\d\d-\d\dT.*")
"""A hidden date, as some themes print it for search engines; often that of the last change."""

_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_-])")


@dataclass(frozen=True)
class Dateline:
    """The dates that one page states. Each comes with the rule that found it and the words it was read from."""

    page: Page
    entry: Mapping[str, Any]
    lines: Sequence[str]
    headline: str | None
    start: int | None

    def published(self) -> tuple[str, str] | None:
        """The date of publication and the rule that found it.

        What the head states of publication comes first; where its statements name several days, the one that is also
        printed. Where none of them is printed, but another day that the head or the address names too, readers are
        shown that one as the article's. Then what is printed at the headline, then the head's looser statements, the
        address last.
        """
        stated = self._read(self._stated())
        printed = self._read(self._printed())
        if stated:
            if self._is_dated_otherwise(stated, printed):
                return printed[0]
            shown = {date[:10] for date, _ in printed[:1]}
            chosen = next((pair for pair in stated if pair[0][:10] in shown), stated[0])
            local = _in_local_time(chosen, [*stated, *printed, *self._read(self._loose())])
            return chosen if chosen[0][:10] in shown and local[0][:10] not in shown else local
        rest = [*printed[:1], *self._read(self._loose()), *self._read(self._posted()), *self._read(self._addressed())]
        changed = self.modified()
        for date, rule in rest:
            if changed is None or not rule.startswith("meta") or date[:10] != changed[0][:10]:
                return date, rule
        return rest[0] if rest else None

    def _is_dated_otherwise(self, stated: Sequence[tuple[str, str]], printed: Sequence[tuple[str, str]]) -> bool:
        """Whether readers are shown a day that the head knows of, but not as that of publication."""
        if not printed or {date[:10] for date, _ in stated} & {date[:10] for date, _ in printed}:
            return False
        known = [self.modified(), *self._read(self._addressed())]
        return printed[0][0][:10] in {pair[0][:10] for pair in known if pair is not None}

    def modified(self) -> tuple[str, str] | None:
        """When it was last changed, as the page's head states it, and the rule."""
        stated = [("JSON-LD", _text(self.entry.get("dateModified")))]
        stated += [("meta", self.page.meta(name)) for name in _MODIFIED_METAS]
        return next(iter(self._read(iter(stated))), None)

    def _read(self, stated: Iterator[tuple[str, str | None]]) -> list[tuple[str, str]]:
        found = []
        for rule, value in stated:
            if value and (date := parse_date(value, order=self._order, language=self.page.language)):
                found.append((date, f"{rule}: {value}"))
        return found

    @cached_property
    def _order(self) -> Order | None:
        nodes = self.page.tree.css("[class*=date], [class*=meta], time")[:40]
        texts = (node.text(separator=" ") for node in nodes)
        return order_of([text for text in texts if len(text) <= 4 * LONGEST_DATE_LINE], self.page.language)

    # --- what the head states

    def _stated(self) -> Iterator[tuple[str, str | None]]:
        yield "JSON-LD", _text(self.entry.get("datePublished"))
        for name in _PUBLISHED_METAS:
            yield "meta", self.page.meta(name)
        for node in self.page.tree.css(_STATED_NODES)[:2]:
            if not stands_elsewhere(node):
                yield from _values(node)

    def _loose(self) -> Iterator[tuple[str, str | None]]:
        for name in _LOOSE_METAS:
            yield "meta", self.page.meta(name)
        yield "JSON-LD", _text(self.entry.get("dateCreated"))

    def _addressed(self) -> Iterator[tuple[str, str | None]]:
        found = _IN_ADDRESS.search(urlsplit(self.page.canonical_url or self.page.url).path)
        if found:
            yield "address", f"{found[1]}-{int(found[2]):02d}-{int(found[3]):02d}"

    # --- what is printed

    def _printed(self) -> Iterator[tuple[str, str | None]]:
        """What is printed near the headline: after it in elements made for dates, around it, before it.

        Below the next heading may stand the date of another article, before the headline the day of the visit. What
        is marked as updated comes last.
        """
        before, after = self._nodes
        own = takewhile(lambda node: node.tag not in _HEADINGS, after)
        for node in own:
            if not _is_updated(node):
                yield from _values(node)
        yield from self._in_lines()
        for node in sorted([*after, *before], key=_is_updated):
            yield from _values(node)

    @cached_property
    def _nodes(self) -> tuple[list[LexborNode], list[LexborNode]]:
        """Elements made for dates, or marked so: those before the headline, those after it; the nearest first."""
        nodes = self.page.tree.css(f"h1, h2, h3, {_DATE_NODES}")
        headings = [n for n, node in enumerate(nodes) if node.tag in _HEADINGS][:MAX_HEADINGS]
        start = next((n for n in headings if self._is_headline(nodes[n])), None)
        if start is None:
            before, after = [], nodes[: NODES_AFTER * 2]
        else:
            before, after = (
                nodes[max(0, start - NODES_BEFORE) : start][::-1],
                nodes[start + 1 : start + 1 + NODES_AFTER],
            )
        return [node for node in before if _may_tell(node)], [node for node in after if _may_tell(node)]

    def _is_headline(self, node: LexborNode) -> bool:
        """Whether it is the heading that holds the title, alone or with a line above or below it."""
        if not self.headline:
            return False
        ours, whole = letters_of(self.headline), letters_of(node.text(separator=" "))
        return ours in whole and len(whole) <= 3 * len(ours)

    def _in_lines(self) -> Iterator[tuple[str, str | None]]:
        """Dates in the runs of text around the headline, the nearest first."""
        start = self.start
        if start is None:
            return
        around = range(max(0, start - LINES_BEFORE), min(len(self.lines), start + 1 + LINES_AFTER))
        for number in sorted(around, key=lambda number: (abs(number - start), number < start)):
            if number != start and (line := _dateline(self.lines, number)):
                yield "line", line

    def _posted(self) -> Iterator[tuple[str, str | None]]:
        for number, line in enumerate(self.lines):
            if len(line) <= LONGEST_DATE_LINE and (found := _POSTED.match(line)):
                after = self.lines[number + 1] if number + 1 < len(self.lines) else ""
                yield "line", line if any(c.isdigit() for c in found[0]) else f"{line} {after}"


def _may_tell(node: LexborNode) -> bool:
    return not stands_elsewhere(node)


def _is_updated(node: LexborNode) -> bool:
    classes = (node.attributes.get("class") or "").lower().split()
    return ("updated" in classes or "modified" in classes) and "published" not in classes


def _values(node: LexborNode) -> Iterator[tuple[str, str | None]]:
    if node.tag in _HEADINGS:
        return
    attributes = node.attributes
    text = squeeze(node.text(separator=" "))
    if _CHANGED.search(text) or _NOW.search(f"{attributes.get('class') or ''} {text[:LONGEST_DATE_LINE]}"):
        return
    for value in (attributes.get("datetime"), attributes.get("content"), attributes.get("title")):
        yield "printed", value
    if len(text) <= LONGEST_DATE_LINE:
        yield "printed", text


def _dateline(lines: Sequence[str], number: int) -> str | None:
    """What may say when the article was published: a short line, the beginning of a long one, or a date in pieces."""
    line = lines[number]
    if len(line) > LONGEST_DATE_LINE // 2:
        found = _LEADING.match(line)
        line = found[1] if found else ""
    elif len(line) <= LONGEST_PIECE and (number == 0 or len(lines[number - 1]) > LONGEST_PIECE):
        pieces = list(takewhile(lambda piece: len(piece) <= LONGEST_PIECE, lines[number : number + 4]))
        line = " ".join(pieces)
    if (
        _FOR_MACHINES.fullmatch(line)
        or not any(character.isdigit() for character in line)
        or _CHANGED.search(line)
        or _NOW.search(line)
    ):
        return None
    return line


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _in_local_time(chosen: tuple[str, str], others: Sequence[tuple[str, str]]) -> tuple[str, str]:
    """The same moment in the site's own time, where it is stated in UTC and the page also tells the local time.

    The day that readers saw is the local one: 22:04 UTC on the 18th was the 19th in Vienna.
    """
    moment = _moment(chosen[0])
    if moment is None or moment.utcoffset() != timedelta(0):
        return chosen
    for date, rule in others:
        told = _moment(date)
        if told is None:
            continue
        if told.tzinfo is not None:
            if told.utcoffset() != timedelta(0) and abs(told - moment) < timedelta(minutes=1):
                return date, rule
            continue
        offset = told.replace(second=0) - moment.replace(tzinfo=None, second=0)
        if timedelta(0) < abs(offset) <= LARGEST_OFFSET and offset % timedelta(minutes=30) == timedelta(0):
            return told.replace(tzinfo=None).isoformat() + _spelled(offset), rule
    return chosen


def _moment(date: str) -> datetime | None:
    if "T" not in date:
        return None
    try:
        return datetime.fromisoformat(date)
    except ValueError:
        return None


def _spelled(offset: timedelta) -> str:
    minutes = abs(offset) // timedelta(minutes=1)
    return f"{'-' if offset < timedelta(0) else '+'}{minutes // 60:02d}:{minutes % 60:02d}"
