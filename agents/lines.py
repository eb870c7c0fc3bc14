"""How much the signs of a line count for its being the answer, beside what is set by hand (`agents/extractive.py`).

What each counts stands in `lines.json`, learnt by `tests/bench/learn_lines.py` (docs/decisions/0079). They were learnt
of what is said and kept: of a line of a screen only that it is one counts. Where a reranker has read the lines together
with the question, what it says is one more (docs/decisions/0081).
"""

from __future__ import annotations

from collections.abc import Mapping

from agents import glosses, weighing
from agents.context import Evidence, Line
from agents.question import Parsed, Shape
from storage.model import Frame, Memory, Role, Turn

SURE = 6.0
"""Log odds that count as much as any further from 0."""
OF_SCREENS = -2.0
"""What the log odds of a line of a screen are taken to be, which the reranker is not asked about."""
ANSWERS, REREAD = "answers", "reread"
"""The signs of a line that was read together with the question."""


def worth(signs: Mapping[str, float]) -> float:
    """What signs count together, on the scale of what is set by hand."""
    return weighing.together(weighing.shipped("agents", "lines.json"), signs)


def reread(signs: Mapping[str, float], odds: float) -> Mapping[str, float]:
    """The signs of a line whose log odds that it answers are known."""
    return {**signs, ANSWERS: max(-SURE, min(SURE, odds)), REREAD: 1.0}


def unread(signs: Mapping[str, float]) -> Mapping[str, float]:
    """The signs of a line without whether it answers."""
    return {name: value for name, value in signs.items() if name not in (ANSWERS, REREAD)}


def signs(
    line: Line, evidence: Evidence, parsed: Parsed, *, unfit: bool, newness: float, cosine: float
) -> dict[str, float]:
    """The signs of a line, by name.

    `unfit` is true where it holds no value of a form that shows, `newness` is 0 for the oldest evidence and 1 for the
    newest, `cosine` how near the line is to the question in meaning.
    """
    thing = evidence.found.thing
    if isinstance(thing, Frame):
        return {"screen": 1.0}
    shapeless = parsed.shape in (Shape.WHAT, Shape.YES_NO)
    memory = isinstance(thing, Memory)
    users = isinstance(thing, Turn) and thing.role is Role.USER and thing.frame is None
    over = isinstance(thing, Memory) and not thing.current
    about = set(parsed.about)
    held = len(about & glosses.terms(line.text)) / max(1, len(about))
    return {
        "cover": line.cover,
        "cover, shapeless": line.cover * shapeless,
        "cover of all its lines": max((one.cover for one in evidence.lines), default=0.0),
        "unfit": float(unfit),
        "cosine": cosine,
        "cosine, shapeless": cosine * shapeless,
        "cosine, share of the question": cosine * held,
        "rank": 1.0 / (1 + line.evidence),
        "memory": float(memory),
        "memory, of the user": float(memory and parsed.of_self),
        "user's words": float(users),
        "user's words, of the user": float(users and parsed.of_self),
        "over, not asked for": float(over and not parsed.wants_first),
        "newness, last": newness * parsed.wants_last,
    }
