"""A simulated year of scheduled runs: the runs, what they should have found, and figures to compare them with.

    python -m tests.archive.yearly [--blogs 20] [--posts 2000] [--comments 40000] [--every 6] [--seed 1]

By hand: takes a quarter of an hour and more.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive.run.scheduled import RunWish, scheduled
from archive.sources import sources
from archive.sources.sources import Source
from archive.store import Archive
from archive.urls import url_key
from scraper.fetch import Policy
from scraper.times import seconds, utc
from scraper.workers import Workers
from tests.blog.year import DAY, YEAR, Script, Written, YearBlog, write
from tests.support import report
from tests.support.clock import START, ManualClock
from tests.support.living import rows

POLICY = Policy(delay=0, retries=0, timeout=20, allow_private=True)
Told = tuple[str, str | None, tuple[str, ...], int | None]
"""Of a comment: when it was first seen, since when it is gone, its wordings in order, and which one it answers."""


@dataclass(frozen=True)
class Figures:
    """What a way of visiting costs and brings. `soon` is the share of all comments seen within a day."""

    name: str
    requests: int
    soon: float
    never: float


def simulate(path: Path, scripts: Sequence[Script], every: float, workers: Workers) -> dict[str, list[float]]:
    """Make scheduled runs over the year, `every` seconds; returns when each post was visited, by slug."""
    clock = ManualClock()
    with ExitStack() as stack:
        blogs = [stack.enter_context(YearBlog(script, clock)) for script in scripts]
        with Archive.open(path) as archive, archive.transaction() as db:
            for blog in blogs:
                sources.add(db, Source(f"{blog.url}/feed/", "feed"), utc(clock.time()))
        while clock.time() < START + YEAR:
            with Archive.open(path, keep_snapshots="none") as archive:
                scheduled(archive, POLICY, RunWish(), report.Told(), clock=clock, workers=workers)
            clock.advance(every)
    return {post.slug: [] for script in scripts for post in script.posts} | _visits(path)


def _visits(path: Path) -> dict[str, list[float]]:
    """When each post was seen, by its first slug."""
    found: dict[str, list[float]] = defaultdict(list)
    shown = rows(path, "SELECT url, fetched_at FROM fetches WHERE observation_id IS NOT NULL ORDER BY fetched_at, id")
    for url, at in shown:
        found[url.rstrip("/").rpartition("/")[2]].append(seconds(at) or 0.0)
    return found


def requests(path: Path) -> int:
    """How many requests went to pages of posts, with or without success."""
    ((count,),) = rows(path, "SELECT count(*) FROM fetches WHERE outcome <> 'feed' AND url NOT LIKE '%/feed/'")
    return int(count)


def truth(post: Written, visits: Sequence[float]) -> dict[int, Told]:
    """What an archive must tell of a post's comments, when it was visited at these times."""
    told: dict[int, Told] = {}
    for each in post.said:
        seen = [at for at in visits if each.visible(at)]
        if not seen:
            continue
        after = [at for at in visits if each.deleted_at is not None and at >= each.deleted_at]
        wordings = tuple(dict.fromkeys(each.text(at) for at in seen))
        told[each.id] = (utc(seen[0]), utc(after[0]) if after else None, wordings, each.parent)
    return told


def archived(path: Path) -> dict[int, Told]:
    """What the archive tells of every comment, by its id."""
    versions: dict[int, list[str]] = defaultdict(list)
    for comment, text in rows(path, "SELECT comment_id, text FROM comment_versions ORDER BY comment_id, version"):
        versions[comment].append(text)
    select = """
        SELECT i.system_id, c.id, c.first_seen_at, c.gone_since, c.text, p.system_id
        FROM comments c JOIN comment_ids i ON i.comment_id = c.id LEFT JOIN comment_ids p ON p.comment_id = c.parent_id
    """
    return {
        int(number): (first, gone, tuple(versions.get(key) or [text]), int(parent) if parent else None)
        for number, key, first, gone, text, parent in rows(path, select)
    }


def compare(path: Path, scripts: Sequence[Script], visits: dict[str, list[float]]) -> list[str]:
    """Where the archive differs from the truth, a line each; nothing when it is right."""
    expected: dict[int, Told] = {}
    for script in scripts:
        for post in script.posts:
            expected |= truth(post, visits[post.slug])
    found = archived(path)
    wrong = [f"comment {key}: {expected.get(key)} is told as {found.get(key)}" for key in expected.keys() | found.keys()
             if expected.get(key) != found.get(key)]  # fmt: skip
    articles = {url_key(url) for (url,) in rows(path, "SELECT url FROM articles")}
    posts = {slug for slug, at in visits.items() if at}
    return wrong + ([] if len(articles) == len(posts) else [f"{len(articles)} articles of {len(posts)} posts"])


def figures(name: str, scripts: Sequence[Script], visits: dict[str, list[float]], count: int) -> Figures:
    """How soon visits at these times see the comments of a year."""
    total = soon = never = 0
    for script in scripts:
        for post in script.posts:
            times = sorted(visits[post.slug])
            for each in post.said:
                total += 1
                place = bisect_left(times, each.at)
                seen = place < len(times) and each.visible(times[place])
                soon += seen and times[place] - each.at <= DAY
                never += not seen
    return Figures(name, count, soon / total, never / total)


def fixed(scripts: Sequence[Script], pause: float) -> dict[str, list[float]]:
    """Visits to every post, again and again after the same pause."""
    end = START + YEAR
    visits: dict[str, list[float]] = {}
    for script in scripts:
        for post in script.posts:
            visits[post.slug] = [post.at + pause * number for number in range(1, int((end - post.at) / pause) + 1)]
    return visits


def oracle(scripts: Sequence[Script]) -> dict[str, list[float]]:
    """The fewest visits that see every comment within a day: the day after the first one that was not seen yet."""
    visits: dict[str, list[float]] = {}
    for script in scripts:
        for post in script.posts:
            times: list[float] = []
            for each in post.said:
                if not times or times[-1] < each.at:
                    times.append(min(each.at + DAY, each.deleted_at - 1 if each.deleted_at else each.at + DAY))
            visits[post.slug] = times
    return visits


def best(scripts: Sequence[Script], count: int) -> dict[str, list[float]]:
    """As the oracle has it, but so many visits at most: those that see the most comments."""
    all_visits = [(slug, at) for slug, times in oracle(scripts).items() for at in times]
    said = {post.slug: [each.at for each in post.said] for script in scripts for post in script.posts}
    worth = sorted(all_visits, key=lambda visit: -sum(0 <= visit[1] - at <= DAY for at in said[visit[0]]))[:count]
    visits: dict[str, list[float]] = {slug: [] for slug in said}
    for slug, at in worth:
        visits[slug].append(at)
    return visits


def same_cost(scripts: Sequence[Script], count: int) -> dict[str, list[float]]:
    """Visits after the same pause to every post, with the pause at which there are as many as `count`."""
    shortest, longest = 3600.0, YEAR
    for _ in range(40):
        middle = (shortest + longest) / 2
        if sum(map(len, fixed(scripts, middle).values())) > count:
            shortest = middle
        else:
            longest = middle
    return fixed(scripts, longest)


def number_of(visits: dict[str, list[float]]) -> int:
    return sum(map(len, visits.values()))


def table(path: Path, scripts: Sequence[Script], visits: dict[str, list[float]]) -> list[Figures]:
    """The runs beside other ways of visiting."""
    daily, cheap, wise = fixed(scripts, DAY), same_cost(scripts, requests(path)), best(scripts, requests(path))
    return [
        figures("scheduled runs", scripts, visits, requests(path)),
        figures("every thread daily", scripts, daily, number_of(daily)),
        figures("fixed pause, same requests", scripts, cheap, number_of(cheap)),
        figures("oracle, same requests at most", scripts, wise, number_of(wise)),
    ]


def main() -> None:
    """Print the table, and what is wrong."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name, usual in (("blogs", 20), ("posts", 2000), ("comments", 40_000), ("every", 6), ("seed", 1)):
        ask.add_argument(f"--{name}", type=int, default=usual)
    given: Any = ask.parse_args()
    scripts = write(given.seed, blogs=given.blogs, posts=given.posts, comments=given.comments)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, Workers(2, deadline=60) as workers:
        path = Path(folder, "year.db")
        visits = simulate(path, scripts, given.every * 3600.0, workers)
        said = sum(len(post.said) for script in scripts for post in script.posts)
        ((runs, lists),) = rows(
            path, "SELECT (SELECT count(*) FROM runs), count(*) FROM fetches WHERE url LIKE '%/feed/'"
        )
        print(
            f"{given.blogs} blogs, {given.posts} posts, {said} comments, seed {given.seed}; {runs} runs, {lists} feeds"
        )
        for line in table(path, scripts, visits):
            print(
                f"{line.name:<30} {line.requests:>8} requests  {line.soon:>6.1%} within a day  {line.never:>6.1%} never"
            )
        wrong = compare(path, scripts, visits)
        print(*wrong[:20], f"{len(wrong)} differences from the truth; {time.monotonic() - begun:.0f} s", sep="\n")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
