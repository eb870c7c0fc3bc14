"""The steps of a procedure as words tell them anew: one in the place of another, left out, or put between two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agents import sentences, stems
from agents.patches import marks
from agents.patches.meant import WEAK

# What a step no longer needs, and what does not count as a word of its own.
_SKIPPED = re.compile(
    r"\b(?:skip|leave out|drop|no need (?:to|for)|don['’]t need|weglassen|saltare|salta|sauter|ohne)\b|不用|跳过|省略",
    re.IGNORECASE,
)
_CLAUSES = re.compile(
    r"\s*[;:]\s+|(?<=[.!])\s+|，|。|,\s+(?:and\s+)?(?=(?:then|also|but|now)\b)|,\s+and\s+(?=(?:when|at|in|for|the|with)\b)|"
    r",?\s+but\s+"
)
# Between which steps a new one is put: "right before the alarm", "after step 2", "nach dem Mahlen".
_BETWEEN = re.compile(
    r"(?:\b(?:and|und|e)\s+)?\b(?:(?:right|just|straight|immediately|directly|direkt|gleich|subito)\s+)?"
    r"(?P<order>before|after|vor|nach|bevor|nachdem|prima d\w+|dopo)\s+"
    r"(?P<anchor>(?:(?:the|you|we|i|it|step|der|dem|die|den|das|schritt|il|la|lo|passo)\s+)*[\w.'’-]+"
    r"(?:\s+(?!(?:and|und|e|before|after|vor|nach|prima|dopo)\b)[\w.'’-]+){0,2})",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^(?:the )?(?:step|schritt|passo)\s+(?P<number>\d{1,2})\b", re.IGNORECASE)
_BEFORE = re.compile(r"before|vor|bevor|prima", re.IGNORECASE)
# What leads up to a step, and is none of it.
_LEAD = re.compile(
    r"^(?:(?:and|but|so|then|also|now|please|you|we|i|only then|und|dann|e|poi)\s+|(?:have|has|need|needs) to\s+|"
    r"(?:must|should|always|first|muss|musst|soll|bisogna|devi)\s+)+",
    re.IGNORECASE,
)
FEWEST_WORDS = 2
# What is told of one day is no step of every day.
_PAST = re.compile(
    r"\b(?:was|were|went|had|did|came|yesterday|used to|gestern|war|hatte|ging|ieri|era|siamo andat\w)\b|昨天",
    re.IGNORECASE,
)
# That something is to be a step from now on.
_LISTS = re.compile(
    r"\b(?:put|add|write|include|insert|goes)\b[^.:;]{0,30}\b(?:list|checklist|routine|steps?|procedure|recipe)\b|"
    r"\b(?:new (?:rule|step)|another step|(?:auf|in) die (?:\w*liste)|neuer schritt|nella lista|nuovo passo)\b|加一步",
    re.IGNORECASE,
)


def tells(text: str) -> bool:
    """Whether words say that something is to be a step from now on, and between which."""
    return bool(_LISTS.search(text) and _BETWEEN.search(text))


def changed(lines: Sequence[str], text: str) -> list[str]:
    """The steps with what words put between two of them, or each clause in the place of the step it is about."""
    return next(_inserted(lines, text), None) or _replaced(lines, text)


def _inserted(lines: Sequence[str], text: str) -> Iterator[list[str]]:
    for sentence in sentences.split(text):
        places = list(_places(lines, sentence))
        if not places or _PAST.search(sentence):
            continue
        told = sentence
        for first, last, _ in reversed(places):
            told = f"{told[:first]} {told[last:]}"
        step = _LEAD.sub("", re.sub(r"\s+", " ", told.rsplit(": ", 1)[-1]).strip(" ,.;:!"))
        if len(set(stems.content(step)) - WEAK) >= FEWEST_WORDS and not any(
            _adds_nothing(step, line) for line in lines
        ):
            at = places[0][2]
            yield [*lines[:at], _capital(step), *lines[at:]]


def _places(lines: Sequence[str], sentence: str) -> Iterator[tuple[int, int, int]]:
    """Where a sentence says between which steps something belongs: its words, half-open, and the place there."""
    for match in _BETWEEN.finditer(sentence):
        ahead = bool(_BEFORE.match(match["order"]))
        numbered = _NUMBERED.match(match["anchor"])
        if numbered and 0 < int(numbered["number"]) <= len(lines):
            yield match.start(), match.start("anchor") + numbered.end(), int(numbered["number"]) - ahead
            continue
        anchor = match["anchor"]
        ends = [word.end() for word in re.finditer(r"[\w.'’-]+", anchor)]
        meant = [(end, at) for end in ends if (at := _about(anchor[:end], lines)) is not None]
        if meant:
            at = meant[0][1]
            named = [end for end, _ in meant if _adds_nothing(anchor[:end], lines[at])]
            end = max(named, default=meant[0][0])
            yield match.start(), match.start("anchor") + end, at if ahead else at + 1


def _replaced(lines: Sequence[str], text: str) -> list[str]:
    found = list(lines)
    for clause in _clauses(text):
        at = _about(clause, lines)
        if at is None or marks.STAYS.search(clause) or _adds_nothing(clause, lines[at]):
            continue
        found[at] = "" if _SKIPPED.search(clause) else _capital(clause.strip(" ,."))
    return [line for line in found if line]


def _clauses(text: str) -> Iterator[str]:
    return (re.sub(r"^(?:and|but|so|then|und|e)\s+", "", one) for one in _CLAUSES.split(text) if one)


def _about(clause: str, lines: Sequence[str]) -> int | None:
    """Which line a clause is about: the one that shares most of its words, if one does."""
    wanted = set(stems.content(clause)) - WEAK
    shared = [len(wanted & set(stems.content(line))) for line in lines]
    most = max(shared)
    return shared.index(most) if most and shared.count(most) == 1 else None


def _adds_nothing(clause: str, line: str) -> bool:
    return set(stems.content(clause)) - WEAK <= set(stems.content(line))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
