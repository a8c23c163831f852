"""Tests of scraper.comments.completeness."""
