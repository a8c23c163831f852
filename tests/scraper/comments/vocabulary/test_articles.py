"""Lines around an article are told by how they begin, in the languages of the web."""

from __future__ import annotations

import re

import pytest

from scraper.comments.vocabulary import articles


@pytest.mark.parametrize(
    ("expression", "line"),
    [
        (articles.BYLINE, "By Ida Brink"),
        (articles.BYLINE, "Ein Gastbeitrag von Ida Brink"),
        (articles.BYLINE, "Text und Fotos: Ida Brink"),
        (articles.BYLINE, "Publié par Ida Brink"),
        (articles.AUTHOR_LABEL, "Autorin: Ida Brink"),
        (articles.BARE_LABEL, "Author Ida Brink"),
        (articles.AUTHOR_HEADING, "Die Autorin"),
        (articles.AUTHOR_HEADING, "L’auteure"),
        (articles.NO_NAME, "Kommentare"),
        (articles.ORGANISATION, "Harbour Media GmbH"),
        (articles.OFFICE, "Keeper of the Light"),
        (articles.NOW, "Aktuelles Datum"),
        (articles.POSTED, "Veröffentlicht am 4. Mai 2019"),
        (articles.POSTED, "This post was written on 4 May"),
        (articles.POSTED, "投稿日 2019年5月4日"),
        (articles.UPDATED, "Zuletzt am 4. Mai geändert"),
        (articles.PAGE_UPDATED, "Stand: 4.5.2021"),
        (articles.PAGE_UPDATED, "This page was last updated on 4 May"),
        (articles.RELATED, "Lire aussi"),
        (articles.RELATED, "Mehr zum Thema"),
        (articles.RECOMMENDED, "You may also like"),
        (articles.SEE_ALSO, "Lees ook: het tij"),
        (articles.APPEAL, "Abonnez-vous à la lettre"),
        (articles.APPEAL, "Schlagwörter: Flut"),
        (articles.APPEAL, "© 2019 Harbour"),
    ],
)
def test_it_is_known(expression: re.Pattern[str], line: str) -> None:
    assert expression.search(line)


@pytest.mark.parametrize(
    ("expression", "line"),
    [
        (articles.BYLINE, "The tide came by night"),
        (articles.AUTHOR_LABEL, "The author of the tide"),
        (articles.NO_NAME, "Ida Brink"),
        (articles.ORGANISATION, "Ida Brink"),
        (articles.POSTED, "The posted letter"),
        (articles.PAGE_UPDATED, "Prices were updated"),
        (articles.RELATED, "Related by blood and by the sea, they quarrelled"),
        (articles.SEE_ALSO, "See also what came after"),
        (articles.APPEAL, "The sources of the river"),
    ],
)
def test_sentences_are_none(expression: re.Pattern[str], line: str) -> None:
    assert not expression.search(line)


@pytest.mark.parametrize(
    ("stated", "name"),
    [
        ("Ida Brink | Harbour", "Ida Brink"),
        ("Ida Brink am 4. Mai", "Ida Brink"),
        ("Ida Brink, 4 May", "Ida Brink"),
        ("Ida Brink veröffentlicht", "Ida Brink"),
        ("Ida von Brink", "Ida von Brink"),
    ],
)
def test_what_stands_behind_a_name_is_cut(stated: str, name: str) -> None:
    assert articles.BEHIND_NAME.sub("", stated) == name
