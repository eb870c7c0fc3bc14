"""What the user says in one utterance, as far as it states something: its sentences, and the days they name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from agents import claims, sentences, times
from agents.finding import Utterance
from agents.patches import marks
from agents.patterns import lazy
from agents.times import Grain
from storage import ids
from storage.model import Author, BodyFields, Memory, MemoryId, Retire, Revise, Secret

SOON = timedelta(days=180)
DAYS = frozenset({Grain.DAY, Grain.HOUR, Grain.MINUTE})


@dataclass(frozen=True, slots=True)
class Said:
    """The sentences of an utterance that state something, and what they say together."""

    sentences: tuple[str, ...]
    utterance: Utterance
    zone: ZoneInfo

    @property
    def text(self) -> str:
        """All of it."""
        return " ".join(self.sentences)

    @property
    def day(self) -> datetime | None:
        """The last single day that it names, of those ahead if any are, and not the one a change begins on."""
        seen, zone = self.utterance.time, self.zone
        # A date in full leaves nothing to resolve; an hour alone is of no other day.
        resolved = [span for span, _ in times.resolve(self.text, seen, zone)]
        full = [
            one
            for one in times.dated(self.text, seen, zone)
            if not any(one.first < other.last and other.first < one.last for other in resolved)
        ]
        spans = sorted([*resolved, *full], key=lambda span: span.first)
        named = [span for span in spans if span.grain in DAYS]
        today = seen.astimezone(zone).date()
        weeks = [one for each in (_WEEK, _ERRAND, NOT_THEN) for one in each.finditer(self.text)]
        days = [
            span.start.astimezone(zone)
            for span in named
            # "this morning", in the evening, is no day that anything is moved to; nor is an end of "Monday to Friday",
            # the day of an errand ("I'll fix that tomorrow"), or one on which it is not.
            if not any(one.start() < span.last and span.first < one.end() for one in weeks)
            and not self._begins(span)
            and not (span.end <= seen and span.start.astimezone(zone).date() == today)
        ]
        ahead = [day for day in days if day.date() >= today]
        return next(reversed(ahead or [_coming(day, today) for day in days]), None)

    def _begins(self, span: times.Span) -> bool:
        at = self.text.find(span.text)
        return bool(marks.SINCE.search(self.text[:at])) if at >= 0 else False

    def told(self, text: str) -> str:
        """Words of it as they are kept: of the user, with their dates."""
        return claims.third_person(times.absolute(text, self.utterance.time, self.zone), claims.USER)

    def revises(
        self, memory: Memory, body: BodyFields, quote: str, reason: str, secret: Secret | None = None
    ) -> Revise:
        """What takes the memory's place, since the user says so."""
        return Revise(
            memory.id, body, (self.utterance.source(quote),), self.utterance.time, reason, secret, 0.8,
            memory.importance, id=MemoryId(ids.new(self.utterance.time)), author=Author.AGENT,
        )  # fmt: skip

    def retires(self, memory: Memory, reason: str) -> Retire:
        """The end of a memory, since the user says so."""
        return Retire(memory.id, self.utterance.time, reason)


_WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|tue|wed|thu|fri|sat|sun)|(?:mon|diens|donners|frei|"
    r"sams|sonn)tags?"
    r"|mittwochs?|(?:mo|di|mi|do|fr|sa|so)|luned[iì]|marted[iì]|mercoled[iì]|gioved[iì]|venerd[iì]|sabato|domenica)"
)
NOT_THEN = lazy(
    r"\b\w+(?:days?|tags?|wochs?) (?:(?:is|are|ist|bleibt|stays?) )?(?:gar |jetzt |now |dann )?(?:nicht mehr|"
    r"nicht|geschlossen|"
    r"zu\b|frei\b|free\b|closed|off\b)|\b(?:need|keep|want|have|brauch\w*|will) (?:\w+ )?\w+(?:days?|tags?|"
    r"wochs?) (?:free|off|frei)\b|"
    r"\b(?:no longer|not|never|closed) (?:\w+ )?on (?:\w+ and )?\w+days?|\b(?:di |il )?\w+(?:dì|bato|"
    r"enica) (?:(?:mi |ci )?(?:serve|resta|rimane|voglio|è) )?(?:chius\w|liber\w|non più)",
    re.IGNORECASE,
)
"""On which days it is not: "samstags gar nicht mehr", "no longer on Saturdays"."""
# What somebody is about to do about it.
_ERRAND = lazy(
    r"\b(?:i['’]?ll|i will|i(?:['’]m| am) going to) (?:\w+ )?(?:fix|sort|check|correct|do|tell|ring|"
    r"call|ask|look|see)\b[^.;,]*|"
    r"\b(?:ich )?(?:korrigiere|kläre|sage|frage|rufe)\b[^.;,]*|\b(?:lo|la) (?:sistemo|correggo|"
    r"chiedo|controllo)\b[^.;,]*",
    re.IGNORECASE,
)
# The days of a week, from one to another.
_WEEK = lazy(
    rf"\b(?:from |von |dal? )?{_WEEKDAY}\.?(?:\s?[-–—]\s?|\s(?:to|through|till|until|bis|a|al)\s){_WEEKDAY}\b|"
    r"(?:周|星期)[一二三四五六日天][至到-](?:周|星期)?[一二三四五六日天]",
    re.IGNORECASE,
)


def _coming(day: datetime, today: date) -> datetime:
    """A day of a year ago that is soon to come again is the coming one: what is moved is moved ahead."""
    again = day + timedelta(days=365)
    soon = today <= again.date() <= today + SOON and (again.month, again.day) == (day.month, day.day)
    return again if soon else day


def read(utterance: Utterance, zone: ZoneInfo) -> Said | None:
    """What an utterance states; None for irony, for what holds this once only, and where nothing is stated."""
    text = sentences.unquoted(sentences.meant(utterance.text))
    text = _without_an_aside(text)
    said = Said(tuple(_told(text)), utterance, zone)
    passing = marks.PASSING.search(said.text) or claims.is_ironic(text)
    return None if passing or not said.sentences else said


def _without_an_aside(text: str) -> str:
    """A text without the irony that the user ends on about themselves: "I do love getting up at four 🙃"."""
    split = sentences.split(text)
    last = split[-1] if len(split) > 1 else ""
    if not _OF_MYSELF.match(last) or not claims.is_ironic(last) or claims.is_ironic(text.removesuffix(last)):
        return text
    return text.removesuffix(last)


_OF_MYSELF = lazy(
    r"(?:(?:and|so|but|und|aber|e|ma) )?(?:i|ich|io)(?: (?:(?:just|simply|do|so|really|absolutely) ){0,2}"
    r"(?:love|adore|enjoy|live for)| liebe| mag| steh\w*| (?:adoro|amo))\b(?= [\w ,'’-]{8,})|"
    r"(?:und |aber )?(?:lieb|mag) ich\b(?= [\w ,'’-]{8,})|(?:adoro|amo)\b(?= [\w ,'’-]{8,})|"
    r"我(?:最|太|超|可)?(?:爱|喜欢)",
    re.IGNORECASE,
)


# What begins a line of a memory that holds the words which changed it, as they were.
QUOTED, READ = "Said: ", "Read: "


def is_quote(line: str) -> bool:
    """True for a line of a memory that quotes what it rests on, and may say what was so before."""
    return line.startswith((QUOTED, READ))


def without_quotes(text: str) -> str:
    """A text without its lines that quote what it rests on."""
    return "\n".join(line for line in text.split("\n") if not is_quote(line))


def with_line(body: BodyFields, line: str) -> str:
    """The details of a memory with one more line; as they were for an empty one."""
    return "\n".join(filter(None, (str(body.get("details", "")), line)))


def beside_quotes(change: Callable[[str], str]) -> Callable[[str], str]:
    """A change of a text that leaves alone the lines which quote what changed it before."""

    def changed(text: str) -> str:
        lines = text.split("\n")
        first = next((at for at, line in enumerate(lines) if is_quote(line)), len(lines))
        told = "\n".join(lines[:first])
        return "\n".join((*([change(told)] if told else ()), *lines[first:]))

    return changed


def _told(text: str) -> Iterator[str]:
    """The sentences of a text that state something; of a request, what stands behind its first comma."""
    for sentence in sentences.split(text):
        if _is_told(sentence):
            yield sentence
        elif "," in sentence and not sentences.ends_asking(sentence):
            behind = sentence.split(",", 1)[1].strip()
            if _is_told(behind):
                yield behind
        elif (case := _IN_CASE.match(sentence)) and _is_told(sentence[case.end() :]):
            yield sentence[case.end() :]


# What is told for a time to come, behind a colon: "if we ever need the vet again: the old number is dead".
_IN_CASE = lazy(
    r"(?:just )?(?:if|in case|for when|falls|se|wenn) [^,:]{0,50}\b(?:ever|again|needs?|asks?|mal|wieder|brauch\w*|"
    r"serv\w+|chied\w+)\b[^,:]{0,20}:\s+",
    re.IGNORECASE,
)


def _is_told(sentence: str) -> bool:
    asked = sentences.ends_asking(sentence) or sentences.is_question(sentence)
    return not (asked or sentences.is_unreal(sentence) or marks.is_only_possible(sentence))
