"""A backup of Remark42: a line of metadata, then a comment a line, as its `migrator/native.go` and `store/comment.go`
have it. No Remark42 was there to read it: the format is checked against its sources.

Restoring a backup removes what the site held before. Only visible comments are written.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from archive.display import json_text, one_line
from archive.export import other_systems
from archive.export.facts import is_web
from archive.export.other_systems import Mapping
from scraper.thread import Thread

SITE = "remark"
"""The id of a Remark42 site where its settings name no other."""


def remark42(threads: Iterable[Thread], mapping: Mapping, site: str = SITE) -> Iterator[str]:
    """The lines of the backup. `mapping` turns the addresses of articles into those of the new site."""
    yield json_text({"version": 1, "users": [], "posts": []}) + "\n"
    for thread in threads:
        locator = {"site": site, "url": mapping.new(thread.url)}
        dates = other_systems.dates(thread)
        ids = [comment.uid or str(place) for place, comment in enumerate(thread.comments, 1)]
        for place, comment in enumerate(thread.comments):
            author = comment.author
            user: dict[str, Any] = {
                "name": other_systems.name(author),
                "id": f"afterword_{other_systems.author_id(thread, author)}",
                "picture": author.avatar if is_web(author.avatar) else "",
                "ip": "",
                **dict.fromkeys(("admin", "block", "verified"), False),
            }
            is_deleted = comment.state == "deleted"
            line = {
                "id": ids[place],
                "pid": "" if comment.parent is None else ids[comment.parent],
                "text": "" if is_deleted else other_systems.body(comment, thread.url),
                "user": user,
                "locator": locator,
                "score": (comment.likes or 0) - (comment.dislikes or 0),
                "votes": {},
                "vote": 0,
                "time": dates[place].isoformat().replace("+00:00", "Z"),
                "imported": True,
                "title": one_line(thread.article.title),
                **({"delete": True} if is_deleted else {}),
            }
            yield json_text(line) + "\n"
