from __future__ import annotations

from archive.db.docs_page import fresh


def test_an_archive_describes_its_relations_views_and_tables() -> None:
    lines = fresh()
    assert "    comments |o--o{ comments : parent_id" in lines
    assert "    articles ||--o{ comments : article_id" in lines
    assert "### `conversations`" in lines
    assert any(line.startswith("| `gone_since` | text | ") for line in lines)
