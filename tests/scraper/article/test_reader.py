from __future__ import annotations

from tests.scraper.article.pages import URL, article, json_ld


def test_the_language_is_the_one_stated() -> None:
    assert article().language == "en-GB"
    assert article(json_ld('{"@type": "Article", "inLanguage": "fr"}'), language="").language == "fr"
    assert article(language="").language is None


def test_the_text_is_the_article_and_its_links_are_absolute() -> None:
    made = article(above='<h1>The tide book</h1><p>See <a href="/map">the map of the whole harbour</a> first.</p>')
    assert "eleven volumes" in made.text
    assert "<script" not in made.html
    assert 'href="https://harbour.example/map"' in made.html


def test_links_within_the_page_keep_the_address_of_the_page() -> None:
    made = article(above='<h1>The tide book</h1><p>The <a href="#storm">great storm</a> has a note of its own.</p>')
    assert f'href="{URL}#storm"' in made.html


def test_links_are_absolute_by_the_base_that_the_page_states() -> None:
    above = '<h1>The tide book</h1><p>See <a href="map">the map</a> first, and then the book.</p>'
    made = article('<base href="https://mole.example/atlas/">', above=above)
    assert 'href="https://mole.example/atlas/map"' in made.html


def test_the_markup_of_the_article_is_kept_in_html_and_lines_in_text() -> None:
    above = (
        "<h1>The tide book</h1><h3>What is in it</h3><ul><li>ebb</li><li>flow</li></ul><ol><li>one</li></ol>"
        "<blockquote>Nobody reads it.</blockquote><p>It is <b>old</b>, <i>wet</i><br>and heavy.</p>"
        "<table><tr><td>Ebb</td><td>4 m</td></tr></table><pre>tide = ebb + flow</pre>"
    )
    made = article(above=above)
    for piece in (
        "<h3>What is in it</h3>", "<ul><li>ebb</li><li>flow</li></ul>", "<ol><li>one</li></ol>", "<strong>old</strong>",
        "<em>wet</em>", "<br>", "<blockquote>Nobody reads it.</blockquote>", "<td>4 m</td>",
    ):  # fmt: skip
        assert piece in made.html, piece
    assert "- ebb\n- flow" in made.text
    assert "wet\nand heavy." in made.text
    assert "Ebb 4 m" in made.text
