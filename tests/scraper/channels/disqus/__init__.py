"""Tests of scraper.channels.disqus."""
