from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper import parse
from tests.blog.markup import Comment, render_disqus_thread, render_wordpress_thread
from tests.scraper.comments import markup
from tests.scraper.comments.trees import Facts, facts_of, facts_read, read, trees

quick = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
Print = Callable[[Sequence[Comment]], str]


def without_numbers_of_pings(facts: list[Facts]) -> list[Facts]:
    return [replace(fact, id=None, kind="pingback") if fact.kind != "comment" else fact for fact in facts]


@quick
@given(trees())
def test_wordpress_html5_lists_parse_back(comments: list[Comment]) -> None:
    assert read(markup.page(render_wordpress_thread(comments, markup.BASE))) == facts_of(comments)


@quick
@given(trees())
def test_wordpress_lists_with_loose_paragraphs_parse_back(comments: list[Comment]) -> None:
    assert read(markup.page(markup.wordpress_div(comments))) == facts_of(comments, date="words")


@quick
@given(trees())
def test_wordpress_lists_with_the_class_on_several_levels_parse_back(comments: list[Comment]) -> None:
    assert read(markup.page(markup.wordpress_article(comments))) == facts_of(comments)


@quick
@given(trees())
def test_wordpress_lists_without_nesting_parse_back_by_their_depth_classes(comments: list[Comment]) -> None:
    assert read(markup.page(markup.wordpress_flat(comments))) == facts_of(comments, date="words")


@quick
@given(trees())
def test_the_old_disqus_list_with_bare_addresses_and_stray_end_tags_parses_back(comments: list[Comment]) -> None:
    expected = without_numbers_of_pings(facts_of(comments, date="none"))
    assert read(markup.page(render_disqus_thread(comments))) == expected


@quick
@given(trees())
def test_the_new_disqus_list_parses_back(comments: list[Comment]) -> None:
    expected = without_numbers_of_pings(facts_of(comments, date="none"))
    assert read(markup.page(markup.disqus_new(comments))) == expected


@pytest.mark.slow
@pytest.mark.parametrize("print_thread", [markup.unknown_nested, markup.unknown_siblings, markup.unknown_flat])
@quick
@given(trees(pings=False))
def test_threads_of_unknown_systems_parse_back(print_thread: Print, comments: list[Comment]) -> None:
    assert read(markup.page(print_thread(comments))) == facts_of(comments)


@pytest.mark.slow
@pytest.mark.parametrize("bullet", list("•*+-◦‣▪o–"))
@quick
@given(trees(pings=False, most=6))
def test_text_dumps_parse_back(bullet: str, comments: list[Comment]) -> None:
    thread = parse(markup.text_dump(comments, bullet).encode(), markup.BASE)
    expected = [replace(fact, id=None) for fact in facts_of(comments, date="none")]
    assert facts_read(thread.comments) == expected
    assert thread.article.text == "\n\n".join(markup.ARTICLE)


@settings(max_examples=10, deadline=None)
@given(st.one_of(trees().map(markup.wordpress_div), trees(pings=False).map(markup.unknown_nested)))
def test_the_article_stays_the_same_whatever_thread_is_below_it(thread: str) -> None:
    text = parse(markup.page(thread).encode(), markup.BASE).article.text
    assert text.removeprefix("The tide book\n\n") == "\n\n".join(markup.ARTICLE)
