"""Whether a thread was read completely, and what speaks against it."""
