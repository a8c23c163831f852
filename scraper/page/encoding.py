"""Bytes of a page to text: the encoding that is declared or detected (WHATWG Encoding Standard)."""

import re

META_WINDOW = 4096
"""How many bytes are searched for a `<meta>` charset. The standard asks for 1024; real pages put more before it."""

_META_CHARSET = re.compile(rb"""<meta\b[^>]{0,500}?\bcharset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9_:.-]{1,40})["']""")
_HEADER_CHARSET = re.compile(r"""\bcharset\s*=\s*["']?([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)

STRAYS = {0xDC00 + byte: bytes([byte]).decode("cp1252", errors="replace") for byte in range(0x80, 0x100)}
"""What a byte that is no UTF-8 means as windows-1252, by the surrogate that Python's decoder puts in its place.
(BeautifulSoup's `detwingle` leaves an accented letter unread where another letter follows it.)"""

BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def decode(data: bytes, content_type: str | None = None) -> str:
    """Decode a page. `content_type` is the HTTP header's value. Never fails: what cannot be read becomes U+FFFD.

    Text that is UTF-8 but for a few stray bytes stays UTF-8: the strays are read as windows-1252 where they stand,
    for a page is more often UTF-8 with a pasted comment in it than the other way round.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    declared = _declared_encoding(data, content_type)
    if declared in (None, "utf-8") or not data.isascii():
        try:
            return data.decode("utf-8")  # text in another encoding is not valid UTF-8 by chance, and labels lie often
        except UnicodeDecodeError:
            pass
    if declared == "utf-8" or (declared is None and _is_mostly_utf8(data)):
        return data.decode("utf-8", errors="surrogateescape").translate(STRAYS)
    return data.decode(declared or _detected_encoding(data), errors="replace")


def _declared_encoding(data: bytes, content_type: str | None) -> str | None:
    """The Python codec of the first declared label that WHATWG knows: iso-8859-1 means windows-1252."""
    import webencodings

    labels = []
    if content_type and (match := _HEADER_CHARSET.search(content_type)):
        labels.append(match[1])
    for pattern in (_XML_ENCODING, _META_CHARSET):
        if found := pattern.search(data[:META_WINDOW]):
            label = found[1].decode("ascii")
            # A label that could be read as ASCII cannot be UTF-16 (HTML Standard, prescan, step "UTF-16BE/LE").
            labels.append("utf-8" if label.lower().startswith("utf-16") else label)
    for label in labels:
        if (encoding := webencodings.lookup(label)) is not None and encoding.name != "x-user-defined":
            return str(encoding.codec_info.name)
    return None


def _is_mostly_utf8(data: bytes) -> bool:
    strays = data.decode("utf-8", errors="replace").count("\ufffd") - data.count(b"\xef\xbf\xbd")
    good = sum(byte >= 0xC2 for byte in data) - strays
    return strays * 4 <= good + 8


def _detected_encoding(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    return best.encoding if best is not None else "cp1252"
