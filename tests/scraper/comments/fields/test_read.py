"""Who, when and what in one comment, as themes print it."""

from __future__ import annotations

import pytest

from scraper import Comment, parse
from tests.scraper.comments import markup


def one(inside: str, attributes: str = "", others: str = "") -> Comment:
    """The comment that is printed so, in a thread of a system that nobody knows."""
    html = f'<div class="comments"><div class="comment" id="comment-84" {attributes}>{inside}</div>{others}</div>'
    return parse(markup.page(html).encode(), markup.BASE).comments[0]


TEXT = '<div class="comment-text"><p>It was early.</p></div>'


@pytest.mark.parametrize(
    "head",
    [
        '<span class="comment-author">Ida Brink</span>',
        '<b class="fn">Ida Brink</b>',
        '<div class="commenter">Ida Brink</div>',
        "<cite>Ida Brink</cite> <span class='says'>says:</span>",
        '<p class="comment-meta">By <strong class="username">Ida Brink</strong></p>',
        '<h4 class="comment-author">Ida Brink wrote:</h4>',
        '<div class="comment-head"><a class="author" href="https://ida.example/">Ida Brink</a></div>',
        '<span itemprop="author" itemscope><span itemprop="name">Ida Brink</span></span>',
        '<span class="comment-author">Ida Brink<br></span><span class="badge">Top commenter</span>',
        "<strong>Ida Brink</strong> <span class='date'>4 December 2012</span>",
    ],
)
def test_the_author_is_named(head: str) -> None:
    other = head.replace("Ida Brink", "Olav Tern") + TEXT
    comment = one(head + TEXT, others=f'<div class="comment" id="comment-86">{other}</div>')
    assert (comment.author.name, comment.text) == ("Ida Brink", "It was early.")


@pytest.mark.parametrize(
    "head",
    [
        '<a class="author" href="https://ida.example/">Ida</a>',
        '<span class="author"><a href="https://ida.example/">Ida</a></span>',
        '<a href="https://ida.example/"><span class="author">Ida</span></a>',
        '<span class="author">Ida</span> <a href="https://ida.example/">Ida</a>',
    ],
)
def test_the_address_of_the_author_is_the_link_around_or_in_the_name(head: str) -> None:
    assert one(head + TEXT).author.url == "https://ida.example/"


def test_a_link_back_into_the_thread_is_no_address_of_an_author() -> None:
    comment = one(f'<a class="author" href="#comment-84">Ida</a>{TEXT}')
    assert (comment.author.name, comment.author.url) == ("Ida", None)


@pytest.mark.parametrize(
    ("date", "published", "stated"),
    [
        ('<time datetime="2012-12-04T10:31:00-05:00">a while ago</time>', "2012-12-04T10:31:00-05:00", "a while ago"),
        ('<span class="date">4 December 2012, 10:31</span>', "2012-12-04T10:31", "4 December 2012, 10:31"),
        ('<a href="#comment-84">December 4, 2012 at 10:31 am</a>', "2012-12-04T10:31", "December 4, 2012 at 10:31 am"),
        ('<span class="ago" title="2012-12-04 10:31">3 years ago</span>', "2012-12-04T10:31", "3 years ago"),
        ('<span class="timestamp" data-timestamp="1354617060">old</span>', "2012-12-04T10:31:00Z", "old"),
        ('<span class="date">25/12/2012</span>', "2012-12-25", "25/12/2012"),
        ('<span class="date">3 days ago</span>', None, "3 days ago"),
        ('<span class="age">vor 3 Tagen</span>', None, "vor 3 Tagen"),
        ('<span class="date">hace una hora</span>', None, "hace una hora"),
        ('<span class="when">1 Monat her</span>', None, "1 Monat her"),
        ('<span class="date">hier</span>', None, "hier"),
        ("<i>il y a 2 jours</i>", None, "il y a 2 jours"),
        ('<b class="date">18 May 2014</b> <i>22:38</i>', "2014-05-18T22:38", "18 May 2014"),
        ('<i class="date"><i title="2012-12-04 10:31:03Z, Licence">4 Dec</i></i>', "2012-12-04T10:31:03Z", "4 Dec"),
        ('<a href="?showComment=1354617060000#c84">10:31</a>', "2012-12-04T10:31:00Z", "10:31"),
        ('<time datetime="2012-12-04">x</time> <time class="edited" datetime="2012-12-09">y</time>', "2012-12-04", "x"),
        ('<span class="date">December 4 at 10:31 am</span>', None, "December 4 at 10:31 am"),
        ("", None, None),
    ],
)
def test_the_date_is_as_stated_and_never_a_guess(date: str, published: str | None, stated: str | None) -> None:
    comment = one(f'<span class="author">Ida</span> {date}{TEXT}')
    assert (comment.published, comment.published_text) == (published, stated)
    assert (comment.author.name, comment.text) == ("Ida", "It was early.")


def test_dates_in_the_text_do_not_date_the_comment() -> None:
    comment = one('<span class="author">Ida</span><div class="comment-text"><p>On 3 May 1999 it was late.</p></div>')
    assert comment.published is None
    assert comment.text == "On 3 May 1999 it was late."


def test_day_or_month_first_is_told_by_the_other_comments_of_the_page() -> None:
    def comment(n: int, date: str) -> str:
        return (
            f'<div class="comment" id="comment-{n}"><span class="author">Ida</span>'
            f'<span class="date">{date}</span>{TEXT}</div>'
        )

    def dates(*stated: str) -> list[str | None]:
        items = "".join(comment(80 + n, date) for n, date in enumerate(stated))
        page = markup.page(f'<div class="comments">{items}</div>').replace('lang="en-GB"', 'lang="en"')
        return [each.published for each in parse(page.encode(), markup.BASE).comments]

    assert dates("04/12/2012", "25/12/2012") == ["2012-12-04", "2012-12-25"]
    assert dates("04/12/2012", "12/25/2012") == ["2012-04-12", "2012-12-25"]
    assert dates("04/12/2012", "05/12/2012") == [None, None]


@pytest.mark.parametrize(
    "around",
    [
        '<div class="reply"><a class="comment-reply-link" href="?replytocom=84#respond">Reply</a></div>',
        '<p class="comment-actions"><a href="#">Like</a> | <a href="#">Report</a> | <a href="#">Share</a></p>',
        '<span class="votes">+7</span>',
        '<form><textarea name="reply">Answer here</textarea><button>Send</button></form>',
        '<span class="screen-reader-text">Permalink</span>',
        '<a href="#comment-84">#</a>',
        "<script>vote(84)</script><style>p{}</style>",
        '<a href="#comment-84">Permalink</a>',
    ],
)
def test_what_stands_around_the_words_is_not_part_of_them(around: str) -> None:
    author = '<span class="author">Ida</span>'
    assert one(author + TEXT + around).text == "It was early."
    assert one(f"{author}<p>It was early.</p>{around}").text == "It was early."


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("<p>Reply to this if you dare.</p>", "Reply to this if you dare."),
        ("<p><strong>Early</strong> it was.</p><p>Very.</p>", "Early it was.\n\nVery."),
        ("<blockquote><p>On Monday Olav wrote: late.</p></blockquote><p>No.</p>", "On Monday Olav wrote: late.\n\nNo."),
        ("<p>See <a href='https://tide.example/'>the tide</a>.</p>", "See the tide."),
        ("<ul><li>rope</li><li>tar</li></ul>", "- rope\n- tar"),
        ("Loose words<br>in two lines", "Loose words\nin two lines"),
    ],
)
def test_the_words_are_kept_whole(words: str, text: str) -> None:
    assert one(f'<span class="author">Ida</span><div class="comment-text">{words}</div>').text == text
    assert one(f'<span class="author">Ida</span><div>{words}</div>').text == text


def test_the_picture_the_permalink_and_the_mark_of_the_author_of_the_article_are_read() -> None:
    comment = one(
        '<img class="avatar" src="/faces/ida.png" alt=""><span class="author">Ida</span>'
        f'<a class="date" href="/2012/tide/#comment-84">4 December 2012</a>{TEXT}',
        others='<div class="comment" id="comment-86"><span class="author">Olav</span><p>Late, late.</p></div>',
    )
    assert comment.author.avatar == "https://harbour.example/faces/ida.png"
    assert comment.permalink == "https://harbour.example/2012/tide/#comment-84"
    assert comment.author.is_article_author is None


@pytest.mark.parametrize("mark", ["bypostauthor", "by-post-author", "byPostAuthor"])
def test_a_class_marks_the_author_of_the_article(mark: str) -> None:
    html = f'<div class="comments"><div class="comment {mark}" id="comment-84"><b class="fn">Ida</b>{TEXT}</div></div>'
    (comment,) = parse(markup.page(html).encode(), markup.BASE).comments
    assert comment.author.is_article_author is True


def test_a_comment_that_awaits_moderation_is_pending() -> None:
    note = '<p class="comment-awaiting-moderation">Your comment is awaiting moderation.</p>'
    comment = one(f'<span class="author">Ida</span>{note}{TEXT}')
    assert comment.state == "pending"
    assert comment.text.endswith("It was early.")


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>Ida", "Ida\x07\x1b", "Ida<!-- x -->", "&#1;Ida", " \n Ida \t "]
)
def test_a_name_is_one_clean_line(name: str) -> None:
    assert one(f'<span class="author">{name}</span>{TEXT}').author.name == "Ida"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Comment by {} — 4.12.2012 @ 10:31", "4.12.2012 @ 10:31"),
        ("{} - Le 04/12/2012 à 10:31", "Le 04/12/2012 à 10:31"),
        ("Soumis par {}, le mardi 4 décembre 2012 à 10h31", "le mardi 4 décembre 2012 à 10h31"),
    ],
)
def test_the_date_as_shown_leaves_the_name_out(line: str, shown: str) -> None:
    named = '<span class="author">Ida</span>'
    comment = one(f'<p class="meta">{line.format(named)}</p>{TEXT}')
    assert (comment.author.name, comment.published, comment.published_text) == ("Ida", "2012-12-04T10:31", shown)


def test_a_name_that_is_also_a_month_stays_in_the_date() -> None:
    comment = one(f'<span class="author">Jan</span> <span class="date">Januar 21, 2014</span>{TEXT}')
    assert (comment.author.name, comment.published_text) == ("Jan", "Januar 21, 2014")


def test_eight_digits_in_a_name_are_no_date() -> None:
    comment = one(f'<b class="fn">Kettle 20121204</b> <time datetime="2014-01-21T10:00Z">21 January</time>{TEXT}')
    assert (comment.author.name, comment.published, comment.text) == (
        "Kettle 20121204",
        "2014-01-21T10:00Z",
        "It was early.",
    )


@pytest.mark.parametrize(
    "button",
    [
        "<a href='#'>Répondre</a>",
        "<a class='commenter' href='#'>Commenter</a>",
        "<span>Melden</span>",
        "<a href='#'>Me gusta</a>",
        "<li><a href='#'>Report abuse</a></li>",
        "<span>Пожаловаться</span>",
        "<a href='#'>Click to expand...</a>",
        "<small>· Antworten ·</small>",
    ],
)
def test_buttons_are_no_words_of_a_person(button: str) -> None:
    head = '<span class="author">Ida</span> <span class="date">4 December 2012</span>'
    assert one(f"{head}<p>It was early.</p>{button}").text == "It was early."


def test_a_word_of_a_sentence_is_no_button() -> None:
    words = 'Here is the <a href="https://ida.example/">link</a> again, and <b>report</b> what you see.'
    comment = one(f'<span class="author">Ida</span> <span class="date">4 December 2012</span><p>{words}</p>')
    assert comment.text == "Here is the link again, and report what you see."


@pytest.mark.parametrize("name", ["Add a comment", "Reply", "Melden"])
def test_a_button_is_no_name(name: str) -> None:
    comment = one(f'<a href="/x">{name}</a> <a href="/ida">Ida</a> <span class="date">4 December 2012</span>{TEXT}')
    assert comment.author.name == "Ida"
