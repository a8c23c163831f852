"""Tests of scraper.discovery."""
