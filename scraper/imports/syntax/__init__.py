"""XML, JSON and markup in dumps, read as streams."""
