"""What a screen reader is told of the window: everything that can have the keyboard has a name."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.fakes import applications, display, spoken
from tests.fakes.spoken import Spoken

PATIENCE = 60.0
ROOT = Path(__file__).resolve().parents[2]
VIEWS = ("chat", "timeline", "days", "memories", "privacy", "health", "settings")
NAMELESS = """
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
app = QApplication([])
window = QWidget()
inside = QVBoxLayout(window)
inside.addWidget(QPushButton("Named"))
inside.addWidget(QPushButton())
window.show()
app.exec()
"""

pytestmark = [
    pytest.mark.display,
    pytest.mark.slow,
    pytest.mark.xdist_group("x11"),
    pytest.mark.skipif(
        applications.missing() is not None, reason=f"{applications.missing()} is not installed"
    ),
]


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """A display with a bus on which applications say what they show."""
    with (
        display.display((1280, 800)) as name,
        applications.speaking(tmp_path_factory.mktemp("bus"), name) as told,
    ):
        yield told | {"PYTHONPATH": str(ROOT)}


@contextmanager
def saying(environment: dict[str, str], *command: str, holds: str) -> Iterator[list[Spoken]]:
    """What the program says once something of that name is shown, until it changes no more."""
    program = subprocess.Popen([sys.executable, *command], env=environment)
    try:
        told, before, end = list[Spoken](), list[Spoken](), time.monotonic() + PATIENCE
        while not (told and told == before and any(holds in one.name for one in told)):
            assert time.monotonic() < end, [one.path for one in told]
            time.sleep(0.5)
            told, before = spoken.tree(environment, program.pid), told
        yield told
    finally:
        program.terminate()
        program.wait(PATIENCE)


def nameless(told: list[Spoken]) -> list[tuple[str, ...]]:
    """The ends of the ways to them."""
    return [one.path[-3:] for one in told if one.showing and one.focusable and not one.name.strip()]


@pytest.mark.parametrize("view", VIEWS)
def test_everything_that_can_have_the_keyboard_has_a_name(environment: dict[str, str], view: str) -> None:
    with saying(environment, "-m", "tests.tools.show_fake", "--view", view, holds="Reverie") as told:
        shown = [one for one in told if one.showing and one.focusable]

        assert len(shown) > len(VIEWS), [one.path for one in told]
        assert not nameless(told)


def test_everything_of_an_answer_has_a_name(environment: dict[str, str]) -> None:
    asked = ("--answer", "When does the ferry to Porto leave?")

    with saying(environment, "-m", "tests.tools.show_fake", *asked, holds="The time to ask about") as told:
        shown = [one.name for one in told if one.showing]

        assert not nameless(told)
        for name in ("Why [1]?", "Why [1]: It answers", "Ask again in another way", "Steps to this answer"):
            assert any(name in one for one in shown), name


def test_the_guide_of_a_new_user_has_names_too(environment: dict[str, str]) -> None:
    with saying(environment, "-m", "tests.tools.show_fake", "--new", holds="Reverie") as told:
        assert any(one.showing and one.focusable for one in told)
        assert not nameless(told)


def test_a_button_without_a_name_would_be_noticed(environment: dict[str, str]) -> None:
    with saying(environment, "-c", NAMELESS, holds="Named") as told:
        assert len(nameless(told)) == 1
