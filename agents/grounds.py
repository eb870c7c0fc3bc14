"""Whether what was recalled is ground enough for an answer: near enough, and about who was asked about."""

from __future__ import annotations

from collections.abc import Sequence

from agents import stems
from agents.question import Parsed
from agents.recall import Found
from storage.model import Turn

# Unanswerable questions reach a cosine of about .16 with MiniLM, answerable ones .3 and more (measured on both).
NEAR = 0.3
# With this share of the question's words in one place, meaning is not asked.
COVERED = 0.5
# How many of the best hits are looked at.
LOOKED = 5
# How much better another speaker's words must fit than those of the person asked about, to say: not of this person.
OTHERS = 0.25


def doubt(found: Sequence[Found], parsed: Parsed) -> str:
    """Why not to answer, in a word for the log and the caller: "nothing", "far", "names", "person"; empty when fine."""
    best = found[:LOOKED]
    if not best:
        return "nothing"
    if max(one.meaning for one in best) < NEAR and max(one.cover for one in best) < COVERED:
        return "far"
    if not _names_there(found, parsed):
        return "names"
    return "person" if _of_another(found, parsed) else ""


def _names_there(found: Sequence[Found], parsed: Parsed) -> bool:
    """Every other name of the question occurs somewhere in the evidence."""
    held = {stem for one in found for stem in stems.content(f"{one.title} {one.thing.text}")}
    wanted = [stems.stem(word) for name in parsed.names for word in stems.words(name)]
    return sum(stem in held for stem in wanted) * 2 >= len(wanted)


def _of_another(found: Sequence[Found], parsed: Parsed) -> bool:
    """True when someone else says of themselves what was asked about one person, who says nothing like it."""
    if len(parsed.people) != 1:
        return False
    theirs = [_fit(one) for one in found if _about(one, parsed.people[0])]
    others = [_fit(one) for one in found if isinstance(one.thing, Turn) and not _about(one, parsed.people[0])]
    return max(others, default=0.0) > max(theirs, default=0.0) + OTHERS


def _about(found: Found, person: str) -> bool:
    """Said by the person, or naming them."""
    if isinstance(found.thing, Turn) and found.thing.speaker == person:
        return True
    first = stems.stem(person.split(maxsplit=1)[0])
    return first in stems.content(f"{found.title} {found.thing.text}")


def _fit(found: Found) -> float:
    """Likeness without regard to who speaks."""
    return found.cover + found.meaning
