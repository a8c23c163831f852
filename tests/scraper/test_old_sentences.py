from __future__ import annotations

import pytest

from scraper.incomplete import Code
from scraper.old_sentences import recognised

WITHOUT_KEY = "could be had without a key for Disqus's API (AFTERWORD_DISQUS_KEY)"


@pytest.mark.parametrize(
    ("sentence", "code", "detail"),
    [
        ("the page breaks off", Code.CUT_SHORT, None),
        ("the feed breaks off", Code.CUT_SHORT, None),
        ("the dump that it came from breaks off", Code.CUT_SHORT, None),
        ("further comment pages", Code.FURTHER_PAGES, None),
        ("further comments could not be had", Code.FURTHER_PAGES, None),
        ("the thread is loaded by a script", Code.LOADED_BY_SCRIPT, None),
        ("the thread is loaded by a script (Hyvor Talk)", Code.LOADED_BY_SCRIPT, "Hyvor Talk"),
        ("the page shows a selection (top comments (5))", Code.SELECTION, "top comments (5)"),
        ("the server leaves out 12 comments", Code.LEFT_OUT, "12"),
        ("the page declares 1 comment, 0 were read", Code.TOO_FEW, "0 of 1"),
        ("the page declares 12 comments, 2 were read", Code.TOO_FEW, "2 of 12"),
        ("4 of 5 comments could be had", Code.TOO_FEW, "4 of 5"),
        ("a button loads more comments", Code.LOADS_MORE, None),
        ("no comments found on the page", Code.NO_COMMENTS, None),
        ("a comment page shows no comments", Code.NO_COMMENTS, None),
        ("the comments stand in the page's JSON-LD only", Code.JSON_LD_ONLY, None),
        ("a text dump does not say whether its thread is whole", Code.TEXT_DUMP, None),
        ("files beside the dump that it came from could not be read", Code.FILES_UNREADABLE, None),
        ("the thread moved while its pages were read", Code.MOVED, None),
        ("more than 200 comment pages", Code.TOO_MANY_PAGES, "200"),
        ("more than 400 pages", Code.TOO_MANY_PAGES, "400"),
        ("more than 1,000 pages of comments", Code.TOO_MANY_PAGES, "1000"),
        ("a further comment page could not be had", Code.PAGE_FAILED, None),
        ("a further comment page could not be had (HTTP 500)", Code.PAGE_FAILED, "HTTP 500"),
        ("a further page of the feed could not be had (HTTP 404)", Code.PAGE_FAILED, "HTTP 404"),
        ("a further page of the comments could not be had (a (b))", Code.PAGE_FAILED, "a (b)"),
        ("the thread broke off (HTTP 503)", Code.PAGE_FAILED, "HTTP 503"),
        ("some answers could not be had (HTTP 503)", Code.PAGE_FAILED, "HTTP 503"),
        ("a further page showed the same comments again", Code.PAGE_REPEATED, None),
        ("a further page of the feed showed the same comments again", Code.PAGE_REPEATED, None),
        ("the thread's pages go on without bringing anything new", Code.PAGE_REPEATED, None),
        ("the thread's pages run in a circle", Code.CIRCLE, None),
        ("the pages of the feed run in a circle", Code.CIRCLE, None),
        (f"50 of 120 comments {WITHOUT_KEY}", Code.NEEDS_KEY, "50 of 120"),
        (f"50 of more comments {WITHOUT_KEY}", Code.NEEDS_KEY, "50 of more"),
        ("the key's requests are used up", Code.KEY_USED_UP, None),
        ("the key's requests are used up until 2030-01-01T00:00:00Z", Code.KEY_USED_UP, "until 2030-01-01T00:00:00Z"),
    ],
)  # fmt: skip
def test_every_sentence_that_was_ever_written_is_known(sentence: str, code: Code, detail: str | None) -> None:
    assert recognised(sentence) == (code.value, detail)


@pytest.mark.parametrize("sentence", ["The sea is wide.", "the page breaks off here", "more than many pages", "\n"])
def test_what_no_version_wrote_is_kept_as_it_is(sentence: str) -> None:
    assert recognised(sentence) == (Code.OTHER.value, sentence)
