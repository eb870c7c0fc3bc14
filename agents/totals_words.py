"""How a sum over what the user said is told: the sum, and each part with its day."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from agents import phrases
from agents.amounts import MONEY, Unit
from agents.totals import Part, Total, Wants

_IN_ALL: Mapping[str, str] = {
    "en": "{} in all, of what you told me: {}.",
    "de": "Zusammen {}, nach dem, was du mir gesagt hast: {}.",
    "it": "{} in tutto, da ciò che mi hai detto: {}.",
    "zh": "根据你告诉我的，一共 {}：{}。",
}
_MIXED: Mapping[str, str] = {
    "en": "{}, each unit by itself, of what you told me: {}.",
    "de": "{}, jede Einheit für sich, nach dem, was du mir gesagt hast: {}.",
    "it": "{}, ogni unità per sé, da ciò che mi hai detto: {}.",
    "zh": "根据你告诉我的，按单位分别合计 {}：{}。",
}
_TIMES: Mapping[str, tuple[str, str]] = {
    "en": ("once", "{} times"), "de": ("einmal", "{}-mal"), "it": ("una volta", "{} volte"), "zh": ("1 次", "{} 次"),
}  # fmt: skip
_AND: Mapping[str, str] = {"en": " and ", "de": " und ", "it": " e ", "zh": " 和 "}
_NAMES: Mapping[str, Mapping[str, str]] = {
    "de": {"pages": "Seiten", "steps": "Schritte", "lengths": "Bahnen"},
    "it": {"pages": "pagine", "steps": "passi", "lengths": "vasche"},
    "zh": {"pages": "页", "steps": "步"},
}
_COMMA = ("de", "it")


def short(total: Total, language: str) -> str:
    """The bare sum; one for each unit where they cannot be added."""
    if total.mixed:
        return _in(_AND, language).join(short(one, language) for one in total.apart)
    if total.wants is Wants.OFTEN or total.unit is None:
        return str(total.number)
    return _amount(total.number, total.unit, language)


def sentence(total: Total, language: str) -> str:
    """The sum with each part, its day and its mark [n]."""
    marked = {id(part): f"{_part(part, language)} [{n}]" for n, part in enumerate(total.parts, start=1)}
    if total.mixed:
        runs = (" + ".join(marked[id(part)] for part in one.parts) for one in total.apart)
        return _in(_MIXED, language).format(short(total, language), "; ".join(runs))
    said = marked.values()
    if total.wants is Wants.OFTEN:
        told = _in(_IN_ALL, language).format(_times(int(total.number), language), ", ".join(said))
    else:
        told = _in(_IN_ALL, language).format(short(total, language), " + ".join(said))
    return told[0].upper() + told[1:]


def _part(part: Part, language: str) -> str:
    day = phrases.day(part.day, language)
    if part.amount is not None:
        return f"{_amount(part.amount.number, part.amount.unit, language)} ({day})"
    return day if part.times == 1 else f"{day} ({_times(part.times, language)})"


def _times(number: int, language: str) -> str:
    one, many = _TIMES.get(language, _TIMES["en"])
    return one if number == 1 else many.format(number)


def _amount(number: Decimal, unit: Unit, language: str) -> str:
    whole = number == number.to_integral_value()
    places = Decimal(1) if whole else Decimal("0.01")
    said = f"{number.quantize(places):f}"
    if not whole and unit.family != MONEY:
        said = said.rstrip("0")
    said = said.replace(".", ",") if language in _COMMA else said
    return f"{said} {_NAMES.get(language, {}).get(unit.name, unit.name)}"


def _in(told: Mapping[str, str], language: str) -> str:
    return told.get(language, told["en"])
