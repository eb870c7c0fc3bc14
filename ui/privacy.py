"""The privacy view: what must not be seen, by app, title and page; what is always hidden; what is to be forgotten;
what is stored, who read it, and what went out.
"""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from app.interfaces import RuleView
from ui import forgetting, pieces, theme
from ui.desk import Desk
from ui.oldpictures import OldPictures
from ui.openness import Openness
from ui.rehearsal import Patterns, Rehearsal
from ui.waysin import WaysIn


class PrivacyView(QWidget):
    """Shows the rules. Captures that match one are never kept."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme.look(self, "page")
        page = self._page = pieces.Scroll(self.tr("Privacy"), widest=780)
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
        page.inside.addWidget(pieces.label(self.tr("What Reverie did with it"), "title"))
        self.openness = Openness(desk)
        page.inside.addWidget(self.openness)
        self.ways = WaysIn(desk)
        page.inside.addWidget(self.ways)
        self.refresh()

    def refresh(self) -> None:
        """Reads the rules and the receipts again."""
        self.receipts.refresh()
        self._desk.query(self, lambda reverie: reverie.rules(), self._show)
        self.old_pictures.refresh()
        self.ways.refresh()

    def show_proofs(self) -> None:
        """Scrolls to what was stored, watched, read and sent."""
        self._page.verticalScrollBar().setValue(self.openness.y())

    def _build_form(self) -> QWidget:
        card = pieces.Card()
        card.inside.addWidget(pieces.label(self.tr("Hide windows"), "heading"))
        self.app = self._field(self.tr("App to hide"), self.tr("app: KeePassXC"))
        self.title = self._field(self.tr("Words in the title to hide"), self.tr("title: salaries"))
        self.url = self._field(self.tr("Page to hide"), self.tr("page: bank.example"))
        self.add = pieces.button(self.tr("Hide them"), self._add, "main")
        form = pieces.row()
        for field in (self.app, self.title, self.url):
            form.addWidget(field, 1)
        form.addWidget(self.add)
        card.inside.addLayout(form)
        self.rehearsal = Rehearsal(self._desk)
        self.rehearsal.forgotten.connect(self._forgotten)
        card.inside.addWidget(self.rehearsal)
        return card

    def _field(self, name: str, hint: str) -> QLineEdit:
        field = QLineEdit()
        field.setPlaceholderText(hint)
        field.setAccessibleName(name)
        field.returnPressed.connect(self._add)
        field.textChanged.connect(lambda _text: self.rehearsal.try_out(self._typed()))
        return field

    def _typed(self) -> Patterns:
        """The rule that stands in the fields."""
        return Patterns(*(field.text().strip() for field in (self.app, self.title, self.url)))

    def _add(self) -> None:
        rule = self._typed()
        if rule == Patterns():
            self.app.setFocus()
            return
        self._desk.command(
            self,
            lambda reverie: reverie.add_rule(rule.app, rule.title, rule.url),
            lambda _added: self._added(rule),
            None,
            (self.add,),
        )

    def _added(self, rule: Patterns) -> None:
        for field in (self.app, self.title, self.url):
            field.clear()
        # What the new rule would have hidden is still there to be forgotten.
        self.rehearsal.try_out(rule, at_once=True)
        self.refresh()

    def _forgotten(self) -> None:
        self.receipts.refresh()

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
        inside.addWidget(pieces.button(self.tr("Last week"), lambda: self._try_out(rule)))
        inside.addWidget(
            pieces.IconButton("close", self.tr("Remove this rule"), lambda: self._remove(rule), 16)
        )
        card.inside.addLayout(inside)
        return card

    def _try_out(self, rule: RuleView) -> None:
        """Shows in the form's line what a rule that is there would have hidden."""
        self.rehearsal.try_out(Patterns(rule.app, rule.title, rule.url), at_once=True)

    def _told(self, rule: RuleView) -> str:
        parts = (
            (rule.app, self.tr("app: {0}")),
            (rule.title, self.tr("title: {0}")),
            (rule.url, self.tr("page: {0}")),
        )
        return "   ".join(name.format(value) for value, name in parts if value)

    def _remove(self, rule: RuleView) -> None:
        self._desk.command(self, lambda reverie: reverie.remove_rule(rule.id), lambda _none: self.refresh())
