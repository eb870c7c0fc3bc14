"""Finds the time expressions of a text: single phrases, joined neighbours, and ranges between them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise

from agents import caches, first_names
from agents.patterns import lazy
from agents.times import chinese, feasts, meaning, needs, periods, placed, tenses, western
from agents.times.meaning import EARLIEST, LATEST, Instants, Meaning, Moment, Rank
from agents.times.needs import Need
from agents.times.periods import Dates
from agents.times.rules import Rule

FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
SENTENCE_END = lazy(r"(?<=[^\W\d_]{2}[.!?])\s+(?=[A-ZÄÖÜ])|(?<=[!?])\s+|[。！？\n]")
GLUE = lazy(
    r"[\s,]*(?:(?:of|on|at|in|in the|the|around|about|at around|at about|um|gegen|am|im|des|à|le|de|del|di|的)\s*)?",
    re.I,
)
EDGE_BEFORE = lazy(
    r"(?:\b(?:at |by |around )?(?:the |alla |la |a |all['’]|l['’])?"
    r"(?:(?P<first>early|beginning of|start of|anfang|début|principios de|inizio)"
    r"|(?P<mid>mid|middle of|mitte|mi|metà)|(?P<last>late|end of|ende|fin|finales de|fine))"
    r"[\s-](?:the |in |des |del |dell['’]|di )?)$",
    re.I,
)
EDGE_AFTER = lazy(
    r"^(?:年|的?月)?(?:(?P<first>初|上旬)|(?P<mid>中旬|中(?![国文午心间]))|(?P<last>底|末|下旬))"
)
# A date by its number, or by its feast, is one that others are told by: "the Monday after 10 July".
_DATE = lazy(r"\d")

_TOO_EARLY = datetime(MINYEAR, 3, 1, tzinfo=UTC)
_TOO_LATE = datetime(MAXYEAR, 10, 1, tzinfo=UTC)


@cache
def rules() -> tuple[Rule, ...]:
    """Built when the first text is read: it takes some hundredths of a second, which most commands can spare."""
    return (*western.all_rules(), *chinese.all_rules())


@cache
def _needs() -> tuple[tuple[Need, ...], ...]:
    """What a sentence must hold for each of the rules."""
    return tuple(needs.of(rule.pattern, rule.flags) for rule in rules())


@cache
def _by_need() -> Mapping[str, Sequence[int]]:
    """The places of the rules by each string of which a sentence must hold one; under the empty one, all others."""
    found = defaultdict[str, list[int]](list)
    for place, needed in enumerate(_needs()):
        for one in next(iter(needed), ("",)):
            found[one].append(place)
    return found


@dataclass(frozen=True, slots=True)
class Phrase:
    """An expression and its place in the text, half-open."""

    first: int
    last: int
    means: Meaning


def phrases(text: str, moment: Moment) -> list[Phrase]:
    """Every expression of a text with its neighbours joined, in order; `moment.lean` is the default lean."""
    plain = text.translate(FULL_WIDTH)
    found: list[Phrase] = []
    for first, last in _sentences(plain):
        sentence = plain[first:last]
        found += (replace(p, first=p.first + first, last=p.last + first) for p in _leaning(sentence, moment))
    return found


def _leaning(sentence: str, moment: Moment) -> Iterator[Phrase]:
    """The expressions of a sentence; one that tells both what was and what will be is read clause by clause."""
    if not (tenses.PAST.search(sentence) and (tenses.FUTURE.search(sentence) or _SMALL.search(sentence))):
        yield from _in_sentence(sentence, replace(moment, lean=tenses.lean_of(sentence, moment.lean)))
        return
    for first, last in _parts(sentence):
        lean = tenses.lean_of(sentence[first:last], moment.lean)
        for phrase in _in_sentence(sentence, replace(moment, lean=lean)):
            if first <= phrase.first < last:
                yield phrase


# Where a new sentence begins in small letters, as in a chat: "they've shifted my exam. wednesday the 13th now".
_SMALL = lazy(r"[a-zäöüàèéìòù]{3}[.!?] (?=[a-z])")


def _parts(sentence: str) -> Iterator[tuple[int, int]]:
    """Where the clauses of a sentence begin and end, the sign between them with the one before."""
    first = 0
    for end in tenses.CLAUSE_END.finditer(sentence):
        yield first, end.end()
        first = end.end()
    yield first, len(sentence)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    first = 0
    for end in SENTENCE_END.finditer(text):
        yield first, end.start()
        first = end.end()
    yield first, len(text)


# A digest asks for the same sentence several times over: whether it tells a time, what the words say, to check them.
@caches.of_texts(512)
def _in_sentence(sentence: str, moment: Moment) -> tuple[Phrase, ...]:
    joined = _join(sentence, _apart(_candidates(sentence, moment)), moment)
    edged = [_edge(sentence, phrase, moment) for phrase in joined]
    return tuple(phrase for phrase in _apart(edged) if not phrase.means.weak)


def _candidates(sentence: str, moment: Moment) -> list[Phrase]:
    return [p for rule, match in matches(sentence) if (p := _read(rule, match, moment))]


# What a memory says is looked at again for every sentence that may change it, each said at another moment.
@caches.of_texts(1024)
def matches(sentence: str) -> tuple[tuple[Rule, re.Match[str]], ...]:
    """What the rules match, in their order, whenever it was said."""
    held = needs.held(sentence)
    places = {place for one, able in _by_need().items() if one in held for place in able}
    return tuple(
        (rules()[place], match)
        for place in sorted(places)
        if all(any(one in held for one in need) for need in _needs()[place][1:])
        for match in rules()[place].matches(sentence)
        if not _is_somebody(sentence, match)
    )


def _is_somebody(sentence: str, match: re.Match[str]) -> bool:
    """Whether what would be a month is somebody's name: "my daughter April"."""
    word = match.group()
    return word.casefold() in first_names.ALSO_WORDS and first_names.names(sentence, match.start(), word)


def _read(rule: Rule, match: re.Match[str], moment: Moment) -> Phrase | None:
    """What a match means; None for dates that no calendar has (31 February, year 0), or that lie at its very ends."""
    try:
        means = rule.read(match, moment)
    except (ValueError, OverflowError):
        return None
    if means and not _TOO_EARLY < means.lo < means.hi < _TOO_LATE:
        # Neighbours move an expression by days and weeks; from here they would leave the calendar.
        return None
    group: str | int = "x" if "x" in match.re.groupindex else 0
    return Phrase(match.start(group), match.end(group), means) if means else None


def _apart(candidates: list[Phrase]) -> list[Phrase]:
    """The longest of those that overlap, in the text's order."""
    chosen: list[Phrase] = []
    for phrase in sorted(candidates, key=lambda p: (p.first - p.last, p.first)):
        if all(phrase.last <= other.first or other.last <= phrase.first for other in chosen):
            chosen.append(phrase)
    return sorted(chosen, key=lambda p: p.first)


# --- neighbours ---------------------------------------------------------------------------------------------


def _join(sentence: str, found: list[Phrase], moment: Moment) -> list[Phrase]:
    """Joins neighbours, the widest pair first: "5pm on Tuesday last week" begins with the Tuesday."""
    while True:
        pairs = list(pairwise(found))
        joins = ((_joined(sentence, a, b, moment), i) for i, (a, b) in enumerate(pairs))
        possible = [(phrase, i) for phrase, i in joins if phrase]
        if not possible:
            return found
        phrase, i = max(possible, key=lambda entry: entry[0].means.rank)
        found = [*found[:i], phrase, *found[i + 2 :]]


def _joined(sentence: str, a: Phrase, b: Phrase, moment: Moment) -> Phrase | None:
    if not GLUE.fullmatch(sentence[a.last : b.first]):
        return None
    means = inside(a.means, b.means, moment)
    return Phrase(a.first, b.last, means) if means else None


def inside(a: Meaning, b: Meaning, moment: Moment) -> Meaning | None:
    """The narrower of two meanings looked for inside the wider; None where they do not belong together."""
    for narrow, wide in ((a, b), (b, a)):
        if narrow.fit is None or narrow.rank > wide.rank:
            continue
        if found := _placed(narrow, wide, moment):
            return found
    return None


def _placed(narrow: Meaning, wide: Meaning, moment: Moment) -> Meaning | None:
    if wide.rank is Rank.CLOCK:
        return _clock_in_part(narrow, wide, wide.scope or moment.dates((wide.lo, wide.hi)), moment)
    found = meaning.moved(narrow, moment, moment.dates((wide.lo, wide.hi)))
    return found and replace(found, relative=wide.relative, scope=moment.dates((found.lo, found.hi)))


def _clock_in_part(narrow: Meaning, wide: Meaning, scope: Dates, moment: Moment) -> Meaning | None:
    """As in "last night at 11": the first such hour, of either half of the day, that lies in the part."""
    for day in (scope, periods.days(scope[1], 1)):
        placed = meaning.moved(narrow, moment, day)
        for half in (timedelta(0), timedelta(hours=12)):
            if placed and wide.lo <= placed.lo + half < wide.hi:
                return replace(
                    placed, lo=placed.lo + half, hi=placed.hi + half, relative=wide.relative, scope=scope
                )
    return None


def _edge(sentence: str, phrase: Phrase, moment: Moment) -> Phrase:
    """As in "end of May", "上个月底": the last third of it."""
    if phrase.means.rank < Rank.WEEK:
        return _beside(sentence, phrase, moment)
    before, after = EDGE_BEFORE.search(sentence[: phrase.first]), EDGE_AFTER.search(sentence[phrase.last :])
    match = before or after
    if match is None:
        return _nth(sentence, phrase, moment)
    first = before.start() if before else phrase.first
    last = phrase.last + (after.end() if after and not before else 0)
    return Phrase(first, last, _third(phrase.means, match, moment))


def _nth(sentence: str, phrase: Phrase, moment: Moment) -> Phrase:
    """As in "the first week of March": a numbered week, weekend or day of it."""
    month = phrase.means.rank is Rank.MONTH
    before, after = sentence[: phrase.first], sentence[phrase.last :]
    found = placed.within(before, after, moment.dates((phrase.means.lo, phrase.means.hi)), month=month)
    return _told_by(phrase, found, moment)


def _beside(sentence: str, phrase: Phrase, moment: Moment) -> Phrase:
    """As in "the Tuesday after Easter": what is told by a date or a feast."""
    told = sentence[phrase.first : phrase.last]
    if phrase.means.rank is not Rank.DAY or not (_DATE.search(told) or feasts.named(told)):
        return phrase
    first = moment.dates((phrase.means.lo, phrase.means.hi))[0]
    return _told_by(phrase, placed.beside(sentence[: phrase.first], sentence[phrase.last :], first), moment)


def _told_by(phrase: Phrase, found: placed.Found | None, moment: Moment) -> Phrase:
    if found is None:
        return phrase
    dates, ahead, behind = found
    lo, hi = moment.instants(dates)
    rank = Rank.DAY if dates[1] - dates[0] == timedelta(days=1) else Rank.WEEK
    means = replace(
        phrase.means, lo=lo, hi=hi, fit=None, weak=False, grain=meaning.Grain.DAY, rank=rank, scope=dates
    )
    return Phrase(phrase.first - ahead, phrase.last + behind, means)


def _third(means: Meaning, match: re.Match[str], moment: Moment) -> Meaning:
    which = 0 if match["first"] else 1 if match["mid"] else 2
    lo, hi = moment.instants(periods.third(moment.dates((means.lo, means.hi)), which))
    return replace(means, lo=lo, hi=hi, fit=None, weak=False, grain=meaning.Grain.DAY)


# --- ranges -------------------------------------------------------------------------------------------------

OPEN = lazy(r"\b(?:between|from|zwischen|von|vom|entre|desde|de|du|dal|da|с)\s+(?:the\s+)?$|[从從自]$", re.I)
TO = lazy(r"\s*(?:to|until|till|through|up to|bis|bis zum|hasta|au|al|по|[-–—~至到])\s*(?:the\s+)?", re.I)
AND = lazy(r"\s*(?:and|und|et|y|e|и|和|与)\s*(?:the\s+)?", re.I)
SINCE = lazy(r"\b(?:ever since|since|seit|depuis|desde|ab)\s+(?:the\s+)?$|(?:自从|[从從自])$", re.I)
SINCE_AFTER = lazy(r"^(?:以来|以來|至今)")
BEFORE = lazy(r"\b(?:before|prior to|earlier than|vor|avant|antes de|prima di|до)\s+(?:the\s+)?$", re.I)
# "Before the end of the month" is until it is over.
HAN_END = lazy(r"[底末]$")
BEFORE_AFTER = lazy(r"^[之以]前")
UNTIL = lazy(
    r"\b(?:until|till?|up to|by|bis|bis zum|hasta|jusqu['’]à|entro|fino ad?|non oltre)\s+(?:(?:the|la|il)\s+)?$",
    re.I,
)
AFTER = lazy(r"\b(?:after|later than|nach|après|después de|dopo)\s+(?:the\s+)?$", re.I)
AFTER_AFTER = lazy(r"^[之以][后後]")
COUNTS = {"the": 1, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
DISTANCE = lazy(
    rf"\b(?P<n>\d{{1,3}}|{'|'.join(COUNTS)}) (?P<unit>day|week|month)s? (?P<side>before|after) (?:the )?$",
    re.I,
)


def with_ranges(text: str, found: list[Phrase], moment: Moment) -> list[Phrase]:
    """The phrases with "between A and B", "since A", "before A" and their like made into one."""
    plain = text.translate(FULL_WIDTH)
    ranges: list[Phrase] = []
    rest = list(found)
    while rest:
        phrase = rest.pop(0)
        pair = _between(plain, phrase, rest[0], moment) if rest else None
        if pair:
            rest.pop(0)
        ranges.append(pair or _open_ended(plain, phrase, moment))
    return ranges


def _between(text: str, a: Phrase, b: Phrase, moment: Moment) -> Phrase | None:
    opening, middle = OPEN.search(text[: a.first]), text[a.last : b.first]
    if not (TO.fullmatch(middle) or (opening and AND.fullmatch(middle))):
        return None
    start, end = _completed(a.means, b.means, moment)
    if end.hi <= start.lo:
        return None
    means = replace(start, hi=end.hi, rank=max(start.rank, end.rank), fit=None, scope=None)
    return Phrase(opening.start() if opening else a.first, b.last, means)


def _completed(a: Meaning, b: Meaning, moment: Moment) -> tuple[Meaning, Meaning]:
    """Each end takes from the other what it leaves out: "from 5pm to 7pm yesterday", "March to May 2024"."""
    if b.fit and not a.fit:
        return a, _first_after(a, _placed_near(b, a, moment), moment)
    if a.fit and not b.fit:
        return _placed_near(a, b, moment), b
    return a, _first_after(a, b, moment)


def _placed_near(loose: Meaning, firm: Meaning, moment: Moment) -> Meaning:
    """A loose end looked for in the firm end's day, week or year."""
    first = moment.dates((firm.lo, firm.hi))[0]
    scopes = {Rank.CLOCK: periods.day(first), Rank.DAY: periods.week(first)}
    scope = (
        periods.year(first.year)
        if firm.rank > Rank.WEEK
        else scopes.get(loose.rank, periods.year(first.year))
    )
    return (
        meaning.moved(loose, moment, scope) or meaning.moved(loose, moment, periods.year(first.year)) or loose
    )


def _first_after(a: Meaning, b: Meaning, moment: Moment) -> Meaning:
    """The end's first occurrence that is not before the start."""
    if b.lo >= a.lo or b.fit is None:
        return b
    first = moment.dates((a.lo, a.hi))[0]
    scopes = (
        periods.days(first, 1),
        periods.days(first, 7),
        periods.year(first.year),
        periods.year(first.year + 1),
    )
    placed = (meaning.moved(b, moment, scope) for scope in scopes)
    return next((p for p in placed if p and p.lo >= a.lo), b)


def _open_ended(text: str, phrase: Phrase, moment: Moment) -> Phrase:
    """A phrase widened by the word before it (or, in Chinese, after it): since, before, until, after."""
    before, after, means = text[: phrase.first], text[phrase.last :], phrase.means
    behind = means.lo <= moment.now
    if match := SINCE.search(before) or SINCE_AFTER.search(after):
        return _widened(phrase, match, (means.lo, moment.now if behind else LATEST))
    if match := DISTANCE.search(before):
        return _distant(phrase, match, moment)
    if (match := BEFORE_AFTER.search(after)) and HAN_END.search(text[phrase.first : phrase.last]):
        return _widened(phrase, match, (EARLIEST if means.hi <= moment.now else moment.now, means.hi))
    if match := BEFORE.search(before) or BEFORE_AFTER.search(after):
        return _widened(phrase, match, (EARLIEST, means.lo))
    if match := UNTIL.search(before):
        return _widened(phrase, match, (EARLIEST if means.hi <= moment.now else moment.now, means.hi))
    if match := AFTER.search(before) or AFTER_AFTER.search(after):
        return _widened(phrase, match, (means.hi, moment.now if means.hi < moment.now else LATEST))
    return phrase


def _widened(phrase: Phrase, match: re.Match[str], instants: Instants) -> Phrase:
    """The phrase with its word, which stands before it (and so ends its own string) or follows it."""
    if instants[1] <= instants[0]:
        return phrase
    follows = match.re.pattern.startswith("^")
    first = phrase.first if follows else match.start()
    last = phrase.last + match.end() if follows else phrase.last
    lo, hi = instants
    return Phrase(first, last, replace(phrase.means, lo=lo, hi=hi, fit=None, scope=None))


def _distant(phrase: Phrase, match: re.Match[str], moment: Moment) -> Phrase:
    """As in "two days before 9 June", "the week after the trip's date": counted from the phrase's first day."""
    count = COUNTS.get(match["n"].lower()) or int(match["n"])
    sign = -1 if match["side"].lower() == "before" else 1
    first = moment.dates((phrase.means.lo, phrase.means.hi))[0]
    instants = moment.instants(_counted(first, sign * count, match["unit"].lower()))
    means = replace(phrase.means, fit=None, scope=None, grain=meaning.Grain(match["unit"].lower()))
    return _widened(replace(phrase, means=means), match, instants)


def _counted(first: date, count: int, unit: str) -> Dates:
    if unit == "day":
        return periods.day(first + timedelta(days=count))
    if unit == "week":
        return periods.week(first + timedelta(weeks=count))
    return periods.months(periods.shift(first.replace(day=1), count), 1)
