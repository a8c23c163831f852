"""The archive: save a thread, tell what changed."""

from __future__ import annotations

from archive.visit import Saved, Validators, Visit

__all__ = ["Saved", "Validators", "Visit"]
