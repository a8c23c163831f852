"""The same posts in other themes, for the day on which a blog gets another look. Pure functions of plain data.

The comments keep their numbers, as they do where the system stays and the theme goes; all the markup around is another.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from tests.blog.markup import Comment, Post, nested, paragraphs

Look = Callable[[Post, str, str], str]
"""A post, the blog's address and its name -> the whole page."""


def classic(post: Post, base: str, blog: str) -> str:
    """WordPress's list as it is without the html5 format: dates in words and without an offset, the heading below."""
    address = f"{base}/{post.slug}/"
    items = nested(post.comments, lambda comment, depth: _classic_item(comment, depth, address), "</li>\n")
    thread = f'<ol class="commentlist">\n{items}</ol>\n' if items else ""
    heading = f'<h3 id="comments">{post.count} Responses to “{escape(post.title)}”</h3>\n' if post.count else ""
    return f"""{_head(post, address, blog)}<body class="single">
<div id="page"><div id="header"><h1><a href="{escape(base)}/">{escape(blog)}</a></h1></div>
<div id="content" class="widecolumn">
<div class="post" id="post-{post.number}"><h2>{escape(post.title)}</h2>
<div class="entry">
{paragraphs(post.paragraphs)}
<p class="postmetadata alt"><small>This entry was posted on {post.published:%A, %B %d, %Y} by {escape(post.author)}.
</small></p></div></div>
{heading}{thread}<h3>Leave a Reply</h3><form action="/wp-comments-post.php" method="post" id="commentform">
<p><textarea name="comment" id="comment"></textarea></p><p><input type="submit" value="Submit Comment" /></p></form>
</div>
<div id="sidebar"><ul><li><h2>Archives</h2><ul><li><a href="{escape(base)}/2024/03/">March 2024</a></li></ul></li></ul>
</div>
<div id="footer"><p>{escape(blog)} is proudly powered by patience.</p></div></div>
</body>
</html>
"""


def own(post: Post, base: str, blog: str) -> str:
    """A theme with a list of its own making: cards, words of its own for every part, dates to the day in the text."""
    address = f"{base}/{post.slug}/"
    items = nested(post.comments, _own_item, "</div></div>\n", ("", ""))
    talk = f'<section id="comments" class="talk"><h3>{post.count} comments</h3>\n{items}</section>\n' if items else ""
    return f"""{_head(post, address, blog)}<body>
<header class="bar"><a href="{escape(base)}/">{escape(blog)}</a></header>
<main class="story">
<h1 class="story-title">{escape(post.title)}</h1>
<p class="story-by">By {escape(post.author)}, <time datetime="{post.published.isoformat()}">{post.published:%d.%m.%Y}\
</time></p>
<div class="story-text">
{paragraphs(post.paragraphs)}
</div>
</main>
{talk}<section class="write"><h3>Your comment</h3><form action="/wp-comments-post.php" method="post">
<textarea name="comment"></textarea><button>Send</button></form></section>
<footer class="bar">{escape(blog)}, with a new look</footer>
</body>
</html>
"""


LOOKS: tuple[Look, ...] = (classic, own)


def _head(post: Post, address: str, blog: str) -> str:
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8" />
<title>{escape(blog)} » {escape(post.title)}</title>
<link rel="canonical" href="{escape(address)}" />
</head>
"""


def _classic_item(comment: Comment, depth: int, address: str) -> str:
    where = escape(f"{address}#comment-{comment.id}")
    when = f"{comment.date:%B} {comment.date.day}, {comment.date.year} at {comment.date:%H:%M}"
    return f"""<li class="comment even depth-{depth + 1}" id="comment-{comment.id}">
<div id="div-comment-{comment.id}" class="comment-body">
<div class="comment-author vcard"><cite class="fn">{escape(comment.author)}</cite> <span class="says">says:</span></div>
<div class="comment-meta commentmetadata"><a href="{where}">{when}</a></div>
{paragraphs(comment.paragraphs)}
<div class="reply"><a rel="nofollow" href="?replytocom={comment.id}#respond">Reply</a></div>
</div>
"""


def _own_item(comment: Comment, depth: int) -> str:
    return f"""<div class="card level-{depth + 1}" id="comment-{comment.id}">
<div class="card-top"><strong class="card-name">{escape(comment.author)}</strong>
<time class="card-when" datetime="{comment.date.isoformat()}">{comment.date:%d.%m.%Y}</time></div>
<div class="card-text">
{paragraphs(comment.paragraphs)}
</div>
<div class="card-more">
"""
