"""Dumps and documents into the archive."""
