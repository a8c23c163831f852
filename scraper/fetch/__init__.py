"""The web: one polite Fetcher, and discovery of what feeds and sitemaps list."""

from scraper.fetch.clock import Clock, SystemClock
from scraper.fetch.discover import Feed, FeedEntry, read_feed
from scraper.fetch.fetcher import Fetcher
from scraper.fetch.policy import Policy, default_user_agent
from scraper.fetch.response import Response, Validators
from scraper.fetch.robots import RobotsFile
from scraper.fetch.sitemaps import Sitemap, read_sitemap
from scraper.fetch.urls import normalise

__all__ = [
    "Clock",
    "Feed",
    "FeedEntry",
    "Fetcher",
    "Policy",
    "Response",
    "RobotsFile",
    "Sitemap",
    "SystemClock",
    "Validators",
    "default_user_agent",
    "normalise",
    "read_feed",
    "read_sitemap",
]
