from __future__ import annotations

import pytest

from scraper.comments.systems import System
from scraper.visit.saved_page import read_saved
from tests.blog import Blog
from tests.scraper.channels import services
from tests.support.living import post

ELSE = "http://else.example/a"
SAVED_AT = "2024-03-09T16:00:00Z"


@pytest.fixture
def page() -> bytes:
    blog = Blog([post("one", 1)])
    blog.canonical = "http://quayside.example"
    data = blog.page("one")
    blog._server.server_close()
    return data


def test_a_page_has_the_address_that_it_states_and_the_time_it_was_saved_at(page: bytes) -> None:
    thread = read_saved(page, "html", ELSE, SAVED_AT)
    assert (thread.url, thread.fetched_at) == ("http://quayside.example/one/", SAVED_AT)
    assert len(thread.comments) == 3


def test_one_that_states_none_has_the_other() -> None:
    data = b"<!DOCTYPE html><title>Tide</title><p>High water is late today, says the table."
    assert read_saved(data, "html", ELSE, SAVED_AT).url == ELSE


def test_a_text_dump_states_none(page: bytes) -> None:
    thread = read_saved(b"High water\n\n<link rel=canonical href='http://quayside.example/'>", "text", ELSE, SAVED_AT)
    assert thread.url == ELSE


def test_the_page_of_a_frame_is_the_thread_of_the_page_around_it() -> None:
    service = services.Disqus([services.post(1, message="<p>I painted it.</p>")], link="http://harbour.example/wall/")
    thread = read_saved(service.embed(), "html", ELSE, SAVED_AT)
    assert (thread.url, thread.id_system) == ("http://harbour.example/wall/", "disqus")
    assert [each.text for each in thread.comments] == ["I painted it."]


def test_it_is_read_by_rules(page: bytes) -> None:
    rule = System("harbour", sign="body")
    assert read_saved(page, "html", ELSE, SAVED_AT, [rule]).parser != read_saved(page, "html", ELSE, SAVED_AT).parser
