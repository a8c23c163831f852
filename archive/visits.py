"""The record of visits: fetches, what the next visit needs to know (polls), and runs."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from archive.addresses import normal_url
from archive.values import new_uid, now
from archive.visit import Validators, Visit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlite_utils import Database


def program_version() -> str:
    """The version of this program, which is the parser's too."""
    from scraper import __version__

    return __version__


def add(db: Database, visit: Visit, at: str, run_id: int | None, article_id: int | None, channel: str) -> int:
    """Note a visit. Returns the id of its row in `fetches`; `settle` completes it."""
    row = {
        "run_id": run_id,
        "article_id": article_id,
        "url": normal_url(visit.url),
        "final_url": visit.final_url,
        "redirects": json.dumps(visit.redirects),
        "channel": channel,
        "fetched_at": at,
        "seconds": visit.seconds,
        "status": visit.status,
        "outcome": visit.outcome or "failed",
        "error": visit.error,
        "content_type": visit.content_type,
        "size": visit.size,
        "parser_version": program_version(),
    }
    return _insert(db, "fetches", row)


def add_part(db: Database, visit: Visit, at: str, run_id: int | None, whole: int) -> int:
    """Note the visit to a further comment page, part of the visit `whole`. Returns the id of its row."""
    article_id, channel = db.conn.execute("SELECT article_id, channel FROM fetches WHERE id = ?", [whole]).fetchone()
    key = add(db, replace(visit, outcome="part"), at, run_id, article_id, channel)
    settle(db, key, part_of=whole)
    poll(db, replace(visit, outcome="part"), at, None)
    return key


def settle(db: Database, fetch_id: int, **values: Any) -> None:
    """Complete the row of a visit once it is known what it showed."""
    _update(db, "fetches", fetch_id, values)


def poll(db: Database, visit: Visit, at: str, observation_id: int | None, parser: str | None = None) -> None:
    """Keep what the next visit to this address needs. Validators stand for the observation; a failure keeps them.

    `parser` is the version of the parser that read the page; without one no rules did.

    Servers may leave validators out of a 304 (RFC 9110, 15.4.5 wants them there): those known then stay. Other channels
    than the page are asked because of it, and have none of this.
    """
    if not visit.is_of_page:
        return
    url = normal_url(visit.url)
    known = next(db.query("SELECT * FROM polls WHERE url = ?", [url]), None)
    values: dict[str, Any] = {"last_status": visit.status, "last_polled_at": at}
    if visit.outcome in ("feed", "sitemap", "archive", "part"):
        values["kind"] = "comments" if visit.outcome == "part" else visit.outcome
    if visit.fresh_until is not None:
        values["fresh_until"] = visit.fresh_until
    if visit.error is not None or visit.outcome in ("failed", "refused"):
        values["failures"] = (known["failures"] if known else 0) + 1
        values["failing_since"] = (known["failing_since"] if known else None) or at
    elif visit.outcome == "not_modified":
        values |= {"failures": 0, "failing_since": None, "conditional": (known["conditional"] if known else 0) + 1}
        values |= {"etag": visit.etag} if visit.etag else {}
        values |= {"last_modified": visit.last_modified} if visit.last_modified else {}
    else:
        values |= {
            "failures": 0,
            "failing_since": None,
            "conditional": 0,
            "fresh_until": visit.fresh_until,
            "etag": visit.etag,
            "last_modified": visit.last_modified,
            "parser_version": parser or program_version(),
            "observation_id": observation_id,
            "embeds": visit.embeds,
            "pages": json.dumps([normal_url(part.visit.url) for part in visit.parts]) if visit.parts else None,
        }
    if known:
        _update(db, "polls", known["id"], values)
    else:
        _insert(db, "polls", {"url": url, **values})


# Straight SQL: these three run at every visit, and Table.insert and Table.update look the whole schema up each time.


def _insert(db: Database, table: str, row: Mapping[str, Any]) -> int:
    columns, marks = ", ".join(row), ", ".join(f":{name}" for name in row)
    return int(db.conn.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", row).lastrowid or 0)  # noqa: S608


def _update(db: Database, table: str, key: int, values: Mapping[str, Any]) -> None:
    assignments = ", ".join(f"{name} = :{name}" for name in values)
    db.conn.execute(f"UPDATE {table} SET {assignments} WHERE id = :id", {**values, "id": key})  # noqa: S608


FULL_VISIT = 10
"""Every so many visits to a page, one is unconditional: servers are known to answer 304 for pages that changed."""


def validators(db: Database, url: str) -> Validators | None:
    """What a conditional request to this address can carry; None when nothing is known, or a full visit is due."""
    select = "SELECT etag, last_modified, parser_version, kind FROM polls WHERE url = ? AND conditional < ?"
    known = next(db.query(select, [normal_url(url), FULL_VISIT - 1]), None)
    if known is None or not (known["etag"] or known["last_modified"]):
        return None
    return Validators(**known)


def further_pages(db: Database, url: str) -> list[tuple[str, Validators]]:
    """The further comment pages that the last visit to this address found, and what to ask for them by."""
    known = db.conn.execute("SELECT pages FROM polls WHERE url = ?", [normal_url(url)]).fetchone()
    pages = json.loads(known[0]) if known and known[0] else []
    return [(page, validators(db, page) or Validators()) for page in pages]


def embeds(db: Database, url: str) -> str | None:
    """What the page at this address said of its thread elsewhere when it was last read (scraper.channels.noted)."""
    known = db.conn.execute("SELECT embeds FROM polls WHERE url = ?", [normal_url(url)]).fetchone()
    return known[0] if known else None


def start_run(db: Database, command: str, arguments: Mapping[str, Any] | Sequence[str]) -> int:
    """Note that a run began. Returns its id."""
    row = {
        "uid": new_uid(),
        "command": command,
        "arguments": json.dumps(arguments, ensure_ascii=False, default=str),
        "program_version": program_version(),
        "started_at": now(),
    }
    return int(db.table("runs").insert(row).last_pk or 0)


def finish_run(db: Database, run_id: int, outcome: str, report: Mapping[str, Any]) -> None:
    """Note how a run ended."""
    text = json.dumps(report, ensure_ascii=False, default=str)
    db.table("runs").update(run_id, {"finished_at": now(), "outcome": outcome, "report": text})


def bury_runs(db: Database) -> None:
    """Mark the scheduled runs that never ended. Call while holding the run lock: nobody else can be at work."""
    db.conn.execute("UPDATE runs SET outcome = 'killed' WHERE command = 'run' AND outcome IS NULL")
