"""Forgetting from the window: what would go is counted first, the person agrees, then it is gone for good."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.interfaces import Forget, ReceiptView
from ui import pieces, theme
from ui.desk import Desk


def _tr(text: str) -> str:
    return QCoreApplication.translate("forgetting", text)


def counted(receipt: ReceiptView) -> str:
    """What a receipt counts, in words; never content."""
    parts = (
        (receipt.observations, _tr("moment"), _tr("moments")),
        (receipt.pictures, _tr("picture"), _tr("pictures")),
        (receipt.memories, _tr("memory"), _tr("memories")),
        (receipt.answers, _tr("answer that cited them"), _tr("answers that cited them")),
    )
    named = [f"{count:,} {one if count == 1 else many}" for count, one, many in parts if count]
    if not named:
        return _tr("nothing")
    return named[0] if len(named) == 1 else _tr("{0} and {1}").format(", ".join(named[:-1]), named[-1])


class ForgetDialog(QDialog):
    """Asks whether what the dry run counted should be forgotten."""

    def __init__(self, parent: QWidget, receipt: ReceiptView) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Forget this?"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        body = pieces.column(self, 3 * theme.GRID, 2 * theme.GRID)
        body.addWidget(pieces.label(self.tr("Forget this?"), "title"))
        told = self.tr("This removes {0}, for good. It cannot be undone.").format(counted(receipt))
        body.addWidget(pieces.label(told, wrap=True))
        answers = pieces.row()
        self.keep = pieces.button(self.tr("Keep it"), self.reject)
        self.forget = pieces.button(self.tr("Forget for good"), self.accept, "danger")
        answers.addStretch(1)
        answers.addWidget(self.keep)
        answers.addWidget(self.forget)
        body.addLayout(answers)
        self.keep.setDefault(True)


def ask_and_forget(parent: QWidget, desk: Desk, what: Forget, done: Callable[[ReceiptView], None]) -> None:
    """Counts, asks, forgets; `done` gets the receipt when something was forgotten."""

    def ask(receipt: ReceiptView) -> None:
        dialog = ForgetDialog(parent, receipt)
        dialog.accepted.connect(lambda: desk.command(parent, lambda reverie: reverie.forget(what), done))
        dialog.open()

    desk.query(parent, lambda reverie: reverie.forget(replace(what, dry_run=True)), ask)
