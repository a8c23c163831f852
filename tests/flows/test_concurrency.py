from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.blog import Blog
from tests.support.archives import check
from tests.support.living import post, rows

if TYPE_CHECKING:
    from pathlib import Path

SCRAPE = (sys.executable, "-c", "from archive.cli import main; main()", "scrape")

OPTIONS = ("--delay", "0", "--retries", "0", "--allow-private")


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.mark.slow
@pytest.mark.parametrize("rounds", [1, pytest.param(10, marks=pytest.mark.slow)])
def test_two_scrapes_at_once_on_one_archive_both_finish_and_double_nothing(tmp_path: Path, rounds: int) -> None:
    with Blog([post(f"part-{number}", number) for number in range(1, 5)]) as blog:
        for number in range(rounds):
            path = tmp_path / f"{number}.db"
            command = (*SCRAPE, blog.url + "/feed", "--archive", str(path), *OPTIONS)
            both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
            for process in both:
                _, errors = process.communicate(timeout=100)
                assert process.returncode == 0, errors.decode()
            assert rows(path, "SELECT count(*), count(DISTINCT url), sum(comment_count) FROM articles") == [(4, 4, 12)]
            assert rows(path, "SELECT count(*), sum(version_count), count(gone_since) FROM comments") == [(12, 12, 0)]
            assert rows(path, "SELECT count(*) FROM fetches WHERE observation_id IS NOT NULL") == [(8,)]
            assert list(check(path)) == []
