"""Rules for sites: what a file may say, what it does to a page, and what is told of one that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from scraper import parse
from scraper.errors import RulesError
from scraper.parse import inspect
from scraper.site_rules import load, parser_version, read, users_files
from scraper.version import __version__
from scraper.workers import Workers

URL = "https://ferry.example/book/7"

PAGE = """<!DOCTYPE html><html lang="en"><title>The ferry</title>
<p class="kicker">From the wheelhouse, 28.11.2012, by <span class="skipper">Ivo Brandt</span></p>
<p class="lead">The ferry will be green</p>
<div class="log">The paint was cheap.<p class="ad">Buy rope.</p></div>
<div class="voices">
  <div id="v12" class="voice"><i>Tove Lind</i> <u>30.11.2012</u> <q>Whoever chose it: thank you.</q> <s>4 nods</s></div>
  <div id="v13" class="voice"><i>Old Hen</i> <u>1.12.2012</u> <q>Which green?</q> <a class="to" href="#v12">12</a></div>
</div></html>"""

COMMENTS = """
[ferry.comments]
node = "div.voice"
author = "i"
date = "u"
body = "q"
likes = "s"
parent = "a.to"
"""

FERRY = f'[ferry]\nhosts = ["ferry.example"]\n{COMMENTS}'


def test_a_rule_names_the_parts_of_a_page_that_nobody_prepared() -> None:
    assert parse(PAGE.encode(), URL).comments == ()
    thread = parse(PAGE.encode(), URL, rules=read(FERRY, "ferry.toml"))
    first, second = thread.comments
    assert (first.author.name, first.published, first.text) == (
        "Tove Lind",
        "2012-11-30",
        "Whoever chose it: thank you.",
    )
    assert (first.likes, first.id, second.id) == (4, "12", "13")
    assert (second.parent, second.depth) == (0, 1)
    assert thread.system == "ferry"


def test_an_article_can_be_taught_too_and_what_a_rule_does_not_find_stays() -> None:
    article = """
        [ferry.article]
        title = ".lead"
        author = ".skipper"
        date = ".kicker"
        body = ".log"
        noise = ".ad"
    """
    taught = inspect(PAGE.encode(), URL, rules=read(FERRY + article, "ferry.toml"))
    read_as = taught.thread.article
    assert (read_as.title, read_as.author, read_as.published) == ("The ferry will be green", "Ivo Brandt", "2012-11-28")
    assert read_as.text == "The paint was cheap."
    assert taught.article_evidence["author"] == ("rule", "Ivo Brandt")
    nothing = FERRY + '[ferry.article]\ntitle = ".headline"\ndate = ".lead"\nbody = ".story"\n'
    assert (
        parse(PAGE.encode(), URL, rules=read(nothing, "ferry.toml")).article
        == parse(PAGE.encode(), URL, rules=read(FERRY, "ferry.toml")).article
    )


@pytest.mark.parametrize(
    ("says", "holds"),
    [
        ('hosts = ["ferry.example"]', True),
        ('hosts = ["www.FERRY.example", "other.example"]', True),
        ('hosts = ["example"]', True),
        ('hosts = ["erry.example"]', False),
        ('hosts = ["book.ferry.example"]', False),
        ('path = "^/book/\\\\d+$"', True),
        ('path = "^/logs/"', False),
        ('sign = "div.voices"', True),
        ('sign = "div.choir"', False),
        ('hosts = ["ferry.example"]\npath = "^/logs/"', False),
        ('hosts = ["ferry.example"]\nsign = "div.choir"', False),
    ],
)
def test_a_rule_holds_where_it_says(says: str, holds: bool) -> None:
    thread = parse(PAGE.encode(), URL, rules=read(f"[ferry]\n{says}\n{COMMENTS}", "ferry.toml"))
    assert bool(thread.comments) == holds


WORDPRESS = """<html><title>Tides</title><div id="comments"><ol class="commentlist">
<li class="comment even depth-1" id="comment-5"><cite class="fn">The harbour</cite> <b class="pen">Ada Brook</b>
<p>It came at nine.</p></li></ol></div></html>"""


def test_a_rule_has_its_say_before_the_comment_system_and_leaves_the_rest_to_it() -> None:
    rules = read('[tides]\nhosts = ["tides.example"]\n[tides.comments]\nauthor = "b.pen"\n', "tides.toml")
    plain, taught = (parse(WORDPRESS.encode(), "http://tides.example/9", rules=each) for each in ((), rules))
    assert (plain.comments[0].author.name, taught.comments[0].author.name) == ("The harbour", "Ada Brook")
    assert (taught.system, taught.id_system, taught.id_scope) == (plain.system, plain.id_system, plain.id_scope)
    assert taught.id_system == "wordpress"


def test_the_first_rule_that_fits_is_used() -> None:
    other = FERRY.replace("ferry]", "second]").replace("ferry.comments", "second.comments").replace('"i"', '"u"')
    thread = parse(PAGE.encode(), URL, rules=(*read(FERRY, "a.toml"), *read(other, "b.toml")))
    assert thread.comments[0].author.name == "Tove Lind"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[ferry\n", r"ferry\.toml: this is no TOML: .*line 1"),
        ('hosts = ["ferry.example"]', r"ferry\.toml: hosts: stands in no rule"),
        ("[ferry]", r"ferry\.toml: ferry: says of no page"),
        ('[ferry]\nhost = "ferry.example"', r"ferry\.toml: ferry\.host: is not known here; known are hosts, path"),
        ('[ferry]\nhosts = "ferry.example"', r"ferry\.hosts: has to be a list"),
        ('[ferry]\nhosts = ["http://ferry.example/"]', r"ferry\.hosts: 'http://ferry.example/' is no host name"),
        ("[ferry]\nsign = 4", r"ferry\.sign: has to be a text in quotes, not a number"),
        ('[ferry]\nsign = ""', r"ferry\.sign: has to be a text in quotes, not an empty text"),
        ('[ferry]\nsign = "div["', r"ferry\.sign: 'div\[' is no CSS selector: Malformed attribute"),
        ('[ferry]\npath = "(book"', r"ferry\.path: '\(book' is no regular expression: missing \)"),
        (f'{FERRY}autor = "i"', r"ferry\.comments\.autor: is not known here; known are node, .*author"),
        (f"{FERRY}noise = true", r"ferry\.comments\.noise: has to be a CSS selector in quotes, not true or false"),
        (f'{FERRY}noise = "p::before"', r"ferry\.comments\.noise: 'p::before' is no CSS selector: Pseudo-element"),
        (f'{FERRY}[ferry.article]\nbody = "p:contains(x"', r"ferry\.article\.body: .* is no CSS selector"),
        (f'{FERRY}[ferry.article]\nbody = ":root > a:target-within"', r"ferry\.article\.body: .* is no CSS selector"),
        ('[ferry]\nsign = "p"\ncomments = "p"', r"ferry\.comments: has to be a table, begun with a line \[ferry"),
    ],
)
def test_a_wrong_rule_is_told_in_one_line_with_file_key_and_reason(text: str, told: str) -> None:
    with pytest.raises(RulesError, match=told) as caught:
        read(text, "ferry.toml")
    assert "\n" not in str(caught.value)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(RulesError, match=r"gone\.toml: cannot be read"):
        load([tmp_path / "gone.toml"])
    (tmp_path / "latin.toml").write_bytes(b"[f\xe4hre]")
    with pytest.raises(RulesError, match=r"latin\.toml: this is no TOML: it is not in UTF-8"):
        load([tmp_path / "latin.toml"])


def test_the_folder_in_the_configuration_is_read_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    from platformdirs import user_config_path

    folder = user_config_path("afterword", appauthor=False) / "rules"
    assert users_files() == []
    folder.mkdir(parents=True)
    for name in ("b.toml", "a.toml", "notes.txt"):
        (folder / name).write_text(FERRY)
    assert [file.name for file in users_files()] == ["a.toml", "b.toml"]
    assert [rule.name for rule in load(users_files())] == ["ferry", "ferry"]


def test_the_version_of_the_parser_tells_of_the_rules_that_may_hold() -> None:
    (rule,) = read(FERRY, "ferry.toml")
    plain, taught = parser_version(URL), parser_version(URL, [rule])
    assert plain == __version__
    assert taught.startswith(f"{plain}+")
    assert parser_version("https://elsewhere.example/", [rule]) == plain
    assert parser_version(URL, read(FERRY, "moved.toml")) == taught  # where it is written makes no difference
    assert parser_version(URL, read(FERRY.replace('"i"', '"b"'), "ferry.toml")) not in (plain, taught)
    assert parse(PAGE.encode(), URL, rules=[rule]).parser == taught


def test_rules_go_along_to_the_worker_processes() -> None:
    with Workers(1, rules=read(FERRY, "ferry.toml")) as workers:
        thread = workers.submit(PAGE.encode(), URL).result()
    assert [comment.author.name for comment in thread.comments] == ["Tove Lind", "Old Hen"]
