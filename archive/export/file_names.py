"""Names of files for threads: safe on every system, the same for the same thread."""

import hashlib
import re
import unicodedata

from archive.urls import site_host
from scraper.thread import Thread

_MOST = 60
"""Letters of each part. All of a name is ASCII, so that it has as many bytes: fewer than the 255 that systems allow."""
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin|conout|clock|com\d|lpt\d)(?=[^a-z0-9]|$)")
"""What Windows takes for a device, whatever follows after a dot ("Naming Files, Paths, and Namespaces")."""


def file_name(thread: Thread, suffix: str) -> str:
    """Site, title and uid, which makes it the only one, in small ASCII letters, digits, dots and hyphens.

    It begins with a letter or a digit (with `_` where the site is called like a device), so that it is no option and
    not hidden; small letters alone, so that no two are one where the case of letters does not count.
    """
    uid, unique = thread.uid or "", _slug(thread.uid or "")
    if unique != uid:  # which another program has made up: others may differ in letters that no name can have
        unique += f"-{hashlib.sha256(uid.encode(errors='replace')).hexdigest()[:12]}"
    parts = (_slug(site_host(thread.url), "."), _slug(thread.article.title or ""), unique)
    name = "-".join(part for part in parts if part) or "thread"
    return f"{'_' if _DEVICE.match(name) else ''}{name}{suffix}"


def _slug(text: str, also: str = "") -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(rf"\.\.+|[^a-z0-9{also}]+", "-", plain).strip("-.")[:_MOST].rstrip("-.")
