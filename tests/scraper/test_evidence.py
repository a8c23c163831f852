from __future__ import annotations

from scraper.evidence import Evidence, note


def test_a_note_names_the_rule_and_the_text() -> None:
    assert note(Evidence("time", "2026-01-02")) == "time: 2026-01-02"


def test_a_note_leaves_out_what_there_is_not() -> None:
    assert [note(Evidence("time")), note(Evidence("", "Re: tea")), note(Evidence(""))] == ["time", "Re: tea", ""]
