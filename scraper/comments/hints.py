"""What a comment system says about its markup: CSS selectors for the parts it knows."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hints:
    """CSS selectors for the parts of a comment that a system knows. What is None is found by structure.

    `node` is the element of a comment; `start` the first of several neighbours that a comment consists of instead.
    `parent` holds the number of the comment answered: at the end of a link's address, or as text.
    """

    node: str | None = None
    start: str | None = None
    author: str | None = None
    author_url: str | None = None
    date: str | None = None
    body: str | None = None
    permalink: str | None = None
    likes: str | None = None
    parent: str | None = None
    noise: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleHints:
    """CSS selectors for what a page's article is. What is None is found as on other pages."""

    title: str | None = None
    author: str | None = None
    date: str | None = None
    body: str | None = None
    noise: str | None = None
