"""Tests of the readers of dumps, one file a format."""
