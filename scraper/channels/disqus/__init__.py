"""Disqus: its embed page and its API."""
