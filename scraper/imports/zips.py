"""The files in a zip, as services hand out exports: detected by their first bytes, never unpacked to a path.

What Google's Takeout and WordPress.com give are zips with some dumps among pictures and settings.
"""

import struct
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from scraper.errors import DumpError
from scraper.imports.source import Allowance, Source, read_head, reason

SIGNS = (b"PK\x03\x04", b"PK\x05\x06")
MAX_DIRECTORY = 64 * 1024 * 1024
"""Bytes of the list of files in a zip: some hundred thousand names. Python reads all of it at once."""

_END = struct.Struct("<4s4H2LH")  # APPNOTE.TXT 4.3.16
_END_SIGN = b"PK\x05\x06"
_FAR_SIGN = b"PK\x06\x07"  # 4.3.15: the zip is larger than that record can tell
_FAR_LENGTH = 20
_FAR_END_SIGN = b"PK\x06\x06"
_FAR_END = struct.Struct("<4sQ2H2L4Q")  # 4.3.14
_LONGEST_NOTE = 65_535
_ENCRYPTED = 1


def scan_zip(path: Path, base: str | None, only: str | None, take: Callable[[Source], None]) -> list[str]:
    """Give `take` each file in a zip that can be begun, with `only` those whose path there has it in it. Returns a line
    for what could not. DumpError when the zip cannot be read at all.

    One at a time, since most are pictures: the beginnings of all of them would fill the memory.
    """
    _check_directory(path)
    troubles: Counter[str] = Counter()
    first: dict[str, str] = {}
    try:
        with ZipFile(path) as archive:
            whole = Source(path, base=base, archive=archive, allowance=Allowance(path))
            for place, info in enumerate(archive.infolist()):
                if info.is_dir() or (only is not None and only not in info.filename):
                    continue
                source = replace(whole, member=info, place=place)
                try:
                    take(replace(source, head=read_head(source), archive=None))
                except DumpError as error:
                    why = "encrypted: unpack it with its password" if info.flag_bits & _ENCRYPTED else str(error)
                    troubles[why] += 1
                    first.setdefault(why, source.name)
    except (BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise DumpError(f"{path}: the zip cannot be read ({reason(error)})") from error
    return [
        f"{first[why]}: {why}" + (f" (and {count - 1:,} more)" if count > 1 else "") for why, count in troubles.items()
    ]


def _check_directory(path: Path) -> None:
    """DumpError for a zip whose list of files is missing, as in a download cut short, or too long to be read."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _LONGEST_NOTE - _END.size - _FAR_LENGTH - _FAR_END.size))
        length = _length(file.read())
    if length is None:
        raise DumpError(f"{path}: the zip is cut short: the list of its files, which stands at its end, is missing")
    if length > MAX_DIRECTORY:
        raise DumpError(f"{path}: the list of the files in the zip is larger than {MAX_DIRECTORY:,} bytes")


def _length(end: bytes) -> int | None:
    """How long the list of files is, by the end of a zip; None where that is no such end.

    The record of large zips is looked for right before the others, whatever they say of its place: Python reads that.
    """
    at = end.rfind(_END_SIGN)
    if at < 0 or len(end) - at < _END.size:
        return None
    length: int = _END.unpack_from(end, at)[5]
    if at >= _FAR_LENGTH and end.startswith(_FAR_SIGN, at - _FAR_LENGTH):
        far = at - _FAR_LENGTH - _FAR_END.size
        return int(_FAR_END.unpack_from(end, far)[8]) if far >= 0 and end.startswith(_FAR_END_SIGN, far) else None
    return length
