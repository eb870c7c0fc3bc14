"""The chat view: threads at the left, the conversation as cards, the ask box below."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from uuid import uuid4

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.events import AnswerGrew, Forgotten
from app.interfaces import Answer, ChatTurn, KindView, Question, Refused
from ui import pieces, theme, when
from ui.chat import again
from ui.chat.askbox import ATTACH_KEYS, AskBox
from ui.chat.attach import is_attachable
from ui.chat.cards import STEPS_KEYS, AnswerCard, QuestionCard
from ui.chat.enclosed import Enclosed
from ui.chat.threads import ThreadsSide
from ui.chat.welcome import Welcome
from ui.desk import Desk, exhibits
from ui.pictures import Pictures
from ui.unrolling import Unrolling

REDRAW = 60
"""Milliseconds between two redraws of a growing answer; setting a long text anew costs 5 to 7 ms."""


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
        # The titles of the kinds of memory, by name; empty until they have come.
        self._titles: dict[str, str] = {}
        self._redraw = QTimer(self, interval=REDRAW, singleShot=True)
        self._redraw.timeout.connect(self._grow)
        theme.look(self, "page")
        self._build()
        self.setAcceptDrops(True)
        self._add_shortcuts()
        desk.bridge.answer_grew.connect(self._heard)
        desk.bridge.forgotten.connect(self._forgotten)
        self.new_chat()
        self.side.refresh()
        desk.query(self, lambda reverie: reverie.kinds(), self._take_kinds, lambda _refusal: None)

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
        self._unrolling.stop()
        self._thread = f"chat-{uuid4()}"
        self.side.show_chosen(self._thread)
        pieces.empty(self._scroll.inside)
        self._faces.setCurrentWidget(self._welcome)
        self._welcome.starters.refresh()
        self.focus_ask()

    def ask(self, text: str, without: tuple[str, ...] = (), enclosed: Enclosed | None = None) -> None:
        """Asks a question in the conversation shown, with what is `enclosed`; kinds in `without` are not asked."""
        self._leave()
        self._faces.setCurrentWidget(self._scroll)
        given = enclosed or Enclosed()
        asked = QuestionCard(self._desk, self._pictures, text, given)
        self._scroll.inside.addWidget(asked, 0)
        card = self._answer_card(text, without, given)
        self._scroll.inside.addWidget(card, 0)
        self._growing, self._ask_id = card, str(uuid4())
        question = Question(text=text, thread=self._thread, ask_id=self._ask_id, without=without)
        self.box.set_busy(True)
        self._desk.query(
            card,
            lambda reverie: reverie.ask(replace(question, attached=given.taken_in(reverie))),
            lambda answer: self._answered(card, answer, asked, given),
            lambda refusal: self._refused(card, refusal),
        )
        self._follow_end()

    def stop(self) -> None:
        """Ends the answer being written; what it has so far comes back as the answer."""
        if ask_id := self._ask_id:
            self._desk.command(
                self, lambda reverie: reverie.stop(ask_id), lambda _none: None, lambda _refusal: None
            )

    def again(self) -> None:
        """Asks the last question again."""
        if self.cards and self._growing is None:
            self.cards[-1].ask_again()

    def _ask_differently(self) -> None:
        """Opens the menu of ways to ask the last question again."""
        ways = self.cards[-1].ways if self.cards else None
        if ways is not None:
            self._scroll.ensureWidgetVisible(ways)
            ways.showMenu()

    def _show_steps(self) -> None:
        """Folds or unfolds the steps to the last answer."""
        fold = self.cards[-1].fold if self.cards else None
        if fold is not None:
            fold.toggle()

    def _add_shortcuts(self) -> None:
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        keys = (
            ("Ctrl+R", self.again),
            (again.KEYS, self._ask_differently),
            (STEPS_KEYS, self._show_steps),
            ("Ctrl+.", self.stop),
            (ATTACH_KEYS, self.box.attachments.choose),
        )
        for pressed, does in keys:
            QShortcut(QKeySequence(pressed), self, does, context=within)

    def _build(self) -> None:
        body = pieces.row(self, 0, 0)
        self.side = ThreadsSide(self._desk)
        self.side.chosen.connect(self._chosen)
        self.side.wants_new.connect(self.new_chat)
        body.addWidget(self.side)
        middle = pieces.column(None, 0, 0)
        middle.addWidget(self._build_faces(), 1)
        self.box = AskBox(self._desk)
        self.box.setMaximumWidth(780)
        self.box.asked.connect(lambda text, enclosed: self.ask(text, (), enclosed))
        self.box.stopped.connect(self.stop)
        below = pieces.row()
        below.setContentsMargins(24, 0, 24, 16)
        below.addStretch(1)
        below.addWidget(self.box, 1000)
        below.addStretch(1)
        middle.addLayout(below)
        body.addLayout(middle, 1)

    def _build_faces(self) -> QWidget:
        self._scroll = pieces.Scroll(self.tr("The conversation"), widest=780, gap=theme.GRID + 4)
        self._unrolling = Unrolling(self, self._scroll.inside)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._kept_at_end)
        self._at_end = True
        self._scroll.verticalScrollBar().valueChanged.connect(self._note_position)
        self._welcome = Welcome(self._desk)
        self._welcome.asked.connect(self.ask)
        self._faces = QStackedWidget()
        self._faces.addWidget(self._welcome)
        self._faces.addWidget(self._scroll)
        return self._faces

    def _answer_card(
        self, question: str, without: tuple[str, ...] = (), enclosed: Enclosed | None = None
    ) -> AnswerCard:
        card = AnswerCard(self._desk, self._pictures, self._titles, question, without, self._thread)
        card.cited.connect(lambda n: self._open(card, n))
        card.asked.connect(lambda text, without: self.ask(text, without, enclosed))
        return card

    def _take_kinds(self, kinds: list[KindView]) -> None:
        self._titles.update((kind.name, kind.title) for kind in kinds)

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
            self._growing.grow(self._news.text, self._news.steps)

    def _answered(self, card: AnswerCard, answer: Answer, asked: QuestionCard, enclosed: Enclosed) -> None:
        asked.show_attached(enclosed)
        card.finish(answer)
        self._done(card)
        self.side.refresh()

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

    def _chosen(self, thread: str) -> None:
        if thread != self._thread or self._growing is None:
            self.open_thread(thread)

    def open_thread(self, thread: str) -> None:
        """Shows a conversation that is there already."""
        self._leave()
        self._thread = thread
        self.side.show_chosen(thread)
        self._desk.query(self, lambda reverie: reverie.thread(thread), self._show_turns)
        self.side.refresh()

    def _show_turns(self, turns: list[ChatTurn]) -> None:
        pieces.empty(self._scroll.inside)
        self._faces.setCurrentWidget(self._scroll)
        self._unrolling.begin(list(self._cards_of(turns)))
        self._follow_end()

    def _cards_of(self, turns: list[ChatTurn]) -> Iterator[Callable[[], QWidget]]:
        """What makes the card of each turn. What was attached to a question is told with its answer."""
        question = ""
        for turn, following in zip_longest(turns, turns[1:]):
            if turn.answer is not None:
                yield partial(self._answered_card, question, turn.answer)
            else:
                question = turn.text
                answer = following.answer if following else None
                yield partial(self._turn_card, turn, Enclosed(views=answer.attached if answer else ()))

    def _answered_card(self, question: str, answer: Answer) -> AnswerCard:
        card = self._answer_card(question, (), Enclosed(views=answer.attached))
        card.finish(answer)
        return card

    def _turn_card(self, turn: ChatTurn, enclosed: Enclosed) -> QWidget:
        if turn.role == "user" and not turn.speaker:
            return QuestionCard(self._desk, self._pictures, turn.text, enclosed)
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
        self.side.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and pictures may be dropped anywhere."""
        if is_attachable(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attaches what was dropped to the question being written."""
        self.box.attachments.add(event.mimeData())
        event.acceptProposedAction()
        self.focus_ask()

    def _note_position(self, value: int) -> None:
        self._at_end = value >= self._scroll.verticalScrollBar().maximum() - 40

    def _kept_at_end(self, _lowest: int, _highest: int) -> None:
        if self._at_end:
            self._scroll.to_end()

    def _follow_end(self) -> None:
        self._at_end = True
        self._scroll.to_end()
