"""Threads for a WordPress: what its readers are made to say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.peers.wordpress.server import WordPress

BEGIN = datetime(2012, 11, 27, 6, 30, tzinfo=UTC)
"""When the first comment was written."""

NAMES = ("Ebbe Thornquist", "Zoë Ångström", "王小明", "Ioan & Pell", "wren_on_the_wall", "Дарья", "Old Hen 🐓", "مريم")
WORDS = (
    "The sandbank moved, that is why.\n\nHe blamed the new breakwater. Everybody always does.",
    'It is <em>not</em> in the ledger: see <a href="https://ledger.example/1870?a=1&amp;b=2">the page</a>.',
    "1 < 2 & 3 > 2, says “the chart”\u00a0— naïve, isn’t it?\nA second line.",
    "灯塔搬走了。\n\nМаяк переехал. انتقلت المنارة. 🗼",
    "<blockquote>The old light led you straight on to the Hen.</blockquote>\nSo they say.",
    "A list of mine:\n\n- stones\n- rope\n- <code>x = a[1]</code>",
)


@dataclass(frozen=True, slots=True)
class Filled:
    """A post with comments: its number, its address, and the ids of the visible ones in the order of writing."""

    post: int
    url: str
    ids: tuple[int, ...]


def reader(number: int) -> dict[str, object]:
    """What the reader of this number says, and when: an hour and some after the one before."""
    name = NAMES[number % len(NAMES)]
    return {
        "comment_author": f"{name} {number}",
        "comment_author_email": f"reader{number}@readers.example",
        "comment_author_url": f"https://readers.example/{number}" if number % 3 == 0 else "",
        "comment_date_gmt": f"{BEGIN + timedelta(minutes=67 * number):%Y-%m-%d %H:%M:%S}",
        "comment_content": f"{number}. {WORDS[number % len(WORDS)]}",
        "comment_approved": 1,
    }


def answered(number: int) -> int:
    """Whom the reader of this number answers (-1 for nobody): chains of five, and here and there two answers to one."""
    place = number % 12
    return {0: -1, 5: -1, 10: number - 10, 11: number - 9}.get(place, number - 1)


def long_thread(wordpress: WordPress, count: int = 118, **facts: object) -> Filled:
    """A post with as many comments as told and two pingbacks, and others that no visitor sees."""
    post, url = wordpress.post(
        "The lighthouse that moved",
        "Everybody in the harbour knows the lighthouse.",
        post_date="2012-11-26 20:00:00",
        **facts,
    )
    said: list[Mapping[str, object]] = [
        reader(number) | {"comment_parent": -1 - answered(number) if answered(number) >= 0 else 0}
        for number in range(count)
    ]
    said += [
        {
            "comment_author": f"Links of the week {number} | The Coast Path",
            "comment_author_url": f"https://coast.example/links/{number}/",
            "comment_date_gmt": f"{BEGIN + timedelta(days=3 + number, seconds=30):%Y-%m-%d %H:%M:%S}",
            "comment_content": "[&#8230;] a lighthouse that moved [&#8230;]",
            "comment_type": "pingback",
        }
        for number in range(2)
    ]
    hidden = ("0", "spam", "trash")
    said += [reader(count + number) | {"comment_approved": state} for number, state in enumerate(hidden)]
    ids = wordpress.comments(post, said)
    return Filled(post, url, tuple(ids[: -len(hidden)]))
