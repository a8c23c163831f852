"""Options and arguments that many commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ArchiveOption = Annotated[
    Path, typer.Option("--archive", envvar="AFTERWORD_ARCHIVE", help="The archive.", show_default=True)
]
VerboseOption = Annotated[bool, typer.Option("--verbose", help="Show where an error came from.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
ThreadArgument = Annotated[str, typer.Argument(metavar="URL|UID", help="Address of the article, or uid of its thread.")]

AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="TIME", help="As it stood then: 2026-11-21 (its end), 2026-11-21T18:30 (UTC)."),
]

DEFAULT_ARCHIVE = Path("afterword.db")

DelayOption = Annotated[
    float | None, typer.Option("--delay", min=0, help="Seconds between two requests to a host. [1]")
]
TimeoutOption = Annotated[
    float | None, typer.Option("--timeout", min=0.001, help="Seconds that a request may take. [60]")
]
RetriesOption = Annotated[int | None, typer.Option("--retries", min=0, help="How often a request is tried again. [2]")]
MaxBytesOption = Annotated[int | None, typer.Option("--max-bytes", min=1, help="Size of the largest page. [20971520]")]
MaxPagesOption = Annotated[int | None, typer.Option("--max-pages", min=1, help="Pages that one run asks for. [100000]")]
MaxHostPagesOption = Annotated[
    int | None, typer.Option("--max-host-pages", min=1, help="Pages that one run asks of one host. [20000]")
]
UserAgentOption = Annotated[str | None, typer.Option("--user-agent", help="Who asks; say how to reach you.")]
AllowPrivateOption = Annotated[bool, typer.Option("--allow-private", help="Ask addresses that are not public.")]
