"""Threads that the blog serves over several pages, as WordPress and others page them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.blog.markup import Comment, Post, render_page


@dataclass
class Paged:
    """One post with its comments over pages.

    `size`: top-level comments on a page. `last_first`: the post's own address shows the last page. `newest_first`:
    the order within and across pages. `address` makes the link to a page of a post's address. `labels`: only "older"
    and "newer" are linked, not every page. `declares`: the heading tells how many comments there are.
    """

    post: Post
    size: int = 3
    last_first: bool = False
    newest_first: bool = False
    address: Callable[[str, int], str] = lambda base, number: f"{base}comment-page-{number}/"
    labels: bool = False
    declares: bool = True

    def find(self, url: str, base: str, blog: str) -> bytes | None:
        """The page at an address (path and query), None where there is none."""
        own = f"/{self.post.slug}/"
        pages = self._pages()
        default = len(pages) if self.last_first else 1
        number = next((each for each in range(1, len(pages) + 1) if self.address(own, each) == url), None)
        if number is None and url == own:
            number = default
        return self._render(number, pages, base, blog) if number is not None else None

    def _pages(self) -> list[tuple[Comment, ...]]:
        """Threads stay together: a page holds so many top-level comments with all their replies."""
        threads: list[list[Comment]] = []
        place: dict[int, int] = {}
        for comment in self.post.comments:
            if comment.parent in place:
                place[comment.id] = place[comment.parent]
                threads[place[comment.id]].append(comment)
            else:
                place[comment.id] = len(threads)
                threads.append([comment])
        if self.newest_first:
            threads.reverse()
        starts = range(0, max(len(threads), 1), self.size)
        return [
            tuple(comment for thread in threads[start : start + self.size] for comment in thread) for start in starts
        ]

    def _render(self, number: int, pages: list[tuple[Comment, ...]], base: str, blog: str) -> bytes:
        shown = replace(self.post, comments=pages[number - 1], declared=len(self.post.comments) if self.declares else 0)
        html = render_page(shown, base=base, blog=blog)
        own = f"{base}/{self.post.slug}/"
        if self.labels:
            links = [(number - 1, "« Older Comments"), (number + 1, "Newer Comments »")]
        else:
            links = [(each, str(each)) for each in range(1, len(pages) + 1) if each != number]
        printed = " ".join(
            f'<a class="page-numbers" href="{self.address(own, each)}#comments">{text}</a>'
            for each, text in links
            if 1 <= each <= len(pages)
        )
        pager = f'<nav class="navigation comments-pagination"><div class="nav-links">{printed}</div></nav>'
        return html.replace("</ol><!-- .comment-list -->", f"</ol><!-- .comment-list -->\n{pager}").encode()


def in_query(name: str) -> Callable[[str, int], str]:
    """Pages told apart by a parameter."""
    return lambda base, number: f"{base}?{name}={number}"
