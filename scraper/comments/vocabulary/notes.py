"""What is said of a comment: that it is deleted, hidden or held, whom it answers, who likes it, what it is called."""

import re

from scraper.comments.vocabulary.words import either, labels

_COMMENT = rf"(?:(?:{either('this')})\s(?:\w+\s)?)?(?:{either('a-comment')})\w{{0,2}}"
_WHY = rf"(?:\s?[(:,;–-].{{0,90}}|\s(?:{either('because')})\b.{{0,90}})?"


def _sentence(state: str) -> re.Pattern[str]:
    """A whole text that says of a comment that it is so: "This comment was removed by its author."."""
    is_so = rf"(?:(?:{either('has-been')})\s)?(?:(?:{either('by-someone')})\s?(?:\S+\s?){{1,4}}?\s)?"
    return re.compile(
        rf"^[\W_]*(?:{_COMMENT}\s{is_so}(?:{state}){_WHY}|(?:{state})\s(?:comment|post|message)"
        rf"|(?:{state})(?:\sdue to.{{0,60}})?)[\W_]*$",
        re.IGNORECASE,
    )


SAYS_DELETED = _sentence(either("deleted"))
SAYS_DELETED_EAST = re.compile(rf"^[\W_]*(?:{either('deleted-east')})")
SAYS_HIDDEN = _sentence(either("hidden"))
PENDING = re.compile(either("pending"), re.IGNORECASE)

OF_COMMENTS = re.compile(rf"\b{_COMMENT}\b|{either('moderation')}", re.IGNORECASE)
"""People wait for approval of other things, too, and say so in comments."""

NOTE_STEMS = labels("note-stems")
"""One of these stands in every note that a comment is held or hidden: looking for them costs next to nothing."""

IN_REPLY_TO = re.compile(rf"\b(?:{either('in-reply-to')})\b|(?:{either('in-reply-to-anywhere')})", re.IGNORECASE)
"""In the words of a link or straight before it: it leads to the comment that is answered here."""

LIKE_STEMS = labels("like-stems")
"""One of these stands in every phrase of likes: looking for them costs next to nothing."""

COUNTS_LIKES = re.compile(
    rf"^\W{{0,3}}(?:(?:{either('likes')})\W{{0,3}}\d{{1,6}}\W{{0,3}}(?:{either('people')})?"
    rf"|\d{{1,6}}\W{{0,3}}(?:(?:{either('people')})\s)?(?:{either('likes')})(?:\sthis)?)\W{{0,3}}$",
    re.IGNORECASE,
)

NO_SUBJECT = re.compile(rf"^\W*(?:{either('without')})\s?(?:{either('subject')})\W*$", re.IGNORECASE)

REPEATED_SUBJECT = re.compile(rf"^\W*(?:{either('re')})\s?(?:\[\d+\]|\^\d+)?\s?[:：]", re.IGNORECASE)
"""Written by the system that repeats the title of what is answered."""
