from __future__ import annotations

import pytest

from scraper.fetch.freshness import LONGEST, fresh_for

NOW = 1_700_000_000.0  # Tue, 14 Nov 2023 22:13:20 GMT


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": 'public, Max-Age="600"'}, 600),
        ({"cache-control": "max-age=600", "age": "200"}, 400),
        ({"cache-control": "max-age=100", "age": "200"}, 0),
        ({"cache-control": "max-age=600, no-cache"}, 0),
        ({"cache-control": "no-store, max-age=600"}, 0),
        ({"cache-control": "s-maxage=600"}, 0),
        ({"cache-control": "max-age=soon"}, 0),
        ({"cache-control": "max-age=99999999999"}, LONGEST),
        ({"expires": "Tue, 14 Nov 2023 22:23:20 GMT"}, 600),
        ({"expires": "Tue, 14 Nov 2023 22:23:20 GMT", "date": "Tue, 14 Nov 2023 22:22:20 GMT"}, 60),
        ({"expires": "0"}, 0),
        ({"expires": "Wed, 11 Jan 1984 05:00:00 GMT"}, 0),
        ({"cache-control": "max-age=60", "expires": "Tue, 14 Nov 2023 22:23:20 GMT"}, 60),
    ],
)
def test_an_answer_is_fresh_as_long_as_the_server_says(headers: dict[str, str], seconds: float) -> None:
    assert fresh_for(headers, NOW) == seconds
