"""When an event took place, by the sentences of what is remembered that tell of it with its time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from agents import appointments, candidates, glosses, sentences, stems, values
from agents.anchors.reading import Phrase, Side
from agents.patterns import lazy
from agents.times import Grain, Span
from agents.values import Said
from storage.model import Frame, Memory, Observation, Role, Turn

# The share of the event's words that a sentence must hold, beside all its names.
ENOUGH = 0.75
# The share that shows that it is known of at all.
MENTIONED = 0.5
# A date so many words behind an event is the event's; before it, as in "next week's trip".
BEHIND, AHEAD = 3, 1
# A journey or a stay whose end nobody told.
STAY = timedelta(days=7)
# What is told of so far ahead is a manner of speaking.
FARTHEST = timedelta(days=800)


@dataclass(frozen=True, slots=True)
class Known:
    """Something remembered, and what may be read of it."""

    thing: Observation | Memory
    text: str


@dataclass(frozen=True, slots=True)
class Moment:
    """When an event is or was, [start, end), and the words of what is remembered that say so."""

    start: datetime
    end: datetime
    known: Known
    quote: str
    share: float
    dated: bool

    @property
    def said(self) -> datetime:
        """When the words were said, seen, or began to hold."""
        return candidates.time_of(self.known.thing)


@dataclass(frozen=True, slots=True)
class Dated:
    """When a happening is or was, [start, end), and what tells it: a moment, or nothing where the words are a date."""

    start: datetime
    end: datetime
    told: Moment | None = None


# Words that only say that something took place.
_LIGHT = stems.held(
    "day time last take took place happen happened first new recent latest big small whole see mal volta giorno tag"
    " 我 我们"
)
# Words that tell of the same happening: a journey, a change of home, talk, a gathering.
_ALIKE = tuple(
    map(
        stems.held,
        (
            "trip journey travel travelled holiday vacation flight fly flying flew visit visited stay arrived back",
            "move moved moving relocate relocated relocation",
            "speak spoke talk talked chat chatted call called phone phoned",
            "meeting meet met",
            "wedding marry married",
            "party celebration celebrate celebrated",
        ),
    )
)
_STAYS = stems.held("trip journey travel holiday vacation stay visit getaway")
_TALKS = stems.held("speak spoke talk talked chat chatted wrote text texted heard")
# What takes place, by its own name.
_EVENTS = lazy(
    r"\b(?:trips?|journeys?|travels?|holidays?|vacations?|flights?|visits?|stays?|moves?|relocations?|conferences?"
    r"|congress\w*|workshops?|seminars?|lectures?|class\w*|lessons?|courses?|trainings?|meetings?|calls?|appointments?"
    r"|interviews?|reviews?|demos?|launch\w*|releases?|part(?:y|ies)|weddings?|funerals?|birthdays?|anniversar\w+|concerts?"
    r"|shows?|festivals?|exams?|tests?|deadlines?|operations?|surger\w+|accidents?|check-?ups?|inspections?|deliver\w+"
    r"|dinners?|lunch\w*|breakfasts?|games?|match\w*|races?|marathons?|hikes?|walks?|tours?|retreats?|excursions?|outage"
    r"|incident|migration|presentations?|talks?|audits?|viewings?|picnics?|barbecues?|graduation|ceremon\w+|sessions?)\b",
    re.IGNORECASE,
)
# The event only stands beside what the sentence tells: "a suitcase for the trip".
_ARTICLE = (
    r"(?:(?:the|my|our|his|her|their|an?|this|that|next|de[rmsn]|die|das|mein\w*|unser\w*|eine[rmn]?|il|l[ao]|una?|mi[oa])"
    r"\s+)?(?:[\w'’-]+\s+)?$"
)
_BESIDE = lazy(
    r"\b(?:for|before|after|about|until|till|since|during|ahead of|regarding|without|because of|towards?|of"
    r"|vor|nach|für|über|seit|bis(?: zu[mr]?)?|während|per|prima d\w*|dopo|durante)\s+" + _ARTICLE,
    re.IGNORECASE,
)
# What takes place just when it is told, or just did.
_AT = lazy(
    r"\b(?:had|held|have|attend\w*|at|in|from|(?:went )?to|on|visited|started|today['’]s|beim?|auf|zur?|al?|alla)\s+"
    + _ARTICLE,
    re.IGNORECASE,
)
_DONE = lazy(
    r"ed\b|\b(?:was|were|did|had|went|got|made|took|bought|sold|saw|gave|said|met|found|left|came|spoke|wrote|began|flew|drove"
    r"|war\w*|hatten?|hab\w*|hat|bin|ist|ho|abbiamo|sono|siamo)\b|[了过]",
    re.IGNORECASE,
)
_AHEAD = lazy(
    r"\b(?:will|going to|gonna|want\w*|hop(?:e|es|ing)|plan\w*|soon|tomorrow|next|should|must|have to|need\w*|let['’]s"
    r"|wird|werde\w*|möchte\w*|bald|morgen|vorrei|voglio|domani|presto)\b|['’]ll\b|打算|想|要|明天|下[周个]",
    re.IGNORECASE,
)
_DENIED = lazy(
    r"\b(?:not|never|nicht|nie|kein\w*|non|(?-i:mai)|can|would|could|might|want\w* to|hop(?:e|ed|ing) to)\b|n['’]t\b"
    r"|[不没]",
    re.IGNORECASE,
)
_FIRST_PERSON = lazy(r"(?:i|we|my|our|ich|wir|mein\w*|unser\w*|io|mio|mia|mi)\b|我", re.IGNORECASE)
_SUBJECT = lazy(
    r"(?:i|we|he|she|they|ich|wir|er|sie)\b(?=['’ ])|(?-i:[A-ZÄÖÜ][\w-]+) (?!['’])\w+(?:ed|t|w|ke|ft)\b|\w{2,}ing\b"
    r"|(?:mi|ci|ho|abbiamo|sono|siamo)\b|.*[\u3400-\u9fff]",
    re.IGNORECASE,
)
# Being somewhere is no deed that a sentence could tell with its time.
_IN_PLACE = lazy(
    r"(?:\w+ (?:was|were|am|are|['’]s|stayed|war|waren) )?(?:in|at|im|bei[m]?|away|with|mit)\b"
    r"|\w+ (?:in|im) (?:\w+ )?(?:war|waren)\b",
    re.IGNORECASE,
)
_NAMES = lazy(r"(?<=[ ’'])(?!I\b)[A-ZÄÖÜ][\w-]+")
_WORD = lazy(r"[^\W_]+(?:['’-][^\W_]+)*")
_HAN = lazy(r"[\u3400-\u9fff]")
_RANGE = lazy(r"\s*(?:to|until|till|through|and|bis|und|al|fino al|[-–—至到])\s*(?:the\s+)?", re.IGNORECASE)


def find(
    phrase: Phrase, known: Sequence[Known], now: datetime, zone: ZoneInfo, *, ahead: bool = False
) -> Moment | None:
    """When the event of a phrase is or was, by what is `known` of it; None where nothing tells that.

    `ahead` is whether the question looks ahead: then the next such event is meant, else the one that was.
    """
    wanted = _Wanted(phrase.event)
    if not wanted.concepts:
        return None
    told = [moment for one in known for moment in _told(one, wanted, zone)]
    found = _chosen(told, phrase, now, ahead=ahead)
    if found and phrase.side is Side.DURING and wanted.stays and found.end - found.start <= timedelta(days=1):
        return replace(found, end=found.start + STAY)
    return found


def is_mentioned(event: str, texts: Iterable[str], share: float = MENTIONED) -> bool:
    """Whether any of the texts holds that share of the event's words, whatever it says of it."""
    wanted = _Wanted(event)
    return not wanted.concepts or any(wanted.share(glosses.terms(text)) >= share for text in texts)


def is_word_of(word: str, event: str) -> bool:
    """Whether a word is one of the event's, or tells of the same."""
    return not _Wanted(event).words.isdisjoint(glosses.terms(word))


def on_its_day(known: Known, zone: ZoneInfo) -> Moment:
    """What was said, as an event of the local day it was said on."""
    return Moment(*_day(candidates.time_of(known.thing), zone), known, known.text, 1.0, dated=False)


def talks_with(phrase: Phrase) -> bool:
    """True for an event that is talk with somebody: what they said is such."""
    return any(not _TALKS.isdisjoint(concept) for concept in glosses.concepts(phrase.event))


class _Wanted:
    """An event that is looked for: its words, and how it is told."""

    def __init__(self, text: str) -> None:
        self.in_place = _IN_PLACE.match(text) is not None
        self.concepts = tuple(_widened(one) for one in glosses.concepts(text) if not one <= _LIGHT)
        self.words = frozenset[str]().union(*self.concepts)
        self.mine = _FIRST_PERSON.match(text) is not None
        self.is_deed = _SUBJECT.match(text) is not None and not self.in_place
        self.is_event = (
            self.is_deed
            or any(_EVENTS.search(" ".join(one)) for one in self.concepts)
            or _EVENTS.search(text)
        )
        self.stays = self.in_place or any(not _STAYS.isdisjoint(one) for one in self.concepts)
        self._names = tuple(
            stems.held(name) for name in _NAMES.findall(f" {text}") if glosses.language_of(text) == "en"
        )

    def share(self, terms: frozenset[str]) -> float:
        """The share of the event's words among `terms`, 0 where a name is missing."""
        if any(name.isdisjoint(terms) for name in self._names):
            return 0.0
        return sum(not one.isdisjoint(terms) for one in self.concepts) / len(self.concepts)


def _widened(concept: frozenset[str]) -> frozenset[str]:
    return concept.union(*(alike for alike in _ALIKE if not alike.isdisjoint(concept)))


def _told(known: Known, wanted: _Wanted, zone: ZoneInfo) -> Iterator[Moment]:
    """The times at which the sentences of one thing say that the event takes place."""
    thing = known.thing
    if not _may_tell(thing, wanted):
        return
    speaker = stems.held(thing.speaker) if isinstance(thing, Turn) else frozenset[str]()
    lines = known.text.splitlines() if isinstance(thing, Frame) else sentences.split(known.text)
    for line in lines:
        share = wanted.share(glosses.terms(line) | speaker)
        if share < ENOUGH or not _is_stated(line):
            continue
        span, dated = _when(line, thing, wanted, zone)
        if span is not None and abs(span[0] - candidates.time_of(thing)) < FARTHEST:
            yield Moment(*span, known, line, share, dated)


def _may_tell(thing: Observation | Memory, wanted: _Wanted) -> bool:
    """Whether its words may be about an event of the one who is meant."""
    match thing:
        case Memory():
            return thing.current and not (wanted.mine and thing.body.get("actor", "user") not in ("", "user"))
        case Turn():
            return thing.role is not Role.ASSISTANT and not (wanted.mine and thing.role is Role.PARTICIPANT)
        case _:
            return True


def _is_stated(line: str) -> bool:
    asked = sentences.is_question(line) or sentences.ends_asking(line)
    return not (
        asked or sentences.is_supposed(line) or _DENIED.search(line) or appointments.is_cancelled(line)
    )


def _when(
    line: str, thing: Observation | Memory, wanted: _Wanted, zone: ZoneInfo
) -> tuple[tuple[datetime, datetime] | None, bool]:
    """The stretch in which a sentence puts the event, and whether it names the date; None where it puts it nowhere."""
    region = _region(line, wanted)
    spans = _dates(line, candidates.time_of(thing), zone)
    found = (
        _bound(spans, line, region, wanted, candidates.time_of(thing)) if region else next(iter(spans), None)
    )
    if found is not None:
        return (found.start, found.end), True
    if (
        spans
        or isinstance(thing, Frame)
        or _AHEAD.search(line)
        or (region and not _just(line, region, wanted))
    ):
        return None, False
    return _day(occurred_at(thing) or candidates.time_of(thing), zone), False


def _region(line: str, wanted: _Wanted) -> tuple[int, int] | None:
    """Where the event's words stand, from the first to the last; None in a script without spaces."""
    if _HAN.search(line):
        return None
    language = glosses.language_of(line)
    at = [
        match.span()
        for match in _WORD.finditer(line)
        if not wanted.words.isdisjoint(stems.held(match.group()) | glosses.meanings(match.group(), language))
    ]
    return (at[0][0], at[-1][1]) if at else (len(line), len(line))


def _dates(line: str, said: datetime, zone: ZoneInfo) -> list[Span]:
    """The dates of a sentence in order, two of them with "to" between as one."""
    found: list[Span] = []
    for span in sorted(values.dates(Said(line, said), zone), key=lambda span: span.first):
        if found and span.first < found[-1].last:
            continue
        if found and _RANGE.fullmatch(line[found[-1].last : span.first]) and found[-1].start < span.end:
            found[-1] = replace(found[-1], end=span.end, last=span.last, grain=Grain.DAY)
        else:
            found.append(span)
    return found


def _bound(
    spans: Sequence[Span], line: str, region: tuple[int, int], wanted: _Wanted, said: datetime
) -> Span | None:
    """The date that is the event's own: right behind or before it, or of a sentence that tells of nothing else."""
    first, last = region
    beside = _BESIDE.search(line[:first]) is not None
    close = [span for span in spans if _is_close(span, line, region)]
    if beside:
        return next((span for span in close if span.start > said), None)
    if not (wanted.is_deed or wanted.is_event):
        return next(iter(close), None)
    return min(spans, key=lambda span: _gap(span, first, last), default=None)


def _gap(span: Span, first: int, last: int) -> int:
    return max(span.first - last, first - span.last, 0)


def _is_close(span: Span, line: str, region: tuple[int, int]) -> bool:
    between, most = (
        (line[region[1] : span.first], BEHIND)
        if span.first >= region[0]
        else (line[span.last : region[0]], AHEAD)
    )
    return len(between.split()) <= most and not re.search(r"[,;.!?]", between)


def _just(line: str, region: tuple[int, int], wanted: _Wanted) -> bool:
    """True where a sentence without a date tells that the event took place, just then."""
    before = line[: region[0]]
    if wanted.is_deed:
        return _BESIDE.search(before) is None and _DONE.search(line) is not None
    return (wanted.is_event or wanted.in_place) and _AT.search(before) is not None


def occurred_at(thing: Observation | Memory) -> datetime | None:
    """When what a memory tells took place, where it says so itself; aware."""
    own = thing.body.get("occurred_at") if isinstance(thing, Memory) else None
    if not own:
        return None
    when = datetime.fromisoformat(str(own))
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _day(when: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    midnight = when.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight.astimezone(UTC), (midnight + timedelta(days=1)).astimezone(UTC)


def _chosen(told: Sequence[Moment], phrase: Phrase, now: datetime, *, ahead: bool) -> Moment | None:
    """Of an event that is told more than once, the fullest and newest words; of several, the one on the right side."""
    past = [one for one in told if one.start <= now]
    if phrase.side is Side.LAST:
        return max(past, key=lambda one: (one.share, one.start), default=None)
    future = [one for one in told if one.start > now]
    until = phrase.side in (Side.BEFORE, Side.UNTIL)
    fit = (future or past) if ahead else (past or (future if until else []))
    return max(
        fit,
        key=lambda one: (one.share, one.dated, isinstance(one.known.thing, Memory), one.said),
        default=None,
    )
