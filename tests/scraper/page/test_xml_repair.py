"""One bad byte is mended where it stands, wherever the pieces are cut."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from scraper.page.xml_repair import balanced, declared, junk_before, repaired


def mended(data: bytes, size: int = 1 << 20, *, is_utf_8: bool = True) -> bytes:
    """The bytes, mended in pieces of this size."""
    return b"".join(repaired((data[at : at + size] for at in range(0, len(data), size)), is_utf_8=is_utf_8))


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        (b"<a>It was \xe9arly</a>", "<a>It was éarly</a>".encode()),
        (b"never \xe2\x80was", "never â€was".encode()),
        (b"a\x00b\x0bc\td\r\n", b"abc\td\r\n"),
        ("a\ufffeb\uffffc".encode(), b"abc"),
        (b"?a=1&b=2& c&", b"?a=1&#38;b=2&#38; c&#38;"),
        (b"&amp;&lt;&#8217;&#x1F30A;", b"&#38;&#60;&#8217;&#x1F30A;"),
        (b"&eacute;&nbsp;&NotEqualTilde;&tide;&nbsp", b"&#233;&#160;&#8770;&#824;&#38;tide;&#38;nbsp"),
        (b"<a>I <3 it, 1 < 2 << 3</a><", b"<a>I &#60;3 it, 1 &#60; 2 &#60;&#60; 3</a>&#60;"),
        (b"<x:a/><?p?><!d><\xc3\xa9/><_/>", b"<x:a/><?p?><!d><\xc3\xa9/><_/>"),
        (b"a&#x1F;b&#11;c&#xD800;d&#65535;e&#9999999;f&#9;", b"abcdef&#9;"),
        (b"<![CDATA[R&D & &#11;]]>&x", b"<![CDATA[R&D & &#11;]]>&#38;x"),
        (b"<![CDATA[a]] ]>&]]>&", b"<![CDATA[a]] ]>&]]>&#38;"),
        (b"<!-- <3 & -->&<!-- <![CDATA[ --->&", b"<!-- <3 & -->&#38;<!-- <![CDATA[ --->&#38;"),
        (b"", b""),
    ],
)
@pytest.mark.parametrize("size", [1, 2, 7, 1_000])
def test_what_xml_does_not_allow_is_mended_and_the_rest_stays(data: bytes, whole: bytes, size: int) -> None:
    assert mended(data, size) == whole


def test_bytes_of_another_encoding_are_left_to_the_parser() -> None:
    assert mended(b"\xe9arly & \x01", is_utf_8=False) == b"\xe9arly &#38; "


PIECES = st.sampled_from(
    [
        *b"<![CDATA[ ]]> ]] <!-- --> - & &amp; &nbsp; &#11; &#x41 ; < > ! a".split(),
        b"\xe2\x82\xac",
        b"\xe9",
        b"\x00",
        b"\xef\xbf\xbf",
    ]
)


@given(st.lists(PIECES, max_size=12).map(b"".join), st.integers(1, 9))
@example(b"&#x41\x00;", 1)
@example(b"&#x41\xef\xbf\xbf;", 1)
@example(b"<\xef\xbf\xbf![CDATA[&]]>", 1)
@example(b"<&#11;!", 1)
def test_the_way_the_bytes_are_cut_makes_no_difference(data: bytes, size: int) -> None:
    assert mended(data, size) == mended(data)


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b'<?xml version="1.0" encoding="UTF-8"?>', "utf-8"),
        (b"\n<?xml version='1.0' encoding = 'Windows-1252' standalone='yes'?>", "windows-1252"),
        (b'<?xml version="1.0"?>', None),
        (b"<rss encoding='x'>", None),
    ],
)
def test_the_encoding_is_that_of_the_declaration(head: bytes, encoding: str | None) -> None:
    assert declared(head) == encoding


@pytest.mark.parametrize(
    "noise", [b"", b"\n\n", b"\xef\xbb\xbf", b"`\n", b"<br />\n<b>Warning</b>: x() in <b>/srv/x.php</b><br />\n"]
)
def test_what_stands_before_the_declaration_is_passed_over(noise: bytes) -> None:
    assert junk_before(noise + b'<?xml version="1.0"?><rss>') == len(noise)


def test_without_a_declaration_the_first_tag_begins_the_document() -> None:
    assert junk_before(b"\n <rss><title>&lt;?xml</title>") == 2
    assert junk_before(b"  <rss><x><?xml ?></x></rss>") == 2
    assert junk_before(b"no xml") == 0


@pytest.mark.parametrize(
    ("data", "whole"),
    [
        (b"<a><b>1</a><c/>", b"<a><b>1</b></a><c/>"),
        (b"<a>1</b></a></a>", b"<a>1</a>"),
        (b"<a><a><b></a></a>", b"<a><a><b></b></a></a>"),
        (b"<?x?><a x='>' y=\"/>\"><b x='/'/><![CDATA[<c>]]><!-- <d> --></a>", None),
        (b"<a><![CDATA[</a>", None),
        (b"<a><b x='</a>", b"<a><b x='</a>"),
    ],
)
def test_elements_end_where_those_around_them_do(data: bytes, whole: bytes | None) -> None:
    assert balanced(data) == (whole or data)


def test_the_end_of_another_prefix_or_case_is_that_of_the_element() -> None:
    assert (
        balanced(b"<a><Title>x</title><dc:creator>y</creator></a>")
        == b"<a><Title>x</Title><dc:creator>y</dc:creator></a>"
    )


@pytest.mark.parametrize(
    "data", [b"<a>" * 200_000 + b"</b>" * 200_000, b"<a b='" * 10_000, (b"<" + b"a" * 200 + b'"' + b"x" * 999) * 5_000]
)
def test_tags_that_nothing_ends_cost_no_time(data: bytes) -> None:
    begun = time.perf_counter()
    assert balanced(data) == data.replace(b"</b>", b"")
    assert time.perf_counter() - begun < 2
