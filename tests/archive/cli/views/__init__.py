"""Tests of archive.cli.views."""
