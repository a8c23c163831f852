"""XML as programs write it, put right so that a strict parser reads it: one bad byte must not cost all that follows.

Seen in exports of WordPress, or told in reports on them: control characters, bytes of another encoding in the midst of
UTF-8, `&` in addresses, and what PHP had to say before the declaration.
"""

import re

from scraper.page.encoding import STRAYS

UTF_8 = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_DECLARED = re.compile(rb"""<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9_:.-]{1,40})["']""")
_ROOT = re.compile(rb"<(?:rss|feed|disqus)\b")
_FORBIDDEN = bytes(code for code in range(32) if code not in b"\t\n\r")
_NO_CHARACTERS = re.compile(rb"\xef\xbf[\xbe\xbf]")  # U+FFFE and U+FFFF
_NO_REFERENCE = re.compile(rb"&(?!(?:#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z_:][A-Za-z0-9._:-]{0,31});)")
_NUMBER = re.compile(rb"&#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}));")
_CDATA, _CDATA_END = b"<![CDATA[", b"]]>"
_UNFINISHED = re.compile(rb"(?:&[#\w.:-]{0,34}|<(?:!(?:\[[CDAT]{0,5})?)?|\]{1,2})\Z")
_UNFINISHED_LETTER = re.compile(rb"[\xc2-\xf4][\x80-\xbf]{0,3}\Z")
_LONGEST = 40


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
        self._is_verbatim = False

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
        """Outside of CDATA, escape each `&` that begins no reference, drop references to forbidden characters."""
        parts: list[bytes] = []
        at = 0
        while at < len(data):
            mark = _CDATA_END if self._is_verbatim else _CDATA
            found = data.find(mark, at)
            end = len(data) if found < 0 else found + len(mark)
            part = data[at:end]
            parts.append(part if self._is_verbatim or b"&" not in part else _mended(part))
            self._is_verbatim ^= found >= 0
            at = end
        return b"".join(parts)


def _cut(data: bytes, unfinished: re.Pattern[bytes], last: bool) -> tuple[bytes, bytes]:
    """The bytes that can be read now, and those at the end that may go on in the next chunk."""
    found = None if last else unfinished.search(data, max(0, len(data) - _LONGEST))
    end = found.start() if found else len(data)
    return data[:end], data[end:]


def _mended(part: bytes) -> bytes:
    part = _NO_REFERENCE.sub(b"&amp;", part)
    return _NUMBER.sub(_allowed, part) if b"&#" in part else part


def _allowed(reference: re.Match[bytes]) -> bytes:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    is_character = code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    return reference[0] if is_character else b""
