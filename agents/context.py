"""The evidence for an answer: what was recalled, in lines, with who said it and when, within a budget of words."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from agents import (
    caches,
    candidates,
    glosses,
    instructions,
    placed,
    screens,
    sentences,
    stems,
    times,
    torn,
)
from agents.finding import Voice
from agents.patches.said import is_quote
from agents.patterns import lazy
from agents.question import Parsed
from agents.recall import Found
from storage.kind import Kinds, Recall
from storage.model import Author, Frame, Memory, Observation, Turn

# Words of a note for a small model (research: prompts of at most 250 tokens), and sentences told on either side; other
# lines of a screen mislead it.
LONGEST = 60
BESIDE = 1
# A sentence of fewer words is quoted with those beside it, up to so many in all: "every Tuesday" says little alone.
ALONE = 16
QUOTED = 40
# What a term counts for a line by the distance of the line it stands in: labels stand above their values.
REACH = ((0, 1.0), (-1, 0.9), (-2, 0.7), (1, 0.6), (2, 0.5))
# The same in what was said or kept: a sentence goes on with what the one before it is about.
SAID = ((0, 1.0), (-1, 0.6), (1, 0.4))
# What stands beside a value that has a label is about another thing.
LABELLED = ((0, 1.0),)
# What it counts when it stands in the question that was replied to.
REPLYING = 0.6
# What it counts when it stands elsewhere in the same thing.
ANYWHERE = 0.3
# What it counts when it names the window: the whole screen is about it, no line more than another.
TITLED = 0.5
# A memory's line with at most so many words that its source lacks repeats it ("Looked at ...").
OWN = 1
# A line of at least so many words of another window's title names that window.
NAMING = 3
# A line of more words may run on in the next.
SHORT = 2


# What a memory's field holds as a label: "human", "user".
_LABEL = lazy(r"[a-z_]+")
# Where a page or a program holds what its reader does not see.
_COMMENT = lazy(r"<!--|/\*|\{#")
# A comment in a program that speaks to a machine.
_TO_MACHINE = lazy(rf"^\s*(?:#|//|--|;|%)+\s*(?:dear |hey |to )?{instructions.MACHINE}\s?[:,]", re.IGNORECASE)
# Whom a memory is of, which answers nothing by itself.
_ABOUT = {"human", "user", "assistant"}


@dataclass(frozen=True, slots=True)
class Line:
    """A line or sentence of the evidence; `next` is the rest of its sentence on a screen, or the value below it.

    `label` is what names it there, by where both stand, `row` what of it stands on the left.
    """

    text: str
    evidence: int
    at: int
    cover: float = 0.0
    next: str = ""
    label: str = ""
    row: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One recalled thing in lines, with who said it ("" for screens and memories) and when.

    `nearness` is the cosine of what a screen is called to the question, 0 where that is not known. `outdated` is true
    for a document that says itself that it is older than something else that was found and tells of the same.
    `teller` is whose words it is where they are not the user's (see `whose`), `former` are those of its words whose
    place others took.
    """

    found: Found
    speaker: str
    time: datetime
    place: str
    lines: tuple[Line, ...]
    nearness: float = 0.0
    outdated: bool = False
    teller: str = ""
    former: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All its lines."""
        return "\n".join(line.text for line in self.lines)


def gather(
    found: Sequence[Found], parsed: Parsed, kinds: Kinds, banned: Callable[[str], bool]
) -> list[Evidence]:
    """Evidence in the order of `found`. Captions are no evidence; lines that are `banned` are left out, and so are
    those of a memory that only say over again what one of its sources, found too, says itself, those of a screen
    that a turn read off a screen says (the turn knows whose words they are), and those of a program that shows nothing.
    """
    seen = {
        one.id: frozenset(stems.content(f"{one.title} {one.thing.text}"))
        for one in found
        if not isinstance(one.thing, Memory)
    }
    seen_said = [seen[one.id] for one in found if isinstance(one.thing, Turn) and one.thing.frame is not None]
    told = (_lines(one, kinds, banned, seen, seen_said) for one in found if _readable(one, kinds))
    kept = [(one, lines) for one, lines in told if lines]
    return _weighed([_evidence(at, one, lines) for at, (one, lines) in enumerate(kept)], parsed)


def brief(found: Sequence[Found], kinds: Kinds, fits: Callable[[str], bool] | None = None) -> list[Evidence]:
    """Evidence in the order of `found` with those of their lines alone that fit, with what follows them, and command
    nothing; without lines where none is asked for. For searches, which cannot wait for all that `gather` looks at.
    """
    return [
        Evidence(
            found=one,
            speaker=one.thing.speaker if isinstance(one.thing, Turn) else "",
            time=one.time,
            place=one.thing.window_title or one.thing.app if isinstance(one.thing, Frame) else "",
            lines=tuple(_briefly(at, one, kinds, fits)) if fits else (),
        )
        for at, one in enumerate(one for one in found if _readable(one, kinds))
    ]


def _briefly(at: int, found: Found, kinds: Kinds, fits: Callable[[str], bool]) -> Iterator[Line]:
    text, is_screen = candidates.text_of(found.thing, kinds), isinstance(found.thing, Frame)
    for place, line, rest in _fitting(text, fits, is_screen=is_screen):
        yield Line(line, at, place, next=rest)


# What one search of a question found, the next one finds again.
@caches.of_texts(1024)
def _fitting(text: str, fits: Callable[[str], bool], *, is_screen: bool) -> tuple[tuple[int, str, str], ...]:
    """The lines of a text that fit and command nothing: where each stands, what it says, and what follows it."""
    texts, found = text.splitlines(), list[tuple[int, str, str]]()
    for place, line in enumerate(texts):
        # Of a short line nothing runs on that would be looked for.
        runs = is_screen and len(line.split(None, SHORT)) > SHORT
        rest = torn.following(texts, place, with_value=False) if runs else ""
        if fits(f"{line} {rest}") and not _orders(line):
            found.append((place, torn.tidy(line), rest))
    return tuple(found)


def note(evidence: Evidence, line: Line, zone: ZoneInfo) -> str:
    """A piece of evidence as the model reads it: who and when, and the lines around `line`.

    In what was said, relative dates are resolved.
    """
    told = _around(evidence, line)
    if not isinstance(evidence.found.thing, Frame):
        told = times.absolute(told, evidence.time, zone)
    return f"{_head(evidence, zone)}: {told}"


def _head(evidence: Evidence, zone: ZoneInfo) -> str:
    return ", ".join(filter(None, (evidence.speaker or evidence.place, times_of(evidence, zone))))


def whole(evidence: Evidence, zone: ZoneInfo) -> str:
    """A piece of evidence as the model reads it among others: all of it while short, else around its best line."""
    best = max(evidence.lines, key=lambda line: line.cover)
    told = " ".join(line.text for line in evidence.lines)
    if isinstance(evidence.found.thing, Frame) or len(told.split()) > LONGEST:
        return note(evidence, best, zone)
    return f"{_head(evidence, zone)}: {times.absolute(told, evidence.time, zone)}"


def in_place(evidence: Evidence, line: Line) -> str:
    """A sentence that was said or kept, with what stands before and behind it while it is short; a screen's alone."""
    if isinstance(evidence.found.thing, Frame):
        return line.text
    own = sentences.own(evidence.found.thing.text) if isinstance(evidence.found.thing, Turn) else ""
    first = last = line.at
    told = line.text
    for step in (-1, 1):
        at = first - 1 if step < 0 else last + 1
        beside = evidence.lines[at].text if 0 <= at < len(evidence.lines) else ""
        if (
            beside
            and not _LABEL.fullmatch(beside)
            and (not own or beside in own or line.text not in own)
            and len(told.split()) < ALONE
            and len(f"{told} {beside}".split()) <= QUOTED
            and _in_one_line(evidence, evidence.lines[min(first, at)], evidence.lines[max(last, at)])
        ):
            first, last = min(first, at), max(last, at)
            told = " ".join(one.text for one in evidence.lines[first : last + 1])
    return told


def _in_one_line(evidence: Evidence, one: Line, other: Line) -> bool:
    """False for what a turn has on lines of its own, as a list: each stands for itself."""
    thing = evidence.found.thing
    if not isinstance(thing, Turn) or "\n" not in thing.text:
        return True
    first, last = thing.text.find(one.text), thing.text.find(other.text)
    return "\n" not in thing.text[first:last]


def times_of(evidence: Evidence, zone: ZoneInfo) -> str:
    """When it was said or seen, in words: "Monday 8 May 2023"."""
    local = evidence.time.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B %Y}"


def _readable(found: Found, kinds: Kinds) -> bool:
    return not (isinstance(found.thing, Memory) and kinds[found.thing.kind].recall is Recall.CAPTION_ONLY)


def _lines(
    found: Found,
    kinds: Kinds,
    banned: Callable[[str], bool],
    seen: Mapping[UUID, frozenset[str]],
    seen_said: Sequence[frozenset[str]],
) -> tuple[Found, list[str]]:
    text = candidates.text_of(found.thing, kinds)
    if isinstance(found.thing, Frame):
        text = "" if screens.is_bare(found.thing, text) else torn.tidy(text)
    lines = [line for line in _unordered(found.thing, text) if not banned(line)]
    if isinstance(found.thing, Frame):
        return found, [line for line in lines if not any(_says(turn, line) for turn in seen_said)]
    if isinstance(found.thing, Memory):
        lines = [line for line in lines if line not in _ABOUT]
    if not isinstance(found.thing, Memory) or found.thing.author is Author.USER:
        # What the user wrote or corrected says otherwise than what it rests on, if only by a word.
        return found, lines
    sources = [seen[source.observation] for source in found.thing.sources if source.observation in seen]
    # What was known, with what a message changed of it, says all of it; only the message's own words are said twice.
    quoted = next((at for at, line in enumerate(lines) if is_quote(line)), 0)
    whole = quoted if found.thing.replaces and found.thing.decision.voice in MESSAGES else 0
    return found, [
        *lines[:whole],
        *(line for line in lines[whole:] if not any(_repeats(line, source) for source in sources)),
    ]


MESSAGES = (Voice.SCREEN, Voice.OTHER)
"""Whose words a memory rests on that was made of what others wrote, or of a screen."""


def _unordered(thing: Observation | Memory, text: str) -> list[str]:
    """The sentences of a text; of a screen, and of what was pasted, without the lines that command an assistant."""
    own, shown = ("", text) if isinstance(thing, Frame) else sentences.spoken(text)
    kept = (line for line in shown.splitlines() if not _orders(line))
    return [*sentences.split(own), *(sentence for line in kept for sentence in sentences.split(line))]


def _orders(line: str) -> bool:
    """True for a line that commands an assistant, or speaks to one where people do not look."""
    hidden = _COMMENT.search(line) is not None and instructions.SOME_MACHINE.search(line) is not None
    return hidden or _TO_MACHINE.match(line) is not None or instructions.looks_like_instruction(line)


def _says(turn: frozenset[str], line: str) -> bool:
    """True where a turn holds all of a line that is no mere name or label."""
    told = set(stems.content(line))
    return len(told) >= NAMING and told <= turn


def _repeats(line: str, source: frozenset[str]) -> bool:
    return len(set(stems.content(line)) - source) <= OWN


def _evidence(at: int, found: Found, texts: Sequence[str]) -> Evidence:
    thing = found.thing
    titled = set(stems.content(found.title))
    places = (
        placed.of_lines(texts, thing.words) if isinstance(thing, Frame) else [placed.Placed()] * len(texts)
    )
    return Evidence(
        found=found,
        speaker=thing.speaker if isinstance(thing, Turn) else "",
        time=found.time,
        place=thing.window_title or thing.app if isinstance(thing, Frame) else "",
        lines=tuple(
            Line(
                text,
                at,
                place,
                next=beside.rest or _following(thing, texts, place),
                label=_new(beside.label, titled),
                row=beside.row,
            )
            for place, (text, beside) in enumerate(zip(texts, places, strict=True))
        ),
    )


def _new(label: str, titled: Set[str]) -> str:
    """A label that says more than its window's title."""
    return label if set(stems.content(label)) - titled else ""


def _following(thing: Observation | Memory, texts: Sequence[str], place: int) -> str:
    """What belongs behind a line of a screen; where the places of its words are known, only its sentence's rest."""
    if not isinstance(thing, Frame):
        return ""
    return torn.following(texts, place, with_value=not thing.words)


def _weighed(evidence: Sequence[Evidence], parsed: Parsed) -> list[Evidence]:
    """Gives each line its cover: rare terms of the question count more, near lines of a screen somewhat."""
    about = frozenset(parsed.about)
    held = {
        (line.evidence, line.at): about.intersection(glosses.terms(f"{line.label} {line.text}"))
        for one in evidence
        for line in one.lines
    }
    elsewhere = _leading(evidence)
    counts = Counter(term for terms in held.values() for term in terms)
    rarity = {term: math.log1p(len(held) / (1 + counts[term])) for term in parsed.about}
    return [replace(one, lines=tuple(_covered(one, held, rarity, elsewhere))) for one in evidence]


def _leading(evidence: Sequence[Evidence]) -> set[tuple[int, int]]:
    """The lines that name another window, as a list of mails does: what stands beside them is not about it."""
    titles = {one.place: frozenset(stems.content(one.place)) for one in evidence if one.place}
    return {
        (line.evidence, line.at)
        for one in evidence
        if one.place
        for line in one.lines
        if any(_names(line.text, words) for place, words in titles.items() if place != one.place)
    }


def _names(line: str, title: frozenset[str]) -> bool:
    told = set(stems.content(line))
    return len(told) >= NAMING and title >= told


def _covered(
    evidence: Evidence,
    held: Mapping[tuple[int, int], frozenset[str]],
    rarity: Mapping[str, float],
    elsewhere: Set[tuple[int, int]],
) -> Iterator[Line]:
    whole = sum(rarity.values()) or 1.0
    reach = REACH if isinstance(evidence.found.thing, Frame) else SAID
    places = [(line.evidence, line.at) for line in evidence.lines]
    anywhere = frozenset().union(*(held[place] for place in places if place not in elsewhere))
    asked = glosses.terms(evidence.found.replies_to).intersection(rarity)
    titled = glosses.terms(_title(evidence)).intersection(rarity)
    for line in evidence.lines:
        shares = dict.fromkeys(anywhere, ANYWHERE) | dict.fromkeys(titled, TITLED)
        shares |= dict.fromkeys(asked, REPLYING)
        for distance, share in LABELLED if line.label else reach:
            place = (line.evidence, line.at + distance)
            for term in () if distance and place in elsewhere else held.get(place, ()):
                shares[term] = max(
                    shares.get(term, 0.0), share if not distance or term not in titled else 0.0
                )
        yield replace(line, cover=sum(rarity[term] * share for term, share in shares.items()) / whole)


def _title(evidence: Evidence) -> str:
    """What a thing is called: a screen's window, and the conversation of a turn that was read off a screen."""
    thing = evidence.found.thing
    return thing.thread if isinstance(thing, Turn) and thing.frame is not None else evidence.place


def _around(evidence: Evidence, line: Line) -> str:
    """The line with what follows it; of what was said also the sentences beside it."""
    beside = 0 if isinstance(evidence.found.thing, Frame) else BESIDE
    near = evidence.lines[max(0, line.at - beside) : line.at + beside + 1]
    told = [f"{one.text} {one.next}".strip() for one in near]
    return " ".join(" ".join(told).split(" ")[:LONGEST])
