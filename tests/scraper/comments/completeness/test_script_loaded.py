"""Systems that are known by name only: nobody must believe that their threads are empty."""

from __future__ import annotations

import pytest

from scraper.incomplete import Code, Incomplete
from scraper.parse import parse
from tests.blog.markup import render_disqus_thread
from tests.scraper.comments.completeness.threads import EMBEDS, THREAD, read

FORMS = {
    "Remark42": "<script>var remark_config = {site_id: 'quay'};</script><div id='remark42'></div>",
    "Commento": "<div id='commento'></div><script src='https://c.example/js/commento.js'></script>",
    "Commento (other place)": "<div id='talk'></div><script src='/js/commento.js' data-id-root='talk'></script>",
    "Comentario": "<comentario-comments></comentario-comments><script src='/comentario.js'></script>",
    "Discourse": "<div id='discourse-comments'></div><script>DiscourseEmbed = {discourseUrl: 'https://d.example/'};</script>",
    "utterances": "<script src='https://utteranc.es/client.js' repo='ida/quay' issue-term='pathname'></script>",
    "giscus": "<div class='giscus'></div><script src='https://giscus.app/client.js' data-repo='ida/quay'></script>",
    "utterances (called)": """<div id='c'></div><script>const u = document.createElement('script');
        u.setAttribute('repo', 'ida/quay'); u.src = 'https://utteranc.es/client.js';</script>""",
    "utterances (saved)": "<div class='utterances'><iframe class='utterances-frame' src='x.html'></iframe></div>",
    "giscus (called)": """<div id='c'></div><script>s.src = "https://giscus.app/client.js"; c.append(s)</script>""",
    "giscus (own server)": "<script src='https://giscus.quay.example/client.js' data-repo='ida/quay'></script>",
    "giscus (element)": "<giscus-widget repo='ida/quay'></giscus-widget>",
    "Mastodon": "<mastodon-comments host='m.example' user='ida' tootId='1'></mastodon-comments>",
    "Mastodon (script)": """<div id="mastodon-comments-list"></div>
        <script>fetch('https://m.example/api/v1/statuses/109/context')</script>""",
    "Mastodon (called)": """<button id="load">Load comments</button>
        <script>const r = await fetch(`https://${host}/api/v1/statuses/${id}/context`);</script>""",
    "Cusdis": "<div id='cusdis_thread' data-host='https://cusdis.com' data-app-id='1'></div>",
    "Waline": "<div id='waline'></div><script>import {init} from 'https://unpkg.com/@waline/client'; init({})</script>",
    "Waline (called)": "<div id='c'></div><script>Waline.init({el: '#c', serverURL: 'https://w.example'})</script>",
    "Discourse (saved)": "<iframe src='https://d.example/embed/comments' id='discourse-embed-frame'></iframe>",
    "Discourse (plugin)": "<div class='wpdc-comments-loading' id='wpdc-comments' data-post-id='7'></div>",
    "IntenseDebate (Blogger)": "<div id='IDCommentsHead'></div>",
    "IntenseDebate": "<script>var idcomments_acct = 'x';</script><span id='IDCommentsPostTitle'></span>",
    "Facebook": "<div class='fb-comments' data-href='x'></div><script src='https://connect.facebook.net/de_DE/sdk.js'></script>",
    "Facebook (AMP)": "<amp-facebook-comments data-href='https://quay.example/quay/'></amp-facebook-comments>",
    "Livefyre (first)": "<div id='lf_comment_stream'></div><script src='http://livefyre.com/javascripts/livefyre.js'></script>",
    "Livefyre": "<div id='livefyre-app-1'></div><script src='http://zor.livefyre.com/wjs/v3.0/javascripts/livefyre.js'></script>",
    "Coral": "<div id='coral_thread'></div><script>Coral.createStreamEmbed({id: 'coral_thread'});</script>",
    "Coral (other place)": "<div id='c'></div><script>Coral.createStreamEmbed({id: 'c'});</script>",
    "Hyvor Talk": """<hyvor-talk-comments website-id='1'></hyvor-talk-comments>
        <script src='https://talk.hyvor.com/embed/embed.js'></script>""",
    "OpenWeb": "<div data-spotim-module='conversation'></div><script src='https://launcher.spot.im/spot/sp_1'></script>",
    "OpenWeb (conversation)": "<div data-openweb-conversation data-post-id='7'></div>",
    "Viafoura": "<vf-conversations></vf-conversations><script src='//cdn.viafoura.net/entry/index.js'></script>",
    "Disqus": "<div id='disqus_thread'></div><script>load_disqus(forum_of_the_day())</script>",
    "Isso (later)": "<section id='isso-thread'></section><script>s.src = 'https://i.example/js/embed.min.js'</script>",
    "Isso": "<section id='isso-thread'></section><script src='https://i.example/js/embed.min.js'></script>",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_thread_that_no_channel_reads_is_named_and_not_complete(form: str) -> None:
    article = "<h1>The quay</h1><p>" + "It was built of the stones of the old one. " * 20 + "</p>"
    html = f"<!DOCTYPE html><html><body><article>{article}</article>{FORMS[form]}</body></html>"
    thread = parse(html.encode(), "http://quay.example/quay/")
    name = form.partition(" (")[0]
    assert (thread.complete, thread.incomplete) == (False, Incomplete(Code.LOADED_BY_SCRIPT, name))


COUNTED = {
    "utterances": "<link rel='preload' as='script' href='https://utteranc.es/client.js'>",
    "Commento": "<a href='/quay/#commento'>Comments</a><script src='https://c.example/js/count.js'></script>",
    "Facebook": """<span class='fb-comments-count'></span><div class='fb-like'></div>
        <script src='https://connect.facebook.net/de_DE/sdk.js'></script>""",
    "IntenseDebate": "<script src='https://www.intensedebate.com/js/genericLinkWrapperV2.js'></script>",
    "Isso": "<a href='/quay/#isso-thread'>Comments</a><script src='https://i.example/js/count.min.js'></script>",
    "Mastodon": "<ul id='toots'></ul><script>fetch('https://m.example/api/v1/accounts/1/statuses')</script>",
    "OpenWeb": """<div data-spotim-module='recirculation'></div>
        <script src='https://launcher.spot.im/spot/sp_1' data-spotim-module='spotim-launcher'></script>""",
    "Remark42": "<span class='remark42__counter'></span><script>remark_config = {components: ['counter']};</script>",
    "Viafoura": """<div class='viafoura'><vf-conversations-count></vf-conversations-count></div>
        <script src='//cdn.viafoura.net/entry/index.js'></script>""",
    "code": "<pre>&lt;script src='https://giscus.app/client.js' data-repo='x'> &lt;div id='isso-thread'></pre>",
    "left out": "<!-- <div id='cusdis_thread'></div> --><script>// s.src = 'https://utteranc.es/client.js'</script>",
}


@pytest.mark.parametrize("form", COUNTED)
def test_what_counts_comments_and_what_speaks_of_a_system_is_no_thread(form: str) -> None:
    html = f"<!DOCTYPE html><html><body><h1>The quay</h1><p>{'It leans. ' * 40}</p>{COUNTED[form]}</body></html>"
    thread = parse(html.encode(), "http://quay.example/quay/")
    assert (thread.complete, thread.embeds) == (None, ())


@pytest.mark.parametrize(("name", "embed"), EMBEDS.items(), ids=EMBEDS)
def test_a_thread_that_a_script_would_load_is_incomplete(name: str, embed: str) -> None:
    thread = read(embed)
    assert (thread.comments, thread.complete) == ((), False)
    assert thread.incomplete == Incomplete(Code.LOADED_BY_SCRIPT, name)


@pytest.mark.parametrize("name", ["Disqus", "utterances", "Hyvor Talk"])
def test_a_script_in_what_looks_like_comments_is_seen(name: str) -> None:
    login = '<div class="comment" id="comment-9"><p>Log in to comment</p></div>'
    reason = read(f'<div id="comments">{login}{EMBEDS[name]}</div>').incomplete
    assert reason == Incomplete(Code.LOADED_BY_SCRIPT, name)


def test_a_printed_disqus_thread_is_read_though_its_script_would_replace_it() -> None:
    thread = read(render_disqus_thread(THREAD) + "<script>var disqus_shortname = 'harbour';</script>")
    assert (len(thread.comments), thread.complete, thread.system) == (3, True, "disqus-wordpress")


def test_the_name_of_a_system_in_the_text_is_no_embed() -> None:
    assert read("<p>We once used disqus_shortname and disqus.com/embed.js here.</p>").complete is None
