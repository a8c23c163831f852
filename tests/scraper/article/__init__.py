"""Tests of scraper.article."""
