"""When a comment was written, as stated and never guessed."""

from __future__ import annotations

import pytest

from scraper import parse
from tests.scraper.comments import markup
from tests.scraper.comments.fields.one import TEXT, one


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
