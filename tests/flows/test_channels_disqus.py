"""A page whose thread Disqus keeps, from visit to visit; and the user's key, which nobody else gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from archive import Archive
from archive.run.scrape import scrape
from scraper.channels.disqus import channel
from scraper.fetch import Fetcher
from scraper.incomplete import Code
from scraper.visit.targets import WebPage
from tests.blog import faults
from tests.scraper.channels.services import POLICY, Disqus, Here, Services, post
from tests.support.report import Told
from tests.support.threads import contents, rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from archive.run.report import PageLine

KEY = "key-of-the-user"

PAGE = """<!DOCTYPE html><html><head><title>The wall</title></head><body><article><h1>The wall</h1><p>{words}</p>
</article><div id="disqus_thread"></div><script>var disqus_shortname = 'harbour', disqus_identifier = 'wall-7';
</script></body></html>"""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    service = Services()
    with service:
        monkeypatch.setattr(channel, "SERVICE", service.url)
        words = "It was built of the stones of the old quay, and it leans a little to the north. " * 8
        service.extra["/wall/"] = "text/html; charset=utf-8", PAGE.format(words=words).encode()
        service.disqus = Disqus([post(number, number - 1 if number % 4 == 0 else None) for number in range(1, 121)])
        yield service


def visit(path: Path, service: Services) -> PageLine:
    told, here = Told(), Here()
    with Archive.open(path) as archive, here, Fetcher(POLICY) as fetcher:
        scrape([WebPage(f"{service.url}/wall/")], archive, fetcher, here, told)
    return told.lines[-1]


def kept_of(service: Services) -> Disqus:
    assert service.disqus is not None
    return service.disqus


def test_a_thread_is_had_whole_with_the_users_key_and_again_with_exactly_what_changed(
    tmp_path: Path, service: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFTERWORD_DISQUS_KEY", KEY)
    path = tmp_path / "a.db"
    line = visit(path, service)
    assert (line.comments, line.complete, line.incomplete_reason) == (120, True, None)
    replies = rows(path, "SELECT count(*) AS n FROM comments WHERE parent_id IS NOT NULL AND published_utc IS NOT NULL")
    assert replies == [{"n": 30}]

    known = contents(path)
    assert visit(path, service).outcome == "unchanged"
    assert contents(path) == known

    posts = kept_of(service).posts
    posts[6]["message"] = "<p>I said nothing of the kind.</p>"
    del posts[99]
    posts += [post(121, 3), post(122)]
    line = visit(path, service)
    assert (line.outcome, line.new, line.changed, line.gone, line.comments) == ("changed", 2, 1, 1, 121)
    assert [visit.status for visit in service.visits if visit.path == "/wall/"] == [200, 304, 304]


def test_a_broken_off_thread_takes_nothing_back(
    tmp_path: Path, service: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AFTERWORD_DISQUS_KEY", KEY)
    path = tmp_path / "a.db"
    visit(path, service)
    kept = kept_of(service)
    kept.asked.clear()
    kept.faults = {2: faults.status(403)}
    line = visit(path, service)
    assert (line.gone, line.comments) == (0, 120)
    assert rows(path, "SELECT count(*) AS n FROM comments WHERE gone_since IS NOT NULL") == [{"n": 0}]


def test_the_key_stands_nowhere_in_the_archive_and_in_no_line(
    tmp_path: Path, service: Services, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AFTERWORD_DISQUS_KEY", KEY)
    path = tmp_path / "a.db"
    kept = kept_of(service)
    first = visit(path, service)
    kept.faults = {len(kept.asked) + 1: faults.status(500), len(kept.asked) + 2: faults.reset()}
    lines = [first, visit(path, service)]
    kept.keys = ()
    lines.append(visit(path, service))
    asked = {each.path for each in service.visits if "api_key" in each.path}
    assert asked
    assert all(each.startswith("/api/3.0/") for each in asked)
    assert KEY not in "".join(str(line.as_dict()) + str(line.details) for line in lines)
    assert not [file.name for file in tmp_path.iterdir() if KEY.encode() in file.read_bytes()]
    assert KEY not in "".join(capsys.readouterr())


def test_without_a_key_the_thread_is_not_complete_and_says_which_one_is_missing(
    tmp_path: Path, service: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AFTERWORD_DISQUS_KEY", raising=False)
    line = visit(tmp_path / "a.db", service)
    assert (line.comments, line.complete) == (50, False)
    assert line.incomplete_code is Code.NEEDS_KEY
    assert "AFTERWORD_DISQUS_KEY" in str(line.incomplete_reason)


def test_whatever_goes_wrong_in_a_channel_the_page_is_kept(
    tmp_path: Path, service: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_: object) -> None:
        raise ZeroDivisionError("by the tide")

    monkeypatch.setattr(channel, "read", stumble)
    line = visit(tmp_path / "a.db", service)
    assert (line.outcome, line.title, line.complete) == ("new", "The wall", False)
    assert "by the tide" in str(line.incomplete_reason)
