"""The first step: what will be kept, and what never is. It comes before anything is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui import pieces, theme
from ui.firstrun.step import Step


def _tr(text: str) -> str:
    return QCoreApplication.translate("kept", text)


class KeptStep(Step):
    """Says it; nothing is asked."""

    def __init__(self) -> None:
        super().__init__(
            1,
            _tr("Welcome to Reverie"),
            _tr(
                "Reverie remembers what you see on this computer, and answers questions about it. "
                "Everything stays on this computer, encrypted with a passphrase that only you know."
            ),
            first=True,
        )
        self.skip.hide()
        self._list(
            _tr("What is kept"),
            (
                _tr(
                    "A picture of the screen every few seconds, when something changed, and the words on it."
                ),
                _tr("What you tell it, ask it, or bring in from elsewhere."),
                _tr(
                    "What it concludes from these: events, facts, how things are done. Each says from where."
                ),
            ),
        )
        self._list(
            _tr("What never is"),
            (
                _tr("Passwords, card numbers and keys: they are masked before anything is written."),
                _tr("Password managers, wallets, banking and private windows, and Reverie itself."),
                _tr("Sound. And nothing is ever sent to another computer, unless you allow its address."),
            ),
        )

    def _list(self, title: str, lines: tuple[str, ...]) -> None:
        card = pieces.Card("calm", gap=theme.GRID // 2)
        card.inside.addWidget(pieces.label(title, "heading"))
        for line in lines:
            card.inside.addWidget(pieces.label(line, wrap=True))
        self.body.addWidget(card)
