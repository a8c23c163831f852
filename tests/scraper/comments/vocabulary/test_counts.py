"""Headings in the languages of the web that count comments."""

from __future__ import annotations

import pytest

from scraper.comments.vocabulary.counts import count_in


@pytest.mark.parametrize(
    ("heading", "count"),
    [
        ("74 commentaires", 74),
        ("3 thoughts on “The tide book”", 3),
        ("One thought on “The tide book”", 1),
        ("Ein Kommentar", 1),
        ("12 Kommentare zu „Das Flutbuch“", 12),
        ("Un commentaire", 1),
        ("5 comentarios", 5),
        ("4 comentários", 4),
        ("7 commenti", 7),
        ("9 reacties", 9),
        ("2 komentarze", 2),
        ("21 комментарий", 21),
        ("8 responses to The tide book", 8),
        ("1,204 Comments", 1204),
        ("1.204 Kommentare", 1204),
        ("Comments (3)", 3),
        ("Kommentare: 14", 14),
        ("5 yorum", 5),
        ("6 コメント", 6),
        ("0 Comments", 0),
        ("Tous vos commentaires (11)", 11),
        ("2 Messages de forum", 2),
        ("3 Gedanken zu „Das Flutbuch“", 3),
        ("5 réflexions sur « Le livre des marées »", 5),
        ("10 réactions", 10),
        ("Deux commentaires", 2),
        ("Zwölf Kommentare", 12),
        ("Dos comentarios", 2),
        ("Tre commenti", 3),
        ("No comments yet", 0),
        ("Noch keine Kommentare", 0),
        ("Aucun commentaire pour l'instant", 0),
        ("Keine Kommentare möglich", None),
        ("No comments of this kind are printed", None),
        ("Comments", None),
        ("Leave a comment", None),
        ("The 39 steps of the harbour", None),
        ("Posted on 12 March 2012", None),
        ("", None),
    ],
)
def test_a_heading_declares_a_count(heading: str, count: int | None) -> None:
    assert count_in(heading) == count
