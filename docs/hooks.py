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
    """A section for each command by group: what it does, how it is called, its arguments and options, examples."""
    from archive.cli.app import COMMANDS

    known = _commands()
    for group, names in COMMANDS.items():
        yield from (f"## {group}", "")
        for name in names:
            command = known[name]
            shown = [each for each in command.params if not _HIDDEN.intersection(each.opts)]
            usage = command.collect_usage_pieces(command.context_class(command))
            yield from (f"### `{name}`", "", command.help, "")
            yield from ("```text", " ".join(["afterword", name, *usage]), "```", "")
            if shown:
                yield from ("| Option | Meaning | Default |", "| --- | --- | --- |")
                yield from (_option(each) for each in shown)
                yield ""
            yield from ("```text", *(f"$ {line}" for line in command.examples), "```", "")


def settings() -> Iterator[str]:
    """The table of settings, with the commands that take each as an option."""
    from archive.cli.settings import SETTINGS, default_text

    yield from ("| Setting | Meaning | Default | Option of |", "| --- | --- | --- | --- |")
    for known in SETTINGS.values():
        users = [
            name for name, command in _commands().items() if any(known.name == each.name for each in command.params)
        ]
        listed = "every command" if len(users) > 15 else ", ".join(f"[`{name}`](commands.md#{name})" for name in users)
        usual = default_text(known.usual())
        yield _row(f"`{known.name}`", known.help, usual and f"`{usual}`", listed)


def schema() -> Iterator[str]:
    """The relations, views and tables of a new archive, from its own `schema_docs`."""
    from archive.db.docs_page import fresh

    yield from fresh()


def views() -> Iterator[str]:
    """The views in one table."""
    from archive.db import schema

    yield from ("| View | One row, and what for |", "| --- | --- |")
    for name in schema.views():
        yield _row(f"[`{name}`](schema.md#{name})", schema.describe(name) or "")


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


def _option(parameter: Any) -> str:
    from archive.cli.settings import default_text

    usual = default_text(parameter.default)
    default = usual and f"`{usual}`"
    if parameter.param_type_name == "argument":
        return _row(f"`{parameter.metavar}`", parameter.help, default)
    takes = "" if parameter.is_flag else f" {parameter.metavar}"
    return _row(f"{', '.join(f'`{name}`' for name in parameter.opts)}{takes}", parameter.help, default)


def _row(*cells: str) -> str:
    """A row of a table. What Markdown would read in a cell is not wanted, except in code and links."""
    return f"| {' | '.join(_escaped(cell) for cell in cells)} |"


def _escaped(cell: str) -> str:
    inside_code = re.split(r"(`[^`]*`)", cell.replace("|", r"\|"))
    return "".join(part if part.startswith("`") else part.replace("*", r"\*") for part in inside_code)


PARTS = {each.__name__: each for each in (commands, settings, schema, views, codes, document)}
