"""How a value that the user measured is told: the value with its day, and what it is among the others."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from agents import phrases
from agents.measured import Answer, Measured, Wants

_BEFORE: Mapping[str, str] = {
    "en": "Before that: {}.",
    "de": "Davor: {}.",
    "it": "Prima: {}.",
    "zh": "之前：{}。",
}
_AFTER: Mapping[str, str] = {
    "en": "After that: {}.", "de": "Danach: {}.", "it": "Dopo: {}.", "zh": "之后：{}。",
}  # fmt: skip
_AMONG: Mapping[Wants, Mapping[str, str]] = {
    Wants.FIRST: {
        "en": "{}, the first that you told me.",
        "de": "{}, der erste Wert, den du mir gesagt hast.",
        "it": "{}, il primo che mi hai detto.",
        "zh": "{}，是你告诉我的第一个。",
    },
    Wants.HIGHEST: {
        "en": "{}, the highest of {} that you told me.",
        "de": "{}, der höchste von {}, die du mir gesagt hast.",
        "it": "{}, il più alto dei {} che mi hai detto.",
        "zh": "{}，是你告诉我的 {} 个中最高的。",
    },
    Wants.LOWEST: {
        "en": "{}, the lowest of {} that you told me.",
        "de": "{}, der niedrigste von {}, die du mir gesagt hast.",
        "it": "{}, il più basso dei {} che mi hai detto.",
        "zh": "{}，是你告诉我的 {} 个中最低的。",
    },
    Wants.AVERAGE: {
        "en": "{} on average, of what you told me: {}.",
        "de": "Im Schnitt {}, nach dem, was du mir gesagt hast: {}.",
        "it": "{} in media, da ciò che mi hai detto: {}.",
        "zh": "根据你告诉我的，平均 {}：{}。",
    },
}
_COMMA = ("de", "it")


def short(answer: Answer, language: str) -> str:
    """The bare value."""
    if answer.wants is not Wants.AVERAGE:
        return answer.shown[0].value.text
    numbers = "/".join(_number(number, language) for number in answer.average)
    unit = next(
        (one.value.text.split()[-1] for one in answer.shown if one.value.unit and " " in one.value.text), ""
    )
    return f"{numbers} {unit}".strip()


def sentence(answer: Answer, language: str) -> str:
    """The value with its day and its mark [n], and what it is among the others."""
    told = [f"{_of_day(one, language)} [{n}]" for n, one in enumerate(answer.shown, start=1)]
    if answer.wants is Wants.AVERAGE:
        return _in(_AMONG[Wants.AVERAGE], language).format(short(answer, language), ", ".join(told))
    if answer.wants in _AMONG and answer.count > 1:
        return _in(_AMONG[answer.wants], language).format(told[0], answer.count)
    beside = _in(_BEFORE if answer.wants is Wants.LAST else _AFTER, language)
    return " ".join((f"{told[0]}.", *(beside.format(one) for one in told[1:])))


def _of_day(one: Measured, language: str) -> str:
    return f"{one.value.text} ({phrases.day(one.day, language)})"


def _number(number: Decimal, language: str) -> str:
    said = f"{number.quantize(Decimal('0.1')):f}".removesuffix(".0")
    return said.replace(".", ",") if language in _COMMA else said


def _in(told: Mapping[str, str], language: str) -> str:
    return told.get(language, told["en"])
