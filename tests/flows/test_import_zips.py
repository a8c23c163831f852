"""Zips as services hand out exports: several dumps among pictures and settings, some of it damaged or locked."""

from __future__ import annotations

import gzip
import os
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from scraper.imports import source, zips
from scraper.imports.registry import detect
from scraper.incomplete import Code
from tests.archive.imports.test_dumps import TREE, dump, figures, run
from tests.scraper.imports import dumps
from tests.support.archives import check
from tests.support.threads import contents, rows

PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40

SETTINGS = b"blog_name,Quayside Notes\r\n"

BLOG = "Takeout/Blogger/Blogs/Quayside Notes/"

SMALL_WXR = "\t<item><title>Fog</title><link>http://quayside.example/2012/12/fog/</link>{}</item>\n"

COMMENT = (
    "<wp:comment><wp:comment_id>{}</wp:comment_id><wp:comment_author>{}</wp:comment_author>"
    "<wp:comment_content>{}</wp:comment_content></wp:comment>"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.db"


def packed(folder: Path, members: Mapping[str, str | bytes], name: str = "export.zip") -> Path:
    """A zip of these files, written on a day of its own."""
    file = folder / name
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in members.items():
            archive.writestr(member, data)
    os.utime(file, (1_357_000_000, 1_357_000_000))
    return file


def takeout(folder: Path, **more: str | bytes) -> Path:
    members: dict[str, str | bytes] = {
        f"{BLOG}feed.atom": dumps.TAKEOUT,
        f"{BLOG}settings.csv": SETTINGS,
        f"{BLOG}theme-classic.html": "<html><body></body></html>",
        "Takeout/Blogger/Albums/Quayside Notes/mast.png": PICTURE,
        "Takeout/archive_browser.html": "<html></html>",
    }
    return packed(folder, {**members, **more})


def test_a_takeout_comes_in_as_it_was_downloaded(tmp_path: Path, path: Path) -> None:
    file = takeout(tmp_path)
    result = run("import", file, "--archive", path, "--base", dumps.BASE)
    assert result.stdout.splitlines() == [
        "1 thread read, 1 thread and 2 comments new",
        "left out: 1 spam, 4 files of other kinds",
    ]
    assert rows(path, TREE) == [
        {"author": "Tove Lind", "text": "High water is late.", "depth": 0, "state": "visible"},
        {"author": "Old Hen", "text": "It never was early.", "depth": 1, "state": "visible"},
    ]
    assert rows(path, "SELECT fetched_at FROM fetches") == [{"fetched_at": "2013-01-01T00:26:40Z"}]
    before = contents(path, without=set())
    run("import", file, "--archive", path, "--base", dumps.BASE)
    assert contents(path, without=set()) == before
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.db", "export.zip"]


def test_what_the_owner_said_stands_in_a_takeout_twice_and_in_the_archive_once(tmp_path: Path, path: Path) -> None:
    """Takeout has a feed of the comments by the account's owner, on any blog, beside that of the blog."""
    start = dumps.TAKEOUT.index("  <entry>")
    end = dumps.TAKEOUT.index("</entry>", start) + len("</entry>")
    own = (dumps.TAKEOUT[:start] + dumps.TAKEOUT[end:]).replace("High water is late.", "DumpComment by me.")
    abroad = own.replace("blog-7.post-44", "blog-9.post-1")
    comments = {
        "Takeout/Blogger/Comments/Quayside Notes/feed.atom": own,
        "Takeout/Blogger/Comments/Elsewhere/feed.atom": abroad,
    }
    told = figures(run("import", takeout(tmp_path, **comments), "--archive", path, "--base", dumps.BASE, "--json"))
    assert (told["read"], told["comments"]) == (1, 2)
    assert told["skipped"] == {"spam": 3, "repeated": 2, "of a page that the dump does not tell": 2}
    assert rows(path, "SELECT count(*) n FROM comments WHERE gone_since IS NOT NULL") == [{"n": 0}]


def test_pages_of_two_blogs_are_not_put_below_one_address(tmp_path: Path, path: Path) -> None:
    other = dumps.TAKEOUT.replace("blog-7", "blog-8").replace("tide-table", "fog")
    file = takeout(tmp_path, **{"Takeout/Blogger/Blogs/Fog/feed.atom": other})
    result = run("import", file, "--archive", path, "--base", dumps.BASE, code=1)
    assert "2 pages known by path only, on 2 sites; say with --only which file in it to read" in result.stderr
    assert rows(path, "SELECT url FROM articles") == []
    run("import", file, "--archive", path, "--base", "http://fog.example/", "--only", "Blogs/Fog/")
    run("import", file, "--archive", path, "--base", dumps.BASE, "--only", "Quayside Notes")
    assert rows(path, "SELECT url FROM articles ORDER BY id") == [
        {"url": "http://fog.example/2012/11/fog.html"},
        {"url": "http://quayside.example/2012/11/tide-table.html"},
    ]


def test_a_site_in_several_files_comes_in_whole_each_thread_once(tmp_path: Path, path: Path) -> None:
    first = COMMENT.format(71, "Ida", "In the first part.") + COMMENT.format(72, "Tove", "In both.")
    second = COMMENT.format(72, "Tove", "In both.") + COMMENT.format(73, "Piers", "In the second.")
    members = {
        "site.wordpress.2012-12-01.000.xml": dumps.wxr(items=dumps.ITEMS + SMALL_WXR.format(first)),
        "site.wordpress.2012-12-01.001.xml": dumps.wxr(items=SMALL_WXR.format(second)),
    }
    told = figures(run("import", packed(tmp_path, members), "--archive", path, "--json"))
    assert (told["read"], told["articles"], told["comments"]) == (2, 2, 7)
    assert told["skipped"]["repeated"] == 1
    assert rows(path, "SELECT author FROM comments WHERE gone_since IS NOT NULL") == []
    fog = "SELECT c.author FROM comments c JOIN articles a ON a.id = c.article_id WHERE a.title = 'Fog' ORDER BY c.id"
    assert [row["author"] for row in rows(path, fog)] == ["Ida", "Tove", "Piers"]


def test_dumps_of_any_kind_come_out_of_one_zip(tmp_path: Path, path: Path) -> None:
    run("import", dump(tmp_path, dumps.DISQUS), "--archive", tmp_path / "b.db")
    run("export", "--archive", tmp_path / "b.db", "--format", "ndjson", "-o", tmp_path / "ours.ndjson")
    dumps.isso(tmp_path / "isso.db")
    wall = dumps.REMARK42.replace("/2012/11/tide-table/", "/wall/")
    members: dict[str, str | bytes] = {
        "ours.ndjson": (tmp_path / "ours.ndjson").read_bytes(),
        "deep/isso.db": (tmp_path / "isso.db").read_bytes(),
        "backup.gz": gzip.compress(wall.encode()),
        "inner.zip": packed(tmp_path, {"x": dumps.wxr()}, "inner").read_bytes(),
    }
    file = packed(tmp_path, members)
    told = figures(run("import", file, "--archive", path, "--base", "http://isso.example/", "--json"))
    assert (told["read"], told["files_skipped"]) == (3, 1)
    counts = "SELECT a.url, count(*) n FROM articles a JOIN comments c ON c.article_id = a.id GROUP BY 1 ORDER BY 1"
    assert [(row["url"], row["n"]) for row in rows(path, counts)] == [
        ("http://isso.example/2012/11/tide-table/", 4),
        ("http://quayside.example/2012/11/tide-table/", 4),
        ("http://quayside.example/wall/", 3),
    ]
    assert list(check(path)) == []


def locked(file: Path, *names: str) -> None:
    """Say of these files in a zip that they are encrypted (general purpose bit 0, here and in the list at the end)."""
    with zipfile.ZipFile(file) as archive:
        places = {info.filename: info.header_offset for info in archive.infolist()}
    data = bytearray(file.read_bytes())
    for name in names:
        data[places[name] + 6] |= 1
        data[data.rindex(name.encode()) - 46 + 8] |= 1
    file.write_bytes(data)


def test_what_is_encrypted_is_named_and_the_rest_comes_in(tmp_path: Path, path: Path) -> None:
    file = packed(tmp_path, {"a.xml": dumps.wxr(items=""), "b.xml": dumps.DISQUS, "c.xml": dumps.wxr()})
    locked(file, "a.xml", "c.xml")
    result = run("import", file, "--archive", path, code=1)
    assert result.stderr == f"Error: {file}, a.xml: encrypted: unpack it with its password (and 1 more)\n"
    assert rows(path, "SELECT count(*) n FROM comments") == [{"n": 4}]


def test_a_file_that_cannot_be_begun_takes_nothing_back_that_it_may_hold(tmp_path: Path, path: Path) -> None:
    members = {
        f"{number}.xml": dumps.wxr(items=SMALL_WXR.format(COMMENT.format(number, name, f"{name} was here.")))
        for number, name in enumerate(("Ida", "Tove"), 71)
    }
    run("import", packed(tmp_path, members), "--archive", path)
    file = packed(tmp_path, members)
    locked(file, "72.xml")
    os.utime(file, (1_400_000_000, 1_400_000_000))
    told = figures(run("import", file, "--archive", path, "--json", code=1))
    assert (told["known"], told.get("gone")) == (1, None)
    assert rows(path, "SELECT author FROM comments WHERE gone_since IS NOT NULL") == []
    assert rows(path, "SELECT complete FROM observations ORDER BY id") == [{"complete": 1}, {"complete": 0}]
    run("import", file, "--archive", tmp_path / "b.db", code=1)
    assert rows(tmp_path / "b.db", "SELECT complete, incomplete_code FROM articles") == [
        {"complete": 0, "incomplete_code": Code.FILES_UNREADABLE}
    ]


def test_what_is_damaged_is_named_and_the_rest_comes_in(tmp_path: Path, path: Path) -> None:
    long = dumps.wxr(items="".join(SMALL_WXR.format(COMMENT.format(n, "Ida", f"{n * n} gulls")) for n in range(3_000)))
    file = packed(tmp_path, {"a.xml": dumps.DISQUS, "b.xml": long, "c.xml": dumps.REMARK42.replace("tide", "low")})
    with zipfile.ZipFile(file) as archive:
        info = archive.getinfo("b.xml")
    data = bytearray(file.read_bytes())
    middle = info.header_offset + info.compress_size // 2
    data[middle : middle + 200] = bytes(200)
    data[0:4] = b"PK\x03\x04"
    file.write_bytes(data)
    result = run("import", file, "--archive", path, code=1)
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"Error: {file}, b.xml: WordPress WXR: ")
    assert line.endswith("; what comes before that is imported")
    by_system = (
        "SELECT a.system, count(*) n FROM articles a JOIN comments c ON c.article_id = a.id GROUP BY 1 ORDER BY 1"
    )
    counted = {row["system"]: row["n"] for row in rows(path, by_system)}
    assert (counted["disqus"], counted["remark42"]) == (4, 3)
    assert 0 < counted["wordpress"] < 3_000
    assert rows(path, "SELECT complete FROM articles WHERE system = 'wordpress'") == [{"complete": 0}]


def test_a_file_of_which_nothing_can_be_read_is_named(tmp_path: Path, path: Path) -> None:
    file = packed(tmp_path, {"a.xml": dumps.wxr(), "b.xml": dumps.DISQUS})
    data = bytearray(file.read_bytes())
    data[0:4] = b"XXXX"
    data[:4] = b"PK\x05\x06"  # the local header of the first is none
    file.write_bytes(data)
    result = run("import", file, "--archive", path, code=1)
    assert f"Error: {file}, a.xml: the file cannot be read on (Bad magic number" in result.stderr
    assert rows(path, "SELECT count(*) n FROM comments") == [{"n": 4}]


def test_a_zip_cut_short_is_refused_in_words(tmp_path: Path, path: Path) -> None:
    file = takeout(tmp_path)
    file.write_bytes(file.read_bytes()[:-400])
    result = run("import", file, "--archive", path, code=1)
    assert result.stderr == (
        f"Error: {file}: the zip is cut short: the list of its files, which stands at its end, is missing\n"
    )
    assert not path.exists()


def test_a_zip_without_dumps_is_refused_unless_it_is_one_part_of_an_export(tmp_path: Path, path: Path) -> None:
    pictures = packed(tmp_path, {"Takeout/mast.png": PICTURE}, "takeout-002.zip")
    result = run("import", pictures, "--archive", path, code=1)
    assert f"{pictures}: no file in it holds threads that afterword exported" in result.stderr
    assert not path.exists()
    told = figures(run("import", takeout(tmp_path), pictures, "--archive", path, "--base", dumps.BASE, "--json"))
    assert (told["comments"], told["files_skipped"]) == (2, 5)
    result = run("import", takeout(tmp_path), "--only", "Blogs/Fog", "--archive", path, code=1)
    assert "no file in it whose path has 'Blogs/Fog' in it holds threads" in result.stderr


def test_a_zip_of_many_files_is_looked_into_in_one_go(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its list of files is as long as they are many: read for each of them, thousands take minutes."""
    file = packed(tmp_path, {"a.xml": dumps.DISQUS, **{f"{n}.png": PICTURE for n in range(50)}})
    opened = []
    begin = zipfile.ZipFile.__init__

    def counted(self: zipfile.ZipFile, file: Path) -> None:
        opened.append(file)
        begin(self, file)

    monkeypatch.setattr(zipfile.ZipFile, "__init__", counted)
    told = figures(run("import", file, "--archive", path, "--json"))
    assert (told["comments"], told["files_skipped"]) == (4, 50)
    assert len(opened) == 2


def test_a_list_of_files_that_lies_nowhere_is_missing(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    file = takeout(tmp_path)
    data = bytearray(file.read_bytes())
    at = data.rindex(b"PK\x06\x06")
    data[at : at + 4] = b"none"
    file.write_bytes(data)
    result = run("import", file, "--archive", path, code=1)
    assert "the list of its files, which stands at its end, is missing" in result.stderr


def test_how_long_the_list_of_files_is_is_read_where_python_reads_it(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record of large zips says where it lies; another one there must not hide what will be read."""
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)
    data = takeout(tmp_path).read_bytes()
    end, place = data.rindex(b"PK\x06\x06"), data.rindex(b"PK\x06\x07") + 8
    small = bytearray(data[end : end + 56])
    small[40:48] = bytes(8)
    file = tmp_path / "two.zip"
    file.write_bytes(data[:end] + small + data[end:place] + end.to_bytes(8, "little") + data[place + 8 :])
    monkeypatch.setattr(zips, "MAX_DIRECTORY", 100)
    result = run("import", file, "--archive", path, code=1)
    assert "the list of the files in the zip is larger than 100 bytes" in result.stderr


def test_of_what_is_passed_over_nothing_stays_in_memory(tmp_path: Path) -> None:
    file = tmp_path / "export.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.xml", dumps.DISQUS)
        for number in range(60):
            archive.writestr(f"{number}.png", PICTURE * 10)
    tracemalloc.start()
    try:
        found = detect(file)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (found.passed_over, len(found.dumps)) == (60, 1)
    assert peak < 20 * source.HEAD


def test_names_in_a_zip_lead_nowhere(tmp_path: Path, path: Path) -> None:
    (tmp_path / "work").mkdir()
    file = packed(tmp_path / "work", {"../../out.xml": dumps.DISQUS, "/tmp/../abs.db": "x", "..\\out": PICTURE})
    run("import", file, "--archive", path)
    assert rows(path, "SELECT count(*) n FROM comments") == [{"n": 4}]
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.db", "work"]
    assert [each.name for each in (tmp_path / "work").iterdir()] == ["export.zip"]


@pytest.mark.parametrize("kind", ["zip", "gzip", "many"])
def test_what_unpacks_to_far_more_than_it_is_is_refused(
    tmp_path: Path, path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "FREE", 100_000)
    monkeypatch.setattr(source, "RATIO", 50)
    post = dumps.DISQUS.index("<post ")
    bomb = dumps.DISQUS[:post] + f"<post><message>{' ' * 8_000_000}</message></post>" + dumps.DISQUS[post:]
    file = tmp_path / "bomb"
    if kind == "gzip":
        file.write_bytes(gzip.compress(bomb.encode()))
    elif kind == "zip":
        packed(tmp_path, {"x.xml": bomb}, "bomb")
    else:
        blank = dumps.DISQUS[:post] + " " * 60_000 + "</disqus>"
        packed(tmp_path, {"a.xml": dumps.DISQUS, **{f"{n}.xml": blank for n in range(200)}}, "bomb")
    result = run("import", file, "--archive", path, code=1)
    assert "it unpacks to more than 50 times its size" in result.stderr


def test_a_list_of_files_without_end_is_refused_before_it_is_read(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zips, "MAX_DIRECTORY", 10_000)
    file = packed(tmp_path, {f"{n:060}": b"" for n in range(200)})
    result = run("import", file, "--archive", path, code=1)
    assert "the list of the files in the zip is larger than 10,000 bytes" in result.stderr


def test_a_zip_larger_than_its_old_form_can_tell_is_read(
    tmp_path: Path, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 1)  # so that the list is written in the form of large ones
    file = takeout(tmp_path)
    assert b"PK\x06\x06" in file.read_bytes()
    run("import", file, "--archive", path, "--base", dumps.BASE)
    assert rows(path, "SELECT count(*) n FROM comments") == [{"n": 2}]
    monkeypatch.setattr(zips, "MAX_DIRECTORY", 100)
    result = run("import", file, "--archive", path, "--base", dumps.BASE, code=1)
    assert "the list of the files in the zip is larger than 100 bytes" in result.stderr
