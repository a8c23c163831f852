from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.benchmarks import floors

PRINTED = "failed a.html: ValueError\npages 12  failed 0  body F1 0.971  comment leak 0.004  pages a second 21.250\n"


def kept(folder: Path, **figures: float) -> Path:
    path = folder / "floors.json"
    path.write_text(json.dumps({"articles": {"pages": 12, **{k.replace("_", " "): v for k, v in figures.items()}}}))
    return path


def run(folder: Path, text: str, *words: str) -> int:
    source = folder / "printed.txt"
    source.write_text(text, encoding="utf-8")
    return floors.main([f"articles={source}", "--floors", str(folder / "floors.json"), *words])


def test_figures_at_their_floors_pass(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept(tmp_path, body_F1=0.971, comment_leak=0.004)
    assert run(tmp_path, PRINTED) == 0
    assert capsys.readouterr().out == "articles: nothing fell\n"


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ({"body_F1": 0.975}, "articles: body F1: 0.975 -> 0.971 (worse by 0.0040)\n"),
        ({"comment_leak": 0.001}, "articles: comment leak: 0.001 -> 0.004 (worse by 0.0030)\n"),
        ({"title": 0.9}, "articles: title: 0.900 -> not told\n"),
    ],
)
def test_what_fell_is_named_with_how_much(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], figures: dict[str, float], told: str
) -> None:
    kept(tmp_path, **figures)
    assert run(tmp_path, PRINTED) == 1
    assert capsys.readouterr().out == told


def test_json_and_a_script_that_writes_it_are_read_as_what_is_printed(tmp_path: Path) -> None:
    kept(tmp_path, body_F1=0.971)
    figures = {"pages": 12, "body F1": 0.9712, "note": None}
    written = tmp_path / "figures.json"
    written.write_text(json.dumps(figures))
    script = tmp_path / "score.py"
    script.write_text(
        f"import sys\nopen(sys.argv[sys.argv.index('--json') + 1], 'w').write('''{json.dumps(figures)}''')\n"
    )
    for source in (written, script):
        assert floors.main([f"articles={source}", "--floors", str(tmp_path / "floors.json")]) == 0


def test_figures_of_other_pages_are_not_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept(tmp_path, body_F1=0.5)
    assert run(tmp_path, PRINTED.replace("pages 12", "pages 11")) == 2
    assert "floors of 12 pages, figures of 11" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "Traceback: nothing here", "{}", "{"])
def test_a_source_without_figures_is_told_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    kept(tmp_path)
    assert run(tmp_path, text) == 2
    assert "printed.txt" in capsys.readouterr().err


def test_new_floors_are_cut_to_what_the_run_holds(tmp_path: Path) -> None:
    kept(tmp_path, body_F1=0.95)
    assert run(tmp_path, '{"pages": 12, "body F1": 0.97199, "comment leak": 0.0041, "ms a page": 9.5}', "--write") == 0
    assert json.loads((tmp_path / "floors.json").read_text()) == {
        "articles": {"pages": 12.0, "body F1": 0.971, "comment leak": 0.005}
    }
    assert run(tmp_path, '{"pages": 12, "body F1": 0.97199, "comment leak": 0.0041}') == 0


def test_a_floor_is_lowered_only_on_demand(tmp_path: Path) -> None:
    before = kept(tmp_path, body_F1=0.98).read_text()
    assert run(tmp_path, PRINTED, "--write") == 1
    assert (tmp_path / "floors.json").read_text() == before
    assert run(tmp_path, PRINTED, "--write", "--lower") == 0
    assert run(tmp_path, PRINTED) == 0


def test_writing_one_group_leaves_the_others(tmp_path: Path) -> None:
    kept(tmp_path, body_F1=0.9)
    source = tmp_path / "threads.json"
    source.write_text('{"pages": 3, "nodes": 0.99}')
    assert floors.main([f"threads={source}", "--floors", str(tmp_path / "floors.json"), "--write"]) == 0
    assert set(json.loads((tmp_path / "floors.json").read_text())) == {"articles", "threads"}


def test_the_floors_of_this_repository_are_whole() -> None:
    kept_here = json.loads(floors.FLOORS.read_text())
    assert set(kept_here) == {"articles", "threads"}
    assert all(
        0 <= value <= 1
        for group in kept_here.values()
        for name, value in group.items()
        if "pages" not in name and name != "gold comments"
    )
