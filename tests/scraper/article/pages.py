"""An invented article, and pages that hold it."""

from __future__ import annotations

from scraper import Article, parse

URL = "https://harbour.example/2012/tide/"

SENTENCES = (
    "The tide came in twice today, as it does, and the harbour master wrote both times into his book.",
    "Nobody in the village had asked him to, and nobody ever read the book, which filled eleven volumes.",
    "This week the library put the first of them into its window, open at the day of the great storm.",
    "People stand before it in the rain and read what the water did to their grandparents' houses.",
)

BODY = "".join(f"<p>{text}</p>\n" for text in SENTENCES)

WHOLE = "\n\n".join(SENTENCES)


def page(inside: str, *, head: str = "<title>The tide book</title>", language: str = 'lang="en-GB"') -> bytes:
    return f"<!DOCTYPE html><html {language}><head>{head}</head><body>{inside}</body></html>".encode()


def article(head: str = "", *, above: str = "<h1>The tide book</h1>", language: str = 'lang="en-GB"') -> Article:
    """What is read of the article below `above`."""
    inside = f"<article>{above}<div>{BODY}</div></article>"
    return parse(page(inside, head=head, language=language), URL).article


def json_ld(entry: str) -> str:
    return f'<script type="application/ld+json">{entry}</script>'
