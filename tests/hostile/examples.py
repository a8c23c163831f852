"""Examples for fuzzing: pages, feeds, sitemaps, dumps, documents, rules, grown from invented ones and mangled.

`mangled` makes one example of a target's kind, always the same for the same state of its generator; `read` does with it
what the program does, and raises what the program raises.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields, replace
from pathlib import Path
from random import Random
from typing import Any

from scraper.comments.systems import ArticleHints, Hints
from tests.blog.markup import Comment, Post, render_feed, render_page
from tests.hostile.strings import FORMULAS, TERMINAL, XSS

URL = "http://quayside.example/tide/"
PIECES = [
    *XSS,
    *FORMULAS,
    *TERMINAL,
    "\0",
    "\N{BYTE ORDER MARK}",
    "é",
    "ツ" * 5,
    "<",
    ">",
    "</",
    "<!--",
    "-->",
    "]]>",
    '"',
    "'",
    "=",
    "&",
    "&#0;",
    "&#x110000;",
    "&#xD800;",
    "<p>",
    "</p>",
    "<li>",
    "</li>",
    "<ul>",
    "</ul>",
    "<table><tr><td>",
    "<b><i>",
    '<li class="comment depth-1" id="comment-1">',
    '<div class="children">',
    '<ol class="comment-list">',
    "</ol>",
    "</div>",
    '<a href="#comment-2">',
    '<a href="?cpage=2">',
    '<link rel="canonical" href="',
    '<base href="',
    '<meta charset="utf-16">',
    '<meta charset="x-user-defined">',
    '<time datetime="9999-99-99">',
    '<time datetime="0000-00-00T00:00:00Z">',
    "99999999 comments",
    "-1 comments",
    "<svg><foreignObject>",
    "<math><mtext>",
    "<template>",
    "<noscript>",
    "<frameset>",
    "<plaintext>",
    "<select>",
    "<script type=application/ld+json>{",
    '{"@type":"Article","comment":[{',
    "\n" * 40,
    " " * 200,
    "\t• ",
    "• x\n  • y\n",
    "1e999",
    "<item>",
    "<link>",
    "<entry>",
    "<loc>",
    "<lastmod>",
    "<![CDATA[",
    "<!DOCTYPE x [",
    '<!ENTITY x "y">',
    "&x;",
    "-" * 300,
    "9" * 40,
    '"replies": [',
    '"depth": -1',
    '"parent": "1"',
    "null",
    "[]",
    "{}",
    "true",
    "1e400",
    '"comments": [{',
    "\\ud800",
    "<post>",
    '<thread dsq:id="1001"/>',
    "</wp:comment>",
    '"comments":',
    '"locator": {',
    "User-agent: *\n",
    "Disallow: /*$*",
    "Crawl-delay: inf\n",
    "http://[",
    "http://a:b@c:99999/",
    "//",
    "%",
    "%00",
    "%zz",
    "xn--",
    "..",
    "\\",
]


SELECTORS = [
    "li.comment",
    "[id^=comment-]",
    "ol > li:nth-child(2n+1)",
    "div:has(> p) ~ ul",
    ":is(cite, .fn)",
    "a[href*='#' i]::attr(href)",
    "time[datetime]",
    "*",
]


def _post(random: Random) -> Post:
    comments = tuple(
        Comment(
            number,
            random.choice(["Tove Lind", "Old Hen", *TERMINAL[:3]]),
            (random.choice(["Late again!", "It never was early."]),),
            parent=random.choice([None, *range(1, number)]),
            url=random.choice([None, "http://tove.example/"]),
        )
        for number in range(1, random.randint(2, 12))
    )
    markup: Any = random.choice(["wordpress", "disqus"])
    return Post(
        "tide", "Tide tables", "Maren Oddleif", ("High water is late.",) * 5, _in_order(comments), markup=markup
    )


def _in_order(comments: tuple[Comment, ...]) -> tuple[Comment, ...]:
    """Each parent before its replies, all of its replies behind it."""
    below: dict[int | None, list[Comment]] = {}
    for comment in comments:
        below.setdefault(comment.parent, []).append(comment)
    order: list[Comment] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        order.append(waiting.pop())
        waiting.extend(reversed(below.get(order[-1].id, [])))
    return tuple(order)


def _page(random: Random) -> str:
    return render_page(_post(random), base="http://quayside.example", blog="Quayside Notes")


def _feed(random: Random) -> str:
    posts = tuple(replace(_post(random), slug=f"p{number}") for number in range(random.randint(0, 4)))
    return render_feed(posts, base="http://quayside.example", blog="Quayside Notes")


def _sitemap(random: Random) -> str:
    outer, inner = random.choice([("urlset", "url"), ("sitemapindex", "sitemap")])
    listed = "".join(
        f"<{inner}><loc>http://quayside.example/{number}</loc><lastmod>2024-01-0{number}</lastmod></{inner}>"
        for number in range(random.randint(0, 9))
    )
    return f'<?xml version="1.0"?><{outer} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{listed}</{outer}>'


def _dump(random: Random) -> str:
    lines = ["Tide tables", "", "High water is late.", "", f"{random.randint(0, 9)} Comments", ""]
    for _ in range(random.randint(0, 15)):
        indent = " " * random.choice([0, 2, 4, 8, 3])
        lines += [
            f"{indent}{random.choice('•*-·')} {random.choice(['Tove', 'http://a.example/ Hen'])}",
            "",
            f"{indent}  Late.",
        ]
    return "\n".join(lines)


def _document(random: Random) -> str:
    from scraper import parse

    return json.dumps(parse(_page(random).encode(), URL).to_dict())


def _other_dump(random: Random) -> str:
    from tests.scraper.imports.dumps import TAKEOUT, TEXTS

    return random.choice([*TEXTS.values(), TAKEOUT])


def _robots(random: Random) -> str:
    lines = [
        "User-agent: *",
        "Disallow: /a*b$",
        "Allow: /",
        "Crawl-delay: 5",
        "User-agent: afterword",
        "Sitemap: /x.xml",
    ]
    return "\n".join(random.choices(lines, k=random.randint(1, 20)))


def _address(random: Random) -> str:
    return random.choice(
        [URL, "https://bücher.example:443/ä?ö#ü", "http://[::1]:80/", "//a/b", "http://127.1/;jsessionid=1"]
    )


def _rules(random: Random) -> str:
    """A file of rules: some tables, each with some of the keys that there are."""
    return "\n".join(f"[rule{number}]\n{_rule(random, number)}" for number in range(random.randint(1, 3)))


def _rule(random: Random, number: int) -> str:
    keys = ['hosts = ["quayside.example"]', 'path = "^/tide"', 'sign = "#comments, #dsq-content"', 'id_system = "own"']
    lines = random.sample(keys, k=random.randint(1, len(keys)))
    for table, hints in (("comments", Hints), ("article", ArticleHints)):
        lines.append(f"[rule{number}.{table}]")
        names = [each.name for each in fields(hints)]
        chosen = random.sample(names, k=random.randint(0, len(names)))
        lines += [f"{name} = {random.choice(SELECTORS)!r}" for name in chosen]
    return "\n".join(lines)


def mangled(name: str, random: Random, *, most: int = 400) -> bytes:
    """One example for a target. `most`: how often a piece is repeated at most, which decides how long reading takes."""
    grow, _ = TARGETS[name]
    data = bytearray(grow(random).encode("utf-8", "surrogatepass"))
    for _ in range(random.choice([0, 1, 1, 2, 4, 8, 30])):
        place = random.randint(0, len(data))
        other = random.randint(place, min(len(data), place + random.choice([1, 5, 50, 500])))
        piece = bytes(data[place:other])
        match random.randrange(7):
            case 0:
                del data[place:other]
            case 1:
                data[place:place] = piece * random.choice([1, 2, 10, most // 2])
            case 2:
                data[place:other] = bytes(reversed(piece))
            case 3:
                data[place:place] = random.randbytes(random.choice([1, 2, 8]))
            case 4 if data:
                data[random.randrange(len(data))] ^= 1 << random.randrange(8)
            case _:
                piece = random.choice(PIECES).encode("utf-8", "surrogatepass")
                data[place:place] = piece * random.choice([1, 1, 1, 3, most])
    if random.random() < 0.05:
        data = bytearray(
            bytes(data).decode("utf-8", "replace").encode(random.choice(["utf-16", "utf-16-be", "utf-7"]), "replace")
        )
    return bytes(data[: 2**20])


def _read_page(data: bytes) -> None:
    from scraper import Thread, parse
    from scraper.visit.block_pages import doubt

    thread = parse(data, URL)
    doubt(data, {}, thread, asked=URL)
    document = json.loads(json.dumps(thread.to_dict()))
    assert Thread.from_dict(document).to_dict() == thread.to_dict()


def _read_feed(data: bytes) -> None:
    from scraper.discovery.feeds import read_feed

    read_feed(data, URL)


def _read_sitemap(data: bytes) -> None:
    from scraper.discovery.sitemaps import read_sitemap

    read_sitemap(data, URL)


def _read_dump(data: bytes) -> None:
    from scraper.text_dump import read_dump

    read_dump(data, URL).to_dict()


def _read_document(data: bytes) -> None:
    from archive import Archive
    from scraper import Thread

    try:
        document = json.loads(data)
    except (ValueError, RecursionError):  # json's own: what is no JSON is no document
        return
    if not isinstance(document, dict):
        return
    thread = Thread.from_dict(document)
    with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "a.db") as archive:
        uid = archive.save(thread, observed_at="2026-01-01").uid
        archive.thread(uid).to_dict()


def _read_other_dump(data: bytes) -> None:
    from archive.errors import ArchiveError
    from archive.imports.importer import Wishes
    from tests.support.archives import check, import_files

    with tempfile.TemporaryDirectory() as folder:
        path, file = Path(folder) / "a.db", Path(folder) / "dump"
        file.write_bytes(data)
        with suppress(ArchiveError):  # no dump at all
            import_files(path, [file], lambda _: None, Wishes(base=URL))
            assert list(check(path)) == []


def _read_robots(data: bytes) -> None:
    from scraper.discovery.sitemaps import stated_in_robots
    from scraper.fetch.robots import Rules

    rules = Rules(data, "afterword/0")
    rules.allows(URL)
    rules.allows(URL + "a" * 2000)
    list(stated_in_robots(data.decode("utf-8", "replace"), URL))


def _read_address(data: bytes) -> None:
    from archive.urls import url_key
    from scraper.fetch import Policy
    from scraper.fetch.address_guard import refuse_unfit
    from scraper.urls import absolute_url, normal_url, shown

    text, policy = data.decode("utf-8", "surrogateescape"), Policy(allow_private=True)
    absolute_url(text, URL)
    url_key(normal_url(text))
    assert shown(text).isprintable()
    assert refuse_unfit(normal := refuse_unfit(text, policy), policy) == normal


def _read_rules(data: bytes) -> None:
    from scraper import parse, site_rules

    with tempfile.NamedTemporaryFile(suffix=".toml") as file:
        file.write(data)
        file.flush()
        taught = site_rules.load([Path(file.name)])
    page = render_page(_post(Random(len(data))), base="http://quayside.example", blog="Quayside Notes")
    site_rules.parser_version(URL, taught)
    parse(page.encode(), URL, rules=taught).to_dict()


TARGETS: dict[str, tuple[Callable[[Random], str], Callable[[bytes], None]]] = {
    "page": (_page, _read_page),
    "feed": (_feed, _read_feed),
    "sitemap": (_sitemap, _read_sitemap),
    "dump": (_dump, _read_dump),
    "document": (_document, _read_document),
    "import": (_other_dump, _read_other_dump),
    "robots": (_robots, _read_robots),
    "address": (_address, _read_address),
    "rules": (_rules, _read_rules),
}
"""For each target how an example grows, and how it is read."""


def read(name: str, data: bytes) -> None:
    """Read an example as the program does."""
    TARGETS[name][1](data)
