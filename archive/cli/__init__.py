"""The `afterword` command: the Typer app, its options, settings and progress."""


def main() -> None:
    """Run the `afterword` command."""
    from archive.cli import app, console

    console.prepare()
    app.app()
