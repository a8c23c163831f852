"""Which addresses may be asked: public ones, unless the user allows all."""

from __future__ import annotations

import ipaddress
import socket
from ipaddress import IPv4Address, IPv6Address
from urllib.parse import urlsplit

from scraper.fetch.errors import AddressRefused, CredentialsRefused, SchemeRefused
from scraper.fetch.urls import DEFAULT_PORTS, has_credentials, normalise, shown, split

_UNICAST = ipaddress.IPv6Network("2000::/3")  # all that IANA has given out for the Internet at large
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last four bytes


def is_public(address: IPv4Address | IPv6Address) -> bool:
    """Whether an address belongs to the Internet at large (IANA's special-purpose registries, RFC 6890).

    IPv6 addresses that carry an IPv4 address (mapped, 6to4, Teredo, NAT64) are judged by that one too.
    """
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not address.is_reserved
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    carried = [address.sixtofour, *(address.teredo or ())]
    if any(inner is not None and not is_public(inner) for inner in carried):
        return False
    return address in _UNICAST and (address.is_global or address.sixtofour is not None or address.teredo is not None)


def literal(host: str) -> IPv4Address | IPv6Address | None:
    """The address that a host is when it is no name: dotted, decimal, octal, hexadecimal, shortened, or IPv6."""
    try:
        return ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(host))  # what every resolver takes: 127.1, 0x7f000001, 2130706433
    except (OSError, ValueError):
        return None


def refuse_unfit(url: str, *, allow_private: bool) -> str:
    """Return the normalised address, or raise the refusal it deserves by its spelling alone, before any look-up.

    InvalidUrl, SchemeRefused (not http or https), CredentialsRefused, AddressRefused (`localhost` or a literal
    address that is not public).
    """
    scheme = split(url).scheme
    if scheme not in DEFAULT_PORTS:
        raise SchemeRefused(f"{shown(url)}: only http and https are fetched, not {scheme}")
    if has_credentials(url):
        raise CredentialsRefused(f"{shown(url)}: leave the user name and password out of the address")
    normal = normalise(url)
    host = urlsplit(normal).hostname or ""
    if not allow_private:
        if host == "localhost" or host.endswith(".localhost"):
            raise address_refused(normal, host)
        address = literal(host)
        if address is not None and not is_public(address):
            raise address_refused(normal, str(address))
    return normal


def address_refused(url: str, what: str) -> AddressRefused:
    """The refusal of an address that is not public."""
    return AddressRefused(f"{shown(url)}: {what} is not a public address; --allow-private allows it")
