"""Parsers for the tests of the workers."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping

from scraper.errors import PageTooDeep
from scraper.thread import Comment, Thread


class Awkward(Exception):
    """An error that pickle cannot bring back."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def parse(data: bytes, url: str, *, headers: Mapping[str, str] | None = None, fetched_at: str | None = None) -> Thread:
    """Do what the page says."""
    order, _, rest = data.decode().partition(" ")
    if order == "sleep":
        time.sleep(float(rest))
    elif order == "die":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif order == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)
    elif order == "eat":
        return Thread(url=url, site=str(len(bytearray(int(rest)))))
    elif order == "nibble":
        crumbs = [b""]
        while True:
            crumbs = crumbs * 2
    elif order == "exit":
        os._exit(3)
    elif order == "deep":
        raise PageTooDeep(f"{url}: too deep")
    elif order == "awkward":
        raise Awkward("a", "b")
    elif order == "recurse":
        parse_again(data, url)
    elif order == "noise":
        os.write(1, b"noise")
        os.write(2, b"noise")
    elif order == "chain":
        comments = tuple(Comment(text=str(n), parent=n - 1 if n else None, depth=n) for n in range(int(rest)))
        return Thread(url=url, comments=comments)
    return Thread(url=url, site=str(os.getpid()), fetched_at=fetched_at, system=(headers or {}).get("x-system"))


def parse_again(data: bytes, url: str) -> Thread:
    """Never end."""
    return parse_again(data, url)


def count(data: bytes) -> int:
    """Any function will do."""
    return len(data)
