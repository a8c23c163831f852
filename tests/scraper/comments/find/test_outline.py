"""What elements are, by the words of their ids and classes."""

from __future__ import annotations

import pytest

from scraper.comments.find.outline import token_role
from tests.scraper.comments.layouts import FLAT, TEXTS, holds
from tests.scraper.comments.said import read


@pytest.mark.parametrize("area", ["kommentare", "commentaires", "comentarios", "commenti", "reacties", "komentarze"])
def test_the_words_of_other_languages(area: str) -> None:
    items = "".join(
        f'<div class="eintrag"><strong>{who}</strong> <em class="datum">4 December 2012, 10:31</em>'
        f"<div>{text}</div></div>"
        for who, text in TEXTS.items()
    )
    holds(read(f'<div id="{area}">{items}</div>'), FLAT)


def test_custom_elements_of_a_script_that_the_server_rendered() -> None:
    items = "".join(
        f'<user-comment data-comment-id="{n}"><span class="author">{who}</span>'
        f'<time datetime="2012-12-04T10:31">x</time><div class="body">{text}</div></user-comment>'
        for n, (who, text) in enumerate(TEXTS.items(), 500)
    )
    holds(read(f'<section class="comments">{items}</section>'), FLAT)


def test_class_names_that_a_build_tool_made() -> None:
    items = "".join(
        f'<div class="CommentItem_root__x7Yq2" id="c-{n}"><span class="CommentItem_author__a1B2c">{who}</span>'
        f'<time class="CommentItem_time__q9" datetime="2012-12-04T10:31">x</time>'
        f'<div class="CommentItem_body__z8Y7x"><p>{text}</p></div><button>Reply</button></div>'
        for n, (who, text) in enumerate(TEXTS.items(), 500)
    )
    holds(read(f'<div class="CommentList_list__k3J9">{items}</div>'), FLAT)


@pytest.mark.parametrize(
    ("token", "role"),
    [
        ("comment", "comment"),
        ("li-comment-96", "comment"),
        ("commentItem", "comment"),
        ("comments", "holder"),
        ("commentlist", "holder"),
        ("entry-comments", "holder"),
        ("comment-author", "part"),
        ("comments-content", "holder"),
        ("commentform", "form"),
        ("respond", "form"),
        ("recentcomments", "elsewhere"),
        ("commentary", None),
        ("post", None),
    ],
)
def test_a_class_says_what_an_element_is(token: str, role: str | None) -> None:
    assert token_role(token) == role
