from __future__ import annotations

import pytest

from scraper.errors import NotAPage
from scraper.page.page import outermost, read_page, stated_address

URL = "https://harbour.example/2012/tide/"


def head(markup: str) -> bytes:
    return f"<!DOCTYPE html><html><head>{markup}</head><body><p>The tide.</p></body></html>".encode()


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ('<link rel="canonical" href="https://harbour.example/tide">', "https://harbour.example/tide"),
        ('<link rel="shortlink canonical" href="/tide">', "https://harbour.example/tide"),
        ('<meta property="og:url" content="https://harbour.example/og">', "https://harbour.example/og"),
        (
            '<meta property="og:url" content="https://harbour.example/og"><link rel="canonical" href="/tide">',
            "https://harbour.example/tide",
        ),
        ('<base href="https://other.example/a/"><link rel=canonical href="tide">', "https://other.example/a/tide"),
        ('<base href="javascript:x"><link rel=canonical href="/tide">', "https://harbour.example/tide"),
        ('<base href="http://www.x.example:port/"><link rel=canonical href="/tide">', "https://harbour.example/tide"),
        ('<base href="http://%baseurl%/"><link rel=canonical href="/tide">', "https://harbour.example/tide"),
        ('<base href="https://"><link rel=canonical href="/tide">', "https://harbour.example/tide"),
        ('<link rel="canonical" href="javascript:alert(1)">', None),
        ('<link rel="canonical" href="">', None),
        ("", None),
    ],
)
def test_the_address_that_a_page_calls_its_own(markup: str, address: str | None) -> None:
    assert read_page(head(markup), URL).canonical_url == address


SAVED = "<!-- saved from url=(0034)https://harbour.example/2012/tide/ -->\n"


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (head('<link rel="canonical" href="https://harbour.example/tide">'), "https://harbour.example/tide"),
        (head('<meta property="og:url" content="https://harbour.example/og">'), "https://harbour.example/og"),
        (SAVED.encode() + head('<link rel=canonical href="https://harbour.example/c">'), "https://harbour.example/c"),
        (head('<link rel="canonical" href="/tide">'), None),
        (head(""), None),
    ],
)
def test_the_address_that_a_saved_page_states(page: bytes, address: str | None) -> None:
    assert stated_address(page) == address


@pytest.mark.parametrize(
    ("html", "headers", "language"),
    [
        ('<html lang="pt-BR"><p>x', {}, "pt-BR"),
        ('<html xml:lang="de"><p>x', {}, "de"),
        ('<html><meta http-equiv="Content-Language" content="fr"><p>x', {}, "fr"),
        ('<html><meta property="og:locale" content="en_GB"><p>x', {}, "en-GB"),
        ("<html><p>x", {"Content-Language": "nl, en"}, "nl"),
        ('<html lang="not a language"><p>x', {}, None),
        ("<html><p>x", {}, None),
    ],
)
def test_the_language_that_a_page_states(html: str, headers: dict[str, str], language: str | None) -> None:
    assert read_page(html.encode(), URL, headers).language == language


@pytest.mark.parametrize(
    ("html", "complete"),
    [
        (b"<html><body><p>x</p></body></html>", True),
        (b"<html><body><p>x</p></html>\n<!-- cached -->", True),
        (b"<html><body><p>x</p></BODY>", True),
        (b"<html><body><p>x</p><p>The ti", False),
        (b"<p>a piece of a page</p>", True),
    ],
)
def test_a_page_that_breaks_off_is_known_by_its_end(html: bytes, complete: bool) -> None:
    assert read_page(html, URL).complete is complete


def test_json_ld_is_read_as_far_as_it_is_json() -> None:
    blocks = (
        '<script type="application/ld+json">{"@graph": [{"@type": "Person", "name": "Ida"}]}</script>'
        '<script type="application/ld+json">{"@type": broken</script>'
        '<script type="application/ld+json">{"text": "a\nline"}</script>'
        '<script type="application/json">{"@type": "State"}</script>'
    )
    found = read_page(head(blocks), URL).json_ld
    assert {"@type": "Person", "name": "Ida"} in found
    assert {"text": "a\nline"} in found
    assert all(entry.get("@type") != "State" for entry in found)


def test_json_ld_nested_without_end_is_passed_over() -> None:
    deep = '<script type="application/ld+json">' + "[" * 100_000 + "</script>"
    assert read_page(head(deep), URL).json_ld == ()
    wide = '<script type="application/ld+json">[' + '{"a": 1},' * 50_000 + "{}]</script>"
    assert len(read_page(head(wide), URL).json_ld) <= 20_000


@pytest.mark.parametrize("data", [b"", b"   \n ", b"\xef\xbb\xbf"])
def test_a_page_without_content_is_no_page(data: bytes) -> None:
    with pytest.raises(NotAPage):
        read_page(data, URL)


def test_nulls_and_unclosed_markup_give_a_page_all_the_same() -> None:
    page = read_page(b"<html><body><p>ti\0de<div><b <i>x", URL)
    assert page.body.text().startswith("tide")


def test_of_elements_inside_one_another_the_outermost() -> None:
    page = read_page(
        b"<div id=a><p>Tide</p><object id=b><video id=c></video><i><object id=d></object></i></object></div>"
        b"<section><div><video id=e></video></div></section>",
        URL,
    )
    body = page.tree.body
    assert body is not None
    assert [node.id for node in outermost(body.css("object, video"), body)] == ["b", "e"]
