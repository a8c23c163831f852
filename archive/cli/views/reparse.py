"""What `reparse` prints."""

from collections.abc import Iterator

from archive.display import counted, json_text, one_line
from archive.maintenance.reparse import Reparsed, Summary
from scraper.incomplete import sentence


def changes(each: Reparsed, *, as_json: bool) -> Iterator[str]:
    """A line for an article that is read otherwise now; as JSON for every one."""
    if as_json:
        yield json_text(each.as_dict())
    elif each.changed:
        yield f"{one_line(each.url)}  {', '.join(_what(each))}"


def problems(each: Reparsed) -> Iterator[str]:
    """What could not be read, and what was not taken."""
    yield from (f"not read: {one_line(failure)}" for failure in each.failures)
    if each.worse:
        yield f"left as it was: {one_line(each.url)}: less than half of its comments are found now"


def summary(done: Summary) -> str:
    """The figures in one line."""
    read = f"{done.pages:,} kept pages of {done.threads:,} threads read again"
    return f"{read}; {done.changed:,} threads are read otherwise now"


_COUNTED = ("comments", "authors", "dates", "exact_dates", "replies", "letters")

_JUDGED = {True: "complete now", False: "incomplete now", None: "not known to be complete now"}


def _what(each: Reparsed) -> Iterator[str]:
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
