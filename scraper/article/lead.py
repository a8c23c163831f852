"""The lead of an article: the paragraph between headline and text that layouts set apart and extraction may lose."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile

from selectolax.lexbor import LexborNode

from scraper.article.author import stands_elsewhere
from scraper.article.site_name import letters_of
from scraper.article.title import place_of_heading
from scraper.page.page import Page, ancestors
from scraper.text import squeeze

SHORTEST_LEAD, LONGEST_LEAD = 80, 1_500
"""Characters of a paragraph that may be a lead."""
NODES_BETWEEN = 80
"""Elements between headline and text among which a lead is looked for."""
LETTERS_COMPARED = 60
"""Letters by which the first paragraph of the text is known again in the page."""
LEVELS = 3
"""An element and those around it whose classes are looked at."""
MOST_LEADS = 3
_HEADINGS = ("h1", "h2", "h3", "h4")
_BLOCKS = "p, h1, h2, h3, h4, div, section, header, span, strong, li, blockquote, td"
_INNER = "p, div, ul, ol, table, section, article, h1, h2, h3, h4, li, form, blockquote"

_LEAD = re.compile(
    r"lead(?![er])|teaser|intro|vorspann|chapeau|chapo|excerpt|entradilla|ingress|bajada|anlauf", re.IGNORECASE
)
"""Classes of leads."""
_NO_LEAD = re.compile(
    r"caption|credit|copyright|bildunter|image|photo|gallery|slide|carousel|video|cookie|consent|advert|sign-?up|quote"
    r"|by-?line|\bbio\b|author|dek\b|dek[A-Z]|summary|sub-?title|sub-?head|strapline",
    re.IGNORECASE,
)
"""Classes of captions, of appeals, of bylines, and of lines that only enlarge the headline."""

_ENDS = re.compile(r"[.!?…。][\"'”“»«)\]]*$")


def find_lead(page: Page, headline: str | None, texts: Sequence[str], known: Sequence[str]) -> list[str]:
    """The paragraphs after the headline that are missing before the first of `texts`, the paragraphs of the article.

    What stands in `known`, all that was extracted, is not missing: it was kept or left out on purpose.
    """
    if not headline or not texts:
        return []
    whole = letters_of(" ".join(known))
    leads: list[str] = []
    for node in _between(page, headline, letters_of(texts[0])[:LETTERS_COMPARED]):
        text = squeeze(node.text(separator=""))
        if _is_lead(node, text) and letters_of(text)[:LETTERS_COMPARED] not in whole and text not in leads:
            leads.append(text)
    return leads[:MOST_LEADS]


def _between(page: Page, headline: str, first: str) -> Iterator[LexborNode]:
    """The innermost elements between the heading and the first paragraph of the text; none where that is elsewhere."""
    nodes = page.tree.css(_BLOCKS)
    start = place_of_heading(headline, nodes, _HEADINGS)
    if start is None:
        return
    found: list[LexborNode] = []
    for node in nodes[start + 1 : start + 1 + NODES_BETWEEN]:
        if any(inner.mem_id != node.mem_id for inner in node.css(_INNER)):
            continue
        if letters_of(node.text(separator="")).startswith(first):
            yield from found
            return
        found.append(node)


def _is_lead(node: LexborNode, text: str) -> bool:
    """Whether an element is a paragraph of prose inside the article."""
    if not SHORTEST_LEAD <= len(text) <= LONGEST_LEAD or node.tag in _HEADINGS or not _ENDS.search(text):
        return False
    linked = sum(len(link.text()) for link in node.css("a"))
    return linked * 2 < len(text) and _stands_in_article(node)


def _stands_in_article(node: LexborNode) -> bool:
    """Whether an element is neither a caption nor in a box of its own; a class of leads outweighs "teaser"."""
    words: list[str] = []
    for each in takewhile(lambda each: each.tag not in ("body", "main", "article"), islice(ancestors(node), LEVELS)):
        words.append(f"{each.attributes.get('class') or ''} {each.attributes.get('id') or ''}")
        if each.tag in ("figure", "figcaption", "form", "aside", "footer") or _NO_LEAD.search(words[-1]):
            return False
    return any(map(_LEAD.search, words)) or not stands_elsewhere(node)
