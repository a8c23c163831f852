"""Random histories of a thread, what a simple model says about them, and what the archive says.

By hand: python -m tests.archive.histories 100000 --seed 7
"""

from __future__ import annotations

import argparse
import itertools
import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from archive import Archive, Visit
from archive.query import as_of
from archive.threads.rebuild import rebuild
from scraper.thread import Article, Author, Comment, Thread, arrange
from scraper.visit.records import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMES = ("Anna Thimble", "Bo Larch", "Cyd Moss", "Dee Fenwick")
SYLLABLES = "ba ke lo mi nu pra sto tri vel wox zun dji fow gam hur qua sne chi tho blu".split()
SITE = "https://tea.example"
WALLS = {
    "Log in": "Only members may read what our writers write, and members have a key to the door.",
    "One moment": "Before you go on please show that you are a person and no machine at all",
}
STEPS = 7

Shown = tuple["Said", str]
numbers = itertools.count(1)


@dataclass(eq=False)
class Said:
    """A comment in the world: who, and below which other one. `words` changes when it is edited."""

    number: int
    author: str
    words: str
    parent: Said | None
    published: str | None


@dataclass(frozen=True)
class Event:
    """One visit: when, at which address, and what it showed. `kind` is page, part, feed, wall, missing or same."""

    at: str
    kind: str
    url: str
    shown: tuple[tuple[Said, str], ...] = ()
    title: str = ""

    @property
    def channel(self) -> str:
        return "feed" if self.kind == "feed" else "page"

    @property
    def complete(self) -> bool | None:
        return {"page": True, "part": False}.get(self.kind)

    @property
    def state(self) -> tuple[object, ...]:
        """What makes an observation the same as another one."""
        return self.kind, self.title, tuple((said.number, words) for said, words in self.shown)


@dataclass
class Story:
    """A history: its visits by time, in which order they arrive, and whether comments have ids."""

    number: int
    ids: bool
    events: list[Event]
    arrivals: list[Event]
    sure: bool = True
    """Without ids: whether the model can tell each comment from all others."""

    @property
    def main(self) -> str:
        return f"{SITE}/post/{self.number}"


@dataclass
class Stand:
    """How the model sees one comment."""

    words: str
    first: str
    gone: str | None = None
    shown: list[str] = field(default_factory=list)


@dataclass
class Model:
    """What the visits up to a moment say, in the plainest words that do."""

    story: Story
    stands: dict[Said, Stand] = field(default_factory=dict)
    showing: dict[str, set[Said]] = field(default_factory=dict)
    last: dict[str, Event] = field(default_factory=dict)
    doubted: dict[str, set[Said]] = field(default_factory=dict)
    at_address: dict[str, Event] = field(default_factory=dict)
    walls: list[str] = field(default_factory=list)
    waiting: str | None = None
    title: str = ""
    gone: str | None = None
    last_url: str = ""

    def see(self, event: Event) -> None:
        if event.kind == "failed":
            return
        if event.kind == "missing":
            if self.gone is None and key(event.url) in {key(self.last_url), self.reached(self.last_url)}:
                self.gone = event.at
            return
        if event.kind == "same":
            before = self.at_address.get(event.url)
            if before is None:
                return
            event = replace(before, at=event.at, url=event.url)
        elif event.kind == "wall" and event.title not in self.walls:
            if self.waiting != event.title:
                self.waiting = event.title
                return
            self.walls.append(event.title)
        self.waiting = None
        self.gone = None
        self.last_url = event.url
        if event.channel == "page":
            self.at_address[event.url] = event
            self.title = event.title
        self.count(event)

    @staticmethod
    def reached(url: str) -> str:
        return key(f"{SITE}/post/{url.rpartition('=')[2]}" if "?p=" in url else url.removesuffix("/feed"))

    def count(self, event: Event) -> None:
        channel, listed = event.channel, {said for said, _ in event.shown}
        for said in listed & self.stands.keys():
            self.stands[said].shown.append(event.at)
        before = self.last.get(channel)
        self.last[channel] = event
        if before is not None and before.state == event.state and channel not in self.doubted:
            return
        for said, words in event.shown:
            stand = self.stands.setdefault(said, Stand(words, event.at, shown=[event.at]))
            stand.words, stand.gone = words, None
        showing = self.showing.setdefault(channel, set())
        if event.complete:
            for said in self.missing(channel, listed):
                showing.discard(said)
                self.stands[said].gone = self.stands[said].gone or event.at
        elif channel in self.doubted:
            self.doubted[channel] |= listed
        showing |= listed

    def missing(self, channel: str, listed: set[Said]) -> set[Said]:
        """What a whole page takes back: a sharp drop only what two of them in a row lack."""
        showing = self.showing[channel]
        visible = {said for said in showing if self.stands[said].gone is None}
        doubted = self.doubted.pop(channel, None)
        if len(visible) < 10 or 2 * len(visible & listed) >= len(visible):
            return showing - listed
        if doubted is None or (showing - listed) & doubted:
            self.doubted[channel] = listed
        return set() if doubted is None else showing - listed - doubted


def key(url: str) -> str:
    """An address as the archive should compare it."""
    return url.partition("?utm")[0].replace("www.", "").replace("http:", "https:").rstrip("/")


def write(chance: random.Random, *, calm: bool = False) -> Story:
    """A history by chance. In a calm one comments have ids, and visits may arrive in any order."""
    story = Story(next(numbers), calm or chance.random() < 0.6, [], [])
    ordered = not calm and (not story.ids or chance.random() < 0.5)
    teller = _Teller(story, chance, ordered=ordered)
    for step in range(chance.randint(2, STEPS)):
        teller.live()
        story.events.append(teller.visit(step))
    story.arrivals = list(story.events)
    if not ordered:
        chance.shuffle(story.arrivals)
    return story


class _Teller:
    """Makes a story up: between two visits people write, edit and delete."""

    def __init__(self, story: Story, chance: random.Random, *, ordered: bool) -> None:
        self.story, self.chance, self.ordered = story, chance, ordered
        self.dated = story.ids or chance.random() < 0.5
        self.thread: list[Said] = []
        self.deleted: list[Said] = []
        self.numbers = itertools.count(1)
        self.title = f"Post {story.number}"
        self.unseen_edits: set[Said] = set()
        self.last_whole: list[Said] | None = None
        self.has_shown_the_page = False
        for _ in range(chance.choice((0, 1, 3, 3, 5, 13))):
            self.add()

    def live(self) -> None:
        for _ in range(self.chance.choice((0, 0, 1, 1, 1, 3))):
            what = self.chance.choice(("add", "add", "edit", "edit", "delete", "return", "many", "title"))
            if what == "add" or not self.thread:
                self.add()
            elif what == "edit":
                self.edit(self.chance.choice(self.thread))
            elif what == "delete":
                self.delete(self.chance.choice(self.thread))
            elif what == "return" and self.deleted:
                back = self.deleted.pop()
                if back.parent is None or back.parent in self.thread:
                    self.thread.append(back)
            elif what == "many" and self.story.ids:
                for said in list(self.thread[1 + len(self.thread) // 3 :]):
                    if said in self.thread:
                        self.delete(said)
            elif what == "title":
                self.title = f"Post {self.story.number} {self.chance.choice('abc')}"

    def add(self) -> None:
        number = next(self.numbers)
        parent = self.chance.choice(self.thread) if self.thread and self.chance.random() < 0.4 else None
        words = "Thanks!" if not self.story.ids and self.chance.random() < 0.2 else self.sentence()
        published = f"2026-01-{1 + number % 28:02}T10:{number % 60:02}:00Z" if self.dated else None
        self.thread.append(Said(number, self.chance.choice(NAMES), words, parent, published))

    def edit(self, said: Said) -> None:
        if said.words == "Thanks!":
            return
        self.unseen_edits.add(said)
        said.words = f"{said.words.rpartition(' ')[0]} {self.chance.choice(SYLLABLES)}"

    def delete(self, said: Said) -> None:
        """With all replies, as most systems do."""
        going = {said}
        for other in self.thread:
            if other.parent in going:
                going.add(other)
        self.deleted += [other for other in self.thread if other in going]
        self.thread = [other for other in self.thread if other not in going]

    def sentence(self) -> str:
        """Words that no other comment resembles."""
        return " ".join("".join(self.chance.choices(SYLLABLES, k=3)) for _ in range(6)) + " end"

    def visit(self, step: int) -> Event:
        at = f"2026-03-01T{step:02}:00:00Z"
        kinds = ["page"] * 5 + ["part", "part"]
        if self.dated:
            kinds += ["feed"]
        if self.ordered and step:
            kinds += ["missing", "same", "same", "failed", *(["wall"] if self.has_shown_the_page else [])]
        kind = "page" if not step and not self.story.ids else self.chance.choice(kinds)
        number = self.story.number
        places = (f"/post/{number}", f"/post/{number}/", f"/post/{number}?utm_source=feed")
        url = SITE + self.chance.choice(places)
        if self.chance.random() < 0.3:
            url = self.chance.choice((url.replace("https", "http"), url.replace("//", "//www."), f"{SITE}/?p={number}"))
        if kind in ("missing", "same", "failed"):
            self.last_whole = None if kind == "same" else self.last_whole  # an address may show what it showed long ago
            return Event(at, kind, url)
        if kind == "wall":
            return Event(at, kind, url, (), self.chance.choice(list(WALLS)))
        if kind == "feed":
            url = f"{SITE}/post/{number}/feed"
        self.has_shown_the_page |= kind in ("page", "part")
        listed = [(said, said.words) for said in self.thread]
        if kind == "part":
            inside: set[Said | None] = {None}
            for said in self.thread:  # a returned parent may stand behind its replies
                if said.parent in inside and self.chance.random() < 0.7:
                    inside.add(said)
            listed = [entry for entry in listed if entry[0] in inside]
        if kind == "feed":
            listed = listed[-3:]
        self.look(kind, {said for said, _ in listed})
        return Event(at, kind, url, tuple(listed), "" if kind == "feed" else self.title)

    def look(self, kind: str, listed: set[Said]) -> None:
        """Without ids an edit can be told only from one whole page to the next, and with nothing else around it."""
        edited = self.unseen_edits & listed
        if edited and not self.story.ids:
            before = self.last_whole
            alone = before == self.thread and len(edited) == 1
            if kind != "page" or not alone:
                self.story.sure = False
        self.unseen_edits -= listed
        if kind == "page":
            self.last_whole = list(self.thread)


def page(story: Story, event: Event) -> Thread:
    """What a parser would read of a visit."""
    entries = list(event.shown)
    where = {said: place for place, (said, _) in enumerate(entries)}
    flat = event.kind == "feed"
    comments = [
        Comment(
            text=words,
            html=f"<p>{words}</p>",
            id=str(said.number) if story.ids else None,
            parent=None if flat or said.parent is None else where[said.parent],
            author=Author(said.author),
            published=said.published,
        )
        for said, words in entries
    ]
    is_wall = event.kind == "wall"
    text = WALLS[event.title] if is_wall else "\n\n".join(f"{story.number}{word} was here" for word in SYLLABLES)
    return Thread(
        url=story.main,
        article=Article() if flat else Article(title=event.title, text=text),
        comments=arrange(comments),
        id_system="wordpress" if story.ids and not is_wall else None,
        id_scope=f"tea.example/{story.number}" if story.ids and not is_wall else None,
        complete=event.complete,
    )


def tell(archive: Archive, story: Story, arrivals: Iterable[Event]) -> None:
    """Let visits arrive."""
    for event in arrivals:
        visit = Visit(event.url, final_url=story.main, fetched_at=event.at, channel=event.channel)
        if event.kind == "missing":
            archive.record(Visit(event.url, status=404, error="not there", fetched_at=event.at))
        elif event.kind == "failed":
            archive.record(Visit(event.url, status=500, error="out of order", fetched_at=event.at))
        elif event.kind == "same":
            archive.record(replace(visit, status=304, outcome=Outcome.NOT_MODIFIED))
        else:
            archive.save(page(story, event), visit=visit)


def check(archive: Archive, story: Story) -> None:
    """Let a history happen. AssertionError where the archive does not hold what it promises about it."""
    tell(archive, story, story.arrivals)
    examine(archive, story)


def examine(archive: Archive, story: Story) -> None:
    """AssertionError where what an archive holds of a history is not what the model says."""
    conn = archive.db.conn
    uid = archive.thread(story.main).uid
    (article,) = conn.execute("SELECT id FROM articles WHERE uid = ?", [uid]).fetchone()
    under_main = "SELECT DISTINCT article_id FROM urls WHERE key IN (?, ?)"
    known = conn.execute(under_main, [f"tea.example/post/{story.number}", f"tea.example?p={story.number}"]).fetchall()
    assert known == [(article,)], "one article under all its addresses"
    if story.ids:
        _check_exactly(archive, story, article)
    else:
        _check_without_ids(archive, story, uid)
    before = _rows(archive, article)
    rebuild(archive.db, article)
    differ = set(_rows(archive, article)) ^ set(before)
    assert not differ, f"the fast path says the same as the replay: {differ}"


def _check_exactly(archive: Archive, story: Story, article: int) -> None:
    model = Model(story)
    conn = archive.db.conn
    for event in story.events:
        model.see(event)
        is_seen = article in as_of.seen(conn, event.at)
        assert is_seen == bool(model.last_url)
        if is_seen:
            _compare(model, as_of.read_at(conn, article, event.at))
    now = archive.thread(str(story.main))
    _compare(model, now)
    gone = sum(stand.gone is not None for stand in model.stands.values())
    counts = conn.execute("SELECT comment_count, gone_count FROM articles WHERE id = ?", [article]).fetchone()
    assert counts == (len(model.stands) - gone, gone)


def _compare(model: Model, thread: Thread) -> None:
    said = {int(comment.id or 0): comment for comment in thread.comments}
    assert len(said) == len(thread.comments), "no comment doubled"
    assert said.keys() == {each.number for each in model.stands}, "no comment lost"
    for each, stand in model.stands.items():
        comment = said[each.number]
        assert (comment.text, comment.first_seen, comment.gone_since) == (stand.words, stand.first, stand.gone)
        if stand.gone:
            assert comment.last_seen == max(at for at in stand.shown if at < stand.gone)
        answered = None if comment.parent is None else int(thread.comments[comment.parent].id or 0)
        assert answered in (None, each.parent.number if each.parent else None)
    assert thread.article.gone_since == model.gone
    if model.title:
        assert thread.article.title == model.title


def _check_without_ids(archive: Archive, story: Story, uid: str | None) -> None:
    kept = archive.thread(story.main).comments
    ever = {(said.author, words) for event in story.events for said, words in event.shown}
    versions = archive.db.conn.execute(
        "SELECT v.author, v.text FROM comment_versions v JOIN comments c ON c.id = v.comment_id"
        " JOIN articles a ON a.id = c.article_id WHERE a.uid = ?",
        [uid],
    ).fetchall()
    assert ever <= {(each.author.name, each.text) for each in kept} | set(versions), "no words lost"
    last = story.events[-1]
    if last.kind == "page":
        model = Model(story)
        for event in story.events:
            model.see(event)
        if not model.doubted and "feed" not in {event.kind for event in story.events}:
            shown = Counter((each.author.name, each.text) for each in kept if each.gone_since is None)
            assert shown == Counter((said.author, words) for said, words in last.shown), "what is shown is the page"
    if story.sure:
        rows = Counter(each.author.name for each in kept if each.text != "Thanks!")
        people = {said for event in story.events for said, words in event.shown if words != "Thanks!"}
        assert rows == Counter(said.author for said in people), "no comment doubled"


def _rows(archive: Archive, article: int) -> list[tuple[object, ...]]:
    conn = archive.db.conn
    article_row = conn.execute("SELECT * FROM articles WHERE id = ?", [article]).fetchall()
    return article_row + conn.execute("SELECT * FROM comments WHERE article_id = ?", [article]).fetchall()


def main() -> None:
    """Check as many histories as asked for, in archives of 500."""
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    wanted = parser.parse_args()
    chance, begun = random.Random(wanted.seed), time.monotonic()
    for done in range(0, wanted.count, 500):
        with tempfile.TemporaryDirectory() as folder, Archive.open(Path(folder) / "a.db") as archive:
            archive.db.conn.execute("PRAGMA synchronous = OFF")
            for number in range(done, min(done + 500, wanted.count)):
                seed = chance.getrandbits(64)
                try:
                    check(archive, write(random.Random(seed)))
                except Exception:
                    sys.stderr.write(f"history {number} of seed {wanted.seed}: its own seed is {seed}\n")
                    raise
    sys.stdout.write(
        f"{wanted.count} histories, seed {wanted.seed}, {time.monotonic() - begun:.0f} s: all as promised\n"
    )


if __name__ == "__main__":
    main()
