"""The record of visits: fetches, what the next visit needs to know (polls), and runs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from archive.db.rows import Database, insert, update
from archive.threads.polls import poll
from archive.values import new_uid, program_version
from scraper.times import now
from scraper.urls import normal_url
from scraper.visit.records import Outcome, Visit


def add(
    db: Database, visit: Visit, at: str, run_id: int | None, article_id: int | None, channel: str, **more: Any
) -> int:
    """Note a visit, with `more` columns. Returns the id of its row in `fetches`; `settle` completes it."""
    row = {
        "run_id": run_id,
        "article_id": article_id,
        "url": normal_url(visit.url),
        "redirects": json.dumps(visit.redirects),
        "channel": channel,
        "fetched_at": at,
        "outcome": visit.outcome or Outcome.FAILED,
        **{name: getattr(visit, name) for name in ("final_url", "seconds", "status", "error", "content_type", "size")},
        "parser_version": program_version(),
    }
    return insert(db, "fetches", row | more)


def add_part(db: Database, visit: Visit, at: str, run_id: int | None, whole: int) -> int:
    """Note the visit to a further comment page, part of the visit `whole`. Returns the id of its row."""
    article_id, channel = db.conn.execute("SELECT article_id, channel FROM fetches WHERE id = ?", [whole]).fetchone()
    visit = replace(visit, outcome=Outcome.PART)
    poll(db, visit, at, None)
    return add(db, visit, at, run_id, article_id, channel, part_of=whole)


def settle(db: Database, fetch_id: int, **values: Any) -> None:
    """Complete the row of a visit once it is known what it showed."""
    update(db, "fetches", fetch_id, values)


def start_run(db: Database, command: str, arguments: Mapping[str, Any] | Sequence[str]) -> int:
    """Note that a run began. Returns its id."""
    row = {
        "uid": new_uid(),
        "command": command,
        "arguments": json.dumps(arguments, ensure_ascii=False, default=str),
        "program_version": program_version(),
        "started_at": now(),
    }
    return insert(db, "runs", row)


def finish_run(db: Database, run_id: int, outcome: str, report: Mapping[str, Any]) -> None:
    """Note how a run ended."""
    text = json.dumps(report, ensure_ascii=False, default=str)
    db.table("runs").update(run_id, {"finished_at": now(), "outcome": outcome, "report": text})


def bury_runs(db: Database) -> None:
    """Mark the scheduled runs that never ended. Call while holding the run lock: nobody else can be at work."""
    db.conn.execute("UPDATE runs SET outcome = 'killed' WHERE command = 'run' AND outcome IS NULL")
