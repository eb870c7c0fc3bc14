"""What the window's tests share: an offscreen Qt, a fake Reverie with its little world, and an open window on it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import small_world
from tests.fakes.reverie import KINDS, FakeReverie
from tests.fakes.small_world import SmallWorld
from ui.application import Session
from ui.desk import Desk
from ui.house import House
from ui.language import Language, Tongue
from ui.memories.view import MemoriesView

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

WAIT = 10_000
"""Milliseconds until a test that waits gives up; usually it takes some ten."""


@pytest.fixture
def world() -> SmallWorld:
    """An unlocked Reverie that knows its little world."""
    return small_world.build()


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Settings of the window in a folder of the test; it speaks English, whatever the computer does."""
    made = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made.setValue("language", Tongue.ENGLISH.value)
    return made


@pytest.fixture(autouse=True)
def english(qapp: QApplication, settings: QSettings) -> Iterator[Language]:
    """What is said without a window is said in English, with its plural forms."""
    spoken = Language(qapp, settings)
    yield spoken
    spoken.close()


@pytest.fixture
def session(qapp: QApplication, world: SmallWorld, settings: QSettings) -> Iterator[Session]:
    """A window that was opened on the world."""
    yield from opened(qapp, world.reverie, settings)


@pytest.fixture
def house(session: Session, qtbot: object) -> House:
    """What the window shows once the safe is open."""
    qtbot.waitUntil(lambda: session.window.house is not None, timeout=WAIT)  # type: ignore[attr-defined]
    found = session.window.house
    assert found is not None
    return found


@pytest.fixture
def memories(house: House, qtbot: QtBot) -> MemoriesView:
    """The memories view, with the rows of the first kind."""
    house.open("memories")
    view = house.view("memories")
    assert isinstance(view, MemoriesView)
    qtbot.waitUntil(lambda: view.tabs.count() == len(KINDS) and view.model.rowCount() > 0, timeout=WAIT)
    return view


@pytest.fixture
def desk(session: Session) -> Desk:
    """The desk of the window."""
    return session.desk


def opened(qapp: QApplication, reverie: FakeReverie, settings: QSettings) -> Iterator[Session]:
    """A session on this Reverie, closed afterwards."""
    session = Session(qapp, lambda: reverie, reverie.subscribe, "chat", settings)
    session.open()
    yield session
    session.close()
    session.setParent(None)
    session.deleteLater()
