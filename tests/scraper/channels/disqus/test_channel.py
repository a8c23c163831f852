from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from scraper.channels.disqus import channel
from scraper.channels.disqus.posts import read_embed, reading_of
from scraper.channels.registry import embeds_of
from scraper.errors import FetchError, ParseError
from scraper.fetch import Fetcher
from scraper.incomplete import Code, Incomplete, sentence
from scraper.page.page import read_page
from scraper.parse import parse
from scraper.thread import Embed
from tests.blog import faults
from tests.scraper.channels.services import POLICY, Disqus, Services, post, web

PAGE = "http://harbour.example/wall/"

KEY = "key-of-the-user"


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    service = Services()
    with service:
        monkeypatch.setattr(channel, "SERVICE", service.url)
        yield service


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    with Fetcher(POLICY) as fetcher:
        yield fetcher


def embed(**facts: str) -> Embed:
    return Embed("disqus", "Disqus", PAGE, {"shortname": "harbour", "identifier": "wall-7", **facts})


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


SAVED_POST = """<li class="post" id="post-{id}"><div class="post-content"><header><span class="author">{name}</span>
<a class="time-ago" title="{date}">long ago</a><span data-role="likes">{likes}</span></header>
<div class="post-message"><p>{text}</p></div></div><ul class="children">{replies}</ul></li>"""


def saved_page(printed: str, *posts: dict[str, object], declared: int) -> bytes:
    service = Disqus(list(posts))
    data = service.embed().replace(f'"total": {len(posts)}'.encode(), f'"total": {declared}'.encode())
    return data.replace(b"<body>", f'<body><ul id="post-list">{printed}</ul>'.encode())


def test_a_saved_frame_gives_its_posts_from_json_and_markup_each_once_with_parents() -> None:
    reply = SAVED_POST.format(id=3, name="Ida", date="Sunday, March 3, 2019 9:10 AM", likes=2, text="Aye.", replies="")
    printed = SAVED_POST.format(id=1, name="Guest 1", date="x", likes=9, text="Not this", replies=reply)
    told = read_embed(saved_page(printed, post(1), post(2), declared=5), PAGE)
    reading = reading_of(told, "harbour")
    assert [(each.id, each.depth, each.likes) for each in reading.comments] == [("1", 0, 1), ("3", 1, 2), ("2", 0, 2)]
    assert reading.comments[0].published == "2019-03-02T08:01:05Z"
    assert reading.comments[1].published == "2019-03-03T09:10"  # of the reader's clock, so without an offset
    assert (reading.complete, reading.declared_count) == (False, 5)
    assert (reading.page, reading.article.title) == (PAGE, "The harbour wall")
    assert (reading.id_system, reading.id_scope) == ("disqus", "harbour")


def printed_at(number: int, date: str) -> str:
    return SAVED_POST.format(id=number, name="Ida", date=date, likes=0, text=f"Words {number}.", replies="")


def test_posts_in_both_forms_tell_the_readers_clock() -> None:
    dates = {
        1: "Saturday, March 2, 2019 10:01 AM",  # 08:01:05 in UTC, says the JSON
        7: "Sunday, March 3, 2019 1:10 AM",
        8: "Wednesday, July 3, 2019 9:10 AM",  # by then the clock may have been put forward
        9: "Saturday, January 5, 2019 9:10 AM",
    }
    printed = "".join(printed_at(number, date) for number, date in dates.items())
    told = read_embed(saved_page(printed, post(1), declared=3), PAGE)
    assert [each.published for each in told.comments] == [
        "2019-03-02T08:01:05Z",
        "2019-03-02T23:10Z",
        "2019-07-03T09:10",
        "2019-01-05T07:10Z",
    ]


def test_where_the_readers_clock_is_not_of_one_mind_local_time_stays() -> None:
    dates = {
        1: "Saturday, March 2, 2019 10:01 AM",
        2: "Saturday, March 2, 2019 9:01 AM",
        7: "Sunday, March 3, 2019 1:10 AM",
    }
    printed = "".join(printed_at(number, date) for number, date in dates.items())
    told = read_embed(saved_page(printed, post(1), post(2), declared=3), PAGE)
    assert told.comments[2].published == "2019-03-03T01:10"


def test_marks_of_posts_become_states_and_parents_are_compared_as_text() -> None:
    posts = [post(1, isDeleted=True), post(2, 1, isSpam=True), post(3, 2, isApproved=False), post(4, isEdited=True)]
    comments = reading_of(read_embed(saved_page("", *posts, declared=4), PAGE), "harbour").comments
    assert [(each.id, each.parent, each.state) for each in comments] == [
        ("1", None, "deleted"),
        ("2", 0, "hidden"),
        ("3", 1, "pending"),
        ("4", None, "visible"),
    ]
    assert (comments[0].text, comments[3].edited) == ("", True)


def test_addresses_that_disqus_cuts_short_or_counts_are_whole() -> None:
    message = (
        '<p>See <a href="https://disq.us/url?url=https%3A%2F%2Ftides.example%2Ftables%2F2019%3Aabc&amp;cuid=1">'
        "https://tides.example/tab...</a></p>"
    )
    (comment,) = reading_of(read_embed(saved_page("", post(1, message=message), declared=1), PAGE), "h").comments
    assert comment.text == "See https://tides.example/tables/2019"
    assert 'href="https://tides.example/tables/2019"' in comment.html


def test_what_is_no_thread_of_disqus_is_refused_by_name() -> None:
    with pytest.raises(ParseError, match="not a thread of Disqus"):
        read_embed(b"<html><body>We are unable to load Disqus.</body></html>", PAGE)


def test_without_a_key_a_long_thread_is_as_long_as_the_frame_shows_it(service: Services, fetcher: Fetcher) -> None:
    service.disqus = Disqus([post(number) for number in range(1, 109)])
    reading = channel.CHANNEL.read(embed(), web(fetcher))
    assert (len(reading.comments), reading.declared_count, reading.complete) == (50, 108, False)
    assert reading.incomplete is not None
    assert reading.incomplete.code is Code.NEEDS_KEY
    assert channel.KEY in str(sentence(reading.incomplete))
    assert not service.disqus.asked


def test_a_short_thread_is_whole_without_a_key(service: Services, fetcher: Fetcher) -> None:
    service.disqus = Disqus([post(1), post(2, 1)])
    reading = channel.CHANNEL.read(embed(), web(fetcher))
    assert (len(reading.comments), reading.complete, reading.incomplete) == (2, True, None)


def test_a_thousand_posts_come_whole_in_order_and_once_though_the_service_stumbles(
    service: Services, fetcher: Fetcher
) -> None:
    kept = service.disqus = Disqus([post(number, number - 1 if number % 3 == 0 else None) for number in range(1, 1001)])

    def arrive(page: int) -> None:
        if page == 6:
            kept.posts.append(post(1001, 500))

    kept.arrives = arrive
    kept.faults = {3: faults.status(429, Retry_After="0"), 8: faults.reset()}
    reading = channel.CHANNEL.read(embed(), web(fetcher, disqus=KEY))
    numbers = [int(each.id or 0) for each in reading.comments]
    assert sorted(numbers) == list(range(1, 1002))
    assert [number for each, number in zip(reading.comments, numbers, strict=True) if each.depth == 0] == sorted(
        number for each, number in zip(reading.comments, numbers, strict=True) if each.depth == 0
    )
    assert all(
        each.parent is None or numbers[each.parent] == (500 if number == 1001 else number - 1)
        for each, number in zip(reading.comments, numbers, strict=True)
    )
    assert (reading.complete, reading.declared_count) == (True, 1001)
    assert {each.status for each in service.visits} >= {200, 429}
    assert not kept.faults


def test_a_thread_that_breaks_off_keeps_what_there_is_and_says_so(service: Services) -> None:
    service.disqus = Disqus([post(number) for number in range(1, 301)])
    service.disqus.faults = {3: faults.status(503)}
    with Fetcher(replace(POLICY, retries=0)) as impatient:
        reading = channel.CHANNEL.read(embed(), web(impatient, disqus=KEY))
    assert (len(reading.comments), reading.complete) == (200, False)
    assert reading.incomplete is not None
    assert reading.incomplete.code is Code.PAGE_FAILED


def test_a_key_whose_requests_are_used_up_stops_the_asking(service: Services, fetcher: Fetcher) -> None:
    service.disqus = Disqus([post(number) for number in range(1, 301)])
    service.disqus.headers = {"X-Ratelimit-Remaining": "0", "X-Ratelimit-Reset": "1893456000"}
    reading = channel.CHANNEL.read(embed(), web(fetcher, disqus=KEY))
    assert (len(service.disqus.asked), len(reading.comments), reading.complete) == (1, 100, False)
    assert reading.incomplete == Incomplete(Code.KEY_USED_UP, "until 2030-01-01T00:00:00Z")


@pytest.mark.parametrize("restless", [False, True])
def test_where_posts_go_while_they_are_read_the_thread_is_read_once_more(
    service: Services, fetcher: Fetcher, restless: bool
) -> None:
    kept = service.disqus = Disqus([post(number) for number in range(1, 401)])

    def go(page: int) -> None:
        if page == 3 or (restless and page == 7):
            del kept.posts[10:20]

    kept.arrives = go
    reading = channel.CHANNEL.read(embed(), web(fetcher, disqus=KEY))
    if restless:
        assert (reading.complete, reading.incomplete) == (False, Incomplete(Code.MOVED))
        assert len(reading.comments) == len({each.id for each in reading.comments}) == 400
    else:
        assert (reading.complete, len(reading.comments)) == (True, 390)
        assert {each.id for each in reading.comments} == {each["id"] for each in kept.posts}


def test_cursors_that_never_end_are_left_when_they_bring_nothing_new(service: Services, fetcher: Fetcher) -> None:
    kept = service.disqus = Disqus([post(number) for number in range(1, 131)])
    whole = kept.list_posts

    def endless(asked: dict[str, str]) -> tuple[int, bytes]:
        status, data = whole(asked)
        told = json.loads(data)
        told["cursor"] |= {"hasNext": True, "next": f"p100:{len(kept.asked)}:0"}
        return status, json.dumps(told).encode()

    kept.list_posts = endless  # type: ignore[method-assign]
    reading = channel.CHANNEL.read(embed(), web(fetcher, disqus=KEY))
    assert (len(kept.asked), reading.complete) == (2 + channel.MOST_STALE, False)
    assert sorted(int(each.id or 0) for each in reading.comments) == [*range(1, 131)]
    assert reading.incomplete == Incomplete(Code.PAGE_REPEATED)


def test_an_answer_of_another_thread_is_not_mixed_in(service: Services, fetcher: Fetcher) -> None:
    kept = service.disqus = Disqus([post(number) for number in range(1, 131)])
    whole = kept.list_posts

    def other(asked: dict[str, str]) -> tuple[int, bytes]:
        status, data = whole(asked)
        return status, data.replace(b'"id": "77"', b'"id": "78"').replace(b"Remark", b"Quite another remark")

    kept.list_posts = other  # type: ignore[method-assign]
    reading = channel.CHANNEL.read(embed(), web(fetcher, disqus=KEY))
    assert (len(reading.comments), reading.complete) == (50, False)
    assert "of thread 78" in str(sentence(reading.incomplete))
    assert not [each for each in reading.comments if "another" in each.text]


def test_the_thread_is_asked_for_by_its_number_or_by_what_the_page_names(service: Services, fetcher: Fetcher) -> None:
    service.disqus = Disqus([post(number) for number in range(1, 71)])
    channel.CHANNEL.read(embed(), web(fetcher, disqus=KEY))
    service.faults["/robots.txt"] = faults.body(b"User-agent: *\nDisallow: /embed/", Content_Type="text/plain")
    with Fetcher(POLICY) as another:
        channel.CHANNEL.read(embed(), web(another, disqus=KEY))
        nameless = Embed("disqus", "Disqus", PAGE, {"shortname": "harbour"})
        channel.CHANNEL.read(nameless, web(another, disqus=KEY))
    assert [each["thread"] for each in service.disqus.asked] == ["77", "ident:wall-7", f"link:{PAGE}"]
    assert {each["forum"] for each in service.disqus.asked} == {"harbour"}


def test_robots_txt_rules_the_frame_and_not_the_api_of_a_key(service: Services, fetcher: Fetcher) -> None:
    service.disqus = Disqus([post(1)])
    service.faults["/robots.txt"] = faults.body(b"User-agent: *\nDisallow: /", Content_Type="text/plain")
    with pytest.raises(FetchError, match=r"robots\.txt"):
        channel.CHANNEL.read(embed(), web(fetcher))
    assert len(channel.CHANNEL.read(embed(), web(fetcher, disqus=KEY)).comments) == 1


@pytest.mark.parametrize("trouble", ["refused", "down", "elsewhere"])
def test_the_key_stands_in_no_message(service: Services, fetcher: Fetcher, trouble: str) -> None:
    service.disqus = Disqus([post(number) for number in range(1, 71)])
    asking = web(fetcher, disqus=KEY)
    if trouble == "refused":
        service.disqus.keys = ()
    elif trouble == "down":
        service.disqus.faults = {1: faults.status(400)}
    else:
        service.disqus.faults = {1: faults.redirect("http://elsewhere.example/?api_key=" + KEY)}
    reading = channel.CHANNEL.read(embed(), asking)
    assert reading.complete is False
    told = json.dumps([sentence(reading.incomplete), *(each.response.final_url for each in asking.heard)])
    assert KEY not in told
    assert len(reading.comments) == 50
