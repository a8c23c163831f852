"""One run at a time holds an archive, and a lock dies with its owner."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from archive.db.lock import run_lock
from archive.errors import ArchiveReadOnly, RunLocked

if TYPE_CHECKING:
    from pathlib import Path

HOLD = """
import sys, time
from pathlib import Path
from archive.db.lock import run_lock
with run_lock(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_who_holds_it_is_told(tmp_path: Path) -> None:
    with run_lock(tmp_path / "a.db"):
        assert json.loads((tmp_path / "a.db.lock").read_bytes())["process"] == os.getpid()
        with pytest.raises(RunLocked, match=f"process {os.getpid()} on .*, since 2"), run_lock(tmp_path / "a.db"):
            pass
        with run_lock(tmp_path / "b.db"):
            pass
    assert (tmp_path / "a.db.lock").read_bytes() == b""
    with run_lock(tmp_path / "a.db"):
        pass


def test_a_lock_dies_with_its_owner(tmp_path: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, tmp_path / "a.db"], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(RunLocked, match=f"process {holder.pid} "), run_lock(tmp_path / "a.db"):
        pass
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    holder.stdout.close()
    with run_lock(tmp_path / "a.db"):  # the words of the dead one still stand in the file
        pass


def test_words_that_say_nothing_do_not_stop_the_telling(tmp_path: Path) -> None:
    with run_lock(tmp_path / "a.db"):
        (tmp_path / "a.db.lock").write_bytes(b"[]")
        with pytest.raises(RunLocked, match="it has just begun"), run_lock(tmp_path / "a.db"):
            pass


def test_a_folder_that_takes_no_lock_is_told(tmp_path: Path) -> None:
    with pytest.raises(ArchiveReadOnly, match="lock"), run_lock(tmp_path / "none" / "a.db"):
        pass
