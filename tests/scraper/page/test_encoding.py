from __future__ import annotations

import pytest

from scraper.page.encoding import decode


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
