"""The bytes that came, each content once, compressed (zstandard, RFC 8878).

A later version of a page is kept as its difference to the one before, which serves as a raw dictionary (RFC 8878,
section 5). Chains end at a snapshot that stands alone: every KEYFRAME-th does, so that none is dear to read.
"""

import hashlib
import sqlite3
from collections.abc import Collection
from typing import Any

import zstandard

from archive.db.rows import Database, insert, value
from archive.errors import ArchiveCorrupt, SnapshotTooLarge

MAX_SNAPSHOT_BYTES = 64 * 1024 * 1024
"""What a snapshot may grow to when unpacked: some times the largest page that is fetched."""

KEYFRAME = 20
"""How many snapshots a chain has at most."""

WORTH = 0.7
"""A difference is kept where it takes less than this share of the page alone: else the chain is not worth it."""

LEVEL = 9

_MAX_WINDOW_LOG = 27  # what decompressors take without being told (128 MiB)


def keep(db: Database, data: bytes, content_type: str | None, at: str, *, article_id: int | None = None) -> int:
    """Store the bytes unless they are there already, as a difference to the article's snapshot before where that is
    smaller. Returns the id of their row."""
    conn = db.conn
    digest = hashlib.sha256(data).hexdigest()
    known: int | None = value(conn, "SELECT id FROM snapshots WHERE sha256 = ?", digest)
    if known is not None:
        return known
    encoding, base_id, packed = _packed(data, _base(conn, article_id))
    row = {
        "sha256": digest,
        "encoding": encoding,
        "base_id": base_id,
        "size": len(data),
        "content_type": content_type,
        "first_seen_at": at,
        "data": packed,
    }
    return insert(db, "snapshots", row)


def read(conn: sqlite3.Connection, snapshot_id: int, *, limit: int = MAX_SNAPSHOT_BYTES) -> bytes:
    """The bytes of a snapshot. SnapshotTooLarge when they, or a version they build on, are more than `limit`;
    ArchiveCorrupt when they are not those that were stored."""
    plain: bytes | None = None
    for sha256, encoding, data in reversed(_chain(conn, snapshot_id)):
        if encoding not in ("zstd", "zstd-delta") or (encoding == "zstd-delta") != (plain is not None):
            raise ArchiveCorrupt(f"snapshot {sha256[:12]} has lost the version it builds on; restore a backup")
        try:
            decompressor = zstandard.ZstdDecompressor(dict_data=_dictionary(plain) if plain else None)
            with decompressor.stream_reader(data) as reader:
                plain = reader.read(limit + 1)
        except zstandard.ZstdError as error:
            raise ArchiveCorrupt(f"snapshot {sha256[:12]} cannot be unpacked ({error}); restore a backup") from error
        if len(plain) > limit:
            raise SnapshotTooLarge(f"snapshot {sha256[:12]} is larger than {limit} bytes")
        if hashlib.sha256(plain).hexdigest() != sha256:
            raise ArchiveCorrupt(f"snapshot {sha256[:12]} does not hold what was stored; restore a backup")
    if plain is None:
        raise ArchiveCorrupt(f"there is no snapshot {snapshot_id}; restore a backup")
    return plain


def remove(conn: sqlite3.Connection, snapshot_ids: Collection[int]) -> None:
    """Delete snapshots; visits then point at none. What builds on them is first made to stand alone."""
    going = set(snapshot_ids)
    for snapshot in going:
        for (later,) in conn.execute("SELECT id FROM snapshots WHERE base_id = ?", [snapshot]).fetchall():
            if later not in going:
                encoding, base_id, packed = _packed(read(conn, later), None)
                update = "UPDATE snapshots SET encoding = ?, base_id = ?, data = ? WHERE id = ?"
                conn.execute(update, [encoding, base_id, packed, later])
    conn.executemany("UPDATE snapshots SET base_id = NULL WHERE id = ?", [(snapshot,) for snapshot in going])
    conn.executemany("UPDATE fetches SET snapshot_id = NULL WHERE snapshot_id = ?", [(each,) for each in going])
    conn.executemany("DELETE FROM snapshots WHERE id = ?", [(snapshot,) for snapshot in going])


def _base(conn: sqlite3.Connection, article_id: int | None) -> tuple[int, bytes] | None:
    """The article's newest snapshot, where its chain has room for one more and it can be read."""
    select = """
        SELECT snapshot_id FROM fetches WHERE article_id = ? AND snapshot_id IS NOT NULL
        ORDER BY fetched_at DESC, id DESC LIMIT 1
    """
    newest = value(conn, select, article_id)
    if newest is None or len(_chain(conn, newest)) >= KEYFRAME:
        return None
    try:
        before = read(conn, newest)
    except (ArchiveCorrupt, SnapshotTooLarge):  # damage must not spread to what comes now
        return None
    return (newest, before) if before else None


def _chain(conn: sqlite3.Connection, snapshot_id: int) -> list[tuple[str, str, bytes]]:
    """The snapshot and those it builds on: SHA-256, encoding, data. A circle, which is damage, ends by itself."""
    select = """
        WITH RECURSIVE chain(id, level) AS (
            SELECT ?1, 0
            UNION ALL
            SELECT s.base_id, level + 1 FROM chain JOIN snapshots s ON s.id = chain.id
            WHERE s.base_id IS NOT NULL AND level < ?2
        )
        SELECT s.sha256, s.encoding, s.data FROM chain JOIN snapshots s ON s.id = chain.id ORDER BY level
    """
    return conn.execute(select, [snapshot_id, KEYFRAME]).fetchall()


def _packed(data: bytes, base: tuple[int, bytes] | None) -> tuple[str, int | None, bytes]:
    """The encoding, the snapshot that it builds on, and the bytes to store."""
    alone = zstandard.ZstdCompressor(level=LEVEL).compress(data)
    if base is not None:
        key, before = base
        window = min(max((len(data) + len(before)).bit_length(), 10), _MAX_WINDOW_LOG)
        parameters = zstandard.ZstdCompressionParameters.from_level(LEVEL, window_log=window)
        delta = zstandard.ZstdCompressor(compression_params=parameters, dict_data=_dictionary(before)).compress(data)
        if len(delta) < WORTH * len(alone):
            return "zstd-delta", key, delta
    return "zstd", None, alone


def _dictionary(data: bytes) -> Any:
    return zstandard.ZstdCompressionDict(data, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
