"""A WordPress to look at, until interrupted: `python -m tests.peers.wordpress`."""

from __future__ import annotations

import sys
import threading

from tests.peers.wordpress import WordPress, examples, lacking


def main() -> None:
    """Start one, fill it in, tell where it is."""
    reason = lacking()
    if reason is not None:
        sys.exit(reason)
    with WordPress() as wordpress:
        print(f"WordPress {wordpress.version}: {examples.long_thread(wordpress).url}")
        print("its owner is maren, the password is not a secret; Ctrl-C ends it")
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


main()
