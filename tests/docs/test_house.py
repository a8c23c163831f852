"""The house as docs/house.md draws it: the folders that there are, in the order that the import contracts hold."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.docs.blocks import PAGES, ROOT
from tests.docs.places import example

PACKAGES = ("archive", "scraper")


def drawn(package: str) -> list[set[str]]:
    """The layers of the picture, the highest first, each with the folders and files in it."""
    lines = example("docs/house.md", f"layers of {package}", PAGES).splitlines()
    return [set(line.split("  ")[0].split()) for line in lines if not line.startswith(" ")]


def contracted(package: str) -> list[set[str]]:
    """The layers of import-linter's contract on a package, the highest first. None: []."""
    tool = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]
    contracts: list[dict[str, Any]] = tool.get("importlinter", {}).get("contracts", [])
    for contract in contracts:
        if contract["type"] == "layers":
            layers = [re.findall(r"[\w.]+", layer) for layer in contract["layers"]]
            if package in contract.get("containers", [layers[0][0].partition(".")[0]]):
                return [{name.removeprefix(f"{package}.") for name in names} for names in layers]
    return []


@pytest.mark.parametrize("package", PACKAGES)
def test_the_picture_shows_the_folders_that_there_are(package: str) -> None:
    shown = {name for layer in drawn(package) for name in layer}
    folders = {f"{path.parent.name}/" for path in (ROOT / package).glob("*/*.py")}
    assert {name for name in shown if name.endswith("/")} == folders
    assert not [name for name in shown if not Path(ROOT, package, name).exists()]


@pytest.mark.parametrize("package", PACKAGES)
def test_the_picture_has_the_order_of_the_import_contracts(package: str) -> None:
    layers = contracted(package)
    places = {re.sub(r"/|\.py", "", name): place for place, names in enumerate(drawn(package)) for name in names}
    assert {name for names in layers for name in names if "." not in name} <= set(places)
    order = [max(places[name] for name in names if name in places) for names in layers]
    assert order == sorted(order), "a folder stands above one that may not import it"


@pytest.mark.parametrize("page", ["SECURITY.md", "CONTRIBUTING.md", "docs/benchmarks.md"])
def test_files_that_a_page_names_are_there(page: str) -> None:
    named = re.findall(r"`((?:scraper|archive|tests|docs)/[\w./]+)`", PAGES[page])
    assert named
    assert not [name for name in named if not (ROOT / name).exists()]
