"""Tests of archive.export."""
