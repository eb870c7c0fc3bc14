"""Whether a text holds a thing of the kind that was asked for: an age, a price, a number, a time, an address."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import times
from agents.question import Parsed, Shape

_SPELT = (
    r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty|seventy"
    r"|eighty|ninety|hundred|once|twice|both|half|a couple|dozen|ein\w{0,2}|zwei\w*|drei\w*|vier|fünf|sechs|sieben"
    r"|acht|neun|zehn|elf|zwölf|\w+zig|uno|una|due|tre|quattro|cinque|sei|sette|otto|nove|dieci"
)
_NUMBER = re.compile(rf"\d|\b(?:{_SPELT})\b|[一二两三四五六七八九十百千半]", re.IGNORECASE)
_YEARS = r"(?:year|yr|month|jahr|monat|ann[io]|mes[ie])\w*"
_AGE = re.compile(
    rf"\b(?:\d{{1,3}}|{_SPELT})[ -]?{_YEARS}\b|\d{{1,3}}(?:st|nd|rd|th)\b|\b\d{{1,3}}\s*(?:岁|y/?o)"
    r"|\b(?:am|is|are|was|be|turn\w*|aged?|i'm|[sh]?he'?s|bin|ist|wird|werde)\s+(?:now\s+|jetzt\s+)?"
    rf"(?:\d{{1,3}}|{_SPELT})\b(?!\s+\w+s\b|[:.])"
    r"|\b(?:born|geboren|nat[oa])\b|出生|生于|[(,]\s*\d{1,3}\s*[),]|\bat \d{2}\b",
    re.IGNORECASE,
)
_AGE_ASKED = re.compile(r"\b(?:how old|what age|wie alt|quanti anni)\b|几岁|多大", re.IGNORECASE)
_MAIL_ASKED = re.compile(r"\be-?mail[ -]?(?:address|adresse)|\bindirizzo (?:e-?)?mail|邮箱", re.IGNORECASE)
_MAIL = re.compile(r"\S@\S")
_MONEY_ASKED = re.compile(
    r"\b(?:what|how much) (?:do|does|did|will) \w+ (?:earn|make|get paid)\b|\b(?:salary|wages?|gehalt|stipendio)\b"
    r"|\bhow much .*\b(?:rent|cost|pay)\b|\b(?:ge)?kostet\w*\b|\bcost(?:a|ano|ato)\b|\bguadagn\w+\b|多少钱|多少工资",
    re.IGNORECASE,
)
# Times of day, days and years, which are no amounts.
_DATED = re.compile(
    r"\b\d{1,2}[:.]\d{2}\b|\b(?:19|20)\d\d\b|\b\d{1,2}(?:\.|st|nd|rd|th)?\s?(?=Jan|Feb|M[aä]r|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[ck]t|Nov|De[cz])|\d+\s?[月日号点年]"
)
_CODE = re.compile(r"\d[\d ()/-]*\d|\d|\bhidden\b|[A-Z]{2,}\w*\d")
_OVER = re.compile(
    r"\b(?:did|was|were|had|has|have|got|hat|habe\w*|hast|war\w*|wurde\w*"
    r"|gab|kam\w*|ging\w*|fand\w*|bekam\w*|traf\w*|ha|ho|hai|sono)\b|了|过",
    re.IGNORECASE,
)
_TIME = re.compile(
    rf"\b(?:at|by|past|to|till|um|gegen|alle|verso)\s+(?:{_SPELT})\b|\bo['’]clock\b|"
    r"\d|\b(?:next|last|this|ago|weeks?|months?|years?|days?|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|noon|midnight|morning|evening|afternoon|night|tonight"
    r"|easter|christmas|daily|weekly|monthly|yearly|every|spring|summer|autumn|fall|winter"
    r"|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|abend\w*|morgen\w*|mittag\w*|heute|gestern|today"
    r"|tomorrow|yesterday|now|oggi|domani|ieri|sera|mattin\w|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|domenica)\b|[天周月年日点晚早]",
    re.IGNORECASE,
)


def missing(parsed: Parsed, line: str, whole: str, at: datetime, zone: ZoneInfo) -> bool:
    """True where something of a known form was asked for and neither `line` nor, where it may stand beside, `whole`
    holds one. `at` is when it was said.
    """
    if _AGE_ASKED.search(parsed.text):
        return not _AGE.search(line)
    if _MAIL_ASKED.search(parsed.text):
        return not _MAIL.search(whole)
    if _MONEY_ASKED.search(parsed.text):
        return not _amount(whole)
    if parsed.shape is Shape.WHEN and not is_over(parsed):
        return not _TIME.search(whole) and not times.find(whole, at, zone)
    wanted = _BY_SHAPE.get(parsed.shape)
    return wanted is not None and not wanted(whole)


def _amount(text: str) -> bool:
    return _NUMBER.search(_DATED.sub(" ", text)) is not None


def is_over(parsed: Parsed) -> bool:
    """True for a question about something done, whose time may be that of its telling."""
    return _OVER.search(parsed.text) is not None


_BY_SHAPE: dict[Shape, Callable[[str], object]] = {
    Shape.CODE: _CODE.search,
    Shape.HOW_MANY: _NUMBER.search,
    Shape.HOW_MUCH: _amount,
}
