"""What a digest works on and what it finds: the material of an episode, and findings with their source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from agents import sentences
from storage.model import (
    UNDECIDED,
    BodyFields,
    Decision,
    Frame,
    Note,
    Observation,
    Role,
    Secret,
    Source,
    Turn,
    type_of,
)


class Voice(StrEnum):
    """Who says a text: the user, someone else, an assistant, or a screen."""

    USER = "user"
    OTHER = "other"
    ASSISTANT = "assistant"
    SCREEN = "screen"


class Effect(StrEnum):
    """What a finding does: it states something, or says that something known holds no longer."""

    STATES = "states"
    ENDS = "ends"


def title_of(observation: Observation) -> str:
    """The title of the window that was seen; empty for what was said."""
    return observation.window_title if isinstance(observation, Frame) else ""


def is_read_off(observation: Observation) -> bool:
    """Whether this was read off a screen, which may show what it likes."""
    return isinstance(observation, Turn) and observation.frame is not None


@dataclass(frozen=True, slots=True)
class About:
    """Whom words speak of that only say "she": the name, the words that name them; not `sure` where several fit."""

    name: str
    source: Source
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Utterance:
    """One observation of an episode with its masked text, who says it, and under which name ("" if unknown).

    `about` is whom its words speak of where they do not say so themselves.
    """

    observation: Observation
    text: str
    voice: Voice
    name: str = ""
    about: About | None = None

    @property
    def time(self) -> datetime:
        """When it was seen or said (aware, UTC)."""
        return self.observation.time

    def source(self, quote: str) -> Source:
        """The reason of a memory that rests on the words `quote` of this observation."""
        seen = self.observation
        return Source(seen.id, type_of(seen), quote=quote, external_id=seen.external_id)

    @property
    def grounds(self) -> tuple[Source, ...]:
        """The words elsewhere that name whom it speaks of."""
        return (self.about.source,) if self.about else ()


JUST_SEEN = timedelta(minutes=30)
"""How long a screen that words point to ("that page is wrong", "that's my number") may have been in view before."""


@dataclass(frozen=True, slots=True)
class Material:
    """An episode as the kinds read it. `user_names` are the names the user goes by; texts are masked.

    `in_view` are the screens seen shortly before it, which the user's words may speak of.
    """

    utterances: tuple[Utterance, ...]
    zone: ZoneInfo
    user_names: frozenset[str] = frozenset()
    in_view: tuple[Utterance, ...] = ()

    def said_by(self, *voices: Voice) -> Iterator[Utterance]:
        """The utterances of these voices, in order of time."""
        return (one for one in self.utterances if one.voice in voices)

    def just_seen(self, utterance: Utterance) -> list[Utterance]:
        """The screens that an utterance may point to: those in view within `JUST_SEEN` before it, oldest first."""
        return [
            one
            for one in self.in_view
            if isinstance(one.observation, Frame) and timedelta() <= utterance.time - one.time <= JUST_SEEN
        ]

    def speaker_of(self, finding: Finding) -> str:
        """The name of who said what a finding rests on; empty where it is not known."""
        said = {source.observation for source in finding.sources}
        return next((one.name for one in self.utterances if one.observation.id in said), "")

    def frames(self) -> Iterator[tuple[Utterance, Frame]]:
        """The screens among the utterances."""
        for one in self.utterances:
            if isinstance(one.observation, Frame):
                yield one, one.observation


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a rule or a model found: a body of `kind`, why, and the words it rests on.

    `at` is when it holds from (the observation's time, or a date the source gives itself), `key` what it is about
    (folded; empty: nothing in particular), `slots` the properties of which there is only one value at a time.
    `importance` and `confidence` lie in 0..1. `by` is the voice it comes from: a screen may not overrule the user.
    `decision` says how it came to its kind. `grounds` are words elsewhere that name whom it speaks of: they bear it
    out, and tell something else themselves.
    """

    kind: str
    body: BodyFields
    sources: tuple[Source, ...]
    at: datetime
    reason: str
    by: Voice
    confidence: float = 0.8
    importance: float = 0.5
    key: str = ""
    slots: frozenset[str] = field(default_factory=frozenset)
    effect: Effect = Effect.STATES
    secret: Secret | None = None
    decision: Decision = UNDECIDED
    grounds: tuple[Source, ...] = ()

    @property
    def quotes(self) -> str:
        """The words all of it rests on."""
        return "\n".join(source.quote for source in (*self.sources, *self.grounds))


def voice_of(observation: Observation, user_names: frozenset[str]) -> Voice:
    """Who says an observation: notes are the user's; a participant is the user when their name says so."""
    if isinstance(observation, Frame):
        return Voice.SCREEN
    if isinstance(observation, Note) or observation.role is Role.USER:
        return Voice.USER
    if observation.role is Role.ASSISTANT:
        return Voice.ASSISTANT
    return Voice.USER if sentences.fold(observation.speaker) in user_names else Voice.OTHER


def speaker_of(observation: Observation) -> str:
    """The name of who says it, or empty."""
    return observation.speaker if isinstance(observation, Turn) else ""
