from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from archive.cli.app import app
from scraper.fetch import Policy
from tests.blog import Blog, Fault, Post, faults
from tests.support.living import contents, post, rows, told

OPTIONS = ("--delay", "0", "--retries", "0", "--timeout", "5", "--allow-private")


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture(scope="module")
def blog() -> Iterator[Blog]:
    with Blog([post(f"part-{number}", number) for number in range(1, 7)]) as blog:
        yield blog


@pytest.fixture(scope="module")
def filled(blog: Blog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive that holds the first part."""
    path = tmp_path_factory.mktemp("filled") / "a.db"
    assert afterword("scrape", blog.address("part-1"), "--archive", path, *OPTIONS).exit_code == 0
    return path


@pytest.fixture
def archive(filled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(filled, tmp_path / "a.db"))


@pytest.fixture(autouse=True)
def _in_order(blog: Blog) -> Iterator[None]:
    yield
    blog.faults.clear()
    blog.robots = None


def afterword(*words: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], input=stdin)


FAULTS: dict[str, tuple[Callable[[Blog], Fault], tuple[str, ...], str]] = {
    "too many requests": (lambda _: faults.status(429, Retry_After="0"), (), "429 Too Many Requests"),
    "come back tomorrow": (lambda _: faults.status(429, Retry_After="86400"), (), "asks to come back at"),
    "server error": (lambda _: faults.status(500), (), "500 Internal Server Error"),
    "drip": (lambda _: faults.drip(), ("--timeout", "0.3"), "not done after 0.3 s"),
    "drip in the header": (lambda _: faults.drip_header(), ("--timeout", "0.3"), "not done after 0.3 s"),
    "oversized": (lambda _: faults.oversized(200_000, stated=False), ("--max-bytes", "100000"), "larger than 100,000"),
    "gzip bomb": (lambda _: faults.gzip_bomb(30_000_000), (), "larger than 20,971,520 bytes"),
    "redirect loop": (lambda _: faults.redirect("/part-1/"), (), "in a circle"),
    "redirect to a file": (lambda _: faults.redirect("file:///etc/passwd"), (), "only http and https"),
    "length lie": (lambda blog: faults.length_lie(blog.page("part-1")), (), "ended before the page did"),
    "missing chunk": (lambda blog: faults.cut_chunks(blog.page("part-1")), (), "ended before the page did"),
    "reset": (lambda _: faults.reset(), (), "no connection"),
    "picture": (lambda _: faults.binary(), (), "image/png is neither HTML nor XML nor text"),
    "picture called a page": (lambda _: faults.binary("text/html"), (), "neither HTML nor XML nor text"),
    "unknown encoding": (
        lambda _: faults.body(b"x", Content_Type="text/html", Content_Encoding="br"), (), "encoded as br",
    ),
    "empty": (lambda _: faults.body(b" ", Content_Type="text/html"), (), "empty"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_has_its_line_and_leaves_the_archive_as_it_was(blog: Blog, archive: Path, name: str) -> None:
    fault, options, words = FAULTS[name]
    before = contents(archive)
    blog.faults["/part-1/"] = fault(blog)
    result = afterword("scrape", blog.address("part-1"), "--archive", archive, *OPTIONS, *options)
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert line.startswith(("failed ", "refused "))
    assert words in line
    assert blog.address("part-1") in line
    assert contents(archive) == before
    recorded = rows(archive, "SELECT error FROM fetches ORDER BY id DESC LIMIT 1")
    assert words in recorded[0][0]


def test_a_page_that_is_not_there_any_more_is_named_and_its_article_marked(blog: Blog, archive: Path) -> None:
    blog.faults["/part-1/"] = faults.status(404)
    result = afterword("scrape", blog.address("part-1"), "--archive", archive, *OPTIONS)
    assert result.exit_code == 1
    assert result.stdout.startswith("failed ")
    assert "404 Not Found" in result.stdout
    assert [gone is None for (gone,) in rows(archive, "SELECT gone_since FROM articles")] == [False]
    assert {gone for (gone,) in rows(archive, "SELECT gone_since FROM comments")} == {None}
    blog.faults.clear()
    assert afterword("scrape", blog.address("part-1"), "--archive", archive, *OPTIONS).exit_code == 0
    assert rows(archive, "SELECT gone_since FROM articles") == [(None,)]


def test_a_page_that_shows_something_else_is_suspect_until_seen_twice(blog: Blog, archive: Path) -> None:
    wall = (
        b"<html><title>Log in</title><body><p>Please log in to go on. We are waiting for you, dear reader.</p></body>"
    )
    blog.faults["/part-1/"] = faults.body(wall, Content_Type="text/html")
    before = contents(archive)
    result = afterword("scrape", blog.address("part-1"), "--archive", archive, *OPTIONS)
    assert result.exit_code == 1
    assert result.stdout.startswith("suspect ")
    after = contents(archive)
    assert len(after.pop("snapshots")) == len(before.pop("snapshots")) + 1
    assert after == before


def test_private_addresses_are_refused_unless_allowed(blog: Blog, archive: Path) -> None:
    result = afterword("scrape", blog.address("part-1"), "--archive", archive)
    assert result.exit_code == 1
    assert "--allow-private" in result.stdout


def test_a_wrong_charset_changes_no_wording(blog: Blog, archive: Path) -> None:
    blog.faults["/part-1/"] = faults.wrong_charset(blog.page("part-1"), "utf-8859")
    result = afterword("scrape", blog.address("part-1"), "--archive", archive, *OPTIONS)
    assert result.stdout.startswith("unchanged ")


def test_a_line_for_each_page_and_the_figures_at_the_end(blog: Blog, archive: Path) -> None:
    result = afterword("scrape", blog.url + "/feed", "--archive", archive, *OPTIONS)
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) == 7
    assert f"new        {blog.address('part-2')}  3 comments" in result.stdout
    assert result.stderr == "6 pages (5 new, 1 unchanged), 15 comments (15 new)\n"


def test_json_tells_no_terminal_what_to_do(archive: Path) -> None:
    title = "A boat\u202e \u2066x"
    with Blog([Post("boat", title=title, author="Ivo", paragraphs=("A boat.",), comments=())]) as blog:
        result = afterword("scrape", blog.address("boat"), "--json", "--archive", archive, *OPTIONS)
    assert json.loads(result.stdout)["title"] == title
    assert r"A boat\u202e \u2066x" in result.stdout


def test_programs_get_json(blog: Blog, archive: Path) -> None:
    result = afterword("scrape", blog.address("part-2"), "nowhere", "--json", "--archive", archive, *OPTIONS)
    lines = {line["url"]: line for line in map(json.loads, result.stdout.splitlines())}
    assert lines[blog.address("part-2")]["outcome"] == "new"
    assert lines[blog.address("part-2")]["comments"] == 3
    assert lines["nowhere"]["error_class"] == "Unusable"


def test_quiet_tells_failures_only(blog: Blog, archive: Path) -> None:
    good = afterword("scrape", blog.address("part-1"), "--quiet", "--archive", archive, *OPTIONS)
    assert (good.exit_code, good.stdout, good.stderr) == (0, "", "")
    bad = afterword("scrape", blog.url + "/nowhere/", "--quiet", "--archive", archive, *OPTIONS)
    assert (bad.exit_code, bad.stdout) == (1, "")
    assert "404 Not Found" in bad.stderr


def test_control_characters_of_the_web_reach_no_terminal(blog: Blog, archive: Path) -> None:
    blog.faults["/part-1/"] = faults.redirect("http://evil.example:0x\x1b[31m/\x9b2J")
    result = afterword("scrape", blog.address("part-1"), "--archive", archive, *OPTIONS, "--verbose")
    assert result.exit_code == 1
    assert not set(result.stdout + result.stderr) & {"\x1b", "\x9b"}


def test_nothing_that_can_be_scraped_makes_no_archive(tmp_path: Path) -> None:
    result = afterword("scrape", "nowhere", "--archive", tmp_path / "new.db")
    assert result.exit_code == 1
    assert "no such file" in result.stdout
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize(
    "options",
    [
        ("--keep-snapshots", "some"),
        ("--delay", "-1"),
        ("--timeout", "0"),
        ("--user-agent", "a\nb"),
        ("--max-bytes", "0"),
    ],
)
def test_wrong_use_is_told_as_such(tmp_path: Path, options: tuple[str, ...]) -> None:
    result = afterword("scrape", "http://blog.example/", "--archive", tmp_path / "new.db", *options)
    assert result.exit_code == 2
    assert not (tmp_path / "new.db").exists()


def test_one_address_for_many_files_is_wrong_use(tmp_path: Path) -> None:
    result = afterword("scrape", "a.html", "b.html", "--url", "http://blog.example/", "--archive", tmp_path / "new.db")
    assert result.exit_code == 2


def test_help_states_the_defaults_that_hold() -> None:
    text = " ".join(afterword("scrape", "--help").stdout.split())
    policy = Policy()
    for value in (policy.delay, policy.timeout, policy.retries, policy.max_bytes):
        assert f"[default: {value:.0f}]" in text


def test_every_run_is_recorded(blog: Blog, archive: Path) -> None:
    afterword("scrape", blog.address("part-2"), "nowhere", "--archive", archive, *OPTIONS)
    command, outcome, report, finished = rows(
        archive, "SELECT command, outcome, report, finished_at FROM runs ORDER BY id DESC LIMIT 1"
    )[0]
    assert (command, outcome) == ("scrape", "failures")
    assert finished
    assert json.loads(report)["new"] == 1


class TestInterrupted:
    @pytest.fixture
    def stuck(self, blog: Blog, tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
        """A run that is in the middle of the feed: the fourth part drips."""
        blog.visits.clear()
        blog.faults["/part-4/"] = faults.drip(seconds=60)
        command = [sys.executable, "-c", "from archive.cli import main; main()", "scrape", blog.url + "/feed"]
        options = [*OPTIONS, "--timeout", "60", "--archive", str(tmp_path / "k.db")]
        with subprocess.Popen([*command, *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as run:
            for _ in range(2_400):  # two minutes, for a machine that is busy
                done = rows(tmp_path / "k.db", "SELECT count(*) FROM articles") if blog.asked("/part-4/") else [(0,)]
                if done == [(3,)]:
                    break
                time.sleep(0.05)
            yield run
            run.kill()

    @pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)])
    def test_finished_work_is_kept_and_the_exit_code_tells(
        self, stuck: subprocess.Popen[str], tmp_path: Path, number: signal.Signals
    ) -> None:
        stuck.send_signal(number)
        out, err = stuck.communicate(timeout=20)
        assert stuck.returncode == 128 + number
        assert out.count("\nnew ") == 3
        assert err.startswith("interrupted: 3 pages (3 new)")
        assert rows(tmp_path / "k.db", "SELECT outcome FROM runs") == [("interrupted",)]

    @pytest.mark.slow
    def test_a_killed_run_leaves_a_sound_archive_that_the_next_one_completes(
        self, stuck: subprocess.Popen[str], blog: Blog, tmp_path: Path
    ) -> None:
        stuck.send_signal(signal.SIGKILL)
        stuck.wait(timeout=10)
        assert rows(tmp_path / "k.db", "PRAGMA integrity_check") == [("ok",)]
        blog.faults.clear()
        for name in ("k.db", "fresh.db"):
            assert afterword("scrape", blog.url + "/feed", "--archive", tmp_path / name, *OPTIONS).exit_code == 0
        assert told(tmp_path / "k.db") == told(tmp_path / "fresh.db")
        assert len(rows(tmp_path / "k.db", "SELECT 1 FROM articles")) == 6


def test_the_environment_names_the_archive(blog: Blog, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "AFTERWORD_ARCHIVE", str(archive))
    assert afterword("scrape", blog.address("part-1"), *OPTIONS).stdout.startswith("unchanged ")
