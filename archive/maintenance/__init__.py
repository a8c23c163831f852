"""Check, repair, backup, merge, compact, forget and reparse."""
