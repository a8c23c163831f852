"""Comments that are not shown, or not yet: what stands in their place."""

from __future__ import annotations

import pytest

from scraper import parse
from tests.scraper.comments import markup
from tests.scraper.comments.fields.one import one

PREVIEW = (
    "Your comment is awaiting moderation. This is a preview; your comment will be visible after it has been approved."
)

HEAD = '<span class="author">Ida Brink</span> <span class="date">4 December 2012</span>'


@pytest.mark.parametrize(
    "placeholder",
    [
        "This comment has been removed by the author.",
        "This comment was removed because it did not meet our guidelines.",
        "[deleted]",
        "Comment deleted",
        "Dieser Kommentar wurde von einem Administrator entfernt.",
        "Ce commentaire a été supprimé par son auteur.",
        "Este comentario ha sido eliminado por el autor.",
        "Questo commento è stato eliminato dall'autore.",
        "Este comentário foi removido pelo autor.",
        "Deze reactie is verwijderd.",
        "Ten komentarz został usunięty przez autora.",
        "Этот комментарий был удалён автором.",
        "このコメントは投稿者によって削除されました。",
        "Tämä kommentti on poistettu.",
        "Bu yorum bir blog yöneticisi tarafından silindi.",
    ],
)
def test_a_deleted_comment_keeps_its_place_and_has_no_words(placeholder: str) -> None:
    comment = one(f'{HEAD}<div class="comment-text"><p>{placeholder}</p></div>')
    assert (comment.state, comment.text, comment.html) == ("deleted", "", "")
    assert comment.author.name == "Ida Brink"


@pytest.mark.parametrize(
    "written",
    [
        "My comment was deleted yesterday, and nobody told me why.",
        "Removed the cover and it works.",
        "The post was good until you deleted the picture of the lighthouse.",
        "Who removed this comment?",
        "The message is hidden in the text.",
        "My harbour licence is awaiting approval.",
    ],
)
def test_what_a_person_says_of_deleting_is_a_comment(written: str) -> None:
    comment = one(f'{HEAD}<div class="comment-text"><p>{written}</p></div>')
    assert (comment.state, comment.text) == ("visible", written)


@pytest.mark.parametrize(
    "note",
    [
        '<em class="comment-awaiting-moderation">Your comment is awaiting moderation.</em>',
        "<p>Dein Kommentar wartet auf Moderation.</p>",
        "<p><em>Votre commentaire est en attente de modération.</em></p>",
        "<small>Tu comentario está pendiente de moderación.</small>",
        "<em>Dein Kommentar muss noch geprüft werden.</em>",
        "<p><em>Kommenttisi odottaa hyväksyntää.</em></p>",
        "<p>Yorumunuz denetim bekliyor.</p>",
        f'<em class="comment-awaiting-moderation">{PREVIEW}</em>',
    ],
)
def test_a_pending_comment_keeps_its_words_and_loses_the_note(note: str) -> None:
    comment = one(f"{HEAD}{note}<p>It was early.</p>")
    assert (comment.state, comment.text) == ("pending", "It was early.")


@pytest.mark.parametrize(
    "note",
    [
        'Comment hidden due to low rating. <a href="#">Show</a>',
        "Tämä kommentti on piilotettu.",
        "Bu yorum gizlenmiştir.",
    ],
)
def test_a_comment_that_is_folded_away_keeps_its_words(note: str) -> None:
    comment = one(f'{HEAD}<div class="note">{note}</div><div class="comment-text"><p>It was early.</p></div>')
    assert (comment.state, comment.text) == ("hidden", "It was early.")


def test_replies_to_a_deleted_comment_still_answer_it() -> None:
    reply = f'<div class="comment" id="comment-86">{HEAD}<div class="comment-text"><p>Why?</p></div></div>'
    gone = f'<div class="comment" id="comment-85"><div class="comment-text">[deleted]</div>{reply}</div>'
    first = f'<div class="comment" id="comment-84">{HEAD}<div class="comment-text"><p>It was early.</p></div></div>'
    comments = parse(markup.page(f'<div class="comments">{first}{gone}</div>').encode(), markup.BASE).comments
    assert [(comment.id, comment.state, comment.depth) for comment in comments] == [
        ("84", "visible", 0),
        ("85", "deleted", 0),
        ("86", "visible", 1),
    ]
