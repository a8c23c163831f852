"""Tests of scraper.comments.find."""
