"""Title, author, dates and body of an article."""
