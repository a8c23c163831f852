"""A backup of Remark42: a line of metadata, then a comment a line."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from archive.export.other_systems import Mapping
from archive.export.remark42 import remark42
from scraper.thread import Author
from tests.support.threads import comment, thread


def lines(*comments: Any, site: str = "remark") -> list[dict[str, Any]]:
    document = thread(*comments)
    mapping = Mapping((("https://tea.example/", "https://new.example/"),))
    first, *rest = (json.loads(line) for line in remark42([document], mapping, site))
    assert first == {"version": 1, "users": [], "posts": []}
    return rest


def test_a_comment_is_a_line_with_its_parent_and_its_page() -> None:
    one = comment("One", uid="a", likes=5, dislikes=2, published="2026-01-05T10:00:00Z")
    first, second = lines(one, comment("Two", "Bo Larch", parent=0, depth=1), site="tea")
    assert (first["id"], first["pid"], first["text"], first["score"]) == ("a", "", "<p>One</p>", 3)
    assert (second["id"], second["pid"]) == ("2", "a")
    assert first["locator"] == {"site": "tea", "url": "https://new.example/2026/kettles"}
    assert first["time"] == second["time"] == "2026-01-05T10:00:00Z"
    assert first["title"] == "Kettles I have known"


def test_the_same_author_is_the_same_user_and_a_picture_is_an_address_of_the_web() -> None:
    anna = comment("One")
    other = replace(anna, author=Author("Anna Thimble", avatar="https://anna.example/a.png"))
    bad = replace(comment("x", "Bo Larch"), author=Author(None, avatar="javascript:x"))
    one, two, three = (line["user"] for line in lines(anna, other, bad))
    assert one["id"] == two["id"] != three["id"]
    assert (two["picture"], three["picture"], three["name"]) == ("https://anna.example/a.png", "", "Anonymous")


def test_a_deleted_comment_says_so_and_nothing_else() -> None:
    (line,) = lines(comment("One", state="deleted"))
    assert (line["delete"], line["text"]) == (True, "")
