"""Tests of scraper.comments.fields."""
