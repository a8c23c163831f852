"""Republished articles: copies of one text at several addresses."""
