"""Pages that took minutes, each for one mechanism that went over the same again and again. They are read in a second or
two; where one takes minutes again, the time-out of the run tells."""

from __future__ import annotations

import pytest

from scraper.errors import TooManyAttributes
from scraper.parse import parse

ARTICLE = f"<article><h1>Tide</h1><p>{'High water is late today and nobody minds. ' * 9}</p></article>"
COMMENT = '<div class="comment" id="comment-{}"><cite>A</cite><p>hi there friend of mine</p></div>'
REGION = f'<div class="comments">{COMMENT}</div>'


def read(body: str) -> int:
    page = f'<!DOCTYPE html><html lang="en"><head><title>Tide</title></head><body>{ARTICLE}{body}</body></html>'
    return len(parse(page.encode(), "http://x.example/p").comments)


def test_the_attributes_of_repeated_body_tags_are_those_of_one_element() -> None:
    with pytest.raises(TooManyAttributes):
        read("".join(f"<body a{number}=b>" for number in range(200_000)))
    assert read("<body class=b>" * 500 + REGION.format(12)) == 1


def test_hashes_in_an_address() -> None:
    assert read(f'<div class="comments"><a href="{"#" * 600_000}">older comments</a>{REGION.format(12)}</div>') == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "comments"),
    [
        (
            f'<div id="comments">{f"""<div id="{"11_" * 2000}">""" * 130}'
            + "".join(
                f'<li class="comment" id="comment-{number}"><cite>A</cite><p>hello</p></li>' for number in range(1500)
            ),
            1500,
        ),
        ('<div class="comments">' * 3000 + "<hr>a<hr>b<hr>c", 0),
        ("".join("<i></i>" * 40 + REGION.format(number) for number in range(10, 2210)), 2200),
    ],
    ids=["digits in nested ids", "nested places for comments", "empties before regions"],
)
def test_what_stands_around_comments(body: str, comments: int) -> None:
    assert read(body) == comments
