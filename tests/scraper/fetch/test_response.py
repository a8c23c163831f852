"""What status and headers say of an answer."""

from __future__ import annotations

import re

import pytest

from scraper.errors import InvalidUrl
from scraper.fetch import Response, Validators, errors
from scraper.fetch.response import LONGEST_FRESH, YEAR, Answer, fresh_for, location_of, page_wanted, retry_after
from tests.blog import Blog, faults
from tests.scraper.fetch.conftest import quick


@pytest.mark.parametrize("stated", ["image/png", "application/pdf", "video/mp4", "application/json"])
def test_other_content_is_refused_by_its_type(blog: Blog, stated: str) -> None:
    blog.faults["/tide/"] = faults.binary(stated)
    with quick() as fetcher, pytest.raises(errors.BadContentType, match=stated):
        fetcher.get(blog.address("tide"))


@pytest.mark.parametrize("stated", ["text/html", "application/octet-stream"])
def test_pictures_under_a_false_name_are_refused_by_their_bytes(blog: Blog, stated: str) -> None:
    blog.faults["/tide/"] = faults.binary(stated)
    with quick() as fetcher, pytest.raises(errors.BadContentType):
        fetcher.get(blog.address("tide"))


def test_a_page_without_a_content_type_is_taken_if_it_looks_like_one(blog: Blog) -> None:
    blog.faults["/tide/"] = faults.body(b"<!DOCTYPE html><p>tide")
    with quick() as fetcher:
        assert fetcher.get(blog.address("tide")).content_type is None


NOW = 1_700_000_000.0  # Tue, 14 Nov 2023 22:13:20 GMT

URL = "http://quayside.example/tide/"


def response(**headers: str) -> Response:
    stated = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(URL, URL, 200, stated, b"", "2023-11-14T22:13:20Z")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("33", 33),
        (" 33 ", 33),
        ("0", 0),
        ("9" * 400, YEAR),
        ("Tue, 14 Nov 2023 22:14:20 GMT", 60),
        ("Tue, 14 Nov 2023 22:12:20 GMT", 0),
        ("Tue, 14 Nov 2033 22:12:20 GMT", YEAR),
        ("soon", None),
        ("-1", None),
        ("1.5", None),
        ("٣", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_never_more_than_a_year(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def test_an_answer_is_asked_for_again_by_what_it_gave_word_for_word() -> None:
    dated = "Tue, 14 Nov 2023 22:13:20 GMT"
    given = response(etag='W/"tide-7"', last_modified=dated).validators
    assert given == Validators('W/"tide-7"', dated)
    assert given.headers() == {"If-None-Match": 'W/"tide-7"', "If-Modified-Since": dated}
    assert response().validators.headers() == {}


@pytest.mark.parametrize("value", ["a\r\nb", "", "\u2603", "x" * 2_000, " x"])
def test_what_no_request_could_carry_back_is_no_validator(value: str) -> None:
    assert response(etag=value).validators == Validators()


def test_an_answer_says_until_when_it_may_be_relied_on() -> None:
    assert response(cache_control="max-age=60").fresh_until == "2023-11-14T22:14:20Z"
    assert response(cache_control="no-cache").fresh_until is None
    assert response().fresh_until is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "max-age=600"}, 600),
        ({"cache-control": 'public, Max-Age="600"'}, 600),
        ({"cache-control": "max-age=600", "age": "200"}, 400),
        ({"cache-control": "max-age=100", "age": "200"}, 0),
        ({"cache-control": "max-age=600, no-cache"}, 0),
        ({"cache-control": "no-store, max-age=600"}, 0),
        ({"cache-control": "s-maxage=600"}, 0),
        ({"cache-control": "max-age=soon"}, 0),
        ({"cache-control": "max-age=99999999999"}, LONGEST_FRESH),
        ({"expires": "Tue, 14 Nov 2023 22:23:20 GMT"}, 600),
        ({"expires": "Tue, 14 Nov 2023 22:23:20 GMT", "date": "Tue, 14 Nov 2023 22:22:20 GMT"}, 60),
        ({"expires": "0"}, 0),
        ({"expires": "Wed, 11 Jan 1984 05:00:00 GMT"}, 0),
        ({"cache-control": "max-age=60", "expires": "Tue, 14 Nov 2023 22:23:20 GMT"}, 60),
    ],
)
def test_an_answer_is_fresh_as_long_as_the_server_says(headers: dict[str, str], seconds: float) -> None:
    assert fresh_for(headers, NOW) == seconds


@pytest.mark.parametrize(
    ("status", "headers", "read"),
    [
        (200, {}, True),
        (203, {"content-type": "application/xhtml+xml; charset=utf-8"}, True),
        (200, {"content-type": "application/octet-stream"}, True),
        (301, {"location": "/x"}, False),
        (503, {}, False),
        (304, {}, False),
    ],
)
def test_only_the_bodies_of_pages_are_read(status: int, headers: dict[str, str], read: bool) -> None:
    assert page_wanted(URL, status, headers, conditional=True, data=False) is read


@pytest.mark.parametrize("stated", ["application/json", "application/javascript", "application/feed+json"])
def test_data_is_read_only_where_it_is_asked_for(stated: str) -> None:
    headers = {"content-type": stated}
    assert page_wanted(URL, 200, headers, conditional=False, data=True)
    with pytest.raises(errors.BadContentType, match=f"^{URL}: {re.escape(stated)} is neither"):
        page_wanted(URL, 200, headers, conditional=False, data=False)


def test_compressed_files_are_known_by_their_address() -> None:
    packed = URL + "map.xml.gz"
    assert page_wanted(packed, 200, {"content-type": "application/gzip"}, conditional=False, data=False)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (404, "404 Not Found; check the address"),
        (403, "403 Forbidden; save the page from a browser and scrape the file"),
        (501, "501 Not Implemented; try again later"),
        (418, "418 I'm a Teapot"),
        (799, "799; try again later"),
        (302, "302 Found"),
        (304, "304 Not Modified"),
    ],
)
def test_a_status_that_brings_no_page_is_named_with_the_way_out(status: int, words: str) -> None:
    with pytest.raises(errors.HttpStatusError) as refusal:
        page_wanted(URL, status, {}, conditional=False, data=False)
    assert (str(refusal.value), refusal.value.status) == (f"{URL}: the server answered {words}", status)


@pytest.mark.parametrize(
    ("location", "there"),
    [
        ("../low/?a=b", "http://quayside.example/low/?a=b"),
        ("//low.example/", "http://low.example/"),
        ("/m\u00c3\u00a5ke", "http://quayside.example/m\u00e5ke"),
        ("/m\u00e5ke", "http://quayside.example/m\u00e5ke"),
    ],
)
def test_a_redirect_leads_where_it_says_in_either_encoding(location: str, there: str) -> None:
    assert location_of(Answer(URL, 302, {"location": location}, b"")) == there


def test_a_redirect_to_no_address_is_refused() -> None:
    with pytest.raises(InvalidUrl, match="redirects to what is no address"):
        location_of(Answer(URL, 302, {"location": "http://[bad"}, b""))
