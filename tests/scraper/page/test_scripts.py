"""Values that stand in scripts, and those that only seem to."""

from __future__ import annotations

import pytest

from scraper.page.page import read_page
from scraper.page.scripts import code_of, read_script, texts_of


def values(text: str, name: str = "url") -> list[str]:
    return [each.value for each in read_script(text).assignments if each.name == name]


@pytest.mark.parametrize(
    "text",
    [
        "url = 'a/b';",
        'url = "a/b"',
        "url=`a/b`",
        "var x = 1, url = 'a' + '/' + \"b\", y",
        "const end = 'b'; url = `a/${ end }`;",
        "const end = 'b', start = 'a/'; url = start + end",
        "window['url'] = 'a/b'",
        "f({url: 'a/b'})",
        '{"url": "a\\/b"}',
        "url = 'a\\x2fb'",
        "url = 'a\\u002fb'",
        "url = 'a\\u{2f}b'",
        "x = y.replace(/'/g, ''); url = 'a/b' // url = 'c'",
        "/* url = 'c' */ url = 'a/b'",
        "x = '/* not a comment'; url = 'a/b'; y = '*/'",
        "x = 'http://c/'; url = 'a/b'",
        "x = 8 / 2; url = 'a/b'; y = 9 / 3",
        "function f() { return /[\"]/.test(x) } url = 'a/b'",
        "other += 'c'; url = 'a/b'",
        "for (i = 0; i < 9; i++) {} url = 'a/b'",
    ],
)
def test_a_value_that_stands_there_whole_is_read(text: str) -> None:
    assert values(text) == ["a/b"]


@pytest.mark.parametrize(
    "text",
    [
        "url = 'a/' + slug",
        "url = slug + 'b'",
        "url = `a/${slug}`",
        "url = 'a/b'.concat(slug)",
        "url = ['a/b'][n]",
        "url = it ? 'a/b' : 'c'",
        "url = find('a/b')",
        "let end = 'b'; end = 'c'; url = 'a/' + end",
        "if (url == 'a/b') {}",
        "// url = 'a/b'",
        "/* url = 'a/b'",
        "x = 'url = \"a/b\"'",
        "x = \"unclosed url = 'a/b'",
        "url = null; url2 = 'a/b'",
        "url = 'a/'; url += slug",
        "let end = 'b'; end += slug; url = 'a/' + end",
        "let n = 0; n++; url = 'a/' + n",
        "let n = 0; url = 'a/' + n; --n",
        "let it = 'a/b'; url = it == slug ? 'c' : 'd'",
        "f({other: it ? url : 'a/b'})",
    ],
)
def test_what_is_computed_or_not_said_at_all_is_no_value(text: str) -> None:
    assert values(text) == []


def test_a_value_is_told_with_what_it_belongs_to() -> None:
    script = read_script("start('.x', {page: {url: 'a'}}); this.page.url = 'b'; let url = 'c'; go.to = {url: 'd'}")
    assert [(each.owner, each.value) for each in script.assignments] == [
        ("start>page", "a"),
        ("this.page", "b"),
        ("", "c"),
        ("go.to", "d"),
    ]


def test_characters_beyond_the_first_plane_are_whole_and_halves_of_them_are_none() -> None:
    assert values("url = '\\ud83d\\ude00 \\ud83d \\u{1F600}'") == ["😀  😀"]
    assert values("url = '\\u{FFFFFF}x'") == ["x"]


HOSTILE = {
    "comments": "/*" * 100_000,
    "strings": "'\\" * 100_000,
    "templates": "`${" * 65_000,
    "patterns": "=/[" * 65_000,
    "brackets": "({[" * 65_000,
    "paths": "a.b." * 50_000,
    "sums": "x='a'+" * 30_000,
    "growth": "a='" + "b" * 1900 + "';c=" + "+".join("a" * 50_000),
    "places": "url=`" + "${ " * 50_000 + "`",
}


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_scripts_made_to_take_long_do_not(text: str) -> None:
    read_script(text)


def test_scripts_that_were_put_into_an_address_count_and_templates_do_not() -> None:
    page = read_page(
        b"<!DOCTYPE html><script src='data:text/javascript;base64,dXJsID0gJ2EvYic7'></script>"
        b"<script src='data:text/javascript,url%20=%20%22b%22'></script><script src='data:,'></script>"
        b"<script src='/url.js'></script><script type='text/template'>url = 'c'</script>"
        b"<script type='application/json' class='url-of'>{}</script><script>var other</script>",
        "http://quay.example/",
    )
    assert list(texts_of(page.tree, "url")) == [("url = 'a/b';", "  "), ('url = "b"', "  "), ("{}", " url-of ")]


def test_the_code_of_a_script_has_neither_comments_nor_spaces() -> None:
    assert code_of("a . b( { /* c */ d : 'e f' } ) // g") == "a.b({d:e f})"
