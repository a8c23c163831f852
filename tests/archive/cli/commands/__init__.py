"""Tests of archive.cli.commands."""
