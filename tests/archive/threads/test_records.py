"""What a thread lists, and what is told of saving it."""

from __future__ import annotations

from archive import Saved
from archive.threads.columns import comment_columns
from archive.threads.history import Listed
from archive.threads.records import Incoming, Recognised, Stored
from scraper.incomplete import Code, Incomplete
from scraper.visit.records import Outcome
from tests.support.threads import comment, thread


def test_a_listing_names_parents_by_their_rows() -> None:
    document = thread(comment("It whistled."), comment("Mine, too.", parent=0, depth=1))
    incoming = [
        Incoming(key, comment_columns(each), None, version)
        for key, version, each in zip((7, 9), (1, 2), document.comments, strict=True)
    ]
    assert Recognised(document, Stored(), incoming).listed == [Listed(7, 1, None), Listed(9, 2, 7)]


def test_what_is_missing_is_told_in_words() -> None:
    assert Saved("u", Outcome.NEW).incomplete_reason is None
    assert Saved("u", Outcome.NEW, incomplete=Incomplete(Code.FURTHER_PAGES)).incomplete_reason
