"""Reading an archive: threads, listings, search, SQL, as of a time."""
