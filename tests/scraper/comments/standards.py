"""One comment as every standard states it, for tests."""

from __future__ import annotations

from tests.scraper.comments.said import BASE, Said

IDA = Said(
    "Ida Brink",
    "The tide was early.",
    url="https://ida.example/",
    at="2012-12-04T10:31:00+01:00",
    link=f"{BASE}#a1",
)
