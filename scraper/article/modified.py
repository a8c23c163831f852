"""When an article was last changed, as the page states it: JSON-LD, `<meta>`, lines such as "Updated: 4 May 2019"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scraper.comments.vocabulary.articles import PAGE_UPDATED
from scraper.page.page import Page

LONGEST_LINE = 100
"""Characters of the line that says when something was changed."""

_METAS = (
    "article:modified_time", "og:updated_time", "datemodified", "dateupdate", "dcterms.modified", "dc.date.modified",
    "lastmod", "last-modified", "last-updated", "revised",
)  # fmt: skip

DIGIT = re.compile(r"\d")


def in_head(page: Page, entry: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """What the head says of the last change, each with the rule. `entry` is the JSON-LD of the article."""
    yield "JSON-LD", entry.get("dateModified")
    yield from (("meta", page.meta(name)) for name in _METAS)


def in_lines(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The runs of text that say when the page was changed, from the words on, each with its place.

    The date may stand alone in the run that follows: "Letzte Änderung:", "4.5.2021".
    """
    for number, line in enumerate(lines):
        after = lines[number + 1][:LONGEST_LINE] if number + 1 < len(lines) else ""
        if len(line) > LONGEST_LINE or not (DIGIT.search(line) or DIGIT.search(after)):
            continue
        found = PAGE_UPDATED.search(line)
        if found is not None:
            words = line[found.start("change") :]
            yield number, words if DIGIT.search(words) else f"{words} {after}"
