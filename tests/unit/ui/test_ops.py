"""Calls leave the window's thread and come back to it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.interfaces import Refused
from ui.ops import Command, Pool, Query


@pytest.fixture
def pool(qtbot: QtBot) -> Iterator[Pool]:
    made = Pool()
    yield made
    made.drain()


def test_a_query_runs_elsewhere_and_answers_on_qts_thread(qtbot: QtBot, pool: Pool) -> None:
    parent = QObject()
    threads: list[int] = []

    Query(
        pool, parent, threading.get_ident, lambda ran: threads.extend((ran, threading.get_ident())), _never
    ).start()

    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] != threads[1] == threading.get_ident()


def test_a_refusal_arrives_as_it_was_raised(qtbot: QtBot, pool: Pool) -> None:
    parent = QObject()
    heard: list[Refused] = []

    def call() -> None:
        raise Refused("Locked", "Unlock it first.", 3)

    Query(pool, parent, call, _never, heard.append).start()

    qtbot.waitUntil(lambda: bool(heard))
    assert (heard[0].title, heard[0].message, heard[0].code) == ("Locked", "Unlock it first.", 3)


@pytest.mark.expects_log("a call failed: KeyError")
def test_a_bug_becomes_a_sentence_and_its_text_is_neither_shown_nor_logged(
    qtbot: QtBot, pool: Pool, caplog: pytest.LogCaptureFixture
) -> None:
    parent = QObject()
    heard: list[Refused] = []

    def call() -> None:
        raise KeyError("what the person typed")

    with caplog.at_level(logging.ERROR):
        Query(pool, parent, call, _never, heard.append).start()
        qtbot.waitUntil(lambda: bool(heard))

    assert "typed" not in heard[0].message + caplog.text
    assert "KeyError" in caplog.text


def test_a_cancelled_query_answers_nobody(qtbot: QtBot, pool: Pool) -> None:
    parent, go_on = QObject(), threading.Event()

    query = Query(pool, parent, go_on.wait, _never, _never).start()
    query.cancel()
    go_on.set()

    qtbot.waitUntil(lambda: not pool.busy)


def test_a_parent_that_died_is_not_called(qtbot: QtBot, pool: Pool) -> None:
    parent, go_on = QObject(), threading.Event()

    Query(pool, parent, go_on.wait, _never, _never).start()
    parent.deleteLater()
    qtbot.wait(0)
    go_on.set()

    qtbot.waitUntil(lambda: not pool.busy)


def test_a_command_is_carried_out_though_nobody_waits_and_gives_its_widgets_back(
    qtbot: QtBot, pool: Pool
) -> None:
    parent, button, done = QObject(), QPushButton(), []
    qtbot.addWidget(button)

    command = Command(pool, parent, lambda: done.append(True), _never, _never)
    command.start([button])
    command.cancel()

    assert not button.isEnabled()
    qtbot.waitUntil(lambda: not pool.busy)
    assert done == [True]
    assert button.isEnabled()


def test_draining_waits_for_what_runs(qtbot: QtBot, pool: Pool) -> None:
    parent, go_on, ended = QObject(), threading.Event(), []

    def call() -> None:
        go_on.wait()
        ended.append(True)

    Command(pool, parent, call, lambda _none: None, _never).start()
    threading.Timer(0.05, go_on.set).start()

    assert pool.drain()
    assert ended == [True]


def test_nothing_is_begun_once_drained(qtbot: QtBot, pool: Pool) -> None:
    parent, begun = QObject(), []
    pool.drain()

    Query(pool, parent, lambda: begun.append(True), _never, _never).start()

    assert not pool.busy
    assert pool.drain()
    assert begun == []


def test_what_still_rings_after_the_pool_has_gone_begins_nothing(qtbot: QtBot) -> None:
    window, parent, begun = QObject(), QObject(), []
    pool = Pool(window)
    pool.drain()
    shiboken6.delete(window)

    Query(pool, parent, lambda: begun.append(True), _never, _never).start()

    assert begun == []


def _never(_anything: object) -> None:
    pytest.fail("nobody should have been called")
