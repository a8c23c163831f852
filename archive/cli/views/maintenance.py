"""What the commands that look after an archive print: groups of copies, findings, what changed, figures."""

from collections.abc import Iterable, Iterator, Sequence

from archive.copies.groups import Change, Copy, Group
from archive.display import counted, json_text, one_line, size, wrap
from archive.maintenance.check import Finding
from archive.maintenance.compact import Compacted
from archive.maintenance.forget import Forgotten, Plan
from archive.maintenance.merge import Merged
from archive.maintenance.reparse import Reparsed, Summary
from scraper.incomplete import sentence


def groups(found: Iterable[Group], width: int) -> Iterator[str]:
    """Groups of copies, for people."""
    number = 0
    for number, group in enumerate(found, 1):
        first, *others = group.copies
        yield f"{number}. {len(group.copies)} copies of one article"
        yield from _copy(first)
        for copy in others:
            yield from _copy(copy)
            if one_line(copy.title) != one_line(first.title):
                yield "      another heading"
            if not copy.changes:
                yield "      the same words"
            for change in copy.changes:
                lines = wrap(_change(change), width - 8)
                yield from (f"      {'· ' if place == 0 else '  '}{line}" for place, line in enumerate(lines))
        yield ""
    if not number:
        yield "no republished articles"


def findings(found: Sequence[Finding]) -> list[str]:
    """What a check found, a line each."""
    lines = [f"{each.part}: {one_line(each.what)}{' (repaired)' if each.repaired else ''}" for each in found]
    return lines or ["all parts are intact"]


def compacted(result: Compacted) -> str:
    """What compacting did, in one line."""
    return f"{size(result.before)} before, {size(result.after)} now; {counted(result.folded, 'visit')} folded"


def would_forget(plan: Plan) -> Iterator[str]:
    """What would be forgotten: a line for each article, then the figures."""
    yield from _parts(plan)
    yield f"would forget: {_figures(plan.figures)}"


def to_forget(plan: Plan) -> str:
    """The question before something is forgotten, below the lines that say what."""
    return "\n".join([*_parts(plan), f"Forget {_figures(plan.figures)} for good?"])


def forgotten(result: Forgotten, plan: Plan) -> Iterator[str]:
    """What was forgotten, in one line, and a line for each article whose pages mention the author still."""
    yield f"forgotten: {_figures(result)}; `afterword compact` takes their last bytes out of the file"
    yield from _mentions(plan)


def merged(result: Merged) -> str:
    """What merging added, in one line."""
    added = _counts(result, "article", "comment", "visit")
    forgotten = f"; {counted(result.forgotten, 'entry', 'entries')} forgotten" if result.forgotten else ""
    return (f"added {added}" if added else "nothing new") + forgotten


def reparsed(each: Reparsed, *, as_json: bool) -> Iterator[str]:
    """A line for an article that is read otherwise now; as JSON for every one."""
    if as_json:
        yield json_text(each.as_dict())
    elif each.changed:
        yield f"{one_line(each.url)}  {', '.join(_read_otherwise(each))}"


def problems(each: Reparsed) -> Iterator[str]:
    """What could not be read, and what was not taken."""
    yield from (f"not read: {one_line(failure)}" for failure in each.failures)
    if each.worse:
        yield f"left as it was: {one_line(each.url)}: less than half of its comments are found now"


def reparsed_all(done: Summary) -> str:
    """The figures in one line."""
    read = f"{done.pages:,} kept pages of {done.threads:,} threads read again"
    return f"{read}; {done.changed:,} threads are read otherwise now"


_WHY = {
    "chosen": ("", ""),
    "quotes": (" that shows the words", " that show the words"),
    "mentions": (" that mentions the name", " that mention the name"),
}
"""Why pages go, of one and of several."""


def _parts(plan: Plan) -> Iterator[str]:
    for part in plan.parts:
        yield f"{one_line(part.title)}: {_figures(part.figures)}{_WHY[part.why][part.figures.snapshots != 1]}"
    yield from _mentions(plan)


def _mentions(plan: Plan) -> Iterator[str]:
    for part in plan.kept:
        yield f"also mentioned in: {one_line(part.title)} ({_figures(part.figures)}, kept)"


def _figures(figures: Forgotten) -> str:
    return _counts(figures, "article", "comment", "version", "snapshot") or "nothing"


def _counts(figures: object, *words: str) -> str:
    """Those of the figures that are not zero: 2 articles, 1 comment."""
    return ", ".join(counted(number, word) for word in words if (number := getattr(figures, f"{word}s")))


def _copy(copy: Copy) -> Iterator[str]:
    date, comments = (copy.published or copy.first_seen_at)[:10], counted(copy.comments, "comment")
    yield f"   {copy.uid[:13]}  {date}  {comments}, {copy.words} words  {one_line(copy.title) or '(no title)'}"
    yield f"      {one_line(copy.url)}"


def _change(change: Change) -> str:
    removed = [f"[-{change.removed}-]"] if change.removed else []
    added = [f"{{+{change.added}+}}"] if change.added else []
    return " ".join(part for part in (change.before, *removed, *added, change.after) if part)


_COUNTED = ("comments", "authors", "dates", "exact_dates", "replies", "letters")

_JUDGED = {True: "complete now", False: "incomplete now", None: "not known to be complete now"}


def _read_otherwise(each: Reparsed) -> Iterator[str]:
    for name in _COUNTED:
        more = getattr(each.after, name) - getattr(each.before, name)
        if more:
            yield f"{abs(more):,} {'more' if more > 0 else 'fewer'} {name.replace('_', ' ')}"
    if (each.after.complete, each.after.incomplete) != (each.before.complete, each.before.incomplete):
        why = sentence(each.after.incomplete)
        yield f"{_JUDGED[each.after.complete]}{f' ({why})' if why else ''}"
    if each.gone:
        yield f"{each.gone:,} gone now"
    if each.returned:
        yield f"{each.returned:,} not gone any more"
    if each.replaced:
        yield f"{counted(each.replaced, 'wording')} replaced"
    if each.dropped:
        yield f"{each.dropped:,} no longer taken for comments"
