"""The command `import`."""

from __future__ import annotations

import json
from pathlib import Path

from tests.support.command import run


def test_what_export_writes_import_takes(path: Path, fresh: Path) -> None:
    file = path.with_name("threads.ndjson")
    file.write_text(run(path, "export", "--format", "ndjson").stdout, "utf-8")
    assert run(fresh, "import", file).stdout == "2 threads read, 2 threads and 3 comments new\n"
    assert json.loads(run(fresh, "import", file, "--json").stdout)["failed"] == 0
    assert run(fresh, "import", "--quiet", file).output == ""
    assert run(fresh, "export", "--format", "ndjson").stdout == file.read_text("utf-8")


def test_a_file_of_something_else_is_named_before_anything_comes_in(path: Path, fresh: Path) -> None:
    other, file = path.with_name("notes.txt"), path.with_name("threads.json")
    other.write_text("Tea at four.")
    file.write_text(run(path, "export").stdout, "utf-8")
    result = run(fresh, "import", file, other, code=1)
    assert result.stderr.startswith(f"Error: {other}: ")
    assert not fresh.exists()


def test_a_base_that_is_no_address_is_wrong_use(path: Path, fresh: Path) -> None:
    error = run(fresh, "import", path, "--base", "javascript:x", code=2).stderr
    assert "'javascript:x' is no http(s) address" in error
    assert not fresh.exists()
