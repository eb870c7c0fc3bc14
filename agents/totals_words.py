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
    "en": "These are told in different units, so I do not add them up: {}.",
    "de": "Das ist in verschiedenen Einheiten gesagt, darum zähle ich es nicht zusammen: {}.",
    "it": "Sono detti in unità diverse, quindi non li sommo: {}.",
    "zh": "单位不同，所以我不相加：{}。",
}
_TIMES: Mapping[str, tuple[str, str]] = {
    "en": ("once", "{} times"), "de": ("einmal", "{}-mal"), "it": ("una volta", "{} volte"), "zh": ("1 次", "{} 次"),
}  # fmt: skip
_NAMES: Mapping[str, Mapping[str, str]] = {
    "de": {"pages": "Seiten", "steps": "Schritte", "lengths": "Bahnen"},
    "it": {"pages": "pagine", "steps": "passi", "lengths": "vasche"},
    "zh": {"pages": "页", "steps": "步"},
}
_COMMA = ("de", "it")


def short(total: Total, language: str) -> str:
    """The bare sum; empty where the units cannot be added."""
    if total.mixed:
        return ""
    if total.wants is Wants.OFTEN or total.unit is None:
        return str(total.number)
    return _amount(total.number, total.unit, language)


def sentence(total: Total, language: str) -> str:
    """The sum with each part, its day and its mark [n]."""
    said = (f"{_part(part, language)} [{n}]" for n, part in enumerate(total.parts, start=1))
    if total.mixed:
        return _in(_MIXED, language).format(", ".join(said))
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
