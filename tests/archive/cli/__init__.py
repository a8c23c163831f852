"""Tests of archive.cli."""
