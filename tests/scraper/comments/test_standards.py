"""Comments as the standards of the web mark them: microdata, RDFa, JSON-LD, microformats2."""

from __future__ import annotations

from tests.scraper.comments.said import BASE, Said, read
from tests.scraper.comments.standards import IDA


def test_microdata_without_a_single_class() -> None:
    def item(who: str, words: str, link: str, more: str = "") -> str:
        return f"""<div itemprop="comment" itemscope itemtype="https://schema.org/Comment">
<div itemprop="author" itemscope itemtype="https://schema.org/Person"><a itemprop="url" href="https://ida.example/">
<span itemprop="name">{who}</span></a></div><a href="{BASE}#{link}" itemprop="url">
<time itemprop="dateCreated" datetime="2012-12-04T10:31:00+01:00">in December</time></a>
<div itemprop="text"><p>{words}</p></div>{more}</div>"""

    reply = item("Olav Tern", "Not here.", "a2")
    found = read(f"<section><h2>Readers</h2>{item('Ida Brink', 'The tide was early.', 'a1', reply)}</section>")
    olav = Said("Olav Tern", "Not here.", to="Ida Brink", url=IDA.url, at=IDA.at, link=f"{BASE}#a2")
    assert found == [IDA, olav]


def test_old_microdata_of_users_comments() -> None:
    found = read("""<ul><li itemscope itemtype="http://schema.org/UserComments">
<span itemprop="creator">Ida Brink</span>
<meta itemprop="commentTime" content="2012-12-04T10:31:00+01:00"><p itemprop="commentText">The tide was early.</p></li>
<li itemscope itemtype="http://schema.org/UserComments"><span itemprop="creator">Olav Tern</span>
<meta itemprop="commentTime" content="2012-12-04T12:00:00+01:00"><p itemprop="commentText">Not here.</p></li></ul>""")
    assert [(c.who, c.text, c.at) for c in found] == [
        ("Ida Brink", "The tide was early.", "2012-12-04T10:31:00+01:00"),
        ("Olav Tern", "Not here.", "2012-12-04T12:00:00+01:00"),
    ]


def test_microformats() -> None:
    def item(who: str, words: str, number: int, more: str = "") -> str:
        return f"""<div class="u-comment h-cite" id="r{number}"><a class="u-author h-card" href="https://ida.example/">
<img class="u-photo" src="/f.png" alt=""> {who}</a> <a class="u-url" href="{BASE}#r{number}">
<time class="dt-published" datetime="2012-12-04T10:31:00+01:00">4 Dec</time></a>
<p class="p-content p-name">{words}</p>{more}</div>"""

    items = item("Ida Brink", "The tide was early.", 5001, item("Olav Tern", "Not here.", 5002))
    found = read(f'<div class="responses"><h3>Responses</h3>{items}</div>')
    assert [(c.who, c.text, c.to, c.url, c.at) for c in found] == [
        ("Ida Brink", "The tide was early.", None, "https://ida.example/", IDA.at),
        ("Olav Tern", "Not here.", "Ida Brink", "https://ida.example/", IDA.at),
    ]
