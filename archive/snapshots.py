"""The bytes that came, each content once, compressed (zstandard, RFC 8878)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from archive.errors import ArchiveCorrupt, SnapshotTooLarge

if TYPE_CHECKING:
    from sqlite_utils import Database

MAX_SNAPSHOT_BYTES = 64 * 1024 * 1024
"""What a snapshot may grow to when unpacked: some times the largest page that is fetched."""


def keep(db: Database, data: bytes, content_type: str | None, at: str) -> int:
    """Store the bytes unless they are there already. Returns the id of their row."""
    import zstandard

    digest = hashlib.sha256(data).hexdigest()
    known = db.conn.execute("SELECT id FROM snapshots WHERE sha256 = ?", [digest]).fetchone()
    if known:
        return int(known[0])
    row = {
        "sha256": digest,
        "encoding": "zstd",
        "size": len(data),
        "content_type": content_type,
        "first_seen_at": at,
        "data": zstandard.ZstdCompressor(level=9).compress(data),
    }
    return int(db.table("snapshots").insert(row).last_pk or 0)


def unpack(data: bytes, sha256: str, *, limit: int = MAX_SNAPSHOT_BYTES) -> bytes:
    """The bytes of a snapshot. SnapshotTooLarge beyond `limit` bytes; ArchiveCorrupt when they are not those stored."""
    import zstandard

    try:
        with zstandard.ZstdDecompressor().stream_reader(data) as reader:
            plain = reader.read(limit + 1)
    except zstandard.ZstdError as error:
        raise ArchiveCorrupt(f"snapshot {sha256[:12]} cannot be unpacked ({error}); restore a backup") from error
    if len(plain) > limit:
        raise SnapshotTooLarge(f"snapshot {sha256[:12]} is larger than {limit} bytes")
    if hashlib.sha256(plain).hexdigest() != sha256:
        raise ArchiveCorrupt(f"snapshot {sha256[:12]} does not hold what was stored; restore a backup")
    return plain
