"""What an answer is: its text, the bare value, the evidence it cites; and how the question was asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from agents.context import Evidence
from agents.extractive import Extract
from agents.question import Parsed
from agents.recall import Found
from agents.steps import Unwatched, Watcher
from storage.model import Coverage

# The reason of an answer that says no more than that a secret is kept.
SEALED = "vault"
# The reason of an answer that nobody but a page tells of the user.
CLAIMED = "claimed"
# The reason of an answer to one who asks to drop the rules, or for everything sealed.
REFUSED = "refused"


class Part(StrEnum):
    """What a piece of evidence does for an answer.

    It answers, says more, names whom or what the question describes, dates its event, is one of the moments reckoned
    from, or is only the nearest to a question that nothing answers.
    """

    ANSWERS = "answers"
    ADDS = "adds"
    NAMES = "names"
    DATES = "dates"
    RECKONED = "reckoned"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Cited:
    """Evidence of an answer: its number in the text, what it is, the words it rests on, and its part in the answer."""

    n: int
    found: Found
    quote: str
    part: Part = Part.ANSWERS


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """`short` is the bare value (at most 12 words, or empty), `answer` the sentences with [n] marks.

    `reason` says why it abstained ("nothing", "far", "names", "person", "model", "empty") or that it was "stopped",
    "vault", "claimed" or "refused"; `coverage` are the stretches of the asked time when nothing was watched; `model`
    who worded it, or empty. `trouble` is why a model that was to word it did not; `understood` is what the question was
    taken for.
    """

    answer: str
    short: str = ""
    abstained: bool = False
    reason: str = ""
    citations: tuple[Cited, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    model: str = ""
    trouble: str = ""
    understood: Parsed | None = None


def _unseen(_draft: AnswerDraft) -> None:
    """Nobody reads along."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How a question is asked: when, without which kinds, with what, who may stop it, who is told what is done, and
    who is shown the answer as it grows.
    """

    now: datetime
    without: Sequence[str] = ()
    given: Sequence[UUID] = ()
    stop: Callable[[], bool] | None = None
    watch: Watcher = field(default_factory=Unwatched)
    show: Callable[[AnswerDraft], None] = _unseen


@dataclass(frozen=True, slots=True)
class First:
    """The answer without a model, and what it rests on; `extract` is None where nothing is to be worded.

    `through` is the line that names whom or what the question described.
    """

    draft: AnswerDraft
    found: Sequence[Found]
    extract: Extract | None = None
    evidence: tuple[Evidence, ...] = ()
    through: Extract | None = None
