"""Our windows are kept out of others' recordings, where the system has a way."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from ui import shielding
from ui.shielding import Shield


def test_every_window_that_is_shown_is_hidden_from_recorders_and_its_parts_are_no_windows(
    qapp: QApplication, qtbot: QtBot
) -> None:
    hidden: list[int] = []
    shield = Shield(qapp, hidden.append)
    window = QWidget()
    QLabel("inside", window)
    dialog, menu = QDialog(window), QMenu(window)
    menu.addAction("Quit")

    for one in (window, dialog, menu):
        one.show()

    assert sorted(hidden) == sorted(int(one.winId()) for one in (window, dialog, menu))
    qapp.removeEventFilter(shield)
    for one in (menu, dialog, window):
        one.close()


def test_where_the_system_has_no_way_nothing_is_done(qapp: QApplication) -> None:
    assert shielding.shield(qapp, "linux") is None
