"""The sentences that stood for reasons before there were codes (up to schema 10), and what each of them meant."""

import re

from scraper.incomplete import Code, Incomplete

_SENTENCES: tuple[tuple[str, Code], ...] = (
    (r"(?:the page|the feed|the dump that it came from) breaks off", Code.CUT_SHORT),
    (r"further comment pages|further comments could not be had", Code.FURTHER_PAGES),
    (r"the thread is loaded by a script(?: \((.*)\))?", Code.LOADED_BY_SCRIPT),
    (r"the page shows a selection \((.*)\)", Code.SELECTION),
    (r"the server leaves out (\d+) comments", Code.LEFT_OUT),
    (r"the page declares (?P<declared>\d+) comments?, (?P<read>\d+) were read", Code.TOO_FEW),
    (r"(?P<read>\d+) of (?P<declared>\d+) comments could be had", Code.TOO_FEW),
    (r"a button loads more comments", Code.LOADS_MORE),
    (r"no comments found on the page|a comment page shows no comments", Code.NO_COMMENTS),
    (r"the comments stand in the page's JSON-LD only", Code.JSON_LD_ONLY),
    (r"a text dump does not say whether its thread is whole", Code.TEXT_DUMP),
    (r"files beside the dump that it came from could not be read", Code.FILES_UNREADABLE),
    (r"the thread moved while its pages were read", Code.MOVED),
    (r"more than ([\d,]+) (?:comment pages|pages|pages of comments)", Code.TOO_MANY_PAGES),
    (r"a further (?:comment page|page of the (?:feed|comments)) could not be had(?: \((.*)\))?", Code.PAGE_FAILED),
    (r"(?:the thread broke off|some answers could not be had) \((.*)\)", Code.PAGE_FAILED),
    (r"a further page(?: of the feed)? showed the same comments again", Code.PAGE_REPEATED),
    (r"the thread's pages go on without bringing anything new", Code.PAGE_REPEATED),
    (r"the (?:pages of the feed|thread's pages) run in a circle", Code.CIRCLE),
    (r"(\d+ of (?:\d+|more)) comments could be had without a key for Disqus's API \(\w+\)", Code.NEEDS_KEY),
    (r"the key's requests are used up(?: (until .*))?", Code.KEY_USED_UP),
)


def recognised(sentence: str) -> Incomplete:
    """The reason that an old sentence told; one that no program wrote is kept as it is."""
    for pattern, code in _SENTENCES:
        found = re.fullmatch(pattern, sentence, re.DOTALL)
        if found is None:
            continue
        detail: str | None = found[1] if found.re.groups else None
        if code is Code.TOO_FEW:
            detail = f"{found['read']} of {found['declared']}"
        elif code is Code.TOO_MANY_PAGES:
            detail = found[1].replace(",", "")
        return Incomplete(code, detail)
    return Incomplete(Code.OTHER, sentence)
