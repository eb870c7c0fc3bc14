"""Questions that ask how far two happenings lie apart, or one from now: "how long after the trip did I move?"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from agents import glosses, stems
from agents.anchors.reading import EVENTS
from agents.patterns import lazy


class Order(StrEnum):
    """How the question puts the second happening to the first, or to now."""

    AFTER = "after"
    BEFORE = "before"
    BETWEEN = "between"
    AGO = "ago"
    AHEAD = "ahead"


@dataclass(frozen=True, slots=True)
class Apart:
    """The words of the two happenings, in the question's order; `second` is empty where now is meant.

    `unit` is "day", "week", "month" or "year" where the question names it, else empty.
    """

    order: Order
    first: str
    second: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Length:
    """A number of whole local days, and the same in calendar units from the first day on.

    `about` is true where one of the happenings is known to a month or so only.
    """

    days: int
    months: int
    odd: int
    about: bool = False


_UNITS = {
    "day": "day", "night": "day", "week": "week", "month": "month", "year": "year",
    "tag": "day", "woche": "week", "monat": "month", "jahr": "year",
    "giorn": "day", "settiman": "week", "mes": "month", "ann": "year",
    "天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month", "年": "year",
}  # fmt: skip
_PASSED_EN = r"passed|elapsed|gone by|went by|lay|lie|there|are|is|was|were|did it take(?: me| us)?|left"
_ASK_EN = (
    r"\bhow\s+(?:long|soon|(?:many|few)\s+(?P<unit>day|night|week|month|year)s?)\s+"
    rf"(?:(?:has|had|is|was|will)\s+it\s+(?:been|be)?\s*|(?:ha(?:s|ve|d)\s+)?(?:{_PASSED_EN})\s+)*"
)
_UNIT_DE = r"(?P<unit>tag|woche|monat|jahr)\w*"
_ASK_DE = (
    rf"\bwie\s+(?:lange|viele\s+{_UNIT_DE})\s+"
    r"(?:(?:lag|lagen|liegen|liegt|waren|war|sind|ist|verging\w*|vergeh\w*)\s+(?:es\s+|da\s+)?)?(?:noch\s+)?"
)
_ASK_IT = (
    r"\bquant[oiae]\s+(?:(?:tempo|(?P<unit>giorn|settiman|mes|ann)\w)\s+)?"
    r"(?:(?:pass\w+|(?:è|sono|erano)\s+(?:passat\w)?|ci sono(?: stat\w)?|mancano|manca|trascor\w+|c['’]è\s+\w*)\s+)?"
)
_HOW_ZH = r"(?:多久|多长时间|(?:几|多少)个?(?P<unit>天|日|周|星期|礼拜|月|年))"
_SIGNS = r"[^，。？?！!、,；;]"
# The order, the words before the happenings, and what parts the second from the first.
_AUX_EN = r",?\s+(?:did|was|were|had|has|have|do|does|is|are|will)\s+"
_AUX_DE = r",?\s+(?:(?=(?:habe|hat|haben|bin|ist|sind|war|waren|wurde)\s)\w+|(?=\w+(?:e|te|ten)\s(?:ich|wir)\b)\w+)\s+"
_AUX_IT = r",?\s+(?:(?=(?:ho|abbiamo|ha|hanno|sono|siamo|è)\s))"
_TWO = {
    "en": (
        (Order.BETWEEN, rf"{_ASK_EN}between\s+", r"\s+and\s+"),
        (Order.BETWEEN, rf"{_ASK_EN}from\s+", r"\s+(?:to|until|till)\s+"),
        (Order.AFTER, rf"{_ASK_EN}after\s+", _AUX_EN),
        (Order.BEFORE, rf"{_ASK_EN}before\s+", _AUX_EN),
    ),
    "de": (
        (Order.BETWEEN, rf"{_ASK_DE}zwischen\s+", r"\s+und\s+"),
        (Order.AFTER, rf"{_ASK_DE}nach(?:dem)?\s+", _AUX_DE),
        (Order.BEFORE, rf"{_ASK_DE}(?:be)?vor\s+", _AUX_DE),
    ),
    "it": (
        (Order.BETWEEN, rf"{_ASK_IT}(?:tra|fra)\s+", r"\s+e(?:d)?\s+"),
        (Order.AFTER, rf"{_ASK_IT}dopo\s+", _AUX_IT),
        (Order.BEFORE, rf"{_ASK_IT}prima\s+d(?:i|el(?:l[aoe])?)\s+", _AUX_IT),
    ),
}
_ONE = {
    "en": (
        (Order.AGO, r"\bhow\s+(?:long|many\s+(?P<unit>day|night|week|month|year)s)\s+ago\s+(?:did|was|were|is|had)\s+"),
        (Order.AGO, rf"{_ASK_EN}(?:since|ago)\s+(?:(?:did|was|were)\s+)?"),
        (Order.AHEAD, rf"{_ASK_EN}(?:until|till|before|to)\s+(?!now\b)"),
    ),
    "de": (
        (Order.AGO, r"\bwie\s+lange\s+ist\s+(?:es\s+her\s*,?\s*(?:dass|seit)\s+|(?=.*\sher\b))"),
        (Order.AGO, rf"\bvor\s+wie\s*vielen\s+{_UNIT_DE}\s+(?:habe|hat|haben|bin|ist|war)\s+"),
        (Order.AGO, rf"{_ASK_DE}seit\s+"),
        (Order.AHEAD, rf"{_ASK_DE}bis\s+(?:zu[mr]?\s+)?"),
    ),
    "it": (
        (Order.AGO, rf"{_ASK_IT}fa\s+"),
        (Order.AHEAD, rf"{_ASK_IT}(?:fino\s+)?a(?:ll['’]|(?:l(?:l[ao])?)?\s+)"),
    ),
}  # fmt: skip
_A_ZH, _B_ZH = rf"(?P<a>{_SIGNS}{{2,20}}?)", rf"(?P<b>{_SIGNS}{{2,24}}?)"
_APART_ZH = r"(?:之间)?(?:一共)?(?:有|过了?|相?隔|相差|差|间隔)了?"
_PAST_ZH = r"(?:已经)?(?:过去|过|有|到现在|距今|离现在|是)了?"
_ZH = (
    (
        Order.AFTER,
        rf"{_A_ZH}[之以]?后[，,]?(?:又|过了|隔了|是)*{_HOW_ZH}(?:之?后)?(?:才|就)?{_B_ZH}(?:[？?]|$)",
    ),
    (Order.BEFORE, rf"{_A_ZH}[之以]?前[，,]?(?:是)?{_HOW_ZH}{_B_ZH}(?:[？?]|$)"),
    (Order.BETWEEN, rf"从?{_A_ZH}(?:和|与|到|跟){_B_ZH}{_APART_ZH}{_HOW_ZH}"),
    (Order.AHEAD, rf"(?:距离?|离){_A_ZH}还(?:有|剩|差){_HOW_ZH}"),
    (Order.AGO, rf"(?:距离?|离)?{_A_ZH}{_PAST_ZH}{_HOW_ZH}(?:[之以]?前)?了?"),
)
# What is known to so many days is known to a month.
_MONTHLIKE = 27
_NOW = lazy(r"(?:now|today|jetzt|heute|oggi|adesso|现在|今天|如今)", re.IGNORECASE)
_TRAILING = lazy(
    r"(?:\s+(?:take place|taken place|happen(?:ed)?|begin|start(?:ed)?|her|statt|gewesen|passed|gone by))+$",
    re.IGNORECASE,
)
# "3 March", "März 2026", "2026-03-12": calendar words are told by their numbers.
_DATE = lazy(r"(?:the |dem |den |il )?(?:\d[\w.:/-]*(?: \w+){0,3}|\w+ \d{1,4}\w*(?:,? \d{4})?)")


def read(text: str) -> Apart | None:
    """The distance that a question asks for; None where it asks for none."""
    return next(_read(text.strip()), None)


def between(first: tuple[date, date], second: tuple[date, date]) -> Length:
    """From the last day of the earlier of two stretches of days to the first day of the later; 0 where they overlap."""
    earlier, later = sorted((first, second))
    start, end = earlier[1], later[0]
    about = any((last - begun).days >= _MONTHLIKE for begun, last in (earlier, later))
    if end <= start:
        return Length(0, 0, 0, about)
    months = (end.year - start.year) * 12 + end.month - start.month
    months -= end.day < start.day
    return Length((end - start).days, months, (end - _months_on(start, months)).days, about)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    following = date(first.year + (first.month == 12), first.month % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - first).days))


def _read(text: str) -> Iterator[Apart]:
    language = glosses.language_of(text)
    if language == "zh":
        yield from _chinese(text)
        return
    for order, asks, parting in _TWO.get(language, ()):
        for begun in re.finditer(asks, text, re.IGNORECASE):
            yield from _halves(order, begun, text[begun.end() :], parting, EVENTS[language])
    for order, asks in _ONE.get(language, ()):
        for begun in re.finditer(asks, text, re.IGNORECASE):
            event = _event(text[begun.end() :], EVENTS[language])
            if event:
                yield Apart(order, event, unit=_unit(begun))


def _halves(
    order: Order, begun: re.Match[str], rest: str, parting: str, event: re.Pattern[str]
) -> Iterator[Apart]:
    for cut in re.finditer(parting, rest, re.IGNORECASE):
        first, last = _event(rest[: cut.start()], event), rest[cut.end() :].strip(" ,.?!")
        second = _event(last, event)
        if first and _NOW.fullmatch(last):
            yield Apart(Order.AGO, first, unit=_unit(begun))
        elif first and second:
            yield Apart(order, first, second, _unit(begun))


def _event(text: str, event: re.Pattern[str]) -> str:
    """The words of one happening; empty where they are none."""
    told = _TRAILING.sub("", text.strip(" ,.?!"))
    return told if (event.fullmatch(told) and stems.content(told)) or _DATE.fullmatch(told) else ""


def _chinese(text: str) -> Iterator[Apart]:
    for order, pattern in _ZH:
        for match in re.finditer(pattern, text):
            second = (match.groupdict().get("b") or "").strip("的了 ")
            to_now = _NOW.fullmatch(second) is not None
            meant = Order.AGO if to_now else order
            second = "" if to_now else second
            yield Apart(meant, match["a"].strip("从在我的 ") or match["a"], second, _unit(match))


def _unit(match: re.Match[str]) -> str:
    named = next((told for name, told in match.groupdict().items() if name.startswith("unit") and told), "")
    return _UNITS.get(named.casefold(), "")
