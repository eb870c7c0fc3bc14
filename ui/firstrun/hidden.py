"""The step about what is hidden: the list that is there from the start, and apps of one's own, seen before or not."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit, QWidget

from app.interfaces import Refused, RuleView
from ui import pieces, theme
from ui.desk import Desk
from ui.firstrun.step import Step


def _tr(text: str) -> str:
    return QCoreApplication.translate("hidden", text)


class HiddenStep(Step):
    """Shows the rules and takes more; recording waits until this step is left."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            3,
            _tr("What Reverie must not see"),
            _tr(
                "Recording has not begun. Windows of these kinds are never kept; add the apps that you want to keep "
                "out, too. You can change this any time under Privacy."
            ),
            first=True,
        )
        self._desk = desk
        self.built_in = pieces.label("", "muted", wrap=True)
        self.app = QLineEdit()
        self.app.setPlaceholderText(self.tr("The name of an app, such as Signal"))
        self.app.setAccessibleName(self.tr("App to hide"))
        self.app.returnPressed.connect(self._add)
        self.add = pieces.button(self.tr("Hide it"), self._add)
        line = pieces.row()
        line.addWidget(self.app, 1)
        line.addWidget(self.add)
        self._own = pieces.column(None, 0, theme.GRID // 2)
        card = pieces.Card("calm", gap=theme.GRID // 2)
        card.inside.addWidget(pieces.label(self.tr("Always hidden"), "heading"))
        card.inside.addWidget(self.built_in)
        self.body.addWidget(card)
        self.body.addLayout(line)
        self.body.addLayout(self._own)

    def start(self) -> None:
        """Reads the rules."""
        self.app.setFocus()
        self._read()

    def _read(self) -> None:
        self._desk.query(self, lambda reverie: reverie.rules(), self._show, self._refused)

    def _show(self, rules: list[RuleView]) -> None:
        named = dict.fromkeys(rule.name or rule.app for rule in rules if rule.built_in)
        self.built_in.setText("   ·   ".join(filter(None, named)))
        pieces.empty(self._own)
        for rule in rules:
            if not rule.built_in:
                self._own.addWidget(self._line(rule))

    def _line(self, rule: RuleView) -> QWidget:
        card = pieces.Card(margin=theme.GRID // 2)
        line = pieces.row()
        line.addSpacing(theme.GRID)
        line.addWidget(pieces.label(rule.app or rule.title or rule.url), 1)
        line.addWidget(
            pieces.IconButton("close", self.tr("Remove this rule"), lambda: self._remove(rule.id), 16)
        )
        card.inside.addLayout(line)
        return card

    def _add(self) -> None:
        app = self.app.text().strip()
        self.trouble.say("")
        if app:
            self._desk.command(
                self, lambda reverie: reverie.add_rule(app), self._added, self._refused, (self.add,)
            )

    def _added(self, _rule: RuleView) -> None:
        self.app.clear()
        self._read()

    def _remove(self, id: int) -> None:
        self._desk.command(
            self, lambda reverie: reverie.remove_rule(id), lambda _none: self._read(), self._refused
        )

    def _refused(self, refusal: Refused) -> None:
        self.trouble.say(refusal.message)
