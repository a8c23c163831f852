from __future__ import annotations

import re
import tomllib
from pathlib import Path

import scraper
from scraper.version import __version__


def test_the_version_is_that_of_the_distribution_and_of_the_package() -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__ == scraper.__version__


def test_the_version_leaves_the_part_behind_a_plus_sign_to_rules_and_plugins() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+((a|b|rc)\d+)?(\.dev\d+)?", __version__)  # PEP 440, public version identifiers
