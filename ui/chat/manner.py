"""The button by which the manner of answers is chosen: a persona, or the user's own words for one."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from app.events import SettingsChanged
from app.interfaces import KindView, Refused, SettingView
from ui import pieces, words
from ui.desk import Desk
from ui.memories.editing import BlockDialog

SETTING = "chat.persona"
OWN = "own"
LABEL = "persona"
"""The block of core memory that holds the user's own words."""


class Manner(pieces.IconButton):
    """Shows the manner that holds, and changes it. The menu tells that it needs a model, and changes no fact."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("manner", self.tr("Manner of answers"), None, 20)
        self._desk = desk
        self._view: SettingView | None = None
        self._blocks: KindView | None = None
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        menu.aboutToShow.connect(self.fill)
        self.setMenu(menu)
        desk.bridge.settings_changed.connect(self._heard)
        desk.query(self, lambda reverie: reverie.kinds(), self._take_kinds, _let_be)
        self._ask()

    def fill(self) -> None:
        """Offers the manners there are."""
        menu = self.menu()
        menu.clear()
        for line in self._told():
            menu.addAction(line).setEnabled(False)
        menu.addSeparator()
        group = QActionGroup(menu)
        for choice in self._view.choices if self._view is not None else ():
            action = menu.addAction(self._said(choice), partial(self._choose, choice))
            action.setCheckable(True)
            action.setChecked(self._view is not None and choice == self._view.value)
            group.addAction(action)
        if self._blocks is not None:
            menu.addSeparator()
            menu.addAction(self.tr("Write your own…"), partial(self._write, self._blocks))

    def _told(self) -> tuple[str, ...]:
        fact = self.tr("How answers are worded. No manner changes a fact.")
        status = self._desk.status
        if status is not None and status.model:
            return (fact,)
        return (fact, self.tr("It needs a language model, and none answers now."))

    def _said(self, choice: str) -> str:
        """A manner by its name."""
        if choice == OWN:
            return self.tr("In my own words")
        told = words.setting(choice)
        return told[:1].upper() + told[1:]

    def _choose(self, choice: str) -> None:
        self._desk.command(
            self, lambda reverie: reverie.set_setting(SETTING, choice), lambda _none: self._ask()
        )

    def _write(self, kind: KindView) -> None:
        BlockDialog(self, self._desk, kind, LABEL, partial(self._choose, OWN)).open()

    def _ask(self) -> None:
        self._desk.query(self, lambda reverie: reverie.setting_views(), self._take, _let_be)

    def _take(self, views: list[SettingView]) -> None:
        self._view = next((view for view in views if view.name == SETTING), None)
        if self._view is not None:
            self.wear("manner", self.tr("Manner of answers: {0}").format(self._said(str(self._view.value))))

    def _take_kinds(self, kinds: list[KindView]) -> None:
        self._blocks = next((kind for kind in kinds if kind.limit is not None), None)

    def _heard(self, event: SettingsChanged) -> None:
        if SETTING in event.names:
            self._ask()


def _let_be(_refusal: Refused) -> None:
    """Nothing is offered then; the strip and the lock say by themselves what is wrong."""
