"""The privacy view: what must not be seen, by app and title; what is always hidden; what is to be forgotten."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from app.interfaces import RuleView
from ui import forgetting, pieces, theme
from ui.desk import Desk
from ui.oldpictures import OldPictures
from ui.waysin import WaysIn


class PrivacyView(QWidget):
    """Shows the rules. Captures that match one are never kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme.look(self, "page")
        page = pieces.Scroll(self.tr("Privacy"), widest=780)
        pieces.column(self).addWidget(page)
        self._own = pieces.column(None, 0, theme.GRID)
        self._built_in = pieces.column(None, 0, theme.GRID)
        page.inside.addWidget(pieces.label(self.tr("What Reverie must not see"), "title"))
        told = self.tr(
            "A window that matches a rule is masked before anything else happens, or the whole screen is let go. "
            "Passwords, card numbers and keys are masked everywhere, and Reverie never looks at itself."
        )
        page.inside.addWidget(pieces.label(told, "muted", wrap=True))
        page.inside.addWidget(self._build_form())
        page.inside.addLayout(self._own)
        page.inside.addWidget(pieces.label(self.tr("Always hidden"), "heading"))
        page.inside.addLayout(self._built_in)
        self.old_pictures = OldPictures(desk)
        page.inside.addWidget(self.old_pictures)
        page.inside.addWidget(pieces.label(self.tr("What Reverie must forget"), "title"))
        self.panel, self.receipts = forgetting.ForgetPanel(desk), forgetting.Receipts(desk)
        self.panel.forgotten.connect(self.receipts.refresh)
        page.inside.addWidget(self.panel)
        page.inside.addWidget(pieces.label(self.tr("Receipts"), "heading"))
        page.inside.addWidget(self.receipts)
        self.ways = WaysIn(desk)
        page.inside.addWidget(self.ways)
        self.refresh()

    def refresh(self) -> None:
        """Reads the rules and the receipts again."""
        self.receipts.refresh()
        self._desk.query(self, lambda reverie: reverie.rules(), self._show)
        self.old_pictures.refresh()
        self.ways.refresh()

    def _build_form(self) -> QWidget:
        card = pieces.Card()
        card.inside.addWidget(pieces.label(self.tr("Hide windows"), "heading"))
        self.app = QLineEdit()
        self.app.setPlaceholderText(self.tr("of the app, such as KeePassXC"))
        self.app.setAccessibleName(self.tr("App to hide"))
        self.title = QLineEdit()
        self.title.setPlaceholderText(self.tr("with these words in the title"))
        self.title.setAccessibleName(self.tr("Words in the title to hide"))
        self.add = pieces.button(self.tr("Hide them"), self._add, "main")
        for field in (self.app, self.title):
            field.returnPressed.connect(self._add)
        form = pieces.row()
        form.addWidget(self.app, 1)
        form.addWidget(self.title, 1)
        form.addWidget(self.add)
        card.inside.addLayout(form)
        return card

    def _add(self) -> None:
        app, title = self.app.text().strip(), self.title.text().strip()
        if not app and not title:
            self.app.setFocus()
            return
        self._desk.command(
            self, lambda reverie: reverie.add_rule(app=app, title=title), self._added, None, (self.add,)
        )

    def _added(self, _rule: RuleView) -> None:
        self.app.clear()
        self.title.clear()
        self.refresh()

    def _show(self, rules: list[RuleView]) -> None:
        for column in (self._own, self._built_in):
            pieces.empty(column)
        for rule in rules:
            if not rule.built_in:
                self._own.addWidget(self._rule(rule))
        card = pieces.Card(margin=theme.GRID + 4)
        named = dict.fromkeys(rule.name or self._told(rule) for rule in rules if rule.built_in)
        told = "   ·   ".join(named)
        card.inside.addWidget(pieces.label(told, wrap=True))
        self._built_in.addWidget(card)
        if all(rule.built_in for rule in rules):
            self._own.addWidget(pieces.label(self.tr("You have not hidden anything yourself yet."), "muted"))

    def _rule(self, rule: RuleView) -> QWidget:
        card = pieces.Card(margin=theme.GRID)
        inside = pieces.row(None, 0)
        inside.addSpacing(4)
        inside.addWidget(pieces.label(self._told(rule), wrap=True), 1)
        inside.addWidget(
            pieces.IconButton("close", self.tr("Remove this rule"), lambda: self._remove(rule), 16)
        )
        card.inside.addLayout(inside)
        return card

    def _told(self, rule: RuleView) -> str:
        parts = (
            (rule.app, self.tr("app: {0}")),
            (rule.title, self.tr("title: {0}")),
            (rule.url, self.tr("page: {0}")),
        )
        return "   ".join(name.format(value) for value, name in parts if value)

    def _remove(self, rule: RuleView) -> None:
        self._desk.command(self, lambda reverie: reverie.remove_rule(rule.id), lambda _none: self.refresh())
