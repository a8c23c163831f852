"""XML comes as a stream of small elements, within limits, and says where it ends early."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper.errors import DumpError
from scraper.imports.source import Source
from scraper.imports.syntax import xml_stream
from scraper.imports.syntax.xml_stream import Element, elements

DUMP = """<?xml version="1.0"?><rss xmlns:wp="http://wordpress.org/export/1.2/" xmlns:c="http://content.example/">
<channel><title>Quayside</title>
<item id="1" wp:id="2"><title> High
water </title><c:encoded>Late</c:encoded><wp:comment><wp:id>7</wp:id><wp:item/></wp:comment><x>a<y>b</y>c</x></item>
<item/></channel></rss>"""


def read(
    folder: Path, text: str | bytes, *, records: str = "item", inner: str = "", found: list[Element] | None = None
) -> list[Element]:
    """The elements of a file; those before an error stand in `found`."""
    data = text.encode() if isinstance(text, str) else text
    (folder / "x").write_bytes(data)
    found = [] if found is None else found
    source = Source(folder / "x", data[:1_000])
    found.extend(elements(source, frozenset(records.split()), frozenset(inner.split())))
    return found


def test_records_come_with_all_that_is_in_them_and_what_is_outside_comes_alone(tmp_path: Path) -> None:
    found = read(tmp_path, DUMP)
    assert [each.name for each in found] == ["title", "item", "item", "channel", "rss"]
    item = found[1]
    assert (item.attributes, item.findtext("title")) == ({"id": "2"}, "High\nwater")
    assert [each.text for each in item.findall("x")] == ["ac"]
    assert item.findtext("comment") is None
    assert item.find("comment") is not None
    assert (item.find("none"), item.findtext("none")) == (None, None)
    encoded = item.find("encoded")
    assert encoded is not None
    assert encoded.namespace == "http://content.example/"


def test_inner_records_come_before_the_one_they_stand_in_and_are_not_kept_in_it(tmp_path: Path) -> None:
    found = read(tmp_path, DUMP, inner="comment")
    assert [each.name for each in found] == ["title", "comment", "item", "item", "channel", "rss"]
    assert found[1].findtext("id") == "7"
    assert found[2].find("comment") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_encodings_are_read_as_marked_or_declared(tmp_path: Path, encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?><item>“Späť”</item>'.replace("ť", "t")
    assert read(tmp_path, text.encode(encoding))[0].text == "“Spät”"


def test_names_of_characters_are_those_of_html(tmp_path: Path) -> None:
    assert read(tmp_path, "<item>caf&eacute;&nbsp;&amp;&#33;</item>")[0].text == "café\xa0&!"


@pytest.mark.parametrize(
    ("end", "why"),
    [
        ("<item>", "line 3: the XML breaks off (no element found)"),
        ("<item></x>", "line 3: the XML breaks off (mismatched tag)"),
        ("<!DOCTYPE x>", "line 3: the XML breaks off (not well-formed (invalid token))"),
        ("</rss><!DOCTYPE x>", "line 3: the XML breaks off (junk after document element)"),
        ("<a>" * 70, "line 3: elements are nested deeper than 64 levels"),
        (f"<item>{'x' * 3_000}</item>", "line 3: a record of more than 2,000 characters"),
        (f"<item a='{'x' * 3_000}'/>", "line 3: a record of more than 2,000 characters"),
        (f"<item>{'<a/>' * 60}</item>", "line 3: a record of more than 50 elements"),
        (f"<item a='{'x' * 30_000}", "line 3: a tag of more than 10,000 bytes"),
    ],
)
def test_where_the_reading_ends_early_is_named_behind_what_was_whole(
    tmp_path: Path, end: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, limit in (("CHUNK", 1_000), ("MAX_RECORD", 2_000), ("MAX_PARTS", 50), ("MAX_TOKEN", 10_000)):
        monkeypatch.setattr(xml_stream, name, limit)
    found: list[Element] = []
    with pytest.raises(DumpError) as refusal:
        read(tmp_path, f"<rss>\n<item>1</item>\n{end}", found=found)
    assert str(refusal.value) == why
    assert [each.text for each in found[:1]] == ["1"]


def test_a_document_type_is_not_read(tmp_path: Path) -> None:
    with pytest.raises(DumpError, match="line 1: it has a document type, which no dump has; it is not read"):
        read(tmp_path, '<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss><item>&a;</item></rss>')


def test_limits_count_for_each_record_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xml_stream, "MAX_RECORD", 100)
    monkeypatch.setattr(xml_stream, "MAX_PARTS", 10)
    item = f"<item>{'x' * 90}<a/><a/></item>"
    assert len(read(tmp_path, f"<rss>{item * 50}</rss>")) == 51
    inner = "<comment><a/><a/><a/></comment>" * 50
    assert len(read(tmp_path, f"<item>{inner}</item>", inner="comment")) == 51


def test_an_encoding_that_nobody_knows_is_named(tmp_path: Path) -> None:
    with pytest.raises(DumpError, match="unknown encoding"):
        read(tmp_path, '<?xml version="1.0" encoding="x-nonsense"?><item/>')
