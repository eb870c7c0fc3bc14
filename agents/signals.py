"""The signals by which a candidate may answer a question, measured over all candidates at once."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from agents import caches, candidates, glosses, sentences, stems
from agents.candidates import Item
from agents.patterns import lazy
from agents.question import Parsed, Shape
from storage.model import Frame, Memory, Note, Turn

Values = NDArray[np.float64]

# Words by which people say when: they mark a turn that can answer a "when" question.
_WHEN = lazy(
    r"\b(?:yesterday|today|tonight|tomorrow|ago|last|next"
    r"|this (?:morning|afternoon|evening|week|weekend|month|year|summer)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|june|july|august|september|october"
    r"|november|december|recently|since|(?:19|20)\d\d|\d{1,2}:\d\d|gestern|heute|morgen|seit)\b|昨天|今天|明天|上周|去年",
    re.IGNORECASE,
)
# What a text holds that can answer how many or how long, where, who, or why.
_COUNTS = lazy(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|hundred|once|twice|couple|few"
    r"|several|dozen|half|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|einmal|zweimal|paar|due|tre|quattro|cinque"
    r"|dieci)\b|[一二两三四五六七八九十百千半几]",
    re.IGNORECASE,
)
_PLACES = lazy(r"\b(?:in|at|to|from|near|around|nach|aus|bei|a|da) (?:the )?[A-ZÄÖÜ][a-zäöüß]+|[在到去从]")
_NAMES = lazy(r"(?<![.!?]\s)(?<!^)\b[A-ZÄÖÜ][a-zäöüß]+")
_REASONS = lazy(
    r"\b(?:because|since|so that|cause[sd]?|reasons?|in order|due to|that's why|which is why|wanted to|to help"
    r"|weil|denn|damit|wegen|deshalb|darum|perché|siccome)\b|因为|为了|所以",
    re.IGNORECASE,
)
_TELLS = {
    Shape.HOW_MANY: _COUNTS,
    Shape.HOW_LONG: _COUNTS,
    Shape.HOW_MUCH: _COUNTS,
    Shape.WHERE: _PLACES,
    Shape.WHO: _NAMES,
    Shape.WHY: _REASONS,
}
# Words of what was done or has been, the end of regular English ones, and the signs that stand behind Chinese ones.
_DEEDS = frozenset(
    "was were did had went got made took bought saw gave said met found "
    "war waren hatte hatten wurde wurden habe haben hat ging ho ha abbiamo era".split()
)
_DEED_END = "ed"
_DEED_SIGNS = "了过"
_WORD = lazy(r"\w+")
# What stands between words of plain letters.
_BETWEEN = {code: " " for code in range(128) if not (chr(code).isalnum() or chr(code) == "_")}
# More of them in one text tell no more.
_DEEDS_AT_MOST = 6
# So many characters of a text are read for them.
_READ = 600
# A turn of fewer words says little by itself.
_SHORT = 6
# Words from which on a longer text tells no more.
_LONG = 40
# By so many of its rarest words it is judged how much of its own a text tells.
_RAREST = 3
# How much who is meant as "my sister" counts beside who is named.
_KIN = 0.5
# A memory of more sources sums up: it says of none of them that it tells something.
_FEW_SOURCES = 3


def measure(items: Sequence[Item], parsed: Parsed) -> dict[str, Values]:
    """Every signal by name, one value a candidate, in their order."""
    rarity = _rarity(items, parsed.matter)
    words = {item.id: item.words for item in items}
    matches = _each(items, lambda item: item.words)
    cover = _each(items, lambda item: _cover(rarity, (item.terms,)))
    nearness = _meanings(items)
    around = np.array([math.nan if item.around is None else item.around for item in items])
    talks = [_talk(item) for item in items]
    numbers = _each(items, _number_of_words)
    return {
        "words": matches,
        "cover": cover,
        "window": _widened(cover, rarity, items, lambda item: item.near),
        "wide": _widened(cover, rarity, items, lambda item: item.wide),
        "near": _each(items, lambda item: _best(item.beside, words, 0.0)),
        "asked": _each(items, lambda item: _replied(item, rarity)),
        "meaning": nearness,
        "meaning_around": np.where(np.isnan(around), nearness, around),
        "talk_words": _best_of_talk(talks, matches),
        "talk_meaning": _best_of_talk(talks, nearness),
        "deeds": _each(items, lambda item: _deeds(item.thing.text)),
        "rare": _rare(items),
        "length": np.log1p(np.minimum(numbers, _LONG)),
        "short": (numbers < _SHORT).astype(np.float64),
        **_flags(items, parsed),
    }


def _flags(items: Sequence[Item], parsed: Parsed) -> dict[str, Values]:
    order = _newest(items)
    then, not_then = _by_history(items, parsed)
    remembered = _remembered(items)
    named = frozenset(stems.stem(person.split()[0]) for person in parsed.people if person.split())
    return {
        "speaker": _each_if(parsed.people or parsed.kin, items, lambda item: _said_by(item, parsed, named)),
        "person": _each_if(named, items, lambda item: float(_names_person(item, parsed, named))),
        "date": _each_if(parsed.span, items, lambda item: float(_in_span(item, parsed) or item.id in then)),
        "app": _each_if(parsed.apps, items, lambda item: float(_in_app(item, parsed))),
        "when": _each_if(parsed.shape is Shape.WHEN, items, lambda item: float(_says_when(item))),
        "tells": _each_if(parsed.shape in _TELLS, items, lambda item: float(_tells(item, parsed))),
        "remembered": _each(items, lambda item: float(item.id in remembered)),
        "asks": _each(items, lambda item: float(_asks(item))),
        "answers": _each(items, lambda item: float(bool(item.replies_to))),
        "recent": order if parsed.wants_last else np.zeros(len(items)),
        "early": 1.0 - order if parsed.wants_first and not parsed.wants_last else np.zeros(len(items)),
        "past": _each(
            items,
            lambda item: float(
                bool(not_then and item.id in not_then) or (_past(item, then) and not parsed.wants_first)
            ),
        ),
    }


def _each(items: Sequence[Item], value: Callable[[Item], float]) -> Values:
    return np.fromiter((value(item) for item in items), dtype=np.float64, count=len(items))


def _each_if(asked: object, items: Sequence[Item], value: Callable[[Item], float]) -> Values:
    """Nothing is looked at for what the question does not ask."""
    return _each(items, value) if asked else np.zeros(len(items))


def _rarity(items: Sequence[Item], terms: Sequence[str]) -> dict[str, float]:
    """How much each term of the question tells candidates apart: idf over the candidates, 1 together."""
    counts = Counter(term for item in items for term in terms if term in item.terms)
    weights = {term: math.log1p(len(items) / (1 + counts[term])) for term in terms}
    whole = sum(weights.values())
    return {term: weight / whole for term, weight in weights.items()} if whole else {}


def _widened(
    cover: Values,
    rarity: Mapping[str, float],
    items: Sequence[Item],
    beside: Callable[[Item], Sequence[frozenset[str]]],
) -> Values:
    """The cover of each one's terms and those beside it together."""
    wider = ((alone, item, beside(item)) for alone, item in zip(cover, items, strict=True))
    widened = (
        _cover(rarity, (item.terms, *texts)) if texts else float(alone) for alone, item, texts in wider
    )
    return np.fromiter(widened, dtype=np.float64, count=len(items))


def _cover(rarity: Mapping[str, float], texts: Collection[frozenset[str]]) -> float:
    """The share of the question's weighted terms that are there in any of the texts, 0..1."""
    found = 0.0
    for term, weight in rarity.items():
        for terms in texts:
            if term in terms:
                found += weight
                break
    return found


def _replied(item: Item, rarity: Mapping[str, float]) -> float:
    """The cover of the question that was asked just before."""
    return _cover(rarity, (glosses.terms(item.replies_to),)) if item.replies_to else 0.0


@caches.of_texts(16384)
def _deeds(text: str) -> float:
    """How many words say what was done or has been, up to `_DEEDS_AT_MOST`."""
    read = text[:_READ].casefold()
    words = read.translate(_BETWEEN).split() if read.isascii() else _WORD.findall(read)
    said = f"{' '.join(words)} ".count(f"{_DEED_END} ") + sum(map(_DEEDS.__contains__, words))
    return min(said + sum(map(read.count, _DEED_SIGNS)), _DEEDS_AT_MOST)


def _rare(items: Sequence[Item]) -> Values:
    """How rare the rarest words of what was said or noted are among all of it, as idf: small talk has none.

    A screen is full of rare words whatever it tells, a memory is told in few: they get the mean.
    """
    said = {item.id: glosses.terms(item.thing.text) for item in items if isinstance(item.thing, Turn | Note)}
    counts = Counter(chain.from_iterable(said.values()))
    idf = [math.log1p(len(said) / (1 + number)) for number in range(len(said) + 1)]
    rare = {
        id: sum(idf[number] for number in sorted(map(counts.__getitem__, terms))[:_RAREST]) / _RAREST
        for id, terms in said.items()
    }
    mean = sum(rare.values()) / max(1, len(rare))
    return _each(items, lambda item: rare.get(item.id, mean))


def _number_of_words(item: Item) -> int:
    """At most one more than `_LONG`, from which on more tell no more."""
    return len(item.thing.text.split(None, _LONG))


def _talk(item: Item) -> tuple[str, date] | None:
    """The conversation a turn belongs to: what was said in its thread on its day; None for anything else."""
    thing = item.thing
    return (thing.thread, thing.time.date()) if isinstance(thing, Turn) else None


def _best_of_talk(talks: Sequence[tuple[str, date] | None], values: Values) -> Values:
    """The best value in each one's conversation; whatever is in none gets the mean of the conversations."""
    best: dict[tuple[str, date], float] = {}
    for talk, value in zip(talks, values, strict=True):
        if talk is not None:
            best[talk] = max(float(value), best.get(talk, float(value)))
    mean = sum(best.values()) / len(best) if best else 0.0
    return np.array([mean if talk is None else best[talk] for talk in talks])


def _remembered(items: Sequence[Item]) -> set[UUID]:
    """What memories rest on that tell one thing."""
    told = (item.thing for item in items if isinstance(item.thing, Memory) and not item.thing.parts)
    few = (memory.sources for memory in told if len(memory.sources) <= _FEW_SOURCES)
    return {source.observation for sources in few for source in sources}


def _meanings(items: Sequence[Item]) -> Values:
    """Cosines; who was not among the nearest gets the least cosine found."""
    near = [item.meaning if item.gist is None else item.gist for item in items]
    floor = min((one for one in near if one is not None), default=0.0)
    return np.array([floor if one is None else one for one in near])


def _best(ids: Iterable[UUID], values: Mapping[UUID, float], otherwise: float) -> float:
    return max((values[id] for id in ids if id in values), default=otherwise)


def _newest(items: Sequence[Item]) -> Values:
    """0 for the oldest candidate, 1 for the newest, by their place in time."""
    if len(items) < 2:
        return np.zeros(len(items))
    times = np.array([candidates.time_of(item.thing).timestamp() for item in items])
    places = np.searchsorted(np.unique(times), times)
    return places / max(1.0, float(places.max()))


def _said_by(item: Item, parsed: Parsed, named: frozenset[str]) -> float:
    """1 for what those say whom the question names, less for those it means by what they are to the user."""
    if _speaks(item, parsed, named):
        return 1.0
    return _KIN if isinstance(item.thing, Turn) and item.thing.speaker in parsed.kin else 0.0


def _speaks(item: Item, parsed: Parsed, named: frozenset[str]) -> bool:
    """Said by someone the question names, or a memory of them: it was made of what they said."""
    if isinstance(item.thing, Memory):
        return not named.isdisjoint(item.terms)
    return isinstance(item.thing, Turn) and item.thing.speaker in parsed.people


def _names_person(item: Item, parsed: Parsed, named: frozenset[str]) -> bool:
    return not named.isdisjoint(item.terms) and not _speaks(item, parsed, named)


def _in_span(item: Item, parsed: Parsed) -> bool:
    span = parsed.span
    return span is not None and span.start <= candidates.time_of(item.thing) < span.end


def _in_app(item: Item, parsed: Parsed) -> bool:
    return isinstance(item.thing, Frame) and item.thing.app in parsed.apps


def _says_when(item: Item) -> bool:
    return _tells_when(item.thing.text)


def _tells(item: Item, parsed: Parsed) -> bool:
    """Whether the text holds anything of the kind that is asked for."""
    return parsed.shape in _TELLS and _tells_of(parsed.shape, item.thing.text)


@caches.of_texts(16384)
def _tells_when(text: str) -> bool:
    return _WHEN.search(text) is not None


@caches.of_texts(16384)
def _tells_of(shape: Shape, text: str) -> bool:
    return _TELLS[shape].search(text) is not None


def _asks(item: Item) -> bool:
    return isinstance(item.thing, Turn) and sentences.ends_asking(item.thing.text)


def _past(item: Item, then: Collection[UUID]) -> bool:
    return isinstance(item.thing, Memory) and not item.thing.current and item.id not in then


def _by_history(items: Sequence[Item], parsed: Parsed) -> tuple[set[UUID], set[UUID]]:
    """Of memories that have changed, and what they rest on: what was so at the time asked about, and what was not."""
    held, other = set[UUID](), set[UUID]()
    span = parsed.span
    for item in items if span is not None else ():
        thing = item.thing
        if span is not None and isinstance(thing, Memory) and (thing.valid_to is not None or thing.replaces):
            (held if candidates.held_in(thing, span) else other).update((item.id, *item.beside))
    return held, other - held
