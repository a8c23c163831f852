"""Why a thread is not known to be complete: a code for programs, the value that goes with it, a sentence for people.

What decides anything goes by the code. Sentences are made here, where they are shown or exported, and are never read
back; those of files that were written before there were codes are known to `scraper.old_sentences`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from scraper.errors import DocumentError
from scraper.old_sentences import recognised


class Code(StrEnum):
    """What speaks against a complete thread. The values are stored and exported: none changes its meaning.

    Each has its `sentence` for people, where {} stands for the detail of a reason.
    """

    _value_: str
    sentence: str

    def __new__(cls, value: str, sentence: str = "") -> "Code":
        code = str.__new__(cls, value)
        code._value_, code.sentence = value, sentence
        return code

    CUT_SHORT = "cut_short", "what was fetched breaks off"
    FURTHER_PAGES = "further_pages", "there are further comment pages"
    LOADED_BY_SCRIPT = "loaded_by_script", "the thread is loaded by a script"
    SELECTION = "selection", "the page shows a selection"
    LEFT_OUT = "left_out", "the server leaves out {} comments"
    TOO_FEW = "too_few", "{} comments were read"
    LOADS_MORE = "loads_more", "a button loads more comments"
    NO_COMMENTS = "no_comments", "no comments found on the page"
    JSON_LD_ONLY = "json_ld_only", "the comments stand in the page's JSON-LD only"
    TEXT_DUMP = "text_dump", "a text dump does not say whether its thread is complete"
    FILES_UNREADABLE = "files_unreadable", "files beside the dump could not be read"
    MOVED = "moved", "the thread changed while its pages were read"
    TOO_MANY_PAGES = "too_many_pages", "more than {} pages"
    PAGE_FAILED = "page_failed", "a further page could not be fetched"
    PAGE_REPEATED = "page_repeated", "a further page showed the same comments again"
    CIRCLE = "circle", "the pages lead in a circle"
    NEEDS_KEY = "needs_key", "{} comments could be fetched without a key for Disqus's API (AFTERWORD_DISQUS_KEY)"
    KEY_USED_UP = "key_used_up", "the key's requests are used up"
    CHANNEL_FAILED = "channel_failed", "a channel failed"
    OTHER = "other", "{}"


@dataclass(frozen=True, slots=True)
class Incomplete:
    """One reason. `detail` is the value behind the code: an error, a number, a system; of OTHER the whole sentence."""

    code: Code
    detail: str | None = None


def too_few(read: int, declared: int) -> Incomplete:
    """The reason where fewer comments were read than are declared."""
    return Incomplete(Code.TOO_FEW, f"{read} of {declared}")


SENTENCES = {code: code.sentence for code in Code}

KEYS = ("incomplete_code", "incomplete_detail", "incomplete_reason")
"""What a reason is called in documents and in the columns of an archive: its code, its detail, its sentence."""


def sentence(reason: Incomplete | None) -> str | None:
    """The reason in words, with its detail; None for none."""
    if reason is None:
        return None
    text, detail = SENTENCES[reason.code], reason.detail
    if reason.code is Code.TOO_MANY_PAGES and detail and detail.isdecimal():
        detail = f"{Decimal(detail):,}"  # an int refuses numbers of thousands of digits, which a document may hold
    if "{}" in text:
        return text.format(detail or "some")
    return f"{text} ({detail})" if detail else text


def to_dict(reason: Incomplete | None) -> dict[str, str | None]:
    """The reason as documents and rows state it."""
    code, detail = (reason.code.value, reason.detail) if reason else (None, None)
    return dict(zip(KEYS, (code, detail, sentence(reason)), strict=True))


def from_dict(stated: Mapping[str, Any]) -> Incomplete | None:
    """The reason that a document or a row states. Without a code, the sentence is one from before there were codes; a
    code that only a later version knows becomes OTHER. DocumentError for what is no text."""
    code, detail, said = (stated.get(key) for key in KEYS)
    if not all(value is None or isinstance(value, str) for value in (code, detail, said)):
        raise DocumentError("thread document: why a thread is incomplete is stated as text")
    if code is None:
        if not said:
            return None
        code, detail = recognised(said)
    return Incomplete(Code(code), detail) if code in list(Code) else Incomplete(Code.OTHER, said or code)
