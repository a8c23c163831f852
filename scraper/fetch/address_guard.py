"""Which addresses may be fetched: public ones, unless the user allows others."""

import ipaddress
import re
import socket
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

from scraper.errors import InvalidUrl
from scraper.fetch.errors import AddressRefused, CredentialsRefused, SchemeRefused
from scraper.fetch.policy import Policy
from scraper.urls import DEFAULT_PORTS, normalise, shown, split

_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")  # no name ends in one (URL Standard, "ends in a number")
_UNICAST = ipaddress.IPv6Network("2000::/3")  # all that IANA has given out for the Internet at large
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last four bytes
_SPECIAL = (  # what older versions of Python do not know yet
    ipaddress.IPv6Network("3fff::/20"),  # RFC 9637: documentation
    ipaddress.IPv4Network("192.0.0.0/24"),  # RFC 6890: for protocols; clouds have their metadata there
    ipaddress.IPv4Network("192.88.99.0/24"),  # RFC 7526: what was once the way to 6to4 relays
)


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to the Internet at large (IANA's special-purpose registries, RFC 6890).

    IPv6 addresses that carry an IPv4 address (mapped, compatible, 6to4, Teredo) are not public, whatever they carry: no
    site is reached by them, and each is one more spelling of an address inside. NAT64 alone (RFC 6052) is judged by the
    IPv4 address that it carries: in networks without IPv4 every IPv4 site is reached so.
    """
    if isinstance(address, IPv6Address) and address in _NAT64:
        address = IPv4Address(int(address) & 0xFFFFFFFF)
    if any(address in special for special in _SPECIAL):
        return False
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not address.is_reserved
    if address.ipv4_mapped is not None or address.sixtofour is not None or address.teredo is not None:
        return False
    return address in _UNICAST and address.is_global


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host is when it is no name: dotted, decimal, octal, hexadecimal, shortened, or IPv6."""
    with suppress(ValueError):
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    with suppress(OSError, ValueError):
        return IPv4Address(socket.inet_aton(host))  # what every resolver takes: 127.1, 0x7f000001, 2130706433
    return None


def refuse_unfit(url: str, policy: Policy) -> str:
    """Return the normalised address, or raise the refusal it deserves by its spelling alone, before any look-up.

    InvalidUrl, SchemeRefused (not http or https), CredentialsRefused, AddressRefused (`localhost` or a literal
    address that is not public, unless the policy allows it). What a name resolves to is checked where it is looked up,
    by the transport; behind a proxy, which looks names up itself, this check is the only one.
    """
    parts = split(url)
    if parts.scheme not in DEFAULT_PORTS:
        raise SchemeRefused(f"{shown(url)}: only http and https are fetched, not {parts.scheme}")
    if "@" in parts.netloc:
        raise CredentialsRefused(f"{shown(url)}: leave the user name and password out of the address")
    normal = normalise(url)
    host = urlsplit(normal).hostname or ""
    address = literal(host)
    if not policy.may_be_private(normal):
        if host == "localhost" or host.endswith(".localhost"):
            raise address_refused(normal, host)
        if address is not None and not is_public(address):
            raise address_refused(normal, str(address))
    if address is None and _NUMBER.fullmatch(host.rpartition(".")[2]):
        raise InvalidUrl(f"{shown(url)}: {host} is neither a name nor an IPv4 address")
    return normal


def address_refused(url: str, what: str) -> AddressRefused:
    """The refusal of an address that is not public."""
    return AddressRefused(f"{shown(url)}: {what} is not a public address; --allow-private allows it")
