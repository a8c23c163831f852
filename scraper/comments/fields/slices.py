"""A region's HTML cut into the own parts of its comments, so that each is read by itself.

BeautifulSoup costs more the deeper a document is; a comment's own part, without the comments nested in it, is small
however many there are and however deep they stand. The HTML comes from lexbor, so it is well nested, its attributes
are quoted, and one pass over its tags is enough.
"""

import re

from scraper.comments.fields.soup import NO_END, TAG, UNSEEN
from scraper.comments.find.regions import MARK

_TAG = re.compile(rf"{TAG}|{UNSEEN}", re.DOTALL)
_MARK = re.compile(rf' {MARK}="(\d+)"')


def own_parts(html: str) -> dict[int, str]:
    """For each comment, by its place in the region, its element's HTML without the comments nested in it."""
    pieces: dict[int, list[str]] = {}
    open_elements: list[int | None] = []  # for each open element the comment that it is, if any
    owners: list[int] = []
    done = 0

    def give(until: int) -> None:
        nonlocal done
        if owners:
            pieces.setdefault(owners[-1], []).append(html[done:until])
        done = until

    for tag in _TAG.finditer(html):
        if tag[2] is None or tag[2] in NO_END:
            continue
        if not tag[1]:
            found = _MARK.search(tag[3])
            comment = int(found[1]) if found else None
            open_elements.append(comment)
            if comment is not None:
                give(tag.start())
                owners.append(comment)
        elif open_elements and open_elements.pop() is not None:
            give(tag.end())
            owners.pop()
    return {comment: "".join(parts) for comment, parts in pieces.items()}
