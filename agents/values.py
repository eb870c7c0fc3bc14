"""The bare value in a line that answers a question: a time, a name, a place, an amount, or what follows its label."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import stems, times
from agents.question import Parsed, Shape
from agents.times import Grain, Span

# Words of a short answer, by the command line's contract.
LONGEST = 12

_CLOCK = re.compile(
    r"(?<![\d:.])(?:[01]?\d|2[0-3])[:.][0-5]\d(?!\d|[.:]\d)(?:\s?[ap]\.?m\b)?|\b\d{1,2}\s?[ap]\.?m\b", re.I
)
_MONEY = re.compile(
    r"(?:[$€£¥]|\b(?:EUR|USD|GBP|CHF|SEK|NOK|DKK)\b)\s?\d[\d.,' ]*\d|(?:[$€£¥])\s?\d|"
    r"\d[\d.,']*\s?(?:[$€£¥%]|\b(?:EUR|USD|GBP|CHF|SEK|NOK|DKK|euros?|dollars?|pounds?|percent|元|块)\b)",
)
_AMOUNT = re.compile(r"(?<![\w.,:-])\d[\d.,']*\d(?![\w:-])|(?<![\w.,:-])\d(?![\w:-])")
_SPELT = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|once|twice"
    r"|several|a couple|a few|both|zwei|drei"
)
_COUNT = re.compile(rf"(?<![\w.,:-])\d{{1,4}}(?![\w:,.-]\w)|\b(?:{_SPELT})\b", re.IGNORECASE)
_LASTING = re.compile(
    rf"\b(?:\d+|{_SPELT}|an?|half an?)(?:[- ](?:and a half|to \w+))?[- ]"
    r"(?:year|month|week|day|hour|minute)s?(?:[- ]old)?\b"
    r"|\bsince (?:\w+ )?\d{4}\b|\d+\s?(?:年|个月|天|小时|分钟)",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\+\d[\d ()-]{6,}\d|\b\d[\d ]*(?:-\d+)+\b"
    r"|\b(?=[\w-]*\d)[A-Za-z0-9][A-Za-z0-9_-]{4,}\b"
    r"|\b[A-Z]{5,8}\b|\b[0-9a-f]{7,40}\b"
)
_ADDRESS = re.compile(
    r"\b(?:[A-ZÄÖÜ][\w'’-]+ )+(?:[Ss]treet|[Rr]oad|[Aa]venue|[Ll]ane|[Ss]quare|[Ww]ay|[Dd]rive)\b(?: \d+\w?)?"
    r"|\b\d+\w? (?:[A-ZÄÖÜ][\w'’-]+ )+(?:Street|Road|Avenue|Lane|Square|Way|Drive)\b"
    r"|\b[A-ZÄÖÜ]\w+(?:straße|strasse|weg|platz) \d+"
)
_ROOM = re.compile(r"\b(?:[Rr]oom|[Rr]aum|[Hh]all|[Pp]latform|[Gg]ate|[Tt]rack):?\s+([A-Z][\w-]*|\d+\w*)")
_PLACE = re.compile(
    r"\b(?:in|at|from|to|near|into|around|inside|visit(?:ed|ing)?|nach|aus|bei)\s+(?:the\s+)?"
    r"((?:[A-ZÄÖÜ][\w'’-]+)(?:\s+(?:of\s+|de\s+)?[A-ZÄÖÜ][\w'’-]+)*)"
)
_NAME = re.compile(r"\b[A-ZÄÖÜ][a-zäöüßé'’-]+(?:\s+[A-ZÄÖÜ][a-zäöüßé'’-]+)*")
_LABEL = re.compile(r"^(?P<label>[^:：]{2,48})[:：]\s*(?P<value>\S.*)$")
_CLOCK_ASKED = re.compile(r"\b(?:what|which) time\b|\buhr\b|几点", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:(?:i|we|he|she|it|they|you|and|but|so|yeah|yes|well|oh|wow|thanks|hey|also|then|that|this|there|i'm|i've|it's|"
    r"is|was|were|are|am|be|been|have|has|had|did|do|got|went|to|just|really|a|an|the|my|our|of|for|with|on|in|at)\b[\s,!.]*)+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """A line with who said it (or "") and when it was said or seen (aware)."""

    text: str
    time: datetime
    speaker: str = ""


def value(said: Said, parsed: Parsed, zone: ZoneInfo) -> str:
    """The bare answer to `parsed` in a line, at most LONGEST words; empty where the line holds none of its shape."""
    return _clipped(_BY_SHAPE[parsed.shape](said, parsed, zone))


def fit(said: Said, parsed: Parsed, zone: ZoneInfo) -> float:
    """How surely the line holds a value of the asked shape, 0..1; a bare number is a weaker amount than a price."""
    if parsed.shape in (Shape.WHAT, Shape.YES_NO) or not _BY_SHAPE[parsed.shape](said, parsed, zone):
        return 0.0
    return 1.0 if parsed.shape is not Shape.HOW_MUCH or _first_new(_MONEY, said, parsed) else 0.3


def _clipped(text: str) -> str:
    return " ".join(text.split()[:LONGEST]).strip(' ,;:-–."“”')


def _when(said: Said, parsed: Parsed, zone: ZoneInfo) -> str:
    """The time a line speaks of, relative ones counted from when it was said."""
    clock = _CLOCK.search(said.text)
    if _CLOCK_ASKED.search(parsed.text):
        return clock.group() if clock else ""
    spans = _spans(said, zone)
    if not spans:
        return clock.group() if clock else ""
    best = min(spans, key=_vagueness)
    return (
        _worded(best, zone)
        if said.speaker or not clock
        else f"{times.say(best, zone).split(',')[0]}, {clock.group()}"
    )


def _spans(said: Said, zone: ZoneInfo) -> list[Span]:
    relative = [span for span, _ in times.resolve(said.text, said.time, zone)]
    taken = {(span.first, span.last) for span in relative}
    fixed = [span for span in times.find(said.text, said.time, zone) if (span.first, span.last) not in taken]
    return relative + [span for span in fixed if span.grain not in (Grain.SECOND, Grain.MINUTE, Grain.HOUR)]


def _vagueness(span: Span) -> tuple[float, int]:
    return (span.end - span.start).total_seconds(), span.first


def _worded(span: Span, zone: ZoneInfo) -> str:
    return times.say(span, zone).removeprefix("around ")


def _who(said: Said, parsed: Parsed, _: ZoneInfo) -> str:
    """A name in the line that the question does not hold already; else who said it."""
    asked = {word.casefold() for word in stems.words(parsed.text)}
    for match in _NAME.finditer(said.text):
        words = stems.words(match.group())
        if match.start() == 0 and words[0].casefold() in stems.STOP:
            words = words[1:]
        if words and not any(word.casefold() in asked or word.casefold() in stems.STOP for word in words):
            return " ".join(words)
    return "" if said.speaker.casefold() in asked else said.speaker


def _where(said: Said, parsed: Parsed, _: ZoneInfo) -> str:
    room = _ROOM.search(said.text)
    if room:
        return room.group(1)
    address = _ADDRESS.search(said.text)
    if address:
        return address.group()
    asked = parsed.text.casefold()
    places = (match.group(1) for match in _PLACE.finditer(said.text))
    return next((place for place in places if place.casefold() not in asked), "")


def _how_many(said: Said, parsed: Parsed, _: ZoneInfo) -> str:
    return _first_new(_COUNT, said, parsed)


def _how_much(said: Said, parsed: Parsed, _: ZoneInfo) -> str:
    return _first_new(_MONEY, said, parsed) or _first_new(_AMOUNT, said, parsed)


def _how_long(said: Said, parsed: Parsed, _: ZoneInfo) -> str:
    return _first_new(_LASTING, said, parsed)


def _code(said: Said, parsed: Parsed, _: ZoneInfo) -> str:
    return _first_new(_CODE, said, parsed)


def _first_new(pattern: re.Pattern[str], said: Said, parsed: Parsed) -> str:
    """The first match that the question does not hold already; addresses of pages are no values."""
    if "://" in said.text:
        return ""
    found = (match.group().strip() for match in pattern.finditer(said.text))
    return next((text for text in found if text.casefold() not in parsed.text.casefold()), "")


def _yes_no(said: Said, parsed: Parsed, zone: ZoneInfo) -> str:
    return _what(said, parsed, zone)


def _what(said: Said, parsed: Parsed, _: ZoneInfo) -> str:
    """What stands after a label the question names; else the line's words that the question does not hold."""
    labelled = _LABEL.match(said.text)
    if labelled and set(stems.content(labelled["label"])) & set(parsed.terms):
        return labelled["value"]
    text = _LEADING.sub("", said.text)
    asked = set(parsed.terms)
    kept = [word for word in text.split() if not asked.intersection(stems.content(word))]
    return " ".join(kept)


_BY_SHAPE: dict[Shape, Callable[[Said, Parsed, ZoneInfo], str]] = {
    Shape.WHEN: _when,
    Shape.WHO: _who,
    Shape.WHERE: _where,
    Shape.HOW_MANY: _how_many,
    Shape.HOW_MUCH: _how_much,
    Shape.HOW_LONG: _how_long,
    Shape.CODE: _code,
    Shape.YES_NO: _yes_no,
    Shape.WHAT: _what,
}
