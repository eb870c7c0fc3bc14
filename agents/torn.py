"""Lines of a recognised screen put together again: stray signs taken out, sentences that run on joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from agents import stems
from agents.patterns import lazy

# A sentence is followed over so many lines, and a value stands below its label in so few words.
LONGEST_RUN = 5
VALUE = 6
# So short a line may be a scrap of a torn one.
SCRAP = 2

_STRAY = lazy(r"(?<!\S)[.,;:'’`~_°*·|—-](?!\S)")
_BAR_FOR_I = lazy(r"(?<!\S)\|(?=\s+[a-z])")
_HYPHEN = lazy(r"(?<=[a-zäöüß])- (?!(?:and|or|to|und|oder|bis)\b)(?=[a-zäöüß])")
_CLOCK = lazy(r"\W*\d{1,2}[:.]\d\d\W*(?:[ap]m\W*)?", re.IGNORECASE)
# What is torn from the number before it, and what a name or a number must follow.
_MONTH = lazy(
    r"(?:jan|feb|mar|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])\w{0,7}\b|januar|gennaio|febbraio|marzo|aprile|maggio"
    r"|giugno|luglio|settembre|ottobre|dicembre|mär\w*",
    re.IGNORECASE,
)
_OPEN = lazy(r"\b(?:room|raum|hall|platform|gate|track|zimmer|saal|sala)$", re.IGNORECASE)
_ENDED = (".", "!", "?", "。", "！", "？")


def tidy(text: str) -> str:
    """A text as recognised, without lone signs and gaps behind a hyphen; a stroke before a word was an "I"."""
    return "\n".join(_tidy_line(line) for line in text.splitlines())


def following(lines: Sequence[str], at: int, *, with_value: bool = True) -> str:
    """What belongs behind a line: the rest of its sentence, or the short line below it, which may be its value."""
    below = (line for line in lines[at + 1 : at + 2 + LONGEST_RUN] if not _CLOCK.fullmatch(line))
    run = _rest(lines[at], islice(below, LONGEST_RUN))
    if run or not with_value or lines[at].endswith(_ENDED):
        return run
    value = lines[at + 1] if at + 1 < len(lines) else ""
    return value if len(value.split()) <= VALUE else ""


def runs_on(line: str, following: str) -> bool:
    """True where a sentence goes on in what follows: it begins small, or the line ends in the middle, or in a date."""
    if not following or line.endswith(_ENDED):
        return False
    if (line[-1:].isdigit() and _MONTH.match(following)) or _OPEN.search(line):
        return True
    begins_small = following[:1].islower() and following.split(maxsplit=1)[0].rstrip(".,;:!?").isalpha()
    return begins_small or line.endswith(",") or line.rsplit(maxsplit=1)[-1].casefold() in stems.STOP


def _rest(line: str, below: Iterable[str]) -> str:
    run: list[str] = []
    for scrap in below:
        so_far = " ".join([line, *run])
        torn = bool(run) and len(scrap.split()) <= SCRAP and not so_far.endswith(_ENDED)
        if not (torn or runs_on(so_far, scrap)):
            break
        run.append(scrap)
    return " ".join(run)


def _tidy_line(line: str) -> str:
    return _HYPHEN.sub("-", " ".join(_STRAY.sub(" ", _BAR_FOR_I.sub("I", line)).split()))
