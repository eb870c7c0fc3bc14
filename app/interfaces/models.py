"""The models: which there are, what a test found, and how the self-exams went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


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


class ModelCalls(Protocol):
    """The catalogue and the exams; what takes long is an errand."""

    def models(self) -> list[ModelView]:
        """Every model of the catalogue, and that of the server."""

    def exams(self) -> list[ExamView]:
        """How the exams went so far, the latest first; one is held every week."""
