"""Dumps from strangers: cut, damaged, grown, of other types than they say, and what they would have loaded or run."""

from __future__ import annotations

import gzip
import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from scraper.imports.records import Tally
from scraper.imports.registry import FORMATS, spool_records
from scraper.imports.source import Source
from scraper.imports.syntax import json_stream, xml_stream
from tests.blog import Blog
from tests.hostile.test_xml import DOCTYPES, ENCODINGS, SECRET
from tests.scraper.imports import dumps
from tests.scraper.imports.support import Read, read, read_file

XML = {"disqus": dumps.DISQUS, "wordpress": dumps.wxr(), "blogger": dumps.BLOGGER}
JSON = {"isso": dumps.ISSO_JSON, "remark42": dumps.REMARK42, "commento": dumps.COMMENTO}


@pytest.fixture
def web() -> Iterator[Blog]:
    with Blog() as blog:
        yield blog


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("name", DOCTYPES)
@pytest.mark.parametrize("kind", XML)
def test_a_document_type_ends_the_reading_before_it_is_looked_at(
    kind: str, name: str, encoding: str, tmp_path: Path, web: Blog
) -> None:
    (tmp_path / "secret").write_text(SECRET)
    web.extra["/entity"] = web.extra["/entity.dtd"] = ("text/plain", f'<!ENTITY l9 "{SECRET}">'.encode())
    doctype = DOCTYPES[name].replace("FILE", str(tmp_path / "secret")).replace("WEB", web.url)
    body = XML[kind].partition("?>")[2].replace("tide table", "tide &l9; table").replace("late", "&l9;")
    data = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>{doctype}{body}'.encode(encoding)
    (tmp_path / "dump").write_bytes(data)
    form = next(each for each in FORMATS if each.name.lower().startswith(kind))
    tally = Tally()
    with spool_records([Source(tmp_path / "dump", data[:100])], form, tally) as spool:
        assert list(spool.threads(form, None, lambda url, _title: url, tally)) == []
    assert "document type" in str(tally.breaks) or encoding == "utf-16-be"  # without a mark it is none
    assert tally.breaks != []
    assert web.visits == []


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits that small examples reach."""
    monkeypatch.setattr(xml_stream, "MAX_TOKEN", 4 * xml_stream.CHUNK)
    monkeypatch.setattr(xml_stream, "MAX_RECORD", 8 * xml_stream.CHUNK)
    monkeypatch.setattr(xml_stream, "MAX_PARTS", 1_000)


@pytest.mark.usefixtures("narrow")
@pytest.mark.parametrize(
    ("why", "grown"),
    [
        ("deeper than 64 levels", "<post>" + "<a>" * 1_000),
        ("a tag of more than", f'<post dsq:id="{"9" * 6 * xml_stream.CHUNK}">'),
        ("more than 1,000 elements", "<post>" + "<a/>" * 1_001 + "</post>"),
        ("characters", f"<post><message>{'x' * 9 * xml_stream.CHUNK}</message></post>"),
    ],
)
def test_what_grows_without_end_is_refused_in_words(tmp_path: Path, why: str, grown: str) -> None:
    found = read(tmp_path, dumps.DISQUS.replace("</disqus>", grown + "</disqus>"))
    assert why in str(found.tally.breaks)
    assert len(found.comments) == 4


@pytest.mark.usefixtures("narrow")
def test_an_empty_plenty_in_a_small_file_is_refused(tmp_path: Path) -> None:
    head = dumps.DISQUS[: dumps.DISQUS.index("</disqus>")]
    found = read(tmp_path, gzip.compress(head.encode()) + gzip.compress(b"<post " + b" " * 6 * xml_stream.CHUNK))
    assert "a tag of more than" in str(found.tally.breaks)
    assert len(found.comments) == 4


@pytest.mark.parametrize("text", [*XML.values(), *JSON.values()], ids=[*XML, *JSON])
def test_a_dump_cut_anywhere_gives_some_of_its_comments_and_says_so(tmp_path: Path, text: str) -> None:
    whole = _told(read(tmp_path, text, dumps.BASE))
    chance = random.Random(4)
    for _ in range(40):
        end = chance.randrange(len(text) // 3, len(text.rstrip()) - 1)
        found = read(tmp_path, text[:end].encode(), dumps.BASE)
        assert found.tally.breaks != [] or text is dumps.REMARK42
        assert _told(found) <= whole
        assert all(thread.complete is False for thread in found.threads) or found.tally.breaks == []


def _told(found: Read) -> set[tuple[str | None, str, str | None]]:
    return {(each.author.name, each.text, each.published) for each in found.comments if each.author.name}


@pytest.mark.parametrize("text", [*XML.values(), *JSON.values()], ids=[*XML, *JSON])
def test_a_compressed_dump_cut_short_gives_what_came(tmp_path: Path, text: str) -> None:
    packed = gzip.compress(text.encode())
    for end in (len(packed) - 4, len(packed) - 40, len(packed) * 2 // 3):
        found = read(tmp_path, packed[:end], dumps.BASE)
        assert found.tally.breaks != []
    damaged = bytearray(packed)
    damaged[-6] ^= 0xFF
    assert "cannot be read on" in str(read(tmp_path, bytes(damaged), dumps.BASE).tally.breaks)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "windows-1252"])
def test_other_encodings_are_read_as_declared(tmp_path: Path, encoding: str) -> None:
    text = dumps.DISQUS.replace('encoding="utf-8"', f'encoding="{encoding.removesuffix("-sig")}"')
    found = read(tmp_path, text.replace("Even so", "“Even” so").encode(encoding))
    assert found.comments[0].text.endswith("“Even” so.")


@pytest.mark.parametrize("name", JSON)
def test_json_that_a_shell_made_wide_is_read(tmp_path: Path, name: str) -> None:
    text = JSON[name].replace("late", "“late”")
    found = read(tmp_path, text.encode("utf-16"), dumps.BASE)
    assert found.tally.breaks == []
    assert _told(found) == _told(read(tmp_path, text, dumps.BASE))


def test_an_encoding_that_nobody_knows_is_named(tmp_path: Path) -> None:
    found = read(tmp_path, dumps.DISQUS.replace('encoding="utf-8"', 'encoding="x-nonsense"'))
    assert "unknown encoding" in str(found.tally.breaks)


def test_control_characters_and_names_of_characters_do_not_stop_the_reading(tmp_path: Path) -> None:
    text = dumps.wxr().replace(
        "<wp:comment_author><![CDATA[Old Hen]]>", "<wp:comment_author>Old&nbsp;\x0b\x00Hen &eacute;"
    )
    found = read(tmp_path, text.encode())
    assert found.tally.breaks == []
    assert found.comments[1].author.name == "Old Hen é"


@pytest.mark.parametrize("name", JSON)
def test_half_a_character_costs_no_comment(tmp_path: Path, name: str) -> None:
    """JSON can hold it: programs cut long words in the middle of an emoji."""
    assert "It never was early." in JSON[name]
    whole = read(tmp_path, JSON[name], dumps.BASE)
    found = read(tmp_path, JSON[name].replace("It never was early.", "It <b>never</b> was \\ud83d"), dumps.BASE)
    assert len(found.comments) == len(whole.comments)
    assert any(each.html.endswith(("was ?", "was ?</p>")) for each in found.comments)


def test_deep_json_is_refused_and_long_numbers_too(tmp_path: Path) -> None:
    for bad in ("[" * 100_000, '{"a":' * 100_000, "9" * 5_000):
        found = read(tmp_path, f"{dumps.REMARK42}\n{bad}")
        assert "the JSON breaks off" in str(found.tally.breaks)
        assert len(found.comments) == 3


def test_a_value_that_never_ends_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "MAX_RECORD", 3 * json_stream.CHUNK)
    found = read(tmp_path, f'{dumps.REMARK42}\n{{"id": "{"x" * 6 * json_stream.CHUNK}"}}')
    assert "a value of more than" in str(found.tally.breaks)
    assert len(found.comments) == 3


@pytest.mark.parametrize("name", JSON)
def test_values_of_any_type_are_read_or_left_out(tmp_path: Path, name: str) -> None:
    lines = [json.loads(line) for line in JSON[name].splitlines()]
    chance = random.Random(name)
    for _ in range(60):
        spoiled = json.loads(json.dumps(lines))
        for _ in range(3):
            _spoil(spoiled, chance)
        text = "\n".join(json.dumps(line) for line in spoiled)
        try:
            read(tmp_path, text, dumps.BASE)
        except AssertionError:  # no longer known as a dump
            continue


def _spoil(value: Any, chance: random.Random) -> None:
    """Put something else in the place of one value, anywhere in it."""
    while True:
        keys = list(value) if isinstance(value, dict) else range(len(value))
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(value[key], dict | list) and value[key] and chance.random() < 0.8:
            value = value[key]
            continue
        value[key] = chance.choice([None, 7, 1e308, True, "", "x", [], {}, ["x"], {"x": 1}, "\ud800", 10**30, -1])
        return


def _isso(path: Path, script: str) -> Path:
    dumps.isso(path)
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(script)
    return path


@pytest.mark.parametrize(
    "script",
    [
        "DROP TABLE comments; CREATE VIEW comments AS SELECT * FROM threads",
        "DROP TABLE threads",
        "ALTER TABLE comments DROP COLUMN mode",
    ],
)
def test_a_database_of_another_form_is_none_of_issos(tmp_path: Path, script: str) -> None:
    found = read_file(_isso(tmp_path / "x", script), dumps.BASE)
    assert "not one of Isso's" in str(found.tally.breaks)
    assert found.comments == []


def test_values_of_other_types_in_a_database_are_read_or_left_out(tmp_path: Path) -> None:
    script = """
        UPDATE comments SET created = 'soon', author = x'ff00', likes = 'many', parent = 'x', website = 3 WHERE id = 1;
        UPDATE comments SET text = x'80', mode = 'odd', created = 1e300 WHERE id = 2;
        UPDATE comments SET tid = 'x' WHERE id = 5;
        UPDATE threads SET title = x'00ff'
    """
    found = read_file(_isso(tmp_path / "x", script), dumps.BASE)
    assert found.tally.breaks == []
    dates = {each.id: each.published for each in found.comments}
    assert (dates["1"], dates["2"]) == (None, None)
    assert found.tally.skipped == {"held": 1, "of a page that the dump does not tell": 1}


def test_a_damaged_database_gives_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "x"
    dumps.isso(path)
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    found = read_file(path, dumps.BASE)
    assert "cannot be read on" in str(found.tally.breaks)


def test_a_database_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "x"
    dumps.isso(path)
    before = path.read_bytes()
    read_file(path, dumps.BASE)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["x"]


def test_whoever_answers_in_a_circle_or_themselves_is_read(tmp_path: Path) -> None:
    text = dumps.DISQUS.replace('<parent dsq:id="9001"/>', '<parent dsq:id="9003"/>').replace(
        '<parent dsq:id="9004"/>', '<parent dsq:id="9005"/>'
    )
    assert len(read(tmp_path, text).comments) == 4


def test_five_thousand_levels_of_replies_are_read(tmp_path: Path) -> None:
    lines = dumps.REMARK42.splitlines()
    one = json.loads(lines[1])
    chain = [json.dumps({**one, "id": f"n{n}", "pid": f"n{n - 1}" if n else ""}) for n in range(5_000)]
    found = read(tmp_path, "\n".join([lines[0], *chain]))
    assert found.comments[-1].depth == 4_999


BAD = {
    "a byte of another encoding": (b"It never was early.", b"It never was \xe9arly.", "It never was éarly."),
    "half a letter": (b"It never was early.", b"It never \xe2\x80was early.", "It never â€was early."),
    "a letter that XML forbids": (b"It never was early.", b"It never\xef\xbf\xbf was early.", "It never was early."),
    "the number of one": (b"<![CDATA[It never was early.]]>", b"It never&#x1F; &#11;was early.", "It never was early."),
    "numbers of all kinds": (
        b"<![CDATA[It never was early.]]>",
        b"It&#8217;s &#x1F30A; &#xD800;&#65535;&#9999999;&#160;early&#33;",
        "It\u2019s \U0001f30a early!",
    ),
    "an address with &": (
        b"<wp:comment_author_url>",
        b"<x>http://x.example/?a=1&b=2& c&</x><wp:comment_author_url>",
        "",
    ),
    "& where words are kept as they are": (b"It never was early.", b"R&D & co &#38; &amp; &lt;", "R&D & co & & <"),
}


@pytest.mark.parametrize("size", [1, 7, 64 * 1024])
@pytest.mark.parametrize("name", BAD)
def test_one_bad_byte_does_not_cost_what_follows(
    tmp_path: Path, name: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xml_stream, "CHUNK", size)
    good, bad, words = BAD[name]
    text = dumps.wxr().encode()
    assert good in text
    found = read(tmp_path, text.replace(good, bad))
    assert found.tally.breaks == []
    assert len(found.comments) == 4
    assert found.comments[1].text == (words or "It never was early.")


def test_an_address_with_a_bare_ampersand_is_read_as_meant(tmp_path: Path) -> None:
    address = "http://tove.example/?a=1&b=2&amp;c=3"
    found = read(tmp_path, dumps.wxr().replace("http://tove.example/", address))
    assert found.comments[0].author.url == "http://tove.example/?a=1&b=2&c=3"


@pytest.mark.parametrize(
    "noise",
    ["\n\n", "<br />\n<b>Deprecated</b>: Function x() is deprecated in <b>/srv/x.php</b> on line <b>7</b><br />\n"],
)
@pytest.mark.parametrize("text", XML.values(), ids=XML)
def test_what_a_server_had_to_say_before_the_dump_is_passed_over(tmp_path: Path, text: str, noise: str) -> None:
    whole = read(tmp_path, text)
    assert _told(read(tmp_path, noise + text)) == _told(whole)
    assert read(tmp_path, noise + text).tally.breaks == []


def test_an_old_dump_in_another_encoding_that_calls_itself_utf_8_is_read(tmp_path: Path) -> None:
    text = dumps.wxr().replace("It never was early.", "Ça déjà été dit – « trop tôt ».")
    found = read(tmp_path, text.encode("cp1252"))
    assert found.comments[1].text == "Ça déjà été dit – « trop tôt »."
