"""Tests of archive.maintenance."""
