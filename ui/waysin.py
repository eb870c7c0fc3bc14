"""A card about the ways into the safe: another passphrase, and the system's keyring."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.interfaces import KeyringView, Refused
from ui import faces, pieces
from ui.desk import Desk
from ui.unlock import SHORTEST


class WaysIn(pieces.Card):
    """Changes the passphrase, and switches the keyring; both ask for the present passphrase."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._on = False
        self.inside.addWidget(pieces.label(self.tr("Ways into your safe"), "heading"))
        self.present = faces.passphrase(self.tr("The present passphrase"))
        self.first = faces.passphrase(self.tr("A new passphrase"))
        self.second = faces.passphrase(self.tr("The new passphrase again"))
        self.told = pieces.label("", "muted", wrap=True)
        self.change = pieces.button(self.tr("Change the passphrase"), self._change)
        self.switch = pieces.button("", self._switch)
        self.keyring = pieces.label("", "muted", wrap=True)
        fields = pieces.row()
        for field in (self.present, self.first, self.second):
            field.textChanged.connect(lambda _text: self._judge())
            fields.addWidget(field, 1)
        answers = pieces.row()
        answers.addWidget(self.change)
        answers.addWidget(self.switch)
        answers.addStretch(1)
        self.inside.addLayout(fields)
        self.inside.addWidget(self.told)
        self.inside.addWidget(self.keyring)
        self.inside.addLayout(answers)
        self.switch.hide()
        self._judge()

    def refresh(self) -> None:
        """Asks again how the keyring stands."""
        self._desk.query(self, lambda reverie: reverie.keyring(), self._show, self._refused)

    def _judge(self) -> None:
        first, second = self.first.text(), self.second.text()
        if first and len(first) < SHORTEST:
            self.told.setText(self.tr("At least {0} characters, please.").format(SHORTEST))
        elif second and first != second and not first.startswith(second):
            self.told.setText(self.tr("The two are not the same yet."))
        else:
            self.told.setText(
                self.tr("A new passphrase touches nothing that was kept. Your recovery words stay.")
            )
        present = bool(self.present.text())
        self.change.setEnabled(present and len(first) >= SHORTEST and first == second)
        self.switch.setEnabled(self._on or present)

    def _change(self) -> None:
        old, new = self.present.text(), self.first.text()
        self._desk.command(
            self,
            lambda reverie: reverie.change_passphrase(old, new),
            lambda _none: self._changed(),
            self._refused,
            self._waiting(),
        )

    def _changed(self) -> None:
        self._empty()
        self.told.setText(self.tr("The new passphrase holds from now on."))

    def _switch(self) -> None:
        on, present = not self._on, self.present.text()
        self._desk.command(
            self,
            lambda reverie: reverie.set_keyring(on, present if on else ""),
            self._switched,
            self._refused,
            self._waiting(),
        )

    def _switched(self, view: KeyringView) -> None:
        self._empty()
        self._show(view)

    def _show(self, view: KeyringView) -> None:
        self._on = view.on
        if view.on:
            told = self.tr(
                "The system's keyring opens your safe. Any program that you run may ask the keyring."
            )
        elif view.available:
            told = self.tr(
                "The system's keyring can open your safe, so that no passphrase is asked for. It never opens "
                "the vault. Any program that you run may ask the keyring."
            )
        else:
            told = ""
        self.keyring.setText(f"{told} {view.message}".strip())
        self.switch.setText(self.tr("Use the keyring no more") if view.on else self.tr("Use the keyring"))
        self.switch.setVisible(view.available or view.on)
        self._judge()

    def _refused(self, refusal: Refused) -> None:
        self._judge()
        self.told.setText(refusal.message)
        self.present.selectAll()

    def _waiting(self) -> tuple[QWidget, ...]:
        return (self.present, self.first, self.second, self.change, self.switch)

    def _empty(self) -> None:
        for field in (self.present, self.first, self.second):
            field.clear()
