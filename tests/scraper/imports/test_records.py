"""What readers of dumps yield, and what is counted on the way."""

from __future__ import annotations

from scraper.imports.records import MOST_ORPHANS, Orphan, Tally


def test_orphans_are_counted_and_the_first_of_them_named() -> None:
    tally = Tally()
    for number in range(MOST_ORPHANS + 5):
        tally.note_orphan(Orphan("http://quayside.example/", str(number), "0"))
    assert (tally.orphan_count, len(tally.orphans)) == (MOST_ORPHANS + 5, MOST_ORPHANS)
    assert tally.orphans[-1].id == str(MOST_ORPHANS - 1)


def test_tallies_share_nothing() -> None:
    Tally().skipped["spam"] += 1
    assert Tally().skipped == {}
