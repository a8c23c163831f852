"""Records wait for each other, and come out thread by thread."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scraper.errors import DumpError
from scraper.imports.formats import isso
from scraper.imports.records import DumpComment, Page, Person, Record, Tally
from scraper.imports.spool import Spool
from scraper.thread import Author
from tests.scraper.imports import dumps
from tests.scraper.imports.support import Read, read


def test_an_id_given_twice_counts_once(tmp_path: Path) -> None:
    found: Read = read(tmp_path, f"{dumps.REMARK42}\n{dumps.REMARK42}")
    assert len(found.comments) == 3
    assert found.tally.skipped == {"repeated": 3}


def test_pages_told_by_path_are_counted_where_no_address_is_given(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.TAKEOUT)
    assert found.threads == []
    assert found.tally.pages_skipped == {"known by path only": 1}
    assert found.tally.skipped == {"spam": 1, "of a page that the dump does not tell": 2}


@pytest.fixture
def spool() -> Iterator[Spool]:
    with closing(Spool()) as spool:
        yield spool


def taken_out(
    spool: Spool, base: str | None = None, same: Callable[[str, str | None], str] = lambda url, _: url
) -> tuple[list[tuple[str, list[str]]], Tally]:
    """Each thread's address with its words, and what was counted."""
    tally = Tally()
    found = spool.threads(isso.FORMATS[0], base, same, tally)
    return [(each.thread.url, [comment.text for comment in each.thread.comments]) for each in found], tally


def test_records_may_come_in_any_order(spool: Spool) -> None:
    spool.take(
        [
            DumpComment("b", "1", "Second."),
            Person("7", Author("Ida", "http://ida.example/"), "ida@ida.example"),
            DumpComment("a", "2", "First.", person="7"),
            DumpComment("a", "3", "Also.", person="8"),
            Page("a", "http://quayside.example/a"),
            Page("b", "http://quayside.example/b"),
        ]
    )
    found = list(spool.threads(isso.FORMATS[0], None, lambda url, _: url, Tally()))
    assert [each.thread.url[-1] for each in found] == ["b", "a"]  # as the dump first speaks of them
    assert [each.author.name for each in found[1].thread.comments] == ["Ida", None]
    assert [each.email for each in found[1].private] == ["ida@ida.example", None]


def test_of_several_pages_with_one_key_the_first_with_a_title_counts_and_any_address(spool: Spool) -> None:
    url = "http://quayside.example/a"
    spool.take([Page("a", ""), Page("a", "", "Fog"), Page("a", url, "Mist"), DumpComment("a", "1", "x")])
    (found,) = spool.threads(isso.FORMATS[0], None, lambda url, _: url, Tally())
    assert (found.thread.url, found.thread.article.title) == (url, "Fog")


def test_pages_that_are_one_make_one_thread(spool: Spool) -> None:
    pages = [Page("a", "http://x.example/a?b"), Page("b", "http://x.example/a")]
    spool.take([*pages, DumpComment("a", "1", "x"), DumpComment("b", "2", "y")])
    found, tally = taken_out(spool, same=lambda url, _: url.partition("?")[0])
    assert found == [("http://x.example/a?b", ["x", "y"])]
    assert tally.threads == 1


def test_what_belongs_to_no_page_is_counted(spool: Spool) -> None:
    spool.take(
        [
            Page("quiet", "http://quayside.example/quiet"),
            Page("nowhere", ""),
            Page("path", "/path"),
            *(DumpComment(key, "1", "x") for key in ("nowhere", "path", "unknown")),
        ]
    )
    found, tally = taken_out(spool)
    assert found == []
    assert tally.pages_skipped == {"without comments": 1, "without an address": 1, "known by path only": 1}
    assert tally.skipped == {"of a page that the dump does not tell": 3}


def test_paths_of_several_sites_stand_below_no_address(spool: Spool) -> None:
    spool.take(
        [Page("a", "/a", site="1"), DumpComment("a", "1", "x"), Page("b", "/b", site="2"), DumpComment("b", "1", "y")]
    )
    found, tally = taken_out(spool, "http://quayside.example/")
    assert (found, tally.sites) == ([], 2)


def test_what_came_before_an_error_is_kept(spool: Spool) -> None:
    def records() -> Iterator[Record]:
        yield Page("a", "http://quayside.example/a")
        yield DumpComment("a", "1", "x")
        raise DumpError("line 7: it breaks off")

    with pytest.raises(DumpError):
        spool.take(records())
    assert taken_out(spool)[0] == [("http://quayside.example/a", ["x"])]


def test_half_a_character_breaks_nothing(spool: Spool) -> None:
    spool.take([Page("a\ud83d", "http://quayside.example/a", "T\ud83d"), DumpComment("a\ud83d", "1\ud83d", "x\ud83d")])
    assert [url for url, _ in taken_out(spool)[0]] == ["http://quayside.example/a"]


def test_many_records_come_out_whole(spool: Spool) -> None:
    spool.take([Page("a", "http://quayside.example/a"), *(DumpComment("a", str(number), "x") for number in range(10))])
    assert [len(words) for _, words in taken_out(spool)[0]] == [10]
