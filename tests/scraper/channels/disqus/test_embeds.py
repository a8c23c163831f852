"""How pages embed Disqus: the forum and what names the thread."""

from __future__ import annotations

import pytest

from scraper.channels.registry import embeds_of
from scraper.incomplete import Code, Incomplete
from scraper.page.page import read_page
from scraper.parse import parse
from scraper.thread import Embed

PAGE = "http://harbour.example/wall/"


THREAD = "<div id='disqus_thread'></div>"

FORMS = {
    "variables": f"""{THREAD}<script>var disqus_shortname = 'harbour'; var disqus_identifier = "wall-7";
        var disqus_url = 'http:\\/\\/harbour.example\\/wall\\/'; var disqus_title = 'The wall\\'s end';</script>""",
    "config": f"""{THREAD}<script>/* this.page.identifier = 'not-this'; */ var disqus_config = function () {{
        this.page.url = "{PAGE}";
        // this.page.identifier = 'nor-this';
        this.page.identifier = 'wall-7'; this.page.title = PAGE_TITLE; }};
        (function() {{ var d = document, s = d.createElement('script'); s.src = '//harbour.disqus.com/embed.js'; }})();
        </script>""",
    "plugin": f"""{THREAD}<script>var embedVars = {{"disqusConfig":{{"integration":"wordpress 3.0"}},
        "disqusIdentifier":"wall-7","disqusShortname":"harbour","disqusTitle":"The wall\\u2019s end",
        "disqusUrl":"http:\\/\\/harbour.example\\/wall\\/","postId":"7"}};</script>""",
    "attributes": f"""<div id="disqus_thread" data-disqus-shortname="Harbour" data-disqus-identifier="wall-7"
        data-disqus-url="{PAGE}"></div><script src="/lazy.js"></script>""",
    "lazy": f"""{THREAD}<script>disqusLoader('#disqus_thread', {{ scriptUrl: '//harbour.disqus.com/embed.js',
        disqusConfig: function() {{ this.page.identifier = 'wall-7'; this.page.url = '{PAGE}'; }} }});</script>""",
    "amp": """<amp-iframe src="https://frames.example/disqus.html?shortname=harbour&amp;identifier=wall-7&amp;url=http%3A%2F%2Fharbour.example%2Fwall%2F"></amp-iframe>""",
    "frame": """<iframe src="https://disqus.com/embed/comments/?base=default&amp;f=harbour&amp;t_i=wall-7&amp;t_u=http%3A%2F%2Fharbour.example%2Fwall%2F"></iframe>""",
    "noscript": f"""{THREAD}<noscript>Please enable JavaScript to view the
        <a href="https://disqus.com/?ref_noscript=harbour">comments.</a></noscript>
        <script>var disqus_identifier = 'wall-7', disqus_url = '{PAGE}';</script>""",
    "generator": f"""{THREAD}<script>window.disqus_config = function () {{ this.page.identifier = "wall\\u002d7";
        this.page.url = "http:\\/\\/harbour.example\\/wall\\/"; }}; (function() {{ var d = document,
        s = d.createElement('script'); s.src = '//' + "harbour" + '.disqus.com/embed.js'; }})();</script>""",
    "templates": f"""{THREAD}<script>const shortname = `harbour`, page_id = 'wall-7';
        window.disqus_config = function () {{ this.page.url = `{PAGE}`; this.page.identifier = page_id; }};
        s.src = `https://${{shortname}}.disqus.com/embed.js`;</script>""",
    "small": f"""{THREAD}<script>!function(){{var e=document,t=e.createElement("script");
        t.src="https://harbour.disqus.com/embed.js"}}();var disqus_config=function(){{var t=this;t.page.url="{PAGE}",
        t.page.identifier="wall-7"}}</script>""",
    "object": f"""{THREAD}<script>window.disqus_config = function () {{ this.page = {{ url: "{PAGE}",
        identifier: "wall-7" }}; }}; s.src = 'https://harbour.disqus.com/embed.js';</script>""",
    "brackets": f"""{THREAD}<script>window['disqus_shortname'] = 'harbour'; window["disqus_identifier"] = 'wall-7';
        window["disqus_url"] = '{PAGE}';</script>""",
    "settings": f"""{THREAD}<script type="application/json">{{"path": {{"baseUrl": "/"}}, "disqus": {{"domain":
        "harbour", "url": "{PAGE}", "title": "The wall", "identifier": "wall-7"}},
        "user": {{"title": "x"}}}}</script>""",
    "later": f"""<div id="comments"><button>Show comments</button></div><script>$('button').on('click', function () {{
        $('#comments').append('<div id="disqus_thread"></div>'); var disqus_shortname = 'harbour',
        disqus_identifier = 'wall-7', disqus_url = '{PAGE}';
        $.getScript('//' + disqus_shortname + '.disqus.com/embed.js'); }});</script>""",
    "loader": f"""<div class="talk"></div><script>$.disqusLoader('.talk', {{ scriptUrl: '//harbour.disqus.com/embed.js',
        disqusConfig: function() {{ this.page.identifier = 'wall-7'; this.page.url = '{PAGE}'; }} }});</script>""",
    "elements": f"""<dir-disqus disqus-shortname="harbour" disqus-identifier="wall-7" disqus-url="{PAGE}">
        </dir-disqus>""",
    "client": f"""{THREAD}<script>new DisqusJS({{ shortname: 'harbour', siteName: 'Harbour', identifier: 'wall-7',
        url: '{PAGE}', api: 'https://api.example/' }});</script>""",
    "amp plugin": """<amp-iframe src="https://frames.example/x.html?identifier=wall-7&amp;disqus_name=https%3A%2F%2Fharbour.disqus.com%2Fembed.js&amp;url=http%3A%2F%2Fharbour.example%2Fwall%2F"></amp-iframe>""",
    "put off": f"""{THREAD}<script
        src="data:text/javascript,disqus_shortname='harbour',disqus_identifier='wall-7',disqus_url='{PAGE}'"></script>""",
}


def found(body: str) -> Embed | None:
    page = read_page(f"<!DOCTYPE html><html><body><h1>The wall</h1>{body}</body></html>".encode(), PAGE)
    return next((each for each in embeds_of(page) if each.channel == "disqus"), None)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_embed_tells_the_forum_and_the_thread(form: str) -> None:
    seen = found(FORMS[form])
    assert seen is not None
    assert {name: seen.facts.get(name) for name in ("shortname", "identifier", "url")} == {
        "shortname": "harbour",
        "identifier": "wall-7",
        "url": PAGE,
    }


@pytest.mark.parametrize("form", FORMS)
def test_a_thread_that_disqus_loads_is_named_and_not_complete(form: str) -> None:
    thread = parse(f"<!DOCTYPE html><html><body><h1>The wall</h1>{FORMS[form]}</body></html>".encode(), PAGE)
    assert (thread.complete, thread.incomplete) == (False, Incomplete(Code.LOADED_BY_SCRIPT, "Disqus"))


def test_a_script_that_only_counts_is_no_thread() -> None:
    assert found('<script id="dsq-count-scr" src="//harbour.disqus.com/count.js"></script>') is None


def test_links_that_count_the_comments_of_other_pages_are_no_thread() -> None:
    counted = """<a href="/quay/#disqus_thread" data-disqus-identifier="quay-8">Comments</a>
        <span class="disqus-comment-count" data-disqus-identifier="quay-9"></span>"""
    assert found(f"{counted}<script id='dsq-count-scr' src='//harbour.disqus.com/count.js'></script>") is None
    seen = found(f"{counted}{FORMS['config']}")
    assert seen is not None
    assert seen.facts["identifier"] == "wall-7"


def test_what_the_page_computes_is_not_taken_for_a_value() -> None:
    seen = found(f"""{THREAD}<script>var disqus_shortname = 'harbour'; var disqus_identifier = PAGE_IDENTIFIER;
        var disqus_url = window.location.href;</script>""")
    assert seen is not None
    assert seen.facts == {"shortname": "harbour"}


@pytest.mark.parametrize(
    "script",
    [
        "var disqus_identifier = 'wall-' + slug; var disqus_url = 'https://harbour.example/' + slug;",
        "disqus_config = function () { this.page.url = `https://harbour.example${location.pathname}`; };",
        "var disqus_title = decodeURIComponent('The%20wall');",
        "share({ title: 'Share it', url: 'https://share.example/' }); var note = { identifier: 'cookies' };",
        "var site = { title: 'Harbour', url: 'https://harbour.example/', disqusShortname: 'harbour' };",
        "var disqus_developer = 1; // var disqus_identifier = 'not-this'",
        "var disqus_identifier = '<%= post.id %>', disqus_title = '${title}', disqus_url = '';",
        "var disqus_identifier = '{{ page.id }}', disqus_title = '[[title]]'; disqus_url = 'undefined';",
    ],
)
def test_of_values_that_do_not_stand_there_and_of_other_things_nothing_is_taken(script: str) -> None:
    seen = found(f"""{THREAD}<script type="application/ld+json">{{"url": "https://harbour.example/ld/",
        "title": "Not this", "identifier": "ld", "sameAs": "https://disqus.com/by/ida"}}</script>
        <script>var disqus_shortname = 'harbour'; {script}</script>""")
    assert seen is not None
    assert seen.facts == {"shortname": "harbour"}


@pytest.mark.parametrize(
    "value", ["blog__wall__en", "%C3%A9cole%20wall%20", "7 http://harbour.example/?p=7", "none-yet"]
)
def test_identifiers_that_look_a_little_like_templates_are_identifiers(value: str) -> None:
    seen = found(f"{THREAD}<script>var disqus_shortname = 'harbour', disqus_identifier = '{value}';</script>")
    assert seen is not None
    assert seen.facts["identifier"] == value


@pytest.mark.parametrize("name", ["EXAMPLE", "YOUR-SHORTNAME", "your_disqus_shortname", "{{ site.disqus }}", "go"])
def test_a_forum_that_nobody_filled_in_is_none_and_the_thread_is_named_all_the_same(name: str) -> None:
    script = f"{THREAD}<script>(function () {{ s.src = 'https://{name}.disqus.com/embed.js'; }})();</script>"
    assert found(script) is None
    reason = parse(f"<!DOCTYPE html><h1>The wall</h1>{script}".encode(), PAGE).incomplete
    assert reason == Incomplete(Code.LOADED_BY_SCRIPT, "Disqus")


def test_a_forum_that_the_article_speaks_of_is_not_the_pages_own() -> None:
    told = """<p>Write <code>s.src = '//another.disqus.com/embed.js'</code>, as
        <a href="https://third.disqus.com/embed.js">here</a>.</p>"""
    seen = found(f"{told}{THREAD}<script>s.src = '//harbour.disqus.com/embed.js'</script>")
    assert seen is not None
    assert seen.facts["shortname"] == "harbour"
    thread = "<pre>&lt;div id='disqus_thread'>&lt;/div> &lt;script> disqus_shortname = 'another' &lt;/script></pre>"
    assert found(told + thread) is None
