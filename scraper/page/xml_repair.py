"""XML as programs write it, put right so that a strict parser reads it: one bad byte must not cost all that follows.

Seen in exports and feeds, or told in reports on them: control characters, bytes of another encoding in the midst of
UTF-8, `&` in addresses, a `<` of arithmetic, HTML's names of characters, and what PHP had to say before the
declaration.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html.entities import html5
from itertools import chain

from scraper.page.encoding import STRAYS

UTF_8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_DECLARED = re.compile(rb"""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9_:.-]{1,40})["']""")
_ROOT = re.compile(rb"<(?:rss|feed|disqus)\b")
_FORBIDDEN = bytes(code for code in range(32) if code not in b"\t\n\r")
_NO_CHARACTERS = re.compile(rb"\xef\xbf[\xbe\xbf]")  # U+FFFE and U+FFFF
_SIGN = re.compile(rb"(&(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{0,31});)|&|<(?![A-Za-z_:/!?\x80-\xff])")
"""A reference, and what begins neither one nor a tag."""

_VERBATIM = re.compile(rb"<!(?:\[CDATA\[|--)")
_UNFINISHED = re.compile(rb"(?:&[#\w.:-]{0,34}|<(?:!(?:\[[CDAT]{0,5}|-{0,3}))?|\]{1,2}|-{1,2})\Z")
_UNFINISHED_LETTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,3}\Z")
_LONGEST = 40
_TAG = re.compile(
    rb"<!\[CDATA\[(?s:.*?)(?:\]\]>|\Z)|<!--(?s:.*?)(?:-->|\Z)|<\?[^<>]*>"
    rb"""|<(/?)([^\s/<>!?"']{1,200}+)(?:"[^"<]*"|'[^'<]*'|[^"'<>])*+>"""
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


def repaired(pieces: Iterable[bytes], *, is_utf_8: bool = True) -> Iterator[bytes]:
    """The pieces of XML put right, in any encoding in which ASCII is ASCII: references, and each `&` and `<` that
    begins nothing, but in CDATA and comments. What may be cut in the middle waits for the next piece."""
    letter = markup = end = b""
    for piece in chain(pieces, (None,)):
        data, letter = _cut(letter + (piece or b""), _UNFINISHED_LETTER, last=piece is None)
        data, markup = _cut(markup + _characters(data, is_utf_8=is_utf_8), _UNFINISHED, last=piece is None)
        parts: list[bytes] = []
        at = 0
        while at < len(data):
            if end:
                found = data.find(end, at)
                to = len(data) if found < 0 else found + len(end)
                parts.append(data[at:to])
                end = b"" if found >= 0 else end
            else:
                begun = _VERBATIM.search(data, at)
                to = begun.end() if begun else len(data)
                parts.append(_mended(data[at:to]))
                end = b"" if begun is None else b"-->" if begun[0] == b"<!--" else b"]]>"
            at = to
        yield b"".join(parts)


def _characters(data: bytes, *, is_utf_8: bool) -> bytes:
    data = data.translate(None, _FORBIDDEN)
    if not is_utf_8 or data.isascii():
        return data
    try:
        data.decode()
    except UnicodeDecodeError:
        data = data.decode(errors="surrogateescape").translate(STRAYS).encode()
    return _NO_CHARACTERS.sub(b"", data)


def _cut(data: bytes, unfinished: re.Pattern[bytes], *, last: bool) -> tuple[bytes, bytes]:
    """The bytes that can be read now, and those at the end that may go on in the next chunk."""
    found = None if last else unfinished.search(data, max(0, len(data) - _LONGEST))
    end = found.start() if found else len(data)
    return data[:end], data[end:]


def _mended(part: bytes) -> bytes:
    # In one go: what is left out must not join what stands before it with what stands behind.
    return _SIGN.sub(lambda sign: _by_number(sign[1]) if sign[1] else b"&#%d;" % sign[0][0], part)


@lru_cache(maxsize=1024)
def _by_number(reference: bytes) -> bytes:
    """A reference by number: once libxml2 has met a fault, it leaves out those by name, even XML's own.

    Empty where it is to what XML forbids; words where nobody knows the name.
    """
    stated = reference[1:].decode()
    if stated[0] != "#":
        return b"".join(b"&#%d;" % ord(each) for each in html5.get(stated, "")) or b"&#38;" + reference[1:]
    decimal, _, hexadecimal = stated[1:-1].partition("x")
    code = int(hexadecimal, 16) if hexadecimal else int(decimal)
    is_character = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return reference if is_character else b""


def _local(name: bytes) -> bytes:
    return name.rpartition(b":")[2].lower()


def balanced(data: bytes) -> bytes:
    """XML in which each element ends before the one that it stands in, and nothing ends that did not begin. The end of
    another prefix or case is that of the element."""
    begun: list[bytes] = []
    times: Counter[bytes] = Counter()  # that each name is in it
    done, at = bytearray(), 0
    for tag in _TAG.finditer(data):
        is_end, name = tag.groups()
        if name and not is_end and not tag[0].endswith(b"/>"):
            begun.append(name)
            times[name] += 1
        elif is_end:
            done += data[at : tag.start()]
            at = tag.end()
            if not times[name] and begun and _local(begun[-1]) == _local(name):
                name = begun[-1]
            while times[name]:
                last = begun.pop()
                times[last] -= 1
                done += b"</%b>" % last
                if last == name:
                    break
    return bytes(done + data[at:])
