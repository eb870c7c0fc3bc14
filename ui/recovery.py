"""The faces of the recovery words: shown once, three of them asked for, and typed when the passphrase is forgotten."""

from __future__ import annotations

import random

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QPlainTextEdit

from app.interfaces import Refused, Status
from ui import faces, pieces
from ui.desk import Desk
from ui.memories.clipboard import FadingCopy

ROW_OF_WORDS = 3
ASKED = 3
"""So many of the words are asked for, to know that they were written down."""

COPIED_FOR = 120_000
"""Milliseconds the copied words stay in the clipboard."""

TELLING = 4
"""Letters that tell every word of the list from the others (BIP 39)."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("recovery", text)


class WordsFace(faces.Face):
    """Shows the recovery words once. Emits `written_down`."""

    written_down = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            _tr("Your recovery words"),
            _tr(
                "These words open your safe if you forget your passphrase. Write them on paper and keep it "
                "somewhere safe: they are shown only now."
            ),
        )
        self._desk = desk
        self._words = ""
        self._grid = QGridLayout()
        self._grid.setSpacing(6)
        self.inside.addLayout(self._grid)
        self.written = QCheckBox(self.tr("I wrote them down"))
        self.go_on = pieces.button(self.tr("Continue"), self.written_down.emit, "main")
        self.go_on.setEnabled(False)
        self.written.toggled.connect(self.go_on.setEnabled)
        self.copy = pieces.button(self.tr("Copy"), self._copy, name=self.tr("Copy the recovery words"))
        last = pieces.row()
        last.addWidget(self.written, 1)
        last.addWidget(self.copy)
        last.addWidget(self.go_on)
        self.inside.addLayout(last)

    @property
    def words(self) -> str:
        """The words shown, or an empty text."""
        return self._words

    def show_words(self, words: str) -> None:
        """Shows these words, numbered."""
        self.clear()
        self._words = words
        for at, word in enumerate(words.split()):
            shown = pieces.label(f"{at + 1}. {word}", "word")
            self._grid.addWidget(shown, at // ROW_OF_WORDS, at % ROW_OF_WORDS)

    def clear(self) -> None:
        """Lets go of the words."""
        self._words = ""
        self.written.setChecked(False)
        pieces.empty(self._grid)

    def _copy(self) -> None:
        """Marked as a secret, and taken out again: time enough to put it into a password manager."""
        FadingCopy(self._desk, QGuiApplication.clipboard(), COPIED_FOR).copy(self._words)


class CheckFace(faces.Face):
    """Asks for three of the words. Emits `right` once they are, `again` to see the words once more."""

    right = Signal()
    again = Signal()

    def __init__(self) -> None:
        super().__init__(
            _tr("Three of your words"),
            _tr("To be sure that they are on paper: please look there, and type these three."),
        )
        self._asked: list[str] = []
        self.fields = [QLineEdit() for _ in range(ASKED)]
        self._names = [pieces.label() for _ in range(ASKED)]
        self.trouble = faces.Trouble()
        self.go_on = pieces.button(self.tr("Continue"), self._check, "main")
        self.back = pieces.button(self.tr("Show the words again"), self.again.emit)
        grid = QGridLayout()
        grid.setSpacing(8)
        self.inside.addLayout(grid)
        for at, (name, field) in enumerate(zip(self._names, self.fields, strict=True)):
            field.textChanged.connect(lambda _text: self._typed())
            field.returnPressed.connect(self._check)
            grid.addWidget(name, at, 0)
            grid.addWidget(field, at, 1)
        self.inside.addWidget(self.trouble)
        last = pieces.row()
        last.addWidget(self.back)
        last.addStretch(1)
        last.addWidget(self.go_on)
        self.inside.addLayout(last)

    def ask(self, words: str) -> None:
        """Asks for three of `words`, chosen by chance."""
        listed = words.split()
        places = sorted(random.SystemRandom().sample(range(len(listed)), min(ASKED, len(listed))))
        self._asked = [listed[at] for at in places]
        for name, field, at in zip(self._names, self.fields, places, strict=False):
            field.clear()
            name.setText(self.tr("Word {0}").format(at + 1))
            field.setAccessibleName(name.text())
        self.trouble.say("")
        self.fields[0].setFocus()

    def clear(self) -> None:
        """Lets go of the words."""
        self._asked = []
        for field in self.fields:
            field.clear()

    def _typed(self) -> None:
        self.trouble.say("")
        self.go_on.setEnabled(all(field.text().strip() for field in self.fields))

    def _check(self) -> None:
        if not self.go_on.isEnabled():
            return
        for field, word in zip(self.fields, self._asked, strict=False):
            if not same(field.text(), word):
                told = self.tr("{0} is another one. Look at your paper, or at the words once more.")
                self.trouble.say(told.format(field.accessibleName()))
                field.selectAll()
                field.setFocus()
                return
        self.right.emit()


def same(typed: str, word: str) -> bool:
    """Whether `typed` means `word`: case and spaces do not matter, and four letters tell it from the others."""
    given = typed.strip().casefold()
    return given == word or (len(given) >= TELLING and word.startswith(given))


class RecoverFace(faces.Face):
    """Opens the safe with its recovery words and gives it a new passphrase. Emits `unlocked`, `back`."""

    unlocked = Signal()
    back = Signal()

    def __init__(self, desk: Desk, shortest: int) -> None:
        super().__init__(
            _tr("Open with your recovery words"),
            _tr("Type the 24 words from your paper, in their order, and choose a new passphrase."),
        )
        self._desk = desk
        self._shortest = shortest
        self.words = QPlainTextEdit()
        self.words.setPlaceholderText(self.tr("24 words; four letters of each are enough"))
        self.words.setAccessibleName(self.tr("Recovery words"))
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(96)
        self.first = faces.passphrase(self.tr("A new passphrase"))
        self.second = faces.passphrase(self.tr("The same passphrase again"))
        self.hint = pieces.label("", "quiet", wrap=True)
        self.trouble = faces.Trouble()
        self.button = pieces.button(self.tr("Open my safe"), self._recover, "main")
        self.return_ = pieces.button(self.tr("Back"), self.back.emit)
        for widget in (self.words, self.first, self.second, self.hint, self.trouble):
            self.inside.addWidget(widget)
        last = pieces.row()
        last.addWidget(self.return_)
        last.addStretch(1)
        last.addWidget(self.button)
        self.inside.addLayout(last)
        self.words.textChanged.connect(self._judge)
        for field in (self.first, self.second):
            field.textChanged.connect(lambda _text: self._judge())
            field.returnPressed.connect(self._recover)
        self._judge()

    def reset(self) -> None:
        """Empties the fields."""
        self.words.clear()
        self.first.clear()
        self.second.clear()
        self.trouble.say("")

    def start(self) -> None:
        """Puts the cursor where it belongs."""
        self.words.setFocus()

    def _judge(self) -> None:
        first, second = self.first.text(), self.second.text()
        typed = len([part for part in self.words.toPlainText().split() if any(c.isalpha() for c in part)])
        if second and first != second and not first.startswith(second):
            self.hint.setText(self.tr("The two are not the same yet."))
        elif first and len(first) < self._shortest:
            self.hint.setText(self.tr("At least {0} characters, please.").format(self._shortest))
        else:
            self.hint.setText(self.tr("{0} of 24 words.").format(typed))
        self.button.setEnabled(typed > 0 and len(first) >= self._shortest and first == second)

    def _recover(self) -> None:
        if not self.button.isEnabled():
            return
        self.trouble.say("")
        words, new = self.words.toPlainText(), self.first.text()
        waiting = (self.words, self.first, self.second, self.button, self.return_)
        self._desk.command(
            self, lambda reverie: reverie.recover(words, new), self._opened, self._refused, waiting
        )

    def _opened(self, status: Status) -> None:
        self.reset()
        self._desk.take_status(status)
        self.unlocked.emit()

    def _refused(self, refusal: Refused) -> None:
        self.trouble.say(refusal.message)
        self.words.setFocus()
