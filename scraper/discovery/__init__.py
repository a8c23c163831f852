"""Feeds, sitemaps and archive pages: what a site lists."""
