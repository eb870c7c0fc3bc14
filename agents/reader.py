"""What a language model reads out of several notes: whether they hold the answer, and the bare value, checked.

What people say among each other answers in pieces: one line names the hobby, another the year. The notes are read
once; both questions are put behind them. A small model learns how short an answer is meant from examples, not from
being told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from agents import prompts, support
from agents.patterns import lazy
from agents.ports import LanguageModel, Prompt

# From this much more likely a yes than a no (natural logarithms), the notes are taken to hold the answer. Of questions
# about development dialogues that the rules let through, the embedded model so refuses 7 in 12 of those about the wrong
# person, and 1 in 39 of the others.
STATED = 0.1
# Tokens of the reply, and words of the value told.
LONGEST = 40
YES, NO = "yes", "no"
# Made up, with names that nobody's notes hold.
_SHOWN = (
    "Quillby Tarn, Monday 4 May 2020: Guess what, I sold the old kiln! "
    "The shed was too full, I needed room for a loom.",
    "Ostrel, Sunday 10 May 2020: Nice! My weekends go to stamps, and old maps too. Sorting them calms me after work.",
)
_EXAMPLES = (
    ("What does Ostrel collect?", "stamps, old maps"),
    ("Why did Quillby sell the kiln?", "to make room for a loom"),
)
# Between the pieces of a list.
_BETWEEN = lazy(r"\s*[;\n]\s*|,\s+(?:and\s+)?|\s+and\s+(?=\S+\s*(?:,|$))", re.IGNORECASE)

Stop = Callable[[], bool] | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the value, and the place of the note that bears it out best."""

    text: str
    note: int


def stated(model: LanguageModel, question: str, notes: Sequence[str], *, stop: Stop = None) -> bool:
    """Whether the model finds the answer in `notes`. Raises ModelUnavailable, ReplyUnusable, Cancelled."""
    scores = model.score_labels(_prompt("read_out_stated", question, notes), (YES, NO), stop=stop)
    return scores[YES] - scores[NO] >= STATED


def pieces(model: LanguageModel, question: str, notes: Sequence[str], *, stop: Stop = None) -> list[Piece]:
    """The value in pieces, in the order they are told; those left out that no note bears out.

    Raises ModelUnavailable, Cancelled.
    """
    reply = model.complete(_prompt("read_out_value", question, notes), max_tokens=LONGEST, stop=stop)
    return list(_borne_out(reply, notes))


def _borne_out(reply: str, notes: Sequence[str]) -> Iterator[Piece]:
    told = set[str]()
    for part in _BETWEEN.split(reply.strip(' "“”.\n')):
        text = part.strip(' "“”.')
        if not text or text.casefold() in told:
            continue
        note = support.best(text, notes)
        if _is_borne_out(_uncapped(text, notes[note]), notes[note]):
            told.add(text.casefold())
            yield Piece(text, note)


def _is_borne_out(text: str, note: str) -> bool:
    # What begins a text need not be a name, but who speaks begins a note: a piece may be about them.
    return support.supported(text, note) or support.supported(text, f"({note})")


def _uncapped(text: str, note: str) -> str:
    """A text with the small letter at its beginning that the note writes there: a capital would make a name of it."""
    word = text.split(maxsplit=1)[0]
    small = word[:1].lower() + word[1:]
    return small + text[len(word) :] if re.search(rf"\b{re.escape(small)}\b", note) else text


def _prompt(name: str, question: str, notes: Sequence[str]) -> Prompt:
    return Prompt(
        system=prompts.render("read_out").strip(),
        user=_user(name, question, notes),
        examples=tuple((_user("read_out_value", asked, _SHOWN), answer) for asked, answer in _EXAMPLES),
    )


def _user(name: str, question: str, notes: Sequence[str]) -> str:
    return prompts.render(name, notes="\n".join(notes), question=question).strip()
