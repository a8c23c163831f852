"""What holds for every test: nobody's own settings, and no deadline for an example on a machine that is busy."""

from __future__ import annotations

import pytest
from hypothesis import settings

settings.register_profile("afterword", deadline=None)
settings.load_profile("afterword")


@pytest.fixture(autouse=True)
def _no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERWORD_CONFIG", "")
