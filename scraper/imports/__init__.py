"""Other programs' dumps, and this one's own exports, on their way in. A file is recognised by its content."""
