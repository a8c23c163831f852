"""Whole ways through the program: from addresses to the archive and out again."""
