"""What is known of an address from earlier visits: validators, further pages, embeds."""

import json
from typing import Any

from archive.db.rows import Database, insert, update, value
from archive.values import program_version
from scraper.urls import normal_url
from scraper.visit.records import LISTS, Outcome, Validators, Visit

FULL_VISIT = 10
"""Every so many visits to a page, one is unconditional: servers are known to answer 304 for pages that changed."""


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
    if visit.outcome == Outcome.PART:
        values["kind"] = "comments"
    elif visit.outcome in LISTS:
        values["kind"] = visit.outcome
    if visit.fresh_until is not None:
        values["fresh_until"] = visit.fresh_until
    if visit.error is not None or visit.outcome in (Outcome.FAILED, Outcome.REFUSED):
        values["failures"] = (known["failures"] if known else 0) + 1
        values["failing_since"] = (known["failing_since"] if known else None) or at
    elif visit.outcome == Outcome.NOT_MODIFIED:
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
        update(db, "polls", known["id"], values)
    else:
        insert(db, "polls", {"url": url, **values})


def validators(db: Database, url: str) -> Validators | None:
    """What a conditional request to this address can carry; None when nothing is known, or a full visit is due."""
    select = "SELECT etag, last_modified, parser_version, kind FROM polls WHERE url = ? AND conditional < ?"
    known = next(db.query(select, [normal_url(url), FULL_VISIT - 1]), None)
    if known is None or not (known["etag"] or known["last_modified"]):
        return None
    return Validators(**known)


def further_pages(db: Database, url: str) -> list[tuple[str, Validators]]:
    """The further comment pages that the last visit to this address found, and what to ask for them by."""
    known = value(db.conn, "SELECT pages FROM polls WHERE url = ?", normal_url(url))
    pages = json.loads(known) if known else []
    return [(page, validators(db, page) or Validators()) for page in pages]


def embeds(db: Database, url: str) -> str | None:
    """What the page at this address said of its thread elsewhere when last read (scraper.channels.select.noted)."""
    known: str | None = value(db.conn, "SELECT embeds FROM polls WHERE url = ?", normal_url(url))
    return known
