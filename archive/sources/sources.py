"""What is watched: feeds, sitemaps and single pages, each with its scope and its options."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from fnmatch import fnmatchcase
from sqlite3 import Connection
from typing import Any, Literal, get_args

from sqlite_utils import Database

from archive.db import rows
from archive.errors import ArchiveError, NotFound
from archive.values import new_uid
from scraper.channels.select import choice_of
from scraper.urls import normal_url

Kind = Literal["feed", "sitemap", "archive", "page"]

KINDS: tuple[str, ...] = get_args(Kind)

_LISTS = "('feed', 'sitemap', 'archive')"

_LISTS_OF_WORDS = ("labels", "include", "exclude", "rules")

_SETTINGS = ("include", "exclude", "delay", "rules", "channels", "home")


@dataclass(frozen=True, slots=True)
class Source:
    """One thing that is watched.

    `title` is what it calls itself, `labels` are a person's words for it. Of what it lists, the addresses count that
    match one of the patterns in `include` (all without) and none in `exclude`: in patterns `*` stands for any
    letters, `?` for one. `delay` is in seconds between two requests to its host. `rules` are the files of
    rules (absolute paths) by which its pages are read, before all others. `channels` says which to ask beside its
    pages (scraper.channels.select.choice_of). `home` led to it. `id` is 0 where it is in no archive yet.
    """

    url: str
    kind: Kind
    title: str | None = None
    labels: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    delay: float | None = None
    rules: tuple[str, ...] = ()
    channels: str | None = None
    home: str | None = None
    paused: bool = False
    added_at: str | None = None
    uid: str | None = None
    id: int = 0

    def takes(self, url: str) -> bool:
        """Whether an address is within the scope."""
        wanted = not self.include or any(fnmatchcase(url, pattern) for pattern in self.include)
        return wanted and not any(fnmatchcase(url, pattern) for pattern in self.exclude)

    def as_dict(self) -> dict[str, Any]:
        """For programs, and for `from_dict`."""
        return {name: value for name, value in asdict(self).items() if name != "id"}


def from_dict(document: Mapping[str, Any]) -> Source:
    """A source as `as_dict` tells it; unknown keys are ignored. ArchiveError when it is none."""
    url, kind = document.get("url"), document.get("kind")
    if not isinstance(url, str) or kind not in KINDS:
        raise ArchiveError(f"not a source: it needs a url and a kind ({', '.join(KINDS)})")
    known = {entry.name for entry in fields(Source)} - {"id", "uid", "added_at"}
    values = {name: value for name, value in document.items() if name in known}
    for name in _LISTS_OF_WORDS:
        value = values.get(name) or ()
        if isinstance(value, str) or not all(isinstance(each, str) for each in value):
            raise ArchiveError(f"{url}: {name} has to be a list of words")
        values[name] = tuple(value)
    delay = values.get("delay")
    if delay is not None and (isinstance(delay, bool) or not isinstance(delay, int | float) or not delay >= 0):
        raise ArchiveError(f"{url}: delay has to be a number of seconds")
    try:
        choice_of(values.get("channels"))
    except (ValueError, AttributeError) as error:
        raise ArchiveError(f"{url}: channels: {error}") from None
    return Source(**{**values, "paused": bool(values.get("paused"))})


def every(conn: Connection) -> list[Source]:
    """All sources, in the order in which they were added."""
    return [_from_row(row) for row in rows.select(conn, "SELECT * FROM sources ORDER BY id")]


def standing(conn: Connection, source: Source) -> dict[str, Any]:
    """How many `pages` of a source are known, and since when it is itself failing (`failing_since`)."""
    pages = "SELECT count(*) FROM polls WHERE source_id = ? AND kind = 'page'"
    failing = "SELECT failing_since FROM polls WHERE source_id = ? AND url = ?"
    since = rows.value(conn, failing, source.id, source.url)
    return {"pages": rows.value(conn, pages, source.id), "failing_since": since}


def chosen(conn: Connection, names: Iterable[str]) -> list[Source]:
    """The sources that are meant: by address (also without scheme), by home page, by label, or by uid or its beginning.

    NotFound names the first word that means none.
    """
    known = every(conn)
    found: set[int] = set()
    for name in names:
        meant = {source.id for source in known if _is_meant(source, name)}
        if not meant:
            raise NotFound(f"{name}: no source has this address, label or uid; `afterword sources` lists them")
        found |= meant
    return [source for source in known if source.id in found]


def edit_named(db: Database, names: Iterable[str], values: Mapping[str, Any]) -> list[Source]:
    """Change the fields of sources; returns these. NotFound, and nothing is changed, when a word means none."""
    edited = [replace(source, **values) for source in chosen(db.conn, names)]
    for source in edited:
        update(db, source)
    return edited


def remove_named(db: Database, names: Iterable[str]) -> list[Source]:
    """Watch sources no more, nor the pages that they listed; returns them. What the archive holds of them stays.

    Nothing stays known of their lists: a source that is added again has to read them whole. NotFound, and nothing is
    removed, when a word means none.
    """
    found = chosen(db.conn, names)
    gone = f"DELETE FROM polls WHERE source_id = ? AND (last_polled_at IS NULL OR kind IN {_LISTS})"  # noqa: S608
    for source in found:
        db.conn.execute(gone, [source.id])
        db.conn.execute("UPDATE polls SET source_id = NULL, due_at = NULL WHERE source_id = ?", [source.id])
        db.conn.execute("DELETE FROM sources WHERE id = ?", [source.id])
    return found


def labelled(sources: Iterable[Source], labels: Iterable[str]) -> list[Source]:
    """Those that have one of the labels; all when no label is given. NotFound names a label that none has."""
    sources, labels = list(sources), list(labels)
    for label in labels:
        if not any(label in source.labels for source in sources):
            raise NotFound(f"{label}: no source has this label; `afterword sources` lists them")
    return [source for source in sources if not labels or set(labels) & set(source.labels)]


def add(db: Database, source: Source, at: str) -> tuple[Source, bool]:
    """Store a source. One with the same address gains labels and patterns; returns it, and whether it is new.

    A source is polled at the next run: a feed and a sitemap for what they list, a page for itself.
    """
    source = replace(source, url=normal_url(source.url))
    known = next((each for each in every(db.conn) if each.url == source.url), None)
    if known is not None:
        merged = replace(joined(known, source), title=known.title or source.title)
        update(db, merged)
        return merged, False
    source = replace(source, uid=new_uid(), added_at=at)
    key = rows.insert(db, "sources", {"uid": source.uid, "added_at": at, **_columns(source)})
    watch(db, source.url, source.kind, key, at)
    return replace(source, id=key), True


def watch(db: Database, url: str, kind: str, source_id: int, at: str, *, unless: str = "FALSE") -> bool:
    """Have runs ask for an address from now on, `unless` that holds for its poll. Returns whether that is so."""
    insert = f"""
        INSERT INTO polls (url, source_id, kind, found_at, due_at) VALUES (?1, ?2, ?3, ?4, ?4)
        ON CONFLICT (url) DO UPDATE SET source_id = ?2, kind = ?3, found_at = coalesce(found_at, ?4), due_at = ?4
        WHERE NOT ({unless})
    """  # noqa: S608
    return bool(db.conn.execute(insert, [normal_url(url), source_id, kind, at]).rowcount)


def joined(source: Source, more: Source) -> Source:
    """The source with the labels, patterns, rules and options of another one as well; of options those count."""
    both: dict[str, Any] = {
        name: tuple(dict.fromkeys((*getattr(source, name), *getattr(more, name)))) for name in _LISTS_OF_WORDS
    }
    delay = source.delay if more.delay is None else more.delay
    return replace(source, **both, delay=delay, channels=more.channels or source.channels)


def update(db: Database, source: Source) -> None:
    """Write a source as it is now. Its lists are read anew: what counts of an unchanged one may be something else."""
    rows.update(db, "sources", source.id, _columns(source))
    forget = f"UPDATE polls SET etag = NULL, last_modified = NULL WHERE source_id = ? AND kind IN {_LISTS}"  # noqa: S608
    db.conn.execute(forget, [source.id])


def _columns(source: Source) -> dict[str, Any]:
    settings = {name: value for name in _SETTINGS if (value := getattr(source, name)) not in (None, ())}
    return {
        "url": source.url,
        "kind": source.kind,
        "label": source.title,
        "labels": json.dumps(source.labels, ensure_ascii=False),
        "settings": json.dumps(settings, ensure_ascii=False),
        "paused": int(source.paused),
    }


def _from_row(row: Mapping[str, Any]) -> Source:
    values: dict[str, Any] = {name: value for name, value in json.loads(row["settings"]).items() if name in _SETTINGS}
    values |= {name: row[name] for name in ("url", "kind", "added_at", "uid", "id")}
    values |= {"title": row["label"], "labels": json.loads(row["labels"]), "paused": bool(row["paused"])}
    values |= {name: tuple(values.get(name, ())) for name in _LISTS_OF_WORDS}
    return Source(**values)


def _is_meant(source: Source, name: str) -> bool:
    addresses = [url for url in (source.url, source.home) if url]
    if name in (*addresses, *source.labels) or normal_url(name) in addresses:
        return True
    bare = name.removeprefix("http://").removeprefix("https://").rstrip("/")
    is_address = any(bare == url.partition("://")[2].rstrip("/") for url in addresses)
    return is_address or (len(name) >= 6 and (source.uid or "").startswith(name))
