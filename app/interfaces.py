"""All that a face (window, command line) may know of Reverie: a Protocol and frozen read models; imports none of ours.

The keeper serves `Reverie` over its private socket (`app.rpc`); a command that finds no keeper gets the same Protocol
from `app.services.house` in its own process. Times are aware; ids are UUIDs; bytes are encoded pictures (WebP).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID


class Refused(Exception):
    """The keeper refused or failed: `message` is a sentence for the person, `code` the command line's exit code."""

    def __init__(self, title: str, message: str, code: int = 1, wait_seconds: int = 0) -> None:
        """`wait_seconds`: how long it is of no use to try again."""
        super().__init__(message)
        self.title = title
        self.message = message
        self.code = code
        self.wait_seconds = wait_seconds


class State(StrEnum):
    """Where the safe stands."""

    ABSENT = "absent"
    LOCKED = "locked"
    UNLOCKED = "unlocked"


class Recording(StrEnum):
    """What the recorder does now."""

    OFF = "off"
    RECORDING = "recording"
    PAUSED = "paused"
    HIDDEN = "hidden"
    RESTING = "resting"
    FAILING = "failing"
    NO_ROOM = "no room"
    FULL = "full"


class LockReason(StrEnum):
    """Why the safe was locked last; a code without content, which a locked Reverie may tell."""

    ASKED = "asked"
    SCREEN = "screen"
    SUSPEND = "suspend"
    USER_SWITCH = "user switch"
    LOGOUT = "logout"
    IDLE = "idle"
    ENDED = "ended"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Status:
    """What is true now. `problems` are sentences with what to do; `model` is empty when no language model answers;
    `meaning` is a sentence while search by meaning gets ready or another embedder is filled.

    `locked_because` and `locked_at` tell of the last lock while the safe is locked; None when nothing is known of it.
    While it is locked `recording` tells of the recording into the sealed box; `waiting` counts the moments in that box.
    `has_recovery` and `has_keyring` say whether recovery words or the system's keyring open the safe. `network` is the
    address on another computer that questions and passages are sent to; empty, as nearly always, when nothing is.
    `model_seconds` is the processor time the language model took in the background today, of `model_seconds_a_day`.
    """

    state: State
    home: str
    pid: int
    version: str
    recording: Recording = Recording.OFF
    reason: str = ""
    paused_until: datetime | None = None
    timezone: str = "UTC"
    pending_jobs: int = 0
    attention: int = 0
    frames_today: int = 0
    meaning_ready: bool = False
    meaning: str = ""
    model: str = ""
    embedder: str = ""
    windows: int = 0
    problems: tuple[str, ...] = ()
    locked_because: LockReason | None = None
    locked_at: datetime | None = None
    waiting: int = 0
    has_recovery: bool = False
    has_keyring: bool = False
    network: str = ""
    model_seconds: float = 0.0
    model_seconds_a_day: float = 0.0


# ---------------------------------------------------------------------------------------------- what goes in


@dataclass(frozen=True, slots=True)
class IncomingFrame:
    """A screen to keep: an encoded `picture` to be read, or its `text` as given. Secrets are masked on the way in."""

    time: datetime
    picture: bytes | None = None
    text: str | None = None
    app: str = ""
    window_title: str = ""
    url: str = ""
    monitor: int = 1
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class IncomingTurn:
    """An utterance to keep; `role` is user, assistant or participant."""

    time: datetime
    text: str
    thread: str
    speaker: str = ""
    role: str = "user"
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class IncomingNote:
    """Something the user asked to remember; `kind` names a kind of memory, or is empty."""

    time: datetime
    text: str
    kind: str = ""
    external_id: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """One observation on its way in: exactly one of the three is given."""

    frame: IncomingFrame | None = None
    turn: IncomingTurn | None = None
    note: IncomingNote | None = None


@dataclass(frozen=True, slots=True)
class IncomingMemory:
    """A memory to import as it is."""

    kind: str
    body: dict[str, Any]
    external_id: str = ""
    valid_from: datetime | None = None
    current: bool = True
    valid_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class KeepReport:
    """What became of incoming observations. `refused` holds (position in the list, sentence)."""

    kept: int = 0
    known: int = 0
    refused: tuple[tuple[int, str], ...] = ()
    ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class LookReport:
    """What one look at the screens kept; `reason` says why nothing was kept, never with content."""

    monitors: int = 0
    kept: int = 0
    unchanged: int = 0
    hidden: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class DigestReport:
    """What a stretch of digesting did; `pending` jobs are still to be done."""

    episodes: int = 0
    memories_added: int = 0
    memories_revised: int = 0
    refused: int = 0
    failed: int = 0
    seconds: float = 0.0
    model: str = ""
    pending: int = 0


# ---------------------------------------------------------------------------------------------- what is asked


@dataclass(frozen=True, slots=True)
class Query:
    """A search. Times are half-open [since, until); `now` sets the clock; `kinds` limits to memories of these kinds.

    `verbatim` finds what holds the words as they stand, the newest first, at once: for a search that is being typed,
    whose last word may go on. What it looked for stands in `Interpreted.phrases`.
    """

    text: str
    kinds: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    apps: tuple[str, ...] = ()
    limit: int = 20
    now: datetime | None = None
    verbatim: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """A word's rectangle on a frame, in pixels of that frame."""

    x: int
    y: int
    w: int
    h: int


@dataclass(frozen=True, slots=True)
class SourceView:
    """An observation behind a hit, citation or memory; behind a turn that was read off a screen, that screen."""

    type: str
    id: UUID
    external_id: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. `type` is memory, frame, turn or note; `why` gives each signal's share of the score."""

    id: UUID
    type: str
    time: datetime
    score: float
    title: str = ""
    snippet: str = ""
    kind: str = ""
    external_id: str = ""
    why: dict[str, float] = field(default_factory=dict)
    sources: tuple[SourceView, ...] = ()


@dataclass(frozen=True, slots=True)
class EventTime:
    """A time that hangs on something remembered: the question's words for it, and the time they were taken for.

    `quote` are the words that tell when the event was, of the observation or memory `id`, which is of `type`.
    """

    words: str
    taken: str
    quote: str
    id: UUID
    type: str


@dataclass(frozen=True, slots=True)
class WrittenFilter:
    """A filter as it stands in a search: `text` is its part of the search, `name` what it limits, `value` what by.

    `name` is app, title, url, kind, before, after, on, person, has, phrase, without, or "time" for words that name one;
    of those of time, `since` and `until` are the stretch that the value means.
    """

    text: str
    name: str
    value: str
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Interpreted:
    """What was understood of a search besides its words: the time it names, and the filters that were typed.

    `apps` are also those it only names. The filters are told as `agents.filters` reads them, and in `written` as they
    were typed. The time may be that of an `event` that is remembered.
    """

    since: datetime | None = None
    until: datetime | None = None
    apps: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    event: EventTime | None = None
    written: tuple[WrittenFilter, ...] = ()


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first. `notes` say what was not looked at: meaning gets ready, words were cut short."""

    query: str
    took_ms: float
    interpreted: Interpreted
    hits: tuple[Hit, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question for the chat. With a `thread` the exchange is kept there; `ask_id` names its `AnswerGrew` events.

    `model` is a catalogue name, "none" for no language model, or None for the chosen one. `attached` are the moments of
    what came with it (see `Reverie.attach`): they answer before all else.
    """

    text: str
    thread: str = ""
    ask_id: str = ""
    model: str | None = None
    now: datetime | None = None
    without: tuple[str, ...] = ()
    attached: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class AttachedView:
    """A picture or a text that came with a question: its name, its moments, and how many `words` were read in it."""

    name: str
    ids: tuple[UUID, ...]
    is_picture: bool
    words: int


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that speaks for a hit and can be seen: what it holds, where and when it stands, who says it.

    `name` is words, beside (lines around it hold more of the words), asked (it answers a question with them), meaning,
    speaker, person, date, app, when, tells (what the question is after), remembered, recent, early; past and asks speak
    against it. `strength` is 0..1: a share of the words, a cosine, or 1. `words` are those of the question it holds.
    """

    name: str
    strength: float
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerStep:
    """Something that was done for an answer, in milliseconds; 0 while it is under way.

    `doing` is understand, given (what came with the question is read), reckon, search, read (the lines found), name
    (whom a description means), again (with that name), wider (without the words of an event), and of a model judge,
    read_out, word. Of a search: what it asked, the time it was limited to or looked at, and how many candidates were
    weighed. `words` are the description or the name; `told_by` what that name or time was taken from.
    """

    doing: str
    ms: float = 0.0
    words: str = ""
    told_by: UUID | None = None
    kinds: tuple[str, ...] = ()
    moments: bool = False
    since: datetime | None = None
    until: datetime | None = None
    weighed: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """The evidence of an answer, numbered as in its text ([1], [2] ...).

    `part` is what it does for the answer: answers, adds, names (whom the question describes), dates (its event),
    reckoned (one of the moments reckoned from), nearest (to what is not known). `why` is what speaks for it.
    """

    n: int
    id: UUID
    type: str
    time: datetime
    quote: str
    kind: str = ""
    title: str = ""
    sources: tuple[SourceView, ...] = ()
    part: str = ""
    why: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageView:
    """A stretch of the coverage ledger."""

    started: datetime
    ended: datetime
    state: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`short` is the bare value (at most 12 words, or empty), `answer` the sentences shown, with [n] marks.

    `trouble` is why a model that was to word it did not: the answer stands without it. `without` are the kinds that
    were not asked, `interpreted` what limited it. A kept answer whose question held a secret has no `interpreted`.
    """

    question: str
    answer: str
    short: str = ""
    abstained: bool = False
    reason: str = ""
    citations: tuple[Citation, ...] = ()
    coverage: tuple[CoverageView, ...] = ()
    took_ms: float = 0.0
    model: str = ""
    trouble: str = ""
    without: tuple[str, ...] = ()
    interpreted: Interpreted | None = None
    steps: tuple[AnswerStep, ...] = ()
    attached: tuple[AttachedView, ...] = ()


@dataclass(frozen=True, slots=True)
class ChatTurn:
    """A line of a chat thread; Reverie's own lines carry the `answer` with its citations."""

    id: UUID
    role: str
    speaker: str
    text: str
    time: datetime
    answer: Answer | None = None
    thread: str = ""


@dataclass(frozen=True, slots=True)
class ThreadView:
    """A conversation: Reverie's own chats and imported ones."""

    thread: str
    title: str
    last: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class StarterView:
    """A question to begin with, which has an answer; it was made of the observation `id` of `type`, seen in `app`."""

    text: str
    type: str
    id: UUID
    app: str = ""


# ---------------------------------------------------------------------------------------------- what is looked at


@dataclass(frozen=True, slots=True)
class FrameView:
    """A frame in the timeline, without its picture.

    `faded` says what became of the picture with time: nothing (empty), smaller, thumbnail (that alone), text (alone).
    """

    id: UUID
    time: datetime
    app: str
    window_title: str
    url: str
    monitor: int
    has_picture: bool
    external_id: str = ""
    faded: str = ""


@dataclass(frozen=True, slots=True)
class WordView:
    """A word on a frame with its place."""

    text: str
    place: Place
    line: int


@dataclass(frozen=True, slots=True)
class FrameDetail:
    """A frame with its words; `picture` is fetched apart by `picture(id)`."""

    frame: FrameView
    text: str
    words: tuple[WordView, ...]
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class DayView:
    """A local day with what it holds; `day` is YYYY-MM-DD in the safe's zone."""

    day: str
    frames: int


@dataclass(frozen=True, slots=True)
class ReelCell:
    """A stretch of the tape that begins at `time`: how many frames it holds, and the app most of them show."""

    time: datetime
    app: str
    frames: int


@dataclass(frozen=True, slots=True)
class ReelView:
    """A piece of the tape: cells of `seconds` each that hold frames, and what Reverie was doing, oldest first.

    Of `coverage` only what lasted as long as a cell is told; where there is none, Reverie was not running.
    """

    seconds: int
    cells: tuple[ReelCell, ...]
    coverage: tuple[CoverageView, ...]


@dataclass(frozen=True, slots=True)
class TimeView:
    """What words for a time mean: from `start`, the moment to go to, until `end`."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class SpentOn:
    """How long something was on a screen: an app, a document or a site; `app` is where it was seen most."""

    name: str
    seconds: float
    app: str = ""


@dataclass(frozen=True, slots=True)
class EpisodeView:
    """A stretch of one activity: from when until when, how much of it was on a screen, its apps (the longest first).

    `frame` is what it showed longest.
    """

    id: UUID
    title: str
    started: datetime
    ended: datetime
    seconds: float
    apps: tuple[str, ...]
    frame: UUID


@dataclass(frozen=True, slots=True)
class SpentView:
    """How [since, until) was spent: `seconds` with something on a screen, by app, site or document, episode, project.

    Gaps are not counted; what two monitors show at once counts once. `apps`, `places` and `projects` name the longest;
    a project is a repository, an editor's or terminal's folder, a ticket's key, and what names one in its title.
    """

    since: datetime
    until: datetime
    seconds: float
    apps: tuple[SpentOn, ...] = ()
    places: tuple[SpentOn, ...] = ()
    episodes: tuple[EpisodeView, ...] = ()
    projects: tuple[SpentOn, ...] = ()


@dataclass(frozen=True, slots=True)
class DaySpent:
    """How long something was on a screen on a local day (YYYY-MM-DD)."""

    day: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a kind's table: the body's field and its heading."""

    field: str
    heading: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a kind's body as a form needs it.

    `type` is text, list, time, number, choice (of `choices`), or other, which no form can hold. `longest` is in
    characters, None without a limit. A `sealed` field is never shown or written here.
    """

    name: str
    heading: str
    type: str = "text"
    required: bool = False
    longest: int | None = None
    choices: tuple[str, ...] = ()
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class KindView:
    """A kind of memory as the screen needs it, read from the kind's file; `waiting` of it lie in the inbox.

    Memories of a kind with a `tree` hang in one. `limit`: memories of one title make a block of so many characters at
    most; None for a kind without blocks.
    """

    name: str
    title: str
    guide: str
    columns: tuple[Column, ...]
    memories: int = 0
    waiting: int = 0
    fields: tuple[FieldView, ...] = ()
    tree: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of a kind that has them: its lines, the characters these take, and how many there may be."""

    label: str
    lines: int
    characters: int
    limit: int


@dataclass(frozen=True, slots=True)
class Listing:
    """Which memories of a kind to list, all that is given together, and in which order.

    `words`: each stands in it, or begins a word of it. `holds`: what is so (True), what is no longer so (False), both
    (None). [since, until) is when it came to hold. `author` is agent, user, dream or import. `branch` is where it
    hangs in the kind's tree, exactly; None means anywhere. `order` is a field of the kind, or empty for when it came to
    hold; at most 1,000 are listed at a time.
    """

    kind: str
    words: str = ""
    holds: bool | None = True
    pinned: bool = False
    author: str = ""
    since: datetime | None = None
    until: datetime | None = None
    branch: tuple[str, ...] | None = None
    order: str = ""
    ascending: bool = False
    limit: int = 200
    offset: int = 0


@dataclass(frozen=True, slots=True)
class MemoryRow:
    """A memory as a line of a list: `cells` are the fields of its kind's columns, long texts cut. Any: as in a body."""

    id: UUID
    title: str
    cells: dict[str, Any]
    current: bool
    valid_from: datetime
    pinned: bool = False
    author: str = ""
    has_secret: bool = False


@dataclass(frozen=True, slots=True)
class MemoryPage:
    """A page of a list, and how many memories fit in `total`."""

    total: int
    rows: tuple[MemoryRow, ...] = ()


@dataclass(frozen=True, slots=True)
class BranchView:
    """A branch of a kind's tree, and how many memories hang on it or further out."""

    name: str
    memories: int


@dataclass(frozen=True, slots=True)
class TreeView:
    """What is below a place in a kind's tree; `here` memories hang at the place itself."""

    branches: tuple[BranchView, ...] = ()
    here: int = 0


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What decided that something is kept as its kind: "rule", "meaning", "model", "you" or "import"; empty: not known.

    `voice` is whose words it rests on (user, other, assistant, screen), `speaker` their name; `considered` are the
    kinds that were weighed by meaning, each with its score.
    """

    by: str = ""
    voice: str = ""
    speaker: str = ""
    considered: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LinkView:
    """A memory that another is tied to, and why; `part`: the other sums this one up."""

    memory: UUID
    why: str
    weight: float = 1.0
    part: bool = False


@dataclass(frozen=True, slots=True)
class MemoryView:
    """A memory; secrets are masked in `body`. `reason` and `decision` say why it is kept, and why as this kind."""

    id: UUID
    kind: str
    title: str
    body: dict[str, Any]
    current: bool
    valid_from: datetime
    created: datetime
    revised: datetime
    confidence: float
    pinned: bool
    author: str
    valid_to: datetime | None = None
    external_id: str = ""
    has_secret: bool = False
    sources: tuple[SourceView, ...] = ()
    superseded_by: UUID | None = None
    replaces: tuple[UUID, ...] = ()
    reason: str = ""
    decision: DecisionView = field(default_factory=DecisionView)
    links: tuple[LinkView, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeView:
    """A memory in a picture of how they hang together; it has so many ties in all (`links`), shown or not."""

    id: UUID
    kind: str
    title: str
    current: bool = True
    pinned: bool = False
    links: int = 0


@dataclass(frozen=True, slots=True)
class EdgeView:
    """A tie between two memories, and why it is there. `part`: the first sums the other up; `replaces`: it took the
    other's place.
    """

    memory: UUID
    other: UUID
    why: str = ""
    weight: float = 1.0
    part: bool = False
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class GraphView:
    """Memories around the one in the `centre`, nearer ones first, and every tie between them."""

    centre: UUID
    nodes: tuple[NodeView, ...]
    edges: tuple[EdgeView, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionView:
    """A step of a memory's history: what `memory` was before it; `undone` when the step was taken back later."""

    number: int
    at: datetime
    author: str
    reason: str
    body: dict[str, Any]
    memory: UUID | None = None
    valid_to: datetime | None = None
    step: int = 0
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that was changed: it stayed the "same", was "added" or "removed"."""

    how: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldDiff:
    """What became of a field, in the order of its text; long stretches are cut."""

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A step of a memory's history as what it changed of `memory`, and whether it ended that (another may go on).

    `undone` when the step was taken back later.
    """

    at: datetime
    author: str
    reason: str
    memory: UUID
    fields: tuple[FieldDiff, ...] = ()
    ended: bool = False
    undone: bool = False


@dataclass(frozen=True, slots=True)
class ThenView:
    """A memory at a time in the past, with what it is now in `memory`.

    `held`: it was so then, by what is known today. `known`: it was kept as so then. `body` is what it said then, None
    where it was not kept yet.
    """

    memory: MemoryView
    held: bool
    known: bool
    body: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class UndoView:
    """A memory that taking back concerns.

    `effect` says what happens to it: "leaves" (it is gone from what holds), "returns", or "reverts" (to former words).
    Of one that stays as it is, `author` and `at` say who changed it since and when; nobody where history is forgotten.
    """

    memory: UUID
    kind: str
    title: str
    effect: str
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What was (or would be) taken back, and what stays; `batch` takes it all back again by `undo_batch`."""

    changed: tuple[UndoView, ...] = ()
    kept: tuple[UndoView, ...] = ()
    batch: UUID | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class DreamTaskView:
    """A task of a dream: how many changes and links it came to, some of them in sentences; `look` needs a person."""

    name: str
    does: str
    changes: int = 0
    links: int = 0
    lines: tuple[str, ...] = ()
    look: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DreamReport:
    """What a dream did in the time it was given, or would do. `forecast`: how many memories fade in so many days.

    There is `more` to do for the dream `run`: ask again with its id.
    """

    run: UUID | None
    tasks: tuple[DreamTaskView, ...] = ()
    forecast: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    more: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class DreamView:
    """A dream of the past. `spent` are seconds of a processor, `undone` is when it was taken back."""

    id: UUID
    started: datetime
    ended: datetime | None = None
    asked: bool = False
    spent: float = 0.0
    undone: datetime | None = None
    tasks: tuple[DreamTaskView, ...] = ()


@dataclass(frozen=True, slots=True)
class InsightView:
    """What reflecting found: a "contradiction", a "gap" or a "pattern", in plain words, with a proposal.

    `id` stays the same as long as it is there. It `can_apply` by `take_up`, or else is yours to do.
    """

    id: str
    sort: str
    told: str
    proposal: str
    memories: tuple[UUID, ...] = ()
    can_apply: bool = False


@dataclass(frozen=True, slots=True)
class Reflection:
    """What looking over so many memories came to; `more` were found beyond those that are told."""

    looked_at: int
    insights: tuple[InsightView, ...] = ()
    more: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class MergeView:
    """What putting memories of a kind together comes to: its `title` and `body`; `memory` is None when it was only
    asked. Any: what a kind's body may hold.
    """

    kind: str
    title: str
    body: dict[str, Any]
    memory: MemoryView | None = None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a field says now, and what it would say; None where it is not there. Any: what a kind's body may hold."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class InboxItem:
    """Something that waits for the user's word: a "secret" or a "change".

    `kind` is the kind of memory it is about, `seen` where it was found first. A secret is sealed already: its value is
    not shown, nor known here. A change has in `entry_type` what it would do (add, revise, extend, retire), in `memory`
    whose place it would take or what it would alter, in `fields` what would be other than it is; `why` says why it
    waits, `reason` why it was found, `origin` from what (screen, person, assistant, import, dream), `times` how often
    and `last` when it was seen last: however often, it is no truer for that.
    """

    id: UUID
    type: str
    kind: str
    title: str
    entry_type: str
    source: str
    sensitivity: str
    found: datetime
    expires: datetime
    seen: SourceView | None
    memory: UUID | None = None
    fields: tuple[FieldChange, ...] = ()
    why: str = ""
    reason: str = ""
    origin: str = "screen"
    times: int = 1
    last: datetime | None = None
    sources: tuple[SourceView, ...] = ()


@dataclass(frozen=True, slots=True)
class StandingAnswerView:
    """What is always accepted, or always turned down: changes of `kind` from `origin` (empty: from anywhere)."""

    id: int
    kind: str
    origin: str
    accepts: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class RefusalView:
    """Something found and not let through: why, for which kind (empty: all of the moment), and where it was found."""

    at: datetime
    reason: str
    kind: str
    seen: SourceView


@dataclass(frozen=True, slots=True)
class RefusalsView:
    """The latest refusals, and how many there are by reason."""

    counts: dict[str, int]
    refusals: tuple[RefusalView, ...] = ()


@dataclass(frozen=True, slots=True)
class VaultLogView:
    """A line of the vault's log: when a value was "revealed" or "copied"; no title once its memory is gone."""

    at: datetime
    memory: UUID
    title: str
    what: str


@dataclass(frozen=True, slots=True)
class QueueView:
    """Background work of one kind that has not failed and waits: how many pieces, since when the oldest if known.

    `what` says what is done; `waits_for` is a sentence where it waits for something else than its turn.
    """

    kind: str
    what: str
    number: int
    oldest: datetime | None = None
    waits_for: str = ""


@dataclass(frozen=True, slots=True)
class JobView:
    """Background work that failed: it waits for a person (state "attention") or rests until `not_before`.

    `error` is the class of the last failure, `reason` a sentence about it, `what` says what was to be done; none holds
    content. `about` is the moment it concerns, where it is one and still there.
    """

    id: UUID
    kind: str
    state: str
    created: datetime
    attempts: int
    not_before: datetime | None = None
    error: str = ""
    reason: str = ""
    what: str = ""
    about: SourceView | None = None


@dataclass(frozen=True, slots=True)
class RuleView:
    """What must not be seen; `built_in` rules cannot be removed, and `name` is what they are called in the ledger."""

    id: int
    app: str
    title: str
    url: str
    built_in: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class AppMoments:
    """How many moments are of an app."""

    app: str
    moments: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Moments close together: the first, the last, how many."""

    started: datetime
    ended: datetime
    moments: int


@dataclass(frozen=True, slots=True)
class RehearsalView:
    """What a rule would have hidden of [since, until): `moments` of the `seen` ones, by the window each is about.

    `ids` are what to give to `forget` so that they go.
    """

    since: datetime
    until: datetime
    seen: int
    moments: int
    apps: tuple[AppMoments, ...] = ()
    stretches: tuple[Stretch, ...] = ()
    ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class FadeStep:
    """How many pictures would go `to` a form (smaller, thumbnail, text), and about how many bytes that frees."""

    to: str
    pictures: int
    bytes: int


@dataclass(frozen=True, slots=True)
class FadingView:
    """What would fade now. `mode`: off, ask (nothing fades by itself until the user agreed), on.

    `pictures` and `bytes` are what there is now, `cap` the most bytes there may be, None for no limit. The days are the
    ages at which a picture is made smaller, loses all but its thumbnail, and loses that.
    """

    mode: str
    pictures: int
    bytes: int
    cap: int | None
    full_days: float
    smaller_days: float
    thumbnail_days: float
    steps: tuple[FadeStep, ...]


@dataclass(frozen=True, slots=True)
class FadeReport:
    """What a call of `fade` did: pictures that went a step further, bytes freed, and whether there is more to do."""

    pictures: int
    bytes: int
    more: bool


@dataclass(frozen=True, slots=True)
class Forget:
    """What to forget: all that fits everything given. `dry_run` only counts; `prove` looks for traces before and after.

    `site` is a host, its subdomains included; `people` are names (of one person, say): what they said or sent, and
    memories that name them. How each part matches stands in `storage.choosing` and in docs/security.md.
    """

    ids: tuple[UUID, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    app: str = ""
    match: str = ""
    dry_run: bool = False
    site: str = ""
    people: tuple[str, ...] = ()
    prove: bool = False


@dataclass(frozen=True, slots=True)
class TracesView:
    """How often what is forgotten stands in the decrypted bytes, by the place; never what was found."""

    pages: int = 0
    log: int = 0
    words: int = 0
    sealed_box: int = 0
    pictures: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What came of looking through a safe: a sentence a problem, and what was looked at, piece by piece."""

    problems: tuple[str, ...] = ()
    looked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """What was (or would be) forgotten: counts, ids and times, never content.

    `memories` went; `rewritten` ones are told by what is left; `stripped` frames lost their picture alone. `by` are
    the kinds of selectors used, `cause` is asked or retention, `backups` are the names of backups made earlier that
    may still hold it. `number` is 0 for a dry run, and when nothing fitted. Lists of receipts come without `ids`.
    `before` and `after` are there when a proof was asked for.
    """

    observations: int
    memories: int
    pictures: int
    vectors: int
    answers: int
    first: datetime | None = None
    last: datetime | None = None
    ids: tuple[UUID, ...] = ()
    dry_run: bool = False
    rewritten: int = 0
    stripped: int = 0
    jobs: int = 0
    number: int = 0
    at: datetime | None = None
    by: tuple[str, ...] = ()
    cause: str = "asked"
    backups: tuple[str, ...] = ()
    before: TracesView | None = None
    after: TracesView | None = None


@dataclass(frozen=True, slots=True)
class ReceiptDocument:
    """A receipt as it was signed: `signature` (base64, Ed25519) over the UTF-8 bytes of `body`; `public_key` is PEM."""

    number: int
    body: str
    signature: str
    public_key: str


@dataclass(frozen=True, slots=True)
class BackupView:
    """A copy of the safe's content that the safe knows of; it may have been moved or removed since."""

    path: str
    created: datetime
    until: datetime
    form: str = ""


@dataclass(frozen=True, slots=True)
class BackupReport:
    """A backup that is complete. `size` in bytes; `carried` files were there in an earlier snapshot already."""

    path: str
    created: datetime
    until: datetime
    size: int
    files: int
    carried: int = 0


@dataclass(frozen=True, slots=True)
class Export:
    """What to export to the file `path`: all that fits everything given; nothing given means everything.

    `form` is json, markdown or xlsx. Named `kinds` mean the memories of these alone. With `secrets` the values of the
    vault are in it: that asks for the safe's `passphrase` again and needs `sealed_with`, the passphrase under which
    the file itself is encrypted; without that one it is readable by whoever gets it. `replace` lets go of a file that
    is there.
    """

    path: str
    form: str = "json"
    kinds: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    app: str = ""
    people: tuple[str, ...] = ()
    pictures: bool = False
    replace: bool = False
    secrets: bool = False
    passphrase: str = field(default="", repr=False)
    sealed_with: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ExportReport:
    """An export that is complete. `size` in bytes; `unreadable` pictures are damaged and are not in it."""

    path: str
    form: str
    size: int
    sealed: bool
    observations: int = 0
    memories: int = 0
    pictures: int = 0
    secrets: int = 0
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What became of an export that was taken in.

    `known` was there already; `forgotten` was forgotten here and stays so; `conflicts` are something else here, which
    stayed. `loose` sources, successors and links point to what is not there; `without_value` secrets came by caption
    only; `renamed` moments lost their external id, which another one has here.
    """

    path: str
    observations: int = 0
    memories: int = 0
    pictures: int = 0
    secrets: int = 0
    known: int = 0
    forgotten: int = 0
    loose: int = 0
    without_value: int = 0
    conflicts: tuple[UUID, ...] = ()
    renamed: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Errand:
    """Work that is done while its client asks for more of it: `done` of about `total`, and its report at the end."""

    id: UUID
    done: int
    total: int
    exported: ExportReport | None = None
    imported: ImportReport | None = None
    benched: AbilityView | None = None
    examined: ExamView | None = None
    pulled: ModelView | None = None

    @property
    def over(self) -> bool:
        """Whether there is nothing more to do."""
        return any((self.exported, self.imported, self.benched, self.examined, self.pulled))


@dataclass(frozen=True, slots=True)
class RetentionView:
    """What is kept for how long: `what` is frames, pictures, turns or memories; `name` an app, a kind, or empty."""

    id: int
    what: str
    name: str
    days: int
    starts: datetime
    acted: datetime | None = None


@dataclass(frozen=True, slots=True)
class RetentionForecast:
    """What a retention rule would take if it acted now; `resting` memories would lose sources."""

    observations: int = 0
    pictures: int = 0
    memories: int = 0
    resting: int = 0


@dataclass(frozen=True, slots=True)
class ModelView:
    """A model of the catalogue or a server: whether it is here, and whether it is the one in use.

    `trust` is what a language model may do: "nothing", "words", "extracts", "judges" (each includes the one before).
    `title` says for people what it is, `source` whose model it is, `host` the hub that `pull` would fetch it from
    (empty for one that comes with the set-up, or has come).
    """

    name: str
    kind: str
    present: bool
    chosen: bool
    size: int
    licence: str
    path: str = ""
    trust: str = ""
    title: str = ""
    source: str = ""
    host: str = ""


@dataclass(frozen=True, slots=True)
class SkillView:
    """One part of the test of a language model: how many were right, of how many."""

    name: str
    right: int
    of: int


@dataclass(frozen=True, slots=True)
class AbilityView:
    """What a test found: `trust` as in `ModelView`, `sentence` what that means, and the seconds it took the model."""

    model: str
    trust: str
    sentence: str
    skills: tuple[SkillView, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class ExamView:
    """How a self-exam went, in counts.

    Of `sampled` questions made from memories the evidence came `first`, or was `found` among the first ten; `right`
    answers cite what the memory rests on, `wrong` ones something else, the others were refused. Of `planted` facts,
    which were there for the exam only, so many were `planted_found` among the first ten, and told and cited
    (`planted_right`). Of `invented` questions about people who do not exist so many were answered (`made_up`). Of
    `citations` so many are `sound`.
    """

    at: datetime
    sampled: int
    first: int
    found: int
    right: int
    wrong: int
    invented: int
    made_up: int
    citations: int
    sound: int
    planted: int = 0
    planted_found: int = 0
    planted_right: int = 0


@dataclass(frozen=True, slots=True)
class SettingView:
    """A setting with what a page of them shows. `type` is switch, number, choice, text, lines, secret or keys.

    `label` names it within its `group`, `text` explains it in a line. A number counts in `unit` and lies between
    `least` and `most`; `choices` are all that fits, `offers` are values to pick from where others fit, too. The value
    of a secret is empty, or stands for one that is set. The words are English; a face may know them in other languages.
    """

    name: str
    type: str
    value: bool | float | str
    default: bool | float | str
    group: str
    label: str
    text: str
    unit: str = ""
    least: float = 0.0
    most: float = 0.0
    choices: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the doctor: what was looked at, whether it is well, and what to do when not."""

    name: str
    well: bool
    message: str


@dataclass(frozen=True, slots=True)
class KeyringView:
    """The system's keyring: whether one is `available`, whether it opens this safe, and what to know about it."""

    available: bool
    on: bool
    message: str = ""


# What is given with a press: what lets a window take the keyboard under Wayland, or an empty text.
Pressed = Callable[[str], None]


class Hotkey(Protocol):
    """A shortcut that works whatever window has the keyboard. Its thread runs between `start` and `close`."""

    @property
    def trigger(self) -> str:
        """The keys as the desktop calls them; empty while there are none."""

    @property
    def problem(self) -> str:
        """A sentence why there are none, and what to do instead; empty when all is well."""

    @property
    def is_desktops(self) -> bool:
        """Whether the desktop decides about the keys, and may give others than were asked for."""

    def start(self, keys: str, pressed: Pressed) -> None:
        """Asks for `keys` (Ctrl+Alt+M). From now on `pressed` is called with every press, on a thread of ours.

        What cannot be had is told by `problem`; under a portal it may take until a person answered.
        """

    def close(self) -> None:
        """Gives the keys back."""


class Reverie(Protocol):
    """Everything a face can ask for. Every method raises Refused (or an error of ours, in the same process)."""

    # the safe
    def status(self) -> Status:
        """What is true now; answered on a locked safe too."""

    def watch(self, window: bool = False) -> None:
        """From now on this client gets the news (`app.events`); a window is also counted in `Status.windows`."""

    def create(self, passphrase: str, recovery: bool = False) -> str:
        """Makes and unlocks a safe; returns the recovery phrase (24 words) or an empty text."""

    def unlock(self, passphrase: str) -> Status:
        """Opens the safe; a wrong passphrase is refused with code 3."""

    def unlock_by_keyring(self) -> Status:
        """Opens the safe by the system's keyring; refused with a sentence when it has no entry or cannot be asked."""

    def recover(self, words: str, passphrase: str) -> Status:
        """Gives the safe a new passphrase by means of its recovery words, and opens it."""

    def change_passphrase(self, old: str, new: str) -> None:
        """Gives the safe another passphrase; recovery words and keyring stay."""

    def new_recovery(self, passphrase: str) -> str:
        """Other recovery words (24), returned this once; the former ones open nothing any more."""

    def keyring(self) -> KeyringView:
        """Whether the system's keyring opens this safe."""

    def set_keyring(self, on: bool, passphrase: str = "") -> KeyringView:
        """Lets the keyring open this safe (asks for the passphrase), or no more."""

    def lock(self) -> None:
        """Locks: the keeper and its children end."""

    # recording
    def pause(self, seconds: float | None = None) -> Status:
        """Keeps nothing from now on, for `seconds` or until `resume`; on a locked safe until the next lock."""

    def resume(self) -> Status:
        """Ends a pause."""

    def look(self, now: datetime | None = None) -> LookReport:
        """Takes one look at every monitor now."""

    def rules(self) -> list[RuleView]:
        """The user's rules, then the built-in ones."""

    def add_rule(self, app: str = "", title: str = "", url: str = "") -> RuleView:
        """Hides windows that match every pattern given (`*` stands for anything)."""

    def remove_rule(self, id: int) -> None:
        """Removes a rule of the user's."""

    def rehearse(
        self,
        app: str = "",
        title: str = "",
        url: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> RehearsalView:
        """What such a rule would have hidden in [since, until), by default last week; changes nothing."""

    # taking in
    def keep(self, items: list[Incoming]) -> KeepReport:
        """Keeps observations; what cannot be kept is named in the report, the others are kept."""

    def import_memories(self, items: list[IncomingMemory], now: datetime | None = None) -> KeepReport:
        """Keeps memories as they are; a body of `{"text"}` alone is accepted for every kind."""

    def digest(
        self, seconds: float = 5.0, model: str | None = None, now: datetime | None = None
    ) -> DigestReport:
        """Works on pending jobs for about `seconds`; call again while `pending` is not 0."""

    # asking
    def search(self, query: Query) -> SearchResult:
        """Finds moments and memories by words and meaning, within the filters typed among them (docs/searching.md)."""

    def suggest(self, text: str) -> list[str]:
        """How a search that is being typed may go on: each a whole search, the likeliest first; at most eight."""

    def starters(self, language: str = "en", now: datetime | None = None) -> list[StarterView]:
        """Questions to begin with, made of the last day that holds anything, each with an answer; at most four.

        In "zh" or English; of nothing secret or hidden. None while nothing was seen or said.
        """

    def attach(
        self, name: str, data: bytes, now: datetime | None = None, dry_run: bool = False
    ) -> AttachedView:
        """Keeps a picture (PNG, JPEG, WebP) or a text to be asked about, from memory alone, its secrets masked.

        What cannot be read, or is too large, is refused; the same again is the same moments. `dry_run` only says
        whether it could be kept.
        """

    def ask(self, question: Question) -> Answer:
        """Answers; meanwhile `events.AnswerGrew` carries what is being done and the text so far to subscribers.

        In a thread the user's orders about the memory (remember, that's wrong, forget, what do you know) are done.
        """

    def correct(self, text: str, id: UUID | None = None, thread: str = "") -> Answer:
        """Mends a memory, or what a moment says, by the user's words ("it's Porto"), with history.

        Without `id`: what the last answer rested on, in `thread` or in the chat spoken in last.
        """

    def stop(self, ask_id: str) -> None:
        """Stops writing the answer to `ask_id`; what there is of it stands."""

    def threads(self, words: str = "") -> list[ThreadView]:
        """Conversations, the latest first; with `words`, those in which a line holds or begins each of them."""

    def thread(self, thread: str) -> list[ChatTurn]:
        """A conversation's lines, oldest first."""

    # looking
    def days(self) -> list[DayView]:
        """Days that hold frames, oldest first."""

    def frames(self, since: datetime, until: datetime, limit: int = 2000) -> list[FrameView]:
        """Frames of [since, until), oldest first."""

    def frames_around(self, at: datetime, before: int = 100, after: int = 100) -> list[FrameView]:
        """The last `before` frames earlier than `at` and the first `after` from `at` on, oldest first."""

    def reel(self, since: datetime, until: datetime, seconds: int) -> ReelView:
        """The tape of [since, until) in cells of `seconds`, counted from 1970; at most 2,000 cells a call."""

    def app_change(self, app: str, at: datetime, by: int) -> datetime | None:
        """When another app than `app`, seen at `at`, comes next (`by` 1); None where there is none.

        With `by` -1 where the run of `app` began; at its beginning, where the run before it did.
        """

    def time_of(self, text: str, at: datetime, now: datetime | None = None) -> TimeView | None:
        """What "2 h earlier", "14:30" or "last Tuesday" means to somebody who looks at `at`; None: no time."""

    def spent(self, since: datetime, until: datetime) -> SpentView:
        """Where the time of [since, until) went; refused where there is too much to add up in seconds."""

    def spent_by_day(self, since: datetime, until: datetime) -> list[DaySpent]:
        """How long something was on a screen on each local day of [since, until); refused as `spent` is."""

    def frame(self, id: UUID) -> FrameDetail:
        """One frame with its words."""

    def picture(self, id: UUID) -> bytes:
        """The frame's picture (WebP), empty when only its text was kept."""

    def thumbnail(self, id: UUID) -> bytes:
        """A small picture of the frame (WebP), or empty."""

    def turn(self, id: UUID) -> ChatTurn:
        """A turn or note by its id (a note has the role "note")."""

    def places(self, id: UUID, words: str, typed: bool = False) -> list[Place]:
        """Where the words of a quote stand on a frame; of what a person `typed`, "exact words" and begin* too, each
        time they stand there.
        """

    def coverage(self, since: datetime, until: datetime) -> list[CoverageView]:
        """What Reverie was doing in [since, until)."""

    # memories
    def kinds(self) -> list[KindView]:
        """The kinds of memory with their columns and counts."""

    def memories(
        self, kind: str = "", past: bool = False, limit: int = 500, offset: int = 0
    ) -> list[MemoryView]:
        """Newest first; `limit` 0 means all."""

    def list_memories(self, what: Listing) -> MemoryPage:
        """A page of the memories of a kind, narrowed and ordered, with how many there are in all."""

    def tree(self, what: Listing, path: tuple[str, ...] = ()) -> TreeView:
        """The branches of the tree of `what.kind` below `path`, counting only what fits `what`; its branch, order and
        page do not matter.
        """

    def blocks(self, kind: str) -> list[BlockView]:
        """How full the blocks of a kind are, by label; none for a kind without blocks."""

    def memory(self, id: UUID) -> MemoryView:
        """One memory."""

    def graph(self, id: UUID, most: int = 60, depth: int = 2) -> GraphView:
        """The memories up to `depth` ties away from one, at most `most` of them, the strongest ties first."""

    def history(self, id: UUID) -> list[VersionView]:
        """How a memory changed, oldest first."""

    def changes(self, id: UUID, limit: int = 50) -> list[ChangeView]:
        """What was changed of a memory and of those it took the place of, word by word, the latest first."""

    def core_set(self, label: str, value: str) -> MemoryView:
        """Writes a block of what is always in the prompt; what stood under `label` becomes history."""

    def edit_memory(self, id: UUID, body: dict[str, Any]) -> MemoryView:
        """Writes these fields of what holds anew; the others stay, what stood there becomes history.

        Fields that are not of its kind, or hold a secret, are refused.
        """

    def pin(self, id: UUID, pinned: bool) -> MemoryView:
        """Pins a memory: no dream lets it go, and no rule of how long things are kept; or lets go of the pin."""

    def merge_memories(
        self, ids: tuple[UUID, ...], body: dict[str, Any] | None = None, dry_run: bool = False
    ) -> MergeView:
        """Puts memories of one kind together, with the fields of `body` in place of joined ones; undone as one step.

        The names of the first given stay. `dry_run` only says what would come of it.
        """

    def as_of(self, time: datetime, kind: str = "", limit: int = 500, offset: int = 0) -> list[ThenView]:
        """What was so at `time`, and what was kept as so then, newest first; `limit` 0 means all."""

    def undo(self, id: UUID) -> MemoryView:
        """Takes back the last change of a memory; the memory that holds then. Undone twice, the change is back."""

    def undo_between(
        self,
        since: datetime,
        until: datetime,
        authors: tuple[str, ...] = ("agent", "dream"),
        dry_run: bool = False,
    ) -> UndoReport:
        """Takes back what `authors` changed in [since, until); what was changed again since stays and is named."""

    def undo_batch(self, batch: UUID) -> UndoReport:
        """Takes back what an `undo_between` did."""

    def dream(
        self, only: tuple[str, ...] = (), dry_run: bool = False, seconds: float = 5.0, run: UUID | None = None
    ) -> DreamReport:
        """Consolidates for about `seconds`, all tasks or those named; `dry_run` only says what would be done."""

    def dreams(self, limit: int = 20) -> list[DreamView]:
        """The latest dreams, the newest first."""

    def undo_dream(self, run: UUID | None = None) -> UndoReport:
        """Takes back all that a dream did, by default the last one; what was changed again since stays."""

    def reflect(self) -> Reflection:
        """Looks over everything for contradictions, gaps and patterns; changes nothing. Takes seconds."""

    def take_up(self, insight: str) -> list[MemoryView]:
        """Does what an insight proposes; the memories that hold then."""

    def ignore_insight(self, insight: str) -> None:
        """Does not tell of it again."""

    def inbox(self) -> list[InboxItem]:
        """What waits for the user's word, the latest first."""

    def inbox_accept(self, id: UUID, title: str = "", body: dict[str, Any] | None = None) -> MemoryView:
        """Keeps what waits: a secret under `title` if one is given, a change with the fields of `body` in its own.

        The memory that holds then, or the one that was retired.
        """

    def inbox_reject(self, id: UUID) -> None:
        """Lets go of what waits; it is not offered again."""

    def inbox_always(self, kind: str, accepts: bool, origin: str = "") -> StandingAnswerView:
        """Accepts or turns down every change of `kind` from `origin`, those that wait included, until revoked.

        What is always in mind, and what is sealed, is never accepted unseen from screens, people or assistants.
        """

    def inbox_answers(self) -> list[StandingAnswerView]:
        """The answers given once for all."""

    def inbox_revoke(self, id: int) -> None:
        """Ends one of them."""

    def refusals(self, limit: int = 200) -> RefusalsView:
        """What was found and not let through, the latest first, never with content."""

    def reveal(self, id: UUID, passphrase: str, copy: bool = False) -> str:
        """The secret value of a vault memory; asks the passphrase again, and is logged as shown or as copied."""

    def vault_log(self, limit: int = 200) -> list[VaultLogView]:
        """When secret values were shown or copied, the latest first."""

    def queue(self) -> list[QueueView]:
        """Background work that waits and has not failed, by kind; empty when all is done."""

    def jobs(self) -> list[JobView]:
        """Background work that failed: what waits for a person, then what rests."""

    def retry_job(self, id: UUID) -> None:
        """Tries failed work again now."""

    def drop_job(self, id: UUID) -> None:
        """Gives failed work up; what it was about stays."""

    def forget(self, what: Forget) -> ReceiptView:
        """Deletes for good, with everything made of it."""

    def receipts(self) -> list[ReceiptView]:
        """What was forgotten so far, the newest first."""

    def receipt(self, number: int) -> ReceiptDocument:
        """One receipt, to be verified by anyone."""

    def verify_receipts(self) -> list[str]:
        """What is wrong with the receipts, a sentence each."""

    def back_up(self, path: str, folder: bool = False) -> BackupReport:
        """Writes everything, encrypted as it is, to one file, or as a snapshot in a folder; the safe stays in use."""

    def verify(self, noted: bool = False) -> VerifyReport:
        """Looks at every page, picture, link, record that waits and known copy; seconds a gigabyte.

        With `noted` the user has taken note of what is missing: it is told no more.
        """

    def known_backups(self) -> list[BackupView]:
        """Copies that may hold what is forgotten here, the oldest first."""

    def export(self, what: Export) -> Errand:
        """Begins an export, done by `go_on`; what cannot be written or is not there is refused at once."""

    def take_export(self, path: str, passphrase: str = "", forgotten: bool = False) -> Errand:
        """Begins to take in an export, done by `go_on`; `passphrase` is that of a sealed one.

        What is there already stays as it is, and so does what was forgotten here, unless `forgotten` brings it back.
        """

    def go_on(self, errand: UUID, seconds: float = 1.0) -> Errand:
        """Works on for about `seconds`; call again until it is `over`. One that nobody asks for is given up."""

    def give_up(self, errand: UUID) -> None:
        """Ends it; an export leaves no file. Harmless for one that is over."""

    def retention(self) -> list[RetentionView]:
        """What is kept for how long only."""

    def retention_forecast(self, what: str, name: str, days: int) -> RetentionForecast:
        """What such a rule would take if it acted now."""

    def retain(self, what: str, name: str, days: int) -> RetentionView:
        """From tomorrow on, forgets frames, pictures, turns or memories of `name` once they are `days` old."""

    def remove_retention(self, id: int) -> None:
        """Ends a rule."""

    # housekeeping
    def fading(self) -> FadingView:
        """What would become of old pictures if they faded now. Changes nothing; takes seconds in a large safe."""

    def fade(self, seconds: float = 5.0) -> FadeReport:
        """Lets pictures fade now for about `seconds`, by age and cap; call again while there is more."""

    def stats(self) -> dict[str, Any]:
        """Counts, bytes on disk, first and last time."""

    def doctor(self) -> list[Check]:
        """Looks at every part; takes seconds."""

    def models(self) -> list[ModelView]:
        """Every model of the catalogue, and that of the server."""

    def bench(self, model: str = "") -> Errand:
        """Begins to test a language model (the answering one without a name); go on until `benched` is there."""

    def pull(self, model: str) -> Errand:
        """Begins to fetch a model from its hub; go on until `pulled` is there, `done` and `total` are bytes.

        Only for a person who was told its size, licence and `host` and said yes. Given up, what has come is kept.
        """

    def examine(self) -> Errand:
        """Begins an exam of recall on what this safe holds; go on until `examined` is there."""

    def exams(self) -> list[ExamView]:
        """How the exams went so far, the latest first; one is held every week."""

    def settings(self) -> dict[str, Any]:
        """Every setting with its present value."""

    def setting_views(self) -> list[SettingView]:
        """Every setting with what a page of them shows, group by group."""

    def set_setting(self, name: str, value: Any) -> None:
        """Changes one setting; an unknown name or a value that does not fit is refused."""

    def show(self, view: str, subject: str = "") -> None:
        """Asks an open window to come forward with a view (chat, timeline, memories, recall)."""
