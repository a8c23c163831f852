"""How much memory and time the import of a large Disqus dump takes.

By hand: python -m tests.benchmarks.imports [--comments 1000000] [--threads 20000]

As in dumps of Disqus, all threads come before all posts, and posts of one thread stand far apart. The longest thread
has about 0.3 % of all comments, most are short. The import runs in a process of its own, whose largest resident set is
told; it has to stay under 300 MB.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.archive import prose

LIMIT = 300
"""MB of resident set that an import may take."""

HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">\n'
    '<category dsq:id="1"><forum>quayside</forum><title>General</title></category>\n'
)


def dump(comments: int, threads: int) -> Iterator[str]:
    """The pieces of a dump with so many comments, scattered over so many threads."""
    yield HEAD
    for thread in range(threads):
        yield (
            f'<thread dsq:id="{thread}"><id/><forum>quayside</forum><link>http://quayside.example/{thread}/</link>'
            f"<title>Article {thread}</title><createdAt>2012-01-01T00:00:00Z</createdAt></thread>\n"
        )
    chance = random.Random(7)
    shares = [1 / (place + 50) for place in range(threads)]
    last: dict[int, list[int]] = {}
    words = [prose(chance, size) for size in chance.choices(range(5, 60), k=5_000)]
    for number, thread in enumerate(chance.choices(range(threads), weights=shares, k=comments)):
        above = last.setdefault(thread, [])
        parent = f'<parent dsq:id="{chance.choice(above)}"/>' if above and chance.random() < 0.6 else ""
        above.append(number)
        del above[:-8]
        seconds = number % 86_400
        yield (
            f'<post dsq:id="{number}"><id/><message><![CDATA[<p>{words[number % 5_000]} &amp; {number}</p>]]></message>'
            f"<createdAt>2012-{1 + number * 12 // comments:02}-{1 + number % 28:02}"
            f"T{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}Z</createdAt>"
            f"<isDeleted>false</isDeleted><isSpam>false</isSpam><author><email>a@quayside.example</email>"
            f"<name>Reader {number % 30_000}</name><isAnonymous>true</isAnonymous></author>"
            f'<ipAddress>192.0.2.1</ipAddress><thread dsq:id="{thread}"/>{parent}</post>\n'
        )
    yield "</disqus>\n"


def main(comments: int, threads: int) -> int:
    """Make a dump and import it. Returns 1 when that takes too much memory."""
    with tempfile.TemporaryDirectory(prefix="afterword-bench-") as folder:
        path = Path(folder) / "dump.xml"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(dump(comments, threads))
        print(f"{comments:,} comments in {threads:,} threads, {path.stat().st_size / 1e6:,.0f} MB")
        begun = time.monotonic()
        code = "from archive.cli import main; main()"
        archive = Path(folder) / "a.db"
        command = [sys.executable, "-c", code, "import", str(path), "--archive", str(archive)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        seconds = time.monotonic() - begun
        unit = 1 if sys.platform == "darwin" else 1024
        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e6
        print(done.stdout.strip())
        print(f"{seconds:,.0f} s, {comments / seconds:,.0f} comments a second, {archive.stat().st_size / 1e6:,.0f} MB")
        print(f"largest resident set: {most:,.0f} MB (at most {LIMIT})")
        return int(most > LIMIT)


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--comments", type=int, default=1_000_000)
    options.add_argument("--threads", type=int, default=20_000)
    chosen = options.parse_args()
    sys.exit(main(chosen.comments, chosen.threads))
