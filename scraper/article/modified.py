"""When an article was last changed, as the page states it: JSON-LD, `<meta>`, lines such as "Updated: 4 May 2019"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scraper.page.page import Page

LONGEST_LINE = 100
"""Characters of the line that says when something was changed."""

_METAS = (
    "article:modified_time", "og:updated_time", "datemodified", "dateupdate", "dcterms.modified", "dc.date.modified",
    "lastmod", "last-modified", "last-updated", "revised",
)  # fmt: skip

CHANGE = re.compile(
    r"updated|modified|last (?:change|edit|update|revis)|(?:letzte|zuletzt)\b.{0,40}(?:änder|aktualisier|bearbeit)"
    r"|aktualisiert|mise? à jour|modifiée?|dernière modif|actualizad|modificad|última (?:actualiz|modific)|atualizad"
    r"|aggiornat|ultim[oa] (?:aggiorn|modific)|bijgewerkt|gewijzigd|laatste wijzig|uppdatera|oppdatert|opdateret"
    r"|zmodyfikowan|zaktualizowan|ostatnia (?:aktualiz|modyfik|zmiana)|обновлен|измен[её]н"
    r"|(?:最終|最后|最後)?(?:更新|修改)|(?:최종\s?)?수정",
    re.IGNORECASE,
)
"""Words of a date that is that of a change."""

_SAID_OF_THE_PAGE = re.compile(
    r"(?:^|[(\[,;|·–—-])\W*"
    r"(?:(?:this|the|diese[rs]?|cett?e?|est[ae]|quest[ao]|deze|dit|denna)?\s?(?:page|article|entry|post|document"
    r"|seite|artikel|beitrag|eintrag|dokument|billet|página|artículo|entrada|pagina|articolo|sida)\b.{0,20}?)?"
    rf"(?P<change>{CHANGE.pattern}|stand(?:\svom)?:)",
    re.IGNORECASE,
)
"""How a line says it of the page: it begins with those words or names the page. Others tell of prices or of cookies."""

_DIGIT = re.compile(r"\d")


def in_head(page: Page, entry: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """What the head says of the last change, each with the rule. `entry` is the JSON-LD of the article."""
    stated = entry.get("dateModified")
    yield "JSON-LD", stated if isinstance(stated, str) else None
    for name in _METAS:
        yield "meta", page.meta(name)


def in_lines(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The runs of text that say when the page was changed, from the words on, each with its place.

    The date may stand alone in the run that follows: "Letzte Änderung:", "4.5.2021".
    """
    for number, line in enumerate(lines):
        after = lines[number + 1][:LONGEST_LINE] if number + 1 < len(lines) else ""
        if len(line) > LONGEST_LINE or not (_DIGIT.search(line) or _DIGIT.search(after)):
            continue
        found = _SAID_OF_THE_PAGE.search(line)
        if found is not None:
            words = line[found.start("change") :]
            yield number, words if _DIGIT.search(words) else f"{words} {after}"
