"""The door of the window: making a safe at the first run, writing down its recovery words, and unlocking it later."""

from __future__ import annotations

import math
from enum import IntEnum

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.interfaces import Refused, State, Status
from ui import icons, locks, pieces, sealed_box, theme
from ui.desk import Desk

SHORTEST = 8
"""Characters: what is shorter is not taken."""

BITS_A_WORD = 11.0
"""What one of several everyday words is worth: about one in 2,000 (the BIP 39 list's size)."""

ROW_OF_WORDS = 3


def _tr(text: str) -> str:
    return QCoreApplication.translate("unlock", text)


class Strength(IntEnum):
    """How hard a passphrase is to guess."""

    SHORT = 0
    WEAK = 1
    FAIR = 2
    GOOD = 3


def strength(passphrase: str) -> Strength:
    """A plain estimate: words count as words, other characters by the size of their set, repetitions little."""
    if len(passphrase) < SHORTEST:
        return Strength.SHORT
    words = {word.lower() for word in passphrase.split() if len(word) > 2}
    by_characters = len(set(passphrase)) * math.log2(_alphabet(passphrase))
    bits = min(by_characters, len(words) * BITS_A_WORD) if len(words) > 2 else by_characters * 0.8
    return Strength.WEAK if bits < 36 else Strength.FAIR if bits < 44 else Strength.GOOD


def _alphabet(passphrase: str) -> int:
    kinds = (
        (any(c.islower() for c in passphrase), 26),
        (any(c.isupper() for c in passphrase), 26),
        (any(c.isdigit() for c in passphrase), 10),
        (any(not c.isalnum() for c in passphrase), 20),
    )
    return sum(size for there, size in kinds if there) or 26


class UnlockPage(QWidget):
    """Shows the face that the safe's state asks for. Emits `opened` once the window may show what is inside."""

    opened = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme.look(self, "page")
        self._waiting = _Waiting()
        self._create = CreateFace(desk)
        self._words = WordsFace()
        self._unlock = UnlockFace(desk)
        self._faces: tuple[QWidget, ...] = (self._waiting, self._create, self._words, self._unlock)
        self._build()
        self._turn_to(self._waiting)
        self._waiting.again.clicked.connect(lambda: self.wait(""))
        self._waiting.again.clicked.connect(desk.open)
        self._create.created.connect(self._created)
        self._words.written_down.connect(self._leave)
        self._unlock.unlocked.connect(self.opened)

    @property
    def holds(self) -> bool:
        """Whether the recovery words are still to be written down: the window must not leave this page."""
        return self._face is self._words or self._create.creating

    @property
    def create_face(self) -> CreateFace:
        """The face of the first run."""
        return self._create

    @property
    def words_face(self) -> WordsFace:
        """The recovery words."""
        return self._words

    @property
    def unlock_face(self) -> UnlockFace:
        """The face of every later start."""
        return self._unlock

    def _build(self) -> None:
        card = pieces.Card(margin=4 * theme.GRID)
        card.setFixedWidth(520)
        for face in self._faces:
            card.inside.addWidget(face)
        middle = pieces.row()
        middle.addStretch(1)
        middle.addWidget(card)
        middle.addStretch(1)
        body = pieces.column(self, 3 * theme.GRID)
        body.addStretch(2)
        body.addLayout(middle)
        body.addStretch(3)

    def _turn_to(self, face: QWidget) -> None:
        self._face = face
        for other in self._faces:
            other.setVisible(other is face)

    def wait(self, why: str) -> None:
        """Says that the keeper is reached for, or why it cannot be."""
        self._waiting.say(why)
        self._turn_to(self._waiting)

    def show_status(self, status: Status) -> None:
        """Shows the face for this state."""
        if self.holds:
            return
        self._unlock.last.setText(locks.told(status))
        self._unlock.box.setText(sealed_box.told(status))
        face: CreateFace | UnlockFace = self._create if status.state is State.ABSENT else self._unlock
        if self._face is not face:
            face.reset()
            self._turn_to(face)
            face.start()

    def _created(self, words: str) -> None:
        if words:
            self._words.show_words(words)
            self._turn_to(self._words)
        else:
            self.opened.emit()

    def _leave(self) -> None:
        self._words.clear()
        self._turn_to(self._waiting)
        self.opened.emit()


def _heading(title: str, told: str) -> list[QLabel]:
    picture = QLabel()
    picture.setPixmap(icons.pixmap("reverie", 56))
    title_label = pieces.label(title, "title")
    told_label = pieces.label(told, "muted", wrap=True)
    return [picture, title_label, told_label]


def _passphrase(name: str) -> QLineEdit:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setPlaceholderText(name)
    field.setAccessibleName(name)
    return field


class _Trouble(QLabel):
    """What went wrong; takes no room while nothing did."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        theme.look(self, "bad")
        self.hide()

    def say(self, text: str) -> None:
        """Says it, or hides when there is nothing to say."""
        self.setText(text)
        self.setVisible(bool(text))


class _Face(QWidget):
    """A column in the card."""

    def __init__(self, title: str, told: str) -> None:
        super().__init__()
        self.inside = pieces.column(self, 0, theme.GRID + 4)
        for widget in _heading(title, told):
            self.inside.addWidget(widget)


class _Waiting(QWidget):
    """Reverie is starting, or could not."""

    def __init__(self) -> None:
        super().__init__()
        inside = pieces.column(self, 0, 2 * theme.GRID)
        self._heading = _heading(self.tr("Reverie"), "")
        self.again: QPushButton = pieces.button(self.tr("Try again"), lambda: None, "main")
        inside.addStretch(1)
        for widget in (*self._heading, self.again):
            inside.addWidget(widget)
        inside.addStretch(1)
        self.say("")

    def say(self, why: str) -> None:
        """Shows why we wait: a sentence, or nothing but that we start."""
        self._heading[2].setText(why or self.tr("Starting…"))
        self.again.setVisible(bool(why))


class CreateFace(_Face):
    """Chooses a passphrase. Emits `created(words)` with the recovery phrase."""

    created = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            _tr("Welcome to Reverie"),
            _tr(
                "Reverie remembers what you see on this computer, and answers questions about it. "
                "Everything stays on this computer, encrypted with a passphrase that only you know."
            ),
        )
        self._desk = desk
        self.creating = False
        self.first = _passphrase(self.tr("Choose a passphrase"))
        self.second = _passphrase(self.tr("The same passphrase again"))
        self.hint = pieces.label("", "quiet", wrap=True)
        self.recovery = QCheckBox(self.tr("Make recovery words, in case I forget it"))
        self.recovery.setChecked(True)
        self.trouble = _Trouble()
        self.button = pieces.button(self.tr("Make my safe"), self._make, "main")
        for widget in (self.first, self.second, self.hint, self.recovery, self.trouble, self.button):
            self.inside.addWidget(widget)
        for field in (self.first, self.second):
            field.textChanged.connect(lambda _text: self._judge())
            field.returnPressed.connect(self._make)
        self._judge()

    def reset(self) -> None:
        """Empties the fields."""
        self.first.clear()
        self.second.clear()
        self.trouble.say("")

    def start(self) -> None:
        """Puts the cursor where it belongs."""
        self.first.setFocus()

    def _judge(self) -> None:
        first, second = self.first.text(), self.second.text()
        judged = strength(first)
        if second and first != second and not first.startswith(second):
            self._hint(self.tr("The two are not the same yet."), "warn")
        elif not first:
            self._hint(
                self.tr("Four or more words that belong together only for you are strong, and easy to type."),
                "quiet",
            )
        else:
            self._hint(self._judged(judged), {0: "warn", 1: "warn", 2: "muted", 3: "good"}[judged])
        self.button.setEnabled(judged > Strength.SHORT and first == second)

    def _hint(self, text: str, part: str) -> None:
        self.hint.setText(text)
        theme.look(self.hint, part)

    def _judged(self, judged: Strength) -> str:
        return {
            Strength.SHORT: self.tr("At least {0} characters, please.").format(SHORTEST),
            Strength.WEAK: self.tr("Easy to guess. More words make it stronger."),
            Strength.FAIR: self.tr("Fair. One more word makes it strong."),
            Strength.GOOD: self.tr("Strong."),
        }[judged]

    def _make(self) -> None:
        if not self.button.isEnabled() or self.creating:
            return
        self.creating = True
        self.trouble.say("")
        chosen, recovery = self.first.text(), self.recovery.isChecked()
        waiting = (self.first, self.second, self.recovery, self.button)
        self._desk.command(
            self, lambda reverie: reverie.create(chosen, recovery), self._made, self._refused, waiting
        )

    def _made(self, words: str) -> None:
        self.reset()
        self.created.emit(words)
        self.creating = False
        self._desk.look_again()

    def _refused(self, refusal: Refused) -> None:
        self.creating = False
        self.trouble.say(refusal.message)


class WordsFace(_Face):
    """Shows the recovery words once. Emits `written_down`."""

    written_down = Signal()

    def __init__(self) -> None:
        super().__init__(
            _tr("Your recovery words"),
            _tr(
                "These words open your safe if you forget your passphrase. Write them on paper and keep it "
                "somewhere safe: they are shown only now."
            ),
        )
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
        QGuiApplication.clipboard().setText(self._words)


class UnlockFace(_Face):
    """Asks for the passphrase. Emits `unlocked`."""

    unlocked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            _tr("Welcome back"),
            _tr(
                "Your safe is locked, and nothing in it can be read. Your passphrase opens it on this computer only."
            ),
        )
        self._desk = desk
        self.passphrase = _passphrase(self.tr("Passphrase"))
        self.passphrase.returnPressed.connect(self._open)
        self.trouble = _Trouble()
        self.button = pieces.button(self.tr("Unlock"), self._open, "main")
        self.last = pieces.label("", "quiet", wrap=True)
        self.box = pieces.label("", "quiet", wrap=True)
        for widget in (self.passphrase, self.trouble, self.button, self.last, self.box):
            self.inside.addWidget(widget)

    def reset(self) -> None:
        """Empties the field."""
        self.passphrase.clear()
        self.trouble.say("")

    def start(self) -> None:
        """Puts the cursor where it belongs."""
        self.passphrase.setFocus()

    def _open(self) -> None:
        given = self.passphrase.text()
        if not given or not self.button.isEnabled():
            return
        self.trouble.say("")
        self.button.setText(self.tr("Unlocking…"))
        waiting = (self.passphrase, self.button)
        self._desk.command(self, lambda reverie: reverie.unlock(given), self._opened, self._refused, waiting)

    def _opened(self, status: Status) -> None:
        self.reset()
        self.button.setText(self.tr("Unlock"))
        self._desk.take_status(status)
        self.unlocked.emit()

    def _refused(self, refusal: Refused) -> None:
        self.button.setText(self.tr("Unlock"))
        self.trouble.say(refusal.message)
        self.passphrase.selectAll()
        self.passphrase.setFocus()
