"""What waits for the person's word, and the vault's log: two small dialogs of the memories view."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QWidget

from app.interfaces import InboxItem, Refused, Reverie, VaultLogView
from ui import pieces, theme, when
from ui.desk import Desk

LOG_SHOWN = 200


class _ListDialog(QDialog):
    """A dialog with a list that scrolls, and a button that closes it."""

    def __init__(self, parent: QWidget, desk: Desk, title: str) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(620, 440)
        body = pieces.column(self, 2 * theme.GRID, 2 * theme.GRID)
        self.list = pieces.Scroll(title)
        body.addWidget(self.list, 1)
        self.trouble = pieces.label("", "bad", wrap=True)
        body.addWidget(self.trouble)
        answers = pieces.row()
        answers.addStretch(1)
        answers.addWidget(pieces.button(self.tr("Close"), self.reject))
        body.addLayout(answers)
        desk.shut.connect(self.reject)

    def refuse(self, refusal: Refused) -> None:
        """Says why something could not be done."""
        self.trouble.setText(refusal.message)


class InboxDialog(_ListDialog):
    """The secrets of screens that wait: each is kept or let go. `changed` is called after each answer."""

    def __init__(self, parent: QWidget, desk: Desk, changed: Callable[[], None]) -> None:
        super().__init__(parent, desk, QCoreApplication.translate("InboxDialog", "Seen on your screens"))
        self._changed = changed
        self._read()

    def _read(self) -> None:
        self._desk.query(self, lambda reverie: reverie.inbox(), self._show, self.refuse)

    def _show(self, items: list[InboxItem]) -> None:
        pieces.empty(self.list.inside)
        told = self.tr(
            "These were sealed as soon as they were seen; nobody can read them without your passphrase. "
            "What you do not keep goes by itself after a week. What you let go is not offered again."
        )
        self.list.inside.addWidget(
            pieces.label(told if items else self.tr("Nothing waits."), "muted", wrap=True)
        )
        for item in items:
            self.list.inside.addWidget(self._item(item))
        self.list.inside.addStretch(1)

    def _item(self, item: InboxItem) -> QWidget:
        card = pieces.Card(gap=4)
        card.inside.addWidget(pieces.label(item.title, wrap=True))
        found, until = (when.moment(time, self._desk.zone) for time in (item.found, item.expires))
        kind = item.entry_type.replace("_", " ")
        told = self.tr("{0} · {1} · seen {2} · goes {3}").format(kind, item.source, found, until)
        card.inside.addWidget(pieces.label(told, "quiet", wrap=True))
        answers = pieces.row()
        keep = pieces.button(self.tr("Keep in the vault"), lambda: self._answer(_accepting(item.id)), "main")
        let_go = pieces.button(self.tr("Let go"), lambda: self._answer(_rejecting(item.id)))
        for button, name in ((keep, self.tr("Keep {0}")), (let_go, self.tr("Let go of {0}"))):
            button.setAccessibleName(name.format(item.title))
            answers.addWidget(button)
        answers.addStretch(1)
        card.inside.addLayout(answers)
        return card

    def _answer(self, ask: Callable[[Reverie], object]) -> None:
        def done(_result: object) -> None:
            self._changed()
            self._read()

        self._desk.command(self, ask, done, self.refuse)


class LogDialog(_ListDialog):
    """When values of the vault were shown, copied or exported."""

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        title = QCoreApplication.translate("LogDialog", "When secrets were shown, copied or exported")
        super().__init__(parent, desk, title)
        desk.query(self, lambda reverie: reverie.vault_log(LOG_SHOWN), self._show, self.refuse)

    def _show(self, entries: list[VaultLogView]) -> None:
        if not entries:
            told = self.tr("No value was shown, copied or exported yet.")
            self.list.inside.addWidget(pieces.label(told, "muted", wrap=True))
        known = {
            "revealed": self.tr("Shown"),
            "copied": self.tr("Copied"),
            "exported": self.tr("Exported, encrypted"),
        }
        for entry in entries:
            what = known.get(entry.what, entry.what)
            title = entry.title or self.tr("forgotten since")
            line = f"{when.moment(entry.at, self._desk.zone)} · {what} · {title}"
            self.list.inside.addWidget(pieces.label(line, wrap=True, selectable=True))
        self.list.inside.addStretch(1)


def _accepting(id: UUID) -> Callable[[Reverie], object]:
    return lambda reverie: reverie.inbox_accept(id)


def _rejecting(id: UUID) -> Callable[[Reverie], object]:
    return lambda reverie: reverie.inbox_reject(id)
