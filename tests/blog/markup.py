"""What the blog's pages are made of, and how they are printed. Pure functions of plain data.

Comments stand in the page's order, each parent before its replies; `parent` is the answered comment's id.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape
from typing import Literal

Markup = Literal["wordpress", "disqus"]


@dataclass(frozen=True)
class Comment:
    """One comment. `url` is its author's address; `mine` marks the article's author answering."""

    id: int
    author: str
    paragraphs: tuple[str, ...]
    parent: int | None = None
    url: str | None = None
    date: datetime = datetime(2024, 3, 5, 10, 31, tzinfo=UTC)
    kind: Literal["comment", "pingback", "trackback"] = "comment"
    mine: bool = False


@dataclass(frozen=True)
class Post:
    """One article with its thread. `declared`: how many comments the page states; None: as many as it has."""

    slug: str
    title: str
    author: str
    paragraphs: tuple[str, ...]
    comments: tuple[Comment, ...] = ()
    published: datetime = datetime(2024, 3, 4, 8, 0, tzinfo=UTC)
    tags: tuple[str, ...] = ()
    markup: Markup = "wordpress"
    number: int = 1
    declared: int | None = None

    @property
    def count(self) -> int:
        """The number of comments that the page states."""
        return len(self.comments) if self.declared is None else self.declared


def render_wordpress_thread(comments: Sequence[Comment], base: str = "http://blog.example/post/") -> str:
    """WordPress's own list as its newer themes print it (`comment_list` with the html5 format)."""
    items = nested(
        comments, lambda comment, depth: _wordpress_item(comment, depth, base), "</li><!-- #comment-## -->\n"
    )
    return f'<ol class="comment-list">\n{items}</ol><!-- .comment-list -->\n'


def render_disqus_thread(comments: Sequence[Comment]) -> str:
    """The list that the Disqus plugin for WordPress prints for readers without script: no dates.

    As the plugin's older versions do it: an author's address stands as bare text before the name, and after each
    pingback comes one `</li>` too many.
    """
    items = nested(comments, _disqus_item, "    </li><!-- #comment-## -->\n")
    return (
        '<div id="disqus_thread">\n    <div id="dsq-content">\n\n            <ul id="dsq-comments">\n'
        f"{items}            </ul>\n\n    </div>\n</div>\n"
    )


def render_page(post: Post, *, base: str = "http://blog.example", blog: str = "Quayside Notes") -> str:
    """The whole page: head with canonical link and metadata, article, thread, form, furniture around them."""
    address = f"{base}/{post.slug}/"
    tags = "".join(f'<meta property="article:tag" content="{escape(tag)}" />\n' for tag in post.tags)
    thread = {"wordpress": _wordpress_area, "disqus": _disqus_area}[post.markup](post, address)
    return f"""<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="UTF-8" />
<title>{escape(post.title)} - {escape(blog)}</title>
<link rel="canonical" href="{escape(address)}" />
<link rel="shortlink" href="{escape(base)}/?p={post.number}" />
<link rel="alternate" type="application/rss+xml" title="{escape(blog)} Feed" href="{escape(base)}/feed/" />
<meta property="og:type" content="article" />
<meta property="og:title" content="{escape(post.title)}" />
<meta property="og:url" content="{escape(address)}" />
<meta property="og:site_name" content="{escape(blog)}" />
<meta property="article:published_time" content="{post.published.isoformat()}" />
<meta name="author" content="{escape(post.author)}" />
{tags}<style>body {{ font: 18px/1.6 Georgia, serif; margin: 0 auto; max-width: 42em; color: #222 }}
ol.comment-list, ul {{ list-style: none }} .children {{ border-left: 2px solid #ddd }}</style>
</head>
<body class="single single-post postid-{post.number}">
<header id="masthead"><p class="site-title"><a href="{escape(base)}/" rel="home">{escape(blog)}</a></p>
<nav><ul class="menu"><li><a href="{escape(base)}/">Home</a></li><li><a href="{escape(base)}/about/">About</a></li></ul>
</nav></header>
<main id="main">
<article id="post-{post.number}" class="post type-post">
<header class="entry-header"><h1 class="entry-title">{escape(post.title)}</h1>
<div class="entry-meta">Posted on <time class="entry-date published" datetime="{post.published.isoformat()}">\
{post.published:%d %B %Y}</time> by <span class="author vcard"><a class="url fn n" href="{escape(base)}/author/">\
{escape(post.author)}</a></span></div></header>
<div class="entry-content">
{paragraphs(post.paragraphs)}
</div>
</article>
{thread}</main>
<aside id="secondary"><section class="widget"><h2>Recent Posts</h2>
<ul><li><a href="{escape(base)}/tide-tables/">How to read a tide table</a></li></ul></section></aside>
<footer id="colophon"><p>Copyright 2014 {escape(blog)}. Built with patience.</p></footer>
</body>
</html>
"""


def render_feed(posts: Sequence[Post], *, base: str, blog: str = "Quayside Notes") -> str:
    """RSS 2.0 as WordPress gives it, with the number of comments and the address of each comment feed."""
    items = "".join(_feed_item(post, base) for post in posts)
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:wfw="http://wellformedweb.org/CommentAPI/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:atom="http://www.w3.org/2005/Atom"
\txmlns:slash="http://purl.org/rss/1.0/modules/slash/"
>
<channel>
\t<title>{escape(blog)}</title>
\t<atom:link href="{escape(base)}/feed/" rel="self" type="application/rss+xml" />
\t<link>{escape(base)}</link>
\t<description>Boats, birds and weather</description>
{items}</channel>
</rss>
"""


def render_comment_feed(post: Post, *, base: str) -> str:
    """The RSS 2.0 feed of one post's comments as WordPress gives it: the newest ten, without parents."""
    address = escape(f"{base}/{post.slug}/")
    newest = sorted(post.comments, key=lambda comment: (comment.date, comment.id), reverse=True)[:10]
    items = "".join(
        f"""\t<item>
\t\t<title>By: {escape(comment.author)}</title>
\t\t<link>{address}#comment-{comment.id}</link>
\t\t<dc:creator><![CDATA[{escape(comment.author)}]]></dc:creator>
\t\t<pubDate>{format_datetime(comment.date)}</pubDate>
\t\t<guid isPermaLink="false">{escape(base)}/?p={post.number}#comment-{comment.id}</guid>
\t\t<content:encoded><![CDATA[{"".join(f"<p>{escape(text)}</p>" for text in comment.paragraphs)}]]></content:encoded>
\t</item>
"""
        for comment in newest
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
>
<channel>
\t<title>Comments on: {escape(post.title)}</title>
\t<link>{address}</link>
{items}</channel>
</rss>
"""


def _feed_item(post: Post, base: str) -> str:
    address = escape(f"{base}/{post.slug}/")
    return f"""\t<item>
\t\t<title>{escape(post.title)}</title>
\t\t<link>{address}</link>
\t\t<comments>{address}#comments</comments>
\t\t<dc:creator><![CDATA[{post.author}]]></dc:creator>
\t\t<pubDate>{format_datetime(post.published)}</pubDate>
\t\t<guid isPermaLink="false">{escape(base)}/?p={post.number}</guid>
\t\t<description><![CDATA[{post.paragraphs[0] if post.paragraphs else ""}]]></description>
\t\t<wfw:commentRss>{address}feed/</wfw:commentRss>
\t\t<slash:comments>{post.count}</slash:comments>
\t</item>
"""


def _wordpress_area(post: Post, address: str) -> str:
    heading = f'{post.count} thoughts on "<span>{escape(post.title)}</span>"'
    thread = render_wordpress_thread(post.comments, address) if post.comments else ""
    heading = f'<h2 class="comments-title">{heading}</h2>\n' if post.count else ""
    return f"""<div id="comments" class="comments-area">
{heading}{thread}<div id="respond" class="comment-respond"><h3 id="reply-title">Leave a Reply</h3>
<form action="/wp-comments-post.php" method="post" id="commentform"><p>Your email address will not be published.</p>
<p><label for="comment">Comment</label> <textarea id="comment" name="comment"></textarea></p>
<p><input name="submit" type="submit" value="Post Comment" /></p></form></div>
</div>
"""


def _disqus_area(post: Post, _: str) -> str:
    return f"""<p class="post-comments"><a href="#disqus_thread">{post.count} comments</a></p>
{render_disqus_thread(post.comments)}<script>
var disqus_shortname = 'quayside'; var disqus_identifier = '{post.number}';</script>
<noscript>Please enable JavaScript to view the comments powered by Disqus.</noscript>
"""


def _wordpress_item(comment: Comment, depth: int, base: str) -> str:
    name = escape(comment.author)
    name = (
        f'<a href="{escape(comment.url)}" rel="external nofollow ugc" class="url">{name}</a>' if comment.url else name
    )
    where = escape(f"{base}#comment-{comment.id}")
    if comment.kind != "comment":
        label = comment.kind.capitalize()
        return (
            f'<li id="comment-{comment.id}" class="{comment.kind} even depth-{depth + 1}">\n'
            f'<div class="comment-body">{label}: {name}</div>\n'
        )
    mine = " bypostauthor" if comment.mine else ""
    when = f"{comment.date:%d %B %Y} at {comment.date:%H:%M}"
    return f"""<li id="comment-{comment.id}" class="comment{mine} even depth-{depth + 1}">
<article id="div-comment-{comment.id}" class="comment-body">
<footer class="comment-meta">
<div class="comment-author vcard"><img alt="" src="http://avatars.example/{comment.id % 97}?s=40" class="avatar" />
<b class="fn">{name}</b> <span class="says">says:</span></div>
<div class="comment-metadata"><a href="{where}"><time datetime="{comment.date.isoformat()}">{when}</time></a></div>
</footer>
<div class="comment-content">
{paragraphs(comment.paragraphs)}
</div>
<div class="reply"><a rel="nofollow" class="comment-reply-link" href="?replytocom={comment.id}#respond">Reply</a></div>
</article>
"""


def _disqus_item(comment: Comment, depth: int) -> str:
    if comment.kind != "comment":
        name = escape(comment.author)
        link = (
            f"<a href='{escape(comment.url)}' rel='external nofollow' class='url'>{name}</a>" if comment.url else name
        )
        return f'    <li class="post pingback">\n        <p>Pingback: {link}()</p>\n    </li>\n'
    n, mine = comment.id, " bypostauthor" if comment.mine else ""
    address = f"{escape(comment.url)} " if comment.url else ""
    return f"""    <li class="comment{mine} even depth-{depth + 1}" id="dsq-comment-{n}">
        <div id="dsq-comment-header-{n}" class="dsq-comment-header">
            <cite id="dsq-cite-{n}">
{address}                <span id="dsq-author-user-{n}">{escape(comment.author)}</span>
            </cite>
        </div>
        <div id="dsq-comment-body-{n}" class="dsq-comment-body">
            <div id="dsq-comment-message-{n}" class="dsq-comment-message">{paragraphs(comment.paragraphs)}
</div>
        </div>

"""


def nested(
    comments: Sequence[Comment],
    item: Callable[[Comment, int], str],
    end: str,
    around: tuple[str, str] = ('<ul class="children">\n', "</ul><!-- .children -->\n"),
) -> str:
    """Print depth first without recursion: each reply within the item that it answers, `around` all replies to one."""
    replies: dict[int | None, list[Comment]] = {}
    for comment in comments:
        replies.setdefault(comment.parent, []).append(comment)
    out: list[str] = []
    waiting: list[tuple[Comment, int] | str] = [(comment, 0) for comment in reversed(replies.get(None, []))]
    while waiting:
        step = waiting.pop()
        if isinstance(step, str):
            out.append(step)
            continue
        comment, depth = step
        out.append(item(comment, depth))
        below = replies.get(comment.id, [])
        waiting.append(f"{around[1]}{end}" if below else end)
        if below:
            out.append(around[0])
            waiting.extend((reply, depth + 1) for reply in reversed(below))
    return "".join(out)


def paragraphs(paragraphs: Sequence[str]) -> str:
    """Paragraphs as WordPress writes them; a line break inside one as `<br />`."""
    return "\n".join(f"<p>{escape(text, quote=False).replace(chr(10), '<br />' + chr(10))}</p>" for text in paragraphs)
