"""Words as searched for, and the place of a text that shows them: pure functions.

SQLite's own snippets would show the folded text that is indexed; these show the text as it was written.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from archive.values import FOLDED_LETTERS, UNSPACED

START, END = "\x02", "\x03"
"""What encloses a found word in a snippet: characters that no text of a page holds."""

LENGTH = 180
BEFORE = 45
"""Letters that a snippet shows, and how many of them stand before the first word found."""
MOST_MATCHES = 500
"""Places looked at in one text: the snippet of a long text need not be the best of all."""

_UNSPACED = re.compile(f"[{UNSPACED}]")
_WORD = re.compile(r"[^\W_]+")
_FOLDS = str.maketrans(FOLDED_LETTERS)


@dataclass(frozen=True, slots=True)
class Term:
    """What a person looks for: a word, the beginning of words (`prefix`), or several words in that order."""

    text: str
    prefix: bool = False

    @property
    def unspaced(self) -> bool:
        """Whether it is written in a script without spaces: then it is found as letters in a row."""
        return bool(_UNSPACED.search(self.text))


def terms(typed: str) -> list[Term]:
    """What a person types, as terms: words in double quotes are one, an asterisk at the end makes a beginning."""
    found: list[Term] = []
    for quoted, bare in re.findall(r'"([^"]*)"?|([^\s"]+)', typed):
        text, prefix = (quoted, False) if quoted else (bare.rstrip("*"), bare.endswith("*"))
        if any(char.isalnum() for char in text):
            found.append(Term(text, prefix))
    return found


def without_rare_letters(text: str) -> str:
    """Text as the index for words holds it, before SQLite takes case and accents away."""
    return text.translate(_FOLDS)


def snippet(text: str, wanted: Sequence[Term]) -> str:
    """The part of a text that shows most of what was looked for, each found word between START and END."""
    spans = sorted(_spans(text, wanted))[:MOST_MATCHES]
    begin, end = _at_spaces(text, max(0, _best_beginning(spans) - BEFORE))
    parts: list[str] = []
    place = begin
    for start, stop, _ in spans:
        if start >= place and stop <= end:
            parts += [text[place:start], START, text[start:stop], END]
            place = stop
    parts.append(text[place:end])
    return ("…" if begin else "") + "".join(parts).strip() + ("…" if end < len(text) else "")


def _spans(text: str, wanted: Sequence[Term]) -> Iterator[tuple[int, int, int]]:
    """Every place of a term: first letter, letter behind the last, number of the term."""
    words = [(match.start(), match.end(), _folded(match[0])) for match in _WORD.finditer(text)]
    for number, term in enumerate(wanted):
        if term.unspaced:
            for match in re.finditer(re.escape(term.text), text, re.IGNORECASE):
                yield match.start(), match.end(), number
            continue
        parts = [_folded(part) for part in _WORD.findall(term.text)]
        for place in range(len(words) - len(parts) + 1):
            there = [word for _, _, word in words[place : place + len(parts)]]
            if there == parts or (term.prefix and there[:-1] == parts[:-1] and there[-1].startswith(parts[-1])):
                yield words[place][0], words[place + len(parts) - 1][1], number


def _best_beginning(spans: Sequence[tuple[int, int, int]]) -> int:
    """Where the most terms stand close together."""
    room = LENGTH - BEFORE
    best, most = 0, 0
    for place, (start, _, _) in enumerate(spans):
        close = {number for other, stop, number in spans[place : place + 20] if stop <= start + room}
        if len(close) > most:
            best, most = start, len(close)
    return best


def _at_spaces(text: str, begin: int) -> tuple[int, int]:
    """The piece of LENGTH letters from `begin`, both ends moved to a space where one is near."""
    if begin and (space := text.find(" ", begin, begin + 20)) >= 0:
        begin = space + 1
    end = begin + LENGTH
    if end >= len(text):
        return begin, len(text)
    space = text.rfind(" ", end - 20, end)
    return begin, space if space > begin else end


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", without_rare_letters(word)).casefold()
    return "".join(char for char in plain if not unicodedata.combining(char))
