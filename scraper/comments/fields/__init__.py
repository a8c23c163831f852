"""The fields of one comment: author, date, body, links, state, votes."""
