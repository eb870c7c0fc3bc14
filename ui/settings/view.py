"""The settings page: the declared settings by group, a search among them, and what became of each change."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.events import SettingsChanged
from app.interfaces import Refused, Reverie, SettingView
from ui import pieces, theme
from ui.desk import Desk
from ui.fetching import Missing
from ui.settings.entry import Entry
from ui.settings.own import Own

ANSWERS = "model.language"
"""The setting below which models are offered that can be fetched."""

A_MOMENT = 6
"""Milliseconds of building after which the window may do something else."""


class Section(QWidget):
    """The settings of a group under their heading."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.entries: list[Entry] = []
        self.reset: QPushButton = pieces.button(
            self.tr("Reset all"), lambda: None, name=self.tr("Reset all of “{0}”").format(name)
        )
        head = pieces.row()
        head.addWidget(pieces.label(name, "heading"), 1)
        head.addWidget(self.reset)
        inside = pieces.column(self, 0, theme.GRID)
        inside.addLayout(head)
        self._card = pieces.Card(gap=2 * theme.GRID)
        inside.addWidget(self._card)

    def add(self, entry: Entry) -> None:
        """Puts a setting below those that are there."""
        self.entries.append(entry)
        self._card.inside.addWidget(entry)

    def narrow(self, sought: str) -> bool:
        """Shows the settings that fit what is sought; False when none does."""
        for entry in self.entries:
            entry.setVisible(entry.fits(sought))
        there = any(not entry.isHidden() for entry in self.entries)
        self.setVisible(there)
        return there

    def judge(self) -> None:
        """Offers a reset where there is something to reset."""
        self.reset.setEnabled(any(entry.changed for entry in self.entries))


class SettingsView(QWidget):
    """Shows every setting. A change is applied at once, and said beside the setting; so is a refusal.

    Five hundred widgets: each group is dressed by itself.
    """

    def __init__(self, desk: Desk, own: Own) -> None:
        super().__init__()
        self._desk = desk
        self._own = own
        self.entries: dict[str, Entry] = {}
        self._sections: dict[str, Section] = {}
        self._to_build: list[SettingView] = []
        self._building = QTimer(self, interval=0)
        self._building.timeout.connect(self._build_some)
        theme.look(self, "page")
        self._page = pieces.Scroll(self.tr("Settings"), widest=780)
        own.theme.dress(self._page.verticalScrollBar())
        pieces.column(self).addWidget(self._page)
        self._page.inside.addWidget(self._build_head())
        keys = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        desk.bridge.settings_changed.connect(self._changed)
        own.changed.connect(self.refresh)
        self.refresh()

    @property
    def sections(self) -> list[Section]:
        """The groups in their order."""
        return list(self._sections.values())

    @property
    def filled(self) -> bool:
        """Whether every setting stands on the page: they come a few at a time, so that the window never halts."""
        return bool(self.entries) and not self._to_build

    def refresh(self) -> None:
        """Reads every setting again."""
        self._desk.query(self, lambda reverie: reverie.setting_views(), self._show)

    def step_back(self) -> None:
        """Ends a search."""
        self.search.clear()

    def _build_head(self) -> QWidget:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search in settings"))
        self.search.setAccessibleName(self.tr("Search in settings"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.nothing = pieces.label(self.tr("No setting is called so."), "muted")
        self.nothing.hide()
        line = pieces.row()
        line.addWidget(pieces.label(self.tr("Settings"), "title"), 1)
        line.addWidget(self.search, 1)
        told = self.tr(
            "A change holds at once. The command line has the same settings: reverie settings list"
        )
        head = QWidget()
        inside = pieces.column(head, 0, 2 * theme.GRID)
        inside.addLayout(line)
        for label in (pieces.label(told, "muted", wrap=True), self.nothing):
            inside.addWidget(label)
        self._own.theme.dress(head)
        return head

    def _show(self, views: list[SettingView]) -> None:
        every = [*self._own.views(), *views]
        for view in every:
            if view.name in self.entries:
                self.entries[view.name].take(view)
        for section in self.sections:
            section.judge()
        self._to_build = [view for view in every if view.name not in self.entries]
        if self._to_build:
            self._building.start()

    def _build_some(self) -> None:
        """Makes as many as fit into a moment, at most a group; the others after what waits in the window."""
        clock = QElapsedTimer()
        clock.start()
        while self._to_build and clock.elapsed() < A_MOMENT:
            view = self._to_build.pop(0)
            section = self._section(view.group)
            self._add(section, view)
            if not self._to_build or self._to_build[0].group != view.group:
                # Shown when it is complete: a page that is laid out with each setting takes ten times as long.
                section.narrow(self.search.text())
                break
        if not self._to_build:
            self._building.stop()
            self._narrow(self.search.text())

    def _add(self, section: Section, view: SettingView) -> None:
        entry = Entry(view, self._own.names(view))
        entry.chosen.connect(self._set)
        self.entries[view.name] = entry
        section.add(entry)
        if view.name == ANSWERS:
            missing = Missing(self._desk)
            missing.came.connect(self.refresh)
            entry.add_below(missing)
        section.judge()
        for widget in entry.findChildren(QWidget):
            # Otherwise all of them are dressed at once, when they are shown.
            widget.ensurePolished()

    def _section(self, name: str) -> Section:
        if name not in self._sections:
            section = Section(name)
            self._own.theme.dress(section)
            section.reset.clicked.connect(lambda: self._reset_all(section))
            self._sections[name] = section
            section.hide()
            self._page.inside.addWidget(section)
        return self._sections[name]

    def _narrow(self, sought: str) -> None:
        shown = [section.narrow(sought) for section in self.sections]
        self.nothing.setVisible(bool(shown) and not any(shown))

    def _reset_all(self, section: Section) -> None:
        for entry in section.entries:
            entry.put_back()
            if entry.changed:
                self._set(entry.view.name, entry.view.default)

    def _set(self, name: str, value: object) -> None:
        entry = self.entries[name]
        if self._own.has(name):
            self._own.set(name, str(value), lambda why: entry.refused(why) if why else entry.applied())
            return

        def call(reverie: Reverie) -> None:
            reverie.set_setting(name, value)

        self._desk.command(
            self, call, lambda _none: self._applied(entry), lambda no: self._refused(entry, no)
        )

    def _applied(self, entry: Entry) -> None:
        entry.applied()
        self.refresh()

    def _refused(self, entry: Entry, refusal: Refused) -> None:
        entry.refused(refusal.message)

    def _changed(self, _event: SettingsChanged) -> None:
        self.refresh()
