"""Systems that are known by name only: nobody must believe that their threads are empty."""

from __future__ import annotations

import pytest

from scraper.parse import parse

FORMS = {
    "Remark42": "<script>var remark_config = {site_id: 'quay'};</script><div id='remark42'></div>",
    "Commento": "<div id='commento'></div><script src='https://c.example/js/commento.js'></script>",
    "Commento (Comentario)": "<comentario-comments></comentario-comments><script src='/comentario.js'></script>",
    "Discourse": "<div id='discourse-comments'></div><script>DiscourseEmbed = {discourseUrl: 'https://d.example/'};</script>",
    "utterances": "<script src='https://utteranc.es/client.js' repo='ida/quay' issue-term='pathname'></script>",
    "giscus": "<div class='giscus'></div><script src='https://giscus.app/client.js' data-repo='ida/quay'></script>",
    "giscus (element)": "<giscus-widget repo='ida/quay'></giscus-widget>",
    "Mastodon": "<mastodon-comments host='m.example' user='ida' tootId='1'></mastodon-comments>",
    "Mastodon (script)": """<div id="mastodon-comments-list"></div>
        <script>fetch('https://m.example/api/v1/statuses/109/context')</script>""",
    "Cusdis": "<div id='cusdis_thread' data-host='https://cusdis.com' data-app-id='1'></div>",
    "Waline": "<div id='waline'></div><script>import {init} from 'https://unpkg.com/@waline/client'; init({})</script>",
    "IntenseDebate": "<script>var idcomments_acct = 'x';</script><span id='IDCommentsPostTitle'></span>",
    "Facebook": "<div class='fb-comments' data-href='x'></div><script src='https://connect.facebook.net/de_DE/sdk.js'></script>",
    "Livefyre": "<div id='livefyre-app-1'></div><script src='http://zor.livefyre.com/wjs/v3.0/javascripts/livefyre.js'></script>",
    "Coral": "<div id='coral_thread'></div><script>Coral.createStreamEmbed({id: 'coral_thread'});</script>",
    "Hyvor Talk": """<hyvor-talk-comments website-id='1'></hyvor-talk-comments>
        <script src='https://talk.hyvor.com/embed/embed.js'></script>""",
    "OpenWeb": "<div data-spotim-module='conversation'></div><script src='https://launcher.spot.im/spot/sp_1'></script>",
    "Viafoura": "<vf-conversations></vf-conversations><script src='//cdn.viafoura.net/entry/index.js'></script>",
    "Disqus": "<div id='disqus_thread'></div><script>load_disqus(forum_of_the_day())</script>",
    "Isso": "<section id='isso-thread'></section><script src='https://i.example/js/embed.min.js'></script>",
}


@pytest.mark.parametrize("form", FORMS)
def test_a_thread_that_no_channel_reads_is_named_and_not_complete(form: str) -> None:
    article = "<h1>The quay</h1><p>" + "It was built of the stones of the old one. " * 20 + "</p>"
    html = f"<!DOCTYPE html><html><body><article>{article}</article>{FORMS[form]}</body></html>"
    thread = parse(html.encode(), "http://quay.example/quay/")
    name = form.partition(" (")[0]
    assert (thread.complete, thread.incomplete_reason) == (False, f"the thread is loaded by a script ({name})")
