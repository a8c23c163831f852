"""Settings: one TOML file, found by the platform's convention, that holds what would else be typed every time.

They are the defaults of the options of the same name: what is typed or stands in the environment comes first.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from archive.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, MutableMapping

VARIABLE = "AFTERWORD_CONFIG"
"""Names another file; empty for none."""

Kind = Literal["text", "path", "paths", "hosts", "keys", "number", "count", "time"]

_TYPES: dict[Kind, tuple[type, ...]] = {
    "text": (str,),
    "path": (str,),
    "paths": (list,),
    "hosts": (list,),
    "keys": (dict,),
    "number": (int, float),
    "count": (int,),
    "time": (str,),
}

_WORDS: dict[Kind, str] = {
    "text": "text",
    "path": "a path in quotes",
    "paths": 'a list of paths in quotes, such as ["sites.toml"]',
    "hosts": 'a list of host names in quotes, such as ["blog.intranet.example"]',
    "keys": 'a table of names of variables, such as disqus = "DISQUS_API_KEY" below [keys]',
    "number": "a number",
    "count": "a whole number",
    "time": 'a length of time in quotes, such as "15m"',
}


@dataclass(frozen=True, slots=True)
class Known:
    """One setting. `usual` is what holds without it, `variable` the one of the environment that comes before it."""

    name: str
    kind: Kind
    usual: str
    variable: str | None = None


KNOWN = (
    Known("archive", "path", "afterword.db", "AFTERWORD_ARCHIVE"),
    Known("contact", "text", ""),
    Known("user_agent", "text", "afterword/VERSION (+CONTACT)"),
    Known("delay", "number", "1"),
    Known("timeout", "number", "60"),
    Known("retries", "count", "2"),
    Known("max_bytes", "count", "20971520"),
    Known("allow_private", "hosts", "none"),
    Known("channels", "text", "auto"),
    Known("keys", "keys", "none"),
    Known("keep_snapshots", "text", "changed"),
    Known("rules", "paths", "", "AFTERWORD_RULES"),
    Known("budget", "time", "no end"),
    Known("max_pages", "count", "all"),
    Known("max_host_pages", "count", "20000"),
    Known("min_interval", "time", "2h"),
    Known("max_interval", "time", "90d"),
    Known("fail_on", "text", "new"),
    Known("notify_command", "text", ""),
)

_NO_OPTION = frozenset({"contact", "allow_private", "keys"})
"""No defaults of the options of their name."""

_MEAN_ELSE: dict[str, frozenset[str]] = {
    "add": frozenset({"delay", "rules", "channels"}),
    "edit": frozenset({"delay", "rules", "channels"}),
    "query": frozenset({"timeout"}),
}
"""By command, its options that bear the name of a setting and are something else: of one source, of a query."""


@dataclass(frozen=True, slots=True)
class InForce:
    """One setting as it holds now, and where from: 'file', 'environment' or 'default'."""

    name: str
    value: str
    origin: str


def file() -> Path | None:
    """Where the settings are looked for: the file that the environment names, else the platform's place for it."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    from platformdirs import user_config_path

    return user_config_path("afterword", appauthor=False) / "config.toml"


def load() -> dict[str, Any]:
    """What the file says; nothing where there is none. ArchiveError names what in it is wrong."""
    path = file()
    if path is None:
        return {}
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        if os.environ.get(VARIABLE):
            raise ArchiveError(f"{path}: there is no such file, though {VARIABLE} names it") from None
        return {}
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be read ({error.strerror})") from None
    except ValueError as error:
        raise ArchiveError(f"{path}: not TOML ({' '.join(str(error).split())})") from None
    return {name: _checked(path, name, value) for name, value in data.items()}


def defaults(commands: Iterable[str], settings: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The settings as the defaults of every command, in the form that click takes (`Context.default_map`)."""
    from scraper.fetch.policy import default_user_agent

    values = {name: value for name, value in settings.items() if name not in _NO_OPTION}
    if "contact" in settings and "user_agent" not in settings:
        values["user_agent"] = default_user_agent(settings["contact"])
    none: frozenset[str] = frozenset()
    return {
        command: {name: value for name, value in values.items() if name not in _MEAN_ELSE.get(command, none)}
        for command in commands
    }


def lend_keys(settings: Mapping[str, Any], environment: MutableMapping[str, str]) -> None:
    """Let the channels find the keys that stand in variables which the settings name.

    A channel looks for its key in a variable of its own name (`scraper.channels.keys`); one that is there stays.
    """
    for name, variable in settings.get("keys", {}).items():
        key = environment.get(variable)
        if key:
            environment.setdefault(f"AFTERWORD_{name.upper()}_KEY", key)


def in_force(settings: Mapping[str, Any]) -> list[InForce]:
    """Every setting as it holds now."""
    return [_in_force(known, settings) for known in KNOWN]


def _in_force(known: Known, settings: Mapping[str, Any]) -> InForce:
    if known.variable is not None and os.environ.get(known.variable):
        return InForce(known.name, os.environ[known.variable], "environment")
    if known.name in settings:
        value = settings[known.name]
        return InForce(known.name, _told(value), "file")
    if known.name == "user_agent":
        return InForce(known.name, str(defaults(["run"], settings)["run"].get("user_agent", known.usual)), "default")
    return InForce(known.name, known.usual, "default")


def _told(value: Any) -> str:
    """A value in one line; of keys where they are looked for, and whether they are there, not what they are."""
    if isinstance(value, dict):
        there = {variable: "set" if os.environ.get(variable) else "not set" for variable in value.values()}
        return ", ".join(f"{name}: {variable} ({there[variable]})" for name, variable in value.items())
    return " ".join(value) if isinstance(value, list) else str(value)


def _checked(path: Path, name: str, value: Any) -> Any:
    known = next((each for each in KNOWN if each.name == name), None)
    if known is None:
        near = difflib.get_close_matches(name, [each.name for each in KNOWN], 1)
        raise ArchiveError(f"{path}: there is no setting {name!r}" + (f"; {near[0]!r} is meant?" if near else ""))
    if not isinstance(value, _TYPES[known.kind]) or isinstance(value, bool):
        raise ArchiveError(f"{path}: {name} has to be {_WORDS[known.kind]}")
    if isinstance(value, list) and not all(isinstance(each, str) and each.strip() for each in value):
        raise ArchiveError(f"{path}: {name} has to be {_WORDS[known.kind]}")
    return _READ[known.kind](path, value) if known.kind in _READ else value


def _absolute(path: Path, stated: str) -> str:
    """A path that is relative to the folder of the file which states it."""
    return str((path.parent / Path(stated).expanduser()).absolute())


def _host(path: Path, stated: str) -> str:
    from scraper.fetch import Policy

    try:
        return Policy(private_hosts=(stated,)).private_hosts[0]
    except ValueError:
        raise ArchiveError(
            f"{path}: allow_private: {stated!r} is no host name, such as blog.intranet.example"
        ) from None


def _variables(path: Path, table: dict[str, Any]) -> dict[str, str]:
    from scraper.comments.systems.table import channels

    for name, variable in table.items():
        if name not in channels():
            raise ArchiveError(f"{path}: keys.{name}: there is no such channel; there are {', '.join(channels())}")
        if not isinstance(variable, str) or not re.fullmatch(r"[A-Za-z_]\w*", variable, re.ASCII):
            raise ArchiveError(f"{path}: keys.{name} has to be the name of a variable of the environment, in quotes")
    return table


_READ: dict[Kind, Callable[[Path, Any], Any]] = {
    "path": _absolute,
    "paths": lambda path, values: [_absolute(path, each) for each in values],
    "hosts": lambda path, values: [_host(path, each) for each in values],
    "keys": _variables,
}
"""What is made of a value, by the kind of its setting; of all others nothing."""
