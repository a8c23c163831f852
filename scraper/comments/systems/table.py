"""The one table of comment systems (systems.toml): a row each, with its markup, its embed, its channel, its dump."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any

from scraper.comments.systems.system import Hints, System


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells that a system's script fills a page's thread, any of three: systems.toml says how they are read."""

    own: str = ""
    place: str = ""
    word: str = ""
    calls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One system: its name in threads (`key`) and for people (`name`), its makes of markup, how pages embed it.

    `channel` and `dump` name modules: of the one that asks its service, and of the one that reads its exports. What is
    not a system is a way to the comments of many.
    """

    key: str
    name: str
    printed: tuple[System, ...] = ()
    embed: Signs | None = None
    channel: str | None = None
    dump: str | None = None
    is_system: bool = True


@cache
def rows() -> tuple[Row, ...]:
    """The rows of the table, the more particular first. Read once in a process."""
    text = files("scraper.comments.systems").joinpath("systems.toml").read_text("utf-8")
    return tuple(_row(key, stated) for key, stated in tomllib.loads(text).items())


@cache
def printed() -> tuple[System, ...]:
    """The makes of markup, in the order in which they are looked for."""
    return tuple(system for row in rows() for system in row.printed)


@cache
def channels() -> dict[str, str]:
    """The module of each channel by its name, in the order of asking: the fullest first."""
    return {row.key: row.channel for row in rows() if row.channel is not None}


def dumps() -> tuple[str, ...]:
    """The modules that read the systems' exports."""
    return tuple(row.dump for row in rows() if row.dump is not None)


def system_of(channel: str) -> str | None:
    """The system that a channel's comments are of; None where it reads those of many."""
    return next((row.key for row in rows() if row.key == channel and row.is_system), None)


@cache
def scripted() -> frozenset[str]:
    """The systems that only a script shows: a page that prints a thread of theirs has given it numbers of its own."""
    return frozenset(row.key for row in rows() if row.embed is not None)


def _row(key: str, stated: Mapping[str, Any]) -> Row:
    embed = stated.get("embed")
    signs = Signs(**{**embed, "calls": tuple(embed.get("calls", ()))}) if embed is not None else None
    made = tuple(_system(key, each) for each in stated.get("printed", ()))
    return Row(**{**stated, "key": key, "printed": made, "embed": signs})


def _system(key: str, stated: Mapping[str, Any]) -> System:
    parts = dict(stated)
    hints = Hints(**parts.pop("comments", {}))
    module, _, function = parts.pop("prepare", "").partition(":")
    prepare = getattr(import_module(module), function) if module else None
    return System(name=key, hints=hints, prepare=prepare, **parts)
