"""A thread of three comments, whole, for tests of what speaks against it."""

from __future__ import annotations

from scraper import Thread, parse
from tests.blog.markup import Comment, render_wordpress_thread
from tests.scraper.comments import markup

PEOPLE = ("Ida Brink", "Olav Tern", "Mirela Kade")

THREAD = [
    Comment(id=501 + 2 * n, author=name, paragraphs=(f"My {name.split()[0]} opinion of the tide.",))
    for n, name in enumerate(PEOPLE)
]

PRINTED = render_wordpress_thread(THREAD, markup.BASE)


def area(inside: str) -> str:
    """An area of comments as WordPress themes draw it."""
    return f'<div id="comments" class="comments-area">{inside}</div>'


def read(thread: str, **more: str) -> Thread:
    return parse(markup.page(thread, **more).encode(), markup.BASE)


EMBEDS = {
    "Disqus": "<div id='disqus_thread'></div><script>var disqus_shortname = 'harbour';</script>",
    "Isso": '<section id="isso-thread"></section><script data-isso="//i.example/" src="/js/embed.min.js"></script>',
    "Facebook": '<div class="fb-comments"></div><script src="https://connect.facebook.net/en_US/sdk.js"></script>',
    "utterances": '<script src="https://utteranc.es/client.js" repo="ida/harbour"></script>',
    "Hyvor Talk": '<hyvor-talk-comments></hyvor-talk-comments><script src="https://talk.hyvor.com/embed.js"></script>',
    "OpenWeb": '<div data-spotim-module="conversation"></div><script src="https://launcher.spot.im/spot/x"></script>',
    "giscus": '<script src="https://giscus.app/client.js" data-repo="ida/harbour"></script>',
}
