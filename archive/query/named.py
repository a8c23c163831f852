"""Questions that come with the program: SQL files in `named/`, each with a description and parameters.

A file begins with comment lines: the first says what the query tells, the others declare its parameters, as in
`-- :least INTEGER = 2  Pairs with at least so many answers.` A parameter without a default has to be given.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from archive.errors import QueryFailed

_NAME = re.compile(r"[a-z]+(-[a-z]+)*")
_PARAMETER = re.compile(r"-- :(\w+) (TEXT|INTEGER)(?: = (\S+))?  (.+)")
_NUMBER = re.compile(r"-?(0|[1-9]\d{0,17})(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `required` ones have no default; a default of None leaves nothing out."""

    name: str
    is_integer: bool
    required: bool
    default: str | int | None
    description: str

    def __str__(self) -> str:
        return self.name if self.default is None else f"{self.name}={self.default}"


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query by name: what it tells, its parameters in order, and its SQL."""

    name: str
    description: str
    parameters: tuple[Parameter, ...]
    sql: str


@cache
def all_queries() -> dict[str, NamedQuery]:
    """Every named query, by name."""
    folder = files("archive.query").joinpath("named")
    names = sorted(entry.name.removesuffix(".sql") for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return {name: _read(name, folder.joinpath(f"{name}.sql").read_text("utf-8")) for name in names}


def resolve(asked: str, given: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """The SQL behind what a person typed, a query's name or SQL itself, and the values to bind to it.

    QueryFailed when a value is missing, of the wrong kind, or belongs to no parameter, or when no query has that name.
    """
    query = all_queries().get(asked.strip())
    if query is None:
        if _NAME.fullmatch(asked.strip()):
            close = difflib.get_close_matches(asked.strip(), all_queries(), 1)
            hint = f"; did you mean {close[0]}?" if close else ""
            raise QueryFailed(f"{asked.strip()}: no query has this name{hint}; `afterword query --list` shows all")
        for name in given:
            if not re.search(rf"[:@$]{re.escape(name)}\b", asked):
                raise QueryFailed(f"the query has no parameter :{name}; write it where its value belongs")
        return asked, {name: _number_or_text(value) for name, value in given.items()}
    known = [parameter.name for parameter in query.parameters]
    for name in given:
        if name not in known:
            raise QueryFailed(f"{query.name} has no parameter {name}; it has {', '.join(known) or 'none'}")
    return query.sql, {parameter.name: _value(query, parameter, given) for parameter in query.parameters}


def bound(asked: str, given: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The same for a program, whose values have types of their own."""
    if asked.strip() not in all_queries():
        return asked, dict(given)
    return resolve(asked, {name: str(value) for name, value in given.items() if value is not None})


def _read(name: str, text: str) -> NamedQuery:
    lines = text.splitlines()
    declared = [_PARAMETER.fullmatch(line) for line in lines[1:] if line.startswith("--")]
    parameters = tuple(_parameter(*found.groups()) for found in declared if found is not None)
    if len(parameters) != len(declared) or not lines[0].startswith("-- "):
        raise ValueError(f"{name}.sql: a line of its head is neither a description nor a parameter")
    return NamedQuery(name, lines[0].removeprefix("-- "), parameters, text)


def _parameter(name: str, kind: str, default: str | None, description: str) -> Parameter:
    is_integer = kind == "INTEGER"
    value = None if default in (None, "NULL") else int(default) if is_integer else default
    return Parameter(name, is_integer, default is None, value, description)


def _value(query: NamedQuery, parameter: Parameter, given: Mapping[str, str]) -> str | int | None:
    stated = given.get(parameter.name)
    if stated is None:
        if parameter.required:
            way_out = f"give it with --param {parameter.name}=VALUE"
            raise QueryFailed(f"{query.name} needs a value for {parameter.name} ({parameter.description}) {way_out}")
        return parameter.default
    if not parameter.is_integer:
        return stated
    if not re.fullmatch(r"-?\d{1,18}", stated):
        raise QueryFailed(f"{query.name}: {parameter.name} is a whole number, not {stated!r}")
    return int(stated)


def _number_or_text(value: str) -> str | int | float:
    """A value for SQL of one's own: what is written as SQL writes numbers is one, all else is text."""
    found = _NUMBER.fullmatch(value)
    if found is None:
        return value
    return float(value) if found[2] else int(value)
