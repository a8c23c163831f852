"""A report that remembers."""

from __future__ import annotations

from archive.run.report import PageLine, Report


class Told(Report):
    """Keeps the lines that a run tells, in their order."""

    def __init__(self) -> None:
        self.lines: list[PageLine] = []

    def page(self, line: PageLine) -> None:
        self.lines.append(line)
