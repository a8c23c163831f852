from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from archive.db.connection import open_for_writing, reading
from archive.db.docs_page import page, picture

if TYPE_CHECKING:
    import pytest

ROOT = Path(__file__).resolve().parents[3]


def test_the_page_in_the_repository_is_what_an_archive_says_of_itself(capsys: pytest.CaptureFixture[str]) -> None:
    from archive.db.docs_page import main

    main()
    told = (ROOT / "docs/schema.md").read_text("utf-8")
    assert told == capsys.readouterr().out, "make it again: python -m archive.db.docs_page > docs/schema.md"


def test_the_picture_in_the_readme_is_the_one_of_the_page(tmp_path: Path) -> None:
    open_for_writing(tmp_path / "a.db", create=True).close()
    with reading(tmp_path / "a.db") as conn:
        drawn = list(picture(conn))
        lines = list(page(conn))
    assert "    comments |o--o{ comments : parent_id" in drawn
    assert "    articles ||--o{ comments : article_id" in drawn
    assert "\n".join(drawn) in (ROOT / "README.md").read_text("utf-8")
    assert "| `gone_since` | text |" in "\n".join(lines)
