"""Two comments, for tests of what beside them is none."""

from __future__ import annotations


def item(number: int, who: str, words: str) -> str:
    return (
        f'<div class="comment" id="comment-{number}"><img class="avatar" src="/{number}.png"><b class="comment-author">'
        f'{who}</b> <time datetime="2012-12-04T10:31">4 December</time><div class="comment-text"><p>{words}</p></div>'
        f'<a class="comment-reply-link" href="#respond">Reply</a></div>'
    )


IDA = item(801, "Ida Brink", "The tide was early.")

OLAV = item(803, "Olav Tern", "Not here, and not on a Sunday.")

WORDS = ["The tide was early.", "Not here, and not on a Sunday."]
