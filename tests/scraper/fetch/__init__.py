"""Tests of scraper.fetch."""
