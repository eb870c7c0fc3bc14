"""What several integration tests stand on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.capture.ports import ReaderUnavailable, TextReader
from app.capture.readers import choose
from tests.fakes import display
from tests.integration.person import PATIENCE, Person


@pytest.fixture(scope="module")
def reader() -> Iterator[TextReader]:
    """The best reader of this machine."""
    try:
        opened = choose.choose()
    except ReaderUnavailable as refusal:
        pytest.skip(refusal.message)
    yield opened
    opened.close()


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    """Somebody before a display with a locked Reverie on it."""
    report = tmp_path / "report.json"
    with display.display((1280, 900)) as name:
        environment = {**os.environ, "DISPLAY": name, "QT_QPA_PLATFORM": "xcb"}
        command = [sys.executable, "-m", "tests.tools.told_window", str(report)]
        window = subprocess.Popen(command, env=environment)
        somebody = Person(name, report)
        try:
            yield somebody
        finally:
            window.terminate()
            window.wait(PATIENCE)
        somebody.never_stood_still()
