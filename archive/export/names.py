"""Names of files for threads: safe on every system, the same for the same thread."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from archive.addresses import site_host

if TYPE_CHECKING:
    from scraper.thread import Thread

_MOST = 60


def file_name(thread: Thread, suffix: str) -> str:
    """Site, title and uid, which makes it the only one, in small ASCII letters, digits, dots and hyphens."""
    parts = (site_host(thread.url), _slug(thread.article.title or ""), thread.uid or "")
    return "-".join(part for part in (_slug(parts[0], "."), parts[1], _slug(parts[2])) if part) + suffix


def _slug(text: str, also: str = "") -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(rf"[^a-z0-9{also}]+", "-", plain).strip("-.")[:_MOST].rstrip("-.")
