"""Tests of scraper.channels.wordpress."""
