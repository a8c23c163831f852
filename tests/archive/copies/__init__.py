"""Tests of archive.copies."""
