"""Days, hours and sums as Chinese notes write them, and how they are exchanged there for those that are told."""

from __future__ import annotations

import re
from datetime import datetime

from agents.patches import signs
from agents.patterns import lazy
from agents.times import chinese

_DIGIT = "〇零一二两三四五六七八九"
_DATE = lazy(
    rf"(?:(?P<year>\d{{4}}\s?年)\s?)?(?P<month>\d{{1,2}}|十[一二]?|[一二三四五六七八九])(?P<of>\s?月\s?)"
    rf"(?P<day>\d{{1,2}}|[{_DIGIT}十]{{1,3}})(?P<mark>\s?[日号])?"
    r"(?P<open>\s?[(（]?)(?:(?P<week>周|星期|礼拜)[一二三四五六日天](?P<close>[)）]?))?"
)
_NUMBER_ALONE = lazy(r"(?P<day>\d{1,2})\s?(?P<mark>[日号])(?:(?P<week>周|星期|礼拜)[一二三四五六日天])?")
_BY_WEEK = lazy(r"(?:(?:下下|下|这|本|上)个?)?(?P<week>周|星期|礼拜)[一二三四五六日天]")
_RELATIVE = lazy(r"大?[今明后昨前]天|[今明](?=[晚早])")
_WEEKDAYS = "一二三四五六日"
_PART = lazy(r"(?P<part>凌晨|清晨|早上|早晨|上午|中午|正午|下午|傍晚|晚上|夜里|夜晚|晚间|早|晚)\s?$")
_AFTER_NOON = frozenset("下午 傍晚 晚上 夜里 夜晚 晚间 晚".split())
# A sign that belongs to the day before it: "今晚", "明早".
_OF_A_DAY = "今明昨当每"
_NOON, _AFTERNOONS = 12, 3


def on_day(text: str, first: int, last: int, day: datetime) -> str:
    """A text with the day at text[first:last] told as another one, in the form in which it is written there."""
    week = _WEEKDAYS[day.weekday()]
    if held := _DATE.match(text, first):
        year = f"{day.year}年" if held["year"] else ""
        anew = f"{year}{day.month}{held['of']}{day.day}{held['mark'] or '日'}"
        if held["week"]:
            anew += f"{held['open']}{held['week']}{week}{held['close']}"
        else:
            anew += held["open"]
    elif held := _NUMBER_ALONE.match(text, first):
        named = f"{held['week']}{week}" if held["week"] else ""
        anew = f"{day.month}月{day.day}{held['mark']}{named}"
    elif held := _BY_WEEK.match(text, first):
        anew = f"{day.month}月{day.day}日{held['week']}{week}"
    elif held := _RELATIVE.match(text, first):
        anew = f"{day.month}月{day.day}日"
    else:
        return f"{text[:first]}{day.month}月{day.day}日{text[last:]}"
    return f"{text[:first]}{anew}{text[held.end() :]}"


def is_by_week(text: str, first: int, last: int) -> bool:
    """Whether all that text[first:last] tells of a day is which of the week it is."""
    held = _BY_WEEK.match(text, first)
    return held is not None and held.end() <= last


def part_before(text: str, at: int) -> re.Match[str] | None:
    """The part of the day that stands right before a time of day: "晚上" of "晚上七点"."""
    return _PART.search(text[:at])


def begins(part: re.Match[str]) -> int:
    """Where a part of the day begins that may be told anew: "晚" of "今晚七点" belongs to its day."""
    one = part.start()
    joined = len(part["part"]) == 1 and part.string[max(0, one - 1) : one] in tuple(_OF_A_DAY)
    return part.end() if joined else one


def in_day(hour: int, part: str) -> int:
    """The hour of 24 that an hour of a part of the day is."""
    late = part in _AFTER_NOON and hour < _NOON
    return hour + _NOON if late or (part in ("中午", "正午") and hour < _AFTERNOONS) else hour


def minutes(past: str) -> int:
    """The minutes behind an hour: "半", "一刻", "二十", "05分"."""
    told = past.rstrip("分").lstrip("零") or "0"
    if told in ("半", "整", "钟"):
        return 30 if told == "半" else 0
    if told.endswith("刻"):
        return 15 * chinese.number(told[0])
    return chinese.number(told)


def clock(told: str, value: str, old: str, before: str) -> str:
    """A time of day as a note writes its own, which was `before`: in figures, or in signs as it was told."""
    same = (int(value.split(":", 1)[0]) >= _NOON) == (int(before.split(":", 1)[0]) >= _NOON)
    held, new = _part_of(old), _part_of(told)
    if _IN_FIGURES.search(old):
        return f"{(held if same else new) if held else ''}{value}"
    if not signs.HAN.search(old) or not signs.HAN.search(told):
        return value
    return f"{held}{told}" if held and same and not new else told


_IN_FIGURES = lazy(r"\d[:：.]\d\d")


def _part_of(clock: str) -> str:
    """The part of the day that a time of day is written with, with the blank behind it."""
    held = re.match(rf"[^\d{_DIGIT}十]*", clock)
    return held[0] if held and _PART.match(held[0]) else ""


_SUM = rf"[{_DIGIT}十百千万]*[百千万][{_DIGIT}十百千万]*"
_CUE = (
    r"(?:[涨降升调改减加变收要卖付交][价]?了?[到至成为]?了?|[是为到至]|每个?[月年天次节]|一个?[月年天次节]|"
    r"[租金费价薪资])\s?"
)
_FIGURES = lazy(rf"(?P<cue>{_CUE})(?P<sum>{_SUM})(?![{_DIGIT}十百千万人年米斤公])|(?P<money>{_SUM})(?=元|块)")


def figures(text: str) -> str:
    """A text with its sums of money in figures: "涨到三千六" is "涨到3600"."""

    def told(match: re.Match[str]) -> str:
        value = amount(match["sum"] or match["money"])
        return f"{match['cue'] or ''}{value}" if value else match[0]

    return _FIGURES.sub(told, text)


def amount(text: str) -> int:
    """What a sum in signs comes to, the last place left out as people do: "三千六" is 3600; 0 for none."""
    try:
        value = chinese.number(text)
    except (KeyError, ValueError):
        return 0
    place = chinese.PLACES.get(text[-2:-1], 0)
    if place >= chinese.PLACES["百"] and text[-1] in chinese.DIGITS:
        last = chinese.DIGITS[text[-1]]
        value += last * (place // 10) - last
    return value


_CLAUSES = lazy(r"[，,。；;！!\n]")
_PIECES = lazy(r"[，,。；;、\n]")
_GIVES = lazy(
    r"(?:[涨降升调改减加变]价?了?[到至成为]了?|现在(?:是|要|卖|收)?|起(?:是|要|收)?)\s?[¥￥]?(?P<sum>\d+(?:\.\d{1,2})?)"
    r"(?![\d点點:月号日楼层栋室年岁个人名级周天分])"
)
_HELD = lazy(r"(?<![\d.:])(?P<sum>\d+(?:\.\d{1,2})?)\s?(?:元|块)|[¥￥]\s?(?P<signed>\d+(?:\.\d{1,2})?)")


def sums(text: str, told: str) -> str:
    """A text of several prices with the one of each thing that the words name and give anew."""
    held = list(_HELD.finditer(text))
    if len(held) < 2:
        return text
    given: list[tuple[int, int, str]] = []
    for clause in _CLAUSES.split(figures(told)):
        gives = _GIVES.search(clause)
        if gives is None:
            continue
        scored = sorted(
            ((_alike(clause[: gives.start()], _label(text, one)), at) for at, one in enumerate(held))
        )
        (next_best, _), (best, at) = scored[-2:]
        if best > next_best:
            name = "sum" if held[at]["sum"] else "signed"
            given.append((*held[at].span(name), gives["sum"]))
    for first, last, new in sorted(given, reverse=True):
        text = f"{text[:first]}{new}{text[last:]}"
    return text


def _label(text: str, held: re.Match[str]) -> str:
    return _PIECES.split(text[: held.start()])[-1]


def _alike(one: str, other: str) -> int:
    return len(set(signs.pairs(one)) & set(signs.pairs(other)))
