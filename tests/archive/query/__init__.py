"""Tests of archive.query."""
