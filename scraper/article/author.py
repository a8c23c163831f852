"""Who wrote an article, as the page states it: JSON-LD, bylines, `<meta>`, and lines such as "By Ida Brink"."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, takewhile
from typing import Any

from selectolax.lexbor import LexborNode

from scraper.article.person_name import ABBREVIATION, LOGIN, clean_name, is_organisation, looks_like_person
from scraper.article.site_name import SiteName
from scraper.comments.vocabulary.articles import AUTHOR_HEADING, AUTHOR_LABEL, BARE_LABEL, BYLINE, GOES_ON
from scraper.evidence import Evidence, Found
from scraper.page.page import Page, ancestors
from scraper.text import squeeze

_METAS = (
    "author", "article:author", "article:author_name", "dc.creator", "dcterms.creator", "citation_author",
    "shareaholic:article_author_name",
)  # fmt: skip
"""Names of `<meta>` that give the author: HTML, Open Graph, Dublin Core, Highwire Press, services that read them."""

_SURE_PLACES = (
    "[itemprop~=author] [itemprop~=name]",
    "[itemprop~=author]",
    "[rel~=author]",
    ".p-author",
    ".author .fn, .byline .fn, .vcard .fn",
    ".author-name, .author__name, .byline-name, .byline__name, .post-author, .entry-author, .article-author",
    ".byline a, .author a, .authors a, .submitted .username",
    'a[href*="/author/"], a[href*="/autor/"]',
    "byline, .byline, .byline-author, .author, .autor, .authors, .auteur, .auteurs, .autore",
)
"""Elements made to name the author, the surest first: a name inside a byline comes before the whole byline."""
_LIKELY_PLACES = (
    "[class*=author] a, [class*=byline] a, [class*=autor] a",
    "[class*=author], [class*=byline], [class*=autor], [class*=Author], [class*=Byline]",
)
"""Elements whose class only contains the word: they may as well describe or picture the author."""

_ELSEWHERE = re.compile(
    r"comment|respond|(?<![\w-])(?:widget(?!\sBlog\b)|sidebar|secondary|teasers?)(?![\w-])|related|recent|popular|teaser__|card__"
    r"|more-(?:posts|from)|site-(?:title|name)|copyright",
    re.IGNORECASE,
)
"""Classes and ids of what surrounds an article and has authors of its own. Blogger's "widget Blog" is the article."""

LONGEST_BYLINE = 90
"""Characters of a line or element that may be a byline."""
MOST_NODES = 6
"""Elements of a kind that are read: the article's own come first."""
LEVELS = 40
"""Elements around a byline or a date of which none may be beside the article."""
LINES_BEFORE, LINES_AFTER = 12, 60
"""Runs of text around the headline in which a byline is looked for."""


def find_author(
    page: Page, entry: Mapping[str, Any], site: SiteName, headline: str | None, lines: Sequence[str], start: int | None
) -> Found | None:
    """The author of the article, several separated by commas.

    `entry` is the JSON-LD of the article, `lines` are the page's runs of text, `start` the headline's place in them.
    Persons come before logins ("idabrink"), these before organisations, and the site's own name last of all.
    """
    best: str | None = None
    stated: dict[str, Evidence] = {}
    for name, rule in _bylines(page, entry, lines, start):
        if name == headline:
            continue
        stated.setdefault(name, Evidence(rule))
        if best is None or _rank(name, site) < _rank(best, site):
            best = name
            if " " in best and _rank(best, site) == 0:
                break  # a person's whole name: no place that is less sure could give a better one
    if best is None:
        return None
    fullest = _fuller(best, stated)
    return fullest, stated[fullest]


def _bylines(
    page: Page, entry: Mapping[str, Any], lines: Sequence[str], start: int | None
) -> Iterator[tuple[str, str]]:
    """Every author that the page states, the surest first, each with the rule that finds it."""
    yield from ((name, "JSON-LD") for name in _joined(_in_json(page, entry)))
    yield from ((name, "printed") for name in _printed(page, _SURE_PLACES))
    in_lines = list(_in_lines(lines, start))
    yield from ((name, "line") for name in in_lines if looks_like_person(name))
    yield from ((name, "meta") for name in _joined(_in_metas(page)))
    yield from ((name, "printed") for name in _printed(page, _LIKELY_PLACES))
    yield from ((name, "line") for name in in_lines)


def _rank(name: str, site: SiteName) -> int:
    if site.is_name(name) or site.is_title(name):
        return 3
    if is_organisation(name):
        return 2
    return 1 if LOGIN.fullmatch(name) else 0


def _fuller(best: str, stated: Iterable[str]) -> str:
    """A first name alone gives way to the full name that the page prints elsewhere, as initials do to any."""
    if " " in best:
        return best
    for other in filter(looks_like_person, stated):
        if ABBREVIATION.fullmatch(best) or other.casefold().startswith(f"{best.casefold()} "):
            return other
    return best


def _joined(names: Iterable[str]) -> Iterator[str]:
    cleaned = [name for name in map(clean_name, names) if name]
    persons = [name for name in cleaned if not is_organisation(name)] or cleaned
    if persons:
        yield ", ".join(dict.fromkeys(persons))


# --- JSON-LD and <meta>


def _in_json(page: Page, entry: Mapping[str, Any]) -> Iterator[str]:
    """Names in the JSON-LD of the article. An author may be a reference to another object of the page."""
    people = entry.get("author") or entry.get("creator")
    for person in people if isinstance(people, list) else [people]:
        if isinstance(person, dict) and "name" not in person and "@id" in person:
            same = (item for item in page.json_ld if item.get("@id") == person["@id"] and "name" in item)
            person = next(same, person)
        name = person.get("name") if isinstance(person, Mapping) else person
        yield from (one for one in (name if isinstance(name, list) else [name]) if isinstance(one, str))


def _in_metas(page: Page) -> list[str]:
    """The names of the first `<meta>` that gives one: an address is none."""
    stated = (list(filter(clean_name, page.metas.get(key, ()))) for key in _METAS)
    return next(filter(None, stated), [])


# --- what is printed


def _printed(page: Page, places: Sequence[str]) -> Iterator[str]:
    for selector in places:
        found: list[str] = []
        byline: int | None = None  # the element around the first name's element: further names stand in it, too
        for node in page.tree.css(selector)[:MOST_NODES]:
            name = _name_in(node)
            around = next((each.mem_id for each in islice(ancestors(node), 2, None)), None)
            if name is not None and (not found or (around == byline and looks_like_person(name))):
                byline = around
                found.append(name)
        if found:
            yield ", ".join(dict.fromkeys(found))


def _name_in(node: LexborNode) -> str | None:
    text = squeeze(node.attributes.get("content") or node.text(separator=" "))
    if not text or len(text) > LONGEST_BYLINE or node.tag in ("input", "textarea", "label", "form"):
        return None
    name = clean_name(text)
    return None if name is None or stands_elsewhere(node) else name


def stands_elsewhere(node: LexborNode) -> bool:
    """Whether an element is outside the article: in a form, navigation, comments, or a box about other articles."""
    around = takewhile(lambda each: each.tag not in ("body", "html", "main"), islice(ancestors(node), LEVELS))
    return any(
        each.tag in ("form", "nav") or _is_elsewhere(each.attributes.get("class"), each.attributes.get("id"))
        for each in around
    )


@lru_cache(maxsize=2_000)
def _is_elsewhere(classes: str | None, identity: str | None) -> bool:
    """Asked of the same elements around each byline and each date of a page."""
    return _ELSEWHERE.search(f"{classes or ''} {identity or ''}") is not None


def _in_lines(lines: Sequence[str], start: int | None) -> Iterator[str]:
    """Names in lines that begin as bylines do near the headline, and after "Author" anywhere."""
    near = range(0) if start is None else range(max(0, start - LINES_BEFORE), start + LINES_AFTER)
    for number, line in enumerate(lines):
        if len(line) > LONGEST_BYLINE or number == start:
            continue
        found = BYLINE.match(line) if number in near else AUTHOR_LABEL.match(line)
        following = [*lines[number + 1 : number + 3], "", ""]
        name = _after(line[found.end() :].strip(), following) if found else _below_label(line, following)
        if name:
            yield name


def _below_label(line: str, following: Sequence[str]) -> str | None:
    """The full name after "Author" without a colon, or below it as a heading.

    Several names below one another are a list to choose from; in small letters it is what somebody is.
    """
    if AUTHOR_HEADING.fullmatch(line) and line[0].isupper() and not looks_like_person(following[1]):
        name = clean_name(following[0])
    else:
        found = BARE_LABEL.match(line)
        name = clean_name(line[found.end() :]) if found else None
    return name if name and looks_like_person(name) else None


def _after(rest: str, following: Sequence[str]) -> str | None:
    """The name behind the words of a byline: in the same run of text, or alone in the next."""
    alone = not rest
    if alone:
        rest, following = following[0], following[1:]
    if following[0][:1].islower() and following[0].split()[0] not in GOES_ON:
        return None  # a sentence goes on: "By" was no byline
    name = clean_name(rest) if len(rest) <= LONGEST_BYLINE else None
    if name is None or (rest.endswith((".", "?", "!")) and len(name.split()) > 3):
        return None
    if looks_like_person(name):
        return name
    return name if " " not in name and (alone or name[:1].isupper()) else None
