"""The one table of settings (settings.toml): options, the settings file, `afterword config` and the reference are made
from it.

What is typed comes first, then the environment, then the settings file (TOML), then the default.
"""

import difflib
import json
import math
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

from archive.errors import ArchiveError, InvalidValue

VARIABLE = "AFTERWORD_CONFIG"
"""Names another settings file; empty for none."""

_SHAPES: dict[str, tuple[tuple[type, ...], str]] = {
    "text": ((str,), "text in quotes"),
    "choice": ((str,), "a word in quotes"),
    "channels": ((str,), "names of channels in quotes"),
    "path": ((str,), "a path in quotes"),
    "paths": ((list,), 'a list of paths in quotes, such as ["sites.toml"]'),
    "hosts": ((list,), 'a list of host names in quotes, such as ["blog.intranet.example"]'),
    "keys": ((dict,), 'a table of names of variables, such as disqus = "DISQUS_API_KEY" below [keys]'),
    "number": ((int, float), "a number"),
    "count": ((int,), "a whole number"),
    "time": ((str,), 'a length of time in quotes, such as "15m"'),
}
"""By kind, the types that a value has in TOML, and how a message says that."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: a table of settings.toml, which says what the fields mean."""

    name: str
    kind: str
    unit: str
    help: str
    default: Any = None
    kept_at: str = ""
    example: Any = None
    variable: str | None = None
    least: float = 0
    choices: Sequence[str] = ()

    def usual(self) -> Any:
        """The default; None for none."""
        if not self.kept_at:
            return self.default
        place, _, field = self.kept_at.rpartition(".")
        value = getattr(named(place)(), field)
        return spoken(value) if self.kind == "time" else value

    def read(self, value: Any) -> Any:
        """What a stated value means to the program. ValueError when it makes no sense."""
        if self.kind == "choice":
            return one_of(self.choices, value)
        if self.kind == "channels":
            return named("scraper.channels.select:choice_of")(value)
        if self.kind == "time":
            return named("archive.times:duration")(value)
        return number(value, self.kind, self.least) if self.kind in ("number", "count") else value


LARGEST = 2**63
"""Of whole numbers, the first that SQLite does not know."""


def number(value: str | float, kind: str, least: float) -> float:
    """What a stated number is, whole where the kind is a count. ValueError when it is none, or less than the least."""
    try:
        stated = int(value) if kind == "count" else float(value)
    except ValueError:
        raise ValueError(f"{value!r} is not {_SHAPES[kind][1]}") from None
    if not stated >= least:
        raise ValueError(f"{value} is out of range; {least:g} is the least")
    if stated >= (LARGEST if kind == "count" else math.inf):
        raise ValueError(f"{value} is out of range; {LARGEST - 1} is the most")
    return stated


def one_of(choices: Iterable[str], word: str) -> str:
    """The word. ValueError when it is none of the choices."""
    if word not in (choices := tuple(choices)):
        raise ValueError(f"{word!r} is none of {', '.join(choices)}")
    return word


def named(place: Any) -> Any:
    """What stands at "module:name", imported now that it is needed; anything else as it is."""
    if not isinstance(place, str):
        return place
    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


def default_text(value: Any) -> str:
    """A default, or what makes it, as help shows it; nothing where there is none to show."""
    usual = value() if callable(value) else value
    return "" if usual in (None, False, ()) else _shown(usual)


def spoken(seconds: float) -> str:
    """A length of time as people write it: 2h, 90d."""
    units = {"d": 86400, "h": 3600, "m": 60, "s": 1}
    unit = next(unit for unit, size in units.items() if not seconds % size)
    return f"{seconds / units[unit]:g}{unit}"


_TABLE = tomllib.loads((files("archive.cli") / "settings.toml").read_text("utf-8"))

SETTINGS = {name: Setting(name, **stated) for name, stated in _TABLE.items()}

_NO_OPTION = frozenset({"contact", "allow_private", "keys"})
"""Settings that are no defaults of an option of their name."""


def file() -> Path | None:
    """Where the settings are looked for: the file that the environment names, else the platform's place for it."""
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    from platformdirs import user_config_path

    return user_config_path("afterword", appauthor=False) / "config.toml"


def load() -> dict[str, Any]:
    """What the settings file says; nothing where there is none. InvalidValue names what in it makes no sense."""
    path = file()
    if path is None:
        return {}
    try:
        return {name: _checked(path, name, value) for name, value in tomllib.loads(path.read_text("utf-8")).items()}
    except FileNotFoundError:
        if not os.environ.get(VARIABLE):
            return {}
        why = f"no such file, though {VARIABLE} names it; `afterword config --init` makes one"
        raise InvalidValue(f"{path}: {why}") from None
    except OSError as error:
        raise InvalidValue(f"{path}: cannot be read ({error.strerror}); see its permissions") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidValue(f"{path}: not TOML ({' '.join(str(error).split())})") from None
    except ValueError as error:
        raise InvalidValue(f"{path}: {error}") from None


def defaults(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The settings as defaults of the options of the same name."""
    from scraper.fetch import default_user_agent

    values = {name: value for name, value in settings.items() if name not in _NO_OPTION}
    if "contact" in settings:
        values.setdefault("user_agent", default_user_agent(settings["contact"]))
    return values


def lend_keys(settings: Mapping[str, Any], environment: MutableMapping[str, str]) -> None:
    """Let the channels find the keys that stand in variables which the settings name.

    A channel looks for its key in a variable of its own name (`scraper.channels.ask.keys`); one that is there stays.
    """
    for name, variable in settings.get("keys", {}).items():
        key = environment.get(variable)
        if key:
            environment.setdefault(f"AFTERWORD_{name.upper()}_KEY", key)


def in_force(settings: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Every setting as it holds now: its name, its value, and where from: 'file', 'environment' or 'default'."""
    stated = defaults(settings)
    for name, setting in SETTINGS.items():
        if setting.variable and os.environ.get(setting.variable):
            yield name, os.environ[setting.variable], "environment"
        elif name in settings:
            yield name, _shown(settings[name]), "file"
        else:
            yield name, _shown(stated.get(name, setting.usual())), "default"


def _shown(value: Any) -> str:
    """A value in one line. Of keys the variables, and whether they are set, not what they hold."""
    if isinstance(value, dict):
        there = {name: "set" if os.environ.get(variable) else "not set" for name, variable in value.items()}
        return ", ".join(f"{name}: {variable} ({there[name]})" for name, variable in value.items())
    if isinstance(value, list):
        return " ".join(value)
    return "none" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def new_file() -> Path:
    """Where a new settings file goes. ArchiveError when there is one already."""
    path = file()
    if path is None:
        raise InvalidValue(f"{VARIABLE} is empty: no settings file is read; unset it, or name a file")
    if path.exists():
        raise ArchiveError(f"{path}: there is a settings file already; edit it, `afterword config` shows what it sets")
    return path


def initialise(path: Path, contact: str) -> None:
    """Write a settings file in which every setting stands as a comment, except the contact where there is one."""
    if "@" in contact and ":" not in contact:
        contact = f"mailto:{contact}"
    if not (contact.isascii() and contact.isprintable()):
        raise InvalidValue(f"contact: {contact!r} is not one line of ASCII text, such as mailto:you@example.org")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as made:
            made.write("\n".join(_template(contact)))
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be written ({error.strerror}); {VARIABLE} names another place") from None


def _template(contact: str) -> Iterator[str]:
    yield "# Settings of afterword: remove the # before a line to set it. `afterword config` shows what is in force."
    tables_last = sorted(SETTINGS.values(), key=lambda setting: setting.kind == "keys")  # one ends with the file only
    for setting in tables_last:
        value = setting.usual() if setting.example is None else setting.example
        yield from ("", f"# {setting.help}")
        if setting.name == "contact" and contact:
            yield f"contact = {json.dumps(contact)}"
        elif isinstance(value, dict):
            yield from (f"# [{setting.name}]", *(f"# {name} = {json.dumps(each)}" for name, each in value.items()))
        else:
            yield f"# {setting.name} = {json.dumps(value or '')}"
    yield ""


def _checked(path: Path, name: str, value: Any) -> Any:
    """A value from the file, paths made absolute. ValueError says what is wrong with it."""
    setting = SETTINGS.get(name)
    if setting is None:
        near = difflib.get_close_matches(name, SETTINGS, 1)
        raise ValueError(f"there is no setting {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    types, words = _SHAPES[setting.kind]
    is_shaped = isinstance(value, types) and not isinstance(value, bool)
    if not is_shaped or (isinstance(value, list) and not all(isinstance(each, str) and each.strip() for each in value)):
        raise ValueError(f"{name} has to be {words}")
    try:
        setting.read(value)
        if setting.kind == "hosts":
            return list(named("scraper.fetch:Policy")(private_hosts=tuple(value)).private_hosts)
        if setting.kind == "keys":
            _check_keys(value)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from None
    if setting.kind == "paths":
        return [_absolute(path, each) for each in value]
    return _absolute(path, value) if setting.kind == "path" else value


def _absolute(path: Path, stated: str) -> str:
    """A path that is relative to the folder of the file which states it."""
    return str((path.parent / Path(stated).expanduser()).absolute())


def _check_keys(table: Mapping[str, Any]) -> None:
    from scraper.comments.systems.table import channels

    for name, variable in table.items():
        if name not in channels():
            raise ValueError(f"{name}: there is no such channel; there are {', '.join(channels())}")
        if not isinstance(variable, str) or not re.fullmatch(r"[A-Za-z_]\w*", variable, re.ASCII):
            raise ValueError(f"{name} has to be the name of an environment variable, in quotes")
