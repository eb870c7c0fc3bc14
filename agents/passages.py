"""A line of the evidence as a reranker reads it: who says it, the line, and behind it what it stands in.

The model learnt passages of this form (`tests/bench/learn_answers.py`): whoever changes it must let it learn anew.
"""

from __future__ import annotations

from agents.context import Evidence, Line
from storage.model import Frame, Memory, Note, Role, Turn

# Characters of a line, of the sentence before it, and of what its thing is called.
_LINE, _BEFORE, _TITLE = 300, 120, 80
USER, ASSISTANT, SOMEONE = "User said", "Assistant said", "Someone said"
MEMORY, FORMER, SCREEN = "Memory", "No longer so", "Screen"
"""Whose words a line is, or what it stands on."""
_SAYS = {Role.USER: USER, Role.ASSISTANT: ASSISTANT}


def written(who: str, told: str, around: str) -> str:
    """A passage: whose words it is, the words, and what they stand in."""
    return f"{who}: {told} ({around})" if around else f"{who}: {told}"


def passage(evidence: Evidence, line: Line) -> str:
    """The line with its label and the rest of its sentence, and in brackets what is called so and was said before."""
    told = " ".join(filter(None, (line.label, line.text, line.next)))[:_LINE]
    before = evidence.lines[line.at - 1].text if line.at else evidence.found.replies_to
    title = evidence.found.title or evidence.place
    around = " ".join(filter(None, (title[:_TITLE], before[:_BEFORE])))
    return written(_who(evidence), told, around)


def _who(evidence: Evidence) -> str:
    thing = evidence.found.thing
    match thing:
        case Memory():
            return MEMORY if thing.current else FORMER
        case Frame():
            return SCREEN
        case Note():
            return USER
        case Turn():
            return _SAYS.get(thing.role) or evidence.speaker or SOMEONE
