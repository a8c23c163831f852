"""Each system's dump is known by its content, and read as the system means it."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.imports.records import Orphan, Private
from scraper.imports.registry import FORMATS, format_of
from tests.scraper.imports import dumps
from tests.scraper.imports.support import Read, read, read_file, tree

URL = "http://quayside.example/2012/11/tide-table/"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", dumps.TEXTS)
def test_a_dump_is_known_by_its_content_also_when_gzip_compressed_it(tmp_path: Path, name: str, packed: bool) -> None:
    found = read(tmp_path, dumps.TEXTS[name], dumps.BASE, packed=packed)
    assert found.format == name
    assert found.comments
    assert found.tally.breaks == []
    assert all(thread.complete for thread in found.threads)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"<html><body>disqus.com</body></html>",
        b'<rss version="2.0"><channel></channel></rss>',
        b'<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:blogger.com,1999:blog-7.post-1..comments</id></feed>',
        b'{"comments": 3}',
        b'[{"name": "x"}]',
        b'{"format": "afterword/thread"}',
        b"PK\x03\x04",
    ],
)
def test_what_is_no_dump_is_taken_for_none(head: bytes) -> None:
    assert format_of(head) is None


def test_no_dump_is_taken_for_two() -> None:
    for text in dumps.TEXTS.values():
        assert sum(each.recognised(text) for each in FORMATS) == 1


def test_disqus_threads_come_with_parents_states_and_dates_in_utc(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.DISQUS)
    (thread,) = found.threads
    assert (thread.url, thread.article.title) == (URL, "How to read a tide table")
    assert (thread.id_system, thread.id_scope) == ("disqus", "quayside")
    assert tree(thread) == [
        "Tove Lind: High water is late.\n\nAgain & again.\nEven so.",
        ".Old Hen: It never was early.",
        "..Piers Calloway: I take that back.",
        "Ebbe: Said to whom?",
    ]
    assert [each.id for each in thread.comments] == ["9001", "9002", "9003", "9005"]
    assert [each.published for each in thread.comments][:2] == [
        "2012-11-21T10:00:00+00:00",
        "2012-11-21T11:00:00+00:00",
    ]
    assert [each.state for each in thread.comments] == ["visible", "visible", "deleted", "visible"]
    assert thread.comments[0].html == "<p>High water is <b>late</b>.</p><p>Again &amp; again.<br>Even so.</p>"
    assert found.found[0].elsewhere == ("31", None, None, None)
    assert found.found[0].private[0] == Private("tove@lind.example", "192.0.2.7")


def test_what_a_disqus_dump_holds_beside_threads_is_counted_by_its_reason(tmp_path: Path) -> None:
    tally = read(tmp_path, dumps.DISQUS).tally
    assert tally.skipped == {"spam": 1, "of a page that the dump does not tell": 1}
    assert tally.pages_skipped == {"without comments": 1, "without an address": 1}
    assert tally.orphans == [Orphan(URL, "9005", "9004")]
    assert (tally.comments, tally.deleted) == (4, 1)


def test_a_stray_character_before_the_declaration_is_passed_over(tmp_path: Path) -> None:
    assert len(read(tmp_path, "`\n" + dumps.DISQUS).comments) == 4


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_wordpress_items_come_with_words_as_they_are_printed(tmp_path: Path, version: str) -> None:
    found = read(tmp_path, dumps.wxr(version))
    (thread,) = found.threads
    assert thread.url == URL
    assert (thread.id_system, thread.id_scope) == ("wordpress", "quayside.example")
    assert thread.article.text == "Read it from the top.\n\nThen from the bottom."
    assert thread.article.tags == ("tides",)
    assert thread.article.published == "2012-11-20T09:15:00+00:00"
    assert tree(thread) == [
        "Tove Lind: High water is late.\n\nAgain & again.\nEven so.",
        ".Old Hen: It never was early.",
        "Links | The Coast Path: [...] tide tables [...]",
        "Piers Calloway: Rubbish.",
    ]
    assert thread.comments[0].html == "<p>High water is <b>late</b>.</p>\n<p>Again &amp; again.<br>\nEven so.</p>"
    assert thread.comments[0].author.url == "http://tove.example/"
    assert [each.kind for each in thread.comments] == ["comment", "comment", "pingback", "comment"]
    assert [each.state for each in thread.comments] == ["visible", "visible", "visible", "deleted"]


def test_wordpress_states_the_time_of_its_export_and_dates_without_a_zone_stay_without(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.wxr())
    assert found.tally.made_at == "2012-12-01T08:30:00+00:00"
    assert found.comments[1].published == "2012-11-21T12:00:00"
    assert found.tally.skipped == {"held": 1, "of another kind": 1}
    assert found.tally.pages_skipped == {"without comments": 1}


def test_numbers_that_another_program_made_up_for_wordpress_say_nothing_beyond_the_dump(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.wxr().replace("WordPress/3.4.2", "another"))
    (thread,) = found.threads
    assert (thread.id_system, thread.id_scope, {each.id for each in thread.comments}) == (None, None, {None})
    assert [each.depth for each in thread.comments] == [0, 1, 0, 0]


def test_blogger_comments_find_their_page_and_the_comment_they_answer(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.BLOGGER)
    page, older = found.threads
    assert (page.url, page.article.title) == (
        "http://quayside.example/2012/11/tide-table.html",
        "How to read a tide table",
    )
    assert (page.article.author, page.article.tags) == ("Maren Oddleif", ("tides",))
    assert tree(page) == [
        "Tove Lind: High water is late.\n\nAgain.",
        ".Old Hen: It never was early.",
        "Piers Calloway: This comment has been removed by the author.",
    ]
    assert [each.id for each in page.comments] == ["901", "902", "903"]
    assert [each.state for each in page.comments] == ["visible", "visible", "deleted"]
    assert page.comments[0].published == "2012-11-21T10:00:00-08:00"
    assert page.comments[0].author.avatar == "http://tove.example/me.png"
    assert [each.email for each in found.found[0].private] == ["tove@lind.example", None, None]
    assert (older.url, older.article.title) == ("http://quayside.example/2012/10/older.html", None)


def test_takeout_tells_paths_which_stand_below_the_given_address(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.TAKEOUT, dumps.BASE)
    (thread,) = found.threads
    assert (found.format, thread.url) == ("Blogger Atom", "http://quayside.example/2012/11/tide-table.html")
    assert tree(thread) == ["Tove Lind: High water is late.", ".Old Hen: It never was early."]
    assert thread.article.tags == ("tides",)
    assert found.tally.skipped == {"spam": 1}


def test_pages_told_by_path_are_counted_where_no_address_is_given(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.TAKEOUT)
    assert found.threads == []
    assert found.tally.pages_skipped == {"told by path only": 1}
    assert found.tally.skipped == {"spam": 1, "of a page that the dump does not tell": 2}


def test_an_isso_database_gives_states_votes_and_edits(tmp_path: Path) -> None:
    dumps.isso(tmp_path / "x")
    found = read_file(tmp_path / "x", dumps.BASE)
    (thread,) = found.threads
    assert (thread.url, thread.id_system, thread.id_scope) == (URL, "isso", "quayside.example")
    assert tree(thread) == [
        "Tove Lind: High water is late.",
        ".None: It never was early.",
        "None: ",
        ".Ebbe: Pity.",
    ]
    first, second, third, _ = thread.comments
    assert (first.published, first.likes, first.dislikes) == ("2012-11-21T10:00:00+00:00", 3, 1)
    assert (first.html, first.author.url) == ("<p>High water is <strong>late</strong>.</p>", "http://tove.example/")
    assert (first.edited, second.edited, third.edited, third.state) == (False, True, None, "deleted")
    assert found.tally.skipped == {"held": 1}
    assert found.found[0].private[0] == Private("tove@lind.example", "192.0.2.0")


def test_isso_json_is_numbered_by_whoever_wrote_it(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.ISSO_JSON, dumps.BASE)
    assert [tree(thread) for thread in found.threads] == [
        ["Tove Lind: High water is late.", "None: It never was early."],
        ["None: The first again."],
    ]
    assert {thread.id_system for thread in found.threads} == {each.id for each in found.comments} == {None}
    assert found.comments[0].published == "2012-11-21T10:00:00"


@pytest.mark.parametrize("text", [dumps.REMARK42, dumps.REMARK42.partition("\n")[2]], ids=["whole", "headless"])
def test_remark42_gives_votes_and_deleted_places(tmp_path: Path, text: str) -> None:
    found = read(tmp_path, text)
    (thread,) = found.threads
    assert (thread.url, thread.article.title) == (URL, "How to read a tide table")
    assert tree(thread) == ["Tove Lind: High water is late.", ".Old Hen: It never was early.", "..None: "]
    first, second, third = thread.comments
    assert (first.likes, first.dislikes, first.published) == (2, 1, "2012-11-21T10:00:00+01:00")
    assert (second.likes, second.edited, third.state) == (None, True, "deleted")


def test_commento_names_people_after_what_they_said(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.COMMENTO)
    (thread,) = found.threads
    assert thread.url == "https://quayside.example/2012/11/tide-table/"
    assert tree(thread) == ["Tove Lind: High water is late.", ".None: It never was early.", "..None: "]
    first, _, third = thread.comments
    assert (first.author.url, first.author.avatar, first.likes) == ("http://tove.example/", None, None)
    assert third.state == "deleted"
    assert found.found[0].private[0] == Private("tove@lind.example")
    assert found.tally.skipped == {"spam": 1}


def test_commento_pages_stand_below_the_given_address(tmp_path: Path) -> None:
    assert read(tmp_path, dumps.COMMENTO, dumps.BASE).threads[0].url == URL


def test_an_id_given_twice_counts_once(tmp_path: Path) -> None:
    found: Read = read(tmp_path, f"{dumps.REMARK42}\n{dumps.REMARK42}")
    assert len(found.comments) == 3
    assert found.tally.skipped == {"repeated": 3}


def test_disqus_links_lead_where_they_were_written_to_lead(tmp_path: Path) -> None:
    counted = "http://disq.us/url?url=http%3A%2F%2Fhen.example%2Flog%2F1870%3Aq1W2e3R4&amp;cuid=7"
    link = (
        f'<a href="{counted}" rel="nofollow noopener" title="http://hen.example/log/1870">http://hen.example/l...</a>'
    )
    found = read(tmp_path, dumps.DISQUS.replace("It never was early.", f"See {link}!"))
    assert found.comments[1].text == "See http://hen.example/log/1870!"
    assert 'href="http://hen.example/log/1870"' in found.comments[1].html
    assert "disq.us" not in found.comments[1].html


def test_remark42_keeps_names_escaped(tmp_path: Path) -> None:
    text = dumps.REMARK42.replace('"Old Hen"', '"O&#39;Hen &lt;&amp; sons&gt;"')
    assert read(tmp_path, text).comments[1].author.name == "O'Hen <& sons>"


def test_wordpress_comments_without_a_word_on_approval_are_approved(tmp_path: Path) -> None:
    text = dumps.wxr().replace("<wp:comment_approved>1</wp:comment_approved>", "")
    found = read(tmp_path, text)
    assert [each.state for each in found.comments] == ["visible", "visible", "visible", "deleted"]
    empty = dumps.wxr().replace("<wp:comment_approved>1</wp:comment_approved>", "<wp:comment_approved/>")
    assert read(tmp_path, empty).tally.skipped["held"] == 5


def test_mentions_of_the_web_are_pingbacks(tmp_path: Path) -> None:
    text = dumps.wxr().replace(">pingback<", ">webmention<")
    assert [each.kind for each in read(tmp_path, text).comments] == ["comment", "comment", "pingback", "comment"]


def test_numbers_made_up_page_by_page_lead_to_parents_on_the_same_page(tmp_path: Path) -> None:
    """Two pages of a dump may be one page of the web, each counted from one."""
    reply = (
        "<wp:comment><wp:comment_id>{}</wp:comment_id><wp:comment_author>{}</wp:comment_author>"
        "<wp:comment_content>{}</wp:comment_content><wp:comment_parent>{}</wp:comment_parent></wp:comment>"
    )
    item = "<item><title>Fog</title><link>http://quayside.example/fog/</link>{}</item>\n"
    items = item.format(reply.format(1, "Ida", "One.", 0) + reply.format(2, "Tove", "To Ida.", 1))
    items += item.format(reply.format(1, "Piers", "Other one.", 0) + reply.format(2, "Hen", "To Piers.", 1))
    found = read(tmp_path, dumps.wxr(items=items).replace("WordPress/3.4.2", "another"))
    assert [tree(thread) for thread in found.threads] == [
        ["Ida: One.", ".Tove: To Ida.", "Piers: Other one.", ".Hen: To Piers."]
    ]


def test_comments_that_an_export_gives_with_two_pages_of_one_address_count_once(tmp_path: Path) -> None:
    start, end = dumps.ITEMS.index("\t<item>"), dumps.ITEMS.index("</item>\n") + len("</item>\n")
    found = read(tmp_path, dumps.wxr(items=dumps.ITEMS[start:end] * 2))
    assert [each.id for each in found.comments] == ["31", "32", "33", "35"]
    assert found.comments[1].depth == 1
    assert found.tally.skipped["repeated"] == 4


def test_a_blogger_page_without_an_address_of_its_own_has_that_which_its_comments_tell(tmp_path: Path) -> None:
    """As where a post was made a draft again."""
    link = dumps.BLOGGER[dumps.BLOGGER.index("<link rel='alternate'") :]
    found = read(tmp_path, dumps.BLOGGER.replace(link[: link.index("/>") + 2], "", 1))
    assert [(each.url, each.article.title, len(each.comments)) for each in found.threads] == [
        ("http://quayside.example/2012/11/tide-table.html", "How to read a tide table", 3),
        ("http://quayside.example/2012/10/older.html", None, 1),
    ]
    assert found.tally.skipped == {}


def test_wordpress_names_who_wrote_the_article_and_what_they_answered(tmp_path: Path) -> None:
    text = dumps.wxr().replace(
        "<wp:author_id>1</wp:author_id>",
        "<wp:author_id>1</wp:author_id><wp:author_login>maren</wp:author_login>"
        "<wp:author_display_name><![CDATA[Maren Oddleif]]></wp:author_display_name>",
    )
    start = text.index("Old Hen")
    text = text[:start] + text[start:].replace("<wp:comment_user_id>0<", "<wp:comment_user_id>1<", 1)
    (thread,) = read(tmp_path, text).threads
    assert thread.article.author == "Maren Oddleif"
    assert [each.author.is_article_author for each in thread.comments] == [None, True, None, None]


def test_writers_without_an_account_are_not_the_author_who_has_none(tmp_path: Path) -> None:
    """Other programs write WXR too, and give people whom no WordPress knows the number 0."""
    text = dumps.wxr().replace(
        "<wp:author_id>1</wp:author_id>", "<wp:author_id>0</wp:author_id><wp:author_login>maren</wp:author_login>"
    )
    (thread,) = read(tmp_path, text).threads
    assert {each.author.is_article_author for each in thread.comments} == {None}


def test_blogger_knows_the_author_by_the_account_and_not_by_an_address_that_anybody_may_type(tmp_path: Path) -> None:
    account = "<uri>http://maren.example/</uri><blogger:type>BLOGGER</blogger:type>"
    typed = "<uri>http://maren.example/</uri><blogger:type>ANONYMOUS</blogger:type>"
    text = dumps.TAKEOUT.replace("<name>Tove Lind</name>", f"<name>Maren</name>{account}")
    text = text.replace(
        "<name>Old Hen</name><uri></uri><blogger:type>ANONYMOUS</blogger:type>", f"<name>M</name>{typed}"
    )
    found = read(tmp_path, text, dumps.BASE)
    assert [each.author.is_article_author for each in found.comments] == [True, None]


def test_remark42_comments_that_came_from_commento_answer_nobody_where_they_answer_the_root(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.REMARK42.replace('"pid": ""', '"pid": "root"'))
    assert [each.depth for each in found.comments] == [0, 1, 2]
    assert found.tally.orphans == []
