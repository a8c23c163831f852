"""How a page is read, with the evidence for each field."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from scraper.channels import ask, select
from scraper.channels.session import Web
from scraper.comments.systems import System
from scraper.errors import NotAPage
from scraper.fetch import Fetcher, Policy
from scraper.page.capture import Capture, captured
from scraper.page.page import stated_address
from scraper.page.sniff import kind_of
from scraper.parse import Inspection, inspect
from scraper.workers import Parsers


@dataclass(frozen=True, slots=True)
class Look:
    """How a page was read, and what the channels gave that were asked because of it."""

    inspection: Inspection
    asked: tuple[ask.Asked, ...] = ()


def look_at(
    page: str, policy: Policy, choice: select.Choice, url: str | None = None, rules: Sequence[System] = ()
) -> Look:
    """Read a saved page or an address as `scrape` would. Raises a ScraperError that says what is wrong.

    Of an address the channels are asked that `choice` names; what is said of a saved page's thread is only told.
    """
    if page.lower().startswith(("http://", "https://")):
        with Fetcher(policy) as fetcher:
            response = fetcher.get(page)
            at, headers = response.fetched_at, response.headers
            read = inspect(response.body, response.final_url, headers=headers, fetched_at=at, rules=rules)
            embeds, keys = select.wanted(choice, read.thread), ask.keys()
            asked = ask.ask(embeds, lambda: Web(fetcher, Parsers(), keys), until_complete=choice == select.AUTO)
            return Look(read, tuple(asked))
    path = Path(page)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NotAPage(f"{path}: {error.strerror}; name a saved page, or an address that begins with http") from None
    is_page = kind_of(data) in ("html", "mhtml")
    found = captured(data, path.resolve()) if is_page else Capture(data)
    stated = stated_address(found.data) if is_page else None
    address = stated or found.url or url or path.resolve().as_uri()
    return Look(inspect(found.data, address, headers=found.headers, fetched_at=found.at, rules=rules))
