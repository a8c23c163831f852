"""Tests of scraper.comments.vocabulary."""
