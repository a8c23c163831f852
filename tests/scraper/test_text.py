from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from scraper.html import plain_text, safe_html
from scraper.page.encoding import decode
from scraper.text import squeeze, unescape
from scraper.urls import absolute_url

BASE = "https://harbour.example/2012/tide/"


def read(html: str) -> str:
    """The plain text of a fragment."""
    return plain_text(BeautifulSoup(html, "html.parser"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fish &amp; chips", "Fish & chips"),
        ("&lt;p&gt; &#9731; &#x2603;", "<p> \N{SNOWMAN} \N{SNOWMAN}"),
        (f"&#{'9' * 5_000};", "\ufffd"),
        (f"a &#{'0' * 5_000} b", "a \ufffd b"),
        ("&#1114112;", "\ufffd"),
        ("&#", "&#"),
    ],
)
def test_character_references_are_read_however_long_they_are(text: str, expected: str) -> None:
    assert unescape(text) == expected


# --- bytes to text


def test_a_byte_order_mark_wins_over_every_label() -> None:
    data = b"\xef\xbb\xbf" + '<meta charset="windows-1251"><p>Brücke</p>'.encode()
    assert decode(data, "text/html; charset=iso-8859-1").endswith("<p>Brücke</p>")


@pytest.mark.parametrize(("mark", "encoding"), [(b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")])
def test_utf_16_with_a_byte_order_mark_is_read(mark: bytes, encoding: str) -> None:
    assert decode(mark + "<p>Brücke, мост, 橋</p>".encode(encoding)) == "<p>Brücke, мост, 橋</p>"


def test_utf_16_is_read_where_http_says_so() -> None:
    assert decode("<p>Brücke</p>".encode("utf-16-le"), "text/html; charset=utf-16le") == "<p>Brücke</p>"


def test_the_http_charset_wins_over_the_meta_element() -> None:
    data = b'<meta charset="windows-1251"><p>caf\xe9</p>'
    assert decode(data, 'text/html; charset="windows-1252"').endswith("<p>café</p>")


@pytest.mark.parametrize(
    "meta",
    [
        '<meta charset="windows-1251">',
        "<META CHARSET=windows-1251>",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_the_meta_element_or_the_xml_declaration_is_heard_where_http_says_nothing(meta: str) -> None:
    assert decode(f"{meta}<p>Мост</p>".encode("cp1251"), "text/html").endswith("<p>Мост</p>")


def test_text_without_any_label_is_told_by_what_it_holds() -> None:
    text = "<p>Мы шли вдоль моста и говорили о том, что вода сегодня стоит выше обычного.</p>" * 3
    assert decode(text.encode("cp1251")) == text


@pytest.mark.parametrize("label", ["iso-8859-1", "latin1", "us-ascii", "ISO_8859-1"])
def test_latin_1_means_windows_1252(label: str) -> None:
    assert decode(b"<p>\x93tide\x94 \x96 5 \x80</p>", f"text/html; charset={label}") == "<p>“tide” – 5 €</p>"


def test_stray_latin_1_bytes_in_utf_8_are_mended_where_they_stand() -> None:
    data = "<p>Brücke über die Förde, naïve Möwen</p>".encode() * 3 + b"<p>caf\xe9 \x93pasted\x94</p>"
    expected = "<p>Brücke über die Förde, naïve Möwen</p>" * 3 + "<p>café “pasted”</p>"
    assert decode(data) == decode(data, "text/html; charset=utf-8") == expected


def test_what_calls_itself_utf_8_stays_so_however_many_bytes_are_strays() -> None:
    data = "<p>Brücke</p>".encode() + b"<p>caf\xe9 \x93pasted\x94 \x96 na\xefve</p>"
    assert decode(data, "text/html; charset=utf-8") == "<p>Brücke</p><p>café “pasted” – naïve</p>"


def test_latin_1_that_calls_itself_utf_8_is_readable_all_the_same() -> None:
    data = b'<meta charset="utf-8"><p>caf\xe9, na\xefve, \xfcber</p>'
    assert decode(data).endswith("<p>café, naïve, über</p>")


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "windows-1251", "shift_jis", "iso-8859-15"])
def test_valid_utf_8_under_a_false_label_stays_utf_8(label: str) -> None:
    assert decode("<p>Brücke – naïve</p>".encode(), f"text/html; charset={label}") == "<p>Brücke – naïve</p>"


@pytest.mark.parametrize("encoding", ["iso2022_jp", "shift_jis", "euc_jp"])
def test_japanese_encodings_are_read_also_the_one_that_looks_like_ascii(encoding: str) -> None:
    label = {"iso2022_jp": "iso-2022-jp", "shift_jis": "shift_jis", "euc_jp": "euc-jp"}[encoding]
    data = f'<meta charset="{label}"><p>港の橋</p>'.encode(encoding)
    assert decode(data).endswith("<p>港の橋</p>")


def test_a_meta_element_that_says_utf_16_in_ascii_means_utf_8() -> None:
    assert decode('<meta charset="utf-16"><p>Brücke</p>'.encode()).endswith("<p>Brücke</p>")


def test_unknown_labels_are_passed_over() -> None:
    assert decode("<p>Brücke</p>".encode(), "text/html; charset=harbour-7") == "<p>Brücke</p>"
    data = b'<meta charset="windows-1252"><p>caf\xe9</p>'
    assert decode(data, "text/html; charset=none-such").endswith("<p>café</p>")


@pytest.mark.parametrize("data", [b"", b"\xff", bytes(range(256)), b"\xff\xfe\xd8", b"\xef\xbb\xbf\xff\xfe"])
def test_any_bytes_give_some_text(data: bytes) -> None:
    for content_type in (
        None,
        "text/html; charset=utf-8",
        "text/html; charset=shift_jis",
        "text/html; charset=gb18030",
    ):
        decode(data, content_type).encode("utf-8")


# --- fragments to plain text


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One\n  more   line</p>\n\n\n<p>Two</p>", "One more line\n\nTwo"),
        ("Loose words<p>One</p>after", "Loose words\n\nOne\n\nafter"),
        ("one<br>two<br/>three", "one\ntwo\nthree"),
        ("one<br><br>two", "one\n\ntwo"),
        ("one<br>\n<br />\n<br>two", "one\n\ntwo"),
        ("<div>one</div><div>two</div>", "one\ntwo"),
        ("a<b>b</b><i>c</i> d", "abc d"),
        ("one&nbsp;&nbsp; two\u2003three", "one two three"),
        ("<h3>Head</h3>Body", "Head\n\nBody"),
        ("<blockquote><p>quoted</p></blockquote><p>answer</p>", "quoted\n\nanswer"),
        ("fish &amp; chips &lt;b&gt;", "fish & chips <b>"),
        ("", ""),
        ("<p> </p><p>&nbsp;</p>", ""),
    ],
)
def test_blocks_and_breaks_part_the_text_as_a_browser_shows_it(html: str, expected: str) -> None:
    assert read(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Buy:</p><ul><li>rope</li><li>tar</li></ul>", "Buy:\n\n- rope\n- tar"),
        ("<ol><li>moor</li><li>eat</li><li>sleep</li></ol>", "1. moor\n2. eat\n3. sleep"),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n\n- b\n\n2. c"),
        ("<ul><li><p>rope</p></li><li></li><li><b>tar</b></li></ul>", "- rope\n\n- tar"),
    ],
)
def test_list_items_keep_their_bullets_and_numbers(html: str, expected: str) -> None:
    assert read(html) == expected


def test_preformatted_text_keeps_its_spaces_and_lines() -> None:
    assert read("<p>See:</p><pre>if wind:\n    reef()\n\n    wait()</pre><p>Done</p>") == (
        "See:\n\nif wind:\n    reef()\n\n    wait()\n\nDone"
    )


def test_the_cells_of_a_table_are_parted_by_tabs_and_its_rows_by_lines() -> None:
    html = "<table><tr><th>Port</th><th>Depth</th></tr><tr><td>Brink</td><td>4 m</td></tr></table>"
    assert read(html) == "Port\tDepth\nBrink\t4 m"


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ('<img class="emoji" alt="🙂" src="x.png">', "Fine 🙂"),
        ('<img class="wp-smiley" alt=":mrgreen:" src="x.png">', "Fine :mrgreen:"),
        ('<img alt=":-)" src="x.gif">', "Fine :-)"),
        ('<img alt="🚢" src="x.png">', "Fine 🚢"),
        ('<img alt="A ship in the harbour" src="ship.jpg">', "Fine"),
        ('<img src="ship.jpg">', "Fine"),
    ],
)
def test_a_picture_of_a_character_is_that_character_and_any_other_is_no_text(image: str, expected: str) -> None:
    assert read(f"<p>Fine {image}</p>") == expected


def test_soft_hyphens_zero_width_spaces_and_control_characters_leave_no_trace() -> None:
    assert read("<p>har\u00adbour mas\u200bter\ufeff\x00\x07\x1b[31m\x85</p>") == "harbour master[31m"
    assert squeeze(" har\u00adbour\x00 \n\t mas\u200bter ") == "harbour master"
    assert squeeze(None) == ""


def test_what_no_reader_sees_is_no_text() -> None:
    html = "<script>x()</script><style>p{}</style><!-- note --><template>t</template><textarea>w</textarea>"
    assert read(f"<p>Seen{html}</p><noscript>off</noscript><svg><title>icon</title></svg>") == "Seen"


def test_5000_nested_elements_are_read() -> None:
    assert read("<div>" * 5000 + "deep" + "</div>" * 5000) == "deep"
    assert read("<blockquote>" * 5000 + "deep" + "</blockquote>" * 5000 + "after") == "deep\n\nafter"


# --- fragments to safe HTML


def test_links_and_pictures_become_absolute() -> None:
    made = safe_html('<a href="../map?a=1">map</a> <img src="/ship.png" alt="ship">', BASE)
    assert 'href="https://harbour.example/2012/map?a=1"' in made
    assert 'src="https://harbour.example/ship.png"' in made


@pytest.mark.parametrize(
    "html",
    [
        "<script>steal()</script>",
        '<p onclick="steal()">x</p>',
        '<img src="x" onerror="steal()">',
        '<a href="javascript:steal()">x</a>',
        '<a href=" java\nscript:steal()">x</a>',
        '<a href="JaVaScRiPt:steal()">x</a>',
        '<a href="&#106;avascript:steal()">x</a>',
        '<a href="data:text/html,steal()">x</a>',
        '<a href="vbscript:steal()">x</a>',
        '<iframe src="https://evil.example/steal()"></iframe>',
        '<svg onload="steal()"><script>steal()</script></svg>',
        '<math><mtext><style><img src=x onerror="steal()"></style></mtext></math>',
        '<p style="background:url(javascript:steal())">x</p>',
        '<form action="/steal()"><input name="x"></form>',
        "<style>p { background: url(/steal()) }</style>",
        '<object data="steal()"></object><embed src="steal()">',
        '<base href="https://steal()/">',
        '<meta http-equiv="refresh" content="0;url=steal()">',
    ],
)
def test_nothing_that_can_run_or_load_is_left(html: str) -> None:
    assert "steal" not in safe_html(f"<p>before</p>{html}<p>after</p>", BASE)
    assert "before" in safe_html(f"<p>before</p>{html}<p>after</p>", BASE)


def test_formatting_is_kept() -> None:
    html = "<p>A <strong>strong</strong> <em>tide</em><br>and <code>reef()</code></p><ol><li>one</li></ol>"
    assert safe_html(html, BASE) == html


def test_relative_links_of_a_page_without_an_address_lead_nowhere() -> None:
    made = safe_html('<a href="/map">map</a> <a href="https://tide.example/">tide</a>', "file:///home/ida/page.html")
    assert "/map" not in made
    assert "https://tide.example/" in made
    assert "map" in made


# --- addresses


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://tide.example/a", "https://tide.example/a"),
        ("//tide.example/a", "https://tide.example/a"),
        ("/a", "https://harbour.example/a"),
        ("?p=1", "https://harbour.example/2012/tide/?p=1"),
        ("  https://tide.example/a\n", "https://tide.example/a"),
        ("javascript:alert(1)", None),
        ("mailto:ida@tide.example", None),
        ("data:text/plain,x", None),
        ("http://", None),
        ("http://[broken", None),
        ("https://tide.example/" + "a" * 5000, None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_are_addresses(href: str | None, expected: str | None) -> None:
    assert absolute_url(href, BASE) == expected
