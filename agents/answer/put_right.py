"""What the user said since that puts right what was chosen: a page, a calendar or a note is behind their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import extractive, glosses, sentences, stems, values
from agents.context import Evidence, Line
from agents.extractive import Extract
from agents.patterns import lazy
from agents.question import CALENDAR, Parsed, Shape
from storage.model import Frame, Memory, Role, Turn

# What has a form that shows whether another value of it is told.
_SHAPES = (Shape.WHEN, Shape.WHERE, Shape.HOW_MUCH, Shape.HOW_MANY, Shape.HOW_LONG, Shape.CODE)
# How one says that something is otherwise now, or that what is shown elsewhere is wrong.
_OTHERWISE = lazy(
    r"\b(?:moved?|now|instead|postponed|rescheduled|shifted|pushed|brought forward|changed?|wrong|out of date|outdated"
    r"|old|ancient|stale|no longer|not any ?more|from (?:now|today|tomorrow|next|this|\w+day|\d)\b.{0,20}\bon"
    r"|as of|since (?:last|this|yesterday|today|\w+day)|put (?:\w+ )?(?:up|down)|gone up|went up|raised"
    r"|nobody (?:ever )?(?:changes|updates)"
    r"|turns? out|actually|verschoben|verlegt|jetzt|nun|stattdessen|falsch|veraltet|uralt|alt|stimmt nicht"
    r"|nicht mehr|seit (?:gestern|heute|\w+tag)|ab (?:sofort|heute|morgen|\w+tag|dem)|spostat\w|rinviat\w|anticipat\w"
    r"|vecchi[ao]|sbagliat[ao]|adesso|ora|non più"
    r"|da (?:oggi|domani|luned|marted|mercoled|gioved|venerd|sabato|domenica)\w*)\b"
    r"|改|推迟|提前|挪|换|错|旧|现在|不再|从.{0,6}起",
    re.IGNORECASE,
)
# The words that a page is wrong, whenever it is looked at again.
_BELIES = lazy(
    r"\b(?:calendar|diary|site|web ?site|(?:home)?page|app|list|plan|rota|mail|leaflet|poster|schedule|timetable|invite"
    r"|entry|kalender|seite|webseite|aushang|zettel|calendario|sito|pagina|scheda|orario)\b['’]?s?\b.{0,40}"
    r"\b(?:wrong|old|out of date|outdated|ancient|still (?:says|shows)"
    r"|not right|mistaken|falsch|veraltet|uralt|alt|stimmt nicht|noch|sbagliat[ao]|vecchi[ao]|errat[ao]|dice ancora)\b"
    r"|(?:日历|网页|网站|页面|课表|日程|群里)[^，。]{0,12}(?:错|旧|不对|没改|没更新)",
    re.IGNORECASE,
)
# It is asked what a page says, not what is so.
_OF_PAGE = lazy(
    r"\b(?:web ?site|(?:home)?page|site|screen|calendar|app|mail|e-?mail|letter|list|schedule says|wrong\w*"
    r"|seite|kalender|falsch\w*|pagina|sito|schermo)\b|网页|网站|页面|日历",
    re.IGNORECASE,
)
# So many words that both tell of make them the same, the question's own counting double.
_ENOUGH = 2
_CALENDAR = frozenset(stems.stem(word) for word in CALENDAR)


def of(
    extract: Extract, evidence: Sequence[Evidence], parsed: Parsed, now: datetime, zone: ZoneInfo
) -> Extract:
    """The line of the user's that came after what was chosen and tells of the same otherwise; else `extract`."""
    if not _is_asked(parsed, now) or not _may_be_behind(extract.evidence):
        return extract
    found = [
        (one, line)
        for one in evidence
        if _is_later(one, extract.evidence)
        for line in _lines(one)
        if _tells_otherwise(one, line, extract, parsed, zone)
    ]
    if not found:
        return extract
    one, line = max(
        found, key=lambda pair: (_shared(pair[0], pair[1], extract, parsed), pair[0].time, pair[1].cover)
    )
    value = values.value(extractive.said(one, line), parsed, zone)
    return replace(extract, evidence=one, line=line, value=value, also=None, alone=False)


def _is_asked(parsed: Parsed, now: datetime) -> bool:
    """Whether it is asked what is so, of a form that shows."""
    of_now = parsed.wants_last or parsed.span is None or parsed.span.end > now
    other = parsed.wants_first or parsed.wants_changes or not of_now
    return parsed.shape in _SHAPES and not other and not _OF_PAGE.search(parsed.text)


def _may_be_behind(evidence: Evidence) -> bool:
    """Whether it is a screen or what was kept of one, a note, or something the user said."""
    thing = evidence.found.thing
    return isinstance(thing, Frame | Memory) or (isinstance(thing, Turn) and thing.role is Role.USER)


def _is_later(evidence: Evidence, first: Evidence) -> bool:
    """Whether the user said it after what was chosen was seen, said, or began to hold."""
    thing = evidence.found.thing
    said = isinstance(thing, Turn) and thing.role is Role.USER and thing.frame is None
    if not said or evidence is first:
        return False
    return evidence.time > first.time or (
        extractive.of_screens(first) and _BELIES.search(evidence.text) is not None
    )


def _lines(evidence: Evidence) -> Iterator[Line]:
    thing = evidence.found.thing
    own = sentences.own(thing.text) if isinstance(thing, Turn) else ""
    for line in evidence.lines:
        if line.text in own and not extractive.asks(line.text) and not sentences.is_unreal(line.text):
            yield line


def _tells_otherwise(one: Evidence, line: Line, extract: Extract, parsed: Parsed, zone: ZoneInfo) -> bool:
    told = extractive.said(one, line)
    value = values.value(told, parsed, zone)
    return (
        bool(value)
        and value != extract.value
        and values.fit(told, parsed, zone) >= extractive.HALF_SURE
        and _OTHERWISE.search(one.text) is not None
        and _shared(one, line, extract, parsed) >= _ENOUGH
    )


def _shared(one: Evidence, line: Line, extract: Extract, parsed: Parsed) -> int:
    """How many words of what was chosen the user's words hold, those of the question twice."""
    of = extract.evidence
    shown = f"{extract.line.label} {extract.line.text}"
    held = _matter(line.text) | (_matter(one.text) if len(one.lines) <= 3 else frozenset())
    first = _matter(shown) | _matter(of.place)
    return len(held & first) + len(held & set(parsed.about))


def _matter(text: str) -> frozenset[str]:
    told = (term for term in glosses.terms(text) if not any(sign.isdigit() for sign in term))
    return frozenset(told) - _CALENDAR
