"""From when and until when something is open or goes on, by a range or by a word: each end is exchanged by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.patterns import lazy


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day (HH:MM) and where it stands in a text, half-open."""

    value: str
    first: int
    last: int


_BETWEEN = lazy(
    r"\s?(?:uhr|h)?\s?(?:-|–|—|~|to|till|until|and|bis|und|alle(?: ore)?|e le|a|到|至)\s?(?:um )?",
    re.IGNORECASE,
)
_MEANWHILE = r"(?:\s+(?!and\b|und\b|e\b)[^\s.,;!?]+){0,4}?\s*"
_OPENS = lazy(
    rf"(?:\b(?:open(?:s|ed|ing)?|unlocks?|starts?|begins?|öffne\w*|macht|beginn\w*|fängt|apr(?:e|ono|iamo|irà)|"
    rf"inizi\w+|cominci\w+)\b{_MEANWHILE}(?:\b(?:at|um|ab|from|alle|dalle|a))?|\b(?:from|ab|dalle)|"
    r"(?:开门|营业|开始|开店)[^\d，。]{0,6})\s*$",
    re.IGNORECASE,
)
_CLOSES = lazy(
    rf"(?:\b(?:shuts?|clos(?:es?|ed|ing)|locks? up|finish(?:es)?|ends?|schließ\w*|endet|chiud\w+|finisc\w+|termin\w+)\b"
    rf"{_MEANWHILE}(?:\b(?:at|um|alle|a))?|\b(?:until|till?|bis|fino al(?:le)?)|"
    rf"(?:关门|打烊|结束|下班)[^\d，。]{{0,6}})\s*$",
    re.IGNORECASE,
)
_OPENS_BEHIND = lazy(r"\s*(?:开门|开始|营业|开店|上班)")
_CLOSES_BEHIND = lazy(r"\s*(?:关门|打烊|结束|关店|下班)")
# Where what is told of one time ends.
_ENDS = lazy(r"[.;!?。；！？\n](?!\d)|[,，](?!\d)")


def ends(text: str, clocks: Sequence[Clock]) -> dict[str, Clock]:
    """When what a text tells of begins and when it ends; nothing of what it tells more than once."""
    found: dict[str, list[Clock]] = {"begins": [], "ends": []}
    ranges: list[tuple[Clock, Clock]] = []
    for at, clock in enumerate(clocks):
        before = text[clocks[at - 1].last if at else 0 : clock.first]
        behind = text[clock.last : clocks[at + 1].first if at + 1 < len(clocks) else len(text)]
        if at and _BETWEEN.fullmatch(before):
            ranges.append((clocks[at - 1], clock))
            continue
        clause = _ENDS.split(before)[-1]
        if _CLOSES.search(clause) or _CLOSES_BEHIND.match(behind):
            found["ends"].append(clock)
        elif _OPENS.search(clause) or _OPENS_BEHIND.match(behind):
            found["begins"].append(clock)
    if len(ranges) == 1:
        return {"begins": ranges[0][0], "ends": ranges[0][1]}
    if ranges:
        return {}
    return {name: one[0] for name, one in found.items() if len(one) == 1}


def exchanges(held: dict[str, Clock], told: dict[str, Clock]) -> list[tuple[Clock, Clock]]:
    """The ends that are told otherwise, each with its new time, the last in the text first; none where they cross."""
    if not told.keys() <= held.keys():
        return []
    both = {name: (held[name], told[name]) for name in held.keys() & told.keys()}
    anew = {name: one.value for name, one in held.items()} | {
        name: one.value for name, (_, one) in both.items()
    }
    if len(anew) == len(held) == _BOTH and _minutes(anew["begins"]) >= _minutes(anew["ends"]) > _NIGHT:
        return []
    other = [pair for pair in both.values() if _minutes(pair[0].value) != _minutes(pair[1].value)]
    return sorted(other, key=lambda pair: pair[0].first, reverse=True)


_BOTH = 2
# What ends before six ends on the next day.
_NIGHT = 6 * 60


def _minutes(clock: str) -> int:
    hour, minute = map(int, clock.split(":"))
    return 60 * hour + minute
