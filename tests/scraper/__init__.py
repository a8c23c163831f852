"""Tests of the scraper package."""
