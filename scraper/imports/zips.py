"""The files in a zip, as services hand out exports: each recognised by its beginning, none unpacked by its name.

What Google's Takeout and WordPress.com give are zips with some dumps among pictures and settings.
"""

from __future__ import annotations

import struct
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from zipfile import BadZipFile, ZipFile

from scraper.errors import DumpError
from scraper.imports.source import Allowance, Source, beginning, reason

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

SIGNS = (b"PK\x03\x04", b"PK\x05\x06")
MAX_DIRECTORY = 64 * 1024 * 1024
"""Bytes of the list of files in a zip: some hundred thousand names. Python reads all of it at once."""

_END = struct.Struct("<4s4H2LH")  # APPNOTE.TXT 4.3.16
_END_SIGN = b"PK\x05\x06"
_FAR_SIGN = b"PK\x06\x07"  # 4.3.15: the zip is larger than that record can tell
_FAR_LENGTH = 20
_FAR_END = struct.Struct("<4sQ2H2L4Q")  # 4.3.14
_LONGEST_NOTE = 65_535
_ENCRYPTED = 1


@dataclass(slots=True)
class Zip:
    """The files in a zip that could be begun, and a line for what could not."""

    sources: list[Source] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)


def looked_into(path: Path, base: str | None, only: str | None) -> Zip:
    """The files in a zip, with `only` those whose path there has it in it. DumpError when it cannot be read at all."""
    _check_directory(path)
    try:
        with ZipFile(path) as archive:
            return _looked_into(archive, Source(path, base=base, archive=archive, allowance=Allowance(path)), only)
    except (BadZipFile, OSError, ValueError, NotImplementedError, struct.error) as error:
        raise DumpError(f"{path}: the zip cannot be read ({reason(error)})") from error


def _looked_into(archive: ZipFile, whole: Source, only: str | None) -> Zip:
    found = Zip()
    troubles: Counter[str] = Counter()
    first: dict[str, str] = {}
    for place, info in enumerate(archive.infolist()):
        if info.is_dir() or (only is not None and only not in info.filename):
            continue
        source = replace(whole, member=info, place=place)
        try:
            found.sources.append(replace(source, head=beginning(source), archive=None))
        except DumpError as error:
            why = "encrypted: unpack it with its password" if info.flag_bits & _ENCRYPTED else str(error)
            troubles[why] += 1
            first.setdefault(why, source.name)
    for why, count in troubles.items():
        found.troubles.append(f"{first[why]}: {why}" + (f" (and {count - 1:,} more)" if count > 1 else ""))
    return found


def _check_directory(path: Path) -> None:
    """DumpError for a zip whose list of files is missing, as in a download cut short, or too long to be read."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        file.seek(max(0, size - _LONGEST_NOTE - _END.size - _FAR_LENGTH))
        end = file.read()
        length = _length(end, file)
    if length is None:
        raise DumpError(f"{path}: the zip is cut short: the list of its files, which stands at its end, is missing")
    if length > MAX_DIRECTORY:
        raise DumpError(f"{path}: the list of the files in the zip is larger than {MAX_DIRECTORY:,} bytes")


def _length(end: bytes, file: BinaryIO) -> int | None:
    """How long the list of files is, by the end of a zip; None where that is no such end."""
    at = end.rfind(_END_SIGN)
    if at < 0 or len(end) - at < _END.size:
        return None
    length: int = _END.unpack_from(end, at)[5]
    if at >= _FAR_LENGTH and end.startswith(_FAR_SIGN, at - _FAR_LENGTH):
        start: int = struct.unpack_from("<Q", end, at - _FAR_LENGTH + 8)[0]
        far = file.read(_FAR_END.size) if start < file.tell() and file.seek(start) == start else b""
        return int(_FAR_END.unpack(far)[8]) if len(far) == _FAR_END.size else None
    return length
