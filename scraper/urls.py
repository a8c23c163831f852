"""URLs: normalised, absolute, for messages, without session tokens and passwords."""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

from scraper.errors import InvalidUrl
from scraper.text import squeeze

# Session tokens by the names that servlets, PHP, ASP, ColdFusion and shops give them; by short names, which may mean
# anything (phpBB's `sid`, vBulletin's `s`), only with a long value of letters and digits. API keys belong to one user.
_NAMED = r"(?:jsessionid|phpsessid|phpsessionid|aspsessionid\w*|asp\.net_sessionid|cftoken|cfid|oscsid|zenid|xoopssid)"
_SHORT = r"(?:sid|s|sess|sessid|session|session_?id|sess_?id)=(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{20,128}"
_PARAMETER = re.compile(rf"(?:(?:{_NAMED}|api_?key|api_?secret)=[^&;#/]*|{_SHORT})", re.IGNORECASE)
_IN_PATH = re.compile(rf";(?:{_NAMED}=[^?#/;]*|{_SHORT}(?=[?#/;]|$))", re.IGNORECASE)
_COOKIELESS = re.compile(r"(?<=/)\((?:[A-Z]\([0-9A-Za-z_-]{16,}\))+\)/")  # ASP.NET, `cookieless="UseUri"`
_USER = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*:)?(//)[^/?#]*@")

_WHOLE_ADDRESS = re.compile(r"https?://[^/;?#][^;?#]*(?:\?[^;?#]+)?(?:#[^;?#]+)?$")
"""What `urljoin` gives back as it is, after taking it apart twice."""

DEFAULT_PORTS = {"http": 80, "https": 443}

MAX_URL = 8192
"""Longer addresses are refused: twice what RFC 9110 (4.1) asks servers to take, and far above what blogs use."""

_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = _UNRESERVED | frozenset(b"/!$&'()*+,;=:@")
_QUERY_SAFE = _PATH_SAFE | frozenset(b"?[]")
_OCTET = re.compile(rb"%([0-9A-Fa-f]{2})|[\s\S]")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_-])?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CONTROLS = "".join(map(chr, range(33))) + "\x7f"


def normalise(url: str) -> str:
    """The normalised URL: one spelling for all that RFC 3986 (6.2.2, 6.2.3) calls equivalent.

    Scheme and host in lower case, the host in ASCII (IDNA), the default port, user name and password, and the
    fragment left out, percent-encoding only where needed and in upper case, `.` and `..` resolved, an empty path as
    `/`. Any scheme is taken; InvalidUrl when there is none, or the host or port cannot be one. Idempotent.
    """
    parts = split(url)
    scheme, web = parts.scheme, parts.scheme in DEFAULT_PORTS
    host = _host(parts, url)
    if web and not host:
        raise InvalidUrl(f"{shown(url)}: the address has no host")
    path = _encode(parts.path, _PATH_SAFE)
    if web or host or path.startswith("/"):
        path = _without_dots(path)
        if not host and path.startswith("//"):  # would be read as a host
            path = "/" + path.lstrip("/")
    try:
        port = parts.port
    except ValueError:
        raise InvalidUrl(f"{shown(url)}: the port is not a number from 0 to 65535") from None
    authority = f"{host}:{port}" if port is not None and port != DEFAULT_PORTS.get(scheme) else host
    normal = urlunsplit((scheme, authority, path or ("/" if web else ""), _encode(parts.query, _QUERY_SAFE), ""))
    if len(normal) > MAX_URL:
        raise InvalidUrl(f"{shown(url)}: the address is longer than {MAX_URL} characters")
    return normal


def split(url: str) -> SplitResult:
    """The parts of an absolute URL, stripped of white space and control characters. Raises InvalidUrl for others."""
    text = url.strip(_CONTROLS)
    if not _SCHEME.match(text):
        raise InvalidUrl(f"{shown(url)}: not an address; it has to begin with http:// or https://")
    try:
        parts = urlsplit(text)
    except ValueError:
        parts = None
    if parts is None or "\\" in parts.netloc:  # browsers end the host there, others do not: no telling which is meant
        raise InvalidUrl(f"{shown(url)}: not an address")
    return parts


def origin(url: str) -> str:
    """Scheme, host and port of a normalised URL: the unit of politeness and of robots.txt."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def shown(url: str) -> str:
    """The URL for a message: one printable line of at most 200 characters, without password and session token."""
    text = re.sub(r"(//)[^/?#]*@", r"\1", without_secrets(url.strip(_CONTROLS)[:MAX_URL]))
    text = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
    return text if len(text) <= 200 else text[:199] + "…"


def _host(parts: SplitResult, url: str) -> str:
    try:
        host = unquote(parts.hostname or "", errors="strict")
    except UnicodeDecodeError:
        raise InvalidUrl(f"{shown(url)}: the host cannot be read") from None
    authority = parts.netloc.rpartition("@")[2]
    if authority.startswith("["):
        try:
            if authority.partition("]")[2][:1] not in ("", ":"):
                raise ValueError
            return f"[{ipaddress.IPv6Address(host)}]"
        except ValueError:
            raise InvalidUrl(f"{shown(url)}: not an IPv6 address") from None
    if not host.isascii():
        import idna

        try:
            host = idna.encode(host, uts46=True, transitional=False).decode("ascii")
        except (idna.IDNAError, UnicodeError):
            raise InvalidUrl(f"{shown(url)}: the host is not a name that domains can have") from None
    host = host.lower().removesuffix(".")
    if host and (not _HOST.fullmatch(host) or ".." in host or len(host) > 253):
        raise InvalidUrl(f"{shown(url)}: the host is not a name that domains can have")
    return host


def _encode(text: str, safe: frozenset[int]) -> str:
    def one(found: re.Match[bytes]) -> bytes:
        byte = int(found[1], 16) if found[1] else found[0][0]
        if byte in (_UNRESERVED if found[1] else safe):
            return bytes((byte,))
        return b"%%%02X" % byte

    return _OCTET.sub(one, text.encode("utf-8", "replace")).decode("ascii")


def _without_dots(path: str) -> str:
    """RFC 3986, 5.2.4: the path with `.` and `..` resolved."""
    done: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(done) > 1:
                done.pop()
        elif segment != ".":
            done.append(segment)
    return "/".join([*done, ""] if segments[-1] in {".", ".."} else done)


def without_secrets(url: str) -> str:
    """The URL without user name, password, session token and API key. What has none is returned unchanged."""
    url = _USER.sub(lambda found: (found[1] or "") + found[2], url)
    head, hash_, fragment = url.partition("#")
    path, question, query = head.partition("?")
    path = _COOKIELESS.sub("", _IN_PATH.sub("", path))
    kept = "&".join(part for part in query.split("&") if not _PARAMETER.fullmatch(part))
    if kept != query:
        query, question = kept, "?" if kept else ""
    return f"{path}{question}{query}{hash_}{fragment}"


def absolute_url(href: str | None, base: str) -> str | None:
    """The absolute http(s) URL of a link, without secrets; None for any other scheme and for what is no URL."""
    href = squeeze(href)
    if not href or len(href) > 4096:
        return None
    try:
        joined = href if _WHOLE_ADDRESS.match(href) else urljoin(base, href)
        parts = urlsplit(joined)
        host = parts.hostname
    except ValueError:
        return None
    return without_secrets(joined) if parts.scheme in ("http", "https") and host else None


def site_host(url: str | None) -> str:
    """The host name of a URL without `www.`: the scope of ids that a comment system counts by site."""
    return (urlsplit(url or "").hostname or "").removeprefix("www.")


@lru_cache(maxsize=4096)
def normal_url(url: str) -> str:
    """The normalised URL without session tokens; what is no URL is only percent-encoded, never refused."""
    try:
        return normalise(without_secrets(url))
    except InvalidUrl:
        return quote(url.strip(), safe=":/?#@!$&'()*+,;=%", errors="replace")
