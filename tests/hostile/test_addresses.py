"""Nothing that is not public is connected to, however it is written, named, redirected to or swapped on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from scraper import errors as errors_scraper
from scraper.fetch import Fetcher, Policy, errors
from scraper.fetch.address_guard import refuse_unfit
from tests.blog import Blog, Post, faults
from tests.hostile.net import OTHER_PUBLIC, PUBLIC, PUBLIC_6, Net

POLICY = Policy(delay=0, retries=0, timeout=5)
POST = Post("tide", "Tide tables", "Maren Oddleif", ("High water is late.",))

LITERALS = """
    127.0.0.1 127.0.0.53 127.255.255.255 127.1 127.0.1 2130706433 0x7f000001 0x7f.1 0x7f.0.0.1 0x7F.0x0.0x0.0x1
    0177.0.0.1 0177.1 017700000001 00000177.0.0.1 0x7f.0.1 127.0x0.1 127.00.00.01
    0 0.0.0.0 0x0 0.1.2.3
    10.0.0.1 10.255.255.255 167772161 0xa000001 012.0.0.1 172.16.0.1 172.31.255.254 192.168.0.1 3232235521 0xc0a80001
    169.254.169.254 2852039166 0xa9fea9fe 0251.0376.0251.0376 169.254.43518
    100.64.0.1 100.127.255.254 192.0.0.1 192.0.0.170 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 192.88.99.1
    224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 4294967295
    127。0。0。1 １２７.0.0.1 ①②⑦.⓪.⓪.① %31%32%37.0.0.1 127.0.0.1. 127%2e0%2e0%2e1
    [::1] [::] [0:0:0:0:0:0:0:1] [0000:0000:0000:0000:0000:0000:0000:0001] [::0:1]
    [fe80::1] [fe80::1%25eth0] [fe80::1%251] [fec0::1] [fc00::1] [fd12:3456:789a::1] [ff02::1] [ff0e::1]
    [::ffff:127.0.0.1] [::ffff:7f00:1] [::ffff:10.0.0.1] [0:0:0:0:0:ffff:a9fe:a9fe] [::127.0.0.1] [::ffff:0:127.0.0.1]
    [::ffff:93.184.216.34] [64:ff9b::127.0.0.1] [64:ff9b::a00:1] [64:ff9b::a9fe:a9fe] [64:ff9b:1::5db8:d822]
    [2002:7f00:1::] [2002:a00:1::1] [2002:5db8:d822::1] [2001:0:5db8:d822:0:0:80ff:fffe] [2001:db8::1] [3fff::1]
    [2001:2::1] [2001:10::1] [100::1] [5f00::1] [4000::1]
""".split()  # fmt: skip
NAMES = ["localhost", "LOCALHOST", "localhost.", "blog.localhost", "a.b.LocalHost."]
RESOLVED = [
    ["127.0.0.1"], ["10.1.2.3"], ["192.168.1.1"], ["169.254.169.254"], ["100.64.3.4"], ["0.0.0.0"], ["224.0.0.1"],
    ["::1"], ["fe80::1%eth0"], ["fd00::1"], ["::ffff:127.0.0.1"], ["::ffff:93.184.216.34"], ["64:ff9b::7f00:1"],
    ["2002:c0a8:101::1"], ["ff02::1"], ["::"], ["127.0.0.1", "::1", "10.0.0.1"],
]  # fmt: skip
PUBLIC_ADDRESSES = [PUBLIC, OTHER_PUBLIC, PUBLIC_6, "8.8.8.8", "100.128.0.1", "172.32.0.1", "64:ff9b::5db8:d822"]


@pytest.fixture
def blog() -> Iterator[Blog]:
    with Blog([POST]) as blog:
        yield blog


@pytest.fixture
def public(blog: Blog, net: Net) -> Net:
    """An Internet in which the blog answers at public addresses, and a service inside would answer too."""
    net.serve({"quayside.example": PUBLIC, "elsewhere.example": OTHER_PUBLIC}, port_of(blog))
    net.real_loopback = True
    return net


def port_of(blog: Blog) -> int:
    return int(blog.url.rpartition(":")[2])


def test_the_table_is_as_long_as_was_asked_for() -> None:
    assert len(set(LITERALS)) + len(NAMES) + len(RESOLVED) >= 60
    assert len(set(LITERALS)) == len(LITERALS)


@pytest.mark.parametrize("host", [*LITERALS, *NAMES])
def test_what_is_not_public_is_refused_in_every_spelling(net: Net, host: str) -> None:
    for port in ("", ":80", ":8080"):
        with Fetcher(POLICY) as fetcher, pytest.raises(errors.AddressRefused, match="--allow-private"):
            fetcher.get(f"http://{host}{port}/tide/")
    assert net.connected == net.looked_up == []


@pytest.mark.parametrize("host", [*LITERALS, *NAMES])
def test_redirects_to_what_is_not_public_are_refused(blog: Blog, public: Net, host: str) -> None:
    target = f"http://{host}:{port_of(blog)}/".encode().decode("latin-1")  # servers send UTF-8
    blog.faults["/tide/"] = faults.redirect(target)
    with Fetcher(POLICY) as fetcher, pytest.raises(errors.AddressRefused, match="redirects to"):
        fetcher.get("http://quayside.example/tide/")
    assert set(public.connected) == {PUBLIC}


@pytest.mark.parametrize("addresses", RESOLVED, ids=",".join)
def test_names_of_what_is_not_public_are_not_connected_to(net: Net, addresses: list[str]) -> None:
    net.names["inside.example"] = [addresses]
    with Fetcher(POLICY) as fetcher, pytest.raises(errors.AddressRefused, match="is not a public address"):
        fetcher.get("http://inside.example/")
    assert net.connected == []


@pytest.mark.parametrize("addresses", RESOLVED, ids=",".join)
def test_redirects_to_such_names_are_refused(blog: Blog, public: Net, addresses: list[str]) -> None:
    public.names["inside.example"] = [addresses]
    blog.faults["/tide/"] = faults.redirect(f"http://inside.example:{port_of(blog)}/")
    with Fetcher(POLICY) as fetcher, pytest.raises(errors.AddressRefused):
        fetcher.get("http://quayside.example/tide/")
    assert set(public.connected) == {PUBLIC}


@pytest.mark.parametrize("inside", ["127.0.0.1", "10.0.0.1", "::1", "169.254.169.254"])
@pytest.mark.parametrize("first", [True, False])
def test_of_mixed_answers_only_the_public_address_is_connected_to(
    blog: Blog, public: Net, inside: str, first: bool
) -> None:
    public.names["quayside.example"] = [[inside, PUBLIC] if first else [PUBLIC, inside]]
    with Fetcher(POLICY) as fetcher:
        assert b"Tide tables" in fetcher.get("http://quayside.example/tide/").body
    assert set(public.connected) == {PUBLIC}


def test_a_private_address_is_not_even_the_way_out_when_the_public_one_does_not_answer(blog: Blog, net: Net) -> None:
    net.real_loopback = True
    net.names["quayside.example"] = [["8.8.4.4", "127.0.0.1"]]
    with Fetcher(POLICY) as fetcher, pytest.raises(errors.ConnectionFailed):
        fetcher.get(f"http://quayside.example:{port_of(blog)}/tide/")
    assert set(net.connected) == {"8.8.4.4"}
    assert blog.visits == []


def test_a_name_that_turns_private_after_the_check_gains_nothing(blog: Blog, public: Net) -> None:
    """DNS rebinding: a public address at each look-up that is checked, a private one at any other."""
    public.names["quayside.example"] = [[PUBLIC], [PUBLIC], ["127.0.0.1"]]
    with Fetcher(POLICY) as fetcher:
        assert fetcher.get("http://quayside.example/tide/").status == 200  # two requests, two look-ups
        assert public.looked_up == ["quayside.example"] * 2
        with pytest.raises(errors.AddressRefused, match=r"127\.0\.0\.1"):
            fetcher.get(f"http://quayside.example:{port_of(blog)}/tide/")
    assert set(public.connected) == {PUBLIC}


def test_each_connection_goes_to_the_address_that_was_checked(blog: Blog, public: Net) -> None:
    public.names["quayside.example"] = [[PUBLIC], [OTHER_PUBLIC]]
    with Fetcher(POLICY) as fetcher:
        fetcher.get("http://quayside.example/tide/")
    assert public.connected == [PUBLIC, OTHER_PUBLIC]
    assert [visit.headers["host"] for visit in blog.visits] == ["quayside.example"] * 2


def test_robots_txt_leads_nowhere_private_either(blog: Blog, public: Net) -> None:
    blog.faults["/robots.txt"] = faults.redirect(f"{blog.url}/rules")
    with Fetcher(POLICY) as fetcher, pytest.raises(errors.AddressRefused):
        fetcher.get("http://quayside.example/tide/")
    assert set(public.connected) == {PUBLIC}
    assert [visit.path for visit in blog.visits] == ["/robots.txt"]


@pytest.mark.parametrize("address", PUBLIC_ADDRESSES)
def test_public_addresses_pass_by_number_and_by_name(blog: Blog, net: Net, address: str) -> None:
    net.serve({"quayside.example": address}, port_of(blog))
    literal = f"[{address}]" if ":" in address else address
    with Fetcher(POLICY) as fetcher:
        for host in ("quayside.example", literal):
            assert b"Tide tables" in fetcher.get(f"http://{host}/tide/").body
    assert set(net.connected) == {address}


def test_a_redirect_to_another_public_host_is_followed(blog: Blog, public: Net) -> None:
    blog.faults["/old/"] = faults.redirect("http://elsewhere.example/tide/")
    with Fetcher(POLICY) as fetcher:
        assert fetcher.get("http://quayside.example/old/").final_url == "http://elsewhere.example/tide/"
    assert set(public.connected) == {PUBLIC, OTHER_PUBLIC}


def test_allow_private_lifts_it_for_numbers_names_and_redirects(blog: Blog, public: Net) -> None:
    public.names["inside.example"] = [["127.0.0.1"]]
    blog.faults["/old/"] = faults.redirect(blog.address("tide"))
    allowed = replace(POLICY, allow_private=True)
    with Fetcher(allowed) as fetcher:
        assert fetcher.get(blog.address("tide")).status == 200
        assert fetcher.get(f"http://inside.example:{port_of(blog)}/tide/").status == 200
        assert fetcher.get("http://quayside.example/old/").final_url == blog.address("tide")


def test_hosts_that_may_be_private_are_asked_and_all_others_refused(blog: Blog, public: Net) -> None:
    public.names |= {"inside.example": [["127.0.0.1"]], "also-inside.example": [["127.0.0.1"]]}
    port = port_of(blog)
    with Fetcher(replace(POLICY, private_hosts=("INSIDE.example", "::1"))) as fetcher:
        assert fetcher.get(f"http://inside.example:{port}/tide/").status == 200
        for host in ("also-inside.example", "127.0.0.1", "sub.inside.example"):
            with pytest.raises(errors.FetchError):
                fetcher.get(f"http://{host}:{port}/tide/")
        blog.faults["/old/"] = faults.redirect(f"http://also-inside.example:{port}/tide/")
        with pytest.raises(errors.AddressRefused):
            fetcher.get(f"http://inside.example:{port}/old/")


@pytest.mark.parametrize(
    ("url", "refusal"),
    [
        ("http://127.0.0.1%00.example/", errors_scraper.InvalidUrl),
        ("http://127.0.0.1\\@example.org/", errors_scraper.InvalidUrl),
        ("http://example.org@127.0.0.1/", errors.CredentialsRefused),
        ("http://example.org:80@127.0.0.1/", errors.CredentialsRefused),
        ("http://[::1/", errors_scraper.InvalidUrl),
        ("http://[::1]x/", errors_scraper.InvalidUrl),
        ("http://127.0.0.1:99999/", errors_scraper.InvalidUrl),
        ("http://425.510.425.510/", errors_scraper.InvalidUrl),
        ("http://0x7f.0.0.0x1ff/", errors_scraper.InvalidUrl),
        ("http://127.0.0.0.1/", errors_scraper.InvalidUrl),
        ("http://4294967296/", errors_scraper.InvalidUrl),
        ("http:///127.0.0.1/", errors_scraper.InvalidUrl),
        ("http://127.0.0.1 .example/", errors_scraper.InvalidUrl),
        ("gopher://127.0.0.1:6379/_INFO", errors.SchemeRefused),
        ("file://127.0.0.1/etc/passwd", errors.SchemeRefused),
        ("dict://127.0.0.1:11211/stat", errors.SchemeRefused),
        ("jar:http://127.0.0.1!/", errors.SchemeRefused),
    ],
)
def test_addresses_that_two_readers_would_take_for_different_hosts_are_refused(
    net: Net, url: str, refusal: type[errors.FetchError]
) -> None:
    with Fetcher(POLICY) as fetcher, pytest.raises(refusal):
        fetcher.get(url)
    assert net.connected == net.looked_up == []


def test_what_only_looks_like_a_number_is_a_name() -> None:
    for host in ("127.0.0.1.example", "0x7f.example", "1e100.example", "3com.example", "10.0.0.1.nip.example"):
        assert refuse_unfit(f"http://{host}/", Policy()) == f"http://{host}/"
