"""The real programs that tests talk to, started once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.peers.wordpress import WordPress, lacking


@pytest.fixture(scope="session")
def running_wordpress() -> Iterator[WordPress]:
    """A WordPress on loopback; tests that want one are skipped, with the reason, where there can be none."""
    reason = lacking()
    if reason is not None:
        pytest.skip(reason)
    with WordPress() as wordpress:
        yield wordpress


@pytest.fixture
def wordpress(running_wordpress: WordPress) -> WordPress:
    """The same with all settings as they were. Posts of other tests may be in it."""
    running_wordpress.settings()
    return running_wordpress
