"""The law of the house: no module is long, and each has its tests where its name leads."""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    path.relative_to(ROOT)
    for package in ("scraper", "archive")
    for path in (ROOT / package).rglob("*.py")
    if path.name not in ("__init__.py", "__main__.py")
)


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_no_module_is_over_400_lines(module: Path) -> None:
    assert len((ROOT / module).read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_each_module_has_its_tests_by_name(module: Path) -> None:
    tests = ROOT / "tests" / module.parent / f"test_{module.stem.strip('_')}.py"

    assert tests.is_file(), f"{module} has no {tests.relative_to(ROOT)}"
    assert "\ndef test_" in tests.read_text(encoding="utf-8"), f"{tests.relative_to(ROOT)} tests nothing"
