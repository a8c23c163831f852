"""Threads that are not in the page, or not all of them: the ways to them, one file each.

A page says what it embeds (`embeds_of`); whoever scrapes decides with `wanted` which of the channels to ask, and
has them read with `ask`. What each gave is kept as an observation of its own: channels merge in the archive.
"""
