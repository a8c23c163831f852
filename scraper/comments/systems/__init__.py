"""Comment systems: what each is recognised by, and what it does that the reader by structure cannot know."""

from scraper.comments.systems.system import ArticleHints, Hints, System

__all__ = ["ArticleHints", "Hints", "System"]
