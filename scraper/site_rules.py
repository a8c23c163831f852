"""Rules that people write for a site, in TOML.

Each table of a file is a rule with a name of its own. `hosts`, `path` and `sign` say for which pages it holds,
`[NAME.comments]` and `[NAME.article]` where the parts are that the reader does not find by itself:

    [guestbook]
    hosts = ["guestbook.example"]
    [guestbook.comments]
    node = "div.entry"
    author = ".pen"

docs/rules.md has the reference of the keys.
"""

import hashlib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from scraper.comments.systems import ArticleHints, Hints, System
from scraper.comments.systems.plugins import installed
from scraper.comments.systems.selectors import IN_PAGE, complaint
from scraper.errors import RulesError

_H = TypeVar("_H", Hints, ArticleHints)
_KEYS = ("hosts", "path", "sign", "id_system", "comments", "article")


def load(files: Iterable[Path]) -> tuple[System, ...]:
    """The rules of some files, in order. Raises RulesError, naming file, key and reason, for the first wrong one."""
    rules: list[System] = []
    for file in files:
        try:
            rules.extend(read(file.read_text(encoding="utf-8-sig"), str(file)))
        except OSError as error:
            raise RulesError(f"{file}: cannot be read ({error.strerror}); name another file") from None
        except UnicodeDecodeError:
            raise RulesError(f"{file}: this is no TOML: it is not in UTF-8") from None
    return tuple(rules)


def users_files() -> list[Path]:
    """The files of rules in the user's configuration folder, by name: `rules/*.toml` in the folder of `afterword`."""
    from platformdirs import user_config_path

    folder = user_config_path("afterword", appauthor=False) / "rules"
    return sorted(path for path in folder.glob("*.toml") if path.is_file())


def read(text: str, origin: str) -> tuple[System, ...]:
    """The rules that a text in TOML holds; `origin` names it in errors. Raises RulesError."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"{origin}: this is no TOML: {error}") from None
    return tuple(_Rule(origin, name, table).system() for name, table in tables.items())


def parser_version(url: str, rules: Sequence[System] = ()) -> str:
    """The version of the parser for pages at a URL: it differs where such a page may be read differently.

    That is the program's version, and behind a plus sign (PEP 440, "Local version identifiers") a digest of the rules
    that may hold there and of the packages that bring comment systems.
    """
    from scraper.version import __version__

    keys = [each.name for each in fields(System) if each.name not in ("name", "origin", "prepare")]
    fitting = (rule for rule in rules if rule.may_fit(url))
    parts = [repr((rule.name, *((key, getattr(rule, key)) for key in keys))) for rule in fitting]
    parts += installed().packages
    return f"{__version__}+{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:8]}" if parts else __version__


class _Rule:
    """One table of a file, on its way to a System."""

    def __init__(self, origin: str, name: str, table: object) -> None:
        self._origin, self._name = origin, name
        if not isinstance(table, dict):
            raise RulesError(f"{origin}: {name}: stands in no rule; a rule is a table, begun with a line like [{name}]")
        self._table: Mapping[str, Any] = table

    def system(self) -> System:
        self._known("", self._table, _KEYS)
        hosts, path, sign = self._hosts(), self._text("path"), self._text("sign")
        if not (hosts or path or sign):
            raise self._wrong("", "says of no page that it holds there; give hosts, path or sign")
        try:
            re.compile(path or "")
        except re.error as error:
            raise self._wrong("path", f"{path!r} is no regular expression: {error}") from None
        if sign is not None:
            self._check_selector("sign", sign, in_page=True)
        return System(
            name=self._name,
            sign=sign,
            hints=self._hints("comments", Hints, IN_PAGE.__contains__),
            id_system=self._text("id_system"),
            hosts=hosts,
            path=path,
            article=self._hints("article", ArticleHints, lambda _: True),
            origin=self._origin,
        )

    def _hosts(self) -> tuple[str, ...]:
        stated = self._table.get("hosts", [])
        if not isinstance(stated, list) or not all(isinstance(host, str) for host in stated):
            raise self._wrong("hosts", 'has to be a list of texts, such as ["guestbook.example"]')
        for host in stated:
            if not re.fullmatch(r"[^\s/:@*]+", host):
                raise self._wrong("hosts", f"{host!r} is no host name, such as guestbook.example")
        return tuple(host.lower().removeprefix("www.").strip(".") for host in stated)

    def _hints(self, key: str, kind: type[_H], in_page: Callable[[str], bool]) -> _H:
        table = self._table.get(key, {})
        if not isinstance(table, dict):
            raise self._wrong(key, f"has to be a table, begun with a line [{self._name}.{key}]")
        self._known(f"{key}.", table, [each.name for each in fields(kind)])
        for name, selector in table.items():
            if not isinstance(selector, str):
                raise self._wrong(f"{key}.{name}", f"has to be a CSS selector in quotes, not {_what(selector)}")
            self._check_selector(f"{key}.{name}", selector, in_page=in_page(name))
        return kind(**table)

    def _text(self, key: str) -> str | None:
        value = self._table.get(key)
        if value is not None and not (isinstance(value, str) and value.strip()):
            raise self._wrong(key, f"has to be a text in quotes, not {_what(value)}")
        return value

    def _known(self, prefix: str, table: Mapping[str, Any], known: Sequence[str]) -> None:
        for key in table:
            if key not in known:
                raise self._wrong(f"{prefix}{key}", f"is not known here; known are {', '.join(known)}")

    def _check_selector(self, key: str, selector: str, *, in_page: bool) -> None:
        if (why := complaint(selector, in_page=in_page)) is not None:
            raise self._wrong(key, f"{selector!r} is no CSS selector: {why}")

    def _wrong(self, key: str, reason: str) -> RulesError:
        return RulesError(f"{self._origin}: {self._name}{f'.{key}' if key else ''}: {reason}")


def _what(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "an empty text", list: "a list"}
    return names.get(type(value), "a table" if isinstance(value, dict) else "a date")
