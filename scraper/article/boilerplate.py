"""Remove boilerplate from an article: its title repeated above, related posts within, appeals below."""

from collections.abc import Sequence

from scraper.article.body import Block
from scraper.article.site_name import letters_of
from scraper.comments.vocabulary.articles import APPEAL, RECOMMENDED, RELATED, SEE_ALSO

TITLE_WITHIN = 3
"""Blocks at the beginning of which one may repeat the title."""
LONGEST_CRUMB = 60
"""Characters of a block before the title that is only a category, a place or a date."""
LONGEST_APPEAL = 300
"""Characters of a block that asks readers to subscribe, or names rights and sources."""
EDGE = 5
"""Blocks at the end among which such blocks stand."""
LONGEST_TEASER = 120
"""Characters of a heading that announces other articles, and of a teaser below it, which is no whole sentence."""
ENOUGH = 200
"""Characters of article before a list of other articles may end it."""


def trim(blocks: Sequence[Block], title: str | None) -> list[Block]:
    """The blocks without boilerplate. A step that would leave nothing is skipped."""
    rest = list(blocks)
    rest = _without_title(rest, title) or rest
    rest = _without_others(rest) or rest
    return _without_appeals(rest) or rest


def _without_title(blocks: list[Block], title: str | None) -> list[Block]:
    letters = letters_of(title or "")
    for number, block in enumerate(blocks[:TITLE_WITHIN]):
        if letters and letters_of(block.text) == letters:
            before = [crumb for crumb in blocks[:number] if len(crumb.text) > LONGEST_CRUMB]
            return before + blocks[number + 1 :]
    return blocks


def _without_others(blocks: list[Block]) -> list[Block]:
    """The blocks without lines that point to other articles and without lists of them below a heading."""
    kept: list[Block] = []
    below = False
    for block in blocks:
        is_short = len(block.text) <= LONGEST_TEASER
        if len(block.text) < LONGEST_APPEAL and SEE_ALSO.match(block.text):
            continue
        if is_short and RECOMMENDED.match(block.text):
            if sum(len(other.text) for other in kept) >= ENOUGH:
                break
        elif is_short and RELATED.match(block.text):
            below = True
        else:
            below = below and (block.is_links or (is_short and block.text[-1] not in ".!?…"))
            if not below:
                kept.append(block)
    while kept and kept[-1].is_links:
        kept.pop()
    return kept


def _without_appeals(blocks: list[Block]) -> list[Block]:
    last = len(blocks) - EDGE
    return [
        block
        for number, block in enumerate(blocks)
        if not ((number < 2 or number >= last) and len(block.text) <= LONGEST_APPEAL and APPEAL.search(block.text))
    ]
