"""Which elements of a page are comments: one element for each.

Of several elements that belong to one comment (`li#li-comment-96 > article#comment-96 > div.comment-body`) the
outermost stands for it, since replies hang inside it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from functools import cache

from scraper.comments.find import outline
from scraper.comments.find.outline import Element, first_within, may_be_a_comment, roles_of
from scraper.comments.vocabulary.class_names import BODY, ELSEWHERE, FIELD, REPLY_LIST, words_of

_NO_COMMENT = FIELD | ELSEWHERE | REPLY_LIST
_APART = frozenset({"elsewhere", "form"})
_DIGITS = re.compile(r"\d+")
_BARE_NUMBER = re.compile(r"^(?:c[-_]?(?=\d)|(?=\d{5}))(\d{1,25})$")

ARTICLE = "h1, [itemprop=articleBody], .entry-content, .post-content, .article-content, .post-body, .article-body"
"""What says that an element holds an article."""


@dataclass(slots=True)
class Candidate:
    """An element that may be a comment; `above` is the nearest candidate around it.

    Of a comment, `parent` is the one that it answers, `answers` that one's number where it is stated. `is_ping` says
    that it stands among pingbacks.
    """

    position: int
    number: str | None
    signature: frozenset[str]
    above: Candidate | None = None
    below: list[Candidate] = field(default_factory=list)
    dropped: bool = False
    parent: Candidate | None = None
    answers: str | None = None
    is_ping: bool = False

    def nearest_kept(self) -> Candidate | None:
        above = self.above
        while above is not None and above.dropped:
            above = above.above
        return above


def find_nodes(elements: Sequence[Element], chosen: Set[int | None] | None = None) -> list[Candidate]:
    """The comments among the elements, in reading order.

    `chosen` are the nodes (by memory id) that a comment system's own selector names; without them the words of ids and
    classes decide.
    """
    if chosen is not None:
        at = (position for position, element in enumerate(elements) if element.node.mem_id in chosen)
        candidates = [Candidate(position, _any_number(position, elements), frozenset()) for position in at]
    else:
        candidates = _candidates(elements)
    _link(candidates, elements)
    if chosen is not None:
        return candidates
    _drop_holders(candidates)
    _drop_wrappers(candidates, elements)
    kept = [candidate for candidate in candidates if not candidate.dropped]
    _number_by_anchors(kept, elements)
    _climb(kept, elements)
    return kept


def _any_number(position: int, elements: Sequence[Element]) -> str | None:
    """Of an element that a system names as a comment: no number in it can mean anything else."""
    element = elements[position]
    return (
        outline.number_of(element)
        or outline.other_number_of(element)
        or outline.anchor_number(position, elements)
        or outline.inner_number(position, elements)
        or next(iter(re.findall(r"\d{1,25}$", element.identity)), None)
    )


def _candidates(elements: Sequence[Element]) -> list[Candidate]:
    found: list[Candidate] = []
    skip_to = area_end = 0
    positions = cache(lambda selector: outline.positions_of(selector, elements))  # there may be thousands to ask for
    for position, element in enumerate(elements):
        if position < skip_to:
            continue
        roles = roles_of(element)
        if not _APART.isdisjoint(roles) and element.tag != "body":
            skip_to = element.end
            continue
        candidate = None
        if may_be_a_comment(element.tag):
            candidate = _as_candidate(position, elements, roles)
        if candidate is None and position < area_end:
            candidate = _as_plain_candidate(position, element, elements)
        if "holder" in roles:
            area_end = max(area_end, element.end)
        if candidate is not None and element.text and not _is_article(candidate, elements, positions):
            found.append(candidate)
    return found


def _as_candidate(position: int, elements: Sequence[Element], roles: Set[str | None]) -> Candidate | None:
    element = elements[position]
    numbered = outline.NUMBERED.search(element.identity) if element.identity else None
    if numbered is None and not element.is_standard and "comment" not in roles:
        return None
    says = frozenset(_DIGITS.sub("", token) for token in element.classes if outline.token_role(token) == "comment")
    if numbered is not None and _NO_COMMENT.isdisjoint(words_of(element.identity)):
        return Candidate(position, numbered["number"], says | {element.tag})
    if element.is_standard:
        number = outline.number_of(element) or outline.other_number_of(element)
        return Candidate(position, number, says | {element.tag, "standard"})
    if ("comment" in roles and "part" not in roles) or ("comment" in says and "holder" not in roles):
        bare = _BARE_NUMBER.match(element.identity)
        number = bare[1] if bare else outline.number_of(element)
        return Candidate(position, number, says | {element.tag})
    return None


def _as_plain_candidate(position: int, element: Element, elements: Sequence[Element]) -> Candidate | None:
    """Inside an area of comments: elements with a number of another name, and the items of a list of comments."""
    number = outline.other_number_of(element) if element.identity and may_be_a_comment(element.tag) else None
    if number is not None:
        return Candidate(position, number, frozenset({element.tag, "numbered"}))
    around = elements[element.parent]
    if element.tag == "li" and around.tag in ("ol", "ul") and outline.is_holder(around):
        return Candidate(position, None, frozenset({"li"}))
    return None


def _is_article(candidate: Candidate, elements: Sequence[Element], positions: Callable[[str], list[int]]) -> bool:
    """Whether it is an article, or holds one: those too are dressed in words such as "comment", "opinion" or "post"."""
    is_numbered = "numbered" in candidate.signature
    if candidate.number is not None and not is_numbered:
        return False
    articles = positions(ARTICLE if is_numbered else "h1, [itemprop~=articleBody]")
    return first_within(articles, candidate.position, elements[candidate.position].end) is not None


# --- one element for each comment


def _link(candidates: Sequence[Candidate], elements: Sequence[Element]) -> None:
    open_at: list[Candidate] = []
    for candidate in candidates:
        while open_at and elements[open_at[-1].position].end <= candidate.position:
            open_at.pop()
        if open_at:
            candidate.above = open_at[-1]
            candidate.above.below.append(candidate)
        open_at.append(candidate)


def _drop_holders(candidates: Sequence[Candidate]) -> None:
    """An element without a number around several comments of another make holds them; it is none itself."""
    for candidate in candidates:
        if candidate.number is not None or len(candidate.below) < 2:
            continue
        numbers = {below.number for below in candidate.below if below.number}
        others = [below for below in candidate.below if below.signature != candidate.signature]
        if len(numbers) >= 2 or (len(others) >= 2 and len(others) == len(candidate.below)):
            candidate.dropped = True


def _drop_wrappers(candidates: Sequence[Candidate], elements: Sequence[Element]) -> None:
    """Of nested elements that stand for one comment, keep the outermost."""
    for candidate in candidates:
        if candidate.dropped or (above := candidate.nearest_kept()) is None:
            continue
        if candidate.number is not None and above.number is not None:
            candidate.dropped = _same_number(candidate.number, above.number)
            if candidate.dropped:  # `comm-96_0` around `comment-96`: the longer one names the parent too
                above.number = min(above.number, candidate.number, key=len)
        elif candidate.number is not None:
            above.number, candidate.dropped = candidate.number, True
        else:
            candidate.dropped = not _is_reply(candidate, above, elements)


def _is_reply(candidate: Candidate, above: Candidate, elements: Sequence[Element]) -> bool:
    """Whether one of two comments without a number answers the other, rather than being its body."""
    if candidate.signature != above.signature:
        return False
    answers = sum(elements[below.position].text for below in above.below if below.signature == above.signature)
    if elements[above.position].text - answers <= 8:  # letters: it has no words of its own
        return False
    return not _is_body(elements[candidate.position]) or _is_body(elements[above.position])


def _is_body(element: Element) -> bool:
    """Whether a class says that it is a comment's text. Others may name its author (`comment-author-ada`)."""
    return any(outline.token_role(token) == "part" and words_of(token)[-1] in BODY for token in element.classes)


def _same_number(inner: str, outer: str) -> bool:
    short, long = sorted((inner, outer), key=len)
    return short == long or long.startswith((f"{short}_", f"{short}-"))


def _number_by_anchors(kept: Sequence[Candidate], elements: Sequence[Element]) -> None:
    """Where all comments that have no number stand at an anchor that has one, that is theirs."""
    bare = [candidate for candidate in kept if candidate.number is None]
    numbers = [outline.anchor_number(candidate.position, elements) for candidate in bare]
    if None not in numbers and len(set(numbers)) == len(numbers):
        for candidate, number in zip(bare, numbers, strict=True):
            candidate.number = number


def _climb(kept: Sequence[Candidate], elements: Sequence[Element]) -> None:
    """Where an element is only the head of a comment, take the frame that also holds the rest.

    A frame holds one comment alone, and beside it a part that says so (`div.sf_comment` beside
    `div.sf_comment_text`).
    """
    positions = [candidate.position for candidate in kept]
    around = Counter(elements[candidate.position].parent for candidate in kept)
    for candidate in kept:
        itself = elements[candidate.position]
        frame = itself.parent
        may_frame = frame > 0 and around[frame] == 1 and may_be_a_comment(elements[frame].tag)
        if not may_frame or outline.is_holder(elements[frame]):
            continue
        folds = elements[frame].tag == "details"  # a comment that can be folded away, below its author's name
        beside = (other for other in outline.children(frame, elements) if other is not itself)
        if folds or any("part" in roles_of(other) for other in beside):
            within_frame = bisect_left(positions, elements[frame].end) - bisect_left(positions, frame)
            if within_frame == bisect_left(positions, itself.end) - bisect_left(positions, candidate.position):
                candidate.position = frame
