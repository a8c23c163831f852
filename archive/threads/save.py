"""One visit on its way into the archive: the order of the steps, inside a transaction that the caller holds."""

from dataclasses import replace
from functools import partial
from typing import Any

from archive import values
from archive.db.rows import Database
from archive.threads import articles, comments, observations, polls, suspect, visit_log, write
from archive.threads.columns import ArticleRow, article_columns
from archive.threads.columns import values as values_of
from archive.threads.history import History, Seen
from archive.threads.rebuild import renew
from archive.threads.records import Saved, Stored
from archive.threads.versions import Noted
from archive.values import truth
from scraper import incomplete as reasons
from scraper.thread import Thread
from scraper.urls import normal_url
from scraper.visit.records import OF_THE_PAGE, Outcome, Visit

GONE = (404, 410)
"""What servers answer for a page that is gone."""


def save(db: Database, thread: Thread, at: str, visit: Visit | None, run_id: int | None) -> tuple[Saved, int]:
    """Add what a visit showed at `at` (UTC). Returns what that did, and the id of the visit's row in `fetches`."""
    visited = visit or Visit(url=thread.url)
    channel = visited.channel or (thread.channels[0].name if len(thread.channels) == 1 else "page")
    page = visit if channel == "page" else None  # other channels are asked elsewhere: no address of the article
    if page is not None and articles.leads_home(page):
        left = articles.by_url(db, visited.url)
        if left is not None:
            return _gone(db, left, visited, at, run_id)
    known = articles.find(db, thread, page)
    if visited.doubt is not None:
        return _suspect(db, known, visited, visited.doubt, at, run_id)
    article = known or articles.insert(db, thread, at)
    shown = write.recognise(db, article.id, thread)
    before = observations.last(db, article.id)
    comparable = known is not None and channel == "page" and bool(article.text or "page" in before[1])
    if comparable and suspect.is_suspect(db, article, shown):
        words = suspect.digest(thread)
        if not suspect.seen_beside(db, article.id, words, at):
            return _suspect(db, article, visited, suspect.REASON, at, run_id, digest=words)
    articles.add_urls(db, article, thread, page, at)
    fetch_id = visit_log.add(db, visited, at, run_id, article.id, channel)
    parser = thread.parser or values.program_version()
    note = Noted(at, fetch_id, channel, parser)

    stated = article_columns(thread)
    if channel not in OF_THE_PAGE:
        stated = articles.only_lacking(article, stated)
    article_version, article_changed = articles.version_for(db, article, stated, note)
    observation, fresh, shown = write.observe(db, article.id, shown, note, article_version)
    visit_log.settle(db, fetch_id, observation_id=observation, parser_version=parser)
    if visit is not None:
        polls.poll(db, visit, at, observation, parser)

    newest = at >= before[0]
    is_last = newest and before[1].get(channel) == observation
    if is_last and not observations.may_change(db, article, observation, lambda: shown.incoming):
        comments.refresh(db, article, shown.incoming, at)
        comments.add_ids(db, shown)
        if article.version == article_version:
            article = articles.update(db, article, articles.refreshed(article, stated))
        visit_log.settle(db, fetch_id, outcome=Outcome.UNCHANGED)
        return _totals(article, Outcome.UNCHANGED), fetch_id

    stored = shown.stored
    answers = comments.answers(stored, shown)
    seen = Seen(at, channel, observation, thread.complete, observations.resolved(shown.listed, answers))
    history = observations.history(db, article.id, stored, seen, before, answers)
    wanted = (articles.refreshed if newest else articles.lacking)(article, stated)
    now = renew(db, article, stored, history, at, shown.incoming, wanted, newest=newest)
    comments.add_ids(db, shown)
    changed = article_changed or now.gone_since != article.gone_since
    saved = _compare(now, stored, history, fresh, article_changed=changed, is_new=known is None)
    visit_log.settle(db, fetch_id, outcome=saved.outcome)
    return saved, fetch_id


def record(db: Database, visit: Visit, at: str, run_id: int | None) -> None:
    """Note a visit without a thread; one that was not modified shows what the address showed last."""
    visit = replace(visit, outcome=visit.outcome or Outcome.FAILED)
    missing = articles.shown_at(db, visit.url) if visit.status in GONE and visit.outcome == Outcome.FAILED else None
    if missing is not None:
        _gone(db, missing, visit, at, run_id)
        return
    select = "SELECT o.* FROM polls p JOIN observations o ON o.id = p.observation_id WHERE p.url = ?"
    shown = next(db.query(select, [normal_url(visit.url)]), None) if visit.outcome == Outcome.NOT_MODIFIED else None
    if shown is None:
        _left_alone(db, None, visit, at, run_id)
        return
    before = observations.last(db, shown["article_id"])
    visit_log.add(db, visit, at, run_id, shown["article_id"], shown["channel"], observation_id=shown["id"])
    polls.poll(db, visit, at, shown["id"])
    article, listed = articles.load(db, shown["article_id"]), partial(observations.listing, db, shown["id"])
    is_last = at >= before[0] and before[1].get(shown["channel"]) == shown["id"]
    if is_last and not observations.may_change(db, article, shown["id"], listed):
        return
    # The address shows an earlier state once more, while another address had shown a later one.
    stored = comments.load(db, article.id, article.numbering)
    answers = comments.answers(stored)
    seen = Seen(at, shown["channel"], shown["id"], truth(shown["complete"]), observations.resolved(listed(), answers))
    renew(db, article, stored, observations.history(db, article.id, stored, seen, before, answers), at)


def _gone(db: Database, article: ArticleRow, visit: Visit, at: str, run_id: int | None) -> tuple[Saved, int]:
    """The address no longer leads to the article. What was said below it stays as it was last seen."""
    why = visit.error or f"{visit.url}: leads to the home page of the site"
    fetch_id = _left_alone(db, article, replace(visit, outcome=Outcome.GONE, error=why), at, run_id)
    article = articles.update(db, article, {"gone_since": articles.gone_since(db, article.id)})
    return _totals(article, Outcome.GONE), fetch_id


def _suspect(
    db: Database, article: ArticleRow | None, visit: Visit, why: str, at: str, run_id: int | None, **more: Any
) -> tuple[Saved, int]:
    """What came may be another page: it does not count, and is no article of its own either."""
    visit = replace(visit, outcome=Outcome.SUSPECT, error=f"{visit.url}: {why}")
    fetch_id = _left_alone(db, article, visit, at, run_id, **more)
    return _totals(article, Outcome.SUSPECT) if article is not None else Saved("", Outcome.SUSPECT), fetch_id


def _left_alone(
    db: Database, article: ArticleRow | None, visit: Visit, at: str, run_id: int | None, **more: Any
) -> int:
    """Note a visit that shows nothing of an article, with `more` columns."""
    polls.poll(db, visit, at, None)
    return visit_log.add(db, visit, at, run_id, article.id if article else None, visit.channel or "page", **more)


def _compare(
    article: ArticleRow, stored: Stored, history: History, fresh: int, *, article_changed: bool, is_new: bool
) -> Saved:
    was, now = stored.rows, history.standings
    new = len(now) - len(was)
    reworded = sum(row.version != now[key].version for key, row in was.items())
    gone = sum(row.gone_since is None and now[key].gone_since is not None for key, row in was.items())
    returned = sum(row.gone_since is not None and now[key].gone_since is None for key, row in was.items())
    differs = bool(new or reworded or fresh or gone or returned or article_changed)
    totals = _totals(article, Outcome.NEW if is_new else Outcome.CHANGED if differs else Outcome.UNCHANGED)
    changed = max(reworded, fresh)
    return replace(totals, new=new, changed=changed, gone=gone, returned=returned, article_changed=article_changed)


def _totals(article: ArticleRow, outcome: Outcome) -> Saved:
    """What a visit did that changed no comment, with the thread's totals."""
    return Saved(
        uid=article.uid,
        outcome=outcome,
        comment_count=article.comment_count,
        gone_count=article.gone_count,
        complete=truth(article.complete),
        incomplete=reasons.from_dict(values_of(article)),
    )
