"""A plan that is put off or brought forward by so much: "they pushed the dentist back a week", "half an hour later"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from agents import glosses, sentences, stems, times
from agents.drafts import Drafts
from agents.kinds import Rules
from agents.patches import own, parts, signs, values
from agents.patches.meant import NEAREST, WEAK, may_change
from agents.patches.said import QUOTED, Said, beside_quotes, with_line
from agents.patterns import lazy
from storage.kind import Growth, with_texts
from storage.model import BodyFields, Change, Memory

_REASON = "the user says that it is put off or brought forward"
_NUMBERS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "half an": 0.5, "a couple of": 2.0,
    "ein": 1.0, "eine": 1.0, "einen": 1.0, "zwei": 2.0, "drei": 3.0, "eine halbe": 0.5,
    "un": 1.0, "una": 1.0, "un'": 1.0, "due": 2.0, "tre": 3.0, "mezz'": 0.5, "一": 1.0, "两": 2.0, "三": 3.0, "半": 0.5,
}  # fmt: skip
_UNITS = {
    "minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7),
}  # fmt: skip
_UNIT_WORDS = (
    ("minute", r"min(?:ute[ns]?|uti|uto)|分钟?"),
    ("hour", r"hours?|stunden?|or[ae]|个?小时"),
    ("day", r"days?|tage?n?|giorn[oi]|天"),
    ("week", r"weeks?|wochen?|settiman[ae]|个?(?:周|星期|礼拜)"),
)
_HOW_MUCH = (
    rf"(?P<number>\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})\s?"
    rf"(?P<unit>{'|'.join(words for _, words in _UNIT_WORDS)})(?!\w)"
)
_LATER = tuple(
    lazy(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:pushed|moved|put|set|shifted|pushing|moving) (?:[\w'’]+ ){{0,5}}?back (?:by )?{_HOW_MUCH}",
        rf"\b(?:postponed|delayed|slipped|put off|pushed out)(?: (?:[\w'’]+ ){{0,4}}?by)? {_HOW_MUCH}",
        rf"\b(?:is|are|['’]s|starts?|begins?|will be|moved|been moved) (?:now |all )?{_HOW_MUCH} later\b",
        rf"\bum {_HOW_MUCH} (?:nach hinten )?(?:verschoben|verlegt|vertagt)",
        rf"\b(?:ist|findet|beginnt) {_HOW_MUCH} später\b",
        rf"\b(?:rinviat|spostat|posticipat)\w (?:avanti )?di {_HOW_MUCH}",
        rf"(?:推迟|延后|改晚)了?{_HOW_MUCH}",
    )
)
_EARLIER = tuple(
    lazy(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:brought|moved|pulled|bringing) (?:[\w'’]+ ){{0,5}}?(?:forward|up) (?:by )?{_HOW_MUCH}",
        rf"\b(?:is|are|['’]s|starts?|begins?|will be|moved|been moved) (?:now )?{_HOW_MUCH} earlier\b",
        rf"\bum {_HOW_MUCH} vor(?:gezogen|verlegt)",
        rf"\b(?:ist|findet|beginnt) {_HOW_MUCH} früher\b",
        rf"\banticipat\w di {_HOW_MUCH}",
        rf"提前了?{_HOW_MUCH}",
    )
)
_HAN_SHIFTS = lazy(r"推迟|延后|改晚|提前")
# What is asked for, feared, or told of another time.
_OPEN = lazy(
    r"\b(?:if|unless|wants?|wanted|ask(?:s|ed|ing)?|could|might|may|should|would|hopes?|hoping|try|trying|can|not|never|nearly|"
    r"almost|last (?:year|month|time)|ago|always|usually|every|each|wenn|falls|vielleicht|nicht|fast|immer|se|"
    r"forse|non|quasi|"
    r"sempre)\b|n['’]t\b|[不没吗？?]|可能",
    re.IGNORECASE,
)


def changes(said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """The one plan that a sentence names and puts off or brings forward, on its new day or at its new hour."""
    for sentence in said.sentences:
        by = _by(sentence)
        found = list(_named(sentence, said, rules, drafts)) if by else []
        most = max((shared for shared, _, _ in found), default=0)
        best = [(memory, rule) for shared, memory, rule in found if shared == most]
        if len(best) == 1:
            memory, rule = best[0]
            body = _moved(memory, by, said, rule)
            if body is not None:
                drafts.knows(memory)
                yield said.revises(memory, body, sentence, _REASON)


def _by(sentence: str) -> timedelta:
    """By how much a sentence puts something off (positive) or brings it forward; nothing where it is open."""
    if signs.HAN.search(sentence):
        sentence = next((one for one in signs.CLAUSES.split(sentence) if _HAN_SHIFTS.search(one)), "")
    if _OPEN.search(sentence) or sentences.is_supposed(sentence) or own.is_conditional(sentence):
        return timedelta()
    for patterns, sign in ((_LATER, 1), (_EARLIER, -1)):
        for match in filter(None, (pattern.search(sentence) for pattern in patterns)):
            told = match["number"].casefold()
            unit = next(
                name for name, words in _UNIT_WORDS if re.fullmatch(words, match["unit"], re.IGNORECASE)
            )
            return sign * _UNITS[unit] * (float(told) if told.isdigit() else _NUMBERS[told])
    return timedelta()


def _named(
    sentence: str, said: Said, rules: Mapping[str, Rules], drafts: Drafts
) -> Iterator[tuple[int, Memory, Rules]]:
    """The plans of which a sentence has words of the title, with how many."""
    words = glosses.terms(sentence)
    for rule in rules.values():
        near = drafts.near(rule.kind.name, sentence, NEAREST) if rule.kind.growth is Growth.APPEND else ()
        for memory, _ in near:
            title = {one for one in stems.held(_DATED.split(memory.title)[0]) if not one.isdigit()} - WEAK
            shared = title & words
            if shared and own.tells_of(sentence, memory.text) and may_change(memory, said, rule):
                yield len(shared), memory, rule


# When a plan is, behind what it is called.
_DATED = lazy(r"(?<=.),|\s(?:on|at \d|am|um|il|alle)\s")


def _moved(memory: Memory, by: timedelta, said: Said, rule: Rules) -> BodyFields | None:
    """The plan on its new day and at its new hour; None where it names no one day, or no one hour to be moved by "
    "less."""
    seen, zone = said.utterance.time, said.zone
    spans = [span for span in times.find(memory.text, seen, zone) if values.names_a_day(span)]
    days = {span.start.astimezone(zone).date() for span in spans}
    clocks: Sequence[str] = sorted(values.clocks_of(memory.text))
    whole = by.seconds == 0
    if len(days) != 1 or len(clocks) > 1 or not (whole or clocks):
        return None
    hour, minute = map(int, (clocks[0] if clocks else "0:00").split(":"))
    old = datetime.combine(days.pop(), datetime.min.time(), zone).replace(hour=hour % 24, minute=minute)
    new = old + by
    told = f"moved to {new:%A} {new.day} {new:%B} {new.year}"
    anew = replace(said, sentences=(told if whole else f"{told} at {new.hour}:{new.minute:02d}",))
    body: BodyFields = with_texts(dict(memory.body), beside_quotes(lambda text: values.told(text, anew)))
    clock = f"{new.hour}:{new.minute:02d}" if clocks else ""
    timed = parts.timed(memory.body, body, anew, rule.kind)
    body |= {name: values.moved(str(at), new, clock, zone) for name, at in timed.items()}
    if body == dict(memory.body):
        return None
    body["details"] = with_line(body, f"{QUOTED}{said.told(said.text)}")
    return body
