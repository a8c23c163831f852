"""A living blog on loopback: pages from plain data, which change between visits, and faults on demand."""

from tests.blog.faults import Fault
from tests.blog.markup import Comment, Post, render_disqus_thread, render_page, render_wordpress_thread
from tests.blog.server import Blog, Visit

__all__ = [
    "Blog",
    "Comment",
    "Fault",
    "Post",
    "Visit",
    "render_disqus_thread",
    "render_page",
    "render_wordpress_thread",
]
