"""Fuzzing by hand: everything that reads what strangers wrote, fed with grown, cut and mangled examples.

    python -m tests.hostile.fuzz [MINUTES] [TARGET...]

Each example is read in a worker, so that one which hangs, crashes the process or eats the memory is a find like any
other error that is not of this program's own. Finds are printed and written to the folder `finds`, made here; each
becomes a test in tests/hostile/test_fuzz.py. Examples come from hypothesis's strategies in `examples.py`.
"""

from __future__ import annotations

import hashlib
import random
import sys
import time
from pathlib import Path

from scraper.errors import ParseOutOfMemory, ParseTimeout, ScraperError
from scraper.workers import Workers
from tests.hostile.examples import TARGETS, mangled, read

DEADLINE = 20.0
FINDS = Path("finds")


def main(minutes: float, names: list[str]) -> int:
    """Returns the number of finds."""
    seeds = random.Random()
    ends = time.monotonic() + minutes * 60
    counts = dict.fromkeys(names, 0)
    slowest = dict.fromkeys(names, 0.0)
    finds: dict[str, str] = {}
    with Workers(1, deadline=DEADLINE) as workers:
        while time.monotonic() < ends:
            for name in names:
                data = mangled(name, random.Random(seeds.getrandbits(64)))
                begun = time.monotonic()
                error = workers.call(read, name, name, data).exception()
                counts[name] += 1
                slowest[name] = max(slowest[name], time.monotonic() - begun)
                if error is not None and is_find(error):
                    what = f"{name}: {type(error).__name__}: {error}"[:300]
                    if what not in finds:
                        finds[what] = keep(name, data)
                        print(what, "->", finds[what], flush=True)
    for name in names:
        print(f"{name}: {counts[name]} examples, slowest {slowest[name]:.2f} s")
    print(f"{len(finds)} finds in {minutes:g} minutes")
    return len(finds)


def is_find(error: BaseException) -> bool:
    """Whether an error tells of a fault: everything but this program's own refusals."""
    return isinstance(error, ParseTimeout | ParseOutOfMemory) or not isinstance(error, ScraperError)


def keep(name: str, data: bytes) -> str:
    """Write an example to a file; returns its name."""
    FINDS.mkdir(exist_ok=True)
    path = FINDS / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    return str(path)


if __name__ == "__main__":
    chosen = sys.argv[2:] or list(TARGETS)
    sys.exit(min(1, main(float(sys.argv[1]) if len(sys.argv) > 1 else 60.0, chosen)))
