"""Two texts are one wording, or not, in a time that grows with their length."""

from __future__ import annotations

import pytest

from archive.threads.similarity import demangled, is_cut, same_wording, skeleton


def test_typography_and_references_are_no_other_wording() -> None:
    assert (
        demangled(" « Les\u00a0bouilloires » \n&amp;amp; «leurs couvercles» ")
        == '"Les bouilloires" & "leurs couvercles"'
    )
    assert same_wording("Mine is « blue ».", 'Mine  is "blue".')
    assert not same_wording("Mine is « blue ».", 'Mine is "green".')


LONG = 100_000


@pytest.mark.slow
@pytest.mark.parametrize(
    "between",
    [" " * LONG, "\n" * LONG, "« " * LONG, " »" * LONG, "..." * LONG, "[ ... ] " * LONG, "&" * LONG],
    ids=["spaces", "lines", "opening", "closing", "dots", "cuts", "references"],
)
def test_a_long_comment_edited_by_a_letter_is_compared_at_once(between: str) -> None:
    """By the square, as spaces once were, this would take minutes."""
    known, seen = f"Mine is{between}blue", f"Mine is{between}blew"
    assert not same_wording(known, seen)
    assert not is_cut(f"{known} ...", seen)
    assert skeleton(known) == "mineisblue"


def test_a_reference_to_no_character_is_read() -> None:
    """Python refuses to read a number of more than 4,300 digits."""
    assert demangled(f"Kettle &#{'9' * 5000}; &#x{'9' * 5000} &#233;") == "Kettle \ufffd \ufffd é"
