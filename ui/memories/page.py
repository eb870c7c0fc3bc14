"""A memory's page: its fields, where it comes from, how sure it is, how it changed, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from app.events import Forgotten
from app.interfaces import ChangeView, GraphView, KindView, MemoryView, Refused, Reverie, SourceView
from app.interfaces import Forget as ForgetWhat
from ui import forgetting, pieces, theme, when
from ui.desk import Desk, source_exhibits
from ui.longtext import LongText
from ui.memories.diff import DiffText
from ui.memories.editing import EditDialog
from ui.memories.model import told, told_time
from ui.memories.reveal import RevealDialog
from ui.pictures import Pictures
from ui.thumbnail import Thumbnail

SOURCES_SHOWN = 12
LINKS_SHOWN = 12
QUOTE_SHOWN = 240
"""Most characters of a quote."""

WHY_SHOWN = 300
"""Most characters of why two memories are tied."""

TITLE_SHOWN = 300
"""Most characters of a title."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A memory with everything its page shows."""

    memory: MemoryView
    changes: list[ChangeView]
    kind: KindView | None
    graph: GraphView


def heading(field: str, kind: KindView | None) -> str:
    """What a field of a body is called: as the kind declares it, or its name in words."""
    named = next((one.heading for one in kind.fields if one.name == field), "") if kind else ""
    return named or field.replace("_", " ").capitalize()


class MemoryPage(pieces.Scroll):
    """Shows one memory. Emits `forgotten` when the person let it go, `links_wanted` to see them as a picture."""

    forgotten = Signal()
    links_wanted = Signal()

    def __init__(self, desk: Desk, pictures: Pictures) -> None:
        super().__init__(QCoreApplication.translate("MemoryPage", "Memory"), margin=theme.GRID)
        self._desk = desk
        self._pictures = pictures
        self._id: UUID | None = None
        self._opened: Opened | None = None
        self._note = ""
        desk.bridge.forgotten.connect(self._heard_forgotten)

    @property
    def memory_id(self) -> UUID | None:
        """The memory shown, or None."""
        return self._id

    def clear(self) -> None:
        """Shows nothing."""
        self._id = self._opened = None
        pieces.empty(self.inside)

    def open(self, id: UUID) -> None:
        """Reads and shows a memory."""
        if id != self._id:
            self._id, self._opened, self._note = id, None, ""

        def fetch(reverie: Reverie) -> Opened:
            memory = reverie.memory(id)
            kind = next((kind for kind in reverie.kinds() if kind.name == memory.kind), None)
            return Opened(memory, reverie.changes(id), kind, reverie.graph(id, LINKS_SHOWN + 1, 1))

        self._desk.query(self, fetch, self._show, self._gone)

    def edit(self) -> None:
        """Opens the memory shown to be changed, if it still holds."""
        opened = self._opened
        if opened is not None and opened.kind is not None and opened.memory.current:
            EditDialog(self, self._desk, opened.kind, opened.memory, lambda held: self.open(held.id)).open()

    def undo_last(self) -> None:
        """Takes back the last change of the memory shown, if there is one."""
        if self._opened is not None and self._can_undo(self._opened):
            self._undo(self._opened.memory)

    def forget(self) -> None:
        """Asks whether the memory shown shall be forgotten, with what would go."""
        if self._opened is not None:
            self._forget(self._opened.memory)

    def _can_undo(self, opened: Opened) -> bool:
        return bool(opened.changes or opened.memory.replaces)

    def _show(self, opened: Opened) -> None:
        if opened.memory.id != self._id:
            return
        self._opened = opened
        pieces.empty(self.inside)
        if self._note:
            self.inside.addWidget(pieces.label(self._note, "warn", wrap=True))
        for part in (
            self._head(opened),
            self._body(opened),
            self._successions(opened.memory),
            self._sources(opened.memory),
            self._links(opened),
            self._changes(opened),
        ):
            if part is not None:
                self.inside.addWidget(part)
        self.verticalScrollBar().setValue(0)

    def _heard_forgotten(self, event: Forgotten) -> None:
        """What is shown may rest on something that is gone now."""
        opened = self._opened
        if opened is None or self._id is None or self._id in event.ids:
            return
        if any(source.id in event.ids for source in opened.memory.sources):
            self._note = self.tr("A moment that this rested on was forgotten. What is left is shown.")
            self.open(self._id)

    def _gone(self, refusal: Refused) -> None:
        self._opened = None
        pieces.empty(self.inside)
        self.inside.addWidget(pieces.label(refusal.message, "muted", wrap=True))

    def _head(self, opened: Opened) -> QWidget:
        memory = opened.memory
        head = QWidget()
        inside = pieces.column(head)
        inside.addWidget(pieces.label(memory.title[:TITLE_SHOWN], "title", wrap=True, selectable=True))
        pills = pieces.row(None, 0, 6)
        for text in self._pills(opened):
            pills.addWidget(pieces.label(text, "pill"))
        pills.addStretch(1)
        inside.addLayout(pills)
        actions = pieces.row()
        if memory.has_secret:
            inside.addWidget(pieces.button(self.tr("Reveal or copy…"), lambda: self._reveal(memory)))
        if memory.current:
            self.edit_button = pieces.button(self.tr("Edit…"), self.edit)
            actions.addWidget(self.edit_button)
            pins = self.tr("Unpin") if memory.pinned else self.tr("Pin")
            self.pin = pieces.button(pins, lambda: self._pin(memory))
            self.pin.setToolTip(self.tr("What is pinned is neither put in order nor let go by itself."))
            actions.addWidget(self.pin)
        if self._can_undo(opened):
            self.undo = pieces.button(
                self.tr("Undo"), lambda: self._undo(memory), name=self.tr("Undo the last change")
            )
            self.undo.setToolTip(self.tr("Undo the last change (Ctrl+Z)"))
            actions.addWidget(self.undo)
        actions.addWidget(pieces.button(self.tr("Forget…"), lambda: self._forget(memory), "danger"))
        actions.addStretch(1)
        inside.addLayout(actions)
        return head

    def _pills(self, opened: Opened) -> list[str]:
        memory = opened.memory
        pills = [opened.kind.title if opened.kind else memory.kind, self._sureness(memory.confidence)]
        if memory.pinned:
            pills.append(self.tr("Pinned"))
        if not memory.current:
            pills.append(self.tr("No longer so"))
        return pills

    def _sureness(self, confidence: float) -> str:
        sure = self.tr("Sure") if confidence >= 0.85 else self.tr("Quite sure")
        return f"{sure if confidence >= 0.6 else self.tr('Unsure')} · {confidence:.0%}"

    def _body(self, opened: Opened) -> QWidget:
        card = pieces.Card(gap=4)
        types = {field.name: field.type for field in opened.kind.fields} if opened.kind else {}
        said = (
            (field, self._said(value, types.get(field, ""))) for field, value in opened.memory.body.items()
        )
        fields = [(field, text) for field, text in said if text]
        for at, (field, text) in enumerate(fields):
            if at:
                card.inside.addSpacing(theme.GRID)
            name = heading(field, opened.kind)
            card.inside.addWidget(pieces.label(name, "quiet"))
            card.inside.addWidget(LongText(name, text))
        card.inside.addSpacing(theme.GRID)
        card.inside.addWidget(pieces.label(self._validity(opened.memory), "quiet", wrap=True))
        return card

    def _said(self, value: Any, type: str) -> str:
        """A field as a text, the items of a list one a line. Any: whatever a body may hold."""
        if isinstance(value, list):
            return "\n".join(self.tr("· {0}").format(told(item)) for item in value)
        return told(value) if type != "time" else told_time(value, self._desk.zone)

    def _validity(self, memory: MemoryView) -> str:
        since = when.moment(memory.valid_from, self._desk.zone)
        if memory.valid_to is None:
            return self.tr("Since {0}").format(since)
        return self.tr("{0} until {1}").format(since, when.moment(memory.valid_to, self._desk.zone))

    def _successions(self, memory: MemoryView) -> QWidget | None:
        """What took its place, and whose place it took; each opens."""
        tied = [(self.tr("What took its place"), id) for id in (memory.superseded_by,) if id]
        tied += [(self.tr("What it took the place of"), id) for id in memory.replaces]
        if not tied:
            return None
        part = QWidget()
        inside = pieces.row(part)
        for text, id in tied:
            inside.addWidget(pieces.button(text, partial(self.open, id)))
        inside.addStretch(1)
        return part

    def _links(self, opened: Opened) -> QWidget | None:
        """What it is tied to, and why; each opens."""
        me = opened.memory.id
        named = {node.id: node for node in opened.graph.nodes}
        ties = [edge for edge in opened.graph.edges if me in (edge.memory, edge.other) and not edge.replaces]
        if not ties:
            return None
        part = QWidget()
        inside = pieces.column(part)
        head = pieces.row()
        head.addWidget(pieces.label(self.tr("What it is tied to"), "quiet"), 1)
        head.addWidget(pieces.button(self.tr("As a picture"), self.links_wanted.emit))
        inside.addLayout(head)
        for edge in ties:
            other = named[edge.other if edge.memory == me else edge.memory]
            row = pieces.Row(self.tr("{0}, because: {1}").format(other.title, edge.why))
            row.pressed.connect(partial(self.open, other.id))
            words = pieces.column(None, 0, 2)
            words.addWidget(pieces.Elided(other.title))
            words.addWidget(pieces.label(pieces.breakable(edge.why[:WHY_SHOWN]), "quiet", wrap=True))
            row.inside.addLayout(words, 1)
            inside.addWidget(row)
        return part

    def _sources(self, memory: MemoryView) -> QWidget | None:
        if not memory.sources:
            return None
        part = QWidget()
        inside = pieces.column(part)
        inside.addWidget(pieces.label(self.tr("Where this comes from"), "quiet"))
        for at, source in enumerate(memory.sources[:SOURCES_SHOWN]):
            inside.addWidget(self._source(memory, source, at))
        if (more := len(memory.sources) - SOURCES_SHOWN) > 0:
            inside.addWidget(pieces.label(self.tr("and {0} more").format(more), "quiet"))
        return part

    def _source(self, memory: MemoryView, source: SourceView, at: int) -> QWidget:
        said = self.tr("“{0}”").format(source.quote) if source.quote else self.tr("Open this moment")
        row = pieces.Row(said)
        shown = source_exhibits(memory.sources, memory.title)
        row.pressed.connect(lambda: self._desk.exhibits_wanted.emit(shown, at))
        picture = Thumbnail("timeline" if source.type == "frame" else "turn")
        row.inside.addWidget(picture)
        row.inside.addWidget(pieces.label(pieces.breakable(said[:QUOTE_SHOWN]), wrap=True), 1)
        if source.type == "frame":
            self._pictures.thumbnail(row, source.id, picture.show_image)
        return row

    def _changes(self, opened: Opened) -> QWidget | None:
        if not opened.changes:
            return None
        card = pieces.Card("calm", gap=4)
        card.inside.addWidget(pieces.label(self.tr("How it changed"), "quiet"))
        legend = self.tr("What came is underlined, what went is struck through.")
        card.inside.addWidget(pieces.label(legend, "quiet", wrap=True))
        for change in opened.changes:
            card.inside.addSpacing(theme.GRID)
            card.inside.addWidget(self._change(change, opened.kind))
        return card

    def _change(self, change: ChangeView, kind: KindView | None) -> QWidget:
        part = QWidget()
        inside = pieces.column(part, 0, 4)
        undone = self.tr("taken back later") if change.undone else ""
        said = (when.moment(change.at, self._desk.zone), self._who(change.author), change.reason, undone)
        inside.addWidget(pieces.label(" · ".join(filter(None, said)), wrap=True))
        for field in change.fields:
            inside.addWidget(pieces.label(heading(field.name, kind), "quiet"))
            inside.addWidget(DiffText(field.pieces))
        if change.ended and not change.fields:
            inside.addWidget(pieces.label(self.tr("It holds no longer."), "quiet"))
        return part

    def _who(self, author: str) -> str:
        told = {
            "agent": self.tr("Reverie"),
            "dream": self.tr("Reverie, dreaming"),
            "user": self.tr("you"),
            "import": self.tr("an import"),
        }
        return told.get(author, author)

    def _undo(self, memory: MemoryView) -> None:
        self._desk.command(
            self,
            lambda reverie: reverie.undo(memory.id),
            lambda held: self.open(held.id),
            self._not_done,
            (self.undo,),
        )

    def _not_done(self, refusal: Refused) -> None:
        self.inside.insertWidget(1, pieces.label(refusal.message, "bad", wrap=True))

    def _pin(self, memory: MemoryView) -> None:
        self._desk.command(
            self,
            lambda reverie: reverie.pin(memory.id, not memory.pinned),
            lambda held: self.open(held.id),
            self._not_done,
            (self.pin,),
        )

    def _reveal(self, memory: MemoryView) -> None:
        RevealDialog(self, self._desk, memory).open()

    def _forget(self, memory: MemoryView) -> None:
        def gone(_receipt: object) -> None:
            self.clear()
            self.forgotten.emit()

        forgetting.ask_and_forget(self, self._desk, ForgetWhat(ids=(memory.id,)), gone)
