"""What stands in the overlay: the box, chips, results in two groups, a preview; and what the keys do with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from app.events import Forgotten
from app.interfaces import CoverageView, DayView, Hit, Interpreted, Refused, Reverie, SearchResult, Status
from ui import gaps, pieces, theme, when
from ui.desk import Desk, Exhibit
from ui.evidence import EvidenceView
from ui.pictures import Pictures
from ui.recall import chips, crops, marking
from ui.recall.chips import Chips
from ui.recall.crops import Crops
from ui.recall.faces import Nothing, Shut, Teaching
from ui.recall.keys import Box, Found
from ui.recall.results import Results
from ui.recall.row import RowPainter
from ui.recall.searching import Searching


class RecallPage(QWidget):
    """Emits `opened(view, subject)` to go somewhere, `shown_elsewhere` when something here led into the window.

    Shut with the safe, it lets go of all that it showed.
    """

    opened = Signal(str, str)
    shown_elsewhere = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._evidence: EvidenceView | None = None
        self._is_fresh = False
        self._opens_first = False
        self._why = ""
        self._searching = Searching(desk, self)
        self._crops = Crops(desk, self)
        self.results = Results(desk, self)
        self._build()
        self._connect()
        self._choose_face()

    @property
    def face(self) -> QWidget:
        """What is shown under the box now."""
        shown: QWidget = self._faces.currentWidget()  # type: ignore[assignment]  # never empty
        return shown

    @property
    def evidence(self) -> EvidenceView | None:
        """The preview, once one was wanted."""
        return self._evidence

    def begin(self) -> None:
        """Puts the keyboard into the box, with what stands there ready to be typed over, and looks for it again."""
        self._choose_face()
        if self._desk.unlocked:
            self.box.setFocus()
            self.box.selectAll()
            self._searching.look(self.box.text())

    def rest(self) -> None:
        """Looks for nothing any more until `begin`."""
        self._searching.look("")
        self._crops.give_up()
        self._end_preview()

    def step_back(self) -> bool:
        """One level back: out of the preview, then to an empty box; False when there is none left."""
        if self.face is self._evidence:
            self._end_preview()
            self.found.setFocus()
            return True
        if not self.box.text() or not self._desk.unlocked:
            return False
        self.box.clear()
        return True

    def preview(self) -> None:
        """Shows the chosen hit large, with the others to either side."""
        hits, current = self.results.hits, self._current()
        if current is None or self.face is not self.found:
            return
        if self._evidence is None:
            self._evidence = EvidenceView(self._desk, Pictures(self._desk, self))
            self._evidence.closed.connect(self.step_back)
            enter = QShortcut(QKeySequence("Return"), self._evidence, self._open_current)
            enter.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self._faces.addWidget(self._evidence)
        self._show(self._evidence)
        self._evidence.look_at([self._exhibit(hit) for hit in hits], hits.index(current))

    # ------------------------------------------------------------------------------------------ how it is built

    def _build(self) -> None:
        self.box = Box()
        self.box.setPlaceholderText(self.tr("Recall anything you have seen, read or said"))
        self.box.setAccessibleName(self.tr("What to recall"))
        self.chips = Chips()
        self.teaching, self.nothing, self.shut = Teaching(), Nothing(), Shut()
        self._painter = RowPainter(self._desk, self._crops)
        self.found = Found()
        self.found.setAccessibleName(self.tr("What was found"))
        self.found.setModel(self.results)
        self.found.setItemDelegate(self._painter)
        self._faces = QStackedWidget()
        for face in (self.teaching, self.found, self.nothing, self.shut):
            self._faces.addWidget(face)
        head = pieces.row(None, 0, theme.GRID)
        head.addWidget(pieces.Sign("find", 24))
        head.addWidget(self.box, 1)
        body = pieces.column(self, 2 * theme.GRID, theme.GRID)
        body.addLayout(head)
        body.addWidget(self.chips)
        body.addWidget(pieces.line())
        body.addWidget(self._faces, 1)
        body.addLayout(self._build_foot())

    def _build_foot(self) -> QHBoxLayout:
        self.told = pieces.Elided("", "quiet")
        self._keys = pieces.label("", "quiet")
        foot = pieces.row(None, 0, 2 * theme.GRID)
        foot.addWidget(self.told, 1)
        foot.addWidget(self._keys)
        return foot

    def _connect(self) -> None:
        self.box.textChanged.connect(self._typed)
        self.box.left.connect(self._into_list)
        self.box.opened.connect(self._open_first)
        self.box.asked.connect(lambda: self.opened.emit("ask", self.box.text().strip()))
        self.box.taken.connect(self._take_offer)
        self.found.chosen.connect(self._open_current)
        self.found.previewed.connect(self.preview)
        self.found.left.connect(self.box.setFocus)
        self.found.typed.connect(self._type_on)
        self.chips.removed.connect(lambda part: self._write(chips.without(self.box.text(), part)))
        self.chips.taken.connect(self._write)
        self.teaching.tried.connect(self._write)
        self.shut.wanted.connect(lambda: self.opened.emit("", ""))
        self._searching.exact.connect(self._show_exact)
        self._searching.related.connect(self._show_related)
        self._searching.refused.connect(self._show_refusal)
        self._crops.came.connect(self.found.viewport().update)
        # The desk lives longer than this page: named methods, which end with it.
        self._desk.status_changed.connect(self._choose_face)
        self._desk.shut.connect(self._let_go)
        self._desk.bridge.forgotten.connect(self._forgotten)
        self._desk.wanted.connect(self.shown_elsewhere)
        self._desk.exhibits_wanted.connect(self.shown_elsewhere)

    # ------------------------------------------------------------------------------------------ what is shown

    def _choose_face(self, _status: Status | None = None) -> None:
        """The face that fits the safe and the box; results and a preview stay."""
        self.box.setEnabled(self._desk.unlocked)
        if not self._desk.unlocked:
            self.shut.show_status(self._desk.status, self._why)
            self._show(self.shut)
            self.shut.button.setFocus()
        elif self.face is self.shut or (not self.box.text().strip() and self.face is not self.teaching):
            self._show(self.teaching)
            self.box.setFocus()

    def _show(self, face: QWidget) -> None:
        self._faces.setCurrentWidget(face)
        if face is self.shut:
            keys = self.tr("Space unlocks · Esc closes")
        elif face is self._evidence:
            keys = self.tr("← → others · Enter opens · Esc back")
        else:
            keys = self.tr("↓ choose · Enter open · Ctrl+Space preview · Tab ask · Esc back")
        self._keys.setText(keys)

    def _typed(self, text: str) -> None:
        self._is_fresh = self._opens_first = False
        self._crops.give_up()
        self._searching.look(text)
        if not text.strip():
            self._clear()
            self._choose_face()

    def _clear(self) -> None:
        self.results.clear()
        self.chips.clear()
        self.told.say("")

    def _let_go(self, why: str) -> None:
        """The safe was shut: nothing that came out of it stays."""
        self._why = why
        self.box.clear()
        self._clear()
        self._crops.clear()
        if self._evidence is not None:
            self._faces.removeWidget(self._evidence)
            self._evidence.deleteLater()
            self._evidence = None
        self._choose_face()

    def _show_exact(self, result: SearchResult, offered: list[str]) -> None:
        self._is_fresh = True
        self._painter.phrases = result.interpreted.phrases
        self._show_chips(result.interpreted, offered)
        phrases = result.interpreted.phrases
        self._show_rows(result, lambda hits: self.results.show_exact(hits, phrases))

    def _show_related(self, result: SearchResult) -> None:
        self._show_chips(result.interpreted, self.chips.offered)
        self._show_rows(result, self.results.show_related)
        if not self.results.hits:
            self._show_nothing(result.interpreted)

    def _show_rows(self, result: SearchResult, show: Callable[[tuple[Hit, ...]], None]) -> None:
        """Shows the hits; what was chosen stays so where it still is among them."""
        current = self._current()
        show(result.hits)
        self._tell(result.notes)
        if (self.results.hits or self.results.waiting) and self.face is not self._evidence:
            self._show(self.found)
        row = self.results.row_of(current.id if current else None)
        if row >= 0:
            self.found.go(row)
        if self._opens_first:
            self._open_first()

    def _show_chips(self, understood: Interpreted, offered: list[str]) -> None:
        now = self._desk.now
        self.chips.show_all(understood.written, offered, self._desk.zone, now.date())

    def _tell(self, notes: tuple[str, ...]) -> None:
        """How many there are, and what was not looked at."""
        counted = self.tr("{0} exact").format(len(self.results.exact))
        if not self.results.waiting:
            counted = self.tr("{0}, {1} related").format(counted, len(self.results.related))
        self.told.say(" · ".join((counted, *notes)))

    def _show_refusal(self, refusal: Refused) -> None:
        self._clear()
        self.nothing.show_refusal(refusal.title, refusal.message)
        self._show(self.nothing)

    def _show_nothing(self, understood: Interpreted) -> None:
        """Says what to try, and what was never seen."""
        text = self._searching.text
        self.nothing.show_tries(bool(understood.written))
        self._show(self.nothing)
        since, until = understood.since, understood.until

        def look(reverie: Reverie) -> tuple[list[DayView], list[CoverageView]]:
            away = reverie.coverage(since, until or self._desk.now) if since is not None else []
            return reverie.days(), away

        def tell(found: tuple[list[DayView], list[CoverageView]]) -> None:
            if text == self._searching.text:
                self.nothing.show_seen(self._seen(*found))

        self._desk.query(self, look, tell)

    def _seen(self, days: list[DayView], coverage: list[CoverageView]) -> str:
        if away := gaps.told(coverage, self._desk.zone):
            return away
        if not days:
            return self.tr("No screen was kept yet.")
        first = when.day(datetime.fromisoformat(days[0].day).date(), self._desk.now.date())
        told = self.tr(
            "Screens were kept on %Ln day(s), the first on {0}. "
            "What was on screen while Reverie was paused, locked or off is not here.",
            "",
            len(days),
        )
        return told.format(first)

    def _forgotten(self, event: Forgotten) -> None:
        self.results.drop(event.ids)

    # ------------------------------------------------------------------------------------------ what is done

    def _current(self) -> Hit | None:
        return self.results.hit(self.found.currentIndex().row())

    def _into_list(self) -> None:
        """Down: the first is chosen already, so the next one is gone to."""
        if self.face is self.found and self.results.hits:
            self.found.setFocus()
            self.found.step(1)

    def _type_on(self, letters: str) -> None:
        self.box.setFocus()
        self.box.end(False)
        self.box.insert(letters)

    def _take_offer(self) -> None:
        if self.chips.offered:
            self._write(self.chips.offered[0])

    def _write(self, text: str) -> None:
        """Puts a text into the box, to be typed on."""
        self.box.setFocus()
        self.box.setText(text)

    def _open_first(self) -> None:
        """Enter in the box: opens what is chosen, as soon as something is there for what was typed."""
        self._opens_first = bool(self.box.text().strip())
        if self._is_fresh and self._current() is not None:
            self._open_current()

    def _open_current(self) -> None:
        self._opens_first = False
        self._end_preview()
        hit = self._current()
        if hit is None:
            return
        frame = crops.frame_of(hit)
        if hit.type == "memory":
            self.opened.emit("memories", str(hit.id))
        elif frame is not None:
            self.opened.emit("timeline", str(frame))
        else:
            self._desk.exhibits_wanted.emit([self._exhibit(hit)], 0)

    def _exhibit(self, hit: Hit) -> Exhibit:
        shown = Exhibit(hit.type, hit.id, hit.snippet, hit.title, hit.time)
        typed = marking.as_typed(self._painter.phrases)
        return replace(shown, typed=typed) if hit.type == "frame" else shown

    def _end_preview(self) -> None:
        """Back to the list, on the hit that was looked at last."""
        if self._evidence is None or self.face is not self._evidence:
            return
        seen = self._evidence.exhibit
        self._show(self.found)
        row = self.results.row_of(seen.id if seen else None)
        if row >= 0:
            self.found.go(row)
