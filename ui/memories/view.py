"""The memories view: a tab for each kind, its memories as a list or a tree, what narrows them, and the page of one."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from PySide6.QtCore import QItemSelection, QModelIndex, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QTableView,
    QToolButton,
    QWidget,
)

from app.events import Forgotten, MemoriesChanged
from app.interfaces import Forget, KindView, MemoryView
from ui import exporting, forgetting, pieces, theme
from ui.desk import Desk
from ui.memories.blocks import Blocks
from ui.memories.editing import MergeDialog
from ui.memories.filters import FilterBar
from ui.memories.graph import LinkPicture
from ui.memories.inbox import InboxDialog, LogDialog
from ui.memories.model import Memories
from ui.memories.page import MemoryPage
from ui.memories.tree import MemoryTree
from ui.memories.undoing import UndoDayDialog
from ui.pictures import Pictures

ASKED = 50
"""Rows looked at to tell whether a kind holds secrets."""

TOLD = 300
"""Characters said above the picture of links."""

WIDEST, NARROW = 260, 144
"""Pixels that the column that says most has at least, and those that another has at most."""

REFRESH = 800
"""Milliseconds after a change before the visible page is read again."""


class MemoriesView(QWidget):
    """Shows the memories of one kind at a time; which kinds there are is asked, never known."""

    def __init__(self, desk: Desk, pictures: Pictures) -> None:
        super().__init__()
        self._desk = desk
        self._pictures = pictures
        self._kinds: list[KindView] = []
        # The kind that the columns of the list were fitted to.
        self._fitted = ""
        theme.look(self, "page")
        self.model = Memories(desk, self)
        self.model.changed.connect(self._rows_came)
        self._build()
        self._build_keys()
        self._refresh = QTimer(self, interval=REFRESH, singleShot=True)
        self._refresh.timeout.connect(self._read_kinds)
        desk.bridge.memories_changed.connect(self._changed)
        desk.bridge.forgotten.connect(self._forgotten)
        self._read_kinds()

    @property
    def kind(self) -> KindView | None:
        """The kind shown now."""
        at = self.tabs.currentIndex()
        return self._kinds[at] if 0 <= at < len(self._kinds) else None

    @property
    def selected(self) -> list[UUID]:
        """The memories chosen in the list, from the top."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        found = (self.model.at(row) for row in rows)
        return [memory.id for memory in found if memory is not None]

    def open_memory(self, id: UUID) -> None:
        """Shows the page of a memory, whatever its kind."""
        self.page.open(id)
        self._right.setCurrentWidget(self.page)
        if self.as_links.isChecked() and self.links.marked != id:
            self._show_links()

    def _build(self) -> None:
        body = pieces.column(self, 2 * theme.GRID, theme.GRID + 4)
        self.tabs = QTabBar()
        self.tabs.setAccessibleName(self.tr("Kinds of memory"))
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.currentChanged.connect(lambda _at: self._kind_chosen())
        body.addWidget(self.tabs)
        body.addWidget(self._build_filters())
        self._guide = pieces.label("", "quiet", wrap=True)
        body.addWidget(self._guide)
        body.addWidget(self._build_waiting())
        self.blocks = Blocks(self._desk, self._read_kinds)
        body.addWidget(self.blocks)
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._build_left())
        parts.addWidget(self._build_right())
        parts.setSizes([640, 400])
        parts.setHandleWidth(2 * theme.GRID)
        body.addWidget(parts, 1)

    def _build_filters(self) -> QWidget:
        self.filters = FilterBar(self._desk)
        self.filters.changed.connect(self._show_kind)
        self.search, self.then, self.day = self.filters.search, self.filters.then, self.filters.day
        self._modes = QButtonGroup(self)
        self.as_list = self._mode(self.tr("List"), self.tr("Show as a list"))
        self.as_tree = self._mode(self.tr("Tree"), self.tr("Show as a tree"))
        self.as_links = self._mode(self.tr("Links"), self.tr("Show what the chosen memory is tied to"))
        self.inbox = pieces.button(self.tr("Inbox…"), self._look_at_inbox)
        self.as_list.setChecked(True)
        self._modes.buttonClicked.connect(lambda _button: self._show_kind())
        for widget in (
            self.as_list,
            self.as_tree,
            self.as_links,
            self.inbox,
            pieces.button(self.tr("Undo a day…"), self._undo_a_day),
            pieces.button(self.tr("Export…"), self._export),
        ):
            self.filters.first.addWidget(widget)
        return self.filters

    def _mode(self, text: str, name: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(name)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._modes.addButton(button)
        return button

    def _build_keys(self) -> None:
        for keys, does in (
            ("/", self.filters.begin),
            ("Del", self._forget_chosen),
            ("Ctrl+E", self.page.edit),
            ("Ctrl+Z", self.page.undo_last),
        ):
            context = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), self, does, context=context)

    def _build_waiting(self) -> QWidget:
        """Shown for a kind that has something in the inbox, or holds secrets."""
        self.waiting = pieces.Card("calm", gap=4)
        line = pieces.row()
        self._waits = pieces.label("", wrap=True)
        self.look = pieces.button(self.tr("Look at them…"), self._look_at_inbox, "main")
        self.log = pieces.button(self.tr("When secrets were shown…"), self._look_at_log)
        line.addWidget(self._waits, 1)
        line.addWidget(self.look)
        line.addWidget(self.log)
        self.waiting.inside.addLayout(line)
        self.waiting.hide()
        return self.waiting

    def _undo_a_day(self) -> None:
        UndoDayDialog(self, self._desk, self._read_kinds).open()

    def _export(self) -> None:
        kind = self.kind
        shown = [exporting.of_kind(kind)] if kind is not None else []
        scopes = [*shown, exporting.of_kinds(self._kinds), exporting.everything()]
        exporting.ExportDialog(self, self._desk, scopes).open()

    def _look_at_inbox(self) -> None:
        InboxDialog(self, self._desk, self._read_kinds).open()

    def _look_at_log(self) -> None:
        LogDialog(self, self._desk).open()

    def _show_waiting(self) -> None:
        kind = self.kind
        number = kind.waiting if kind is not None else 0
        first = (self.model.at(row) for row in range(min(self.model.rowCount(), ASKED)))
        secret = any(memory is not None and memory.has_secret for memory in first)
        self._waits.setText(self.tr("What waits for your word: {0}").format(number) if number else "")
        self.look.setVisible(bool(number))
        self.log.setVisible(secret)
        self.waiting.setVisible(bool(number) or secret)

    def _build_left(self) -> QWidget:
        self.table = _Table()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("List of memories"))
        self.table.horizontalHeader().sortIndicatorChanged.connect(self.model.sort)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.table.selectionModel().selectionChanged.connect(self._selection_changed)
        self.table.activated.connect(lambda _index: self.page.setFocus())
        self.tree = MemoryTree(self._desk)
        self.tree.chosen.connect(self.open_memory)
        self.tree.changed.connect(self._tree_came)
        self.tree.activated.connect(lambda _index: self.page.setFocus())
        self._nothing = pieces.Empty("memories", self.tr("Nothing here yet"), "")
        self.all = pieces.button(self.tr("Leave nothing out"), self.filters.clear)
        self._nothing.offer(self.all)
        self._left = QStackedWidget()
        self.links = LinkPicture(self._desk)
        self.links.chosen.connect(self.open_memory)
        self.links.said.connect(lambda told: self._guide.setText(told[:TOLD]))
        for widget in (self.table, self.tree, self.links, self._nothing):
            self._left.addWidget(widget)
        return self._left

    def _build_right(self) -> QWidget:
        self.page = MemoryPage(self._desk, self._pictures)
        self.page.forgotten.connect(self._read_kinds)
        self.page.links_wanted.connect(self.as_links.click)
        self._choose = pieces.Empty(
            "memories",
            self.tr("Choose a memory"),
            self.tr(
                "Its page shows what Reverie knows, where it comes from and how it changed.\n\n"
                "Arrows go up and down, Enter reads, Ctrl+E edits, Del forgets, Ctrl+Z takes the last change back, "
                "/ filters. With Shift several are chosen, to be put together or forgotten."
            ),
        )
        self.several = _Several(self._merge_chosen, self._forget_chosen)
        self._right = QStackedWidget()
        for widget in (self._choose, self.page, self.several):
            self._right.addWidget(widget)
        return self._right

    def _read_kinds(self) -> None:
        self._desk.query(self, lambda reverie: reverie.kinds(), self._show_kinds)

    def _show_kinds(self, kinds: list[KindView]) -> None:
        before = self.kind
        names = [kind.name for kind in self._kinds]
        self._kinds = kinds
        if names != [kind.name for kind in kinds]:
            self._rebuild_tabs()
        waiting = sum(kind.waiting for kind in kinds)
        self.inbox.setText(self.tr("Inbox ({0})…").format(waiting) if waiting else self.tr("Inbox…"))
        for at, kind in enumerate(kinds):
            self.tabs.setTabText(at, f"{kind.title}  {kind.memories:,}" if kind.memories else kind.title)
            self.tabs.setTabToolTip(at, kind.guide[:300])
        if before is None or (self.kind is not None and before.name == self.kind.name):
            self._show_kind()

    def _rebuild_tabs(self) -> None:
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for kind in self._kinds:
            self.tabs.addTab(kind.title)
        self.tabs.blockSignals(False)

    def _kind_chosen(self) -> None:
        self._right.setCurrentWidget(self._choose)
        self.page.clear()
        self.links.clear()
        if self.as_links.isChecked():
            self.as_list.setChecked(True)
        self._show_kind()

    def _show_kind(self) -> None:
        kind = self.kind
        if kind is None:
            return
        self._guide.setText(first_sentence(kind.guide))
        self.as_tree.setVisible(kind.tree)
        self.blocks.show_kind(kind)
        if self.as_links.isChecked():
            self._show_links()
            return
        as_tree = kind.tree and self.as_tree.isChecked() and self.filters.at is None
        self._left.setCurrentWidget(self.tree if as_tree else self.table)
        if as_tree:
            self.tree.show_kind(kind, self.filters.listing(kind))
        self.model.show_kind(kind, self.filters.listing(kind), self.filters.at)
        self._show_order()
        self._show_waiting()

    def _show_links(self) -> None:
        id = self.page.memory_id
        self.waiting.hide()
        if id is None:
            self._tell_nothing(
                self.tr("Choose a memory first"),
                self.tr("Choose one in the list. Its links show what it has to do with, and why."),
            )
            return
        self._left.setCurrentWidget(self.links)
        self.links.show_around(id)

    def _show_order(self) -> None:
        header = self.table.horizontalHeader()
        with QSignalBlocker(header):
            header.setSortIndicator(*self.model.order)
        header.setSectionsClickable(self.filters.at is None)
        header.setSortIndicatorShown(self.filters.at is None)

    def _fit_columns(self) -> None:
        """Once for each kind, when its first rows are here: afterwards the widths are the person's, until there is more
        room or less.
        """
        kind = self.kind.name if self.kind is not None else ""
        if kind != self._fitted and self.model.at(0) is not None:
            self._fitted = kind
            self.table.fit_columns()

    def _rows_came(self) -> None:
        if self._left.currentWidget() is self.tree or self.as_links.isChecked():
            return
        self._show_waiting()
        if self.model.rowCount():
            self._left.setCurrentWidget(self.table)
            self._guide.setText(self._told_above())
            self._fit_columns()
        else:
            self._show_nothing()

    def _tree_came(self) -> None:
        if self.tree.empty and self.as_tree.isChecked():
            self._show_nothing()

    def _told_above(self) -> str:
        """What is listed: how many when something is left out, or that only the meaning is near; else the guide."""
        if self.model.by_meaning:
            return self.tr("No memory has all these words. These are the nearest by meaning.")
        if self.filters.narrowed and self.filters.at is None:
            return self.tr("Memories that fit: {0:,}").format(self.model.total)
        return first_sentence(self.kind.guide) if self.kind is not None else ""

    def _show_nothing(self) -> None:
        narrowed = self.filters.narrowed or self.filters.at is not None
        if self.model.refusal:
            title, hint = self.tr("This cannot be shown"), self.model.refusal
        elif narrowed:
            title = self.tr("Nothing found")
            hint = self.tr("No memory of this kind fits all of this.")
        else:
            title, hint = self.tr("Nothing here yet"), self._teaching()
        self._tell_nothing(title, hint, narrowed)

    def _tell_nothing(self, title: str, hint: str, narrowed: bool = False) -> None:
        self._nothing.title.setText(title)
        self._nothing.hint.setText(hint)
        self.all.setVisible(narrowed)
        self._left.setCurrentWidget(self._nothing)

    def _teaching(self) -> str:
        """How memories of the kind come to be."""
        belongs = first_sentence(self.kind.guide) if self.kind is not None else ""
        comes = self.tr(
            "These appear by themselves while Reverie digests what it saw. To have one at once, say it in the chat: "
            "“Remember that…”"
        )
        return f"{belongs}\n\n{comes}"

    def _row_chosen(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row = self.model.at(current.row()) if current.isValid() else None
        if row is not None:
            self.open_memory(row.id)

    def _selection_changed(self, _chosen: QItemSelection, _left: QItemSelection) -> None:
        several = len(self.selected)
        if several > 1:
            self.several.say(several)
            self._right.setCurrentWidget(self.several)
        elif self._right.currentWidget() is self.several:
            self._right.setCurrentWidget(self.page if self.page.memory_id is not None else self._choose)

    def _merge_chosen(self) -> None:
        """What is chosen becomes one memory, after a look; the uppermost gives its name."""

        def merged(memory: MemoryView) -> None:
            self.table.clearSelection()
            self.open_memory(memory.id)
            self._read_kinds()

        if self.kind is not None:
            MergeDialog(self, self._desk, self.kind, tuple(self.selected), merged).open()

    def _forget_chosen(self) -> None:
        """What is chosen in the list, or shown on the page; what would go is told first."""
        several = self.selected if len(self.selected) > 1 else []
        if several:
            forgetting.ask_and_forget(
                self, self._desk, Forget(ids=tuple(several)), lambda _gone: self._read_kinds()
            )
        else:
            self.page.forget()

    def _changed(self, event: MemoriesChanged) -> None:
        if self.page.memory_id is not None and self.page.memory_id in event.ids:
            self.page.open(self.page.memory_id)
        self.links.read_again(event.ids)
        self._refresh.start()

    def _forgotten(self, event: Forgotten) -> None:
        if self.page.memory_id in event.ids:
            self.page.clear()
            self._right.setCurrentWidget(self._choose)
        if self.links.centre in event.ids:
            self.links.clear()
        self.links.read_again(event.ids)
        self._refresh.start()


class _Table(QTableView):
    """A table of rows that may be many and not here yet."""

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(38)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        # Of the rows, those in sight are looked at: others may not be here.
        header.setResizeContentsPrecision(0)

    def fit_columns(self) -> None:
        """Gives most room to the column that says most, then to the last, then to the others; those without room go."""
        header = self.horizontalHeader()
        needed = [max(self.sizeHintForColumn(at), header.sectionSizeHint(at)) for at in range(header.count())]
        says_most, last = needed.index(max(needed)), len(needed) - 1
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(says_most, QHeaderView.ResizeMode.Stretch)
        header.setSectionHidden(says_most, False)
        room = self.viewport().width() - WIDEST
        for at in sorted(set(range(len(needed))) - {says_most}, key=lambda at: (at != last, at)):
            width = min(needed[at], NARROW)
            header.setSectionHidden(at, width > room)
            header.resizeSection(at, width)
            room -= width if width <= room else 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows more or fewer columns."""
        super().resizeEvent(event)
        if self.model() is not None and self.model().columnCount():
            self.fit_columns()

    def keyboardSearch(self, _search: str) -> None:
        """Typing goes nowhere: looking through all rows for what begins so would fetch them all."""


class _Several(QWidget):
    """What can be done with several memories at once."""

    def __init__(self, merge: Callable[[], None], forget: Callable[[], None]) -> None:
        super().__init__()
        body = pieces.column(self, theme.GRID, 2 * theme.GRID)
        self._told = pieces.label("", "title", wrap=True)
        body.addWidget(self._told)
        self.offers = pieces.row()
        self.merge = pieces.button(self.tr("Put together…"), merge)
        self.forget = pieces.button(self.tr("Forget them…"), forget, "danger")
        for button in (self.merge, self.forget):
            self.offers.addWidget(button)
        self.offers.addStretch(1)
        body.addLayout(self.offers)
        body.addStretch(1)

    def say(self, number: int) -> None:
        """Says how many are chosen."""
        self._told.setText(self.tr("%Ln memory(s) chosen", "", number))


def first_sentence(guide: str) -> str:
    """The first sentence of a kind's guide: enough to know what belongs there."""
    text = " ".join(guide.split())
    end = text.find(". ")
    return text if end < 0 else text[: end + 1]
