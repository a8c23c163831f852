"""Tests of scraper.visit."""
