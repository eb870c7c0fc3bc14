"""What came with a question, as a picture or a text: whether all of it is asked about, and what it says as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from agents import screens, stems
from agents.context import Evidence
from agents.question import Parsed

# Characters of what it says as a whole.
LONGEST = 400
# With this share of the question's words around a line, it speaks of what is asked.
COVERED = 0.25
# Words that point at it, and say nothing of what is in it.
_POINTING = stems.held(
    "picture photo photograph image screenshot screen file document page letter text attachment attach attached "
    "summary summarise summarize sum sums read reads show shows see seen stand stands write written say said tell told "
    "mean means contain contains content contents describe explain about"
)


def is_asked_as_a_whole(parsed: Parsed) -> bool:
    """Whether a question only points at what came with it: "what does this say?"."""
    return set(parsed.matter) <= _POINTING


def beginning(evidence: Sequence[Evidence]) -> tuple[Evidence, str] | None:
    """The first piece that says anything, and its main lines; None where none does."""
    for one in evidence:
        told = screens.main_lines([one.text], LONGEST) or one.text[:LONGEST]
        if told.strip():
            return one, " ".join(told.split())
    return None
