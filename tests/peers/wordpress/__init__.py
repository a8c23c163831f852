"""A real WordPress to scrape, on loopback."""

from tests.peers.wordpress.server import BLOCKS, CLASSIC, WordPress, lacking

__all__ = ["BLOCKS", "CLASSIC", "WordPress", "lacking"]
