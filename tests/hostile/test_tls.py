"""The certificate has to be the host's, whatever address was connected to, and nobody is told anything before that."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
import trustme

from scraper.fetch import Fetcher, Policy, errors
from tests.blog import Blog
from tests.hostile.net import OTHER_PUBLIC, PUBLIC, Net
from tests.hostile.tls import PAGE, TlsServer

POLICY = Policy(delay=0, retries=2, backoff=0, timeout=5)


@pytest.fixture
def authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> trustme.CA:
    """The one authority that is trusted."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "authority.pem"))
    return authority


def test_the_name_is_checked_while_connected_to_the_checked_address(authority: trustme.CA, net: Net) -> None:
    with TlsServer(authority.issue_cert("quayside.example")) as server, Fetcher(POLICY) as fetcher:
        net.serve({"quayside.example": PUBLIC}, server.port)
        assert fetcher.get("https://quayside.example/tide/").body == PAGE
    assert set(net.connected) == {PUBLIC}
    assert server.asked_for == ["quayside.example"] * 2  # the name, never the address
    assert all(b"\r\nHost: quayside.example\r\n" in request for request in server.requests)


@pytest.mark.parametrize(
    "named", [("elsewhere.example",), (PUBLIC,), ("example",), ("*.example.org",), ("xquayside.example",)], ids=str
)
def test_a_certificate_for_another_name_is_refused(authority: trustme.CA, net: Net, named: tuple[str, ...]) -> None:
    with TlsServer(authority.issue_cert(*named)) as server, Fetcher(POLICY) as fetcher:
        net.serve({"quayside.example": PUBLIC}, server.port)
        with pytest.raises(errors.TlsFailed, match=r"^https://quayside\.example/tide/: no secure connection"):
            fetcher.get("https://quayside.example/tide/")
    assert server.requests == []
    assert len(net.connected) == 1  # not tried again


def test_an_expired_certificate_is_refused(authority: trustme.CA, net: Net) -> None:
    past = datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC)
    certificate = authority.issue_cert("quayside.example", not_after=past)
    with TlsServer(certificate) as server, Fetcher(POLICY) as fetcher:
        net.serve({"quayside.example": PUBLIC}, server.port)
        with pytest.raises(errors.TlsFailed, match="expired"):
            fetcher.get("https://quayside.example/")
    assert server.requests == []


def test_an_authority_that_nobody_knows_is_refused(authority: trustme.CA, net: Net) -> None:
    stranger = trustme.CA().issue_cert("quayside.example")
    with TlsServer(stranger) as server, Fetcher(POLICY) as fetcher:
        net.serve({"quayside.example": PUBLIC}, server.port)
        with pytest.raises(errors.TlsFailed, match="certificate verify failed"):
            fetcher.get("https://quayside.example/")
    assert server.requests == []


def test_an_address_by_number_needs_a_certificate_for_that_number(authority: trustme.CA, net: Net) -> None:
    with TlsServer(authority.issue_cert(PUBLIC)) as server, Fetcher(POLICY) as fetcher:
        net.serve({"quayside.example": PUBLIC, "elsewhere.example": OTHER_PUBLIC}, server.port)
        assert fetcher.get(f"https://{PUBLIC}/").body == PAGE
        with pytest.raises(errors.TlsFailed):
            fetcher.get(f"https://{OTHER_PUBLIC}/")


def test_a_name_that_moves_inside_between_two_pages_is_refused_though_the_certificate_is_right(
    authority: trustme.CA, net: Net
) -> None:
    with TlsServer(authority.issue_cert("quayside.example")) as server, Fetcher(POLICY) as fetcher:
        net.serve({"quayside.example": PUBLIC}, server.port)
        net.names["quayside.example"] = [[PUBLIC], [PUBLIC], ["127.0.0.1"]]
        fetcher.get("https://quayside.example/one")
        with pytest.raises(errors.AddressRefused):
            fetcher.get("https://quayside.example/two")
    assert set(net.connected) == {PUBLIC}


def test_a_server_that_leads_from_https_to_http_is_followed_and_takes_no_secure_cookie_along(
    authority: trustme.CA, net: Net
) -> None:
    """The secure server says so itself; what was asked for is kept beside what answered."""

    name, old = "www.quayside.example", "old.quayside.example"
    with Blog() as blog, TlsServer(authority.issue_cert(name)) as server, Fetcher(POLICY) as fetcher:
        blog.extra["/tide/"] = ("text/html", PAGE)
        server.answer = (
            b"HTTP/1.1 301 Moved\r\nLocation: http://old.quayside.example/tide/\r\nContent-Length: 0\r\n"
            b"Set-Cookie: token=secret; Secure; Domain=quayside.example\r\n"
            b"Set-Cookie: plain=1; Domain=quayside.example\r\n\r\n"
        )
        net.serve({name: PUBLIC}, server.port)
        net.serve({old: OTHER_PUBLIC}, int(blog.url.rpartition(":")[2]))
        response = fetcher.get(f"https://{name}/tide/")
    assert response.url == f"https://{name}/tide/"
    assert response.final_url == f"http://{old}/tide/"
    assert response.redirects == (f"https://{name}/tide/",)
    page = blog.visits[-1]
    assert (page.path, page.headers["cookie"]) == ("/tide/", "plain=1")
    assert "referer" not in page.headers
