"""Writing the results of visits into the archive: each becomes rows, and one line that tells of them."""

import traceback
from dataclasses import replace

from archive.display import one_line
from archive.errors import ArchiveError
from archive.run.report import PageLine
from archive.store import Archive, Saved
from archive.threads import save, suspect
from scraper import errors
from scraper.channels import select
from scraper.discovery.archive_pages import ArchivePage
from scraper.discovery.feeds import Feed
from scraper.fetch import errors as fetch_errors
from scraper.incomplete import Code
from scraper.urls import shown
from scraper.visit.records import LISTS, Outcome
from scraper.visit.results import ChannelResult, Failed, ListResult, Unchanged, Visited, VisitResult
from scraper.visit.visitor import VisitRequest

REFUSALS = (
    fetch_errors.RobotsRefused,
    fetch_errors.AddressRefused,
    fetch_errors.SchemeRefused,
    fetch_errors.CredentialsRefused,
    errors.InvalidUrl,
    fetch_errors.TooManyPages,
)

_NOTHING_KEPT = {
    Outcome.SUSPECT: suspect.REASON,
    Outcome.GONE: "leads to the home page of the site; the article is marked as gone",
}


class Recorder:
    """Writes results into an archive, as those of `run_id`. `choice` says which channels the run asks beside pages.

    `keeps_lists`: see `Frontier`.
    """

    run_id: int | None = None

    def __init__(self, archive: Archive, choice: select.Choice, *, keeps_lists: bool = False) -> None:
        self._archive, self._choice, self._keeps_lists = archive, choice, keeps_lists

    def record(self, request: VisitRequest, result: Visited) -> PageLine:
        """Write the result of a visit; returns what to tell of it. Raises ArchiveError."""
        if isinstance(result, ListResult):
            return self._list(request, result)
        if isinstance(result, Unchanged):
            for visit in (result.visit, *(part.visit for part in result.visit.parts)):
                self._archive.record(visit, run_id=self.run_id)
            outcome = Outcome(request.kind) if request.kind in LISTS else Outcome.UNCHANGED
            return self._channels(PageLine(result.visit.url, outcome), request, result)
        if isinstance(result, VisitResult):
            return self._thread(request, result)
        line = self._failure(result)
        is_missing = request.may_be_missing and getattr(result.error, "status", None) in save.GONE
        return PageLine(result.url, Outcome.FEED, listed=0) if is_missing else line

    def _thread(self, request: VisitRequest, result: VisitResult) -> PageLine:
        thread, visit = result.page.thread, result.visit
        if request.kind in LISTS:
            why = f"{shown(thread.url)}: a page now, and no {request.kind} any more; see it in a browser"
            return self._failure(Failed(thread.url, fetch_errors.BadFeed(why), visit))
        saved = self._save(result.page)
        if isinstance(saved, Exception):
            return self._failure(Failed(thread.url, saved, visit))
        url = visit.url if visit is not None else thread.url
        if saved.outcome in _NOTHING_KEPT:
            why = f"{shown(url)}: {result.doubt or _NOTHING_KEPT[saved.outcome]}"
            return PageLine(url, saved.outcome, uid=saved.uid, error=why, error_class=saved.outcome.capitalize())
        line = PageLine(url, saved.outcome, title=thread.article.title, article_changed=saved.article_changed)
        line = _with(line, saved)
        if not thread.channels or thread.channels[0].name == "page":
            line = line.judged(thread)
        return line if saved.outcome == Outcome.FORGOTTEN else self._channels(line, request, result)

    def _channels(self, line: PageLine, request: VisitRequest, result: VisitResult | Unchanged) -> PageLine:
        """Write what other channels gave of a page's thread, and tell of the page and them in one line.

        One that gave nothing costs the page nothing: its thread is then as complete as the others show it. It is told
        where it was asked for by name, and where no other one gave anything.
        """
        in_turn = (request.channels or self._choice) == select.AUTO
        failures: list[str] = []
        for channel in result.channels:
            saved = self._channel(line.url, channel)
            if isinstance(saved, str):
                failures.append(saved)
            else:
                line = _with(line, saved)
        if not failures:
            return line
        has_given = len(failures) < len(result.channels)
        if line.complete is not True and line.comments is not None and not (in_turn and has_given):
            why = "; ".join(filter(None, (line.incomplete_reason, *failures)))
            code = line.incomplete_code or Code.CHANNEL_FAILED
            return replace(line, complete=False, incomplete_code=code, incomplete_reason=why)
        return line if in_turn else replace(line, error="; ".join(failures))

    def _channel(self, url: str, result: ChannelResult | Failed) -> Saved | str:
        """Write what another channel gave of the thread of the page at `url`; why there is nothing, in one line."""
        saved = result.error if isinstance(result, Failed) else self._save(result)
        if not isinstance(saved, Exception):
            return saved
        assert result.visit is not None
        message = one_line(str(saved)) if isinstance(saved, errors.ScraperError) else _message(url, saved)
        self._archive.record(replace(result.visit, outcome=Outcome.FAILED, error=message), run_id=self.run_id)
        return f"{result.visit.channel}: {message}"

    def _save(self, result: ChannelResult) -> Saved | Exception:
        """Write a thread; or what went wrong with that, which must not end the others. ArchiveError is raised."""
        try:
            return self._archive.save(
                result.thread, observed_at=result.seen_at, snapshot=result.data, visit=result.visit, run_id=self.run_id
            )
        except ArchiveError:
            raise
        except Exception as error:  # noqa: BLE001 whatever it is, it costs this thread alone
            return error

    def _list(self, request: VisitRequest, result: ListResult) -> PageLine:
        visit, listing = result.visit, result.listing
        url = visit.url if visit is not None else request.address
        if request.from_feed:
            error = errors.NotAPage(f"{shown(url)}: a feed that a feed lists is not followed; scrape it by itself")
            return self._failure(Failed(url, error, visit))
        if visit is not None:
            kept = visit if self._keeps_lists else replace(visit, etag=None, last_modified=None)
            self._archive.record(kept, run_id=self.run_id)
        if isinstance(listing, Feed):
            return PageLine(url, Outcome.FEED, title=listing.title, listed=len(listing.entries))
        if isinstance(listing, ArchivePage):
            return PageLine(url, Outcome.ARCHIVE, listed=len(listing.pages))
        return PageLine(url, Outcome.SITEMAP, listed=len(listing.pages) + len(listing.sitemaps))

    def _failure(self, failed: Failed) -> PageLine:
        error = failed.error
        outcome = Outcome.REFUSED if isinstance(error, REFUSALS) else Outcome.FAILED
        message = _message(failed.url, error)
        if failed.visit is not None:
            self._archive.record(replace(failed.visit, outcome=outcome, error=message), run_id=self.run_id)
        details = "".join((*traceback.format_exception(error), *getattr(error, "__notes__", ())))
        return PageLine(failed.url, outcome, error=message, error_class=type(error).__name__, details=details)


def _with(line: PageLine, saved: Saved) -> PageLine:
    """The line of a page, and what saving one channel of its thread did."""
    changes = line.outcome == Outcome.UNCHANGED != saved.outcome
    return replace(
        line,
        outcome=Outcome.CHANGED if changes else line.outcome,
        uid=saved.uid or line.uid,
        new=line.new + saved.new,
        changed=line.changed + saved.changed,
        gone=line.gone + saved.gone,
        returned=line.returned + saved.returned,
        comments=saved.comment_count,
        gone_comments=saved.gone_count,
    ).judged(saved)


def _message(url: str, error: Exception) -> str:
    """The error in one line, with the page's name in front where it does not name it."""
    text = one_line(str(error)) or type(error).__name__
    if not isinstance(error, errors.ScraperError | ArchiveError):
        text = f"{type(error).__name__}: {text} (an error of this program; --verbose tells where)"
    return text if shown(url) in text else f"{shown(url)}: {text}"
