"""What a memory says when the user says that a value in it is another: replaced in every field where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from agents import times
from agents.claims import USER, names_in, pieces, third_person
from agents.patterns import lazy
from storage.kind import MemoryKind, Use, with_texts
from storage.model import BodyFields

# Letters below which corrected words say too little to be known again.
SCRAP = 8
_WHEN = lazy(r"\d{4}-\d{2}-\d{2}T")
_CLOCK = lazy(r"(?:at |um |alle )?\d{1,2}[:.]\d{2}(?:\s?[ap]m)?(?: Uhr)?", re.IGNORECASE)
_HAN = lazy(r"[\u3400-\u9fff]")
_LEADING = lazy(r"^(?:in|at|on|to|from|by|the|a|an|am|um|in der|im|bei|a|alle|il|la)\s+", re.IGNORECASE)
_FIRST_PERSON = lazy(r"\b(?:I|me|my|we|our|us|ich|mir|mein\w*|wir|io|mio|mia)\b|我", re.IGNORECASE)


def replaced(body: BodyFields, kind: MemoryKind, wrong: str, right: str) -> BodyFields | None:
    """The body with `right` wherever `wrong` stands; None where it does not. Sealed fields and times stay."""
    apart = kind.fields(Use.SECRET)
    for value in _forms(wrong):
        change = partial(_in_text, wrong=value, right=right)
        changed = {name: held if name in apart else with_texts(held, change) for name, held in body.items()}
        if changed != body:
            return changed
    return None


def alike(text: str, title: str, right: str) -> str:
    """The value that `right` takes the place of: the only number of a text, or its last name beside the title's."""
    if re.search(r"\d", right):
        numbers = re.findall(r"\d[\d.,:]*\d|\d", text)
        return numbers[0] if len(numbers) == 1 else ""
    names = [name for name in names_in(text) if name not in (title, USER) and name not in title.split()]
    return names[-1] if names else ""


def moved(body: BodyFields, right: str, said_at: datetime, zone: ZoneInfo) -> BodyFields | None:
    """The body with its time moved to the one that `right` names; None where either has none.

    A time of day alone leaves the day as it is.
    """
    spans = [span for span, _ in times.resolve(right, said_at, zone)] or times.find(right, said_at, zone)
    fields = [name for name, value in body.items() if isinstance(value, str) and _WHEN.match(value)]
    if len(spans) != 1 or not fields:
        return None
    first = min(fields, key=lambda name: str(body[name]))
    start = spans[0].start
    if _CLOCK.fullmatch(right.strip()):
        day = datetime.fromisoformat(str(body[first])).astimezone(zone)
        start = datetime.combine(day.date(), start.astimezone(zone).time(), zone)
    return {**body, first: start.isoformat()}


def without(body: BodyFields, kind: MemoryKind, wrong: str) -> BodyFields | None:
    """The body without the pieces of its text that hold `wrong`; None where nothing else would be left."""
    text = str(body.get(kind.text_field, ""))
    kept = [piece for piece in pieces(text) if wrong.casefold() not in piece.casefold()]
    return {**body, kind.text_field: ". ".join(kept)} if kept and len(kept) < len(pieces(text)) else None


def statement(question: str, quote: str, speaker: str, wrong: str, right: str) -> str:
    """What is so instead, as a sentence of its own: the quoted one with the right value, else the question's words.

    `speaker` is who said the quote: empty for the user. What others say in the first person is told of them.
    """
    for value in _forms(wrong):
        told = _in_text(quote, value, right)
        if told == quote:
            continue
        if not speaker:
            return told
        if not _FIRST_PERSON.search(told):
            return told
        if speaker != SCREEN:
            return third_person(told, speaker)
    return _as_told(question.strip(" ?？"), right)


# "What is my locker number" asks for what "my locker number is 28" tells.
_ASKED_FOR = lazy(
    r"(?:what|who|which|when|where)(?:['’]s| is| are| was| were) (?P<what>.{3,})", re.IGNORECASE
)


def _as_told(question: str, right: str) -> str:
    """A question and its right answer as a statement: one that reads like a question would answer nothing."""
    asked = _ASKED_FOR.fullmatch(question)
    if asked is None:
        return f"{question}: {right}"
    return f"{asked['what'][:1].upper()}{asked['what'][1:]} is {right}"


def stands_in(text: str, wrong: Sequence[str]) -> bool:
    """Whether a text says again what was corrected, all or most of it; a scrap of it may stand anywhere."""
    said = " ".join(text.split())
    quotes = (" ".join(quote.split()) for quote in wrong)
    return any(
        quote in said or (said in quote and len(said) * 2 > len(quote))
        for quote in quotes
        if len(quote) >= SCRAP
    )


SCREEN = "a screen"
"""Who says what stands on a screen."""


def _forms(wrong: str) -> Iterator[str]:
    """A value, and without the small words before it."""
    value = wrong.strip()
    while value:
        yield value
        shorter = _LEADING.sub("", value)
        if shorter == value:
            return
        value = shorter


def _in_text(text: str, wrong: str, right: str) -> str:
    if _WHEN.match(text):
        return text
    pattern = re.escape(wrong) if _HAN.search(wrong) else rf"(?<!\w){re.escape(wrong)}(?!\w)"
    return re.sub(pattern, lambda match: _fitting(text[: match.start()], right), text, flags=re.IGNORECASE)


def _fitting(before: str, right: str) -> str:
    """The right value without the word that stands before it already: "in" of "in Porto"."""
    last = before.rsplit(maxsplit=1)[-1].casefold() if before.split() else ""
    first, _, rest = right.partition(" ")
    return rest if rest and first.casefold() == last else right
