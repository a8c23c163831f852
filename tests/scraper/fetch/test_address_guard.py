from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest

from scraper.fetch import Fetcher, Policy
from scraper.fetch.address_guard import is_public, refuse_unfit
from scraper.fetch.errors import AddressRefused, CredentialsRefused, SchemeRefused


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "64:ff9b::808:808", "2001:4860:4860::8888"]
)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::", "::1", "fe80::1", "fc00::1", "fec0::1",
        "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::",
        "::127.0.0.1", "2001:0:7f00:1::", "::ffff:8.8.8.8", "2002:808:808::1", "3fff::1", "192.88.99.1",
        "192.0.0.192",
    ],
)  # fmt: skip
def test_addresses_of_special_purpose_are_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "LOCALHOST.", "blog.localhost", "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1",
        "0x7f.1", "[::1]", "[::ffff:127.0.0.1]", "169.254.169.254", "10.0.0.1", "①②⑦.0.0.1", "%31%32%37.0.0.1",
    ],
)  # fmt: skip
def test_private_hosts_are_refused_however_they_are_spelt(host: str) -> None:
    with pytest.raises(AddressRefused, match="--allow-private"):
        refuse_unfit(f"http://{host}:8080/", Policy())
    assert refuse_unfit(f"http://{host}:8080/", Policy(allow_private=True))


@pytest.mark.parametrize("url", ["ftp://example.org/", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x"])
def test_only_http_and_https_are_fetched(url: str) -> None:
    with pytest.raises(SchemeRefused, match="only http and https"):
        refuse_unfit(url, Policy(allow_private=True))


def test_credentials_are_refused_and_not_repeated() -> None:
    with pytest.raises(CredentialsRefused) as refusal:
        refuse_unfit("http://ann:secret@example.org/", Policy(allow_private=True))
    assert "secret" not in str(refusal.value)


def test_a_name_that_resolves_to_a_private_address_is_not_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    def resolve(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with Fetcher(Policy(delay=0, retries=0)) as fetcher, pytest.raises(AddressRefused, match=r"127\.0\.0\.1"):
        fetcher.get("http://rebound.example/")
