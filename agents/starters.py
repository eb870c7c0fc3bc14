"""Questions to begin with, made of what was seen and said lately: whom one may ask about what, in English and Chinese.

Whether one has an answer is for the caller to find out; of several wordings of one matter the first that has will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import chain, zip_longest
from uuid import UUID
from zoneinfo import ZoneInfo

from agents import instructions, phrases, secrets
from agents.patterns import lazy
from storage.stop_words import STOP_WORDS

# Characters of a name in a question: less names nothing, more is no question.
SHORTEST, LONGEST = 3, 60
# So many days back a day is told by its name.
NAMED_DAYS = 7
NOON, EVENING = 12, 18


class Sort(StrEnum):
    """What a question is after."""

    SAID = "said"
    READ = "read"
    FILE = "file"
    USED = "used"


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that was seen or said: who or what it is called, and the observation `id` of `type` that shows it.

    `app` is where it stood; `topic` is what a person spoke of, in a word, or empty.
    """

    sort: Sort
    name: str
    id: UUID
    type: str
    time: datetime
    app: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Starter:
    """A question about a matter."""

    text: str
    matter: Matter


_WORDINGS = {
    "en": {
        Sort.SAID: ("What did {name} say about the {topic} {day}?", "What did {name} say {day}?"),
        Sort.READ: ("What did I read in {app} about {name} {day}?", "What did I read about {name} {day}?"),
        Sort.FILE: ("What is in {name}?", "What does {name} say?"),
        Sort.USED: ("What did I do in {name} {day}?", "How long was I in {name} {day}?"),
    },
    "zh": {
        Sort.SAID: ("{name} {day}说到 {topic} 时说了什么？", "{name} {day}说了什么？"),
        Sort.READ: ("我{day}在 {app} 里读到的 {name} 说了什么？", "{name} 里写了什么？"),
        Sort.FILE: ("{name} 里写了什么？", "{name} 说了什么？"),
        Sort.USED: ("我{day}在 {name} 里做了什么？", "我{day}用了多久 {name}？"),
    },
}
_DAYS = {
    "en": ("today", "yesterday", "this morning", "this afternoon", "on {:%A}", "on {}"),
    "zh": ("今天", "昨天", "今天上午", "今天下午", "星期{}", "{}"),
}
_WEEKDAYS_ZH = "一二三四五六日"
# What an article leads to, and nothing but a small word or a sign follows: a noun, as good as always.
_NOUN = lazy(
    r"\b(?:the|a|an|my|our|your)\s+(?P<noun>[a-z][a-z-]{2,})(?=\s*(?:[.,;:!?)]|$|\s(?P<next>[a-z]+)\b))",
    re.IGNORECASE,
)
_HIDDEN = " hidden]"
_LETTERS = lazy(r"[^\W\d_]{2}")


def questions(
    matters: Sequence[Matter], language: str, now: datetime, zone: ZoneInfo
) -> Iterator[tuple[Starter, ...]]:
    """For each matter that can be asked about its wordings, the best first; the sorts take turns.

    `language` is "zh", or English.
    """
    by_sort = [[one for one in matters if one.sort is sort and is_askable(one.name)] for sort in Sort]
    for one in chain.from_iterable(zip_longest(*by_sort)):
        if one is not None:
            worded = tuple(_worded(one, "zh" if language == "zh" else "en", now, zone))
            if worded:
                yield worded


def is_askable(name: str) -> bool:
    """Whether a name may stand in a question: short, in words, no secret, no command to an assistant."""
    return (
        SHORTEST <= len(name) <= LONGEST
        and _LETTERS.search(name) is not None
        and _HIDDEN not in name
        and "://" not in name
        and not secrets.find(name)
        and not instructions.looks_like_instruction(name)
    )


def topic(text: str) -> str:
    """A noun that an English sentence speaks of, in small letters; empty where none is sure to be one."""
    for found in _NOUN.finditer(text):
        noun, following = found["noun"].casefold(), (found["next"] or "").casefold()
        if noun not in STOP_WORDS and (not following or following in STOP_WORDS) and is_askable(noun):
            return noun
    return ""


def _worded(matter: Matter, language: str, now: datetime, zone: ZoneInfo) -> Iterator[Starter]:
    day = _day(matter.time, now, language, zone)
    for wording in _WORDINGS[language][matter.sort]:
        if ("{topic}" in wording and not matter.topic) or ("{app}" in wording and not matter.app):
            continue
        text = wording.format(name=matter.name, topic=matter.topic, app=matter.app, day=day)
        yield Starter(text, matter)


def _day(time: datetime, now: datetime, language: str, zone: ZoneInfo) -> str:
    """When that was, as one says it: "this morning", "today", "yesterday", "on Tuesday", "on 8 May 2023"."""
    local, here = time.astimezone(zone), now.astimezone(zone)
    today, yesterday, morning, afternoon, weekday, date = _DAYS[language]
    ago = (here.date() - local.date()).days
    if ago == 0:
        if local.hour < NOON <= here.hour:
            return morning
        return afternoon if NOON <= local.hour < EVENING <= here.hour else today
    if ago == 1:
        return yesterday
    if ago < NAMED_DAYS:
        return weekday.format(_WEEKDAYS_ZH[local.weekday()] if language == "zh" else local)
    return date.format(phrases.day(local, language))
