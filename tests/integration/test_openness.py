"""What the keeper writes down of other programs that read, and of the window, which is none of them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from app import client, paths
from app.interfaces import Query
from tests.tools import accounts

pytestmark = pytest.mark.slow


def test_a_command_that_searches_is_logged_by_who_started_it_and_a_window_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    accounts.a_new_one(tmp_path, monkeypatch)

    with accounts.paused("seven quiet herons") as reverie:
        window = client.Link(paths.home(), start=True, window=True)
        window.reverie().search(Query("harbour"))
        window.close()
        assert reverie.reads() == []
        subprocess.run([sys.executable, "-P", "-m", "app", "search", "harbour"], check=True, timeout=60)
        reverie.search(Query("harbour"))

        (mine, command) = reverie.reads()
        assert (command.what, command.times, mine.what) == ("searched", 1, "searched")
        # It is told who started the command: this very test.
        assert command.program == f"reverie ({mine.program})"
        found = reverie.network()
        assert (found.outings, found.connections) == ((), ())
        assert found.processes + found.unseen >= 1
