"""What is printed around a comment's words, in the languages of the web: buttons, "says:", names with "by", dates.

The words stand in words.toml.
"""

import re

from scraper.comments.vocabulary.words import either, labels

REPLY = labels("reply")
"""Whole texts of what answers a comment when pressed."""

PRESS = REPLY | labels("press")
"""Whole texts of links and labels that stand around what a person wrote."""

_AROUND_BUTTON = "[]()|·»«›‹←→↩↪⤷↓↑.:,-–—•* \u00a0…"


def is_button(text: str, among: frozenset[str] = PRESS) -> bool:
    """Whether a text is a whole label of something that is pressed."""
    return len(text) <= 40 and (text.lower().strip(_AROUND_BUTTON) in among or text.strip() in among)


_SAYS = either("says")
_PUNCTUATION = r"""[\s,;:·|–—\-/()\[\]"“”„»«•.…]"""
_NAME_END = re.compile(rf"\s*[,·|–—-]?\s+(?:{_SAYS}){_PUNCTUATION}*$|\s+(?:{either('on')})\s*:?$", re.IGNORECASE)
_AROUND_NAME = ' \t"“”„:,;|·•—–-'

_NAME_START = re.compile(
    rf"^(?:\d{{1,5}}[.)]\s+|#\s?\d{{1,5}}\s+)?(?:(?:{either('written')})\s?(?:{either('by', 'from')})?\s?:?\s"
    rf"|(?:{either('submitted-by', 'by')}|from)\s?:?\s|(?:{either('named')})\s?:\s?)",
    re.IGNORECASE,
)

# Each character begins one alternative at most (a word here begins with a letter): else what is no label is tried in
# exponentially many ways.
_ONLY_LABELS = re.compile(
    rf"(?:{_PUNCTUATION}|[@#]|\d|\b(?=\w)(?:{either('says', 'on', 'written', 'by', 'from', 'around-a-name')})\b)*",
    re.IGNORECASE,
)

_UNITS, _AGO = either("units"), either("ago")

_RELATIVE = re.compile(
    rf"\b(?:{_AGO}|{either('day-words')})\b|\b\d{{1,3}}\s?(?:{_UNITS})\b"
    rf"|\d\s?(?:{either('units-east')})\s?(?:{either('ago-east')})|{either('day-words-east')}",
    re.IGNORECASE,
)

_COUNTED_FROM_NOW = re.compile(
    rf"^\W*(?:\w{{2,12}}\W\s?)?(?:(?:{either('ago-before')})\s(?:\w{{2,8}}\s)?\w{{1,4}}\s(?:{_UNITS})(?:\s\w{{1,5}})?"
    rf"|\w{{1,4}}\s?(?:{_UNITS})(?:\W{{1,3}}\d{{1,2}}\s?(?:{_UNITS}))?\s(?:{_AGO})|\d\w*\s?\w{{0,3}}前)\W*$",
    re.IGNORECASE,
)

MOST_WORDS = 6  # words: what is longer before "says" is a sentence
_NAME_LINE = re.compile(rf"^(?P<name>.{{1,80}}?)\s+(?:{_SAYS})\b(?P<rest>[^\n]{{0,80}}?):?$", re.IGNORECASE)

_NO_YEAR = re.compile(
    r"^\W*(?:[^\W\d]{2,12}\.?,?\s)?(?:\d{1,2}(?:st|nd|rd|th|\.)?\s[^\W\d]{3,12}|[^\W\d]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?)\b"
    rf"(?:\W{{1,3}}|\s(?:{either('at-a-time')})\s)(?:\d{{1,2}}[:.h]\d{{2}}|$)",
    re.IGNORECASE,
)

_DATE_AND_NAME = re.compile(
    r"^(?=\D{0,20}\d{1,4}\D+\d).*\d(?:\s?[ap]\.?m\.?)?,?\s+"
    rf"(?:[—–|]|{either('by', 'by-behind-a-date')})\s+([^\W\d][^:/|,(]{{0,59}})$",
    re.IGNORECASE,
)

_NAMED_DATE = re.compile(
    rf"^[^\d.!?:;,(]{{2,50}}(?:,|\s[–—|-]|\s\(|\s(?:{either('on-the-day')}))\s*(\w{{0,12}}\.?,?\s?\d[^)]{{5,50}})\)?$"
)

_NAME_AND_DATE = re.compile(rf"\s+[—–|·•@-]\s+|\s+(?:{either('on-a-day')})\s+(?=\S{{0,12}}\s?\d)|,\s|\s\(")


def before_date(line: str) -> str:
    """The part of a line before what parts a name from a date ("Ann — 17.07.2011", "Ann am 3. Mai")."""
    return _NAME_AND_DATE.split(line, maxsplit=1)[0]


def name_after_date(line: str) -> str | None:
    """The name in a line such as "Tue, 03/05/2011 - 10:31 — Ann" or "3 mai 2011, par Ann"."""
    found = _DATE_AND_NAME.match(line) if len(line) <= 140 else None
    return found[1] if found is not None else None


def date_after_name(line: str) -> str | None:
    """What may be a date in a line that holds a name and nothing else beside it: "Ann, 3 May 2011, 10:31"."""
    found = _NAMED_DATE.match(line) if len(line) <= 100 else None
    return found[1] if found is not None else None


def clean_name(text: str) -> str:
    """A name without what themes print around it: "says:", "Kommentar von", commas, numbers in front."""
    line = " ".join(text.split())  # `_NAME_END` takes the third power of a run of spaces
    text = _NAME_START.sub("", line.strip(_AROUND_NAME), count=1).strip(_AROUND_NAME)
    return _NAME_END.sub("", text).strip(_AROUND_NAME)


def is_signature(text: str) -> bool:
    """Whether a line begins as those do that name a person: "Posted by", "von", a dash."""
    return len(text) <= 140 and (text.lstrip()[:1] in {*"—–~"} or _NAME_START.match(text.lstrip()) is not None)


def is_only_labels(text: str) -> bool:
    """Whether a text is nothing but "says:", "on", "|" and the like."""
    return len(text) <= 80 and _ONLY_LABELS.fullmatch(text) is not None


def is_uncertain_date(text: str) -> bool:
    """Whether a short text is a date counted from now ("2 days ago") or without a year ("Jun 20th at 2:41 am")."""
    return 2 < len(text) <= 60 and (_RELATIVE.search(text) or _NO_YEAR.search(text)) is not None


def is_counted_from_now(text: str) -> bool:
    """Whether a whole short text is a date counted from now or without a year, and nothing else ("vor 3 Tagen")."""
    return 2 < len(text) <= 40 and (_COUNTED_FROM_NOW.match(text) or _NO_YEAR.match(text)) is not None


def name_in_line(line: str) -> str | None:
    """The name in a line such as "Ann says:" or "Ann schrieb am 3. Mai"."""
    found = _NAME_LINE.match(line) if len(line) <= 160 else None
    if found is None or found["name"].count(" ") >= MOST_WORDS:
        return None
    rest = found["rest"].strip(" :,.")
    return clean_name(found["name"]) or None if line.endswith(":") or not rest or any(map(str.isdigit, rest)) else None
