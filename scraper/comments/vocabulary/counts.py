"""The words and numbers in which pages count their comments."""

import re

from scraper.comments.vocabulary.words import either, numbers
from scraper.text import squeeze

COMMENT_WORDS = either("comment-words")
"""Words for what is counted, in the headings of the web's threads."""

_COUNT = re.compile(
    rf"(?<![\d.,/:])(\d{{1,3}}(?:[.,\s]\d{{3}})+|\d{{1,6}})\s*(?:\+\s*)?(?:[^\W\d]+\s)?(?:{COMMENT_WORDS})(?!\w)",
    re.IGNORECASE,
)

_COUNT_AFTER = re.compile(
    rf"^\W*(?:[^\W\d]+\s){{0,3}}(?:{COMMENT_WORDS})\s*(?:[:(\[–-]\s*(\d{{1,6}})\s*[)\]]?|(\d{{1,6}}))\s*$",
    re.IGNORECASE,
)

_IN_WORDS = re.compile(
    rf"^\W*(?:{'|'.join(f'(?P<n{n}>{words})' for n, words in enumerate(numbers()))})"
    rf"\s(?:[^\W\d]+\s)?(?:{COMMENT_WORDS})(?!\w)(?P<rest>.*)$",
    re.IGNORECASE,
)

_NOTHING_MORE = re.compile(rf"^\W*(?:{either('so-far')})?\W*$", re.IGNORECASE)

WHOLE_COUNT = re.compile(
    rf"^\W*(?:\d{{1,6}}\s+(?:{COMMENT_WORDS})|(?:{COMMENT_WORDS})\s?[:(]\s?\d{{1,6}}\)?)\W*$", re.IGNORECASE
)
"""A text that counts comments and says nothing else."""

LOADS_MORE = re.compile(
    rf"\b(?:{either('show-more')})\b.{{0,30}}\b(?:{COMMENT_WORDS})\b|^(?:{either('load-more')})\W*$", re.IGNORECASE
)
"""What a button says that shows more of the comments."""

LONGEST_HEADING = 160


def count_in(text: str) -> int | None:
    """The count in a heading such as "74 commentaires", "Comments (3)" or "Ein Kommentar"."""
    text = squeeze(text)
    if len(text) > LONGEST_HEADING:
        return None
    found = _COUNT.search(text) or _COUNT_AFTER.match(text)
    if found is not None:
        return int(re.sub(r"\D", "", next(filter(None, found.groups()))))
    if (worded := _IN_WORDS.match(text)) is None:
        return None
    number = next(int(name[1:]) for name, words in worded.groupdict().items() if name != "rest" and words)
    return number if number or _NOTHING_MORE.match(worded["rest"]) else None
