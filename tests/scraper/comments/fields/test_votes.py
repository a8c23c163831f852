"""Likes and dislikes, as voting buttons and lines below a comment state them."""

from __future__ import annotations

import pytest

from tests.scraper.comments.fields.one import TEXT, one


def votes(inside: str) -> tuple[int | None, int | None]:
    comment = one(f'<span class="author">Ida</span><time datetime="2012-12-04">then</time>{TEXT}{inside}')
    assert (comment.author.name, comment.text) == ("Ida", "It was early.")
    return comment.likes, comment.dislikes


@pytest.mark.parametrize(
    ("printed", "likes", "dislikes"),
    [
        ('<span class="like-count">3</span>', 3, None),
        ('<span class="up">12</span> <span class="down">4</span>', 12, 4),
        ('<i class="fa fa-thumbs-up"></i> 7 <i class="fa fa-thumbs-down"></i> 2', 7, 2),
        ('<i class="fa fa-thumbs-up">4</i><i class="fa fa-thumbs-down">0</i>', 4, 0),
        ('<a class="vote-up" href="#"></a><span>5</span><a class="vote-down" href="#"></a>', 5, None),
        ('<div class="like-wrap"><a class="like" href="#"></a><b>9</b></div><div class="dislike-wrap"></div>', 9, None),
        ('<div class="like-wrap"><a class="like"></a><b></b></div><div class="dislike-wrap"><b>6</b></div>', None, 6),
        ('<p class="comment-likes"><a href="#">Liken</a> <span>Gefällt <a href="#">2 Personen</a></span></p>', 2, None),
        ('<button class="btn" data-likes="31">Like</button>', 31, None),
        ("<span>14 likes</span>", 14, None),
        ("<a href='#'>Gefällt mir (8)</a>", 8, None),
        ("<span>3 people like this</span>", 3, None),
        ('<span class="votes">+1,204</span>', 1204, None),
        ('<span class="vote-score">-3</span>', None, None),
    ],
)
def test_votes_are_counted_as_stated(printed: str, likes: int | None, dislikes: int | None) -> None:
    assert votes(printed) == (likes, dislikes)


@pytest.mark.parametrize(
    "printed",
    [
        '<span class="rating">4.5 / 5</span>',
        '<span class="star-rating">5</span>',
        '<a class="reply" href="#respond">Reply</a> <a class="replies" href="#">3</a>',
        '<span class="like"></span>',
    ],
)
def test_stars_and_replies_are_no_likes(printed: str) -> None:
    assert votes(printed) == (None, None)


def test_what_a_person_is_credited_with_is_no_vote_for_the_comment() -> None:
    comment = one(f'<span class="author">Ida</span> <span class="user-points">6709</span>{TEXT}')
    assert comment.likes is None
