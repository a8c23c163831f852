"""Threads printed as comment systems print them, from plain data: what the parser must read back.

Comments stand in reading order, each parent before its replies. Words and people are invented; the markup is that of
the systems named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from tests.blog.markup import Comment

BASE = "https://harbour.example/2012/tide/"
ARTICLE = (
    "The tide came in twice today, as it does, and the harbour master wrote both times into his book with a pencil.",
    "Nobody in the village had asked him to, and nobody ever read the book, which by now filled eleven volumes.",
    "This week the library put the first of them into its window, open at the day of the great storm.",
)

Item = Callable[[Comment, int], str]


def page(thread: str, *, before: str = "", after: str = "", head: str = "") -> str:
    """A whole page around a printed thread."""
    article = "".join(f"<p>{text}</p>\n" for text in ARTICLE)
    return f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8"><title>The tide book - Harbour Letters</title>{head}</head>
<body><header><h2><a href="/">Harbour Letters</a></h2></header>
<main><article class="post"><h1 class="entry-title">The tide book</h1>
<div class="entry-content">{article}</div></article>
{before}{thread}{after}</main>
<footer><p>Copyright 2014 Harbour Letters</p></footer></body></html>"""


def nested(comments: Sequence[Comment], item: Item, end: str, open_replies: str, close_replies: str) -> str:
    """Print depth first, each reply inside what it answers. Iterative, as threads may be deep."""
    depths = depths_of(comments)
    out: list[str] = []
    for position, comment in enumerate(comments):
        out.append(item(comment, depths[position]))
        deeper = depths[position + 1] if position + 1 < len(comments) else 0
        out.append(open_replies if deeper > depths[position] else end)
        out.extend([close_replies + end] * (depths[position] - deeper))
    return "".join(out)


def depths_of(comments: Sequence[Comment]) -> list[int]:
    """How many comments each one answers in a row."""
    depth: dict[int | None, int] = {None: -1}
    for comment in comments:
        depth[comment.id] = depth[comment.parent] + 1
    return [depth[comment.id] for comment in comments]


def name_of(comment: Comment) -> str:
    """The author's name, linked where there is an address."""
    name = escape(comment.author)
    if not comment.url:
        return name
    return f"<a href='{escape(comment.url)}' rel='external nofollow' class='url'>{name}</a>"


def body_of(comment: Comment) -> str:
    return "\n".join(f"<p>{escape(text).replace(chr(10), '<br />' + chr(10))}</p>" for text in comment.paragraphs)


def words_date(comment: Comment) -> str:
    """The date as an American theme prints it, without an offset."""
    return f"{comment.date:%B} {comment.date.day}, {comment.date:%Y} at {comment.date:%I:%M} {comment.date:%p}".lower()


def _ping(comment: Comment, tag: str, depth: int) -> str:
    return (
        f'<{tag} class="{comment.kind} even thread-even depth-{depth + 1}" id="comment-{comment.id}">\n'
        f"<p>{comment.kind.capitalize()}: {name_of(comment)} <a class='comment-edit-link' href='/edit'>Edit</a></p>\n"
    )


# --- WordPress


def wordpress_div(comments: Sequence[Comment]) -> str:
    """`wp_list_comments` in its older format: the paragraphs stand loose in the comment, without a wrapper."""

    def item(comment: Comment, depth: int) -> str:
        if comment.kind != "comment":
            return _ping(comment, "li", depth)
        link = escape(f"{BASE}#comment-{comment.id}")
        return f"""<li class="comment even thread-even depth-{depth + 1}" id="comment-{comment.id}">
<div id="div-comment-{comment.id}" class="comment-body">
<div class="comment-author vcard">
<img alt='' src='https://pictures.example/avatar/{comment.id}?s=32' class='avatar avatar-32 photo' height='32' />
<cite class="fn">{name_of(comment)}</cite> <span class="says">says:</span></div>
<div class="comment-meta commentmetadata"><a href="{link}">{words_date(comment)}</a>&nbsp;&nbsp;
<a class="comment-edit-link" href="/edit">(Edit)</a></div>
{body_of(comment)}
<div class="reply"><a rel="nofollow" class="comment-reply-link" href="?replytocom={comment.id}#respond">Reply</a></div>
</div>
"""

    items = nested(comments, item, "</li><!-- #comment-## -->\n", '<ul class="children">\n', "</ul>\n")
    return f'<div id="comments"><h3>Comments</h3><ol class="commentlist">\n{items}</ol></div>\n'


def wordpress_article(comments: Sequence[Comment]) -> str:
    """A theme's own callback: `article` in `li`, the class `comment` on several levels of one comment."""

    def item(comment: Comment, depth: int) -> str:
        if comment.kind != "comment":
            return _ping(comment, "li", depth)
        return f"""<li class="comment odd alt depth-{depth + 1}" id="li-comment-{comment.id}">
<article id="comment-{comment.id}" class="comment">
<header class="comment-meta comment-author vcard">
<cite class="fn">{name_of(comment)}</cite>
<a href="{escape(BASE)}#comment-{comment.id}"><time pubdate datetime="{comment.date.isoformat()}">some day</time></a>
</header>
<section class="comment-content comment">{body_of(comment)}</section>
<div class="reply"><a class="comment-reply-link" href="?replytocom={comment.id}#respond">Reply &darr;</a></div>
</article>
"""

    items = nested(comments, item, "</li>\n", '<ul class="children">\n', "</ul>\n")
    return f'<div id="comments" class="comments-area"><ol class="commentlist">\n{items}</ol></div>\n'


def wordpress_flat(comments: Sequence[Comment]) -> str:
    """A theme that prints replies beside what they answer: only the class `depth-N` tells."""
    out = []
    for comment, depth in zip(comments, depths_of(comments), strict=True):
        if comment.kind != "comment":
            out.append(_ping(comment, "div", depth) + "</div>\n")
            continue
        out.append(f"""<div class="comment even depth-{depth + 1}" id="comment-{comment.id}">
<div class="comment-author vcard"><cite class="fn">{name_of(comment)}</cite></div>
<div class="comment-meta"><a href="#comment-{comment.id}">{words_date(comment)}</a></div>
<div class="comment-text">{body_of(comment)}</div>
</div>
""")
    return f'<div id="comments"><div class="commentlist">\n{"".join(out)}</div></div>\n'


# --- the Disqus plugin for WordPress, in its newer version (the older one: tests.blog.markup)


def disqus_new(comments: Sequence[Comment]) -> str:
    """The author is a link where an address is known; each pingback has its one end tag."""

    def item(comment: Comment, depth: int) -> str:
        if comment.kind != "comment":
            return f'<li class="post pingback">\n<p>Pingback: {name_of(comment)}()</p>\n'
        n, name = comment.id, escape(comment.author)
        link = (
            f'<a id="dsq-author-user-{n}" href="{escape(comment.url)}" target="_blank" rel="nofollow">{name}</a>'
            if comment.url
            else f'<span id="dsq-author-user-{n}">{name}</span>'
        )
        return f"""<li class="comment even depth-{depth + 1}" id="dsq-comment-{n}">
<div id="dsq-comment-header-{n}" class="dsq-comment-header"><cite id="dsq-cite-{n}">{link}</cite></div>
<div id="dsq-comment-body-{n}" class="dsq-comment-body">
<div id="dsq-comment-message-{n}" class="dsq-comment-message">{body_of(comment)}</div></div>
"""

    items = nested(comments, item, "</li><!-- #comment-## -->\n", '<ul class="children">\n', "</ul>\n")
    return f'<div id="disqus_thread"><div id="dsq-content"><ul id="dsq-comments">\n{items}</ul></div></div>\n'


# --- systems that nobody knows


def _unknown_item(comment: Comment, attributes: str = "") -> str:
    return f"""<div class="comment-item" id="comment-{comment.id}"{attributes}>
<div class="comment-head"><span class="comment-author">{name_of(comment)}</span>
<time datetime="{comment.date.isoformat()}">some day</time></div>
<div class="comment-text">{body_of(comment)}</div>
<div class="comment-actions"><a href="#">Reply</a> <a href="#">Report</a></div>
"""


def unknown_nested(comments: Sequence[Comment]) -> str:
    """Replies stand in a container inside the comment that they answer."""
    items = nested(
        comments, lambda comment, _: _unknown_item(comment), "</div>\n", '<div class="comment-replies">', "</div>"
    )
    return f'<section class="comments">{items}</section>'


def unknown_siblings(comments: Sequence[Comment]) -> str:
    """Replies stand in a container that follows the comment as its sibling."""
    depths = depths_of(comments)
    out: list[str] = []
    for position, comment in enumerate(comments):
        out.append(_unknown_item(comment) + "</div>\n")
        deeper = depths[position + 1] if position + 1 < len(comments) else 0
        out.append('<div class="replies">\n' if deeper > depths[position] else "")
        out.append("</div>\n" * max(0, depths[position] - deeper))
    return f'<section class="comments">{"".join(out)}</section>'


def unknown_flat(comments: Sequence[Comment]) -> str:
    """All comments stand in one row, and each says in an attribute which one it answers."""
    items = (
        _unknown_item(comment, f' data-parent="{comment.parent}"' if comment.parent is not None else "") + "</div>\n"
        for comment in comments
    )
    return f'<section class="comments">{"".join(items)}</section>'


# --- text


def text_dump(comments: Sequence[Comment], bullet: str = "•") -> str:
    """A page that was selected and pasted as text, with its furniture below."""
    lines = ["The tide book", ""]
    for paragraph in ARTICLE:
        lines += [paragraph, ""]
    for comment, depth in zip(comments, depths_of(comments), strict=True):
        indent = "  " * (depth + 1)
        lines += [f"{indent}{bullet} {comment.url + ' ' if comment.url else ''}{comment.author}", ""]
        for paragraph in comment.paragraphs:
            lines += [*(f"{indent}  {line}" for line in paragraph.split("\n")), ""]
    return "\n".join([*lines, "Powered by Harbour Letters", "", "Copyright 2014", ""])
