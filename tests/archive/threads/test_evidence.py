"""What speaks for two comments being the same one, and what does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from archive.threads import evidence
from archive.threads.evidence import Known
from scraper.thread import Author, Comment
from tests.support.threads import thread

WORDS = "The kettle whistled all night, and nobody in the house slept."
KNOWN = Known(1, None, "Anna Thimble", WORDS, "2026-01-05T10:00:00Z")
SAID = Comment(WORDS, author=Author("Anna Thimble"), published="2026-01-05T10:00:00Z")


@pytest.mark.parametrize(
    ("system", "is_trusted"), [("wordpress", True), (evidence.PAGE_NUMBERING, False), ("", False), (None, False)]
)
def test_only_the_ids_of_a_comment_system_are_trusted(system: str | None, is_trusted: bool) -> None:
    document = replace(thread(), id_system=system, id_scope=None)
    assert evidence.is_trusted(document) is is_trusted
    assert evidence.numbering(document) == (system or "", "")


def test_author_or_words_agree_whatever_their_case_and_spaces() -> None:
    assert evidence.agrees(replace(SAID, text="Something else."), KNOWN)
    assert evidence.agrees(replace(SAID, text=f" {WORDS.upper()} ", author=Author("Bo")), KNOWN)
    assert not evidence.agrees(replace(SAID, text="Something else.", author=Author("Bo")), KNOWN)


@pytest.mark.parametrize(
    ("change", "may_be"),
    [
        ({}, True),
        ({"author": Author()}, True),
        ({"published": "2026-01-05T10:00:00Z"}, True),
        ({"published": "2026-06-01T10:00:00Z"}, False),
        ({"published": "2026-06-01T10:00:00Z", "text": WORDS.replace("night", "day")}, True),
    ],
)
def test_a_number_given_anew_shows_in_author_words_and_moment_together(change: dict[str, object], may_be: bool) -> None:
    other = replace(SAID, text="Pots are another matter.", author=Author("Bo Larch"))
    assert evidence.is_not_another(replace(other, **change) if change else SAID, KNOWN) is may_be  # type: ignore[arg-type]


def test_words_in_other_characters_cut_short_or_edited() -> None:
    assert evidence.is_mangled(replace(SAID, text=WORDS.replace(",", " -")), KNOWN)
    assert not evidence.is_mangled(replace(SAID, text=""), replace(KNOWN, text=""))
    assert evidence.is_cut(replace(SAID, text=f"{WORDS[:40]} [...]"), KNOWN)
    assert evidence.is_cut(SAID, replace(KNOWN, text=f"{WORDS[:40]} ..."))
    edited = replace(SAID, text=WORDS.replace("night", "day"))
    assert evidence.may_be_edit(edited, KNOWN)
    assert not evidence.may_be_edit(replace(edited, author=Author()), KNOWN)
    assert evidence.is_edit_of_that_moment(edited, KNOWN)
    assert not evidence.is_edit_of_that_moment(replace(edited, published="2026-01-05"), KNOWN)


def test_a_comment_is_told_by_author_and_words_of_each_of_its_wordings() -> None:
    assert evidence.words_of(SAID) == evidence.words_of(KNOWN)
    assert evidence.saying(SAID) == evidence.saying(replace(KNOWN, author="Bo"))
    edited = replace(KNOWN, earlier=(("Anna", "Mine SANG."),))
    assert evidence.was_worded(Comment("mine  sang.", author=Author("anna")), edited)
    assert not evidence.was_worded(SAID, edited)


def test_what_is_gone_is_no_edit_of_what_is_shown() -> None:
    assert evidence.is_edit(SAID, KNOWN)
    assert not evidence.is_edit(SAID, replace(KNOWN, shown=False))
