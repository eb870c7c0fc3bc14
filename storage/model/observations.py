"""What was seen and said: screens with their words, turns of conversations, notes; and secrets found in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from storage.ids import ObservationId

# Below this confidence a word read on a screen is a guess: four of five are edges and icons.
SURE = 0.3


class ObservationType(StrEnum):
    """What was seen: a screen, an utterance, or something the user asked to remember."""

    FRAME = "frame"
    TURN = "turn"
    NOTE = "note"


class Role(StrEnum):
    """Who speaks: the user or an assistant in a conversation with one, else a participant among people."""

    USER = "user"
    ASSISTANT = "assistant"
    PARTICIPANT = "participant"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels, origin at the top left."""

    x: int
    y: int
    w: int
    h: int


@dataclass(frozen=True, slots=True)
class Word:
    """One word read on a screen: its place in pixels, the reader's confidence (0..1), its line's number.

    `language` is the one it was read in (`eng`, `chi_sim`), empty where that is not known.
    """

    text: str
    box: Box
    confidence: float = 1.0
    line: int = 0
    language: str = ""

    @property
    def sure(self) -> bool:
        """Whether the reader believed what it read; other words are found, too, but after those of sure ones."""
        return self.confidence >= SURE

    def at(self, box: Box) -> Word:
        """The word at another place; `replace` costs five times as much, and screens hold thousands."""
        return Word(self.text, box, self.confidence, self.line, self.language)

    def in_line(self, line: int) -> Word:
        """The word in the line of another number."""
        return Word(self.text, self.box, self.confidence, line, self.language)


class Faded(StrEnum):
    """What became of a frame's picture with time: it is made smaller, then only its thumbnail stays, then its text."""

    NOT = ""
    SMALLER = "smaller"
    THUMBNAIL = "thumbnail"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Frame:
    """A screen as it was seen. `text` is its words by line; secrets are masked before a Frame is made.

    `width`, `height` and the words' boxes are those of the screen, also when the picture has become smaller.
    """

    id: ObservationId
    time: datetime
    text: str
    app: str = ""
    window_title: str = ""
    url: str = ""
    monitor: int = 1
    width: int = 0
    height: int = 0
    words: tuple[Word, ...] = ()
    external_id: str = ""
    has_picture: bool = False
    faded: Faded = Faded.NOT


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance of a conversation. One that was read off a screen has the `frame` it was seen on, and its `box`."""

    id: ObservationId
    time: datetime
    text: str
    thread: str
    speaker: str = ""
    role: Role = Role.USER
    external_id: str = ""
    frame: ObservationId | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What the user asked to remember. `wanted_kind` is the kind they named, or empty."""

    id: ObservationId
    time: datetime
    text: str
    wanted_kind: str = ""
    external_id: str = ""


Observation: TypeAlias = Frame | Turn | Note


def type_of(observation: Observation) -> ObservationType:
    """The type of an observation."""
    if isinstance(observation, Frame):
        return ObservationType.FRAME
    return ObservationType.TURN if isinstance(observation, Turn) else ObservationType.NOTE


class Secret:
    """A value that has no repr, no search text and no place in a prompt. `reveal()` is the only way out."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The value itself: only for sealing it, or for showing it to the user who asked."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(…)"


@dataclass(frozen=True, slots=True)
class VaultCandidate:
    """A secret found in an observation before it was masked: sealed to the vault's public key when kept.

    One that is not `offered` is shown nowhere; only what the user says of it keeps it.
    """

    entry_type: str
    caption: str
    source: str
    sensitivity: str
    secret: Secret
    offered: bool = True


@dataclass(frozen=True, slots=True)
class HeldSecret:
    """What is known of a secret that stood on a screen and waits, sealed, for the user's word: all but its value."""

    id: UUID
    kind: str
    entry_type: str
    caption: str
    source: str
    sensitivity: str
    found: datetime
    observation: ObservationId
    observation_type: ObservationType


@dataclass(frozen=True, slots=True)
class Kept:
    """An observation on its way into the safe, with what belongs to it, in one transaction.

    `picture` is an encoded image (WebP), or a patch over the picture of a frame kept before
    (`storage.picture_patches`); then `whole` makes the image itself, for when that frame is there no more. `thumbnail`
    is a small image. All are encrypted before they reach the disk.
    """

    observation: Observation
    picture: bytes | None = None
    thumbnail: bytes | None = None
    candidates: tuple[VaultCandidate, ...] = ()
    whole: Callable[[], bytes] | None = field(default=None, compare=False, repr=False)
