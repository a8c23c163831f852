from __future__ import annotations

import pytest

from scraper import parse
from scraper.incomplete import Code, Incomplete
from tests.blog.markup import Comment, render_wordpress_thread
from tests.scraper.comments import markup
from tests.scraper.comments.completeness.threads import EMBEDS, PEOPLE, PRINTED, THREAD, area, read


def test_a_thread_that_nothing_speaks_against_is_complete() -> None:
    thread = read(area(PRINTED))
    assert (len(thread.comments), thread.complete, thread.incomplete) == (3, True, None)
    assert [(channel.name, channel.complete, channel.count) for channel in thread.channels] == [("page", True, 3)]


def test_a_document_that_breaks_off_is_incomplete() -> None:
    whole = markup.page(area(PRINTED))
    cut = whole[: whole.index("Mirela opinion")]
    thread = parse(cut.encode(), markup.BASE)
    assert (thread.complete, thread.incomplete) == (False, Incomplete(Code.CUT_SHORT))
    assert [comment.author.name for comment in thread.comments] == list(PEOPLE)


def test_a_thread_that_a_script_loads_is_told_from_one_that_is_missing() -> None:
    counted = '<p><a href="#comments">7 comments</a></p>'
    thread = read(EMBEDS["Disqus"], before=counted)
    assert (thread.declared_count, thread.incomplete) == (7, Incomplete(Code.LOADED_BY_SCRIPT, "Disqus"))
    assert read("", before=counted).incomplete == Incomplete(Code.TOO_FEW, "0 of 7")


def test_a_page_without_a_thread_cannot_be_judged_unless_it_says_that_there_is_none() -> None:
    assert read("").complete is None
    nothing = read("", before='<p><a href="#comments">0 comments</a></p>')
    assert (nothing.declared_count, nothing.complete) == (0, True)


def test_a_text_dump_cannot_be_judged_unless_it_declares_more_than_it_has() -> None:
    dump = markup.text_dump(THREAD)
    assert parse(dump.encode(), markup.BASE).complete is None
    declared = parse(dump.replace("  • Ida", "7 comments\n\n  • Ida").encode(), markup.BASE)
    assert (declared.declared_count, declared.complete) == (7, False)


@pytest.mark.parametrize(("more", "complete"), [("12 more replies", False), ("", True)])
def test_notable_replies_of_a_discourse_are_not_all_of_them(more: str, complete: bool) -> None:
    comments = [Comment(number, f"Reader {number}", (f"I saw it lean, the {number}th time.",)) for number in (1, 2, 3)]
    printed = render_wordpress_thread(comments)
    place = f"""<div id="talk" class="discourse-comments-area"><h2 class="discourse-comments-title">Notable Replies</h2>
        {printed}<p class="more-replies">{more}</p></div>"""
    html = f"<!DOCTYPE html><html><body><h1>The wall</h1><p>{'It leans a little. ' * 40}</p>{place}</body></html>"
    thread = parse(html.encode(), "http://harbour.example/wall/")
    assert (len(thread.comments), thread.complete) == (3, complete)
    assert thread.incomplete == (None if complete else Incomplete(Code.SELECTION, "12 more replies"))
