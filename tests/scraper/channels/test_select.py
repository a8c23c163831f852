"""Which channels are asked: those that are chosen, and of themselves only where the page lacks something."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scraper.channels.select import ALL, AUTO, PAGE, Choice, choice_of, lacks, noted, recalled, wanted, with_feed
from scraper.thread import Comment, Embed, Thread

URL = "http://harbour.example/wall/"

DISQUS, WORDPRESS, FEED = (Embed(name, name, URL, {}) for name in ("disqus", "wordpress", "feed"))

DATED = Comment("Aye.", published="2019-03-02")


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        (None, AUTO),
        ("", AUTO),
        ("auto", AUTO),
        (" Page ", PAGE),
        ("all", ALL),
        ("feed, disqus,feed", ("feed", "disqus")),
        ("page,isso", ("isso",)),
    ],
)
def test_an_option_names_channels(text: str | None, choice: Choice) -> None:
    assert choice_of(text) == choice


@pytest.mark.parametrize("text", ["disqus,livefyre", "all,auto"])
def test_what_is_no_channel_is_refused_with_those_that_are(text: str) -> None:
    with pytest.raises(ValueError, match="is no channel; take auto, page, all, or some of disqus, isso"):
        choice_of(text)


@pytest.mark.parametrize(
    ("thread", "lack", "asked"),
    [
        (Thread(URL, comments=(DATED,), complete=True), None, []),
        (Thread(URL, comments=(DATED,), complete=False), "comments", ["disqus", "feed"]),
        (Thread(URL, comments=(Comment("Aye."),), complete=True), "dates", ["feed"]),
    ],
)
def test_of_itself_a_page_asks_only_where_it_lacks_something(
    thread: Thread, lack: str | None, asked: list[str]
) -> None:
    thread = replace(thread, embeds=(DISQUS, FEED))
    assert lacks(thread) == lack
    assert [embed.channel for embed in wanted(AUTO, thread)] == asked
    assert [embed.channel for embed in wanted(ALL, thread)] == ["disqus", "feed"]
    assert [embed.channel for embed in wanted(("feed",), thread)] == ["feed"]
    assert list(wanted(PAGE, thread)) == []


def test_what_a_page_said_is_asked_again_from_what_was_noted() -> None:
    thread = Thread(URL, complete=False, embeds=(DISQUS, WORDPRESS))
    text = noted(thread)
    assert recalled(AUTO, text) == (DISQUS, WORDPRESS)
    assert recalled(("wordpress",), text) == (WORDPRESS,)
    assert recalled(AUTO, None) == ()


def test_the_feed_that_a_feed_of_articles_named_counts_where_the_page_names_none() -> None:
    thread = Thread(URL, embeds=(DISQUS,))
    assert with_feed(thread, None) is thread
    named = with_feed(thread, f"{URL}feed/")
    assert [(embed.channel, embed.facts) for embed in named.embeds[1:]] == [("feed", {"url": f"{URL}feed/"})]
    assert with_feed(named, f"{URL}other/") is named
