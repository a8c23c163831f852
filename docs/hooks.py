"""MkDocs hook: fill the reference pages from what the program itself says.

A line `<!-- generated: NAME -->` in a page becomes what the function of that name yields. Each of them reads one
source: the Typer app, the table of settings, a new archive, the JSON Schema of the document.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

_MARKER = re.compile(r"^<!-- generated: (\w+) -->$", re.MULTILINE)
_HIDDEN = {"--archive", "--verbose", "--help"}
"""Options of every command: commands.md has them once."""


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Replace each marker of a page by its lines (mkdocs.org, "Events")."""
    return _MARKER.sub(lambda marker: "\n".join(PARTS[marker[1]]()), markdown)


def commands() -> Iterator[str]:
    """A section for each command: what it does, how it is called, its arguments and options."""
    for name, command in _commands().items():
        context = command.context_class(command, info_name=f"afterword {name}")
        yield from (f"## `{name}`", "", command.help, "")
        shown = [each for each in command.params if not _HIDDEN.intersection(each.opts)]
        arguments = "".join(f" {_argument(each)}" for each in shown if each.param_type_name == "argument")
        yield from ("```text", f"afterword {name}{arguments} [OPTIONS]", "```", "")
        if shown:
            yield from ("| Option | Meaning | Default |", "| --- | --- | --- |")
            yield from (_option(each, context) for each in shown)
            yield ""


def settings() -> Iterator[str]:
    """The table of settings. Where an option has the same name, its help says what the setting means."""
    from archive.cli.settings import KNOWN, defaults

    taken = defaults(_commands(), {known.name: known.name for known in KNOWN})
    yield from ("| Setting | Meaning | Default | Option of |", "| --- | --- | --- | --- |")
    for known in KNOWN:
        options = {
            command: option
            for command, names in taken.items()
            for option in _commands()[command].params
            if known.name in names and option.name == known.name
        }
        meanings = {_meaning(option)[0]: None for option in options.values()}
        meaning = _SETTINGS_WITHOUT_OPTION.get(known.name) or next(iter(meanings), "")
        usual = f"`{known.usual}`" if known.usual else ""
        users = (
            "every command" if len(options) > 15 else ", ".join(f"[`{name}`](commands.md#{name})" for name in options)
        )
        yield _row(f"`{known.name}`", meaning, usual, users)


# Until the table of settings has these texts itself.
_SETTINGS_WITHOUT_OPTION = {
    "contact": "How to reach you: an address that becomes part of the User-Agent.",
    "allow_private": "Hosts that may be asked although their addresses are not public.",
    "keys": "For a channel that needs a key: the environment variable that holds yours.",
}


def schema() -> Iterator[str]:
    """The relations, views and tables of a new archive, from its own `schema_docs`."""
    from archive.db.docs_page import fresh

    yield from fresh()


def views() -> Iterator[str]:
    """The views in one table."""
    from archive.db import views
    from archive.db.descriptions import describe

    yield from ("| View | One row, and what for |", "| --- | --- |")
    for name in views.views():
        yield _row(f"[`{name}`](schema.md#{name})", describe(name) or "")


def codes() -> Iterator[str]:
    """Why a thread may be incomplete: each code, and its sentence with the place of the detail."""
    from scraper.incomplete import SENTENCES

    yield from ("| Code | Sentence |", "| --- | --- |")
    for code, sentence in SENTENCES.items():
        yield _row(f"`{code}`", sentence.replace("{}", "…"))


def document() -> Iterator[str]:
    """The keys of the thread document, a table for each kind of object."""
    root = json.loads(files("scraper").joinpath("thread.schema.json").read_text("utf-8"))
    defined = root["$defs"]
    for name, part in {"document": root, **defined}.items():
        if "properties" in part:
            yield from (f"### {name.replace('_', ' ').capitalize()}", "")
            yield from ([part["description"], ""] if part is not root else [])
            yield from _keys(part, defined)
            for key, each in part["properties"].items():
                inner = each.get("items", {})
                if "properties" in inner:
                    yield from (f"An object in `{key}`:", "", *_keys(inner, defined))


def _keys(part: dict[str, Any], defined: dict[str, Any]) -> Iterator[str]:
    yield from ("| Key | Type | Meaning |", "| --- | --- | --- |")
    for key, each in part["properties"].items():
        yield _row(f"`{key}`", _type(each, defined), each.get("description", ""))
    yield ""


def _type(part: dict[str, Any], defined: dict[str, Any]) -> str:
    """The type of a value: a word of JSON, a link to the object that stands there, or the words that may."""
    if "const" in part:
        return f"`{json.dumps(part['const'])}`"
    if "enum" in part:
        return ", ".join(f"`{word}`" for word in part["enum"])
    if "$ref" in part:
        name = part["$ref"].rpartition("/")[2]
        if "properties" in defined[name]:
            return f"[{name.replace('_', ' ')}](#{name.replace('_', '-')})"
        return _type(defined[name], defined)
    if part.get("type") == "array" and "$ref" in part.get("items", {}):
        return f"array of {_type(part['items'], defined)}"
    stated = part["type"]
    return stated if isinstance(stated, str) else " or ".join(stated)


def _commands() -> dict[str, Any]:
    import typer

    from archive.cli.app import app

    group: Any = typer.main.get_command(app)
    return dict(group.commands)


def _argument(parameter: Any) -> str:
    return str(parameter.metavar or parameter.name.upper() + "..." * (parameter.nargs == -1))


def _option(parameter: Any, context: Any) -> str:
    meaning, default = _meaning(parameter)
    if parameter.param_type_name == "argument":
        return _row(f"`{_argument(parameter)}`", meaning, "")
    takes = "" if parameter.is_flag else f" {parameter.metavar or _value(parameter.get_help_record(context)[0])}"
    return _row(f"{', '.join(f'`{name}`' for name in parameter.opts)}{takes}", meaning, default)


def _value(record: str) -> str:
    """What an option takes, from its line in `--help`, which ends with the type: `--retries INTEGER RANGE`."""
    words = {"int": "N", "float": "NUMBER", "path": "PATH"}
    return next((word for name, word in words.items() if name in record.rpartition("--")[2].lower()), "TEXT")


def _meaning(parameter: Any) -> tuple[str, str]:
    """The help of a parameter, and its default: what stands in brackets at the end of the help, else its own."""
    text = parameter.help or ""
    bracketed = re.fullmatch(r"(.*\S) \[([^\]]+)\]", text)
    if bracketed:
        return bracketed[1], f"`{bracketed[2]}`"
    default = parameter.default
    is_value = isinstance(default, str | int | float) and not isinstance(default, bool)
    return text, f"`{default:g}`" if isinstance(default, float) else f"`{default}`" if is_value else ""


def _row(*cells: str) -> str:
    """A row of a table. What Markdown would read in a cell is not wanted, except in code and links."""
    return f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _escaped(cell: str) -> str:
    inside_code = re.split(r"(`[^`]*`)", cell.replace("|", r"\|"))
    return "".join(part if part.startswith("`") else part.replace("*", r"\*") for part in inside_code)


PARTS = {each.__name__: each for each in (commands, settings, schema, views, codes, document)}
