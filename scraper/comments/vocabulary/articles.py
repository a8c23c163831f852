"""What is printed around an article: who wrote it, when it was published and changed, what leads away from it."""

import re

from scraper.comments.vocabulary.words import either, labels

# --- who wrote it

_AUTHOR, _BY, _LABEL = either("author"), either("by", "by-further"), either("author", "words-by")
_BEFORE = rf"(?:{either('before-by')}|{_LABEL})\s+"
_LABEL_AND_PHOTOS = rf"(?:{_LABEL})\s(?:{either('and')})\s(?:{either('photos')})"

BYLINE = re.compile(
    rf"^[\W\d]*(?:Uhr\s+)?(?:(?:{_BEFORE}){{0,6}}(?:{_BY})\s*:?"
    rf"|(?:(?:{_BEFORE}){{0,4}}(?:{_LABEL})|{_LABEL_AND_PHOTOS})\s*[:–-])(?:\s+|$)",
    re.IGNORECASE,
)
"""How a line begins that says who wrote the article."""

AUTHOR_LABEL = re.compile(rf"^\W*(?:{_AUTHOR})\s*(?:\(s\))?\s*:(?:\s+|$)", re.IGNORECASE)
"""How a line begins that names the author wherever it stands."""

BARE_LABEL = re.compile(rf"^(?:{_AUTHOR})\s+(?=[^\W\d_])", re.IGNORECASE)
"""The same without its colon."""

AUTHOR_HEADING = re.compile(either("author-alone"), re.IGNORECASE)
"""The same as a heading over one name."""

BEFORE_NAME = re.compile(
    rf"^\W*(?:{_BEFORE}){{0,6}}(?:(?:{_BY})\s*:?\s+|(?:(?:{_LABEL})|{_LABEL_AND_PHOTOS})\s*[:–-]\s*|(?:{_AUTHOR})\s+)",
    re.IGNORECASE,
)

BEHIND_NAME = re.compile(
    r"\s*(?:[|·•→›»]|/[A-Z][A-Z-]+$|\s/\s|\s[–—-]\s|\s-$|,\s*(?=\d)|\(|\[|@\w|\s(?=\d)"
    rf"|\s(?:{either('on-or-in')})\s(?=[\d(A-Z])|\s(?:{either('on-the-day')})$|\s(?:{either('on-a-day')})\s(?=\d)"
    rf"|\s(?i:{either('behind-a-name')})\b).*$"
)

NO_NAMES = labels("no-names")
"""Whole texts where a name is looked for."""

NO_NAME = re.compile(
    rf"https?:|www\.|@|\[at\]|\*|[{{}}<>=]|\b(?:{either('not-of-a-name')})\b"
    rf"|^(?:{either('no-name-links')})\b|^(?:{either('no-name-begins')})\b",
    re.IGNORECASE,
)

ORGANISATION = re.compile(either("organisation"), re.IGNORECASE)

OFFICE = re.compile(rf"\S+\s(?:{either('of-an-office')})\b")
"""How an office begins that is written as names are: "Keeper of the Light"."""

NAME_PARTICLES = labels("name-particles")
NAME_JOINTS = labels("name-joints")

GOES_ON = labels("on-the-day")
"""Words in small letters that may follow a name in its line, where others make it a sentence."""

# --- when it was published and changed

NOW = re.compile(rf"\b(?:{either('now')})\b", re.IGNORECASE)
"""Words of a date that is that of the visit."""

POSTED = re.compile(
    rf"^\W*(?:(?:{either('posted-east')}).{{0,40}}|(?:{either('was-posted')})\b.{{0,60}}|(?:{either('posted')})\b.{{0,40}})",
    re.IGNORECASE,
)
"""How the line begins that says when an article was published."""

UPDATED = re.compile(either("updated"), re.IGNORECASE)
"""Words of a date that is that of a change."""

PAGE_UPDATED = re.compile(
    rf"(?:^|[(\[,;|·–—-])\W*(?:(?:{either('this-page')})?\s?(?:{either('page')})\b.{{0,20}}?)?"
    rf"(?P<change>{UPDATED.pattern}|(?:{either('as-of')}):)",
    re.IGNORECASE,
)
"""How a line says it of the page: it begins with those words or names the page. Others tell of prices or of cookies."""

# --- what leads away

RELATED = re.compile(rf"^\W*(?:{either('related')})\W*$", re.IGNORECASE)
"""Headings of a few links within an article, or after it."""

RECOMMENDED = re.compile(rf"^\W*(?:{either('recommended')})\W*$", re.IGNORECASE)
"""Headings of other articles, of which nothing comes back to this one."""

SEE_ALSO = re.compile(rf"^\W*(?:{either('see-also')})\s*:", re.IGNORECASE)
"""How a line begins that only points to another article."""

APPEAL = re.compile(
    rf"\b(?:{either('appeals')})|^\W*(?:{either('filed-under')})\s*[:\n©]|^\W*(?:©|copyright\b|\(c\))"
    rf"|^\W*(?:{either('buttons')})\W*$",
    re.IGNORECASE,
)
"""Appeals to subscribe or to follow, lines of rights, sources and tags, and what is left of buttons."""
