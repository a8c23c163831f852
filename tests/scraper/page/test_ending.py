"""A page is complete when its end tag stands near its end, or when it leaves out all that HTML lets it leave out."""

from __future__ import annotations

import pytest

from scraper.page.ending import comes_to_its_end

WHOLE = (
    "<!DOCTYPE html><html><head><title>Weir</title></head><body><div><ol><li class=c><p>One.</p></li><li><p>Two.</p>"
    "</li></ol></div><script>count()</script></body></html>\n<!-- cached -->"
)
TERSE = "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Weir</title><body><ol><li><p>One.<li><p>Two.</ol>"
BARE = "<!DOCTYPE html><title>Weir</title><div><ol><li>One.</li></ol></div>"


@pytest.mark.parametrize(
    "text",
    [
        WHOLE,
        WHOLE.replace("</body></html>", "</body><script>more()</script>"),
        WHOLE.replace("</script>", "</script><!-- <script> --!>"),
        WHOLE.replace("</body>", "<script>" + "x = 1; " * 600 + "</script></body>"),
        TERSE,
        BARE,
        BARE + '<iframe srcdoc="<div><p>a frame"></iframe>',
        BARE + "<textarea><div></textarea><br/><img src='>'>",
        "<!--" + "long before it " * 400 + "-->" + BARE,
    ],
)
def test_a_page_that_ends(text: str) -> None:
    assert comes_to_its_end(text)


@pytest.mark.parametrize(
    "text",
    [
        WHOLE[: WHOLE.index("<p>Two")],
        WHOLE.replace("</body></html>", ""),
        WHOLE[: WHOLE.index("</script>")] + "document.write('</body></html>')",
        WHOLE.replace("count()", "write('</body>')")[: -len("</body></html>\n<!-- cached -->")],
        TERSE.removesuffix("</ol>"),
        TERSE[: TERSE.index("Two") - 1],
        BARE[: BARE.index("</ol>")],
        BARE + "<script>half",
        BARE + "<!-- half",
        "<!--" + "long before it " * 400 + "-->" + WHOLE[: WHOLE.index("<p>Two")],
    ],
)
def test_a_page_that_breaks_off(text: str) -> None:
    assert not comes_to_its_end(text)


@pytest.mark.parametrize(
    "word", ['<a "', "<a '", "<!--", "<script", "</", "<textarea>", "<html <head ", "<div>", '<a b="']
)
def test_what_repeats_takes_no_time(word: str) -> None:
    comes_to_its_end(word * 200_000)
    comes_to_its_end(word * 199_999 + ">")
