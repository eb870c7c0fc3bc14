"""What speaks for a hit, as a person can check it: what it holds and where it stands, not its share of a score.

A weight that was learnt may count a sign for less than nothing where others say the same; a sign is still there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agents import glosses, stems
from agents.candidates import Item
from agents.question import Parsed

# Signals that are a sign wherever they are not nought; the last two speak against a hit.
FLAGS = (
    "speaker",
    "person",
    "date",
    "app",
    "when",
    "tells",
    "remembered",
    "recent",
    "early",
    "past",
    "asks",
)
# Of two candidates one is the newest and one the oldest: only places this near to an end are told.
_AT_THE_END = 0.75


@dataclass(frozen=True, slots=True)
class Sign:
    """`name` is a signal's; `strength` is 0..1: the share of the question's words, a cosine, or whether it is there.

    `words` are those words of the question, as they stand there; none where they are not told apart.
    """

    name: str
    strength: float
    words: tuple[str, ...] = ()


def of(item: Item, signals: Mapping[str, float], parsed: Parsed) -> tuple[Sign, ...]:
    """The signs of a candidate with these signals (see `agents.signals.measure`)."""
    found: list[Sign] = []
    held, wide = signals["cover"], signals["wide"]
    if held > 0:
        found.append(Sign("words", round(held, 3), _held(item, parsed)))
    if wide > held:
        found.append(Sign("beside", round(wide - held, 3)))
    if signals["asked"] > 0:
        found.append(Sign("asked", round(signals["asked"], 3)))
    if item.meaning is not None and item.meaning > 0:
        found.append(Sign("meaning", round(min(1.0, item.meaning), 3)))
    found += [Sign(name, round(signals[name], 3)) for name in FLAGS if _is_there(name, signals[name])]
    return tuple(found)


def _is_there(name: str, value: float) -> bool:
    return value >= _AT_THE_END if name in ("recent", "early") else value > 0


def _held(item: Item, parsed: Parsed) -> tuple[str, ...]:
    """The words of the question that the item holds, as they were asked."""
    if parsed.language == "zh":
        return ()
    wanted = item.terms & set(parsed.matter)
    asked = dict.fromkeys(stems.words(parsed.text))
    return tuple(word for word in asked if _meant(word, parsed.language) & wanted)


def _meant(word: str, language: str) -> frozenset[str]:
    return glosses.meanings(word, language) | {stems.stem(word)}
