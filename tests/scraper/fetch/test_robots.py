from __future__ import annotations

import time

import pytest
from robots import RobotsParser

from scraper.fetch.robots import Rules, product_token
from tests.scraper.fetch.robots_cases import RFC, WILD, Case

CASES = [*RFC, *WILD]
AGENT = "afterword/0.1 (+ann@example.org)"


def allows(text: str, path: str) -> bool:
    return Rules(text.encode(), AGENT).allows(f"http://blog.example{path}")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_files_are_read_as_rfc_9309_says(case: Case) -> None:
    rules = Rules(case.text.encode(), case.agent)
    assert rules.allows(f"http://quayside.example{case.path}") is case.allowed


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_second_implementation_agrees_or_it_is_known_why_not(case: Case) -> None:
    parser = RobotsParser.from_string(case.text)
    allowed = parser.can_fetch(product_token(case.agent), f"http://quayside.example{case.path}")
    assert (allowed is case.allowed) is (case.differs is None)


def test_there_are_as_many_cases_as_were_asked_for() -> None:
    assert len(RFC) >= 20
    assert len({(case.text, case.path) for case in WILD}) >= 50


def test_the_longest_rule_wins_and_allow_wins_ties() -> None:
    text = "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /c\nAllow: /c\n"
    assert not allows(text, "/a/x")
    assert allows(text, "/a/b/1")
    assert allows(text, "/c")


def test_wildcards_and_end_marks_are_understood() -> None:
    text = "User-agent: *\nDisallow: /*.pdf$\nDisallow: /*/private/\n"
    assert not allows(text, "/a.pdf")
    assert allows(text, "/a.pdf?x")
    assert not allows(text, "/x/private/y")


@pytest.mark.parametrize("name", ["afterword", "AfterWord", "afterword/2.0", "afterword bot"])
def test_a_group_that_names_us_is_ours_alone(name: str) -> None:
    text = f"User-agent: {name}\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n"
    assert not allows(text, "/a")
    assert allows(text, "/b")


@pytest.mark.parametrize("name", ["word", "after", "afterwords", "a", "bot", "o"])
def test_a_group_for_a_name_within_ours_is_not_ours(name: str) -> None:
    assert allows(f"User-agent: {name}\nDisallow: /\n", "/")


def test_groups_that_name_us_are_merged() -> None:
    groups = (("afterword", "/a"), ("other", "/b"), ("afterword", "/c"))
    text = "\n".join(f"User-agent: {name}\nDisallow: {path}\n" for name, path in groups)
    assert not allows(text, "/a")
    assert allows(text, "/b")
    assert not allows(text, "/c")


def test_crawl_delay_is_read() -> None:
    assert Rules(b"User-agent: *\nCrawl-delay: 7\n", AGENT).crawl_delay == 7
    assert Rules(b"User-agent: *\nCrawl-delay: -3\n", AGENT).crawl_delay is None
    assert Rules(b"User-agent: *\nCrawl-delay: soon\n", AGENT).crawl_delay is None


def test_a_byte_order_mark_and_old_line_ends_do_no_harm() -> None:
    assert not Rules(b"\xef\xbb\xbfUser-agent: *\rDisallow: /a\r", AGENT).allows("http://blog.example/a")


def test_star_ridden_patterns_forbid_more_rather_than_less_and_cost_no_time() -> None:
    stars = "*a" * 200
    text = f"User-agent: *\nDisallow: /{stars}b\nAllow: /{stars}\n" + f"Disallow: /{stars}\n" * 2000
    begun = time.perf_counter()
    assert not allows(text, "/" + "a" * 2000)
    assert time.perf_counter() - begun < 2


def test_what_comes_after_500_kib_is_ignored() -> None:
    text = "User-agent: *\n" + "#" * 512_000 + "\nDisallow: /\n"
    assert allows(text, "/")


def test_the_product_token_is_the_first_word_of_the_user_agent() -> None:
    assert product_token("Afterword/0.1 (+x)") == "afterword"
    assert product_token("my-archive/3") == "my-archive"
