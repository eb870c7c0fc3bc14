"""What tests of the memories view share: going to a kind, and what stands on the page."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.fakes.reverie import KINDS
from ui.longtext import Reading
from ui.memories.view import MemoriesView

WAIT = 10_000
"""Milliseconds until a test that waits gives up."""


def go_to(qtbot: QtBot, memories: MemoriesView, kind: str) -> None:
    """Chooses the tab of a kind and waits for its rows."""
    memories.tabs.setCurrentIndex([known.name for known in KINDS].index(kind))
    settled(qtbot, memories)


def settled(qtbot: QtBot, memories: MemoriesView) -> None:
    """Waits for the rows that are on their way."""
    qtbot.waitUntil(lambda: not memories.model.loading, timeout=WAIT)


def written(memories: MemoriesView) -> str:
    """Everything on the page of the memory chosen."""
    return said(memories.page)


def said(widget: QWidget) -> str:
    """Everything that there is to read on a widget."""
    labels = (label.text() for label in widget.findChildren(QLabel))
    return "\n".join([*labels, *(text.toPlainText() for text in widget.findChildren(Reading))])


def first_cells(memories: MemoriesView) -> list[str]:
    """The first column of the list, as far as it is here."""
    model = memories.model
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]
