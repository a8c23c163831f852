"""Serve the living blog of the tour: `python -m tests.blog --port 8900`."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Sequence
from contextlib import suppress

from tests.blog.quayside import Quayside


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve until Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m tests.blog", description="Serve the living blog of the tour.")
    parser.add_argument("--port", type=int, default=8900, help="port on 127.0.0.1; 0 takes a free one [8900]")
    port = parser.parse_args(arguments).port
    try:
        blog = Quayside(port=port)
    except OSError as error:
        parser.exit(1, f"port {port} of 127.0.0.1 cannot be used ({error.strerror}); take another with --port\n")
    with blog, suppress(KeyboardInterrupt):
        print(f"Quayside Notes is served at {blog.url}/ (stop it with Ctrl-C)", flush=True)
        threading.Event().wait()


if __name__ == "__main__":
    main()
