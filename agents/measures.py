"""What users measure again and again: how it is asked for and told, and how its values look, in four languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agents import amounts
from agents.patterns import lazy


@dataclass(frozen=True, slots=True)
class Measure:
    """One thing that is measured: `asked` in a question, `told` in a statement, its `value` with its numbers and unit.

    `own` is whether it is of a person: told of anybody else it is not the user's. `names_self` is whether `asked` holds
    the user already: "do I weigh". Where several are told apart by a
    word ("the gas meter"), `sorts` are the words for each.
    """

    asked: re.Pattern[str]
    told: re.Pattern[str]
    value: re.Pattern[str]
    own: bool = True
    names_self: bool = False
    sorts: Sequence[re.Pattern[str]] = ()

    def sort(self, text: str) -> int | None:
        """Of which sort a text speaks; None where it says none."""
        return next((at for at, words in enumerate(self.sorts) if words.search(text)), None)


@dataclass(frozen=True, slots=True)
class Value:
    """A value as it is told, with the numbers to compare it by, and its unit by one name; empty where none was told."""

    text: str
    numbers: tuple[Decimal, ...]
    unit: str = ""


_NUMBER = r"\d{1,3}(?:[.,]\d{3})+|\d+(?:[.,]\d{1,3})?"
# One name for each unit that has several.
_UNITS = {
    name: lazy(words)
    for name, words in (
        ("kg", "kgs?|kilos?|kilogram.*|chili|公斤|千克"),
        ("lb", "lbs?|pounds?"),
        ("m³", "m³|m3|cubic.*|kubikmeter|metri cubi"),
        ("km", "kms?|kilometer|chilometri|公里"),
        ("mi", "mi|miles?"),
        ("°", "°.*|degrees|grad|gradi|度"),
    )
}
# Words of order between "my" and what was measured; "my suitcase weight" is none.
_ORDER = (
    r"(?:(?:very|body|last|latest|first|earliest|highest|lowest|average|mean|previous|current|newest|most|recent|maximum"
    r"|minimum|max|min|peak|starting|initial|second|but|one)[ -])*"
)
# A value that is told beside the one that holds: "down from 84 kg".
_FORMER = lazy(
    r"\b(?:(?:down |up )?from|than|(?:(?<=\()|(?<=, ))was|instead of|statt|vorher|davor|vorige\w*|prima|invece di)"
    rf"\s+(?:{_NUMBER})"
    r"(?:\s?/\s?\d+)?(?:\s?(?:kg|kgs|kilos?|lbs?|km|kwh))?(?=[^\d]*\d)",
    re.IGNORECASE,
)


def _compiled(pattern: str) -> re.Pattern[str]:
    return lazy(pattern, re.IGNORECASE)


def _measure(
    asked: str,
    told: str,
    value: str,
    *,
    own: bool = True,
    names_self: bool = False,
    sorts: Sequence[str] = (),
) -> Measure:
    known = tuple(map(_compiled, sorts))
    return Measure(_compiled(asked), _compiled(told), _compiled(value), own, names_self, known)


def _in(units: str, digits: str) -> str:
    """A number of these digits, with or without one of the units."""
    number = rf"(?<![a-zà-ÿ\d.,:/-])(?P<number>{digits})(?![\d:/]|[.,]\d)"
    return rf"{number}(?:\s?(?P<unit>{units})(?![a-zà-ÿ]))?(?!\s?[%€$])"


MEASURES = (
    _measure(
        rf"\bmy {_ORDER}weight\b(?! (?:goal|target|limit|loss))"
        r"|\bi (?:last |most recently |first |now |currently )?weigh(?:ed)?\b(?! (?:the|my|an?|it|out)\b)"
        r"|\bmein\w* (?:\w+ ){0,2}(?:körper)?gewicht\b|\b(?:wiege|wog) ich\b|\bhabe ich\b.*\bgewogen\b"
        r"|\bmio (?:\w+ ){0,2}peso\b|\bquanto (?:peso|pesavo|ho pesato)\b|我.*体重"
        r"|\bhow heavy am i\b|\bwie schwer bin ich\b",
        r"(?:^|\b(?:i|and|also|now|just|today|morning|then)\s+|[,;:]\s*)weigh(?:ed|t)?\b(?! of\b)"
        r"|\b(?:my|body|current|new|today['’]s)\s+weight\b(?! of\b)"
        r"|(?:^|[.,;:]\s*|\b(?:mein|aktuelles)\s+)(?:körper)?gewicht\b|\b(?:wiege|wog|gewogen)\b"
        r"|\b(?:peso|pesavo|pesato)\b(?! (?:del|della|dello|dei)\b)|体重"
        r"|\bscales? (?:said|says?|shows?|showed|reads?)\b|\bwaage zeigt\w*|\bbilancia (?:segna|segnava|dice)\b"
        r"|\bi(?:['’]m| am) (?:down|up|back) (?:to|at)(?= \d+(?:[.,]\d+)? ?(?:kg|kilo|lb|pound))",
        _in(r"kgs?|kilos?|kilogram\w*|lbs?|pounds?|pfund|stone|chili|公斤|千克|斤", r"\d{2,3}(?:[.,]\d{1,2})?"),
        names_self=True,
    ),
    _measure(
        r"\bblood pressure\b|\bblutdruck\w*|\bpressione\b|血压",
        r"\bblood pressure\b|\bbp\b|\bblutdruck\w*|\bpressione\b|血压",
        r"(?<![\d/])(?P<number>\d{2,3})\s?(?:/|over|zu|su|auf|比)\s?(?P<second>\d{2,3})(?![\d/])",
    ),
    _measure(
        r"\b(?:pulse|heart ?rate|(?:ruhe)?puls|herzfrequenz|battito|frequenza cardiaca)\b|心率|脉搏",
        r"\b(?:pulse|heart ?rate|(?:ruhe)?puls|herzfrequenz|battito|frequenza cardiaca)\b|心率|脉搏",
        _in(r"bpm|beats?|schläge|battiti|次", r"\d{2,3}"),
    ),
    _measure(
        r"\b(?:blood (?:sugar|glucose)|glucose|blutzucker\w*|glicemia)\b|血糖",
        r"\b(?:blood (?:sugar|glucose)|glucose|blutzucker\w*|glicemia)\b|血糖",
        _in(r"mg/dl|mmol(?:/l)?|mg", r"\d{1,3}(?:[.,]\d)?"),
    ),
    _measure(
        rf"\bmy {_ORDER}(?:temperature|fever)\b|\bmein\w* (?:\w+ ){{0,2}}(?:temperatur|fieber)\b"
        r"|\bmia (?:\w+ ){0,2}(?:temperatura|febbre)\b|我.*(?:体温|发烧)",
        r"\b(?:my|body) temperature\b|^temperature\b|\b(?:had|got|with) a temperature of\b"
        r"|\b(?:fever|fieber|febbre)\b"
        r"|\b(?:meine|mia) temperatura?\b|体温|发烧",
        _in(r"°\s?[cf]|degrees|grad|gradi|度", r"(?:3[4-9]|4[0-3]|9[5-9]|10\d)(?:[.,]\d)?"),
    ),
    _measure(
        r"\bmeter\b(?=.*\bread)|\bmeter readings?\b|\b(?:last|latest|previous|first)\b.*\bmeter\b"
        r"|\b(?!schritt)\w*zähler(?:s|st[aä]nde?s?)?\b"
        r"|\bcontatore\b|[电水气]表",
        r"(?<!\d )\bmeter\b(?! (?:long|high|run|dash|sprint|away))|\b(?!schritt)\w*zähler(?:stand)?\b"
        r"|\bcontatore\b|[电水气]表",
        _in(r"kwh|m³|m3|cubic met(?:er|re)s?|kubikmeter|metri cubi|度|吨", rf"\d{{3,7}}(?:[.,]\d{{1,3}})?|{_NUMBER}"),
        own=False,
        sorts=(
            r"\b(?:electric\w*|power)\b|strom|\b(?:elettric\w+|luce)\b|电",
            r"\bgas|气",
            r"\bwater\b|wasser|\bacqua\b|水",
            r"\bheat\w*|heiz|wärme|riscaldamento|暖",
        ),
    ),
    _measure(
        r"\b(?:mileage|odometer|kilometerstand|km-?stand|tachostand|chilometraggio|contachilometri)\b|里程",
        r"\b(?:mileage|odometer|kilometerstand|km-?stand|tacho(?:stand)?|chilometraggio|contachilometri)\b|里程",
        _in(r"kms?|miles?|mi|kilometer|chilometri|公里", rf"\d{{3,7}}|{_NUMBER}"),
        own=False,
    ),
)  # fmt: skip


def asked(text: str) -> Measure | None:
    """The measure that a question asks for; None for none of them."""
    return next((one for one in MEASURES if one.asked.search(text)), None)


def value_in(text: str, measure: Measure, language: str) -> Value | None:
    """The value that a text tells of a measure: behind its name rather than before it, with a unit rather than without.

    None where it tells none.
    """
    said = measure.told.search(text)
    if said is None:
        return None
    bare = _FORMER.sub(lambda match: " " * len(match.group()), text)
    found = list(measure.value.finditer(bare))
    with_unit = [match for match in found if match.groupdict().get("unit")]
    best = min(
        with_unit or found,
        key=lambda match: (match.start() < said.start(), abs(match.start() - said.end())),
        default=None,
    )
    return _value(best, language) if best else None


def _value(match: re.Match[str], language: str) -> Value:
    told = match.groupdict()
    numbers = tuple(amounts.number(one, language) for one in _numbers(told))
    second = told.get("second")
    text = f"{told['number']}/{second}" if second else match.group().strip()
    unit = (told.get("unit") or "").casefold()
    return Value(text, numbers, next((name for name, words in _UNITS.items() if words.fullmatch(unit)), unit))


def _numbers(told: dict[str, str | None]) -> Iterator[str]:
    yield from (number for number in (told["number"], told.get("second")) if number)
