"""Which stored comment is this one: pure functions.

A comment is known again inside its article only: by its id in the numbering it stands in; else by author, words,
parent and date, in order, so that two equal thanks stay two. What cannot be told is not merged: the archive then
keeps two rows.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from archive.threads import evidence
from archive.threads.evidence import Known, Match, saying, words_of
from archive.threads.similarity import demangled
from archive.times import same_date
from archive.values import folded
from scraper.thread import Comment

LONG = 60
"""Letters of words that two people do not write by chance."""

MOST_CANDIDATES = 20
"""Of how many unknown comments of one person below one parent the changed ones are told apart; more is a doubt."""

MOST_REPLIES = 50
"""Of how many replies below one comment it is asked whether they tell it from others of the same words."""

K = TypeVar("K", bound=Hashable)

T = TypeVar("T")


def match(
    comments: Sequence[Comment], known: Iterable[Known], *, trusted: bool, complete: bool = True
) -> list[Match | None]:
    """For each incoming comment the stored one that it is, or None for a new one.

    `comments` and `known` stand in reading order. `trusted` tells that the ids come from a comment system, which
    gives each comment one id for good; those of an unknown page may be renumbered. `complete` tells that the thread is
    complete: only then its first and last comment are neighbours of nothing else.
    """
    stored = list(known)
    if not stored:
        return [None] * len(comments)
    search = _Search(comments, stored, trusted=trusted, complete=complete)
    search.by_id()
    if any(entry is None for entry in search.found):
        search.by_place()
        search.elsewhere()
    return search.found


class _Search:
    """One look for all comments of a thread. What is found stands in `found`."""

    def __init__(self, comments: Sequence[Comment], stored: list[Known], *, trusted: bool, complete: bool) -> None:
        self.comments, self.stored, self.trusted, self.complete = comments, stored, trusted, complete
        self.found: list[Match | None] = [None] * len(comments)
        self.taken: set[int] = set()
        self.below = _grouped((known.parent, known) for known in stored)
        self.replies = _grouped((comment.parent, position) for position, comment in enumerate(comments))

    def by_id(self) -> None:
        waiting = _grouped((system_id, known) for known in self.stored for system_id in known.ids)
        for position, comment in enumerate(self.comments):
            candidates = waiting.get(comment.id, []) if comment.id else []
            fits = evidence.is_not_another if self.trusted else evidence.agrees
            fitting = [known for known in candidates if fits(comment, known)]
            if not fitting:
                continue
            best = fitting[0]
            if len(fitting) > 1:  # an id given twice is broken markup; the words then tell which one it is
                best = next((known for known in fitting if words_of(known) == words_of(comment)), best)
            for system_id in best.ids:
                waiting[system_id].remove(best)
            self.take(position, best, "id")

    def by_place(self) -> None:
        """Level by level, so that an edited comment is known before its replies are looked for below it."""
        for level in _levels(self.comments):
            for key, positions in _grouped(self.known_parents(level)).items():
                if any(self.found[position] is None for position in positions):
                    _align(self, positions, self.below.get(key, []))

    def known_parents(self, positions: Iterable[int]) -> Iterator[tuple[int | None, int]]:
        """The stored comments that some answer, None for none, each with the place of the answer."""
        for position in positions:
            parent = self.comments[position].parent
            above = self.found[parent] if parent is not None else None
            if parent is None or above is not None:
                yield above.comment if above else None, position

    def elsewhere(self) -> None:
        """Comments below one that was not known again, or that a page shows without nesting: same words, one such."""
        flat = all(comment.parent is None for comment in self.comments)
        for position, known in self.once_on_each_side(words_of):
            if self.may_have_moved(position, known, flat=flat):
                self.take(position, known, "moved")
        self.renamed()
        if flat:  # such channels (feeds) often cut and mangle words, too; what stood at the top was looked for already
            replies = [known for known in self.stored if known.parent is not None]
            signs = {"mangled": evidence.is_mangled, "cut": evidence.is_cut, "edit": evidence.is_edit_of_that_moment}
            for method, fits in signs.items():
                _pair(self, range(len(self.comments)), replies, method, fits)

    def renamed(self) -> None:
        """The same long words of the same moment under another name, once on each side: accounts are renamed, and a
        comment system that takes over the comments of another one shows the new name."""
        for position, known in self.once_on_each_side(saying):
            comment = self.comments[position]
            if len(saying(comment)) >= LONG and "T" in (comment.published or "") and "T" in (known.published or ""):
                self.take(position, known, "renamed")

    def once_on_each_side(self, of: Callable[[Comment | Known], Hashable]) -> Iterator[tuple[int, Known]]:
        """The comments not known yet of which one alone is such, here and among those stored that may be it."""
        there = _only_ones((of(known), known) for known in self.stored if known.comment not in self.taken)
        here = _only_ones(
            (of(comment), position) for position, comment in enumerate(self.comments) if self.found[position] is None
        )
        for such, position in here.items():
            known = there.get(such)
            if known is not None and self.may_be(position, known):
                yield position, known

    def may_have_moved(self, position: int, known: Known, *, flat: bool) -> bool:
        """Whether a comment may stand below another parent than the one it is stored below."""
        comment = self.comments[position]
        if known.parent is None:  # stored from a channel without nesting, perhaps: then only the date can tell
            return comment.parent is not None and "T" in (comment.published or "") and "T" in (known.published or "")
        if comment.parent is None:
            return flat or known.parent not in self.taken
        above = self.found[comment.parent]
        return known.parent not in self.taken if above is None else above.comment == known.parent

    def take(self, position: int, known: Known, method: str) -> None:
        self.found[position] = Match(known.comment, method)
        self.taken.add(known.comment)

    def said_below(self, position: int) -> set[tuple[str, str]]:
        """Author and words of the replies below an incoming comment."""
        found = _some_below(self.replies.get(position, ()), lambda reply: self.replies.get(reply, ()))
        return {words_of(self.comments[reply]) for reply in found}

    def stored_below(self, known: Known) -> set[tuple[str, str]]:
        """Author and words of the replies below a stored comment."""
        found = _some_below(self.below.get(known.comment, ()), lambda reply: self.below.get(reply.comment, ()))
        return {words_of(reply) for reply in found}

    def may_be(self, position: int, known: Known) -> bool:
        """Another id in the same numbering means another comment, where that numbering can be trusted."""
        comment = self.comments[position]
        other_id = self.trusted and comment.id is not None and bool(known.ids)
        return not other_id and same_date(comment.published, known.published)


def _align(search: _Search, positions: Sequence[int], siblings: Sequence[Known]) -> None:
    """The comments below one parent, in order, with those stored there: from the surest sign to the weakest."""
    _same_words(search, positions, siblings)
    if all(search.found[position] is not None for position in positions):
        return
    for method, fits in (("words", evidence.was_worded), ("mangled", evidence.is_mangled), ("cut", evidence.is_cut)):
        _pair(search, positions, siblings, method, fits)
    found = ((position, search.found[position]) for position in positions)
    gaps_here = _gaps([(position, known.comment if known else None) for position, known in found])
    gaps_there = _gaps([(each.comment, each.comment if each.comment in search.taken else None) for each in siblings])
    new = (position for position in positions if search.found[position] is None)
    here = _grouped((gaps_here[each], each) for each in new if search.complete or None not in gaps_here[each])
    there = _grouped((gaps_there[known.comment], known) for known in siblings)
    for between, group in here.items():
        _pair(search, group, there.get(between, []), "edit", evidence.is_edit)


def _same_words(search: _Search, positions: Sequence[int], siblings: Sequence[Known]) -> None:
    """Same author and words. Of several such, first those that stand between the same known neighbours."""
    shown_first = sorted(siblings, key=lambda known: not known.shown)
    waiting = _grouped((words_of(known), known) for known in shown_first if known.comment not in search.taken)
    _same_replies(search, [position for position in positions if search.found[position] is None], waiting)
    open_ones = [position for position in positions if search.found[position] is None]
    several = Counter(words_of(search.comments[position]) for position in open_ones)
    where = {known.comment: place for place, known in enumerate(siblings)}

    def take_first(position: int, low: float, high: float) -> None:
        comment = search.comments[position]
        queue = waiting.get(words_of(comment), [])
        between = [known for known in queue if low < where[known.comment] < high]
        between.sort(key=lambda known: known.published != comment.published)
        best = next((known for known in between if search.may_be(position, known)), None)
        if best is not None:
            queue.remove(best)
            search.take(position, best, "words")

    for position in open_ones:
        words = words_of(search.comments[position])
        if several[words] == len(waiting.get(words, ())) == 1:
            take_first(position, -1, len(siblings))
    ends: dict[int, float] = {}
    high = float("inf")
    for position in reversed(positions):
        ends[position] = high
        now = search.found[position]
        high = where.get(now.comment, float("inf")) if now else high
    low = -1.0
    for position in positions:
        if search.found[position] is None:
            take_first(position, low, ends[position])
        now = search.found[position]
        low = where.get(now.comment, low) if now else low
    for position in open_ones:
        if search.found[position] is None:
            take_first(position, -1, len(siblings))


def _same_replies(search: _Search, positions: Sequence[int], waiting: Mapping[tuple[str, str], list[Known]]) -> None:
    """Of several comments with the same words, those below which the same reply stands, and below no other."""
    here = _grouped((words_of(search.comments[position]), position) for position in positions)
    votes: list[tuple[int, Known]] = []
    for words, group in here.items():
        queue = waiting.get(words, [])
        if not queue or len(group) == len(queue) == 1:
            continue
        told = _only_ones((reply, position) for position in group for reply in search.said_below(position))
        told_there = _only_ones((reply, known) for known in queue for reply in search.stored_below(known))
        pairs = {(told[reply], known.comment): known for reply, known in told_there.items() if reply in told}
        votes += ((position, known) for (position, _), known in pairs.items())
    for position, known in _of_one_mind(votes):
        if search.may_be(position, known):
            waiting[words_of(known)].remove(known)
            search.take(position, known, "words")


def _some_below(first: Iterable[T], below: Callable[[T], Iterable[T]]) -> list[T]:
    """The replies below a comment, the nearest first; not all where they are many."""
    found = list(first)
    for reply in found:
        if len(found) >= MOST_REPLIES:
            break
        found.extend(below(reply))
    return found[:MOST_REPLIES]


def _gaps(entries: Sequence[tuple[int, object]]) -> dict[int, tuple[object, object]]:
    """For each entry the nearest known ones before and behind it (None at the ends): (entry, known as or None)."""
    before: dict[int, object] = {}
    last: object = None
    for key, known in entries:
        before[key] = last
        last = known if known is not None else last
    gaps: dict[int, tuple[object, object]] = {}
    last = None
    for key, known in reversed(entries):
        gaps[key] = before[key], last
        last = known if known is not None else last
    return gaps


def _pair(
    search: _Search,
    positions: Sequence[int],
    siblings: Sequence[Known],
    method: str,
    fits: Callable[[Comment, Known], bool],
) -> None:
    """Take those that fit exactly one other, from both sides. A doubt never merges."""
    here = [position for position in positions if search.found[position] is None]
    if not here:
        return
    free = (known for known in siblings if known.comment not in search.taken)
    by_author = _grouped((folded(demangled(known.author)), known) for known in free)
    pairs: list[tuple[int, Known]] = []
    for position in here:
        comment = search.comments[position]
        candidates = by_author.get(folded(demangled(comment.author.name)), [])
        if len(candidates) <= MOST_CANDIDATES:
            pairs += [
                (position, known) for known in candidates if fits(comment, known) and search.may_be(position, known)
            ]
    for position, known in _of_one_mind(pairs):
        search.take(position, known, method)


def _of_one_mind(pairs: Sequence[tuple[int, Known]]) -> list[tuple[int, Known]]:
    """Those of which each side stands in no other pair."""
    by_position = Counter(position for position, _ in pairs)
    by_known = Counter(known.comment for _, known in pairs)
    return [pair for pair in pairs if by_position[pair[0]] == by_known[pair[1].comment] == 1]


def _levels(comments: Sequence[Comment]) -> list[list[int]]:
    depths: list[int] = []
    for comment in comments:
        depths.append(0 if comment.parent is None else depths[comment.parent] + 1)
    return [level for _, level in sorted(_grouped((depth, place) for place, depth in enumerate(depths)).items())]


def _grouped(entries: Iterable[tuple[K, T]]) -> dict[K, list[T]]:
    groups: dict[K, list[T]] = {}
    for key, value in entries:
        groups.setdefault(key, []).append(value)
    return groups


def _only_ones(entries: Iterable[tuple[Hashable, T]]) -> Mapping[Hashable, T]:
    return {key: values[0] for key, values in _grouped(entries).items() if len(values) == 1}
