"""WordPress takes what we export, and shows it as it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from archive import Archive
from archive.cli.app import app
from scraper.thread import Article, Author, Comment, Thread
from tests.peers.scraping import Said, said
from tests.peers.wordpress import BLOCKS, CLASSIC
from tests.peers.wordpress.examples import long_thread

if TYPE_CHECKING:
    from tests.peers.scraping import Reader
    from tests.peers.wordpress import WordPress


def exported(read: Reader, url: str, *options: str) -> Path:
    target = read.path.parent / "export.xml"
    words = ["export", url, "--format", "wxr", "--output", str(target), "--archive", str(read.path), *options]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    return target


def numbered(thread: Thread) -> list[Said]:
    """The comments with their places for ids: an import gives new ones."""
    places = {comment.id: str(place) for place, comment in enumerate(thread.comments)}
    found = said(thread)
    return [each._replace(id=places[each.id], answers=places.get(each.answers)) for each in found]


@pytest.mark.parametrize("theme", [CLASSIC, BLOCKS])
def test_wordpress_shows_what_it_imports_as_it_was_said(wordpress: WordPress, read: Reader, theme: str) -> None:
    wordpress.settings(theme=theme)
    filled = long_thread(wordpress, 40)
    read(filled.url)
    before = read.thread(filled.url)
    ((_, again),) = wordpress.take(exported(read, filled.url))
    assert again != filled.url
    assert read(again).complete is True
    after = read.thread(again)
    assert (after.article.title, after.article.published) == (before.article.title, before.article.published)
    assert numbered(after) == numbered(before)


def test_what_the_theme_prints_in_one_level_its_interface_still_gives_whole(wordpress: WordPress, read: Reader) -> None:
    filled = long_thread(wordpress, 20)
    read(filled.url)
    export = exported(read, filled.url)
    wordpress.settings(thread_comments_depth=2)
    ((_, again),) = wordpress.take(export)
    assert nested(read.ask(again, "wordpress")) == nested(read.ask(filled.url, "wordpress"))
    read(again)
    assert max(comment.depth for comment in read.thread(again).comments) == 1


def nested(thread: Thread) -> list[tuple[int, str | None, float | None, str]]:
    return [(each.depth, each.author, each.at, each.text) for each in said(thread)]


ELSEWHERE = Thread(
    "https://tea.example/kettles",
    Article("Kettles", "Maud", "2026-01-01T08:00:00+01:00", text="All sing.", html="<p>All sing.</p>"),
    (
        Comment(
            "A long line that the page wrapped.\n\nA second paragraph,\nof two lines.",
            "<p>A long line\n  that the page\nwrapped.</p>\n<p>A second paragraph,<br>of two lines.</p>",
            author=Author("Ann"),
            published="2026-01-02T10:00:00+01:00",
        ),
        Comment(
            "a\n  b\n\nIs [that] <so> & so \\ 'ever'?",
            "<pre>a\n  b</pre><p>Is [that] &lt;so&gt; &amp; so \\ 'ever'?</p>",
            parent=0,
            depth=1,
            author=Author("Bo"),
            published="2026-01-03T10:00:00+01:00",
        ),
        Comment("No markup & no date.\n\nTwo paragraphs.", author=Author("Cyd")),
    ),
    complete=True,
)


@pytest.mark.parametrize("is_owner", [True, False])
def test_words_from_other_systems_keep_their_lines_whoever_imports_them(
    wordpress: WordPress, read: Reader, is_owner: bool
) -> None:
    with Archive.open(read.path) as archive:
        archive.save(ELSEWHERE, observed_at="2026-02-01")
    ((_, address),) = wordpress.take(exported(read, ELSEWHERE.url), is_owner=is_owner)
    read(address)
    shown = read.thread(address).comments
    expected = [comment.text.replace("'ever'", "‘ever’") for comment in ELSEWHERE.comments]  # WordPress's typography
    if not is_owner:
        expected[1] = expected[1].replace("\n  b", "\nb")  # nor is <pre> for everybody
    assert [comment.text for comment in shown] == expected
    assert [comment.parent for comment in shown] == [None, 0, None]
