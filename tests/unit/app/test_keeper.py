"""When a keeper that holds nothing ends by itself."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from app import client, paths
from app.interfaces import State
from app.keeper import Keeper
from tests.integration.program import until

LONELY_SECONDS = 0.4


@pytest.fixture
def keeper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Keeper:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    paths.socket_path(tmp_path / "home").parent.mkdir(mode=0o700, parents=True)
    return Keeper(tmp_path / "home", tmp_path / "cache", LONELY_SECONDS)


def serving(keeper: Keeper) -> threading.Thread:
    """The keeper at work on a thread of its own."""
    thread = threading.Thread(target=keeper.run, daemon=True)
    thread.start()
    return thread


def test_a_keeper_whose_window_died_before_it_said_hello_ends(keeper: Keeper) -> None:
    thread = serving(keeper)

    thread.join(60)

    assert not thread.is_alive()


def test_a_keeper_stays_while_a_client_is_connected(keeper: Keeper) -> None:
    thread = serving(keeper)
    link = client.Link(keeper.home, start=False)

    assert link.reverie().status().state is State.ABSENT
    assert not keeper._ending.wait(3 * LONELY_SECONDS)
    link.close()

    until(lambda: not thread.is_alive(), "the keeper to end", 60)
