"""Whether a change made any score fall: the figures of the scoring scripts against the floors kept beside this file.

    python tests/benchmarks/floors.py threads=SCORE_THREADS.py articles=SCORE_ARTICLES.py
    python tests/benchmarks/floors.py threads=printed.txt articles=figures.json
    python tests/benchmarks/floors.py threads=SCORE_THREADS.py --write

A group's figures come from a scoring script, which is run here with `--json FILE`, from the JSON that it wrote, or from
what it printed: names and numbers, parted by two spaces. Exit code 0: none fell; 1: some fell, each named with how
much; 2: the figures cannot be compared. Floors are kept to three decimals, cut off.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.json")
DECIMALS = 3

LESS_IS_BETTER = frozenset({"comment leak", "failed"})
NO_FLOOR = frozenset({"pages", "gold comments", "pages a second", "ms a page"})
"""Counts of what was scored, and times, which are the machine's as much as the code's."""

Figures = Mapping[str, float]

_PRINTED = re.compile(r"([A-Za-z_][\w ]*?) (-?\d+(?:\.\d+)?)(?=\s\s|\s*$)")


class NoFigures(Exception):
    """A file or script gave no figures."""


def read_figures(source: Path) -> dict[str, float]:
    """The figures of one run: from a script (run now), its JSON, or its printed last line. Raises NoFigures."""
    try:
        text = _run(source) if source.suffix == ".py" else source.read_text(encoding="utf-8")
    except (OSError, subprocess.CalledProcessError, UnicodeDecodeError) as problem:
        raise NoFigures(f"{source}: {problem}") from problem
    figures = _from_json(text) if text.lstrip().startswith("{") else _from_print(text)
    if not figures:
        raise NoFigures(f"{source}: no figures in it")
    return figures


def _run(script: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "figures.json"
        subprocess.run([sys.executable, str(script), "--json", str(wanted)], check=True, stdout=subprocess.DEVNULL)
        return wanted.read_text(encoding="utf-8")


def _from_json(text: str) -> dict[str, float]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return {name: float(value) for name, value in found.items() if isinstance(value, int | float)}


def _from_print(text: str) -> dict[str, float]:
    lines = [line for line in text.splitlines() if line.strip()]
    return {name: float(value) for name, value in _PRINTED.findall(lines[-1])} if lines else {}


def fallen(floors: Figures, figures: Figures) -> list[str]:
    """What is worse than its floor, a line each: the name, the floor, the figure, and by how much it fell."""
    lines = []
    for name, floor in floors.items():
        if name in NO_FLOOR:
            continue
        figure = figures.get(name)
        if figure is None:
            lines.append(f"{name}: {floor:.{DECIMALS}f} -> not told")
            continue
        loss = figure - floor if name in LESS_IS_BETTER else floor - figure
        if loss > 1e-9:
            lines.append(f"{name}: {floor:.{DECIMALS}f} -> {figure:.{DECIMALS}f} (worse by {loss:.4f})")
    return lines


def floors_of(figures: Figures) -> dict[str, float]:
    """The floors that a run sets: its figures cut to three decimals, on the side that is easier to hold."""
    scale = 10**DECIMALS
    floors = {}
    for name, value in figures.items():
        if name in ("pages a second", "ms a page"):
            continue
        cut = math.ceil if name in LESS_IS_BETTER else math.floor
        floors[name] = cut(round(value * scale, 6)) / scale
    return floors


def main(words: Sequence[str] | None = None) -> int:
    """Compare, print, and perhaps write; returns the exit code."""
    parser = argparse.ArgumentParser(description="Compare scores with the floors kept in the repository.")
    parser.add_argument("groups", nargs="+", metavar="GROUP=FILE", help="threads=FILE articles=FILE: script or figures")
    parser.add_argument("--floors", type=Path, default=FLOORS, help="where the floors are kept")
    parser.add_argument("--write", action="store_true", help="keep these figures as the new floors, if none fell")
    parser.add_argument("--lower", action="store_true", help="with --write: also those that fell")
    options = parser.parse_args(words)
    kept: dict[str, dict[str, float]] = json.loads(options.floors.read_text()) if options.floors.exists() else {}
    worse = False
    for group in options.groups:
        name, _, source = group.partition("=")
        try:
            figures = read_figures(Path(source))
        except NoFigures as problem:
            print(problem, file=sys.stderr)
            return 2
        floors = kept.get(name, {})
        if not options.write and floors.get("pages") != figures.get("pages"):
            print(f"{name}: floors of {floors.get('pages')} pages, figures of {figures.get('pages')}", file=sys.stderr)
            return 2
        lines = fallen(floors, figures)
        worse = worse or bool(lines)
        print(*(f"{name}: {line}" for line in lines or ["nothing fell"]), sep="\n")
        kept[name] = floors_of(figures)
    if options.write and (options.lower or not worse):
        options.floors.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
        return 0
    return int(worse)


if __name__ == "__main__":
    sys.exit(main())
