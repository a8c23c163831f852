"""Tell the site's name from titles and authors: pages add it to titles and give it as author."""

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlsplit

from scraper.page.page import Page

_PARTS = re.compile(r"(\s+[|»«›‹·•–—:-]+\s+|\s*\|\s*)")
"""Marks that part the article's name from the site's. A hyphen inside a word or a colon behind one does not."""
_ARCHIVE = re.compile(r"^.*\s»\s(?:Blog )?Archi(?:ve?|ef|vo)\s»\s", re.IGNORECASE)
"""What WordPress once put before the title of each post."""

LEAST_CUT = 4
"""Letters: a shorter part of a title names nothing for certain."""

_BAR = frozenset("|»«›‹")
"""Marks that hardly any title has of its own: what follows the last one is the site's, though nothing else says so."""


def letters_of(text: str) -> str:
    """A text for comparison: its letters and digits, in lower case."""
    return "".join(filter(str.isalnum, text.casefold()))


@dataclass(frozen=True)
class SiteName:
    """The name of a page's site, as far as the page states it, and as its host name spells it."""

    page: Page
    stated: str | None

    @cached_property
    def host(self) -> str:
        """The letters of the host name, without www."""
        host = urlsplit(self.page.canonical_url or self.page.url).hostname or ""
        return letters_of(host.removeprefix("www."))

    @cached_property
    def _letters(self) -> str:
        return letters_of(self.stated or "")

    def is_name(self, text: str) -> bool:
        """Whether a text is the site's name and nothing more."""
        letters = letters_of(text)
        return not letters or letters in (self._letters, self.host)

    def is_title(self, text: str) -> bool:
        """Whether a title names only the site. On its front page the site's name is the title."""
        letters = letters_of(text)
        if not letters or urlsplit(self.page.url).path in ("", "/"):
            return False
        is_name = self.is_name(text) or (len(letters) > 3 and letters in self.host)
        return is_name or any(letters.startswith(name) for name in self._cut)

    @cached_property
    def _cut(self) -> frozenset[str]:
        """The parts of the page's title that are not the article's: where they stand alone, they name the site."""
        parts = _PARTS.split(self.page.title)
        if len(parts) < 3:
            return frozenset()
        kept = letters_of(self.without(self.page.title))
        cut = {letters_of(part) for part in parts[::2]} - {letters_of(self.page.meta("og:title") or "")}
        if kept == letters_of(self.page.title) and not self._names(letters_of(parts[0])):
            cut, kept = {letters_of(parts[-1])} & cut, ""  # the last part is the site's more often than the first
        return frozenset(name for name in cut if len(name) >= LEAST_CUT and name not in kept)

    def without(self, title: str) -> str:
        """Cut the site's name off a title such as "Letters from the coast | The Harbour"."""
        title = _ARCHIVE.sub("", title)
        parts = _PARTS.split(title)
        if len(parts) < 3:
            return title
        first, last = letters_of(parts[0]), letters_of(parts[-1])
        if self._names(first) and not self._names(last):
            return "".join(parts[2:]).strip()
        if self._names(last) or (parts[-2].strip() in _BAR and len(last) * 2 < len(letters_of(title))):
            return "".join(parts[:-2]).strip()
        return title

    def _names(self, letters: str) -> bool:
        name = self._letters
        in_either = bool(name and letters) and (name in letters or letters in name)
        return in_either or (len(letters) > 3 and letters in self.host)
