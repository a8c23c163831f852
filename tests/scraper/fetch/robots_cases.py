"""What robots.txt files say, case by case: RFC 9309's own examples first, then what files in the wild look like.

Each case is checked against a second implementation too (robotspy), which was written from the same document. Where it
differs the case says why we do not follow it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """Whether `agent` may fetch `path` by this robots.txt. `differs`: why the second implementation says otherwise."""

    name: str
    text: str
    path: str
    allowed: bool
    agent: str = "afterword"
    differs: str | None = None


SIMPLE = """\
User-Agent: *
Disallow: *.gif$
Disallow: /example/
Allow: /publications/

User-Agent: foobot
Disallow:/
Allow:/example/page.html
Allow:/example/allowed.gif

User-Agent: barbot
User-Agent: bazbot
Disallow: /example/page.html

User-Agent: quxbot
"""
LONGEST = "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n"
MERGED = """\
user-agent: ExampleBot
disallow: /foo
disallow: /bar

user-agent: OtherBot
disallow: /qux

user-agent: examplebot
disallow: /baz
"""
INTERRUPTED = """\
User-Agent: afterword
Allow: /blog/
Sitemap: https://quayside.example/sitemap.xml

Disallow: /
"""
EXACT = "User-agent: *\nDisallow: /\nAllow: /this/path/exactly$\n"
STAR = "User-agent: *\nDisallow: /\nAllow: /this/*/exactly\n"


def of_all(*lines: str) -> str:
    """A group for every crawler."""
    return "\n".join(("User-agent: *", *lines, ""))


RFC = [
    Case("5.1 any: gif", SIMPLE, "/picture.gif", False, "quux"),
    Case("5.1 any: gif deep down", SIMPLE, "/a/b/c.gif", False, "quux"),
    Case("5.1 any: gif not at the end", SIMPLE, "/a.gif.html", True, "quux"),
    Case("5.1 any: gif with a query", SIMPLE, "/a.gif?x", True, "quux"),
    Case("5.1 any: example", SIMPLE, "/example/page.html", False, "quux"),
    Case("5.1 any: publications", SIMPLE, "/publications/x", True, "quux"),
    Case("5.1 any: what no rule names", SIMPLE, "/other", True, "quux"),
    Case("5.1 foobot: the root", SIMPLE, "/", False, "foobot"),
    Case("5.1 foobot: page", SIMPLE, "/example/page.html", True, "foobot"),
    Case("5.1 foobot: gif", SIMPLE, "/example/allowed.gif", True, "foobot"),
    Case("5.1 foobot: publications are for others", SIMPLE, "/publications/", False, "foobot"),
    Case("5.1 barbot: page", SIMPLE, "/example/page.html", False, "barbot"),
    Case("5.1 bazbot: page", SIMPLE, "/example/page.html", False, "bazbot"),
    Case("5.1 bazbot: all else", SIMPLE, "/example/other.gif", True, "bazbot"),
    Case("5.1 quxbot: a group without rules", SIMPLE, "/example/page.html", True, "quxbot"),
    Case("5.2 the longest match allows", LONGEST, "/example/page/allowed.gif", True, "foobot"),
    Case("5.2 the longest match disallows", LONGEST, "/example/page/disallowed.gif", False, "foobot"),
    Case("2.2.1 groups are merged: first", MERGED, "/foo", False, "ExampleBot/1.1"),
    Case("2.2.1 groups are merged: third", MERGED, "/baz", False, "ExampleBot/1.1"),
    Case("2.2.1 groups are merged: not the other's", MERGED, "/qux", True, "ExampleBot/1.1"),
    Case("2.2.1 names in any case", MERGED, "/bar", False, "EXAMPLEBOT"),
    Case("2.2.1 no group at all", "User-agent: other\nDisallow: /\n", "/", True),
    Case("2.2.2 query", of_all("Disallow: /foo/bar?baz=quz"), "/foo/bar?baz=quz", False),
    Case(
        "2.2.2 an encoded address in the query",
        of_all("Disallow: /foo/bar?baz=https%3A%2F%2Ffoo.bar"),
        "/foo/bar?baz=https%3A%2F%2Ffoo.bar",
        False,
    ),
    Case("2.2.2 letters beyond ASCII, bare in the rule", of_all("Disallow: /foo/bar/ツ"), "/foo/bar/%E3%83%84", False),
    Case("2.2.2 letters beyond ASCII, encoded", of_all("Disallow: /foo/bar/%E3%83%84"), "/foo/bar/%E3%83%84", False),
    Case("2.2.2 encoded letters that need none", of_all("Disallow: /foo/bar/%62%61%7A"), "/foo/bar/baz", False),
    Case("2.2.2 paths keep their case", of_all("Disallow: /Foo"), "/foo", True),
    Case("2.2.2 an empty rule matches nothing", of_all("Disallow:"), "/", True),
    Case("2.2.2 ties go to Allow", of_all("Disallow: /page", "Allow: /page"), "/page", True),
    Case("2.2.2 ties go to Allow, whatever comes first", of_all("Allow: /page", "Disallow: /page"), "/page", True),
    Case("2.2.3 a comment ends a line", of_all("Disallow: /a # all of /a"), "/a/b", False),
    Case("2.2.3 the end mark, at the end", EXACT, "/this/path/exactly", True),
    Case("2.2.3 the end mark, not at the end", EXACT, "/this/path/exactly/not", False),
    Case("2.2.3 a star", STAR, "/this/or/that/exactly", True),
    Case(
        "2.2.3 a star that matches nothing",
        STAR,
        "/this//exactly",
        True,
        differs="it joins the two slashes before it matches",
    ),
    Case("2.2.3 an encoded star is a star as such", of_all("Disallow: /with-%2A.html"), "/with-*.html", False),
    Case(
        "2.2.3 an encoded star is no wildcard",
        of_all("Disallow: /with-%2A.html"),
        "/with-abc.html",
        True,
        differs="it decodes the rule first",
    ),
    Case("2.2.3 an encoded dollar is a dollar as such", of_all("Disallow: /foo-%24"), "/foo-$", False),
    Case(
        "2.2.3 an encoded dollar is no end mark",
        of_all("Disallow: /foo-%24"),
        "/foo-",
        True,
        differs="it decodes the rule first",
    ),
    Case("2.2.4 other records do not end a group: before", INTERRUPTED, "/blog/x", True),
    Case("2.2.4 other records do not end a group: after", INTERRUPTED, "/other", False),
]

ENCODED = "User-agent: *\nDisallow: /caf%C3%A9\n"
WILD = [
    Case("an empty file", "", "/", True),
    Case("rules before any group", "Disallow: /\n\nUser-agent: *\nDisallow: /a\n", "/b", True),
    Case("the whole site", of_all("Disallow: /"), "/anything?x=1", False),
    Case("the start page alone", of_all("Disallow: /$"), "/", False),
    Case("the start page alone: others", of_all("Disallow: /$"), "/a", True),
    Case("all but the start page", of_all("Disallow: /", "Allow: /$"), "/", True),
    Case("all but the start page: others", of_all("Disallow: /", "Allow: /$"), "/a", False),
    Case("a prefix", of_all("Disallow: /fish"), "/fishheads/yummy.html", False),
    Case("a prefix in the middle of a path", of_all("Disallow: /fish"), "/catfish", True),
    Case("a folder", of_all("Disallow: /fish/"), "/fish", True),
    Case("a folder: inside", of_all("Disallow: /fish/"), "/fish/?id=1", False),
    Case("a star at the end", of_all("Disallow: /fish*"), "/fish.html", False),
    Case("any php", of_all("Disallow: /*.php"), "/folder/any.php.file.html", False),
    Case("php at the end", of_all("Disallow: /*.php$"), "/filename.php?parameters", True),
    Case("php at the end: folder", of_all("Disallow: /*.php$"), "/filename.php/", True),
    Case("a star between", of_all("Disallow: /fish*.php"), "/fishheads/catfish.php?x", False),
    Case("a star between: case", of_all("Disallow: /fish*.php"), "/Fish.PHP", True),
    Case("stars in a row", of_all("Disallow: /a***b"), "/axxb", False),
    Case("the longer pattern wins", of_all("Allow: /page", "Disallow: /*.htm"), "/page.htm", False),
    Case(
        "a folder allowed in a disallowed one",
        of_all("Disallow: /wp-admin/", "Allow: /wp-admin/x.php"),
        "/wp-admin/x.php",
        True,
    ),
    Case("a dollar that is not at the end", of_all("Disallow: /a$b"), "/a$b", False),
    Case("a question mark is itself", of_all("Disallow: /a?b"), "/acb", True),
    Case("a dot is itself", of_all("Disallow: /a.b"), "/axb", True),
    Case("brackets are themselves", of_all("Disallow: /a[b]"), "/ab", True),
    Case("any query", of_all("Disallow: /*?"), "/post/?replytocom=3", False),
    Case("any query: none", of_all("Disallow: /*?"), "/post/", True),
    Case("a reply link", of_all("Disallow: *replytocom="), "/post/?replytocom=3", False),
    Case("encoded in the rule, bare in the address", ENCODED, "/café", False),
    Case("encoded in lower case", of_all("Disallow: /caf%c3%a9"), "/caf%C3%A9", False),
    Case("an encoded slash is no slash", of_all("Disallow: /a%2Fb"), "/a/b", True, differs="it decodes the rule first"),
    Case("spaces around", "  User-agent  :  *  \n\t Disallow \t:  /a  \n", "/a", False),
    Case("no spaces", "User-agent:*\nDisallow:/a\n", "/a", False),
    Case("field names in capitals", "USER-AGENT: *\nDISALLOW: /a\n", "/a", False),
    Case("old line ends", "User-agent: *\rDisallow: /a\r", "/a", False, differs="it knows no carriage returns alone"),
    Case("mixed line ends", "User-agent: *\r\n\r\nDisallow: /a\n", "/a", False),
    Case("blank lines within a group", "User-agent: *\n\n\nDisallow: /a\n\n\nDisallow: /b\n", "/b", False),
    Case("a comment line within a group", "User-agent: *\n# no\nDisallow: /a\n", "/a", False),
    Case("no line end at the end", "User-agent: *\nDisallow: /a", "/a", False),
    Case("unknown fields do not end a group", of_all("Noindex: /x", "Disallow: /a"), "/a", False),
    Case("Crawl-delay does not end a group", of_all("Crawl-delay: 5", "Disallow: /a"), "/a", False),
    Case(
        "Host does not end a list of names",
        "User-agent: one\nHost: x\nUser-agent: afterword\nDisallow: /a\n",
        "/a",
        False,
    ),
    Case(
        "names after rules begin a group", "User-agent: *\nDisallow: /\nUser-agent: afterword\nAllow: /\n", "/a", True
    ),
    Case(
        "our group, not everybody's", "User-agent: *\nDisallow: /\n\nUser-agent: afterword\nDisallow: /b\n", "/a", True
    ),
    Case("our group is empty", "User-agent: *\nDisallow: /\n\nUser-agent: afterword\nDisallow:\n", "/a", True),
    Case("our name with a version", "User-agent: afterword/2.0\nDisallow: /a\n", "/a", False),
    Case(
        "our name with words behind",
        "User-agent: afterword and friends\nDisallow: /a\n",
        "/a",
        False,
        differs="it takes no name with a space",
    ),
    Case("a name that ours begins with", "User-agent: after\nDisallow: /\n", "/a", True),
    Case("a name that begins with ours", "User-agent: afterwords\nDisallow: /\n", "/a", True),
    Case("a name with a hyphen", "User-agent: afterword-news\nDisallow: /\n", "/a", True),
    Case("our name among others", "User-agent: a\nUser-agent: Afterword\nUser-agent: b\nDisallow: /a\n", "/a", False),
    Case("everybody twice", "User-agent: *\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n", "/a", False),
    Case("everybody and us in one group", "User-agent: *\nUser-agent: afterword\nDisallow: /a\n", "/a", False),
    Case(
        "a star with words behind is no name",
        "User-agent: *bot\nDisallow: /\n",
        "/a",
        True,
        differs="it cuts the name at the first letter that it may not have",
    ),
    Case(
        "robots.txt itself",
        of_all("Disallow: /"),
        "/robots.txt",
        True,
        differs="it leaves RFC 9309, 2.2.2, to its caller",
    ),
    Case("a page of HTML", "<!DOCTYPE html><html><body>Disallow: /</body></html>", "/a", True),
    Case(
        "a byte order mark",
        "\N{BYTE ORDER MARK}User-agent: *\nDisallow: /a\n",
        "/a",
        False,
        differs="it takes it away when it fetches, not when it reads",
    ),
    Case("a rule without a slash", of_all("Disallow: a"), "/a", True),
    Case("no colon", "User-agent *\nDisallow /a\n", "/a", False),
    Case(
        "a misspelt field", of_all("Dissallow: /a", "Disalow: /b"), "/a", False, differs="it knows other misspellings"
    ),
]
