"""The words that pages use around comments, by language."""
