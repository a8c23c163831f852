from __future__ import annotations

import pytest

from scraper import parse
from scraper.errors import PageTooDeep, PageTooLarge, TooManyAttributes
from scraper.page.limits import MAX_ATTRIBUTES, MAX_DEPTH, MAX_DEPTH_OF_ALL, MAX_PAGE_BYTES, check_limits

URL = "https://harbour.example/tide"


def attributes(count: int) -> bytes:
    return b"".join(b" a%d=x" % number for number in range(count))


@pytest.mark.parametrize("tag", [b"div", b"span", b"b", b"DIV", b"x-thing", b"blockquote"])
def test_200000_nested_tags_are_refused(tag: bytes) -> None:
    with pytest.raises(PageTooDeep, match=f"{MAX_DEPTH:,}"):
        parse(b"<html><body>" + b"<%s>" % tag * 200_000, URL)


def test_nested_tags_are_refused_though_they_are_closed_or_stand_in_utf_16() -> None:
    with pytest.raises(PageTooDeep):
        check_limits(b"<div>" * 200_000 + b"</div>" * 200_000)
    with pytest.raises(PageTooDeep):
        check_limits(b"\xff\xfe" + ("<div>" * 200_000).encode("utf-16-le"))


def test_tags_of_several_kinds_nest_together() -> None:
    with pytest.raises(PageTooDeep):
        check_limits(b"<div><ul><li><span></li>" * 100_000)


def test_replies_of_several_elements_may_stand_5000_deep() -> None:
    check_limits(b"<div><ol>" + b"<li class=comment><article>words</article><ul>" * 5_000)


def test_elements_of_many_names_have_a_limit_together() -> None:
    tower = b"".join(b"<x-%d>" % (number % 7) for number in range(MAX_DEPTH_OF_ALL + 1))
    with pytest.raises(PageTooDeep, match=f"{MAX_DEPTH_OF_ALL:,}"):
        check_limits(tower)


def test_end_tags_that_close_nothing_do_not_make_room() -> None:
    with pytest.raises(PageTooDeep):
        check_limits(b"</p></span>" * 200_000 + b"<div>" * 200_000)


@pytest.mark.parametrize(
    "tag",
    [
        b"<div" + attributes(200_000) + b">",
        b"<div" + b" a" * 200_000 + b">",
        b"<div" + b"/a" * 200_000 + b">",
        b"<div" + b" a='>'" * 200_000 + b">",
        b"<div" + attributes(200_000),
        b"<p" + b'\na="b"' * 200_000 + b">",
        b'<div ="' + attributes(200_000) + b'">',
        b"<div" + b" =a" * 200_000 + b">",
        b"<a x='" + b"y" * 100_000 + b"'" + attributes(MAX_ATTRIBUTES + 1) + b">",
    ],
)
def test_200000_attributes_on_one_tag_are_refused(tag: bytes) -> None:
    with pytest.raises(TooManyAttributes, match=f"{MAX_ATTRIBUTES:,}"):
        parse(b"<html><body>" + tag, URL)


def test_a_page_of_one_byte_more_than_the_limit_is_refused() -> None:
    start = b"<html><body><p>"
    check_limits(start + b"a" * (MAX_PAGE_BYTES - len(start)))
    with pytest.raises(PageTooLarge, match=f"{MAX_PAGE_BYTES:,}"):
        parse(start + b"a" * (MAX_PAGE_BYTES + 1 - len(start)), URL)


def test_a_text_of_one_byte_more_than_the_limit_is_refused() -> None:
    with pytest.raises(PageTooLarge):
        parse(b"word " * (MAX_PAGE_BYTES // 5 + 1), URL)


@pytest.mark.parametrize(
    "body",
    [
        b"<p>word" * 100_000,
        b"<ul>" + b"<li>word" * 100_000,
        b"<br>" * 100_000,
        b"<img src=x>" * 100_000,
        b"<div>word</div>" * 100_000,
        b"<table><tr><td>" * 1 + b"<td>x" * 100_000,
        b"<div>" * 4_000 + b"deep" + b"</div>" * 4_000,
        b"<script>" + b"x='<div>';" * 100_000 + b"</script>",
        b"<!-- " + b"<div>" * 100_000 + b" -->",
        b"<textarea>" + b"<div>" * 100_000 + b"</textarea>",
        b"<style>" + b"<b>" * 100_000 + b"</style>",
        b"<script type='application/ld+json'>" + b'{"a": "b c d=e f=g"}, ' * 100_000 + b"</script>",
        b"<div data-state='" + b'{"a": "b=c", "d": "e>f"} ' * 50_000 + b"'>x</div>",
        b'<img src="data:image/png;base64,' + b"QUJD = " * 100_000 + b'">',
        b"a < b and c < d " * 100_000,
        b"1 <2 " * 100_000,
        b"<div" + attributes(MAX_ATTRIBUTES - 1) + b">x</div>",
        b"<p>" + b"a=b " * 100_000 + b"</p>",
    ],
    ids=lambda body: body[:24].decode(),
)
def test_what_real_pages_hold_is_not_refused(body: bytes) -> None:
    check_limits(b"<html><body>" + body + b"</body></html>")


@pytest.mark.slow
@pytest.mark.parametrize("body", [b"<p>word" * 10_000, b"<ul>" + b"<li>word" * 10_000, b"<div>" * 1_000 + b"deep"])
def test_such_pages_are_parsed(body: bytes) -> None:
    assert parse(b"<html><body>" + body, URL).comments == ()
