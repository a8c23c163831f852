"""Dumps of comment systems, one file a format."""
