"""How likely what the user says puts a note out of date, by the signs of both: how near they are, and what both hold.

What each sign counts stands in `outdating.json`, learnt by `tests/bench/learn_outdating.py` (docs/decisions/0080).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from agents import caches, claims, news, sentences, stems, weighing
from agents.patches import (
    amounts,
    marks,
    matters,
    meant,
    offices,
    own,
    reached,
    restated,
    signs,
    stays,
    things,
    values,
)
from agents.patterns import lazy
from storage.model import Memory

MOST_FIT = 6.0
"""No note fits words better than this (`meant.fit`)."""
MOST_TOLD = 5.0
"""Log odds of a change beyond which a sentence is no surer."""
OTHERWISE, NUMBERED, ELSE = -0.5, 0.0, 0.5
"""Log odds that are needed where a sentence has another value of a form that the note has, another number, neither."""
NEAREST, FOREMOST = 0.7, 0.4
"""How near, and by how much nearer than others, hardly any note is that is spoken of."""
_MOST_WORDS = 4
_LONG = 40
# Words of a sentence that mostly are, or begin, what it is about.
_FIRST = 2
# A day as it is written or said, in any of four languages.
_DAY = lazy(
    r"\b\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mär|mai|okt|dez|gen|mag|"
    r"giu|lug|ago|set|ott|dic)\w*|\b(?:january|february|march|april|june|july|august|september|october|november|"
    r"december) \d{1,2}|\d{1,2}月\d{1,2}|\b\d{4}-\d\d-\d\d|\b\d{1,2}\.\d{1,2}\.|\bthe \d{1,2}(?:st|nd|rd|th)\b",
)


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence of the user's, the words it stands in, and what was asked before them."""

    sentence: str
    words: str = ""
    asked: str = ""


def odds(signs: Mapping[str, float]) -> float:
    """The logarithm of how likely a sentence with these signs puts a note out of date."""
    return weighing.together(weights(), signs)


def needed(signs: Mapping[str, float]) -> float:
    """The log odds from which a sentence with these signs is taken to put a note out of date."""
    if signs["otherwise"]:
        return OTHERWISE
    if signs["number otherwise"]:
        return NUMBERED
    # A plan is moved by what it has values of; that it is off has rules of its own.
    return news.MOST_ODDS if signs["timed"] else ELSE


def could(heard: Heard, note: Memory, tells: float) -> bool:
    """Whether a sentence would put a note out of date if it were as near to it as can be: nothing is embedded."""
    signs = measured(heard, note, NEAREST, FOREMOST, tells)
    return odds(signs) >= needed(signs)


def tells_a_value(sentence: str) -> bool:
    """Whether a sentence has a value of any form, or a number."""
    return bool(news.numbers(sentence)) or any(_values_of(sentence).values())


def weights() -> Mapping[str, float]:
    """What each sign counts, and the constant."""
    return weighing.shipped("agents.patches", "outdating.json")


def measured(heard: Heard, note: Memory, likeness: float, lead: float, tells: float) -> dict[str, float]:
    """The signs of a sentence and a note, by name.

    `likeness` is the cosine of the two, `lead` by how much that is more than with the nearest other note, `tells` how
    likely the sentence tells of any change (`agents.news`).
    """
    tells = max(-MOST_TOLD, min(MOST_TOLD, tells))
    fit = min(MOST_FIT, meant.fit(note, heard.sentence))
    forms = _forms(heard.sentence, note.text)
    otherwise = max(value for name, value in forms.items() if name.endswith(" otherwise"))
    return {
        "tells": tells,
        "likeness": likeness,
        "lead": lead,
        "alone": float(lead == news.ALONE),
        "fit": fit,
        "tells, likeness": tells * likeness,
        "tells, fit": tells * fit,
        "likeness, fit": likeness * fit,
        "otherwise": otherwise,
        "otherwise, likeness": otherwise * likeness,
        "otherwise, fit": otherwise * fit,
        "otherwise, tells": otherwise * tells,
        "otherwise, lead": otherwise * lead,
        **_shared(heard, note),
        **forms,
        **_numbers(heard.sentence, note.text),
        **_names(heard.sentence, note.text),
        **_of_sentence(heard.sentence),
        **_of_both(heard.sentence, note),
    }


def _shared(heard: Heard, note: Memory) -> dict[str, float]:
    """The words of both, and those of the note in what stands around the sentence."""
    content = stems.content(heard.sentence)
    said, kept = set(content) - news.USER, stems.held(note.text) - news.USER
    title = stems.held(note.title) - news.USER
    both = {one for one in said & kept if not one.isdigit()}
    first = [one for one in content if one not in news.USER and not one.isdigit()][:_FIRST]
    around = set(stems.content(heard.words))
    return {
        "words": float(min(_MOST_WORDS, len(both))),
        "words, of the sentence": len(both) / max(1, len(said)),
        "words, of the note": len(both) / max(1, len(kept)),
        "words, of the title": len(said & title) / max(1, len(title)),
        "words, of its beginning": sum(one in kept for one in first) / max(1, len(first)),
        "words around": float(min(_MOST_WORDS, len(around & kept))),
        "words around, of the title": len(around & title) / max(1, len(title)),
        "words of the question": float(min(_MOST_WORDS, len(set(stems.content(heard.asked)) & kept))),
    }


_FORMS: Mapping[str, Callable[[str], Iterable[str]]] = {
    "money": lambda text: (one.number for one in amounts.amounts(text) if amounts.is_money(one.unit)),
    "measure": lambda text: (one.number for one in amounts.amounts(text) if not amounts.is_money(one.unit)),
    "hour": values.clocks_of,
    "weekday": values.weekdays,
    "day": lambda text: (one.group() for one in _DAY.finditer(text.casefold())),
    "telephone": lambda text: map(reached.same_number, reached.numbers(text)),
    "address": lambda text: (one.group() for one in values.ADDRESS.finditer(text)),
}


@caches.of_texts(1024)
def _values_of(text: str) -> Mapping[str, frozenset[str]]:
    """The values of a text by their form."""
    return {name: frozenset(find(text)) for name, find in _FORMS.items()}


def _forms(sentence: str, note: str) -> dict[str, float]:
    """For each form of value, whether both have one: another or the same; or only one of them has."""
    said, kept = _values_of(sentence), _values_of(note)
    found: dict[str, float] = {}
    for name in _FORMS:
        told, known = said[name], kept[name]
        found |= {
            f"{name} otherwise": float(bool(known and told - known)),
            f"{name} as known": float(bool(told & known)),
            f"{name} only known": float(bool(known) and not told),
            f"{name} only told": float(bool(told) and not known),
        }
    return found


def _numbers(sentence: str, note: str) -> dict[str, float]:
    said, kept = news.numbers(sentence), news.numbers(note)
    return {
        "number otherwise": float(bool(kept and said - kept)),
        "number as known": float(bool(kept & said)),
        "number told": float(bool(said)),
        "number only known": float(bool(kept) and not said),
    }


def _names(sentence: str, note: str) -> dict[str, float]:
    kept = news.names(note)
    return {
        "name otherwise": float(bool(own.new_names(note, sentence))),
        "name as known": float(any(own.says(sentence, one) for one in kept if len(one) > 2)),
        "name known": float(bool(kept)),
    }


_READ: Mapping[str, Callable[[str], object]] = {
    "reported": claims.is_reported,
    "still": marks.STILL.search,
    "fragment": sentences.is_fragment,
    "first": own.is_first,
    "first person": own.is_in_first_person,
    "Chinese": signs.HAN.search,
}


@caches.of_texts(256)
def _of_sentence(sentence: str) -> Mapping[str, float]:
    length = len(news.words(sentence))
    return {name: float(bool(read(sentence))) for name, read in _READ.items()} | {
        "length": min(_LONG, length) / _LONG,
        "short": float(length < 5),
    }


def _of_both(sentence: str, note: Memory) -> dict[str, float]:
    settled = matters.of(note.text)
    given = offices.hands_over(sentence, note.text) or stays.last_longer(sentence, note.text)
    return {
        "given": float(given),
        "told anew": float(restated.is_told(sentence, note.text)),
        "about another": float(_is_about_another(sentence, note.text)),
        "another": float(things.is_another(sentence, note.text)),
        "matter settled": float(any(bool(one.settles.search(sentence)) for one in settled)),
        "matter ended": float(any(bool(one.ends and one.ends.search(sentence)) for one in settled)),
        "of the user": float(own.is_of_the_user(note.text)),
        "in mind": float("name" not in note.body),
        "timed": float(meant.is_timed(note)),
    }


def _is_about_another(sentence: str, note: str) -> bool:
    """Whether a sentence is about somebody whom a note does not name."""
    subject = claims.subject_of(sentence, claims.USER)
    words = [one for one in subject.split() if one not in (claims.USER, f"{claims.USER}'s")]
    return bool(words) and not any(own.says(note, one) for one in words)
