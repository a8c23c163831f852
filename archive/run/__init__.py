"""Runs: where scraper and archive meet."""
