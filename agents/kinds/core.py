"""Core memory: what is always true of the user, and how Reverie speaks. Always in the prompt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import Field

from agents import announced, claims, introductions, sentences, times, wishes
from agents.claims import Claim
from agents.finding import Finding, Material, Utterance, Voice
from agents.patterns import lazy
from agents.statements import Form
from storage.kind import Body, Growth, MemoryKind, Recall, Use
from storage.model import BodyFields

# MIRIX's limit for a block, in characters.
LIMIT = 5000


class CoreBlock(Body):
    """A line of a labelled block: `human` for the user, `persona` for the assistant, or another label.

    A block is the current lines of its label. `topic` says what a line settles (job, home), so that a newer line
    takes the place of the older one alone.
    """

    label: Annotated[str, Use.TITLE, Use.COLUMN, Use.KEY] = "human"
    topic: Annotated[str, Use.KEY] = ""
    value: Annotated[str, Use.SEARCH, Use.COLUMN, Field(max_length=LIMIT)]


KIND = MemoryKind(
    name="core",
    title="Core",
    body=CoreBlock,
    guide=(
        "Who the user is: name, home, work, family, languages, health facts, lasting preferences, long projects. "
        "One short sentence a fact, in the third person. Not events, not what someone else is or likes."
    ),
    recall=Recall.ALWAYS,
    growth=Growth.BLOCKS,
    examples=(
        "My name is Sam and I live in Lisbon.",
        "I work as a nurse at the city hospital.",
        "I am vegetarian and I prefer short answers.",
        "I am allergic to penicillin.",
    ),
    text_field="value",
    limit=LIMIT,
    rank=1,
)

TAKES = (Form.OPINION, Form.HABIT)

# What people say when they settle a matter anew, in other words than the rules know. An empty name: no matter of these.
SETTLES = {
    "home": (
        "User got the keys to the new flat and lives there now.",
        "User moved into the new house on Friday.",
        "User has settled in the new apartment in another city.",
        "User's new place is in Lisbon, boxes everywhere.",
    ),
    "job": (
        "User manages the shop at the station now.",
        "User repairs bicycles for a living.",
        "User's first day at the new company was Monday.",
        "User signed the contract with the new employer.",
        "User is head of the department at the hospital now.",
    ),
    "health": (
        "User was diagnosed with a disease by the doctor.",
        "User takes a tablet against high blood pressure every morning.",
        "User wears a hearing aid since the operation.",
    ),
    "": (
        "User went to a concert with a friend.",
        "User bought a new phone.",
        "User is cooking dinner for the family.",
        "User has a meeting with the client on Tuesday.",
        "User read a book about history.",
        "User fixed the bug in the import script.",
        "User's team will release the app in September.",
        "User visited the parents for the weekend.",
        "User thinks the film was too long.",
        "User will rewrite the report next week.",
        "User paid for the tickets.",
        "User's friend works at a bank.",
    ),
}
# A change announced for later than this does not yet take the place of what holds today.
SOON = timedelta(days=31)
# Matters the user settles once: the rest of what they say of themselves is an event, or nothing to keep.
_SETTLED = frozenset(
    "name|job|home|diet|allergy|health|phone|email|birthday|age|language|marital|study|emergency contact".split(
        "|"
    )
)
_MANY = ("taste:", "favourite:", "preference:")
# What a stay of two weeks, or how it used to be, must not overwrite.
_LASTING = frozenset({"home", "job"})
_NAMED_NOT = lazy(
    r"\b(?:it['’]?s|i['’]?m|call me|name['’]?s) (?P<name>[A-ZÄÖÜ][\w-]+),? not (?P<other>[A-ZÄÖÜ][\w-]+)\b"
    r"|\b(?:stop calling me|don['’]t call me|i['’]?m not|it['’]?s not) (?P<old>[A-ZÄÖÜ][\w-]+)[,;:.]? "
    r"(?:it['’]?s|i['’]?m|just|only) (?P<new>[A-ZÄÖÜ][\w-]+)\b"
)


def find(material: Material) -> list[Finding]:
    """Lasting facts and preferences that the user states of themselves, and how they want to be answered."""
    own = [claim for claim in claims.of_material(material) if claim.about == claims.USER]
    return [*_facts(own, material), *_introductions(material), *_wishes(material)]


def _introductions(material: Material) -> Iterator[Finding]:
    """Who the user says they are, name and all that stands beside it."""
    for utterance in material.said_by(Voice.USER):
        for sentence in sentences.split(sentences.own(utterance.text)):
            said = introductions.read(sentence)
            told = claims.third_person(said, claims.USER)
            value = told if claims.USER in told else f"{claims.USER}: “{said}”"
            if said:
                yield _line(utterance, value, sentence, "", "the user introduces themselves", frozenset())


def _facts(own: list[Claim], material: Material) -> Iterator[Finding]:
    for claim in own:
        slots = frozenset(slot for slot in claim.slots if slot in _SETTLED or slot.startswith(_MANY))
        if claim.temporary or claim.past or _far_off(claim, material):
            slots -= _LASTING
        if claims.is_beside(claim.quote):
            slots = frozenset(f"{slot}, too" if slot in _LASTING else slot for slot in slots)
        if slots:
            yield _finding(claim, slots)


def _finding(claim: Claim, slots: frozenset[str]) -> Finding:
    topic = min(slots)
    return Finding(
        kind=KIND.name, body={"label": "human", "topic": topic, "value": claim.text},
        sources=(claim.utterance.source(claim.quote),), at=claim.utterance.time,
        reason=f"the user says so of themselves ({topic})", by=claim.utterance.voice, confidence=0.9,
        importance=0.9 if topic in _SETTLED else 0.7, key=topic, slots=slots,
    )  # fmt: skip


def _far_off(claim: Claim, material: Material) -> bool:
    """True for what is announced for a day more than a month ahead."""
    said = claim.utterance.time
    return any(span.start > said + SOON for span, _ in times.resolve(claim.quote, said, material.zone))


def _wishes(material: Material) -> Iterator[Finding]:
    """How the user wants to be answered and called: the sentences of an utterance that say so, as one wish."""
    for utterance in material.said_by(Voice.USER):
        said = sentences.meant(utterance.text)
        wished = [whole for one, whole in sentences.split_around_quotes(said) if wishes.is_wish(one)]
        if wished:
            called = any(one.casefold().startswith("call me") for one in wished)
            yield _wish(utterance, " ".join(wished), frozenset({"name"}) if called else frozenset())
        named = _NAMED_NOT.search(said)
        if named:
            name, other = named["name"] or named["new"], named["other"] or named["old"]
            value = f"User is called {name}, not {other}"
            yield _line(utterance, value, named[0], "name", "the user says what they are called")


def _wish(utterance: Utterance, said: str, settles: frozenset[str]) -> Finding:
    return _line(
        utterance, f"User wishes: {said[sentences.lead(said) :].strip()}", said, min(settles, default="wish"),
        "the user says how they want to be answered", settles,
    )  # fmt: skip


def _line(
    utterance: Utterance,
    value: str,
    quote: str,
    topic: str,
    reason: str,
    settles: frozenset[str] | None = None,
) -> Finding:
    return Finding(
        KIND.name, {"label": "human", "topic": topic, "value": value}, (utterance.source(quote),), utterance.time,
        reason, utterance.voice, importance=0.8, slots=frozenset({topic}) if settles is None else settles,
    )  # fmt: skip


def slots(body: BodyFields) -> dict[str, str]:
    """What a kept line settles, each with the words that do."""
    text = str(body.get("value", ""))
    return claims.slots_of(text) | ({str(body["topic"]): text} if body.get("topic") else {})


def plain(utterance: Utterance, _zone: ZoneInfo) -> Finding:
    """A note that the user wants kept as a fact of themselves."""
    value = claims.retold(utterance.text, claims.USER, utterance.about)
    return Finding(
        KIND.name, {"label": "human", "value": value}, (utterance.source(utterance.text),), utterance.time,
        "the user asked to keep it", utterance.voice, 0.9, 0.8, grounds=utterance.grounds,
    )  # fmt: skip


def claimed(told: Finding, text: str) -> Finding | None:
    """What others say of the user, as a line that the user may accept; None for what it does not settle."""
    found = frozenset(slot for slot in told.slots if slot in _SETTLED or slot.startswith(_MANY))
    settled = found - _LASTING if claims.is_temporary(told.quotes) else found
    if not settled:
        return None
    topic = min(settled)
    return replace(
        told, kind=KIND.name, body={"label": "human", "topic": topic, "value": text}, key=topic, slots=settled,
        reason=f"others say so of the user ({topic})",
    )  # fmt: skip


def join(old: BodyFields, new: Finding) -> tuple[BodyFields, bool] | None:
    """A line with what is settled anew in place of what was; None where the two settle different things."""
    text, value = str(old.get("value", "")), str(new.body["value"])
    if old.get("label", "human") != new.body["label"]:
        return None
    if not slots(old).keys() & new.slots and not old.get("topic"):
        return None if value != text else (old, False)
    settled = slots(old).keys() & new.slots
    if not settled:
        return None
    if settled <= _LASTING and announced.begins_later(new.quotes, new.at, ZoneInfo("UTC")):
        return (old, False) if value in text else (old | {"value": announced.beside(text, value)}, True)
    merged, replaced = claims.merge(text, value)
    if merged == text:
        return old, False
    return (new.body | {"value": merged}, True) if replaced else None
