"""The web: one polite Fetcher."""

from scraper.fetch.clock import Clock
from scraper.fetch.fetcher import Fetcher
from scraper.fetch.policy import Policy, default_user_agent
from scraper.fetch.response import Response, Validators
from scraper.fetch.robots import RobotsFile

__all__ = ["Clock", "Fetcher", "Policy", "Response", "RobotsFile", "Validators", "default_user_agent"]
