"""Systems that no file of ours knows: the reader by structure is enough for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.scraper.comments.markup import BASE
from tests.scraper.comments.said import WHO, WORDS, read

Item = Callable[[int, str], str]


def nested(item: Item, open_answers: str = "", close_answers: str = "") -> str:
    def below(answers: str) -> str:
        return f"{open_answers}{answers}{close_answers}"

    return item(0, below(item(1, below(item(2, ""))))) + item(3, "")


def flat(item: Item) -> str:
    return "".join(item(place, "") for place in range(len(WHO)))


def k2(place: int, _: str) -> str:
    """K2 for Joomla."""
    return (
        f'<li class="{"odd" if place % 2 else "even"}"><span class="commentLink"><a href="{BASE}#comment9{place}" '
        f'name="comment9{place}" id="comment9{place}">Comment Link</a></span><img src="/a.png" alt="{WHO[place]}">'
        f'<span class="commentDate">Tuesday, 04 December 2012 10:31</span><span class="commentAuthorName">posted by '
        f'{WHO[place]}</span><p>{WORDS[place]}</p><span class="commentToolbar"></span></li>'
    )


def ghost(place: int, answers: str) -> str:
    """Ghost's own comments: classes that only say how things look."""
    return (
        '<div class="flex w-full flex-row mb-10"><div class="mr-3"><figure class="relative h-9"><img alt="Avatar" '
        f'src="/a.png"></figure></div><div class="grow"><div class="mt-0.5"><h4 class="font-bold">{WHO[place]}</h4><div '
        f'class="flex text-sm"><span title="2012-12-04T10:31:00">04 Dec 2012</span></div></div><div class="mt mb-2 pr-4">'
        f'<p class="leading-normal">{WORDS[place]}</p></div><div class="flex gap-4"><button>2</button><button>Reply'
        f"</button></div>{answers}</div></div>"
    )


def remark(place: int, answers: str) -> str:
    """Remark42: the name is a button, and each comment with its answers stands in a wrapper."""
    return (
        f'<div role="listitem article" class="thread"><article id="remark42__comment-70{place}ab" class="comment">'
        f'<div class="comment__info"><img class="avatar" src="/a.png" alt="{WHO[place]}"><button '
        f'class="comment__username">{WHO[place]}</button><a href="#remark42__comment-70{place}ab" class="comment__time">'
        f'2012-12-04 at 10:31</a></div><div class="comment__body"><div class="comment__text"><p>{WORDS[place]}</p></div>'
        f'<div class="comment__actions"><button>Reply</button></div></div></article>{answers}</div>'
    )


def forem(place: int, answers: str) -> str:
    """Forem: each comment can be folded away, below its author's name."""
    return (
        '<details class="comment-wrapper js-comment-wrapper" open><summary><span class="js-comment-username">'
        f'{WHO[place]}</span></summary><div id="comment-node-70{place}" class="comment single-comment-node" '
        f'data-comment-id="70{place}"><div class="inner-comment comment__details"><div class="comment__header"><a '
        f'href="/{place}" class="crayons-link">{WHO[place]}</a> <time datetime="2012-12-04T10:31Z">Dec 4</time></div>'
        f'<div class="comment__body body"><p>{WORDS[place]}</p></div></div>{answers}</div></details>'
    )


def wix(place: int, answers: str) -> str:
    """Wix's blog: what things are stands in `data-hook`, and a letter for the picture."""
    return (
        f'<div class="comment-70{place}x" data-hook="comment"><div class="s1"><div><span>{WHO[place][0]}</span></div>'
        f'<div><div data-hook="comment-author-name">{WHO[place]}</div><div data-hook="comment-date">Dec 04, 2012</div>'
        f'</div></div><div data-hook="comment-content" class="x9"><div class="rc"><p>{WORDS[place]}</p></div></div><div>'
        f"<button>Like</button><button>Reply</button></div>{answers}</div>"
    )


def journal(place: int, answers: str) -> str:
    """Dreamwidth: a subject that says that there is none, and links in brackets."""
    return (
        f'<div id="cmt70{place}" class="dwexpcomment" style="margin-left: {min(place, 2) * 25 if place < 3 else 0}px;"><div '
        f'class="comment-wrapper" id="comment-cmt70{place}"><div class="comment"><div class="header"><h4 '
        f'class="comment-title">(no subject)</h4><span class="comment-poster"><span>From: </span><span class="ljuser">'
        f'<b>{WHO[place]}</b></span></span> <span class="datetime"><span>Date: </span><span title="1 hour after">2012-12-04 '
        f'10:31 AM (UTC)</span></span></div><div class="comment-content">{WORDS[place]}</div><p>(<a href="?replyto=1">'
        f'Reply</a>) (<a href="?thread=1">Thread</a>)</p></div></div></div>{answers}'
    )


def drupal(place: int, answers: str) -> str:
    """Drupal 8: a subject made of the first words stands at the head of the text."""
    start = " ".join(WORDS[place].split()[:3])
    return (
        f'<article id="comment-70{place}" class="comment js-comment"><footer class="comment__meta"><p '
        f'class="comment__author"><span class="username">{WHO[place]}</span></p><p class="comment__time">4 December 2012 '
        f'- 10:31</p></footer><div class="comment__content"><h3><a href="/comment/70{place}#comment-70{place}">{start}</a>'
        f'</h3><div class="text-formatted"><p>{WORDS[place]}</p></div></div></article>{answers}'
    )


def newspaper(place: int, _: str) -> str:
    """A newspaper's letters: no word for comments but in the heading."""
    return (
        f'<div class="leserbrief"><div class="lb-kopf"><span class="lb-name">{WHO[place]}</span>, 4. Dezember 2012, 10:31 '
        f'Uhr</div><div class="lb-inhalt">{WORDS[place]}</div><a class="lb-melden" href="#">Beitrag melden</a></div>'
    )


def magazine(place: int, _: str) -> str:
    """Letters and digits for classes, a paragraph for the date, `pre` for the words."""
    return (
        f'<div class="pw"><div class="nj"><a href="/@{place}"><img alt="{WHO[place]}" src="/a.png"></a><div class="nl">'
        f'<p class="be b"><a class="af" href="/@{place}">{WHO[place]}</a></p><p class="be c">Dec 4, 2012</p></div></div>'
        f'<div class="nm"><pre class="nn">{WORDS[place]}</pre></div><div><button>12</button><button>Reply</button></div></div>'
    )


NESTED = {
    "Ghost": f'<section><h3 class="title">Discussion (4)</h3>{nested(ghost, "<div class=mt-9>", "</div>")}</section>',
    "Remark42": f'<div class="root"><div class="root__threads" role="list">{nested(remark)}</div></div>',
    "Forem": f'<section id="comments"><div id="comment-trees-container">{nested(forem)}</div></section>',
    "Wix": f"<div><h2>Comments (4)</h2>{nested(wix, '<div data-hook=replies>', '</div>')}</div>",
    "Dreamwidth": f'<div id="comments"><div class="inner">{nested(journal)}</div></div>',
    "Drupal 8": f'<section class="comments">{nested(drupal, "<div class=indented>", "</div>")}</section>',
}
FLAT = {
    "K2": f'<div class="itemComments"><h3>4 comments</h3><ul class="itemCommentsList">{flat(k2)}</ul></div>',
    "a newspaper": f'<div class="leserbriefe"><h3>Leserkommentare (4)</h3>{flat(newspaper)}</div>',
    "a magazine": f'<div class="ab"><h2 class="be">Responses (4)</h2>{flat(magazine)}</div>',
}


@pytest.mark.parametrize("system", [*NESTED, *FLAT])
def test_a_thread_of(system: str) -> None:
    found = read(NESTED.get(system) or FLAT[system])
    answered = (None, "Ida Brink", "Olav Tern", None) if system in NESTED else (None,) * 4
    assert [(c.who, c.to, c.text, (c.at or "")[:10]) for c in found] == [
        (who, to, words, "2012-12-04") for who, to, words in zip(WHO, answered, WORDS, strict=True)
    ]
