"""The cards of a chat: a question, and an answer that grows, cites, abstains or says why it could not be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QLabel

from app.interfaces import Answer, AnswerStep, Refused
from ui import gaps, pieces, theme, words
from ui.chat import markdown, steps
from ui.chat.again import AskAgain
from ui.chat.attach import KeptChips
from ui.chat.citations import Citations
from ui.chat.elsewhen import ElseWhen
from ui.chat.enclosed import Enclosed
from ui.chat.steps import Steps
from ui.desk import Desk
from ui.pictures import Pictures

STEPS_KEYS = "Ctrl+Shift+S"


class QuestionCard(pieces.Card):
    """What the person asked, and what they attached to it."""

    def __init__(self, desk: Desk, pictures: Pictures, text: str, enclosed: Enclosed | None = None) -> None:
        super().__init__("question", margin=theme.GRID + 4)
        self.setAccessibleName(text)
        self.attached = KeptChips(desk, pictures)
        self.inside.addWidget(self.attached)
        self.inside.addWidget(pieces.label(text, wrap=True, selectable=True))
        if enclosed:
            self.show_attached(enclosed)

    def show_attached(self, enclosed: Enclosed) -> None:
        """Shows what goes with it: files until they are kept, then their moments."""
        if enclosed.files:
            self.attached.show_files(enclosed.files)
        else:
            self.attached.show_kept(enclosed.views)


class AnswerCard(pieces.Card):
    """What Reverie answered. Grows by `grow`, is finished by `finish` or `refuse`.

    Emits `cited(n)`, and `asked(str, object)` with a question to ask and the kinds to leave out. `titles` are those of
    the kinds of memory, by name; `question` and `without` are what was asked, in `thread`.
    """

    cited = Signal(int)
    asked = Signal(str, object)
    _text = ""  # looked at by changeEvent before __init__ is over

    def __init__(
        self,
        desk: Desk,
        pictures: Pictures,
        titles: Mapping[str, str],
        question: str,
        without: tuple[str, ...] = (),
        thread: str = "",
    ) -> None:
        super().__init__("card", gap=theme.GRID + 4)
        self._thread = thread
        self._titles = titles
        self._question = question
        self._without = without
        self._desk = desk
        self._pictures = pictures
        self.answer: Answer | None = None
        self.ways: AskAgain | None = None
        self.elsewhen: ElseWhen | None = None
        self.citations: Citations | None = None
        self.fold: pieces.Fold | None = None
        self.setAccessibleName(self.tr("Answer"))
        self._looking = pieces.label(self.tr("Looking through your memory"), "quiet")
        self.steps = Steps(desk.zone, titles)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self._words.setOpenExternalLinks(False)
        self._words.linkActivated.connect(self._follow)
        self._words.hide()
        self.inside.addWidget(self._looking)
        self.inside.addWidget(self._words)
        self.inside.addWidget(self.steps)

    @property
    def text(self) -> str:
        """The words shown so far."""
        return self._text

    def grow(self, text: str, steps: Sequence[AnswerStep]) -> None:
        """Shows the text so far, and what was done for it and is being done."""
        self._looking.hide()
        self._say(text)
        self.steps.show_all(steps)

    def finish(self, answer: Answer) -> None:
        """Shows the whole answer with its evidence."""
        self.answer, self._without = answer, answer.without
        self._looking.hide()
        self.steps.show_all(answer.steps, over=True)
        self._say(answer.answer)
        if answer.abstained:
            self._abstain(answer)
        if answer.trouble:
            self._say_broken_off(answer)
        if answer.citations:
            self._cite(answer)
        if answer.without:
            left_out = steps.listed(self._titles.get(name, name) for name in answer.without)
            self.inside.addWidget(
                pieces.label(self.tr("Not asked: {0}").format(left_out), "quiet", wrap=True)
            )
        if note := gaps.told(answer.coverage, self._desk.zone):
            self.inside.addWidget(pieces.label(note, "quiet", wrap=True))
        self._add_actions(answer)

    def ask_again(self) -> None:
        """Asks the same once more."""
        self.asked.emit(self._question, self._without)

    def refuse(self, refusal: Refused) -> None:
        """Says why there is no answer."""
        self._looking.hide()
        self.steps.hide()
        theme.look(self, "calm")
        self.inside.addWidget(pieces.label(refusal.title, "heading"))
        self.inside.addWidget(pieces.label(refusal.message, wrap=True))
        if self._text:
            told = self.tr("What was written so far stands above, and is not kept.")
            self.inside.addWidget(pieces.label(told, "muted", wrap=True))
        self._add_retry()
        self._add_actions(None)

    def changeEvent(self, event: QEvent) -> None:
        """Writes the citations in the accent of the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._text:
            self._say(self._text)

    def _say(self, text: str) -> None:
        self._text = text
        accent = self.palette().color(QPalette.ColorRole.Accent).name()
        self._words.setText(markdown.rendered(text, accent))
        self._words.setAccessibleName(markdown.plain(text))
        self._words.setVisible(bool(text))

    def _say_broken_off(self, answer: Answer) -> None:
        """The model went away: what it had said by then stands, or what was taken from the evidence."""
        if answer.model:
            told = self.tr(
                "The language model stopped before it was done. What it had said by then stands, "
                "checked against what I have seen."
            )
        else:
            told = self.tr(
                "The language model stopped before it was done. This answer stands without it, "
                "in the words I have seen."
            )
        self.inside.addWidget(pieces.label(told, "warn", wrap=True))
        self.inside.addWidget(pieces.label(words.sentence(answer.trouble), "quiet", wrap=True))
        self._add_retry()

    def _add_retry(self) -> None:
        across = pieces.row(None, 0, 0)
        across.addWidget(pieces.button(self.tr("Try again"), self.ask_again))
        across.addStretch(1)
        self.inside.addLayout(across)

    def _abstain(self, answer: Answer) -> None:
        theme.look(self, "calm")
        self.inside.insertWidget(0, pieces.label(self.tr("I don't know this"), "heading"))
        if why := self._why(answer.reason):
            self.inside.addWidget(pieces.label(why, "muted", wrap=True))

    def _why(self, reason: str) -> str:
        """Why there is no answer, from its code (see `agents.answer.AnswerDraft`)."""
        return {
            "nothing": self.tr("Nothing that I have seen answers it."),
            "far": self.tr("What I have seen is about something else."),
            "names": self.tr("What I have seen does not name what you asked about."),
            "person": self.tr("What I have seen does not say this about you."),
            "model": self.tr("The language model found no answer in what came nearest."),
            "empty": self.tr("There is no question in it."),
        }.get(reason, "")

    def _cite(self, answer: Answer) -> None:
        heading = (
            self.tr("Closest things I have seen") if answer.abstained else self.tr("Where this comes from")
        )
        self.inside.addWidget(pieces.label(heading, "quiet"))
        citations = Citations(self._desk, answer, self._pictures, self._titles, self._thread)
        citations.chosen.connect(self.cited)
        self.citations = citations
        self.inside.addWidget(citations)

    def _add_actions(self, answer: Answer | None) -> None:
        actions = pieces.row(None, 0, 4)
        if answer is not None:
            actions.addWidget(pieces.IconButton("copy", self.tr("Copy the answer"), self._copy, 18))
        again = pieces.IconButton("retry", self.tr("Ask again"), self.ask_again, 18)
        again.setToolTip(self.tr("Ask again (Ctrl+R)"))
        actions.addWidget(again)
        if answer is not None and answer.steps:
            actions.addWidget(self._ways_to_ask(answer))
        actions.addStretch(1)
        if answer is not None and answer.steps:
            name = self.tr("Steps to this answer")
            name = self.tr("{0} ({1})").format(name, STEPS_KEYS)
            self.fold = pieces.Fold(self.tr("%Ln step(s)", "", len(answer.steps)), name, self.steps)
            actions.addWidget(self.fold)
        if answer is not None:
            actions.addWidget(pieces.label(self._how(answer), "quiet"))
        self.inside.addLayout(actions)
        # Folded or not, they stand below the line that opens them.
        self.inside.addWidget(self.steps)

    def _ways_to_ask(self, answer: Answer) -> AskAgain:
        self.ways = AskAgain(self._titles, answer.without)
        self.ways.chosen.connect(lambda without: self.asked.emit(self._question, without))
        self.ways.wants_time.connect(lambda: self._ask_elsewhen(answer))
        return self.ways

    def _ask_elsewhen(self, answer: Answer) -> None:
        """Asks for another time, above the steps."""
        if self.elsewhen is None:
            self.elsewhen = ElseWhen(self._desk, answer)
            self.elsewhen.chosen.connect(lambda question: self.asked.emit(question, self._without))
            self.inside.insertWidget(self.inside.indexOf(self.steps), self.elsewhen)
        self.elsewhen.begin()

    def _how(self, answer: Answer) -> str:
        took = self.tr("{0:.1f} s").format(answer.took_ms / 1000)
        return f"{answer.model} · {took}" if answer.model else self.tr("without a model · {0}").format(took)

    def _follow(self, link: str) -> None:
        scheme, _, number = link.partition(":")
        if scheme == "cite" and number.isdigit():
            self.cited.emit(int(number))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(markdown.plain(self._text))
