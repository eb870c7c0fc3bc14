"""The evidence for an answer: what was recalled, in lines, with who said it and when, within a budget of words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import candidates, sentences, stems, times
from agents.question import Parsed
from agents.recall import Found
from storage.kind import Kinds, Recall
from storage.model import Frame, Memory, Turn

# Words of evidence a small model reads well (research: prompts of at most 250 tokens).
BUDGET = 130
# Lines of a screen told around its best one.
AROUND = 2
# What a term counts for a line by the distance of the line it stands in: labels stand above their values.
REACH = ((0, 1.0), (-1, 0.9), (-2, 0.7), (1, 0.6), (2, 0.5))
# What it counts when it stands elsewhere in the same thing.
ANYWHERE = 0.3
# What it counts when it names the window: the whole screen is about it, no line more than another.
TITLED = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """A line or sentence of the evidence; `next` is what follows it on a screen, where lines break inside sentences."""

    text: str
    evidence: int
    at: int
    cover: float = 0.0
    next: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One recalled thing in lines, with who said it ("" for screens and memories) and when."""

    found: Found
    speaker: str
    time: datetime
    place: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """All its lines."""
        return "\n".join(line.text for line in self.lines)


def gather(
    found: Sequence[Found], parsed: Parsed, kinds: Kinds, banned: Callable[[str], bool]
) -> list[Evidence]:
    """Evidence in the order of `found`. Captions are no evidence; lines that are `banned` are left out."""
    told = [one for one in found if _readable(one, kinds)]
    return _weighed([_evidence(at, one, kinds, banned) for at, one in enumerate(told)], parsed)


def snippet(evidence: Evidence, parsed: Parsed, zone: ZoneInfo) -> str:
    """A piece of evidence as the model reads it: who and when, then the lines that matter, relative dates resolved."""
    when = times_of(evidence, zone)
    head = (
        f"{evidence.speaker}, {when}" if evidence.speaker else ", ".join(filter(None, (evidence.place, when)))
    )
    return f"{head}: {_body(evidence, parsed, zone)}"


def within_budget(snippets: Sequence[str], budget: int = BUDGET) -> list[str]:
    """As many as fit `budget` words, at least one, the last one cut."""
    chosen: list[str] = []
    left = budget
    for text in snippets:
        words = text.split(" ")
        if chosen and len(words) > left:
            break
        chosen.append(" ".join(words[:left]))
        left -= len(words)
    return chosen


def times_of(evidence: Evidence, zone: ZoneInfo) -> str:
    """When it was said or seen, in words: "Monday 8 May 2023"."""
    local = evidence.time.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B %Y}"


def _readable(found: Found, kinds: Kinds) -> bool:
    return not (isinstance(found.thing, Memory) and kinds[found.thing.kind].recall is Recall.CAPTION_ONLY)


def _evidence(at: int, found: Found, kinds: Kinds, banned: Callable[[str], bool]) -> Evidence:
    thing = found.thing
    texts = [line for line in sentences.split(candidates.text_of(thing, kinds)) if not banned(line)]
    following = [*texts[1:], ""][: len(texts)] if isinstance(thing, Frame) else [""] * len(texts)
    return Evidence(
        found=found,
        speaker=thing.speaker if isinstance(thing, Turn) else "",
        time=found.time,
        place=thing.window_title or thing.app if isinstance(thing, Frame) else "",
        lines=tuple(
            Line(text, at, place, next=after)
            for place, (text, after) in enumerate(zip(texts, following, strict=True))
        ),
    )


def _weighed(evidence: Sequence[Evidence], parsed: Parsed) -> list[Evidence]:
    """Gives each line its cover: rare terms of the question count more, near lines of a screen somewhat."""
    held = {
        (line.evidence, line.at): frozenset(parsed.about).intersection(stems.content(line.text))
        for one in evidence
        for line in one.lines
    }
    counts = Counter(term for terms in held.values() for term in terms)
    rarity = {term: math.log1p(len(held) / (1 + counts[term])) for term in parsed.about}
    return [replace(one, lines=tuple(_covered(one, held, rarity))) for one in evidence]


def _covered(
    evidence: Evidence, held: Mapping[tuple[int, int], frozenset[str]], rarity: Mapping[str, float]
) -> Iterator[Line]:
    whole = sum(rarity.values()) or 1.0
    reach = REACH if isinstance(evidence.found.thing, Frame) else REACH[:1]
    anywhere = frozenset().union(*(held[line.evidence, line.at] for line in evidence.lines))
    titled = set(stems.content(evidence.place))
    for line in evidence.lines:
        shares = {term: TITLED if term in titled else ANYWHERE for term in anywhere}
        for distance, share in reach:
            for term in held.get((line.evidence, line.at + distance), ()):
                shares[term] = max(shares[term], share if not distance or term not in titled else 0.0)
        yield replace(line, cover=sum(rarity[term] * share for term, share in shares.items()) / whole)


def _body(evidence: Evidence, parsed: Parsed, zone: ZoneInfo) -> str:
    if isinstance(evidence.found.thing, Frame):
        return " / ".join(line.text for line in _best_stretch(evidence.lines))
    return times.absolute(" ".join(line.text for line in evidence.lines), evidence.time, zone)


def _best_stretch(lines: Sequence[Line]) -> Sequence[Line]:
    best = max(range(len(lines)), key=lambda at: lines[at].cover, default=0)
    return lines[max(0, best - AROUND) : best + AROUND + 2]
