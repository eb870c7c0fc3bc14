"""Gaps: people named often without a card, appointments without an outcome, intentions whose day has gone by."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import timedelta

from agents import sentences, stems
from agents.dream.ties import names_of
from agents.dream.view import View, moment, sources_of
from agents.patterns import lazy
from agents.reflexion.insight import Insight, Sort, named
from storage import ids
from storage.model import Add, Author, Memory, MemoryId, ObservationType

# A person named in so many memories, on so many days, is worth a card.
NAMED, DAYS = 3, 2
# How long after its day something may still be told of; what is older is not asked about any more.
SOON, PAST = timedelta(days=3), timedelta(days=60)
# Share of what was intended that a later memory must hold to be its outcome.
OUTCOME = 0.5
_INTENDS = lazy(
    r"\b(?:will|['’]ll|going to|plans? to|planning to|wants? to|needs? to|has to|have to|must|should|promised to|"
    r"intends? to|is to|werde|will noch|muss|soll|deve|devo|vuole|dovrei)\b|打算|要去|必须",
    re.IGNORECASE,
)
_PERSON = lazy(r"^[A-ZÄÖÜÀ-Þ][\w'’-]+(?: (?:von|van|de|di|da|del) )?(?: [A-ZÄÖÜÀ-Þ][\w'’-]+)+$")


def insights(view: View) -> Iterator[Insight | None]:
    """All three, in this order; None is a breath."""
    yield from _without_card(view)
    yield None
    told = [memory for memory in view.plain if moment(memory.body, "occurred_at") is not None]
    yield from _without_outcome(view, told)
    yield None
    yield from _gone_by(view, told)


def _without_card(view: View) -> Iterator[Insight]:
    held: dict[str, list[Memory]] = defaultdict(list)
    for memory in view.plain:
        if any(source.type is not ObservationType.FRAME for source in memory.sources):
            for name in names_of(memory):
                held[name].append(memory)
    for name, memories in sorted(held.items()):
        days = {view.day_of(memory.valid_from) for memory in memories}
        known = sentences.fold(name) in view.names
        if _PERSON.match(name) and not known and len(memories) >= NAMED and len(days) >= DAYS:
            yield _card(view, name, memories)


def _card(view: View, name: str, memories: Sequence[Memory]) -> Insight:
    kind, last = view.kind_with("shelve"), memories[-1]
    told = f"{name} is named in {len(memories)} memories, but nothing is kept of who that is."
    changes: tuple[Add, ...] = ()
    if kind is not None:
        body = {"name": name, "summary": f"Named in: {last.title}", "source": "what was said"}
        sources = sources_of(memories, 1, 5)
        changes = (
            Add(
                kind.name, body, sources, last.valid_from, "you wanted a card of who is named often",
                author=Author.USER, id=MemoryId(ids.new(view.now)),
            ),
        )  # fmt: skip
    return Insight(
        named(Sort.GAP, "card", sentences.fold(name)), Sort.GAP, told,
        "Begin a card that tells where the name was last; then tell Reverie who it is.",
        tuple(memory.id for memory in memories[-5:]), changes,
    )  # fmt: skip


def _without_outcome(view: View, told: Sequence[Memory]) -> Iterator[Insight]:
    """Appointments that are over, and nothing later speaks of."""
    for memory in told:
        at, subject = moment(memory.body, "occurred_at"), str(memory.body.get("subject", ""))
        if at is None or not subject or not at + SOON < view.now < at + PAST:
            continue
        if not _spoken_of(view, subject, memory, told):
            day = view.day_of(at).isoformat()
            yield Insight(
                named(Sort.GAP, "outcome", memory.id), Sort.GAP,
                f"“{memory.title}” was on {day}; nothing tells what came of it.",
                "Tell Reverie how it went, in the chat or with `reverie remember`.", (memory.id,),
            )  # fmt: skip


def _gone_by(view: View, told: Sequence[Memory]) -> Iterator[Insight]:
    """What the user said they would do by a day that has passed."""
    for memory in told:
        at = moment(memory.body, "occurred_at")
        said = _INTENDS.search(memory.title)
        # Told on the day itself it is a plan for the day; a day that lies before the telling is no due date.
        if at is None or said is None or memory.body.get("subject") or at <= memory.valid_from:
            continue
        if not at + SOON < view.now < at + PAST or memory.body.get("actor") != "user":
            continue
        if not _spoken_of(view, memory.title[said.end() :], memory, told):
            day = view.day_of(at).isoformat()
            yield Insight(
                named(Sort.GAP, "intention", memory.id), Sort.GAP,
                f"“{memory.title}”: {day} has gone by, and nothing tells whether it was done.",
                "Tell Reverie that it is done, or when it will be.", (memory.id,),
            )  # fmt: skip


def _spoken_of(view: View, subject: str, memory: Memory, told: Sequence[Memory]) -> bool:
    """True when something told on or after the day, and later than the plan, is about the same."""
    at, wanted = moment(memory.body, "occurred_at"), set(stems.content(subject)) - _CALENDAR
    if at is None or not wanted:
        return True
    for other in told:
        when = moment(other.body, "occurred_at")
        if other.id == memory.id or when is None or other.body.get("subject") == subject:
            continue
        later = other.valid_from > memory.valid_from and view.day_of(when) >= view.day_of(at)
        if later and len(wanted & set(stems.content(other.text))) >= OUTCOME * len(wanted):
            return True
    return False


_CALENDAR = frozenset(
    stems.stem(word)
    for word in """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december week month day tomorrow""".split()
)
