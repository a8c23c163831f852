"""Tests of archive.imports."""
