"""Amounts as people say them, in four languages: how much of which unit, and which units can be added up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from agents.patterns import lazy


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it is told: of which family ("length"), in which system, and how many of the system's smallest it is.

    Amounts of one system can be added; those of a family answer the same question.
    """

    name: str
    family: str
    system: str
    size: int


@dataclass(frozen=True, slots=True)
class Amount:
    """`number` of a `unit`, as it stands in text[first:last]."""

    number: Decimal
    unit: Unit
    first: int
    last: int


MONEY, LENGTH, TIME, VOLUME = "money", "length", "time", "volume"
# Each unit with the words for it, in English, German, Italian and Chinese.
_UNITS: Mapping[Unit, str] = {
    Unit("km", LENGTH, "metres", 1000): r"kms?|kilomet(?:er|re)[sn]?|chilometr[oi]|公里|千米",
    Unit("m", LENGTH, "metres", 1): r"m|met(?:er|re)[sn]?|metr[oi]|米",
    Unit("mi", LENGTH, "miles", 1): r"mi|miles?|meilen?|migli[ao]|英里",
    Unit("l", VOLUME, "litres", 1000): r"l|lit(?:er|re)[sn]?|litr[oi]|升",
    Unit("ml", VOLUME, "litres", 1): r"ml|millilit(?:er|re)[sn]?|millilitr[oi]|毫升",
    Unit("kg", "weight", "grams", 1000): r"kgs?|kilos?|kilogram(?:m|me|s|mes)?|chil[oi]|公斤",
    Unit("g", "weight", "grams", 1): r"g|grams?|gramm[oi]?|克",
    Unit("h", TIME, "minutes", 60): r"h|hrs?|hours?|stunden?|std|or[ae]|个?小时",
    Unit("min", TIME, "minutes", 1): r"mins?|minutes?|minuten?|minut[oi]|分钟",
    Unit("pages", "pages", "pages", 1): r"pages?|seiten?|pagin[ae]|页",
    Unit("steps", "steps", "steps", 1): r"steps?|schritte?n?|pass[oi]|(?<![跑散])步(?!行)",
    Unit("lengths", "lengths", "lengths", 1): r"lengths?|laps?|bahnen?|vasc(?:a|he)",
    Unit("EUR", MONEY, "EUR", 1): r"€|eur|euros?|欧元",
    Unit("USD", MONEY, "USD", 1): r"\$|usd|dollars?|dollar[oi]|bucks|美元",
    Unit("GBP", MONEY, "GBP", 1): r"£|gbp|pounds?(?! of\b)|quid|sterline|pfund(?! (?-i:[A-ZÄÖÜ]))|英镑",
    Unit("CHF", MONEY, "CHF", 1): r"chf|francs?|franken|franch[io]|瑞士法郎",
    Unit("CNY", MONEY, "CNY", 1): r"¥|cny|rmb|yuan|元|块",
}
_BY_WORD = [(lazy(words, re.IGNORECASE), unit) for unit, words in _UNITS.items()]
_WORDS = "|".join(_UNITS.values())
_SPELT: Mapping[str, str] = {
    word: number
    for number, words in {
        "0.5": "half", "1": "one ein eine einen einer un uno una 一", "2": "two zwei due 两 二",
        "3": "three drei tre 三", "4": "four vier quattro 四",
        "5": "five fünf cinque 五", "6": "six sechs sei 六", "7": "seven sieben sette 七",
        "8": "eight acht otto 八", "9": "nine neun nove 九", "10": "ten zehn dieci 十", "11": "eleven elf undici",
        "12": "twelve zwölf dodici", "15": "fifteen fünfzehn quindici", "20": "twenty zwanzig venti",
        "30": "thirty dreißig trenta", "40": "forty vierzig quaranta", "50": "fifty fünfzig cinquanta",
        "100": "hundred hundert cento",
    }.items()
    for word in words.split()
}  # fmt: skip
_FIGURES = r"\d{1,3}(?:[.,'’]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
# A number is no part of a date, a clock or a longer number; Chinese has no blanks.
_NUMBER = (
    rf"(?<![\d.,:/-])(?:{_FIGURES}|(?<![^\W\d])(?:{'|'.join(_SPELT)})(?= |-|[\u4e00-\u9fff])(?: an?\b)?)"
)
_SAID = lazy(
    rf"(?P<sign>[$€£¥]|\b(?:EUR|USD|GBP|CHF|CNY)\b) ?(?P<signed>(?:{_FIGURES}))(?![\d:])"
    rf"|(?P<number>{_NUMBER})[ -]?(?P<unit>{_WORDS})(?![^\W\d_\u4e00-\u9fff])",
    re.IGNORECASE,
)
_NAMED = lazy(rf"(?<![^\W\d_\u4e00-\u9fff])(?:{_WORDS})(?![^\W\d_\u4e00-\u9fff])", re.IGNORECASE)
_COMMA_PARTS_THOUSANDS = ("en", "zh")


def find(text: str, language: str) -> list[Amount]:
    """All amounts with a unit in a text of this language, in order."""
    return list(_found(text, language))


def without_units(text: str) -> str:
    """A text without the words for units."""
    return _NAMED.sub(
        lambda match: match.group() if len(match.group()) < 2 and match.group().isascii() else " ", text
    )


def unit_named(text: str) -> Unit | None:
    """The first unit that a text names by a word of its own of two letters or more; None for none."""
    named = (match.group() for match in _NAMED.finditer(text))
    return next((_unit(word) for word in named if len(word) > 1 or not word.isascii()), None)


def _found(text: str, language: str) -> Iterator[Amount]:
    for match in _SAID.finditer(text):
        word = match["sign"] or match["unit"]
        said = number(match["signed"] or match["number"], language)
        yield Amount(said, _unit(word), match.start(), match.end())


def _unit(word: str) -> Unit:
    return next(unit for pattern, unit in _BY_WORD if pattern.fullmatch(word))


def number(said: str, language: str) -> Decimal:
    """The number that figures, or a word for it, tell in this language."""
    spelt = _SPELT.get(said.casefold().split()[0])
    if spelt is not None:
        return Decimal(spelt)
    said = said.replace("'", "").replace("’", "")
    thousands, point = (",", ".") if language in _COMMA_PARTS_THOUSANDS else (".", ",")
    said = re.sub(rf"{re.escape(thousands)}(?=\d{{3}}(?!\d))", "", said)
    return Decimal(said.replace(point, ".").replace(thousands, "."))
