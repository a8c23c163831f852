"""XML as programs write it, put right so that a strict parser reads it: one bad byte must not cost all that follows.

Seen in exports and feeds, or told in reports on them: control characters, bytes of another encoding in the midst of
UTF-8, `&` in addresses, a `<` of arithmetic, HTML's names of characters, and what PHP had to say before the
declaration.
"""

import re
from collections import Counter
from html.entities import html5

from scraper.page.encoding import STRAYS

UTF_8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_DECLARED = re.compile(rb"""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9_:.-]{1,40})["']""")
_ROOT = re.compile(rb"<(?:rss|feed|disqus)\b")
_FORBIDDEN = bytes(code for code in range(32) if code not in b"\t\n\r")
_NO_CHARACTERS = re.compile(rb"\xef\xbf[\xbe\xbf]")  # U+FFFE and U+FFFF
_MARKS = re.compile(
    rb"&(?:#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));|([A-Za-z][A-Za-z0-9]{0,31};))?|<(?![A-Za-z_:/!?\x80-\xff])"
)
"""References, and what begins none: an `&`, a `<` before what begins no tag."""
_VERBATIM = re.compile(rb"<!(?:\[CDATA\[|--)")
_UNFINISHED = re.compile(rb"(?:&[#\w.:-]{0,34}|<(?:!(?:\[[CDAT]{0,5}|-{0,3}))?|\]{1,2}|-{1,2})\Z")
_UNFINISHED_LETTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,3}\Z")
_LONGEST = 40
_TAG = re.compile(
    rb"<!\[CDATA\[(?s:.*?)(?:\]\]>|\Z)|<!--(?s:.*?)(?:-->|\Z)|<\?[^<>]*>"
    rb"""|<(/?)([^\s/<>!?"']{1,200})(?:"[^"<]*"|'[^'<]*'|[^"'<>])*+>"""
)


def declared(head: bytes) -> str | None:
    """The encoding that the declaration names, in small letters; None where there is none."""
    found = _DECLARED.search(head[:4096])
    return found[1].decode("ascii").lower() if found else None


def junk_before(head: bytes) -> int:
    """The number of bytes before the XML: white space, a byte order mark, a stray character, warnings of PHP."""
    start = head.find(b"<?xml")
    if start < 0 or _ROOT.search(head, 0, start):
        start = head.find(b"<")
    return max(start, 0)


class XmlRepair:
    """Bytes of XML on their way to the parser: any encoding in which ASCII is ASCII."""

    def __init__(self, *, is_utf_8: bool) -> None:
        self._is_utf_8 = is_utf_8
        self._letter = b""
        self._markup = b""
        self._end = b""  # of the CDATA or comment that is open

    def take(self, chunk: bytes, *, last: bool) -> bytes:
        """The next bytes, repaired. What may be cut in the middle waits for the next call."""
        data, self._letter = _cut(self._letter + chunk, _UNFINISHED_LETTER, last)
        data, self._markup = _cut(self._markup + self._characters(data), _UNFINISHED, last)
        return self._references(data)

    def _characters(self, data: bytes) -> bytes:
        data = data.translate(None, _FORBIDDEN)
        if not self._is_utf_8 or data.isascii():
            return data
        try:
            data.decode()
        except UnicodeDecodeError:
            data = data.decode(errors="surrogateescape").translate(STRAYS).encode()
        return _NO_CHARACTERS.sub(b"", data)

    def _references(self, data: bytes) -> bytes:
        """Outside of CDATA and comments, mend each mark."""
        parts: list[bytes] = []
        at = 0
        while at < len(data):
            if self._end:
                found = data.find(self._end, at)
                end = len(data) if found < 0 else found + len(self._end)
                parts.append(data[at:end])
                self._end = b"" if found >= 0 else self._end
            else:
                begun = _VERBATIM.search(data, at)
                end = begun.end() if begun else len(data)
                parts.append(_MARKS.sub(_mended, data[at:end]))
                self._end = b"" if begun is None else b"-->" if begun[0] == b"<!--" else b"]]>"
            at = end
        return b"".join(parts)


def _cut(data: bytes, unfinished: re.Pattern[bytes], last: bool) -> tuple[bytes, bytes]:
    """The bytes that can be read now, and those at the end that may go on in the next chunk."""
    found = None if last else unfinished.search(data, max(0, len(data) - _LONGEST))
    end = found.start() if found else len(data)
    return data[:end], data[end:]


def _mended(mark: re.Match[bytes]) -> bytes:
    hexadecimal, decimal, name = mark.groups()
    if name and (characters := html5.get(name.decode())):
        return b"".join(map(_reference, characters))
    if hexadecimal or decimal:
        return mark[0] if _is_character(int(hexadecimal, 16) if hexadecimal else int(decimal)) else b""
    return _reference(mark[0][:1].decode()) + mark[0][1:]


def _reference(character: str) -> bytes:
    """By number: once libxml2 has met a fault, it leaves out characters by name, even those of XML."""
    return b"&#%d;" % ord(character)


def _is_character(code: int) -> bool:
    return code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000


def balanced(data: bytes) -> bytes:
    """XML in which each element ends before the one that it stands in, and nothing ends that did not begin."""
    begun: list[bytes] = []
    times: Counter[bytes] = Counter()  # that each name is in it

    def mended(tag: re.Match[bytes]) -> bytes:
        end, name = tag.groups()
        if not end:
            if name and not tag[0].endswith(b"/>"):
                begun.append(name)
                times[name] += 1
            return tag[0]
        ends: list[bytes] = []
        while times[name] and ends[-1:] != [name]:
            ends.append(begun.pop())
            times[ends[-1]] -= 1
        return b"".join(b"</%b>" % each for each in ends)

    return _TAG.sub(mended, data)
