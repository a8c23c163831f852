"""A date as a page states it, in any language, to ISO 8601; None wherever that would be a guess.

What is stated is kept: an offset where one is given, local time where none is, a day alone where no time is. Relative
dates ("2 days ago") and dates without a year give None. Month names of all languages come from dateparser.
"""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib import import_module
from typing import Literal

from scraper.times import utc

Order = Literal["DMY", "MDY"]

# Each pattern is one way of writing a full date, with whatever marks stand between its parts.

_ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})"
    r"(?:[T ]{1,2}(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2}))?(?:[.,]\d{1,9})?"
    r"\s?(?P<offset>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?(?![\d])",
    re.IGNORECASE,
)
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_YEAR_FIRST = re.compile(r"(?<![\d.,/-])(\d{4})([/.-])\s?(\d{1,2})\2\s?(\d{1,2})(?![\d])")
_NUMERIC = re.compile(r"(?<![\d.,/:-])(\d{1,2})\s?([/.-])\s?(\d{1,2})(?:\s?\2\s?|,\s)(\d{4}|\d{2})(?![\d]|[/.-]\d)")
_BARRED = re.compile(r"(?<![\d|])(\d{1,2})\s?(\|)\s?(\d{1,2})\s?\|\s?(\d{4})(?![\d|])")
"""A date in columns, "26 | 01 | 2022": only with the full year, since pages number themselves so, too."""

_WORD = r"(?P<month>[^\W\d_]{3,20})\.?"
_DAY_MONTH = re.compile(
    r"(?<![\d:.,])(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.|º|ª|-go|ος|η)?[\s.,/-]{0,3}(?:de |of |di |d[’'] ?|do )?"
    rf"{_WORD}"
    r"[\s.,/-]{0,3}(?:de |del |of |do )?(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
_MONTH_DAY = re.compile(
    rf"(?<!\w){_WORD}[\s.,/-]{{1,3}}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?"
    r"[\s.,/-]{1,3}(?:at |of )?(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
_YEAR_MONTH = re.compile(
    rf"(?<![\d.,/:-])(?P<year>\d{{4}})[.,]?\s(?:m\. )?{_WORD}\s(?P<day>\d{{1,2}})(?![\d:])", re.IGNORECASE
)
_TIME = re.compile(
    r"(?<![\d:.,/-])(?P<hour>\d{1,2})(?P<mark>[:.]|\s?h\s?|\s?Uhr\s?)(?P<minute>\d{2})(?:[:.m](?P<second>\d{2}))?(?![\d]|[/.]\d)"
    r"\s?(?P<half>[ap]\.?\s?m\.?(?!\w)|AM|PM|午前|午後|上午|下午)?\s?(?P<zone>\(?(?:UTC|GMT|Z)\)?(?:\s?[+-]\d{1,2}(?::?\d{2})?)?(?!\w)|[+-]\d{4}(?!\d))?",
    re.IGNORECASE,
)
_HOUR_ONLY = re.compile(r"(?<![\d:.,/-])(?P<hour>\d{1,2})\s?(?P<half>[ap]\.?m\.?(?!\w))", re.IGNORECASE)
_EPOCH = re.compile(r"^\s*(\d{10})(\d{3})?\s*$")

LONGEST = 400
"""Characters of a text that are looked at: a date stands in a short string."""
COMMON_LANGUAGES = 40
"""So many languages are asked about a month's name that the page's own does not know (dateparser's order)."""

_MONTHS = "january february march april may june july august september october november december".split()


def parse_date(text: str | None, *, order: Order | None = None, language: str | None = None) -> str | None:
    """Read the first full date in a short text. `order` settles 04/12/2012 where the text itself does not.

    Returns YYYY-MM-DD, or with a time YYYY-MM-DDTHH:MM[:SS][offset], or None. Eight digits alone are a date (ISO 8601,
    basic format), eight digits in a name are not.
    """
    text = _normal(text or "")
    if not any(map(str.isdigit, text)):
        return None
    if (found := _ISO.search(text)) and ("-" in found[0][:8] or found[0] == text):
        stated = _iso(found)
        return stated + _find_time(_without(text, found)) if stated and len(stated) == len("2012-12-04") else stated
    day, rest = _find_day(text, order, language)
    return None if day is None else day.isoformat() + _find_time(rest)


def bare_day(text: str, *, order: Order | None = None, language: str | None = None) -> str | None:
    """The day, as YYYY-MM-DD, where a text states a day and nothing else."""
    day, rest = _find_day(_normal(text), order, language)
    return None if day is None or any(map(str.isalnum, rest)) else day.isoformat()


def parse_epoch(text: str | None) -> str | None:
    """Seconds or milliseconds since 1970, as data attributes state them, to ISO 8601 in UTC."""
    found = _EPOCH.match(text or "")
    if found is None:
        return None
    moment = utc(int(found[1]))
    return moment if "1990" < moment[:4] < "2100" else None


def order_of(texts: Iterable[str], language: str | None = None) -> Order | None:
    """Whether the numeric dates of a page put the day or the month first: as most of those that can be read one way.

    Where these do not tell, the page's language does; for English only its region.
    """
    votes = 0
    for text in texts:
        for found in _NUMERIC.finditer(_western_digits(text[:LONGEST])):
            votes += (int(found[1]) > 12) - (int(found[3]) > 12)
    tag = (language or "en").replace("_", "-").lower()
    if votes < 0 or (votes == 0 and tag == "en-us"):
        return "MDY"
    return "DMY" if votes > 0 or tag != "en" else None


def _iso(found: re.Match[str]) -> str | None:
    day = _day(found["year"], found["month"], found["day"])
    if day is None:
        return None
    if found["hour"] is None or int(found["hour"]) > 23 or int(found["minute"]) > 59:
        return day.isoformat()
    return f"{day.isoformat()}T{found['hour']}:{found['minute']}{_second(found)}{_offset(found['offset'])}"


def _second(found: re.Match[str]) -> str:
    return f":{found['second']}" if found["second"] and int(found["second"]) < 60 else ""


def _offset(stated: str | None) -> str:
    if not stated:
        return ""
    bare = re.sub(r"[()\s]|UTC|GMT|Z", "", stated, flags=re.IGNORECASE)
    found = re.fullmatch(r"([+-])(\d{1,2}):?(\d{2})?", bare)
    if found is None:
        return "Z"
    hours, minutes = int(found[2]), int(found[3] or 0)
    return f"{found[1]}{hours:02d}:{minutes:02d}" if hours <= 14 and minutes < 60 else ""


def _find_day(text: str, order: Order | None, language: str | None) -> tuple[date | None, str]:
    """The first full date in the text, and the text without it."""
    for pattern in (_CJK, _YEAR_FIRST):
        if found := pattern.search(text):
            groups = found.groups()
            return _day(groups[0], groups[-2], groups[-1]), _without(text, found)
    for pattern in (_DAY_MONTH, _MONTH_DAY, _YEAR_MONTH):
        for named in pattern.finditer(text):
            month = month_number(named["month"], language)
            if month is not None and (day := _day(named["year"], month, named["day"])):
                return day, _without(text, named)
    numeric = _NUMERIC.search(text) or _BARRED.search(text)
    return (_numeric_day(numeric, order), _without(text, numeric)) if numeric else (None, text)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} \n {text[found.end() :]}"


def _numeric_day(found: re.Match[str], order: Order | None) -> date | None:
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if len(found[4]) == 2:
        # Comment systems print two-digit years of this century only: the web's threads begin in the nineties.
        year += 2000 if year < 90 else 1900
    if first > 12 >= second or (second <= 12 and (first == second or found[2] == "." or order == "DMY")):
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 >= first or order == "MDY" else None


def _find_time(rest: str) -> str:
    for found in _TIME.finditer(rest):
        hour, minute = _hour(int(found["hour"]), found["half"]), int(found["minute"])
        if hour is not None and minute < 60:
            return f"T{hour:02d}:{minute:02d}{_second(found)}{_offset(found['zone'])}"
    bare = _HOUR_ONLY.search(rest)
    hour = _hour(int(bare["hour"]), bare["half"]) if bare else None
    return "" if hour is None else f"T{hour:02d}:00"


def _hour(hour: int, half: str | None) -> int | None:
    if half and hour <= 12:
        afternoon = half[0] in "pP" or half in ("午後", "下午")
        return hour % 12 + (12 if afternoon else 0)
    return hour if hour < 24 else None


def _day(year: str | int, month: str | int, day: str | int) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if 1900 <= found.year < 2200 else None


def month_number(name: str, language: str | None = None) -> int | None:
    """The number of a month's name or abbreviation: in the page's language, in English, else in the common languages.

    A name that means different months in different languages (listopad) tells only with the language.
    """
    bare = name.casefold().replace(".", "").strip()
    short = (language or "").replace("_", "-").split("-")[0].lower()
    own, english = _month_names(short), _month_names("en")
    return own.get(bare) or english.get(bare) or _common_month_names().get(bare)


@lru_cache(maxsize=256)
def _month_names(language: str) -> dict[str, int]:
    """Every name and abbreviation of a month that dateparser knows in a language, lower case, without dots."""
    if not re.fullmatch(r"[a-z]{2,3}", language):
        return {}
    try:
        data = import_module(f"dateparser.data.date_translation_data.{language}").info
    except ModuleNotFoundError:
        return {}
    names = ((form, number) for number, month in enumerate(_MONTHS, 1) for form in data.get(month, ()))
    return {form.casefold().replace(".", ""): number for form, number in names}


@lru_cache(maxsize=1)
def _common_month_names() -> dict[str, int]:
    from dateparser.data.languages_info import language_order

    numbers: dict[str, set[int]] = {}
    for language in language_order[:COMMON_LANGUAGES]:
        for form, number in _month_names(language).items():
            numbers.setdefault(form, set()).add(number)
    return {form: next(iter(found)) for form, found in numbers.items() if len(found) == 1}


def _normal(text: str) -> str:
    return _western_digits(unicodedata.normalize("NFKC", text[:LONGEST])).strip()


def _western_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.digit(character, character)) for character in text)
