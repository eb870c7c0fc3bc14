"""A timeline of a million frames: what the window holds, and how long it paints."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.fakes import long_life
from tests.fakes.long_life import LongLife
from tests.unit.ui.conftest import WAIT, opened
from ui.application import Session
from ui.house import House
from ui.timeline import playhead, scale
from ui.timeline.view import TimelineView

PAINTED = 0.016
"""Seconds a painted frame may take."""


@pytest.fixture
def life() -> LongLife:
    reverie = LongLife()
    reverie.create("lantern orchard velvet tide")
    return reverie


@pytest.fixture
def session(qapp: QApplication, life: LongLife, settings: QSettings) -> Iterator[Session]:
    yield from opened(qapp, life, settings)


@pytest.fixture
def timeline(house: House, session: Session, qtbot: QtBot) -> TimelineView:
    session.window.resize(1600, 900)
    house.open("timeline")
    view = house.view("timeline")
    assert isinstance(view, TimelineView)
    qtbot.waitUntil(lambda: view.current is not None, timeout=WAIT)
    return view


def test_every_zoom_is_painted_in_time_and_the_window_never_holds_all(
    qtbot: QtBot, timeline: TimelineView, life: LongLife
) -> None:
    painted = []
    for level in range(len(scale.LEVELS)):
        timeline.tape.set_level(level)
        qtbot.waitUntil(lambda: bool(timeline.tape.pieces), timeout=WAIT)
        timeline.tape.grab()
        for at in range(5):
            timeline.tape.look_at(long_life.END - long_life.EVERY * 997 * at)
            began = time.perf_counter()
            timeline.tape.grab()
            painted.append(time.perf_counter() - began)
        timeline.tape.look_at(long_life.END)

    assert statistics.median(painted) < PAINTED
    assert life.most <= 2 * playhead.SIDE
    assert len(timeline.playhead.page) <= 2 * playhead.SIDE


def test_keys_go_on_over_the_edge_of_a_page_and_to_both_ends(qtbot: QtBot, timeline: TimelineView) -> None:
    for _ in range(playhead.SIDE + 20):
        qtbot.keyClick(timeline, Qt.Key.Key_Left)
        qtbot.wait(1)
    back = long_life.END - timeline.current.time  # type: ignore[union-attr]

    qtbot.keyClick(timeline, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: timeline.current.time == long_life.START, timeout=WAIT)  # type: ignore[union-attr]
    qtbot.keyClick(timeline, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    next_run = long_life.START + long_life.RUN * long_life.EVERY
    qtbot.waitUntil(lambda: timeline.current.time == next_run, timeout=WAIT)  # type: ignore[union-attr]
    qtbot.keyClick(timeline, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: timeline.playhead.is_last, timeout=WAIT)

    assert back == (playhead.SIDE + 21) * long_life.EVERY
    assert long_life.END - timeline.current.time == long_life.EVERY  # type: ignore[union-attr]
