"""The nouns: observations, memories, their sources and changes. Frozen; times are aware and UTC."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, TypeAlias
from uuid import UUID

from storage.ids import EpisodeId, JobId, MemoryId, ObservationId

# Below this confidence a word read on a screen is a guess: four of five are edges and icons.
SURE = 0.3

# A memory's public fields as plain JSON values; the kind's pydantic body checks them on the way in and out.
BodyFields: TypeAlias = dict[str, Any]


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


class Author(StrEnum):
    """Who made a change of a memory."""

    AGENT = "agent"
    USER = "user"
    DREAM = "dream"
    IMPORT = "import"


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
    """A secret found in an observation before it was masked: sealed to the vault's public key when kept."""

    entry_type: str
    caption: str
    source: str
    sensitivity: str
    secret: Secret


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


@dataclass(frozen=True, slots=True)
class Source:
    """Why a memory is there: an observation, with the words it rests on and their place on the screen.

    `external_id` is what the observation is called elsewhere; it says nothing that the observation does not say.
    """

    observation: ObservationId
    type: ObservationType
    quote: str = ""
    box: Box | None = None
    external_id: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Link:
    """A memory this one is tied to, and why; `part`: this one is told from it."""

    to: MemoryId
    why: str
    weight: float = 1.0
    part: bool = False


@dataclass(frozen=True, slots=True)
class Tie:
    """Tie `memory` and `other` together, and say why; `part`: `memory` is told from `other`, and goes with it."""

    memory: MemoryId
    other: MemoryId
    why: str
    weight: float = 1.0
    part: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """How it was decided to keep a memory as its kind.

    `by` is "rule", "meaning", "model" or "you"; `voice` is whose words it rests on (user, other, assistant, screen) and
    `speaker` their name, where they have one. `considered` are the kinds that were weighed, each with its score.
    """

    by: str = ""
    voice: str = ""
    speaker: str = ""
    considered: tuple[tuple[str, float], ...] = ()


UNDECIDED = Decision()


@dataclass(frozen=True, slots=True)
class Memory:
    """Something kept because of observations. `body` holds the kind's public fields; sealed ones are absent.

    It held in [valid_from, valid_to). `superseded_by` took its place, it took the place of those in `replaces`;
    `reason` says why it was made.
    """

    id: MemoryId
    kind: str
    body: BodyFields
    title: str
    text: str
    created: datetime
    revised: datetime
    valid_from: datetime
    valid_to: datetime | None = None
    superseded_by: MemoryId | None = None
    confidence: float = 1.0
    importance: float = 0.5
    pinned: bool = False
    author: Author = Author.AGENT
    external_id: str = ""
    has_secret: bool = False
    sources: tuple[Source, ...] = ()
    links: tuple[Link, ...] = ()
    replaces: tuple[MemoryId, ...] = ()
    reason: str = ""
    decision: Decision = UNDECIDED

    @property
    def current(self) -> bool:
        """True while nothing newer took its place and it was not retired."""
        return self.valid_to is None and self.superseded_by is None

    @property
    def parts(self) -> tuple[MemoryId, ...]:
        """The memories this one sums up; empty for one that rests on what was seen alone."""
        return tuple(link.to for link in self.links if link.part)


@dataclass(frozen=True, slots=True)
class Add:
    """Keep a new memory. `secret` is sealed apart (vault).

    `id` is the id it gets, so that later changes of the same list may name it; None leaves it to the safe.
    """

    kind: str
    body: BodyFields
    sources: tuple[Source, ...]
    valid_from: datetime
    reason: str
    secret: Secret | None = None
    confidence: float = 0.8
    importance: float = 0.5
    author: Author = Author.AGENT
    external_id: str = ""
    id: MemoryId | None = None
    decision: Decision = UNDECIDED


@dataclass(frozen=True, slots=True)
class Revise:
    """A newer value takes the place of `memory`: the old one stays as history, superseded by the new one (`id`)."""

    memory: MemoryId
    body: BodyFields
    sources: tuple[Source, ...]
    valid_from: datetime
    reason: str
    secret: Secret | None = None
    confidence: float = 0.8
    importance: float = 0.5
    author: Author = Author.AGENT
    id: MemoryId | None = None
    decision: Decision = UNDECIDED


@dataclass(frozen=True, slots=True)
class Extend:
    """More of the same (merge, fill in, edit): the memory keeps its id, the former body goes into its history."""

    memory: MemoryId
    body: BodyFields
    sources: tuple[Source, ...]
    reason: str
    author: Author = Author.AGENT


@dataclass(frozen=True, slots=True)
class Retire:
    """The memory holds no longer from `at` on, since `by` (if given) took its place; it stays as history."""

    memory: MemoryId
    at: datetime
    reason: str
    author: Author = Author.AGENT
    by: MemoryId | None = None


Change: TypeAlias = Add | Revise | Extend | Retire


class Origin(StrEnum):
    """Where a change that waits for the user's word comes from."""

    SCREEN = "screen"
    PERSON = "person"
    ASSISTANT = "assistant"
    IMPORT = "import"
    DREAM = "dream"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A change that is not to be made without the user's word; `why` says why not, in words without content.

    `sources` are what it rests on: it goes with any of them. `about` names what it is about (folded; empty: what it
    would change). Of one thing only so many wait a day.
    """

    change: Change
    kind: str
    origin: Origin
    why: str
    sources: tuple[Source, ...]
    about: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that was found in an observation and not let through; `reason` and `kind` hold no content.

    `kind` is empty where the whole observation was left aside.
    """

    reason: str
    kind: str
    observation: ObservationId


@dataclass(frozen=True, slots=True)
class Version:
    """One step in a memory's history: what the body was, and until when it held, before `reason` changed it at `at`.

    Versions of one `step` were changed together; one that was taken back later is `undone`.
    """

    memory: MemoryId
    number: int
    at: datetime
    author: Author
    reason: str
    body: BodyFields
    valid_to: datetime | None = None
    step: int = 0
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Then:
    """A memory at a time in the past.

    `held`: it was so then, by what is known today. `known`: it was kept as so then. `body` is what it said then, None
    where it was not kept yet.
    """

    memory: Memory
    held: bool
    known: bool
    body: BodyFields | None = None


class Effect(StrEnum):
    """What taking a change back does to a memory."""

    LEAVES = "leaves"
    RETURNS = "returns"
    REVERTS = "reverts"


@dataclass(frozen=True, slots=True)
class Undoing:
    """A memory that taking back concerns: what happens to it, or, where it is kept, who changed it since and when."""

    memory: MemoryId
    kind: str
    title: str
    effect: Effect
    author: Author | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back (or would be, in a dry run), and what stays because it was changed again since.

    `batch` names it: `Memories.undo_batch` takes it back in turn; None when nothing was done.
    """

    changed: tuple[Undoing, ...] = ()
    kept: tuple[Undoing, ...] = ()
    batch: UUID | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Episode:
    """Observations of the same activity, cut by app, topic or time."""

    id: EpisodeId
    started: datetime
    ended: datetime
    label: str
    observations: tuple[ObservationId, ...] = ()


class JobKind(StrEnum):
    """The durable work: cut into episodes and digest (rules), add by the model, make vectors, a task of a dream."""

    DIGEST = "digest"
    WORD = "word"
    EMBED = "embed"
    DREAM = "dream"


class JobState(StrEnum):
    """Where a job stands; ATTENTION means it failed too often and waits for a person."""

    PENDING = "pending"
    ATTENTION = "attention"


class Priority(IntEnum):
    """Whose job goes first: what a person asked for, then the rest."""

    BACKGROUND = 0
    ASKED = 1


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of durable work. `subjects` are the ids it concerns (observations, or memories).

    `error` names the class of the last failure, never content; `lease` is the name under which it was claimed.
    """

    id: JobId
    kind: JobKind
    subjects: tuple[UUID, ...]
    created: datetime
    state: JobState = JobState.PENDING
    attempts: int = 0
    not_before: datetime | None = None
    error: str = ""
    priority: Priority = Priority.BACKGROUND
    lease: str = ""


@dataclass(frozen=True, slots=True)
class DreamTask:
    """A task of a dream: how many memories it changed and links it made so far."""

    id: UUID
    name: str
    done: bool = False
    changes: int = 0
    links: int = 0


@dataclass(frozen=True, slots=True)
class Dream:
    """One run of consolidation. `asked`: a person did; `spent` are seconds of a processor; `undone` when taken back."""

    id: UUID
    started: datetime
    ended: datetime | None = None
    asked: bool = False
    spent: float = 0.0
    undone: datetime | None = None
    tasks: tuple[DreamTask, ...] = ()


class Watching(StrEnum):
    """What Reverie was doing with the screen: the states of the coverage ledger."""

    RECORDING = "recording"
    PAUSED = "paused"
    HIDDEN = "hidden"
    LOCKED = "locked"
    IDLE = "idle"
    FAILING = "failing"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Coverage:
    """A stretch of time in one state; `reason` names the rule or cause, never content."""

    started: datetime
    ended: datetime
    state: Watching
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What must not be seen: shell-style patterns (`*`), matched without regard to case; empty matches all."""

    id: int
    app: str = ""
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class FrameWindow:
    """The window a frame is about."""

    id: ObservationId
    time: datetime
    app: str
    window_title: str
    url: str


@dataclass(frozen=True, slots=True)
class WordHit:
    """An observation or memory found by its words; `score` grows with the match (negated BM25)."""

    id: UUID
    score: float


@dataclass(frozen=True, slots=True)
class Shown:
    """A frame that stood on a screen from `start` to `end`."""

    id: ObservationId
    app: str
    title: str
    start: datetime
    end: datetime
    url: str = ""


@dataclass(frozen=True, slots=True)
class ReelCell:
    """A stretch of the timeline that begins at `time`: how many frames it holds, and the app most of them show."""

    time: datetime
    app: str
    frames: int


class Has(StrEnum):
    """What can be asked of an observation beside its words: a picture that is kept, an address."""

    PICTURE = "picture"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class Filter:
    """What a search is limited to; `storage.filters` says how each part matches.

    Times are half-open [since, until); kinds are memory kinds.
    """

    since: datetime | None = None
    until: datetime | None = None
    apps: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    types: tuple[ObservationType, ...] = ()
    titles: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    has: tuple[Has, ...] = ()

    @property
    def asks_observations(self) -> bool:
        """Kinds alone ask memories only."""
        return bool(self.types) or not self.kinds

    @property
    def asks_memories(self) -> bool:
        """Types alone ask observations only."""
        return bool(self.kinds) or not self.types


@dataclass(frozen=True, slots=True)
class Selection:
    """What to forget: all that fits everything given here (`storage.choosing` says how each part matches)."""

    ids: tuple[UUID, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    app: str = ""
    site: str = ""
    people: tuple[str, ...] = ()
    match: str = ""


class Cause(StrEnum):
    """Why something was forgotten: the user asked for it, or its time was over."""

    ASKED = "asked"
    RETENTION = "retention"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What `forget` removed: ids, counts and times, never content.

    `rewritten` memories stay, told by other sources; `stripped` frames stay without their picture. `by` are the kinds
    of selectors used (time, app, site, person, words, ids), `backups` the names of
    backups made earlier that may still hold it. `number` is 0 for a dry run, and when there was nothing to forget.
    """

    observations: int
    memories: int
    pictures: int
    vectors: int
    jobs: int
    answers: int
    first: datetime | None
    last: datetime | None
    ids: tuple[UUID, ...] = ()
    dry_run: bool = False
    rewritten: tuple[UUID, ...] = ()
    stripped: tuple[UUID, ...] = ()
    number: int = 0
    at: datetime | None = None
    by: tuple[str, ...] = ()
    cause: Cause = Cause.ASKED
    backups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A memory told anew by the sources that are left to it."""

    body: BodyFields
    sources: tuple[Source, ...]
    valid_from: datetime


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the safe holds. `bytes_on_disk` counts every file under the home."""

    frames: int
    turns: int
    notes: int
    memories: dict[str, int] = field(default_factory=dict)
    jobs_pending: int = 0
    jobs_attention: int = 0
    vectors: int = 0
    vectors_missing: int = 0
    bytes_on_disk: int = 0
    first: datetime | None = None
    last: datetime | None = None


__all__ = [
    "UNDECIDED",
    "Add",
    "Author",
    "BodyFields",
    "Box",
    "Cause",
    "Change",
    "Counts",
    "Coverage",
    "Decision",
    "Dream",
    "DreamTask",
    "Effect",
    "Episode",
    "EpisodeId",
    "Extend",
    "Filter",
    "Frame",
    "FrameWindow",
    "Job",
    "JobId",
    "JobKind",
    "JobState",
    "Kept",
    "Link",
    "Memory",
    "MemoryId",
    "Note",
    "Observation",
    "ObservationId",
    "ObservationType",
    "Origin",
    "Priority",
    "Proposal",
    "Receipt",
    "Refusal",
    "Retire",
    "Revise",
    "Rewritten",
    "Role",
    "Rule",
    "Secret",
    "Selection",
    "Source",
    "Then",
    "Tie",
    "Turn",
    "Undoing",
    "Undone",
    "VaultCandidate",
    "Version",
    "Watching",
    "Word",
    "WordHit",
    "type_of",
]  # fmt: skip
