"""Looks the installed packages up in the database of known weaknesses, with pip-audit; fails when one has some.

Where the database cannot be reached, or knows little of what is installed, this says so and fails nothing. Both steps
are bounded in time.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

SECONDS = 120


def main() -> int:
    """Returns the exit code."""
    install = _run("-m", "pip", "install", "--quiet", "pip-audit")
    if isinstance(install, str) or install.returncode:
        return _skipped("pip-audit cannot be installed here", install)
    audit = _run("-m", "pip_audit", "--format", "json", "--progress-spinner", "off", "--timeout", "15")
    try:
        found = json.loads(audit.stdout) if not isinstance(audit, str) else None
    except ValueError:
        found = None
    if found is None:
        return _skipped("the database of weaknesses cannot be asked from here", audit)
    return _tell(found["dependencies"])


def _tell(packages: list[dict[str, Any]]) -> int:
    looked_up = [package for package in packages if "skip_reason" not in package]
    if len(looked_up) <= len(packages) // 2:
        return _skipped(
            f"the database knows {len(looked_up)} of {len(packages)} packages; it cannot be reached in full"
        )
    weak = [(package, weakness) for package in looked_up for weakness in package["vulns"]]
    for package, weakness in weak:
        fixed = ", ".join(weakness["fix_versions"]) or "no version yet"
        sys.stdout.write(f"{package['name']} {package['version']}: {weakness['id']}; fixed in {fixed}\n")
    sys.stdout.write(f"audited {len(looked_up)} packages: {len(weak)} known weaknesses\n")
    return 1 if weak else 0


def _run(*arguments: str) -> subprocess.CompletedProcess[str] | str:
    """What a program of this environment said, or why it did not end."""
    try:
        return subprocess.run(
            [sys.executable, *arguments], capture_output=True, text=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return f"not done after {SECONDS} s"


def _skipped(why: str, said: subprocess.CompletedProcess[str] | str = "") -> int:
    words = said if isinstance(said, str) else said.stderr
    last = next((line for line in reversed(words.splitlines()) if line.strip()), "")
    sys.stdout.write(f"audit skipped: {why}{f' ({last.strip()[:200]})' if last else ''}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
