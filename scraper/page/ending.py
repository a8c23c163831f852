"""Whether a page came to its end, or breaks off."""

import re

TAIL = 4000  # letters at the end in which a page that ends says so: behind that only scripts and counters stand

_END = re.compile(r"</(?:html|body)\b", re.IGNORECASE)
_COMMENT = r"<!--(?:-?>|.*?(?:--!?>|\Z))"
_ASIDE = re.compile(rf"{_COMMENT}|<(script|style)\b.*?(?:</\1|\Z)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(
    rf"{_COMMENT}|<(?:(?P<raw>script|style|textarea|title|xmp|noembed|noframes)\b.*?(?:</(?P=raw)[^>]*>|(?P<cut>\Z))"
    r"|(?P<close>/?)(?P<name>[a-z][\w:-]*)(?:[^>\"']|\"[^\"]*\"|'[^']*'|[\"'])*+(?P<end>>|\Z))",
    re.IGNORECASE | re.DOTALL,
)
_WRITTEN_OUT = re.compile(r"(?=.*?<html[\s>]).*?<head[\s>]", re.IGNORECASE | re.DOTALL)
"""A page with these two, which may be left out, does not leave out the end tags."""

_LEFT_OPEN = frozenset(
    "area base br col embed hr img input link meta param source track wbr command keygen html head body p li dt dd rt "
    "rp optgroup option colgroup caption thead tbody tfoot tr td th".split()
)
"""Elements without an end tag, and those whose end tag may be left out (HTML Standard, "Optional tags")."""


def comes_to_its_end(text: str) -> bool:
    """Whether the end tag of the page stands near its end, as markup. A page that leaves out all end tags that may be,
    as SingleFile and others write pages, comes to its end where nothing else is open."""
    script = _last(text, "<script")
    if script > _last(text, "</script") and text.rfind("<!--", 0, script) <= text.rfind("-->", 0, script):
        return False
    if _END.search(_ASIDE.sub("", text[-TAIL:])):
        return True
    return not _WRITTEN_OUT.match(text) and text.rstrip().endswith(">") and not _is_anything_open(text)


def _last(text: str, sign: str) -> int:
    return max(text.rfind(sign), text.rfind(sign.upper()))


def _is_anything_open(text: str) -> bool:
    opened: dict[str, int] = {}
    for tag in _TAG.finditer(text):
        if tag["cut"] is not None or tag["end"] == "":
            return True
        name = (tag["name"] or "").lower()
        if name and name not in _LEFT_OPEN and not tag[0].endswith("/>"):
            opened[name] = max(opened.get(name, 0) + (-1 if tag["close"] else 1), 0)
    return any(opened.values())
