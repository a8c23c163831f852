"""A page: its encoding, limits, tree and scripts."""
