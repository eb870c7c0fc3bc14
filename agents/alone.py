"""Whether a sentence that was said is quoted alone: it says all, or one beside it says another value."""

from __future__ import annotations

from collections.abc import Callable

from agents import glosses
from agents.context import Evidence, Line
from agents.question import SHAPELESS, Parsed, Shape
from storage.model import Turn

# What is so plain in a sentence that another of it beside it is no part of the answer: names and places are not.
_PLAIN = (Shape.HOW_MUCH, Shape.HOW_MANY, Shape.CODE)


def stands(
    evidence: Evidence, line: Line, value: str, parsed: Parsed, value_of: Callable[[Line], str]
) -> bool:
    """Whether nothing need stand beside a line that holds `value`; `value_of` reads the same out of another line."""
    if not isinstance(evidence.found.thing, Turn) or parsed.shape in SHAPELESS or not value:
        return False
    if value not in line.text:
        return False
    says_all = set(parsed.about) <= glosses.terms(line.text)
    return says_all or _is_rivalled(evidence, line, value, parsed, value_of)


def _is_rivalled(
    evidence: Evidence, line: Line, value: str, parsed: Parsed, value_of: Callable[[Line], str]
) -> bool:
    """Whether a sentence beside it holds another such value, and no more of the question: who reads both knows less."""
    if parsed.shape not in _PLAIN:
        return False
    beside = (evidence.lines[at] for at in (line.at - 1, line.at + 1) if 0 <= at < len(evidence.lines))
    others = (value_of(one) for one in beside if one.cover <= line.cover)
    return any(one and one != value for one in others)
