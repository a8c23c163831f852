"""Comments that only the linked data of a page states."""

from __future__ import annotations

import json

from scraper import parse
from scraper.incomplete import Code, Incomplete
from tests.scraper.comments import markup
from tests.scraper.comments.said import BASE, Said, said
from tests.scraper.comments.standards import IDA


def test_questions_in_linked_data_are_no_comments() -> None:
    questions = [
        {"@type": "Question", "name": "Deep?", "acceptedAnswer": {"@type": "Answer", "text": "It is, at high tide."}}
    ]
    stated = json.dumps({"@type": "FAQPage", "mainEntity": questions})
    page = markup.page("", head=f'<script type="application/ld+json">{stated}</script>')
    assert parse(page.encode(), BASE).comments == ()


def comment(who: str, words: str, **more: object) -> dict[str, object]:
    return {
        "@type": "Comment",
        "text": words,
        "dateCreated": "2012-12-04T10:31:00+01:00",
        "author": {"@type": "Person", "name": who, "url": "https://ida.example/"},
        **more,
    }


def linked_data(thread: str, **said_of_it: object) -> str:
    article = {"@context": "https://schema.org", "@type": "BlogPosting", "headline": "The tide book", **said_of_it}
    return markup.page(thread, head=f'<script type="application/ld+json">{json.dumps(article)}</script>')


def test_comments_that_only_the_linked_data_states() -> None:
    reply = comment("Olav Tern", "Not here.<br>Never.", upvoteCount=3)
    both = [comment("Ida Brink", "The tide was early.", url="#a1", comment=[reply]), comment("Mirela", "Why?")]
    thread = parse(linked_data("", comment=both, commentCount=3).encode(), BASE)
    assert said(thread) == [
        IDA,
        Said("Olav Tern", "Not here.\nNever.", to="Ida Brink", url=IDA.url, at=IDA.at, likes=3),
        Said("Mirela", "Why?", url=IDA.url, at=IDA.at),
    ]
    assert (thread.complete, thread.declared_count) == (None, 3)
    assert thread.incomplete == Incomplete(Code.JSON_LD_ONLY)


def test_comments_that_the_page_shows_are_read_from_what_it_shows() -> None:
    shown = '<div class="comment" id="comment-84"><b class="author">Ida Brink</b><p>The tide was early.</p></div>'
    shown += '<div class="comment" id="comment-86"><b class="author">Olav Tern</b><p>Not here, never.</p></div>'
    page = linked_data(f'<div class="comments">{shown}</div>', comment=[comment("Ida Brink", "The tide was early.")])
    assert [c.author.name for c in parse(page.encode(), BASE).comments] == ["Ida Brink", "Olav Tern"]


def test_linked_data_that_runs_in_circles_or_is_nonsense_is_no_thread() -> None:
    for nonsense in ([], "three", [3, None, {"@type": "Comment"}], {"@type": "Comment", "text": ""}):
        assert parse(linked_data("", comment=nonsense).encode(), BASE).comments == ()
