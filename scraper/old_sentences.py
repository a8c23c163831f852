"""The sentences that stood for reasons before there were codes (up to schema 10), and what each of them meant."""

import re

_SENTENCES = (
    (r"(?:the page|the feed|the dump that it came from) breaks off", "cut_short"),
    (r"further comment pages|further comments could not be had", "further_pages"),
    (r"the thread is loaded by a script(?: \((.*)\))?", "loaded_by_script"),
    (r"the page shows a selection \((.*)\)", "selection"),
    (r"the server leaves out (\d+) comments", "left_out"),
    (r"the page declares (?P<declared>\d+) comments?, (?P<read>\d+) were read", "too_few"),
    (r"(?P<read>\d+) of (?P<declared>\d+) comments could be had", "too_few"),
    (r"a button loads more comments", "loads_more"),
    (r"no comments found on the page|a comment page shows no comments", "no_comments"),
    (r"the comments stand in the page's JSON-LD only", "json_ld_only"),
    (r"a text dump does not say whether its thread is whole", "text_dump"),
    (r"files beside the dump that it came from could not be read", "files_unreadable"),
    (r"the thread moved while its pages were read", "moved"),
    (r"more than ([\d,]+) (?:comment pages|pages|pages of comments)", "too_many_pages"),
    (r"a further (?:comment page|page of the (?:feed|comments)) could not be had(?: \((.*)\))?", "page_failed"),
    (r"(?:the thread broke off|some answers could not be had) \((.*)\)", "page_failed"),
    (r"a further page(?: of the feed)? showed the same comments again", "page_repeated"),
    (r"the thread's pages go on without bringing anything new", "page_repeated"),
    (r"the (?:pages of the feed|thread's pages) run in a circle", "circle"),
    (r"(\d+ of (?:\d+|more)) comments could be had without a key for Disqus's API \(\w+\)", "needs_key"),
    (r"the key's requests are used up(?: (until .*))?", "key_used_up"),
)


def recognised(sentence: str) -> tuple[str, str | None]:
    """Code and detail of the reason that an old sentence told (scraper.incomplete); one that no program wrote is the
    detail of "other"."""
    for pattern, code in _SENTENCES:
        found = re.fullmatch(pattern, sentence, re.DOTALL)
        if found is None:
            continue
        detail: str | None = found[1] if found.re.groups else None
        if code == "too_few":
            detail = f"{found['read']} of {found['declared']}"
        elif code == "too_many_pages":
            detail = found[1].replace(",", "")
        return code, detail
    return "other", sentence
