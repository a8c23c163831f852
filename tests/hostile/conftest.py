from __future__ import annotations

import pytest

from tests.hostile.net import Net
from tests.scraper.fetch.conftest import FakeClock, _no_proxies

__all__ = ["_no_proxies"]


@pytest.fixture
def net(monkeypatch: pytest.MonkeyPatch) -> Net:
    return Net(monkeypatch)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()
