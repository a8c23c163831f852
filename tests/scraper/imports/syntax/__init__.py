"""Tests of scraper.imports.syntax."""
