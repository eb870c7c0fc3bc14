"""What the user tells that they did, and on which day: not what is planned, denied, usual, or done by somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from agents import claims, sentences, stems, times
from agents.patterns import lazy
from storage.model import Note, Turn

# What was done may be told so much later.
TOLD_LATER = timedelta(days=14)
# A statement about more than this is of no day.
OF_A_DAY = timedelta(days=2)

# What was not done, or not yet, or is done every week, or was heard of somebody. May and Will are names, too.
_NOT_DONE = lazy(
    r"\b(?:going to|gonna|wants?|wanted|plan(?:s|ned|ning)?|should|must|need\w*|could|would|might|hope|if|tomorrow"
    r"|next(?! to\b)|never|skipp\w+|missed|cancel\w*|instead of|almost|nearly|usually|every|always|normally|budget|goal"
    r"|target|saved?|told me|tells me|heard"
    r"|werde[nt]?|möchte\w*|soll\w*|muss|nie|kein\w*|nächste\w*|fast|wollte|statt|jed\w+|immer|normalerweise|ziel"
    r"|voglio|vorrei|devo|dovrei|domani|prossim\w+|quasi|ogni|sempre)\b|(?-i:\b(?:will|may|mai)\b)|['’]ll\b"
    r"|\b(?:not|nicht|non)\b(?! (?:bad|too|schlecht|male))|n['’]t\b|想|要|打算|没|不|明天|下周|如果|每"
    r"|\b(?:an?|per|pro|al|alla|all) (?:day|week|month|year|tag|woche|monat|jahr|giorno|settimana|mese|anno)\b",
    re.IGNORECASE,
)
_IS = lazy(r"\b(?:is|are|costs|ist|sind|kostet|kosten|è|costa|costano)\b", re.IGNORECASE)
_SELF = lazy(r"\b(?:i|we|ich|wir|io|noi|ho|abbiamo|sono|siamo)\b|我", re.IGNORECASE)
_OTHERS = lazy(r"\b(?:he|she|they|er|sie|lui|lei|loro)\b|\b(?:hat|ha|hanno)\b|[他她]", re.IGNORECASE)
_PAST = lazy(
    r"\b(?:was|were|been|went|had|did|got|\w{2,}ed|bin|habe?|hab|war|waren|ging(?:en)?|ge\w+(?:t|en)|ho|abbiamo|sono|siamo"
    r"|\w+(?:ato|ata|ati|uto|ito))\b|[了过]",
    re.IGNORECASE,
)
_DAILY = frozenset(
    map(stems.stem, "today yesterday this the my our heute gestern der die das oggi ieri il la".split())
)


@dataclass(frozen=True, slots=True)
class Deed:
    """A sentence that tells what the user did on a local `day`, and what was said or noted that holds it."""

    day: date
    sentence: str
    thing: Turn | Note


def of(thing: Turn | Note, zone: ZoneInfo) -> Iterator[Deed]:
    """What a statement of the user's tells that they did."""
    for sentence in told(thing):
        day = day_of(sentence, thing.time, zone)
        if day is not None and is_over(sentence) and is_users(sentence, sentence):
            yield Deed(day, sentence, thing)


def told(thing: Turn | Note) -> Iterator[str]:
    """The sentences of a statement that ask for nothing."""
    for sentence in sentences.split(sentences.own(thing.text)):
        if not (sentences.ends_asking(sentence) or sentences.is_question(sentence)):
            yield sentence


def is_users(clause: str, sentence: str, known: Set[str] = frozenset()) -> bool:
    """Whether a clause of a sentence may tell of something that the user did.

    `known` are stems of words that name no person: what was done.
    """
    if is_unreal(clause):
        return False
    if _SELF.search(sentence):
        return True
    return not is_of_others(clause, known) and not _IS.search(clause)


def is_unreal(clause: str) -> bool:
    """Whether a clause tells what is planned, denied or usual, or was heard of somebody."""
    return _NOT_DONE.search(clause) is not None


def is_of_others(clause: str, known: Set[str] = frozenset()) -> bool:
    """Whether a clause tells of somebody else; `known` are stems of words that name no person."""
    return bool(_OTHERS.search(clause) or claims.relation_words(clause)) or _names_doer(clause, known)


def is_over(clause: str) -> bool:
    """Whether a clause tells of something over, and not of what one likes or what there is."""
    return _PAST.search(clause) is not None or any(map(stems.is_irregular, stems.words(clause)))


def day_of(sentence: str, said: datetime, zone: ZoneInfo) -> date | None:
    """The local day that a sentence tells of, else that on which it was said; None where it is of several."""
    found = [span for span in times.find(sentence, said, zone) if span.start <= said]
    if any(span.end - span.start > OF_A_DAY for span in found):
        return None
    return (found[0].start if found else said).astimezone(zone).date()


def _names_doer(clause: str, known: Set[str]) -> bool:
    """Whether a clause begins with a name that did something: "Lena ran 5 km"."""
    words = stems.words(clause)
    if len(words) < 2 or not words[0][:1].isupper():
        return False
    first, second = words[0], words[1]
    if stems.stem(first) in _DAILY | known or _is_past(first) or _SELF.fullmatch(first):
        return False
    return _is_past(second) or second.casefold() in ("has", "ist")


def _is_past(word: str) -> bool:
    return _PAST.fullmatch(word) is not None or stems.is_irregular(word)
