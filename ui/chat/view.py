"""The chat view: threads at the left, the conversation as cards, the ask box below."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import uuid4

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QPlainTextEdit, QStackedWidget, QWidget

from app.events import AnswerGrew, Forgotten
from app.interfaces import Answer, ChatTurn, Question, Refused, ThreadView
from ui import pieces, theme, when
from ui.chat.cards import AnswerCard, QuestionCard
from ui.desk import Desk, exhibits
from ui.pictures import Pictures

REDRAW = 60
"""Milliseconds between two redraws of a growing answer; setting a long text anew costs 5 to 7 ms."""

TYPING = 250
"""Milliseconds after the last key before conversations are searched."""


class Threads(QAbstractListModel):
    """The threads, the last one first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._threads: list[ThreadView] = []

    def fill(self, threads: Sequence[ThreadView]) -> None:
        """Shows these threads."""
        self.beginResetModel()
        self._threads = sorted(threads, key=lambda thread: thread.last, reverse=True)
        self.endResetModel()

    def at(self, row: int) -> ThreadView:
        """The thread in a row."""
        return self._threads[row]

    def row_of(self, thread: str) -> int:
        """The row of a thread, or -1."""
        return next((i for i, known in enumerate(self._threads) if known.thread == thread), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's own
        """How many threads there are."""
        return 0 if parent.isValid() else len(self._threads)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Title, and the time of the last line as a tooltip."""
        thread = self._threads[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(thread.title.split()) or self.tr("A conversation")
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = self.tr("{0}, %Ln line(s)", "", thread.turns)
            return lines.format(when.moment(thread.last, self._desk.zone))
        return None


class AskBox(QFrame):
    """Where a question is written. Enter asks, Shift+Enter makes a new line. Emits `asked(str)` and `stopped`."""

    asked = Signal(str)
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.look(self, "ask")
        self.text = _Writing()
        self.text.setPlaceholderText(self.tr("Ask about anything you have seen, read or said"))
        self.text.setAccessibleName(self.tr("Your question"))
        self.text.entered.connect(self._ask)
        self.button = pieces.IconButton("send", self.tr("Ask"), self._press, 22)
        self._busy = False
        inside = pieces.row(self, theme.GRID)
        inside.addWidget(self.text, 1)
        inside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignBottom)

    def set_busy(self, busy: bool) -> None:
        """While an answer is written the button stops it."""
        self._busy = busy
        self.button.wear("stop" if busy else "send", self.tr("Stop") if busy else self.tr("Ask"))

    def _press(self) -> None:
        if self._busy:
            self.stopped.emit()
        else:
            self._ask()

    def _ask(self) -> None:
        question = self.text.toPlainText().strip()
        if question and not self._busy:
            self.text.clear()
            self.asked.emit(question)


class _Writing(QPlainTextEdit):
    """A text field that grows from one to five lines."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter ends the question."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        lines = min(5, max(1, self.document().blockCount()))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 18)


class ChatView(QWidget):
    """Asks and shows answers. One question is under way at a time; its `AnswerGrew` events are known by `ask_id`."""

    def __init__(self, desk: Desk, pictures: Pictures) -> None:
        super().__init__()
        self._desk = desk
        self._pictures = pictures
        self._thread = ""
        self._ask_id = ""
        self._growing: AnswerCard | None = None
        self._news: AnswerGrew | None = None
        self._redraw = QTimer(self, interval=REDRAW, singleShot=True)
        self._redraw.timeout.connect(self._grow)
        theme.look(self, "page")
        self._build()
        desk.bridge.answer_grew.connect(self._heard)
        desk.bridge.forgotten.connect(self._forgotten)
        self.new_chat()
        self._refresh_threads()

    @property
    def cards(self) -> list[AnswerCard]:
        """The answers of the conversation shown, in order."""
        return [card for card in self._scroll.widgets() if isinstance(card, AnswerCard)]

    def focus_ask(self) -> None:
        """Puts the cursor into the ask box."""
        self.box.text.setFocus()

    def propose(self, question: str) -> None:
        """Writes a question into the ask box for the person to finish."""
        self.box.text.setPlainText(question)
        self.box.text.moveCursor(self.box.text.textCursor().MoveOperation.End)
        self.focus_ask()

    def new_chat(self) -> None:
        """Begins an empty conversation."""
        self._leave()
        self._thread = f"chat-{uuid4()}"
        self._list.clearSelection()
        pieces.empty(self._scroll.inside)
        self._faces.setCurrentWidget(self._welcome)
        self.focus_ask()

    def ask(self, text: str) -> None:
        """Asks a question in the conversation shown."""
        self._leave()
        self._faces.setCurrentWidget(self._scroll)
        self._scroll.inside.addWidget(QuestionCard(text), 0)
        card = self._add_answer_card(text)
        self._growing, self._ask_id = card, str(uuid4())
        question = Question(text=text, thread=self._thread, ask_id=self._ask_id)
        self.box.set_busy(True)
        self._desk.query(
            card,
            lambda reverie: reverie.ask(question),
            lambda answer: self._answered(card, answer),
            lambda refusal: self._refused(card, refusal),
        )
        self._follow_end()

    def stop(self) -> None:
        """Ends the answer being written; what it has so far comes back as the answer."""
        if ask_id := self._ask_id:
            self._desk.command(
                self, lambda reverie: reverie.stop(ask_id), lambda _none: None, lambda _refusal: None
            )

    def _build(self) -> None:
        body = pieces.row(self, 0, 0)
        body.addWidget(self._build_side())
        middle = pieces.column(None, 0, 0)
        middle.addWidget(self._build_faces(), 1)
        self.box = AskBox()
        self.box.setMaximumWidth(780)
        self.box.asked.connect(self.ask)
        self.box.stopped.connect(self.stop)
        below = pieces.row()
        below.setContentsMargins(24, 0, 24, 16)
        below.addStretch(1)
        below.addWidget(self.box, 1000)
        below.addStretch(1)
        middle.addLayout(below)
        body.addLayout(middle, 1)

    def _build_side(self) -> QWidget:
        self._threads = Threads(self._desk)
        self._threads.setParent(self)
        self._list = QListView()
        self._list.setModel(self._threads)
        self._list.setAccessibleName(self.tr("Conversations"))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.clicked.connect(self._chosen)
        self._list.activated.connect(self._chosen)
        self._new = pieces.button(self.tr("New chat"), self.new_chat)
        self._side = QFrame()
        theme.look(self._side, "side")
        self._side.setFixedWidth(228)
        inside = pieces.column(self._side, theme.GRID + 4)
        self._typing = QTimer(self, interval=TYPING, singleShot=True)
        self._typing.timeout.connect(self._refresh_threads)
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search conversations"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self._none = pieces.label(self.tr("No conversation holds these words."), "quiet", wrap=True)
        self._none.hide()
        self._fold = pieces.IconButton("sidebar", self.tr("Hide conversations"), self._fold_side)
        head = pieces.row()
        head.addWidget(self._new, 1)
        head.addWidget(self._fold)
        inside.addLayout(head)
        inside.addWidget(self.search)
        inside.addWidget(self._none)
        inside.addWidget(self._list, 1)
        return self._side

    def _build_faces(self) -> QWidget:
        self._scroll = pieces.Scroll(self.tr("The conversation"), widest=780, gap=theme.GRID + 4)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._kept_at_end)
        self._at_end = True
        self._scroll.verticalScrollBar().valueChanged.connect(self._note_position)
        self._welcome = self._build_welcome()
        self._faces = QStackedWidget()
        self._faces.addWidget(self._welcome)
        self._faces.addWidget(self._scroll)
        return self._faces

    def _build_welcome(self) -> QWidget:
        page = QWidget()
        theme.look(page, "page")
        around = pieces.row(page, 3 * theme.GRID)
        inside = pieces.column(None, 0, theme.GRID)
        inside.addStretch(2)
        inside.addWidget(pieces.label(self.tr("What would you like to remember?"), "title"))
        told = self.tr("Answers come from what this computer saw, and every one shows where it comes from.")
        inside.addWidget(pieces.label(told, "muted", wrap=True))
        inside.addSpacing(theme.GRID)
        for question in self._starters():
            inside.addWidget(pieces.button(question, partial(self.ask, question), "starter"))
        inside.addStretch(3)
        around.addStretch(1)
        around.addLayout(inside, 4)
        around.addStretch(1)
        return page

    def _starters(self) -> tuple[str, ...]:
        return (
            self.tr("What did I read this morning?"),
            self.tr("What did I work on yesterday afternoon?"),
            self.tr("Who wrote to me today, and about what?"),
            self.tr("Which things did I mean to do this week?"),
        )

    def _add_answer_card(self, question: str) -> AnswerCard:
        card = AnswerCard(self._desk, self._pictures)
        card.cited.connect(lambda n: self._open(card, n))
        card.retry.connect(lambda: self.ask(question))
        self._scroll.inside.addWidget(card, 0)
        return card

    def _open(self, card: AnswerCard, n: int) -> None:
        if card.answer is None:
            return
        shown = [exhibit for citation in card.answer.citations for exhibit in exhibits(citation)]
        at = next((i for i, exhibit in enumerate(shown) if exhibit.n == n), None)
        if at is not None:
            self._desk.exhibits_wanted.emit(shown, at)

    def _heard(self, event: AnswerGrew) -> None:
        if event.ask_id == self._ask_id and self._growing is not None:
            self._news = event
            if not self._redraw.isActive():
                self._redraw.start()

    def _grow(self) -> None:
        if self._growing is not None and self._news is not None:
            self._growing.grow(self._news.text, self._news.step)

    def _answered(self, card: AnswerCard, answer: Answer) -> None:
        card.finish(answer)
        self._done(card)
        self._refresh_threads()

    def _refused(self, card: AnswerCard, refusal: Refused) -> None:
        card.refuse(refusal)
        self._done(card)

    def _leave(self) -> None:
        """Stops caring for an answer under way before another conversation or question is shown."""
        if self._growing is not None:
            self.stop()
            self._done(self._growing)

    def _done(self, card: AnswerCard) -> None:
        if card is not self._growing:
            return
        self._redraw.stop()
        self._growing, self._news, self._ask_id = None, None, ""
        self.box.set_busy(False)

    def _refresh_threads(self) -> None:
        words = self.search.text().strip()

        def show(threads: list[ThreadView]) -> None:
            if words == self.search.text().strip():
                self._show_threads(threads)

        self._desk.query(self, lambda reverie: reverie.threads(words), show)

    def _show_threads(self, threads: list[ThreadView]) -> None:
        self._threads.fill(threads)
        self._none.setVisible(not threads and bool(self.search.text().strip()) and not self._list.isHidden())
        row = self._threads.row_of(self._thread)
        if row >= 0:
            self._list.setCurrentIndex(self._threads.index(row))

    def _chosen(self, index: QModelIndex) -> None:
        thread = self._threads.at(index.row()).thread
        if thread != self._thread or self._growing is None:
            self.open_thread(thread)

    def open_thread(self, thread: str) -> None:
        """Shows a conversation that is there already."""
        self._leave()
        self._thread = thread
        self._desk.query(self, lambda reverie: reverie.thread(thread), self._show_turns)
        self._refresh_threads()

    def _show_turns(self, turns: list[ChatTurn]) -> None:
        pieces.empty(self._scroll.inside)
        self._faces.setCurrentWidget(self._scroll)
        question = ""
        for turn in turns:
            if turn.answer is not None:
                self._add_answer_card(question).finish(turn.answer)
            else:
                question = turn.text
                self._scroll.inside.addWidget(self._turn_card(turn), 0)
        self._follow_end()

    def _turn_card(self, turn: ChatTurn) -> QWidget:
        if turn.role == "user" and not turn.speaker:
            return QuestionCard(turn.text)
        card = pieces.Card(gap=4)
        head = f"{turn.speaker or turn.role} · {when.moment(turn.time, self._desk.zone)}"
        card.inside.addWidget(pieces.label(head, "quiet"))
        card.inside.addWidget(pieces.label(turn.text, wrap=True, selectable=True))
        return card

    def _forgotten(self, _event: Forgotten) -> None:
        """An answer may cite what is gone: the conversation is read again."""
        if self._growing is None and self.cards:
            thread = self._thread
            self._desk.query(
                self, lambda reverie: reverie.thread(thread), self._show_turns, lambda _refusal: None
            )
        self._refresh_threads()

    def _fold_side(self) -> None:
        folded = self._list.isVisible()
        for widget in (self._list, self.search):
            widget.setVisible(not folded)
        self._none.hide()
        self._side.setFixedWidth(56 if folded else 228)
        self._new.setVisible(not folded)
        self._fold.wear("sidebar", self.tr("Show conversations") if folded else self.tr("Hide conversations"))

    def _note_position(self, value: int) -> None:
        self._at_end = value >= self._scroll.verticalScrollBar().maximum() - 40

    def _kept_at_end(self, _lowest: int, _highest: int) -> None:
        if self._at_end:
            self._scroll.to_end()

    def _follow_end(self) -> None:
        self._at_end = True
        self._scroll.to_end()
