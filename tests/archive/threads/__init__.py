"""Tests of archive.threads."""
