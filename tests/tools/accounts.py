"""An account that nobody has used Reverie on, and the keeper of a safe on it that records nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from app import client, paths
from app.interfaces import Refused, Reverie

_FOLDERS = {"XDG_STATE_HOME": "state", "XDG_CONFIG_HOME": "config", "XDG_RUNTIME_DIR": "run"}


def a_new_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets this process, and all it starts, live in `folder`."""
    for name, below in _FOLDERS.items():
        (folder / below).mkdir(mode=0o700)
        monkeypatch.setenv(name, str(folder / below))
    monkeypatch.setenv("REVERIE_HOME", str(folder / "home"))


@contextmanager
def paused(passphrase: str) -> Iterator[Reverie]:
    """The keeper of a new safe, which records nothing and has no language model; it is locked in the end."""
    link = client.Link(paths.home(), start=True)
    reverie = link.reverie()
    reverie.create(passphrase)
    reverie.pause()
    reverie.set_setting("model.language", "none")
    yield reverie
    link.close()
    # A window may have locked it, and unlocked it anew: for another keeper.
    left = client.unlocked(paths.home())
    if left is not None:
        with suppress(Refused):
            left.reverie().lock()
        left.close()
