"""What of an address belongs to one visitor alone: user names, passwords, session tokens.

Servers that find no cookie write the number of the visit into the addresses of their pages. It says nothing about the
page, differs from visit to visit, and lets whoever has it go on with that visit: it is neither stored nor shown.
"""

from __future__ import annotations

import re
from html import escape, unescape

_LONG = r"(?=[a-z]*\d)(?=\d*[a-z])[0-9a-z]{20,128}"  # long, of letters and digits: no word and no number

# Keys to interfaces for programs belong to whoever uses them.
_KEYS = r"(?:api_?key|api_?secret)"
# Names that servlets, PHP, ASP, ColdFusion and shops give to it. Short ones, which may mean anything, count only with
# a value that is plainly a token: phpBB's `sid`, vBulletin's `s`.
_NAMED = r"(?:jsessionid|phpsessid|phpsessionid|aspsessionid\w*|asp\.net_sessionid|cftoken|cfid|oscsid|zenid|xoopssid)"
_SHORT = r"(?:sid|s|sess|sessid|session|session_?id|sess_?id)"
_PARAMETER = re.compile(rf"(?:(?:{_NAMED}|{_KEYS})=[^&;#/]*|{_SHORT}={_LONG})", re.IGNORECASE)
_IN_PATH = re.compile(rf";(?:{_NAMED}=[^?#/;]*|{_SHORT}={_LONG}(?=[?#/;]|$))", re.IGNORECASE)
_COOKIELESS = re.compile(r"(?<=/)\((?:[A-Z]\([0-9A-Za-z_-]{16,}\))+\)/")  # ASP.NET, `cookieless="UseUri"`
_USER = re.compile(r"^([A-Za-z][A-Za-z0-9+.-]*:)?(//)[^/?#]*@")
_LINKED = re.compile(r"""<(?:a|img)\b(?:[^>"]|"[^"]*")*+>""")
_ADDRESS = re.compile(r"""\b(href|src)="([^"]*)\"""")


def without_secrets(url: str) -> str:
    """The address without user name, password and session token. What has none comes back as it is."""
    url = _USER.sub(lambda found: (found[1] or "") + found[2], url)
    head, hash_, fragment = url.partition("#")
    path, question, query = head.partition("?")
    path = _COOKIELESS.sub("", _IN_PATH.sub("", path))
    parts = query.split("&")
    kept = [part for part in parts if not _PARAMETER.fullmatch(part)]
    if len(kept) < len(parts):
        query = "&".join(kept)
        question = "?" if query else ""
    return f"{path}{question}{query}{hash_}{fragment}"


def fragment_without_secrets(html: str) -> str:
    """Sanitised HTML (attributes in double quotes) whose links and pictures have addresses without secrets."""
    return _LINKED.sub(lambda tag: _ADDRESS.sub(_clean_attribute, tag[0]), html)


def _clean_attribute(found: re.Match[str]) -> str:
    address = unescape(found[2])
    cleaned = without_secrets(address)
    return found[0] if cleaned == address else f'{found[1]}="{escape(cleaned)}"'
