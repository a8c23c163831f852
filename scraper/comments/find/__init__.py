"""Where the comments of a page stand, and whom they answer."""
