"""How near texts are to a question, told in two ways: what lines are weighed by beside the words they share with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Telling = Callable[[Sequence[str]], Sequence[float]]


@dataclass(frozen=True, slots=True)
class Nearness:
    """`compare` gives texts' cosines to the question.

    `answers` gives the log odds that passages (`agents.passages`) answer it; none of them, where nothing can tell.
    """

    compare: Telling
    answers: Telling
