"""Whether a line of evidence answers the question, as a language model judges it by how likely it finds yes and no."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

from agents import prompts
from agents.ports import LanguageModel, Prompt

# From this much more likely a yes than a no (natural logarithms), a line is taken for an answer. On 80 questions of the
# memory cases, half of them without an answer, the embedded model keeps so 93 % of the right lines, and refuses 47 %
# of those that answer nothing.
ANSWERS = -0.1
# What another line must reach to be told instead of one that does not answer.
SURELY = 0.7
YES, NO = "yes", "no"

# Made up, with names that nobody's notes hold.
_NOTE = "Quillby Tarn, Monday 4 May 2020: I finally sold the Obrex kiln for 310 EUR."
_EXAMPLES = ((_NOTE, "What did Quillby get for the kiln?", YES), (_NOTE, "Who bought the kiln?", NO))

Thing = TypeVar("Thing")
Stop = Callable[[], bool] | None


def chosen(
    model: LanguageModel,
    question: str,
    things: Iterable[tuple[Thing, str]],
    *,
    stop: Stop = None,
) -> Thing | None:
    """The first of `things` (with its note each) if it answers `question`, else the first other that surely does.

    None when none does. Raises ModelUnavailable, Cancelled.
    """
    needed = ANSWERS
    for thing, note in things:
        if _margin(model, question, note, stop) > needed:
            return thing
        needed = SURELY
    return None


def _margin(model: LanguageModel, question: str, note: str, stop: Stop) -> float:
    """How much likelier yes than no, in natural logarithms."""
    scores = model.score_labels(answerable_prompt(question, note), (YES, NO), stop=stop)
    return scores[YES] - scores[NO]


def answerable_prompt(question: str, note: str) -> Prompt:
    """Asks whether `note` answers `question`; answered by YES or NO."""
    return Prompt(
        system=prompts.render("answerable").strip(),
        user=_user(question, note),
        examples=tuple((_user(asked, told), answer) for told, asked, answer in _EXAMPLES),
    )


def _user(question: str, note: str) -> str:
    return prompts.render("answerable_question", notes=note, question=question).strip()
