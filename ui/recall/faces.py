"""What the overlay shows where there are no results: how to search, that nothing was found, that the safe is locked."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.interfaces import State, Status
from ui import locks, pieces, theme


class Teaching(QWidget):
    """A few searches to learn from. Emits `tried(str)` with the one that was pressed."""

    tried = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        body = pieces.column(self, 2 * theme.GRID, theme.GRID)
        body.addWidget(pieces.label(self.tr("Type whatever you remember of it"), "heading"))
        told = self.tr("Words are found as you type; what means the same follows. Filters make it narrower:")
        body.addWidget(pieces.label(told, "muted", wrap=True))
        lines = QGridLayout()
        lines.setHorizontalSpacing(2 * theme.GRID)
        lines.setVerticalSpacing(theme.GRID - 2)
        lines.setColumnStretch(1, 1)
        for at, (search, meaning) in enumerate(self._examples()):
            button = pieces.button(
                search, partial(self.tried.emit, search), "example", self.tr("Try {0}").format(search)
            )
            lines.addWidget(button, at, 0)
            lines.addWidget(pieces.label(meaning, "muted", wrap=True), at, 1)
        body.addSpacing(theme.GRID)
        body.addLayout(lines)
        body.addStretch(1)

    def _examples(self) -> tuple[tuple[str, str], ...]:
        return (
            ("app:mail invoice", self.tr("only in apps whose name holds “mail”")),
            ('person:"Ana Reis" on:yesterday', self.tr("what somebody said or sent, on a day")),
            ('"see you at" -monday', self.tr("exactly these words, without another")),
            ('budget* after:"last week"', self.tr("a word's beginning, from a time on")),
            ("url:github.com has:link", self.tr("addresses that were on screen")),
            ("kind:memory birthday", self.tr("only what Reverie concluded and keeps")),
        )


class Nothing(QWidget):
    """Says that nothing was found, what to try, and what was never seen at all."""

    def __init__(self) -> None:
        super().__init__()
        self.title = pieces.label("", "heading")
        self.tries = pieces.label("", "muted", wrap=True)
        self.seen = pieces.label("", "muted", wrap=True)
        body = pieces.column(self, 2 * theme.GRID, theme.GRID + 4)
        body.addStretch(1)
        for label in (self.title, self.tries, self.seen):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            body.addWidget(label)
        body.addStretch(2)

    def show_tries(self, filtered: bool) -> None:
        """Says what to try; with filters, to take one out."""
        self.title.setText(self.tr("Nothing found: 0 exact, 0 related"))
        tries = [
            self.tr("Try fewer words, or the beginning of one with a star: quart*"),
            self.tr("Take a filter out: the ✕ on its chip does.") if filtered else "",
            self.tr("Tab asks Reverie in your own words."),
        ]
        self.tries.setText("\n".join(filter(None, tries)))
        self.seen.clear()

    def show_refusal(self, title: str, message: str) -> None:
        """Says that it could not be looked."""
        self.title.setText(title)
        self.tries.setText(message)
        self.seen.clear()

    def show_seen(self, told: str) -> None:
        """Says what was watched and what not."""
        self.seen.setText(told)


class Shut(QWidget):
    """Says that the safe is not open. Emits `wanted` when the person would open it."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.title = pieces.label("", "heading")
        self.told = pieces.label("", "muted", wrap=True)
        self.button = pieces.button("", self.wanted.emit, "main")
        body = pieces.column(self, 2 * theme.GRID, theme.GRID + 4)
        body.addStretch(1)
        for label in (self.title, self.told):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            body.addWidget(label)
        body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        body.addStretch(2)

    def show_status(self, status: Status | None, why: str) -> None:
        """Says why nothing can be searched now, and what the button does. Without a status it is not known yet, or
        there is a reason `why` it cannot be.
        """
        if status is None:
            title = self.tr("Reverie cannot be reached") if why else self.tr("One moment")
            self._say(title, why or self.tr("Reverie is starting."), self.tr("Show Reverie"))
            return
        if status.state is State.ABSENT:
            told = self.tr("Make a safe first: it takes two minutes.")
            self._say(self.tr("Nothing is kept yet"), told, self.tr("Begin"))
            return
        why = f"{locks.told(status)}." if status.locked_because is not None else ""
        told = " ".join(filter(None, (why, self.tr("Unlock it to search what it remembers."))))
        self._say(self.tr("Reverie is locked"), told, self.tr("Unlock…"))

    def _say(self, title: str, told: str, button: str) -> None:
        self.title.setText(title)
        self.told.setText(told)
        self.button.setText(button)
        self.button.setAccessibleName(button)
