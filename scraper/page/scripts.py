"""The values that scripts of a page assign, read without running them, and the names that they are assigned to.

This tokenizes JavaScript (ECMA-262, "Lexical Grammar"), and so JSON, and interprets nothing. A value is a string, a
whole number, a name that is assigned one such value only, or several of these joined by `+` or in a template literal.
What is computed otherwise is no value, so that a part is never taken for the whole. Comments are skipped.
"""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

from selectolax.lexbor import LexborHTMLParser

LONGEST_SCRIPT = 200_000
"""Characters of one script that are looked at."""

MOST_SCRIPTS = 20
"""Scripts of one page that are looked at for the same."""

LONGEST_VALUE = 2_000

MOST_PARTS = 20
"""Strings that one value is joined of."""

_TOKEN = re.compile(
    r"(?P<space>\s+)|(?P<line>//[^\n]*|<!--[^\n]*)|(?P<block>/\*)|(?P<quote>[\"'`])|(?P<word>[A-Za-z_$][\w$]*)"
    r"|(?P<number>\d+(?![\w.]))|(?P<compared>=>|[=!<>]==?)|(?P<sign>.)",
    re.DOTALL,
)

_STRING = {
    '"': re.compile(r'((?:[^"\\\n]|\\.)*+)"', re.DOTALL),
    "'": re.compile(r"((?:[^'\\\n]|\\.)*+)'", re.DOTALL),
    "`": re.compile(r"((?:[^`\\]|\\.)*+)`", re.DOTALL),
}

_PATTERN = re.compile(r"/(?![/*])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.){0,80}+\]){1,200}+/[a-z]{0,8}")

_BEFORE_A_PATTERN = frozenset("(,=:[!&|?{};") | {"return", "typeof", "case", "void", "delete"}
"""After these signs and words a slash begins a regular expression, and does not divide."""

_QUOTED = ("string", "template")
_NAME = re.compile(r"[A-Za-z_$][\w$]{0,100}")
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "", "\n": ""}
_PLACE = re.compile(r"\$\{([^{}]{0,200})\}")
_OPERATORS = frozenset(".[?*/%&|^<>-") | {"==", "===", "!=", "!==", "<=", ">=", "=>"}
_CHANGES = frozenset("+-*/%&|^?")  # between a name and `=`: it is given what is made of its value so far
_EVERYWHERE = frozenset({"window", "self", "globalThis", "top"})
_UNREAD_TYPES = re.compile(r"ld\+json|html|template|handlebars|mustache", re.IGNORECASE)


class _Token(NamedTuple):
    """`kind` is "word", "string", "template", "number", or the sign itself."""

    kind: str
    text: str


class Assignment(NamedTuple):
    """A value and the name that it is assigned to.

    `owner` is what the name belongs to: of `this.page.url = ...` "this.page", of a property what its object is
    assigned to, outermost first and separated by `>`. `place` is the same for the properties of one object, and None
    for an assignment.
    """

    owner: str
    name: str
    value: str
    place: int | None = None


class Script(NamedTuple):
    """One script: its assignments, and every string in it, as written and as joined."""

    assignments: tuple[Assignment, ...]
    strings: tuple[str, ...]


def texts_of(tree: LexborHTMLParser, *words: str) -> Iterator[tuple[str, str]]:
    """The inline scripts of a page that hold one of some words, each with its element's marks.

    The marks are its id, its classes and its `data-name`; the words may stand there, too.
    """
    found = 0
    for node in tree.css("script:not([src]), script[src^='data:']"):
        text = node.text(deep=True) or _embedded(node.attributes.get("src") or "")
        is_named = any(word in text for word in words)
        if not is_named and text[:20].lstrip()[:1] != "{":
            continue
        attributes = node.attributes
        marks = " ".join(attributes.get(name) or "" for name in ("id", "class", "data-name"))
        is_read = not _UNREAD_TYPES.search(attributes.get("type") or "")
        if is_read and (is_named or any(word in marks for word in words)):
            yield text, marks
            found += 1
            if found == MOST_SCRIPTS:
                return


def read_script(text: str, tag: str = "") -> Script:
    """Read a script, or JSON, whose outermost object belongs to `tag`."""
    tokens = _tokens(text[:LONGEST_SCRIPT])
    changed = frozenset(_changed(tokens))
    known = _constants(tokens, changed)
    return Script(tuple(_assignments(tokens, known, changed, tag)), tuple(_strings(tokens, known)))


def code_of(text: str) -> str:
    """A script without its comments and without the spaces between its words."""
    return "".join(token.text for token in _tokens(text[:LONGEST_SCRIPT]))


def _embedded(address: str) -> str:
    """The script in a `data:` URL (RFC 2397), as optimisers that delay scripts write it."""
    kind, _, data = address[: 2 * LONGEST_SCRIPT].partition(",")
    raw = unquote_to_bytes(data)
    if kind.lower().endswith(";base64"):
        try:
            raw = base64.b64decode(raw, validate=False)
        except binascii.Error:
            return ""
    return raw.decode("utf-8", "replace")


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    at = 0
    while (token := _TOKEN.match(text, at)) is not None:
        kind, value = str(token.lastgroup), token[0]
        at = token.end()
        if kind == "block":
            end = text.find("*/", at)
            at = end + 2 if end >= 0 else len(text)
        elif kind == "quote":
            string = _STRING[value].match(text, at)
            if string is None:  # not closed: nothing can be said of the rest of its line, or of the script
                end = text.find("\n", at) if value != "`" else -1
                at = end if end >= 0 else len(text)
                continue
            at = string.end()
            found.append(_Token("template" if value == "`" else "string", string[1]))
        elif value == "/" and (not found or (found[-1].text in _BEFORE_A_PATTERN and found[-1].kind not in _QUOTED)):
            pattern = _PATTERN.match(text, at - 1)
            at = pattern.end() if pattern is not None else at
            found.append(_Token("/", "/"))
        elif kind in ("word", "number", "sign", "compared"):
            found.append(_Token(value if kind in ("sign", "compared") else kind, value))
            is_named = value == "]" and [token.kind for token in found[-4:]] == ["word", "[", "string", "]"]
            if is_named and _NAME.fullmatch(found[-2].text):  # `window["name"]` means `window.name`
                found[-3:] = [_Token(".", "."), _Token("word", found[-2].text)]
    return found


def _changed(tokens: Sequence[_Token]) -> Iterator[tuple[str, str]]:
    """The names (`_path`) whose value is added to or incremented later: what they are assigned first is a part."""
    kinds = [token.kind for token in tokens]
    for at, kind in enumerate(kinds):
        if kind != "word":
            continue
        behind = at + 1
        while behind < at + 4 and behind < len(kinds) and kinds[behind] in _CHANGES:
            behind += 1
        is_given = behind > at + 1 and kinds[behind : behind + 1] == ["="]
        if is_given or any(kinds[two : two + 2] in (["+", "+"], ["-", "-"]) for two in (at + 1, max(at - 2, 0))):
            yield _path(tokens, at)


def _constants(tokens: Sequence[_Token], changed: Set[tuple[str, str]]) -> dict[str, str]:
    """The names that are assigned one value only; in two passes, for those that are made of others."""
    known: dict[str, str] = {}
    for _ in range(2):
        given: dict[str, set[str | None]] = {}
        for at, token in enumerate(tokens[:-1]):
            if token.kind == "word" and tokens[at + 1].kind == "=":
                owner, name = _path(tokens, at)
                if not owner and (owner, name) not in changed:
                    given.setdefault(name, set()).add(_value(tokens, at + 2, known))
        known = {name: one for name, values in given.items() if len(values) == 1 and (one := next(iter(values)))}
    return known


def _path(tokens: Sequence[_Token], at: int) -> tuple[str, str]:
    """What the name at this token belongs to, and the name: of `this.page.url` "this.page" and "url"."""
    words = [tokens[at].text]
    while at >= 2 and len(words) < 8 and tokens[at - 1].kind == "." and tokens[at - 2].kind == "word":
        at -= 2
        words.insert(0, tokens[at].text)
    if len(words) > 1 and words[0] in _EVERYWHERE:
        del words[0]
    computed = at >= 1 and tokens[at - 1].kind == "."
    return ".".join((*(("",) if computed else ()), *words[:-1])), words[-1]


def _value(tokens: Sequence[_Token], at: int, known: Mapping[str, str]) -> str | None:
    """The value that begins at this token; None where it is computed or incomplete."""
    parts: list[str] = []
    is_text = False
    while at < len(tokens) and len(parts) < MOST_PARTS:
        token = tokens[at]
        part = _part(token, known)
        after = tokens[at + 1].kind if at + 1 < len(tokens) else ";"
        if part is None or after in _OPERATORS or (token.kind == "word" and after == "("):
            return None
        parts.append(part)
        is_text = is_text or token.kind != "number"
        if after != "+":
            value = "".join(parts)
            return value if len(value) <= LONGEST_VALUE and (is_text or len(parts) == 1) else None
        at += 2
    return None


def _part(token: _Token, known: Mapping[str, str]) -> str | None:
    if token.kind == "string":
        return _unescaped(token.text)
    if token.kind == "template":
        names = [name.strip() for name in _PLACE.findall(token.text[:LONGEST_VALUE])]
        if len(names) > MOST_PARTS or token.text.count("${") != len(names) or not all(name in known for name in names):
            return None
        return _unescaped(_PLACE.sub(lambda place: known[place[1].strip()], token.text))
    if token.kind == "number":
        return token.text if len(token.text) <= 20 else None
    return known.get(token.text) if token.kind == "word" else None


def _unescaped(text: str) -> str:
    """The string that a literal stands for."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(_character, text).encode("utf-16", "surrogatepass").decode("utf-16", "ignore")


def _character(escape: re.Match[str]) -> str:
    if (number := escape[1] or escape[2] or escape[3]) is None:
        return _CONTROLS.get(escape[4], escape[4])
    return chr(code) if (code := int(number, 16)) <= 0x10FFFF else ""


def _assignments(
    tokens: Sequence[_Token], known: Mapping[str, str], changed: Set[tuple[str, str]], tag: str
) -> Iterator[Assignment]:
    open_at: list[tuple[str, int]] = []
    for at, token in enumerate(tokens):
        after = tokens[at + 1].kind if at + 1 < len(tokens) else ""
        if token.kind in ("(", "{", "["):
            open_at.append((_label(tokens, at, open_at, tag), at))
        elif token.kind in (")", "}", "]"):
            del open_at[-1:]
        elif token.kind in ("word", "string") and after == ":" and tokens[at - 1].kind in ("{", ","):  # else a choice
            if (value := _value(tokens, at + 2, known)) is not None and open_at and len(token.text) <= 100:
                yield Assignment(open_at[-1][0], token.text, value, open_at[-1][1])
        elif token.kind == "word" and after == "=":
            value, path = _value(tokens, at + 2, known), _path(tokens, at)
            if value is not None and path not in changed:
                yield Assignment(*path, value)


def _label(tokens: Sequence[_Token], at: int, open_at: Sequence[tuple[str, int]], tag: str) -> str:
    """The variable, property or function that the brackets opening at this token are assigned or passed to."""
    if at == 0:
        return tag
    before = tokens[at - 1]
    around = open_at[-1][0] if open_at else ""
    if tokens[at].kind == "(":
        return ".".join(_path(tokens, at - 1)).lstrip(".")[-200:] if before.kind == "word" else ""
    if before.kind in (":", "=") and at > 1 and tokens[at - 2].kind in ("word", "string"):
        if before.kind == "=":
            return ".".join(_path(tokens, at - 2)).lstrip(".")[-200:]
        return f"{around[-300:]}>{tokens[at - 2].text[:100]}"
    return around if before.kind in (",", "(", "[") else ""


def _strings(tokens: Sequence[_Token], known: Mapping[str, str]) -> Iterator[str]:
    """Every string as it is written, and every one that is joined of several."""
    for at, token in enumerate(tokens):
        before = tokens[at - 1].kind if at else ""
        if token.kind in _QUOTED and "${" not in token.text:
            yield _unescaped(token.text)
        begins = token.kind in (*_QUOTED, "word") and before not in ("+", ".")
        if begins and (whole := _value(tokens, at, known)) is not None:
            yield whole
