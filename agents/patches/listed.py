"""The parts of a list in a text, each with its own value: a price list, opening hours; one part given anew leaves the
others as they were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from agents import stems
from agents.patterns import lazy

_MONEY = "money"
_HOURS = "hours"
_CURRENCY = r"(?:€|£|\$|¥|eur(?:os?)?|gbp|usd|chf|pounds?|quid|dollars?|francs?|yuan|rmb|元|块)"
_NUMBER = r"\d{1,3}(?:[.,' ]\d{3})+(?:[.,]\d{2})?|\d+(?:[.,]\d{1,2})?"
_VALUE = lazy(
    rf"(?<![\w.,:/-])(?P<start>\d{{1,2}}(?:[:.]\d\d)?)\s?(?:h|uhr)?\s?(?P<dash>[-–—]|bis|to|alle)\s?(?P<end>\d{{1,2}}(?:[:.]\d\d)?)"
    rf"(?![\w:/]|[.,]\d)"
    rf"|(?<![\w.,:/-])(?P<before>{_CURRENCY}\s?)?(?P<amount>{_NUMBER})(?P<after>\s?{_CURRENCY})?(?![\w:/%]|[.,]\d)",
    re.IGNORECASE,
)
# Where one part ends and the next begins; a comma within a number is none.
_PARTS = lazy(r"[;；，、|\n]|,(?!\d)|:(?!\d)|：|(?<=[^\d\s])\.\s|(?<=\d)\.\s(?=[A-ZÄÖÜ])|。")
_HAN = lazy(r"[\u3400-\u9fff]+")
# An hour until which something lasts from now on: the end of its hours.
_UNTIL = lazy(
    r"\b(?:until|till?|til|bis|fino al(?:le)?)\s+(?P<hour>\d{1,2}(?:[:.]\d\d)?)(?:\s?(?:uhr|h|am|pm)\b)?(?![\d:./])|"
    r"到\s?(?P<han>\d{1,2}(?::\d\d)?)\s?[点點]?",
    re.IGNORECASE,
)
_DAYS = (
    "mon monday mondays mo montag montags lun lunedì 周一",
    "tue tues tuesday tuesdays di dienstag dienstags mar martedì 周二",
    "wed weds wednesday wednesdays mi mittwoch mittwochs mer mercoledì 周三",
    "thu thur thurs thursday thursdays do donnerstag donnerstags gio giovedì 周四",
    "fri friday fridays fr freitag freitags ven venerdì 周五",
    "sat saturday saturdays sa samstag samstags sonnabend sonnabends sab sabato 周六",
    "sun sunday sundays so sonntag sonntags dom domenica 周日",
)
_DAY_OF = {word: f"day {at}" for at, names in enumerate(_DAYS) for word in names.split()}
# Words of a label that say nothing of which part it is.
_IDLE = frozenset(
    "per each from until till to at of and or now new je pro ab bis und jetzt neu neue ora nuovo adesso user only "
    "costs cost price kostet costa is are".split()
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A value in a list, of one sort, and the words before it in its part."""

    label: frozenset[str]
    sort: str
    match: re.Match[str]


def changed(text: str, told: str) -> str:
    """A text with the value of each of its parts that `told` gives anew."""
    held = list(_parts(text))
    for part in reversed(held):
        if (
            not part.label
            or sum(other.label == part.label and other.sort == part.sort for other in held) != 1
        ):
            continue
        new = _given(part, told) or _given(_shortened(part, held, told), told)
        if new:
            text = f"{text[: part.match.start()]}{new}{text[part.match.end() :]}"
    return text


def days_of(text: str) -> frozenset[str]:
    """The days of the week that a text names."""
    return frozenset(
        _DAY_OF[word] for word in re.findall(r"[^\W\d_]+", text.casefold()) if word in _DAY_OF
    ) | frozenset(_DAY_OF[f"周{sign}"] for sign in re.findall(r"(?:周|星期|礼拜)([一二三四五六日])", text))


def _parts(text: str) -> Iterator[_Part]:
    """The values of a text that are the only one of their part, with its words."""
    for first, last in _cut(text):
        found = [match for match in _VALUE.finditer(text, first, last) if _sort(match)]
        if len(found) == 1:
            yield _Part(_label(text[first : found[0].start()]), _sort(found[0]), found[0])


def _cut(text: str) -> Iterator[tuple[int, int]]:
    first = 0
    for match in _PARTS.finditer(text):
        yield first, match.start()
        first = match.end()
    yield first, len(text)


def _sort(match: re.Match[str]) -> str:
    """What sort of value it is; empty for a bare number, which may be anything."""
    if match["start"]:
        return _HOURS if _is_hour(match["start"]) and _is_hour(match["end"]) else ""
    return _MONEY if match["before"] or match["after"] else ""


def _is_hour(told: str) -> bool:
    return int(re.split(r"[:.]", told)[0]) <= 24


def _label(before: str) -> frozenset[str]:
    """The last words before a value: which of the parts it is."""
    if days := days_of(before):
        return days
    han = _HAN.findall(before)
    if han:
        return frozenset(han[-1:])
    return frozenset([one for one in stems.content(before) if one not in _IDLE and not one.isdigit()][-2:])


def _given(part: _Part, told: str) -> str:
    """The value that is told of a part, as it is written there; empty where there is none, or several."""
    found = {new for line in _lines(told) if _names(part.label, line) for new in _values(part, line)}
    return found.pop() if len(found) == 1 else ""


def _shortened(part: _Part, held: list[_Part], told: str) -> _Part:
    """A part by the end of its Chinese label that is told, unless another part ends so, too."""
    label = next(iter(part.label))
    for at in range(1, len(label) - 1) if _HAN.fullmatch(label) else ():
        if label[at:] in told:
            shared = any(
                one is not part and str(next(iter(one.label), "")).endswith(label[at:]) for one in held
            )
            return part if shared else replace(part, label=frozenset({label[at:]}))
    return part


def _lines(told: str) -> list[str]:
    return [line for line in re.split(r"\n|(?<=[.!?])\s+|[;；。]", told) if line.strip()]


def _names(label: frozenset[str], line: str) -> bool:
    """Whether a line has the words of a label."""
    words = {_DAY_OF.get(word.casefold(), "") for word in re.findall(r"[^\W\d_]+", line)} | set(
        stems.content(line)
    )
    return all(one in line if _HAN.fullmatch(one) else one in words for one in label)


def _values(part: _Part, line: str) -> list[str]:
    """What a line gives in the place of a part's value, of the same sort."""
    found = list(_VALUE.finditer(line))
    if part.sort == _HOURS:
        ranges = [one for one in found if _sort(one) == _HOURS]
        ends = [one["hour"] or one["han"] for one in _UNTIL.finditer(line)]
        if not ranges and len(ends) == 1:
            told = part.match
            return [f"{told['start']}{told.string[told.end('start') : told.start('end')]}{ends[0]}"]
        return [_of_range(part.match, one) for one in ranges]
    amounts = [
        one
        for one in found
        if one["amount"] and (_sort(one) == _MONEY or re.search(r"[.,]\d\d$", one["amount"]))
    ]
    return (
        [
            f"{part.match['before'] or ''}{_amount(part.match['amount'], one['amount'])}{part.match['after'] or ''}"
            for one in amounts[:1]
        ]
        if len(amounts) == 1
        else []
    )


def _of_range(old: re.Match[str], new: re.Match[str]) -> str:
    return f"{new['start']}{old.string[old.end('start') : old.start('end')]}{new['end']}"


def _amount(old: str, new: str) -> str:
    """A number without the cents that the old one lacks, too."""
    return re.sub(r"[.,]00$", "", new) if not re.search(r"[.,]\d\d$", old) else new
