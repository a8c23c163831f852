"""What a blog's archive page lists: a home page, a month, `/page/7/`, a page of all titles. Pure functions.

For blogs whose older posts stand in no sitemap and no feed. Such a page names posts, in headings or in one long list,
and further archive pages: the next and the previous one, the months, the page of the archive.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urlsplit

from selectolax.lexbor import LexborNode

from scraper.errors import InvalidUrl
from scraper.page.page import Page, ancestors, read_page
from scraper.text import squeeze
from scraper.urls import absolute_url, normalise

MAX_LINKS = 20_000
"""Links of one page that are looked at."""
FEW = 3
"""Fewer links than this are no list."""
LONG_ENOUGH = 8
"""Characters that the titles in a list have on average at least: those in a menu have fewer."""

_YEAR, _MONTH = r"(?:19[89]|20\d)\d", r"(?:0?[1-9]|1[0-2])"
_END = r"(?:/index)?(?:\.(?:html?|php|aspx?))?/?$"
_OF_TIME = re.compile(rf"(?:^|/){_YEAR}(?:[/_-]{_MONTH})?(?:_01_archive)?{_END}")
_OF_DAY = re.compile(rf"(?:^|/){_YEAR}[/_-]{_MONTH}[/_-](?:0?[1-9]|[12]\d|3[01]){_END}")
_NUMBERED = re.compile(rf"/(?:page|pages|seite|pagina|página|strona|sida|side|p)[/_-]?\d{{1,5}}{_END}", re.IGNORECASE)
_OF_ALL = re.compile(
    r"/(?:blog[_-]?)?(?:archive|archives|archiv|archivo|archivos|archivio|archief|archiwum|arkiv|arkisto|all[_-]?posts)"
    + _END,
    re.IGNORECASE,
)
_PARAMETERS = frozenset("paged page pagenum offset start from m updated-max max-results archive_year".split())
"""Of a query: which page of a list it is. (`p` is a post's number in WordPress.)"""

_NO_POST = re.compile(
    r"/(?:tags?|categor(?:y|ies|ie|ia|ias)|kategorien?|schlagwort|etiqueta|etiquette|labels?|topics?|authors?|autor"
    r"|auteur|users?|members?|profile|feed|rss|atom|comments|search|login|wp-(?:login|admin|content|json))(?:/|\.|$)"
    r"|%22|https?:/|\.(?:jpe?g|png|gif|webp|svg|ico|pdf|zip|gz|mp[34]|ogg|css|js|xml|rss|atom|json|docx?|xlsx?|txt|epub)$",
    re.IGNORECASE,
)
_NO_POST_QUERY = re.compile(r"(?:^|&)(?:replytocom|share|cat|tag|author|s|q|feed|like_comment|action)=", re.IGNORECASE)
_OLDER = re.compile(
    r"^\W*(?:(?:view|see|show|voir|ver)\s+)?(?:(?:older|previous|earlier|next|more)\s+(?:posts?|entries|articles|stories|page)|ältere\s+(?:beiträge|artikel"
    r"|einträge)|(?:articles|billets|messages)\s+(?:plus\s+anciens|précédents)|(?:entradas|artículos)\s+(?:más\s+)?"
    r"(?:antiguas|anteriores)|post\s+più\s+vecchi|oudere\s+berichten|starsze\s+(?:posty|wpisy)|postagens\s+mais\s+antigas"
    r"|(?:предыдущие|старые)\s+(?:записи|сообщения)|older|previous\s+page|next\s+page)\W*$",
    re.IGNORECASE,
)
_FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "form"})
_FURNITURE_WORDS = frozenset(
    "nav navigation navbar menu sidebar footer widget widgets masthead breadcrumb breadcrumbs related comments".split()
)
_WORDS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """The posts and the further archive pages that one names, normalised, in its order, all of its own site."""

    pages: tuple[str, ...]
    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Link:
    node: LexborNode
    url: str
    text: str


def read_archive_page(data: bytes, url: str, headers: Mapping[str, str] | None = None) -> ArchivePage:
    """Read an archive page fetched from `url`. Raises ParseError when it is no page."""
    page = read_page(data, url, headers)
    here = normalise(url)
    links = list(_links(page, here))
    lists = [link.url for link in links if _is_list(link, here)]
    stated = (address for relation in ("next", "prev", "previous") for address in page.links.get(relation, ()))
    lists += [found for address in stated if (found := _own(address, here)) and _goes_on(found, here)]
    posts = _posts([link for link in links if _may_be_post(link.url, here)])
    further = dict.fromkeys(address for address in lists if address != here)
    return ArchivePage(tuple(dict.fromkeys(each for each in posts if each not in further)), tuple(further))


def within(url: str, folder: str) -> bool:
    """Whether a normalised address is on the site, and in the folder, of a blog's address."""
    parts, home = urlsplit(url), urlsplit(folder)
    place = home.path if home.path.endswith("/") or "." not in home.path.rpartition("/")[2] else ""
    place = f"{place.rstrip('/')}/" if place else f"{home.path.rpartition('/')[0]}/"
    return _site(url) == _site(folder) and (parts.path.startswith(place) or f"{parts.path}/" == place)


def _links(page: Page, here: str) -> Iterator[_Link]:
    """The links of the page to other addresses of its own site."""
    for node in page.tree.css("a[href]")[:MAX_LINKS]:
        found = _own(absolute_url(node.attributes.get("href"), page.base), here)
        if found is not None and found != here:
            yield _Link(node, found, squeeze(node.text()) or squeeze(node.attributes.get("title")))


def _own(address: str | None, here: str) -> str | None:
    if address is None:
        return None
    try:
        found = normalise(address)
    except InvalidUrl:
        return None
    return found if _site(found) == _site(here) else None


def _site(url: str) -> str:
    return urlsplit(url).netloc.removeprefix("www.")


def _is_list(link: _Link, here: str) -> bool:
    """Whether a link leads to a further archive page."""
    path = urlsplit(link.url).path
    if _OLDER.search(link.text) and (_NUMBERED.search(path) or _parameters(link.url) - _parameters(here)):
        return True
    if _OF_DAY.search(path) or _NO_POST.search(path):
        return False
    return _OF_ALL.search(path) is not None or _goes_on(link.url, here)


def _goes_on(url: str, here: str) -> bool:
    """Whether an address is that of another page of the list at `here`, or of one month."""
    is_month = _OF_TIME.search(urlsplit(url).path) is not None
    return is_month or (_base(url) == _base(here) and _list_key(url) != _list_key(here))


def _base(url: str) -> tuple[str, str]:
    """The address of a list without its page number."""
    parts = urlsplit(url)
    rest = [(name, value) for name, value in parse_qsl(parts.query) if name.lower() not in _PARAMETERS]
    return _NUMBERED.sub("", parts.path).rstrip("/"), urlencode(sorted(rest))


def _list_key(url: str) -> str:
    """The page number in an address of a list, as stated; empty for the list itself."""
    numbered = _NUMBERED.search(urlsplit(url).path)
    return f"{numbered[0].rstrip('/') if numbered else ''}{urlencode(sorted(_parameters(url)))}"


def _parameters(url: str) -> set[tuple[str, str]]:
    return {(name, value) for name, value in parse_qsl(urlsplit(url).query) if name.lower() in _PARAMETERS}


def _may_be_post(url: str, here: str) -> bool:
    parts = urlsplit(url)
    path = parts.path
    if (not path.strip("/") and not parts.query) or _base(url) == _base(here):
        return False
    no_list = not (_OF_TIME.search(path) or _OF_DAY.search(path) or _OF_ALL.search(path) or _NUMBERED.search(path))
    return no_list and not _NO_POST.search(path) and not _NO_POST_QUERY.search(parts.query)


def _posts(links: Sequence[_Link]) -> list[str]:
    """The links that name posts: those in headings, and those in the longest list of the page."""
    main = [link for link in links if link.text and not _in_furniture(link.node)]
    headed = [link.url for link in main if _is_headed(link.node)]
    return headed if len(set(headed)) >= FEW else [*headed, *_longest(main)]


def _longest(links: Iterable[_Link]) -> list[str]:
    """The largest group of links with the same markup around them, if their texts look like titles."""
    groups: dict[tuple[str, ...], list[_Link]] = defaultdict(list)
    for link in links:
        groups[_shape(link.node)].append(link)
    found = max(groups.values(), key=lambda group: len({link.url for link in group}), default=[])
    lengths = Counter({link.url: len(link.text) for link in found})
    if len(lengths) < FEW or lengths.total() / len(lengths) < LONG_ENOUGH:
        return []
    return [link.url for link in found]


def _shape(node: LexborNode) -> tuple[str, ...]:
    """The elements around a link, by tag and class, without numbers."""
    around = [(each.tag, each.attributes.get("class") or "") for each in islice(ancestors(node.parent), 4)]
    return tuple(f"{tag}.{'.'.join(_WORDS.findall(names.lower()))}" for tag, names in around)


def _is_headed(node: LexborNode) -> bool:
    if "bookmark" in (node.attributes.get("rel") or "").lower().split():
        return True
    around = islice(ancestors(node.parent), 4)
    return any(re.fullmatch("h[1-6]", each.tag or "") for each in around) or node.css_matches("h1, h2, h3, h4")


def _in_furniture(node: LexborNode) -> bool:
    for around in islice(ancestors(node.parent), 60):
        if around.tag in ("body", "html", "article", "main"):
            return False
        if around.tag in _FURNITURE_TAGS or (around.attributes.get("role") or "") in ("navigation", "contentinfo"):
            return True
        names = f"{around.attributes.get('class') or ''} {around.attributes.get('id') or ''}".lower()
        if not _FURNITURE_WORDS.isdisjoint(_WORDS.findall(names)):
            return True
    return False
