"""Questions after one step of how something is done: the first, the last, the one before or after another."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from agents import glosses
from agents.context import Evidence, Line
from agents.extractive import Extract
from agents.patterns import lazy
from agents.question import Parsed
from agents.recall import Found
from storage.model import Memory

# What is done must hold this share of the question's words.
ENOUGH = 0.3
# A step with so many clauses is several that were told in one sentence.
CLAUSES = 3
_PLACE = lazy(
    r"\b(?:(?P<first>first|erste[rn]?|primo)|last|final|letzte[rn]?|ultimo) (?:step|thing to do|schritt|passo)\b",
    re.IGNORECASE,
)
_BESIDE = lazy(
    r"\bwhat (?:comes|follows|is done|happens|do(?:es)? (?:i|we|one|you|the user) do|(?:must|has to|should) be done)"
    r"\b.*?"
    r"\b(?P<side>after|before)\b (?P<step>.+?)(?: (?:when|while|in|of|during)\b.*)?\s*\??$",
    re.IGNORECASE,
)


def of(
    found: Sequence[Found], read: Callable[[Sequence[Found]], Sequence[Evidence]], parsed: Parsed
) -> Extract | None:
    """The step that is asked for, out of the best way to do it that still holds; None where no step is asked for.

    `read` gives what was found in lines.
    """
    place, beside = _PLACE.search(parsed.text), _BESIDE.search(parsed.text)
    if (place is None and beside is None) or parsed.wants_changes:
        return None
    # Each by itself: beside what was said, a memory of it is left out.
    for one in (evidence for hit in found if isinstance(hit.thing, Memory) for evidence in read([hit])):
        steps = _steps(one)
        if len(steps) > 1 and _is_meant(one, parsed):
            at = _beside(steps, beside) if beside else _end(steps, place)
            return _told(one, steps[at]) if at is not None else None
    return None


def _end(steps: Sequence[str], asked: re.Match[str] | None) -> int:
    """The place of the first step, or of the last one."""
    return 0 if asked and asked["first"] else len(steps) - 1


def _steps(evidence: Evidence) -> list[str]:
    """The steps of a memory that still holds, in their order."""
    thing = evidence.found.thing
    steps = thing.body.get("steps") if isinstance(thing, Memory) and thing.current else None
    return [part for step in steps for part in _parts(str(step))] if isinstance(steps, list) else []


def _parts(step: str) -> list[str]:
    clauses = re.split(r",\s+|，", step)
    return clauses if len(clauses) >= CLAUSES else [step]


def _is_meant(evidence: Evidence, parsed: Parsed) -> bool:
    """Whether it is the way to do what the question is about."""
    about = set(parsed.about)
    return len(about & glosses.terms(f"{evidence.found.title}\n{evidence.text}")) >= ENOUGH * len(about)


def _beside(steps: Sequence[str], asked: re.Match[str]) -> int | None:
    """The place of the step before or after the one that the question names; a step may say itself that it is that."""
    named, side = glosses.terms(asked["step"]), asked["side"].lower()
    held = [len(named & glosses.terms(step)) for step in steps]
    at = held.index(max(held))
    if not re.search(rf"\b{side}\b", steps[at], re.IGNORECASE):
        at += 1 if side == "after" else -1
    return at if max(held) and 0 <= at < len(steps) else None


def _told(evidence: Evidence, step: str) -> Extract:
    line = next((line for line in evidence.lines if step in line.text), evidence.lines[0])
    return Extract(evidence, Line(step, line.evidence, line.at, line.cover), step, 1.0, alone=True)
