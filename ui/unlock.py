"""The door of the window: making a safe at the first run, writing down its recovery words, and unlocking it later."""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import IntEnum
from functools import cached_property
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from app.interfaces import Refused, Reverie, State, Status
from ui import faces, locks, pieces, sealed_box, theme
from ui.desk import Desk
from ui.firstrun import step
from ui.firstrun.guide import Guide
from ui.firstrun.kept import KeptStep
from ui.recovery import CheckFace, RecoverFace, WordsFace

W = TypeVar("W", bound=QWidget)

SHORTEST = 8
"""Characters: what is shorter is not taken."""

BITS_A_WORD = 11.0
"""What one of several everyday words is worth: about one in 2,000 (the BIP 39 list's size)."""


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
    """Shows the face that the safe's state asks for, made when it is first wanted. Emits `opened` once the window may
    show what is inside.
    """

    opened = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        theme.look(self, "page")
        self._card = pieces.Card(margin=4 * theme.GRID)
        self._card.setFixedWidth(560)
        middle = pieces.row()
        middle.addStretch(1)
        middle.addWidget(self._card)
        middle.addStretch(1)
        body = pieces.column(self, 3 * theme.GRID)
        body.addStretch(2)
        body.addLayout(middle)
        body.addStretch(3)
        self._face: QWidget = self._waiting
        self._face.show()

    @property
    def holds(self) -> bool:
        """Whether the first run is under way, its recovery words perhaps not written down: the window stays here."""
        face = self._face
        return isinstance(face, WordsFace | CheckFace | Guide) or (
            isinstance(face, CreateFace) and face.creating
        )

    @cached_property
    def kept_step(self) -> KeptStep:
        """What comes before there is a safe."""
        face = self._taken_in(KeptStep())
        face.on.connect(self._go_to_create)
        return face

    @cached_property
    def create_face(self) -> CreateFace:
        """The face of the first run."""
        face = self._taken_in(CreateFace(self._desk))
        face.back.connect(self._go_to_kept)
        face.created.connect(self._created)
        return face

    @cached_property
    def words_face(self) -> WordsFace:
        """The recovery words."""
        face = self._taken_in(WordsFace(self._desk))
        face.written_down.connect(self._ask_for_words)
        return face

    @cached_property
    def check_face(self) -> CheckFace:
        """Asks for three of them."""
        face = self._taken_in(CheckFace())
        face.again.connect(lambda: self._turn_to(self.words_face))
        face.right.connect(self._begin_guide)
        return face

    @cached_property
    def guide(self) -> Guide:
        """What follows once there is a safe."""
        face = self._taken_in(Guide(self._desk))
        face.finished.connect(self._leave)
        return face

    @cached_property
    def unlock_face(self) -> UnlockFace:
        """The face of every later start."""
        face = self._taken_in(UnlockFace(self._desk))
        face.unlocked.connect(self.opened)
        face.forgotten.connect(self._go_to_recover)
        return face

    @cached_property
    def recover_face(self) -> RecoverFace:
        """Takes all of the words, in place of a forgotten passphrase."""
        face = self._taken_in(RecoverFace(self._desk, SHORTEST))
        face.unlocked.connect(self.opened)
        face.back.connect(self._leave_recover)
        return face

    @cached_property
    def _waiting(self) -> _Waiting:
        face = self._taken_in(_Waiting())
        face.again.clicked.connect(lambda: self.wait(""))
        face.again.clicked.connect(self._desk.open)
        return face

    def _taken_in(self, face: W) -> W:
        face.hide()
        self._card.inside.addWidget(face)
        return face

    def _turn_to(self, face: QWidget) -> None:
        if face is not self._face:
            self._face.hide()
        self._face = face
        face.show()

    def wait(self, why: str) -> None:
        """Says that the keeper is reached for, or why it cannot be."""
        self._waiting.say(why)
        self._turn_to(self._waiting)

    def show_status(self, status: Status) -> None:
        """Shows the face for this state."""
        if self.holds and not isinstance(self._face, Guide):
            return
        if status.state is State.ABSENT:
            if not isinstance(self._face, KeptStep | CreateFace):
                self.create_face.reset()
                self._go_to_kept()
            return
        face = self.unlock_face
        face.last.setText(locks.told(status))
        face.box.setText(sealed_box.told(status))
        face.offer(recovery=status.has_recovery, keyring=status.has_keyring)
        if isinstance(self._face, RecoverFace) and status.state is State.LOCKED:
            return
        if self._face is not face:
            face.reset()
            self._turn_to(face)
            face.start()

    def _go_to_kept(self) -> None:
        self._turn_to(self.kept_step)
        self.kept_step.start()

    def _go_to_create(self) -> None:
        self._turn_to(self.create_face)
        self.create_face.start()

    def _created(self, words: str) -> None:
        self.guide.hold()
        if words:
            self.words_face.show_words(words)
            self._turn_to(self.words_face)
        else:
            self._begin_guide()

    def _begin_guide(self) -> None:
        self.words_face.clear()
        self.check_face.clear()
        self._turn_to(self.guide)
        self.guide.begin()

    def _ask_for_words(self) -> None:
        self._turn_to(self.check_face)
        self.check_face.ask(self.words_face.words)

    def _go_to_recover(self) -> None:
        self.recover_face.reset()
        self._turn_to(self.recover_face)
        self.recover_face.start()

    def _leave_recover(self) -> None:
        self.recover_face.reset()
        self._turn_to(self.unlock_face)
        self.unlock_face.start()

    def _leave(self) -> None:
        self._turn_to(self._waiting)
        self.opened.emit()


class _Waiting(QWidget):
    """Reverie is starting, or could not."""

    def __init__(self) -> None:
        super().__init__()
        inside = pieces.column(self, 0, 2 * theme.GRID)
        self._heading = faces.heading(self.tr("Reverie"), "")
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


class CreateFace(faces.Face):
    """Chooses a passphrase. Emits `created(words)` with the recovery phrase, and `back`."""

    created = Signal(str)
    back = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            _tr("Your passphrase"),
            _tr(
                "It encrypts everything that is kept, and is asked for after each lock. Nobody can look it up for "
                "you: without it, or the recovery words, what was kept stays closed."
            ),
        )
        self._desk = desk
        self.inside.insertWidget(0, pieces.label(step.place(2), "quiet"))
        self.creating = False
        self.first = faces.passphrase(self.tr("Choose a passphrase"))
        self.second = faces.passphrase(self.tr("The same passphrase again"))
        self.hint = pieces.label("", "quiet", wrap=True)
        self.recovery = QCheckBox(self.tr("Make recovery words, in case I forget it"))
        self.recovery.setChecked(True)
        self.trouble = faces.Trouble()
        self.button = pieces.button(self.tr("Make my safe"), self._make, "main")
        self.return_ = pieces.button(self.tr("Back"), self.back.emit)
        for widget in (self.first, self.second, self.hint, self.recovery, self.trouble):
            self.inside.addWidget(widget)
        last = pieces.row()
        last.addWidget(self.return_)
        last.addStretch(1)
        last.addWidget(self.button)
        self.inside.addLayout(last)
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
        waiting = (self.first, self.second, self.recovery, self.button, self.return_)
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


class UnlockFace(faces.Face):
    """Asks for the passphrase. Emits `unlocked`, and `forgotten` when there is none to be had any more."""

    unlocked = Signal()
    forgotten = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            _tr("Welcome back"),
            _tr(
                "Your safe is locked, and nothing in it can be read. Your passphrase opens it on this computer only."
            ),
        )
        self._desk = desk
        self.passphrase = faces.passphrase(self.tr("Passphrase"))
        self.passphrase.returnPressed.connect(self._open)
        self.trouble = faces.Trouble()
        self.button = pieces.button(self.tr("Unlock"), self._open, "main")
        self.last = pieces.label("", "quiet", wrap=True)
        self.box = pieces.label("", "quiet", wrap=True)
        self.keyring = pieces.button(self.tr("Open with the system's keyring"), self._open_by_keyring)
        self.forgot = pieces.button(self.tr("Forgot the passphrase?"), self.forgotten.emit)
        self._seconds = 0
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tick)
        for widget in (
            self.passphrase,
            self.trouble,
            self.button,
            self.keyring,
            self.forgot,
            self.last,
            self.box,
        ):
            self.inside.addWidget(widget)
        self.offer(recovery=False, keyring=False)

    def offer(self, *, recovery: bool, keyring: bool) -> None:
        """Shows the other ways in that there are."""
        self.forgot.setVisible(recovery)
        self.keyring.setVisible(keyring)

    @property
    def waiting(self) -> int:
        """Seconds until the next try."""
        return self._seconds

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
        self._try(lambda reverie: reverie.unlock(given))

    def _open_by_keyring(self) -> None:
        self._try(lambda reverie: reverie.unlock_by_keyring())

    def _try(self, call: Callable[[Reverie], Status]) -> None:
        self.trouble.say("")
        self.button.setText(self.tr("Unlocking…"))
        waiting = (self.passphrase, self.button, self.keyring, self.forgot)
        self._desk.command(self, call, self._opened, self._refused, waiting)

    def _opened(self, status: Status) -> None:
        self.reset()
        self._wait(0)
        self._desk.take_status(status)
        self.unlocked.emit()

    def _refused(self, refusal: Refused) -> None:
        slow = self.tr("That did not open it. After several wrong passphrases the next try has to wait.")
        # The seconds stand on the button, where they are counted.
        self.trouble.say(slow if refusal.wait_seconds else refusal.message)
        # Nothing that was refused by the keyring ends a pause between two passphrases.
        self._wait(refusal.wait_seconds or self._seconds)
        self.passphrase.selectAll()
        self.passphrase.setFocus()

    def _wait(self, seconds: int) -> None:
        """Lets nothing be tried for so long, and counts down."""
        self._seconds = seconds
        self.button.setEnabled(seconds == 0)
        if seconds:
            self.button.setText(self.tr("Wait {0} s").format(seconds))
            self._clock.start()
        else:
            self.button.setText(self.tr("Unlock"))
            self._clock.stop()

    def _tick(self) -> None:
        self._wait(max(0, self._seconds - 1))
        if not self._seconds:
            self.trouble.say("")
