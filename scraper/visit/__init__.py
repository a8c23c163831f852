"""An address to its whole thread."""
