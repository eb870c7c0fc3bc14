"""What several screens tell together: on how many days, on which day the most, which of two came first, which row is
the highest."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import placed, stems, subjects, values
from agents.context import Evidence, Line
from agents.patterns import lazy
from agents.question import Parsed, Shape
from storage.model import Frame

# From this cosine on a window's name is what the question is about, where it shares no word with it.
NEAR = 0.25
# Rows of one column from which on they are a table.
ROWS = 3
# Screens cited for a count.
CITED = 3

_DAYS = lazy(
    r"\b(?:how many|on how many) (?:different |separate )?days\b|\b(?:an )?wie vielen? tagen?\b|几天|多少天",
    re.IGNORECASE,
)
_MOST = lazy(
    r"\b(?:highest|largest|greatest|biggest|most|maximum|peak|longest|tallest|höchste\w*|größte\w*|längste\w*|meisten)\b"
    r"|最[高大多长]",
    re.IGNORECASE,
)
_LEAST = lazy(
    r"\b(?:lowest|smallest|least|minimum|shortest|fewest|niedrigste\w*|kleinste\w*|kürzeste\w*|wenigsten)\b|最[低小少短]",
    re.IGNORECASE,
)
_DAY_ASKED = lazy(r"\b(?:(?:which|what) day|when)\b|\b(?:wann|an welchem tag)\b|哪天|什么时候", re.IGNORECASE)
_ROW_ASKED = lazy(r"\b(?:which|what)\b|\bwelche[rsnm]?\b|哪", re.IGNORECASE)
_SHOPPING = lazy(r"\b(?:shop(?:ped|ping)?|buy(?:ing)?|eingekauft|einkaufen|kaufen)\b|购物|买", re.IGNORECASE)
_SUMS = lazy(r"\b(?:total|sum|subtotal|average|gesamt|summe|totale)\b|合计|总计", re.IGNORECASE)
_ORDER = lazy(
    r"\b(?:which|what|welche[sn]?|was)\b.*\b(?:(?P<first>first|earlier|sooner|zuerst|früher)|last|later|zuletzt|später)\b"
    r"\s*[:,]\s*(?P<one>\S.*?)\s+(?:or|oder)\s+(?P<other>\S.*?)\s*\?*\s*$",
    re.IGNORECASE,
)
_QUOTES = "\"'“”‘’„‚«» "
_FIGURE = lazy(r"\d[\d.,']*")
_MONTHS = tuple(name for name in calendar.month_name if name)

Titled = Callable[[Callable[[str], bool]], Sequence[Evidence]]
"""The screens whose windows' titles fit, oldest first."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The bare answer, and the screens it rests on with the words of each."""

    short: str
    cited: Sequence[tuple[Evidence, str]]


def of(parsed: Parsed, evidence: Sequence[Evidence], titled: Titled, zone: ZoneInfo) -> Compared | None:
    """What a question asks that no single screen tells; None where it asks nothing of the kind, or nothing shows it."""
    order = _ORDER.search(parsed.text)
    if order is not None:
        return _earlier(order, titled)
    wants_days = _DAYS.search(parsed.text) is not None
    superlative = _MOST.search(parsed.text) or _LEAST.search(parsed.text)
    document = _document(parsed, evidence) if wants_days or superlative else None
    if document is None:
        return None
    name = subjects.key(document.place)
    screens = [one for one in titled(lambda title: subjects.key(title) == name) if _is_of_time(one, parsed)]
    if wants_days:
        return _days(screens, zone)
    if parsed.shape is Shape.WHEN and _DAY_ASKED.search(parsed.text):
        return _day_of_most(parsed, screens, zone)
    return _row_of_most(parsed, screens) if _ROW_ASKED.search(parsed.text) else None


def _document(parsed: Parsed, evidence: Sequence[Evidence]) -> Evidence | None:
    """The window that the question is about: by its title's words, else by what it means."""
    about = set(parsed.about)
    shops = _SHOPPING.search(parsed.text) is not None
    windows = [
        one
        for one in evidence
        if isinstance(one.found.thing, Frame) and one.place and (not shops or _is_on_sale(one))
    ]
    held = [(len(about.intersection(stems.content(one.place))), one.nearness, one) for one in windows]
    best = max(held, key=lambda row: row[:2], default=None)
    return best[2] if best is not None and (best[0] or best[1] >= NEAR) else None


def _is_on_sale(evidence: Evidence) -> bool:
    """Whether a window shows a price, and is no order: what one shops for is looked at before."""
    order = subjects.CONFIRMED.search(f"{evidence.place}\n{evidence.text}")
    return values.is_priced(evidence.text) and order is None


def _is_of_time(evidence: Evidence, parsed: Parsed) -> bool:
    span = parsed.span
    return span is None or span.start <= evidence.time < span.end


def _days(screens: Sequence[Evidence], zone: ZoneInfo) -> Compared | None:
    """On how many local days they were shown; the first of each day is cited."""
    first = {one.time.astimezone(zone).date(): one for one in reversed(screens)}
    cited = [(first[day], first[day].place) for day in sorted(first)][:CITED]
    return Compared(str(len(first)), cited) if first else None


def _day_of_most(parsed: Parsed, screens: Sequence[Evidence], zone: ZoneInfo) -> Compared | None:
    """On which day the value was highest or lowest that the question names by its label."""
    about = set(parsed.about)
    values = [
        (len(about.intersection(stems.content(line.label))), line, one) for one, line in _values(screens)
    ]
    most = max((held for held, _, _ in values), default=0)
    named = [(line, one) for held, line, one in values if held == most and most]
    if not named:
        return None
    line, one = _extreme(parsed, named)
    return Compared(_day(one.time, zone), [(one, _told(line))])


def _row_of_most(parsed: Parsed, screens: Sequence[Evidence]) -> Compared | None:
    """Which row of a table holds the highest or lowest value; of several states of it the one asked for."""
    states = list(screens) if parsed.wants_first and not parsed.wants_last else list(reversed(screens))
    for screen in states:
        columns: dict[str, list[tuple[Line, Evidence]]] = defaultdict(list)
        for one, line in _values([screen]):
            if line.row and not _SUMS.search(line.row):
                columns[line.label.removeprefix(line.row).strip()].append((line, one))
        column = max(columns.values(), key=len, default=[])
        if len(column) >= ROWS:
            line, one = _extreme(parsed, column)
            return Compared(_row_name(line.row), [(one, _told(line))])
    return None


def _earlier(order: re.Match[str], titled: Titled) -> Compared | None:
    """Which of two documents was on screen before the other, or after it."""
    names = [order[group].strip(_QUOTES) for group in ("one", "other")]
    shown = [titled(_holding(name)) for name in names]
    if not all(shown) or not all(stems.content(name) for name in names):
        return None
    firsts = sorted(zip((one[0] for one in shown), names, strict=True), key=lambda pair: pair[0].time)
    if not order["first"]:
        firsts.reverse()
    return Compared(firsts[0][1], [(one, one.place) for one, _ in firsts])


def _holding(name: str) -> Callable[[str], bool]:
    wanted = set(stems.content(name))
    return lambda title: wanted <= set(stems.content(title))


def _values(screens: Sequence[Evidence]) -> Iterator[tuple[Evidence, Line]]:
    """Every number under a label."""
    for one in screens:
        for line in one.lines:
            if line.label and placed.is_bare(line.text) and _FIGURE.search(line.text):
                yield one, line


def _extreme(parsed: Parsed, values: Sequence[tuple[Line, Evidence]]) -> tuple[Line, Evidence]:
    choose = max if _MOST.search(parsed.text) else min
    return choose(values, key=lambda pair: _figure(pair[0].text))


def _figure(text: str) -> float:
    """The number in a text, whichever sign parts its thousands."""
    found = _FIGURE.search(text)
    digits = found.group().strip(".,'") if found else ""
    *whole, last = re.split(r"[.,']", digits) if digits else ["0"]
    if whole and len(last) != 3:
        return float(f"{''.join(whole)}.{last}")
    return float("".join((*whole, last)) or 0)


def _row_name(label: str) -> str:
    """A row's name without its number: a month where it is one."""
    words = [word for word in label.split() if not any(sign.isdigit() for sign in word)] or label.split()
    begun = [word.casefold() for word in words if len(word) >= len("Jan")]
    months = (month for month in _MONTHS if any(month.casefold().startswith(word) for word in begun))
    return next(months, " ".join(words))


def _told(line: Line) -> str:
    return f"{line.label} {line.text}"


def _day(time: datetime, zone: ZoneInfo) -> str:
    local = time.astimezone(zone)
    return f"{local:%A} {local.day} {local:%B %Y}"
