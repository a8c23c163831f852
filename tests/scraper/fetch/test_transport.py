"""One request over the network: its deadline, its limits, the proxy that it goes through."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from pathlib import Path

import pytest

from scraper.fetch import errors
from tests.blog import Blog, faults
from tests.scraper.fetch.conftest import quick


def test_netrc_is_not_read(blog: Blog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login ann password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with quick() as fetcher:
        fetcher.get(blog.address("tide"))
    assert all("authorization" not in visit.headers for visit in blog.visits)


class TestLimits:
    def test_a_dripping_body_is_cut_at_the_deadline(self, blog: Blog) -> None:
        blog.faults["/tide/"] = faults.drip()
        begun = time.monotonic()
        with quick(timeout=0.4) as fetcher, pytest.raises(errors.DeadlineExceeded, match=r"not done after 0\.4 s"):
            fetcher.get(blog.address("tide"))
        assert time.monotonic() - begun < 3

    def test_a_dripping_header_is_cut_at_the_deadline(self, blog: Blog) -> None:
        blog.faults["/tide/"] = faults.drip_header()
        begun = time.monotonic()
        with quick(timeout=0.4) as fetcher, pytest.raises(errors.DeadlineExceeded):
            fetcher.get(blog.address("tide"))
        assert time.monotonic() - begun < 3

    def test_a_server_that_says_nothing_is_left_at_the_deadline(self) -> None:
        with (
            socket.create_server(("127.0.0.1", 0)) as silent,
            quick(timeout=0.3) as fetcher,
            pytest.raises(errors.DeadlineExceeded),
        ):
            fetcher.get(f"http://127.0.0.1:{silent.getsockname()[1]}/")

    def test_a_tls_handshake_that_stalls_is_left_at_the_deadline(self) -> None:
        with (
            socket.create_server(("127.0.0.1", 0)) as silent,
            quick(timeout=0.3) as fetcher,
            pytest.raises(errors.DeadlineExceeded),
        ):
            fetcher.get(f"https://127.0.0.1:{silent.getsockname()[1]}/")

    @pytest.mark.parametrize("stated", [True, False])
    def test_an_oversized_body_is_refused_while_it_comes(self, blog: Blog, stated: bool) -> None:
        blog.faults["/tide/"] = faults.oversized(3_000_000, stated=stated)
        with quick(max_bytes=1_000_000) as fetcher, pytest.raises(errors.TooLarge, match="1,000,000 bytes"):
            fetcher.get(blog.address("tide"))

    def test_a_gzip_bomb_is_refused_while_it_comes(self, blog: Blog) -> None:
        blog.faults["/tide/"] = faults.gzip_bomb(60_000_000)
        with quick() as fetcher, pytest.raises(errors.TooLarge):
            fetcher.get(blog.address("tide"))

    def test_a_body_of_just_the_limit_is_taken(self, blog: Blog) -> None:
        page = b"<p>" + b"x" * 9_997
        for coding, data in (("identity", page), ("gzip", gzip.compress(page))):
            blog.faults["/tide/"] = faults.body(data, Content_Type="text/html", Content_Encoding=coding)
            with quick(max_bytes=10_000) as fetcher:
                assert fetcher.get(blog.address("tide")).body == page
            with quick(max_bytes=9_999) as fetcher, pytest.raises(errors.TooLarge):
                fetcher.get(blog.address("tide"))


class TestProxies:
    def test_pages_and_robots_txt_go_through_the_proxy(self, blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTP_PROXY", blog.url)
        with quick(allow_private=False) as fetcher:  # the proxy itself may be on loopback
            response = fetcher.get("http://quayside.example/tide/")
        assert b"Tide tables" in response.body
        assert [visit.path for visit in blog.visits] == ["/robots.txt", "/tide/"]

    def test_private_literals_are_refused_behind_a_proxy_too(self, blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTP_PROXY", blog.url)
        with quick(allow_private=False) as fetcher, pytest.raises(errors.AddressRefused):
            fetcher.get("http://10.0.0.1/tide/")
        blog.faults["/tide/"] = faults.redirect("http://169.254.169.254/")
        with quick(allow_private=False) as fetcher, pytest.raises(errors.AddressRefused, match="redirects to"):
            fetcher.get("http://quayside.example/tide/")

    def test_no_proxy_is_kept(self, blog: Blog, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        with quick() as fetcher:
            assert fetcher.get(blog.address("tide")).status == 200

    def test_a_proxy_that_is_not_there_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        monkeypatch.setenv("HTTP_PROXY", f"http://user:secret@127.0.0.1:{port}")
        with quick() as fetcher, pytest.raises(errors.ConnectionFailed, match="through the proxy") as failure:
            fetcher.get("http://quayside.example/")
        assert "secret" not in str(failure.value)


def test_cancelling_ends_what_is_under_way(blog: Blog) -> None:
    blog.faults["/tide/"] = faults.drip()
    raised: list[Exception] = []
    with quick(timeout=30) as fetcher:

        def fetch() -> None:
            try:
                fetcher.get(blog.address("tide"))
            except errors.FetchError as error:
                raised.append(error)

        thread = threading.Thread(target=fetch)
        thread.start()
        while blog.asked("/tide/") == 0:
            time.sleep(0.01)
        fetcher.cancel()
        thread.join(5)
    assert [type(error) for error in raised] == [errors.Cancelled]


def test_a_port_where_nobody_listens_is_no_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with quick() as fetcher, pytest.raises(errors.ConnectionFailed, match="refused"):
        fetcher.get(f"http://127.0.0.1:{port}/")


def test_a_body_shorter_than_it_says_is_truncated(blog: Blog) -> None:
    blog.faults["/tide/"] = faults.length_lie(b"<p>tide</p>")
    with quick() as fetcher, pytest.raises(errors.Truncated, match="ended before the page did"):
        fetcher.get(blog.address("tide"))


def test_chunks_without_the_last_are_truncated(blog: Blog) -> None:
    blog.faults["/tide/"] = faults.cut_chunks(b"<p>tide</p>")
    with quick() as fetcher, pytest.raises(errors.Truncated):
        fetcher.get(blog.address("tide"))


def test_a_server_that_speaks_no_http_is_an_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, quick(timeout=2) as fetcher:

        def answer() -> None:
            with server.accept()[0] as connection:
                connection.recv(4096)
                connection.sendall(b"SSH-2.0-hello\x1b[31m\r\n")

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(errors.ConnectionFailed) as failure:
            fetcher.get(f"http://127.0.0.1:{server.getsockname()[1]}/")
        thread.join()
    assert str(failure.value).isprintable()
