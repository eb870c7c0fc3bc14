"""Times of day told in words: "quarter past eight", "halb neun", "viertel nach acht", "alle otto e un quarto"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agents.patterns import lazy
from agents.times import rules
from agents.times.meaning import Grain, Meaning, Moment
from agents.times.rules import Rule

_HOURS = {
    word: number
    for number, words in enumerate(
        (
            "one eins una", "two zwei due", "three drei tre", "four vier quattro", "five fünf cinque", "six sechs sei",
            "seven sieben sette", "eight acht otto", "nine neun nove", "ten zehn dieci", "eleven elf undici",
            "twelve zwölf dodici",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_MINUTES = {
    "quarter": 15, "half": 30, "five": 5, "ten": 10, "twenty": 20, "twenty-five": 25, "twenty five": 25,
    "viertel": 15, "fünf": 5, "zehn": 10, "zwanzig": 20,
    "un quarto": 15, "mezza": 30, "mezzo": 30, "tre quarti": 45, "cinque": 5, "dieci": 10, "venti": 20,
    "venticinque": 25,
}  # fmt: skip
# How far before the hour that is named it is.
_BEFORE_HOUR = {"halb": 30, "dreiviertel": 15, "viertel": 45}
# Below this an hour without a word for its half of the day lies in the afternoon.
_MORNING = 7
_EARLY = lazy(r"morning|a\.?m|morgens|früh|vormittag|mattin", re.IGNORECASE)
_LATE = lazy(r"afternoon|evening|night|p\.?m|abend|nachmittag|nacht|sera|pomeriggio|notte", re.IGNORECASE)


def _named(*language: str) -> str:
    return rf"(?P<hour>{'|'.join(language)}|1[0-2]|[1-9])(?![:.]?\d)"


_ENGLISH = _named(
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"
)
_GERMAN = _named(
    "eins", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"
)
_ITALIAN = _named(
    "una", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "undici", "dodici"
)
_PART = (
    r"(?P<part> (?:in the (?:morning|afternoon|evening)|at night|tonight|this (?:morning|afternoon|evening)"
    r"| ?[ap]\.?m\b\.?))?"
)
_TEIL = (
    r"(?: Uhr)?(?P<part> (?:morgens|früh|vormittags|nachmittags|abends|nachts"
    r"|am (?:morgen|vormittag|nachmittag|abend)))?"
)
_PARTE = r"(?P<part> (?:di (?:mattina|sera|notte)|del (?:mattino|pomeriggio)))?"


def all_rules() -> Iterator[Rule]:
    """The rules of every language that tells a clock in words."""
    yield _rule(rf"(?:at )?(?:a )?(?P<minutes>quarter) (?P<side>past|to|after|before) {_ENGLISH}{_PART}")
    yield _rule(rf"(?:at )?(?P<minutes>half) (?P<side>past) {_ENGLISH}{_PART}")
    yield _rule(
        rf"(?:at|around|about) (?P<minutes>five|ten|twenty(?:[- ]five)?|5|10|20|25) (?P<side>past|to) {_ENGLISH}{_PART}"
    )
    yield _rule(rf"(?P<minutes>five|ten|twenty(?:[- ]five)?) (?P<side>past) {_ENGLISH}{_PART}")
    yield _rule(rf"(?:um |gegen |ab )?(?P<minutes>viertel) (?P<side>nach|vor) {_GERMAN}{_TEIL}")
    yield _rule(
        rf"(?:um|gegen|ab) (?P<minutes>fünf|zehn|zwanzig|5|10|20) (?P<side>nach|vor) {_GERMAN}{_TEIL}"
    )
    yield _rule(rf"(?:um |gegen |ab )?(?P<before>halb|dreiviertel) {_GERMAN}{_TEIL}")
    yield _rule(rf"(?:um|gegen|ab) (?P<before>viertel) {_GERMAN}{_TEIL}")
    at = r"(?:all['’]|alle |verso le |dalle |entro le )"
    yield _rule(
        rf"{at}{_ITALIAN} e (?P<minutes>un quarto|mezz[ao]|tre quarti|cinque|dieci|venti(?:cinque)?){_PARTE}"
    )
    yield _rule(rf"{at}{_ITALIAN} (?P<side>meno) (?P<minutes>un quarto|cinque|dieci|venti){_PARTE}")


def _rule(pattern: str) -> Rule:
    return Rule(rf"(?<!\w)(?:{pattern})(?!\w)", _clock, re.IGNORECASE)


def _clock(match: re.Match[str], moment: Moment) -> Meaning | None:
    told = match.groupdict()
    hour = _number(match["hour"], _HOURS)
    part = told.get("part") or ""
    late = _LATE.search(part) is not None or (hour < _MORNING and not _EARLY.search(part))
    start = (hour % 12 + (12 if late or (hour == 12 and not part) else 0)) * 60
    start += _off(told)
    return rules.clock(moment, (start, start + 1), Grain.MINUTE)


def _off(told: dict[str, str | None]) -> int:
    """The minutes from the hour that is named."""
    before = told.get("before")
    if before:
        return -_BEFORE_HOUR[before.casefold()]
    minutes = _number(told.get("minutes") or "", _MINUTES)
    return -minutes if (told.get("side") or "").casefold() in ("to", "before", "vor", "meno") else minutes


def _number(word: str, known: dict[str, int]) -> int:
    return int(word) if word.isdigit() else known[word.casefold()]
