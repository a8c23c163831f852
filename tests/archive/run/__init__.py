"""Tests of archive.run."""
