"""Filters typed among the words of a search: app:mail before:friday person:"Ana Reis" "exact words" begin* -not.

In a question, quotation marks and dashes are the language's, not ours: there only the named filters count.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from agents import question, sentences, times
from agents.patterns import lazy
from agents.question import Shape, Written
from storage.kind import Kinds
from storage.model import Filter, Has, ObservationType

# The names as they are offered, then what else people type.
NAMES = ("app", "title", "url", "kind", "before", "after", "on", "person", "has")
_OF_TIME = ("before", "after", "on")
_ALSO = {
    "site": "url", "type": "kind", "since": "after", "until": "before", "date": "on", "during": "on",
    "from": "person", "people": "person", "who": "person",
    "应用": "app", "标题": "title", "网址": "url", "类型": "kind", "之前": "before", "之后": "after", "日期": "on",
    "人": "person", "有": "has",
}  # fmt: skip
_NAMED = {name: name for name in NAMES} | _ALSO
_TYPES = {
    "frame": ObservationType.FRAME, "screen": ObservationType.FRAME,
    "turn": ObservationType.TURN, "chat": ObservationType.TURN,
    "note": ObservationType.NOTE,
}  # fmt: skip
_HAS = {
    "picture": Has.PICTURE, "image": Has.PICTURE, "screenshot": Has.PICTURE,
    "link": Has.LINK, "url": Has.LINK, "address": Has.LINK,
}  # fmt: skip
_QUOTED = r'"[^"]*"|“[^”]*”|„[^“”]*[“”]|「[^」]*」'
_PART = lazy(
    rf"(?<!\S)(?:(?P<name>[^\W\d]+)[:：](?P<value>{_QUOTED}|[^\s\"“„「]\S*)"
    rf"|(?P<no>-)(?P<unwanted>{_QUOTED}|(?=[^\W\d])\S+)"
    rf"|(?P<phrase>{_QUOTED})|(?P<word>\S*\w\S*\*\S*|\*\S*\w\S*))(?!\S)"
)
_MONTH = lazy(r"(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])")
_YEAR = lazy(r"(?:19|20)\d\d")
_ASKS = lazy(
    r"\s*(?:(?:what|which|how|tell|show|was|welche\w*|wie|che|cosa|quale)\b|什么|哪|怎么)", re.IGNORECASE
)
_MARKS = '"“”„「」'


@dataclass(frozen=True, slots=True)
class Asked:
    """A search without its filters: the words left, the limits, how each was written, and what was not understood."""

    text: str
    only: Filter = field(default_factory=Filter)
    notes: tuple[str, ...] = ()
    written: tuple[Written, ...] = ()


def read(text: str, now: datetime, zone: ZoneInfo, kinds: Kinds, apps: Sequence[str] = ()) -> Asked:
    """Takes the filters out of `text`, asked at `now` (aware). `apps` are the apps seen so far."""
    reading = _Reading(now, zone, kinds, apps, is_question(text))
    left = " ".join(_PART.sub(reading.take, text).split())
    words = left if reading.written else text
    return Asked(words, reading.only, tuple(reading.notes), tuple(reading.written))


def phrases(text: str) -> tuple[tuple[str, ...], str]:
    """The exact words and the words with a star that are typed in `text`, and what is left of it."""
    found: list[str] = []

    def take(part: re.Match[str]) -> str:
        said = (part["phrase"] or part["word"] or "").strip(_MARKS).strip()
        if not re.search(r"\w", said):
            return part.group()
        found.append(said)
        return ""

    left = " ".join(_PART.sub(take, text).split())
    return tuple(found), left


def names_filter(word: str) -> bool:
    """Whether a word begins as a filter does: with its name and a colon."""
    name, colon, _ = word.replace("：", ":").partition(":")
    return bool(colon) and name.casefold() in _NAMED


def is_question(text: str) -> bool:
    """True for a search that is a question, in which marks and dashes belong to the language."""
    if sentences.ends_asking(text) or _ASKS.match(text):
        return True
    return question.shape_of(text) is not Shape.WHAT


class _Reading:
    """One search being read, filter by filter."""

    def __init__(
        self, now: datetime, zone: ZoneInfo, kinds: Kinds, apps: Sequence[str], is_question: bool
    ) -> None:
        self._now, self._zone = now, zone
        self._kinds, self._apps = kinds, apps
        self._is_question = is_question
        self.only = Filter()
        self.notes: list[str] = []
        self.written: list[Written] = []

    def take(self, part: re.Match[str]) -> str:
        """What stays of a part among the words: all of it when it is no filter."""
        if part["name"]:
            name, value = _NAMED.get(part["name"].casefold()), part["value"].strip(_MARKS).strip()
            return self._named(name, value, part.group()) if name and value else part.group()
        if self._is_question:
            return part.group()
        said = (part["phrase"] or part["unwanted"] or part["word"]).strip(_MARKS).strip()
        if not re.search(r"\w", said):
            return part.group()
        self.written.append(Written(part.group(), "without" if part["no"] else "phrase", said))
        if part["no"]:
            self.only = replace(self.only, without=(*self.only.without, said))
            return ""
        self.only = replace(self.only, phrases=(*self.only.phrases, said))
        # What only begins a word is no word by which the index could tell what is best.
        return " ".join(word for word in said.split() if "*" not in word)

    def _named(self, name: str, value: str, written: str) -> str:
        change = _CHANGES[name](self, value)
        if isinstance(change, str):
            self.notes.append(change)
            return written
        self.only = change
        span = self._time(value) if name in _OF_TIME else None
        self.written.append(Written(written, name, value, *(span or ())))
        return ""

    def _app(self, value: str) -> Filter:
        known = [app for app in self._apps if value.casefold() in app.casefold()]
        if not known:
            self.notes.append(f"No app called “{value}” was seen.")
        return replace(self.only, apps=(*self.only.apps, *(known or [value])))

    def _kind(self, value: str) -> Filter | str:
        wanted = value.casefold()
        if wanted in _TYPES:
            return replace(self.only, types=(*self.only.types, _TYPES[wanted]))
        if wanted == "memory":
            return replace(self.only, kinds=(*self.only.kinds, *self._kinds))
        if wanted in self._kinds:
            return replace(self.only, kinds=(*self.only.kinds, wanted))
        known = ", ".join([*self._kinds, "memory", *dict.fromkeys(map(str, ObservationType))])
        return f"“{value}” is no kind, so nothing was limited by it. There are: {known}."

    def _time(self, value: str) -> tuple[datetime, datetime] | None:
        month = _MONTH.fullmatch(value)
        said = f"{calendar.month_name[int(month['month'])]} {month['year']}" if month else value
        span = times.range_of(f"in {said}" if _YEAR.fullmatch(said) else said, self._now, self._zone)
        return (span.start, span.end) if span is not None else None

    def _before(self, value: str) -> Filter | str:
        span = self._time(value)
        return replace(self.only, until=span[0]) if span else _no_time(value)

    def _after(self, value: str) -> Filter | str:
        span = self._time(value)
        return replace(self.only, since=span[0]) if span else _no_time(value)

    def _on(self, value: str) -> Filter | str:
        span = self._time(value)
        return replace(self.only, since=span[0], until=span[1]) if span else _no_time(value)

    def _title(self, value: str) -> Filter:
        return replace(self.only, titles=(*self.only.titles, value))

    def _url(self, value: str) -> Filter:
        return replace(self.only, addresses=(*self.only.addresses, value))

    def _person(self, value: str) -> Filter:
        return replace(self.only, people=(*self.only.people, value))

    def _has(self, value: str) -> Filter | str:
        what = _HAS.get(value.casefold())
        if what is None:
            known = ", ".join(Has)
            return f"“has:{value}” is not known, so nothing was limited by it. There are: {known}."
        return replace(self.only, has=(*self.only.has, what))


_CHANGES = {
    "app": _Reading._app, "title": _Reading._title, "url": _Reading._url, "kind": _Reading._kind,
    "before": _Reading._before, "after": _Reading._after, "on": _Reading._on, "person": _Reading._person,
    "has": _Reading._has,
}  # fmt: skip


def _no_time(value: str) -> str:
    return f'“{value}” is no time that is understood. Write it like 2026-03-04, friday or "last week".'


def suggestions(
    text: str, kinds: Kinds, *, apps: Sequence[str], people: Sequence[str], limit: int = 8
) -> list[str]:
    """How the word that is being typed may go on: names of filters, their values, apps and people that were seen.

    Each is the whole text with its last word completed.
    """
    start = text.rfind(" ") + 1
    head, last = text[:start], text[start:]
    if not last:
        return []
    name, colon, begun = last.partition(":")
    values = _values(kinds, apps, people)
    if colon and name.casefold() in _NAMED:
        offered = _begun(begun.strip(_MARKS), values.get(_NAMED[name.casefold()], ()))
        return [f"{head}{name}:{_marked(value)}" for value in offered][:limit]
    filters = [f"{head}{one}:" for one in NAMES if one.startswith(last.casefold())]
    named = [
        f"{head}{filter}:{_marked(value)}"
        for filter in ("person", "app")
        for value in _begun(last, values[filter])
    ]
    return [*filters, *named][:limit]


def _values(kinds: Kinds, apps: Sequence[str], people: Sequence[str]) -> Mapping[str, Sequence[str]]:
    return {
        "app": apps,
        "person": people,
        "kind": [*kinds, "memory", *map(str, ObservationType)],
        "has": [str(what) for what in Has],
        "before": _TIMES,
        "after": _TIMES,
        "on": _TIMES,
    }


_TIMES = ("today", "yesterday", "this week", "last week", "this month", "last month", "monday", "friday")


def _begun(begun: str, values: Sequence[str]) -> Iterator[str]:
    """Those that begin so, then those in which another word does."""
    wanted = begun.casefold()
    first = [value for value in values if value.casefold().startswith(wanted)]
    yield from first
    for value in values:
        if value not in first and any(word.startswith(wanted) for word in value.casefold().split()):
            yield value


def _marked(value: str) -> str:
    return f'"{value}"' if " " in value else value
