"""What is asked in the chat, and the answers with their evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from app.interfaces.looking import CoverageView, SourceView
from app.interfaces.searching import Interpreted


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


class AskingCalls(Protocol):
    """Questions and their answers, and the conversations they stand in."""

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

    def turn(self, id: UUID) -> ChatTurn:
        """A turn or note by its id (a note has the role "note")."""
