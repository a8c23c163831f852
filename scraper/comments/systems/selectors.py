"""Whether CSS selectors can be used, before a page is read with them."""

import warnings
from dataclasses import fields

from scraper.comments.systems.system import System

IN_PAGE = frozenset({"node", "start"})
"""Hints that are looked for in the whole page, by lexbor; the others in one comment, by BeautifulSoup."""


def complaint(selector: str, *, in_page: bool) -> str | None:
    """What is wrong with a selector, in one line; None when nothing is.

    `in_page` says that lexbor has to understand it, else BeautifulSoup.
    """
    import soupsieve
    from selectolax.lexbor import LexborHTMLParser, SelectolaxError

    why = None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # names that are going out of use
            soupsieve.compile(selector)
    except (soupsieve.SelectorSyntaxError, NotImplementedError) as error:
        why = str(error).splitlines()[0].rstrip(" :.")
    if not in_page:
        return why
    try:
        LexborHTMLParser("<p>").css(selector)
    except SelectolaxError:  # it tells no more than that
        return why or "one of its parts is not supported"
    return None


def check(system: System) -> None:
    """Raise ValueError for the first selector of a system that cannot be used: its key, and why."""
    stated = [("sign", system.sign, True)]
    stated += [(each.name, getattr(system.hints, each.name), each.name in IN_PAGE) for each in fields(system.hints)]
    stated += [(each.name, getattr(system.article, each.name), True) for each in fields(system.article)]
    for key, selector, in_page in stated:
        if selector is not None and (why := complaint(selector, in_page=in_page)) is not None:
            raise ValueError(f"{key}: {selector!r} is no CSS selector: {why}")
