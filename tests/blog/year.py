"""A year on several blogs: a script of what happens when, and blogs that serve what it says for the moment.

Posts appear, comments come after the delays of `tests.blog.delays`, some are edited or deleted, old posts move to
another address, blogs are out of order for days, and every second one gets another theme, some of them two. All of
it follows from the seed.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle
from typing import TYPE_CHECKING, Any

from tests.blog import delays
from tests.blog.markup import Comment, Post, render_feed, render_page
from tests.blog.redesign import LOOKS, Look
from tests.blog.server import Blog
from tests.support.clock import START

if TYPE_CHECKING:
    from tests.support.clock import ManualClock

DAY = 86400.0
YEAR = 365 * DAY
IN_FEED = 10
"""Posts that a feed lists."""


@dataclass
class Said:
    """One comment: when it came (seconds since 1970, UTC), what it said from when on, and when it was deleted."""

    id: int
    author: str
    at: float
    wordings: list[tuple[float, str]]
    parent: int | None = None
    deleted_at: float | None = None

    def visible(self, now: float) -> bool:
        """Whether a page shows it."""
        return self.at <= now and (self.deleted_at is None or now < self.deleted_at)

    def text(self, now: float) -> str:
        """What it says at a moment."""
        return self.wordings[bisect_right([at for at, _ in self.wordings], now) - 1][1]


@dataclass
class Written:
    """One post with all that will ever be said below it. It moves to `moved_to` at `moved_at`."""

    slug: str
    number: int
    at: float
    said: list[Said] = field(default_factory=list)
    moved_at: float = float("inf")

    @property
    def moved_to(self) -> str:
        return f"moved/{self.slug}"


@dataclass
class Script:
    """What happens on one blog. `hints`: its feed tells how many comments there are. `redesigns`: from when on which
    look."""

    name: str
    posts: list[Written]
    hints: bool
    outages: list[tuple[float, float]]
    redesigns: list[tuple[float, Look]] = field(default_factory=list)

    def out_of_order(self, now: float) -> bool:
        return any(begin <= now < end for begin, end in self.outages)


def write(seed: int, *, blogs: int, posts: int, comments: int) -> list[Script]:
    """The scripts of a year: so many posts and comments on all blogs together, as near as chance has it."""
    chance = random.Random(seed)
    liveliness = [chance.paretovariate(1.3) for _ in range(posts)]
    scale = comments * 1.25 / sum(liveliness)  # a fifth of what is drawn comes after the year
    scripts = [Script(f"Blog {number}", [], hints=number % 2 == 0, outages=_outages(chance)) for number in range(blogs)]
    for number in range(posts):
        script = scripts[number % blogs]
        post = Written(f"post-{number}", number + 1, START + chance.random() * YEAR)
        post.said = _said(chance, post, int(liveliness[number] * scale + chance.random()))
        if chance.random() < 0.03:
            post.moved_at = post.at + chance.uniform(120, 300) * DAY
        script.posts.append(post)
    for script in scripts:
        script.posts.sort(key=lambda post: post.at)
        for post, later in zip(script.posts, script.posts[IN_FEED:], strict=False):
            post.moved_at = max(post.moved_at, later.at + DAY)  # a post that the feed still lists does not move
        for post in script.posts[-IN_FEED:]:
            post.moved_at = float("inf")
    for script, looks in zip(scripts[::2], cycle((LOOKS, LOOKS[1:], LOOKS[:1])), strict=False):
        times = sorted(START + chance.uniform(0.2, 0.9) * YEAR for _ in looks)
        script.redesigns = list(zip(times, looks, strict=True))
    return scripts


def _outages(chance: random.Random) -> list[tuple[float, float]]:
    begins = [START + chance.random() * YEAR for _ in range(3)]
    return [(begin, begin + chance.choice([0.2, 1, 4]) * DAY) for begin in begins]


def _said(chance: random.Random, post: Written, count: int) -> list[Said]:
    times = sorted(at for at in (post.at + delays.draw(chance) for _ in range(count)) if at < START + YEAR)
    said: list[Said] = []
    for place, at in enumerate(times):
        key = post.number * 100_000 + place
        words = f"Reader {place} said this under post {post.number}, and meant it."
        each = Said(key, f"Reader {key}", at, [(at, words)])
        if said and chance.random() < 0.4:
            each.parent = chance.choice(said[-8:]).id
        if chance.random() < 0.05:
            each.wordings.append((at + chance.uniform(0.01, 20) * DAY, f"{words} Edited: or nearly so."))
        said.append(each)
    answered = {each.parent for each in said}
    for each in said:
        if each.id not in answered and chance.random() < 0.04:
            each.deleted_at = each.at + chance.uniform(0.01, 60) * DAY
    return said


class YearBlog(Blog):
    """Serves what the script says for the clock's moment."""

    def __init__(self, script: Script, clock: ManualClock) -> None:
        super().__init__(name=script.name)
        self.script, self.clock = script, clock
        self._by_slug = {slug: post for post in script.posts for slug in (post.slug, post.moved_to)}

    def answer(self, handler: Any, path: str) -> bool:
        """Whether an outage or a move answers in place of the page."""
        now = self.clock.time()
        if self.script.out_of_order(now):
            handler.reply(503, b"", {"Content-Type": "text/plain"})
            return True
        post = self._by_slug.get(path.strip("/"))
        if post is not None and now >= post.moved_at and path.strip("/") == post.slug:
            handler.reply(301, b"", {"Location": f"/{post.moved_to}/"})
            return True
        return False

    def find(self, path: str) -> tuple[str, bytes] | None:
        now = self.clock.time()
        if path == "/feed/":
            return "application/rss+xml; charset=UTF-8", self._feed(now)
        slug = path.strip("/")
        post = self._by_slug.get(slug)
        if post is None or post.at > now or (slug == post.moved_to and now < post.moved_at):
            return None
        shown = self._shown(post, now, slug)
        look = next((look for at, look in reversed(self.script.redesigns) if at <= now), None)
        html = look(shown, self.url, self.name) if look else render_page(shown, base=self.url, blog=self.name)
        return "text/html; charset=UTF-8", html.encode()

    def _feed(self, now: float) -> bytes:
        posts = [post for post in self.script.posts if post.at <= now][-IN_FEED:][::-1]
        feed = render_feed([self._shown(post, now, post.slug) for post in posts], base=self.url, blog=self.name)
        return (feed if self.script.hints else re.sub(r"\t*<slash:comments>\d+</slash:comments>\n", "", feed)).encode()

    def _shown(self, post: Written, now: float, slug: str) -> Post:
        comments = tuple(
            Comment(each.id, each.author, (each.text(now),), each.parent, date=datetime.fromtimestamp(each.at, UTC))
            for each in post.said
            if each.visible(now)
        )
        words = (f"This is post {post.number} of the year. " * 4, f"It says what number {post.number} has to say. " * 4)
        published = datetime.fromtimestamp(post.at, UTC)
        return Post(slug, f"Post number {post.number}", "Maren Oddleif", words, comments, published, number=post.number)
