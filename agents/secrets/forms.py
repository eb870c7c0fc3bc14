"""What values look like that people choose or are sent: digits, groups of them, words that no language has."""

from __future__ import annotations

import re

from agents.patterns import lazy
from agents.secrets import misread

_TURN = (
    r"(?:(?:left|right|links|rechts|a sinistra|a destra|sinistra|destra|a gauche|a droite|gauche|droite) )"
)
_JOIN = r"(?:,? (?:(?:then|dann|poi|puis|luego|and|und|e|et|y) )?)"
VALUE = misread.compiled(
    r"(?<![\w@/:.,€$£#*+-])(?:"
    rf"(?P<turned>(?i:{_TURN}?\d{{1,2}}(?:{_JOIN}{_TURN}?\d{{1,2}}){{2,5}}))"
    r"|(?P<number>(?:\d{1,4}(?:[- ]\d{1,4}){1,7}|\d{1,4}[#*]\d{1,4}|\d(?:, ?\d){3,7}|[#*]?\d{3,12})[#*]?)"
    r"|(?P<keyed>[A-Z0-9]{2,8}(?:[- ][A-Z0-9]{2,8}){2,7})"
    r"|(?P<mixed>(?!0X)[A-Z0-9]{5,12}[#*]?|\d{4}[A-Z])"
    r"|(?P<strange>[A-Za-z0-9!#$%&*+~^_?.-]{5,39}[A-Za-z0-9#$%&*+~^_-])"
    r")(?![\w%€$£@/\\(]|[.,:-]\w|[!?]\w)"
)
_YEAR = lazy(r"(?:19|20)\d\d$")
_DAY = lazy(
    r"(?:(?:0?[1-9]|[12]\d|3[01])[- ](?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[- ](?:0?[1-9]|[12]\d|3[01]))"
    r"[- ](?P<century>19|20)?\d\d$|(?P<iso>(?:19|20)\d\d)[- ]\d{1,2}(?:[- ]\d{1,2})?$"
)
_HOUR = lazy(r"(?:[01]?\d|2[0-3])[0-5][05]$")
# Names of files, versions, addresses, models and words with a stroke.
_PLAIN = lazy(
    r"(?:v?\d+(?:\.\d+)+\w*|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|de|it|cn|fr|es|io|py|js|ts|pdf|png|jpe?g|docx?|xlsx?|"
    r"csv|zip|txt|md|json|ya?ml|html?|exe|sh|mp[34]|log|local|toml|cfg|ini|conf)|[A-Za-z]+(?:[-.][A-Za-z]+)+|"
    r"(?:[A-Z]?[a-z]+|[A-Z]+)\d{0,2}|[A-Za-z]+-\d+(?:\.\d+)*|[A-Za-z_]+(?:\.[A-Za-z_]+)+\d*|[a-z]+\d*(?:_[a-z]+\d?)+|"
    r"0x\w+|\d+[a-z]{1,4}|#?\w{0,4}-?\d{1,5}|[\d.-]+)$"
)
# What is counted or measured is no secret: "1200 people", "1500 metres".
COUNTED = (
    r"(?:euros?|eur|usd|dollars?|pounds?|yen|francs?|franken|km|kg|cm|mm|met(?:er|re)s?|metri|metros|miles?|feet|grams?|"
    r"lit(?:er|re)s?|watt|people|persons?|personen|leute|persone|personnes|personas|words|lines?|zeilen|righe|lignes|"
    r"lineas|pages?|seiten|points?|punkte|steps|times|mal|minutes?|seconds?|hours?|days?|years?|o['’]clock|uhr|chars?|"
    r"characters?|bytes|items?|rows?|files?|boxes|screws)\b|[%€$£年月日号元点米人个页把张块次位名]"
)
_COUNTED = misread.in_any_case(rf"\s{{0,2}}{COUNTED}")
FEWEST, MOST, MOST_OF_PAPERS = 4, 10, 12


def digits(value: str) -> int:
    """How many digits a value has."""
    return sum(sign.isdigit() for sign in value)


def is_value(match: re.Match[str], fewest: int = FEWEST, most: int = MOST) -> bool:
    """Whether what VALUE found can be a secret: no year, day, version, name or file, and of so many digits."""
    value = match.group()
    if match.lastgroup == "number":
        return fewest <= digits(value) <= most and not _YEAR.match(value) and not _is_date(value)
    if match.lastgroup == "turned":
        return True
    letters = sum(sign.isalpha() for sign in value)
    if match.lastgroup == "strange":
        return letters > 1 and not _PLAIN.match(value) and _is_odd(value)
    return letters > 0 and digits(value) > 1


def is_day(value: str) -> bool:
    """Whether three short numbers may be a day, with a year of two digits or of four: "22-8-41"."""
    return _DAY.match(value) is not None


def _is_date(value: str) -> bool:
    """Whether they are one for certain: the year has its century."""
    day = _DAY.match(value)
    return day is not None and bool(day["century"] or day["iso"])


def is_chosen(match: re.Match[str]) -> bool:
    """Whether nothing else looks like it, whatever is said before it: no name of a program with its number."""
    value = match.group()
    odd = (
        digits(value) > 1
        and re.search(r"[A-Z!#$%&*+~^?]", value) is not None
        and re.search(r"\d\.\d", value) is None
    )
    return not is_hour(value) and not is_day(value) and (match.lastgroup != "strange" or odd)


def is_long(match: re.Match[str]) -> bool:
    """Whether a number is in so many groups as the keys on a router's label."""
    return match.lastgroup == "number" and len(match.group().split()) > 3


def is_counted(behind: str) -> bool:
    """Whether what stands behind a number says what it counts."""
    return _COUNTED.match(behind) is not None


def is_year(value: str) -> bool:
    """Whether four digits are rather a year."""
    return _YEAR.match(value) is not None


def is_hour(value: str) -> bool:
    """Whether four digits are rather a time of the day: "0630", "1745"."""
    return _HOUR.match(value) is not None


def _is_odd(value: str) -> bool:
    """Whether no language and no mark-up has such a word."""
    return digits(value) > 0 and not re.search(r"^[*_]|[*]{2}|_\w+_$", value)
