"""Semantic memory: people, places, things and what is particular about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from agents import appointments, claims, keeping, letters, screens, sentences
from agents.claims import Claim, people
from agents.finding import Finding, Material, Utterance, Voice
from agents.letters import Somebody
from agents.patterns import lazy
from agents.statements import Form
from storage.kind import Body, Growth, MemoryKind, Recall, Use
from storage.model import BodyFields


class Fact(Body):
    """Something known about a named person, place, project or thing."""

    name: Annotated[str, Use.TITLE, Use.COLUMN, Use.KEY]
    summary: Annotated[str, Use.SEARCH, Use.COLUMN]
    details: Annotated[str, Use.SEARCH] = ""
    source: Annotated[str, Use.COLUMN] = ""
    tree_path: Annotated[list[str], Use.PATH] = []


KIND = MemoryKind(
    name="semantic",
    title="Facts",
    body=Fact,
    guide=(
        "People, places, projects and things the user has to do with, and what is particular about them. "
        "No common knowledge."
    ),
    recall=Recall.BY_TOPIC,
    growth=Growth.REVISE,
    examples=(
        "My sister Mirela is allergic to peanuts.",
        "Our line manager is Ingrid Dahl.",
        "The Falcon project uses a database called Harbor.",
        "The office wifi is on the third floor; meeting room Ash holds eight people.",
    ),
    text_field="summary",
    rank=3,
)

TAKES = (Form.OPINION, Form.FACT)

# Findings taken from one stretch of screens: more would be a copy of them.
SCREEN_MOST = 4
_NUMBER = lazy(r"\d")
_DEFINES = lazy(
    r"\b(?:is|are) (?:the|an?|our|now|(?-i:[A-Z])\w*|responsible|in charge|due|owned|located|based)\b|\b(?:owns|leads|"
    r"maintains|uses|"
    r"belongs to|stands for|means|runs on|is called|reports to|supports|deadline|costs)\b", re.IGNORECASE,
)  # fmt: skip
_ABOUT_READER = lazy(
    r"\b(?:you|your|yours|user|assistants?|readers?|account (?:holder|owner)|owner)\b", re.IGNORECASE
)


def find(material: Material) -> list[Finding]:
    """What people say of others and of things, one finding for each of them; and definitions on screens."""
    said = [
        claim
        for claim in claims.of_material(material)
        if claim.about != claims.USER and not (material.in_view and keeping.files(claim.quote))
    ]
    spoken = [_card(about, group) for about, group in _by_subject(said) if any(map(_worth_keeping, group))]
    return [*spoken, *_made_up(material), *_on_screens(material), *_in_letters(material)]


def _made_up(material: Material) -> Iterator[Finding]:
    """The people of a story that the user writes: their names alone, for nothing else of them is so."""
    for utterance in material.said_by(Voice.USER):
        for one in claims.characters(sentences.own(utterance.text)):
            role = f"{'a' if one.role == 'character' else 'the'} {one.role}"
            body = {"name": one.name, "summary": f"{one.name} is {role} of a story that User writes"}
            yield Finding(
                KIND.name, body | {"source": _origin(utterance)}, (utterance.source(one.quote),), utterance.time,
                "the user made them up", utterance.voice, 0.85, 0.4, sentences.fold(one.name),
            )  # fmt: skip


def _in_letters(material: Material) -> Iterator[Finding]:
    """Who a mail says somebody is to its reader, told as the mail's word: it settles nothing of the user."""
    for utterance, frame in material.frames():
        if screens.is_letter(frame, utterance.text):
            at = appointments.sent_at(utterance.text, utterance.time, material.zone)
            for one in letters.people(utterance.text, frame.window_title):
                yield _introduced(one, utterance, at)


def _introduced(one: Somebody, utterance: Utterance, at: datetime) -> Finding:
    sender, subject = (
        f" {word} {text}" if text else "" for word, text in (("from", one.sender), ("on", one.subject))
    )
    body = {
        "name": one.name, "summary": f"A mail{sender} said{subject}: “{one.sentence.rstrip('.')}”",
        "source": one.sender or "a mail",
    }  # fmt: skip
    return Finding(
        KIND.name, body, (utterance.source(utterance.text),), at, "a mail says who somebody is to its reader",
        Voice.SCREEN, 0.7, 0.5, sentences.fold(one.name),
    )  # fmt: skip


def _by_subject(found: Iterable[Claim]) -> list[tuple[str, list[Claim]]]:
    groups: dict[str, list[Claim]] = {}
    for claim in found:
        groups.setdefault(_held_as(claim.about, groups), []).append(claim)
    return list(groups.items())


def _held_as(about: str, groups: dict[str, list[Claim]]) -> str:
    """The name already used for the same person in this episode: "Mirela" for "Mirela Duarte"."""
    return next(
        (
            name
            for name in groups
            if name.split()[0] == about.split(maxsplit=1)[0] and (name in about or about in name)
        ),
        about,
    )


def _worth_keeping(claim: Claim) -> bool:
    """A property, a relation or a definition with something particular in it; moods of the day are not kept."""
    if claim.slots or claim.relation:
        return True
    if re.fullmatch(rf"User's [\w ]+ is (?:now )?(?:called |named )?{re.escape(claim.about)}", claim.text):
        return False
    if _is_someone(claim) and claims.lasts(claim.quote):
        return True
    named = claim.about[:1].isupper() and not claim.about.startswith("User's")
    if named and _DEFINES.search(claim.quote):
        return True
    particular = bool(_NUMBER.search(claim.quote)) or bool(set(claims.names_in(claim.quote)) - {claim.about})
    return particular and (_is_named(claim.about) or bool(_DEFINES.search(claim.quote)))


def _is_someone(claim: Claim) -> bool:
    """True for what is said of a person: of "my sister", or of whom "she" stands for, or who is named with "
    "a relation."""
    return (
        claims.names_relation(claim.about.rpartition("'s ")[2])
        or bool(claim.grounds)
        or any(one.name == claim.about for one in claims.relations(claim.quote))
    )


def _is_named(about: str) -> bool:
    return len(about.split()) > 1 and about == about.title() and not about.startswith("User's")


def _card(about: str, group: list[Claim]) -> Finding:
    kept = [claim for claim in group if _worth_keeping(claim)]
    first = kept[0]
    name = max((claim.about for claim in kept), key=len) if not about.startswith("User's") else about
    return Finding(
        kind=KIND.name,
        body={"name": name, "summary": _joined(claim.text for claim in kept), "source": _origin(first.utterance)},
        sources=tuple(dict.fromkeys(claim.utterance.source(claim.quote) for claim in kept)), at=first.utterance.time,
        reason="said of someone the user knows" if first.relation else "said of a named person or thing",
        by=first.utterance.voice, confidence=0.85, importance=0.7 if any(claim.relation for claim in kept) else 0.5,
        key=sentences.fold(name), slots=frozenset().union(*(claim.slots for claim in kept)),
        grounds=tuple(dict.fromkeys(source for claim in kept for source in claim.grounds)),
    )  # fmt: skip


def _joined(texts: Iterable[str]) -> str:
    return ". ".join(dict.fromkeys(text.rstrip(". ") for text in texts))


def _origin(utterance: Utterance) -> str:
    if utterance.voice is Voice.USER:
        return "the user"
    return utterance.name


def _on_screens(material: Material) -> Iterator[Finding]:
    left = SCREEN_MOST
    for utterance, frame in material.frames():
        for line in _definitions(utterance) if screens.tells(frame, utterance.text) else ():
            for claim in claims.of_text(line, utterance, material.zone):
                if left and claim.about != claims.USER and _DEFINES.search(claim.quote):
                    left -= 1
                    yield _seen(
                        claim, frame.app, appointments.sent_at(utterance.text, utterance.time, material.zone)
                    )


def _definitions(utterance: Utterance) -> Iterator[str]:
    """Whole sentences of a screen that define something, and do not speak to its reader."""
    for line in sentences.split(utterance.text):
        if (
            5 <= len(line.split()) <= 40
            and line[-1:] in ".!"
            and not _ABOUT_READER.search(line)
            and "|" not in line
        ):
            yield line


def _seen(claim: Claim, app: str, at: datetime) -> Finding:
    return Finding(
        kind=KIND.name, body={"name": claim.about, "summary": claim.text, "source": app or "a screen"},
        sources=(claim.utterance.source(claim.quote),), at=at, reason="a screen defines it",
        by=Voice.SCREEN, confidence=0.6, importance=0.4, key=sentences.fold(claim.about), slots=claim.slots,
    )  # fmt: skip


def slots(body: BodyFields) -> dict[str, str]:
    """What a card says of its subject, each property with the words that do; "user:manager" for who that is."""
    text = str(body.get("summary", ""))
    found = claims.slots_of(text)
    for piece in claims.pieces(text):
        held = _WHO_IS.search(piece)
        word = people.relation_word(held["rel"] or held["held"]) if held else ""
        if word in claims.SINGLE:
            found[f"user:{word}"] = piece
    return found


_WHO_IS = lazy(
    r"\bUser['’]s (?:line |project |new )?(?P<rel>[a-z-]+(?: [a-z-]+)?) is\b|\bUser['’]s (?:line |project |"
    r"new )?(?P<held>[a-z-]+(?: [a-z-]+)?)$"
)


def about(body: BodyFields) -> frozenset[str]:
    """The folded names a card answers to: its own, its parts, and "user's sister" where it says so."""
    name = sentences.fold(str(body.get("name", "")))
    found = {name}
    text = f"{body.get('summary', '')} {body.get('details', '')}"
    found |= {sentences.fold(match.group()) for match in re.finditer(r"User['’]s [a-z-]+", text)}
    return frozenset(found | {name.split()[0]} if name else found)


def plain(utterance: Utterance, _zone: ZoneInfo) -> Finding:
    """A note that the user wants kept as a fact: of whom or what it speaks."""
    about = utterance.about
    name = about.name if about else claims.called(utterance.text)
    body = {
        "name": name, "summary": claims.retold(utterance.text, claims.USER, about),
        "details": claims.grounds(about, claims.USER), "source": _origin(utterance),
    }  # fmt: skip
    return Finding(
        KIND.name, body, (utterance.source(utterance.text),), utterance.time, "the user asked to keep it",
        utterance.voice, 0.9, 0.6, sentences.fold(name), grounds=utterance.grounds,
    )  # fmt: skip


# Pieces on one card; what comes later begins another card of the same name.
CARD_MOST = 6


def join(old: BodyFields, new: Finding) -> tuple[BodyFields, bool] | None:
    """A card with what is newly known of the same subject; None where it is another one, or the card is full."""
    shared = slots(old).keys() & new.slots
    if any(slot.startswith("user:") for slot in shared):
        return (old, False) if _same_holder(old, new) else (new.body, True)
    if not _same_subject(old, new.body) or _is_another(old, new):
        return None
    summary, replaced = claims.merge(str(old.get("summary", "")), str(new.body["summary"]))
    if not replaced and len(claims.pieces(summary)) > CARD_MOST:
        return None
    name = max(str(old.get("name", "")), str(new.body["name"]), key=_fullness)
    return old | {"name": name, "summary": summary}, replaced


def _is_another(old: BodyFields, new: Finding) -> bool:
    """Whether a card is of somebody else of the same first name."""
    name, words = str(old.get("name", "")), "\n".join((new.quotes, *(source.quote for source in new.grounds)))
    return claims.is_namesake(name, words) or claims.is_told_apart(name, words, KIND.search_text(old))


def _fullness(name: str) -> tuple[bool, int]:
    return not name.startswith("User's"), len(name)


def _same_holder(old: BodyFields, new: Finding) -> bool:
    return all(word in str(old.get("summary", "")) for word in str(new.body["name"]).split())


def _same_subject(old: BodyFields, new: BodyFields) -> bool:
    """Equal names, one name a part of the other, or "User's sister" and the card that says it is the sister."""
    before, after = sentences.fold(str(old.get("name", ""))), sentences.fold(str(new["name"]))
    if before.startswith("user's ") or after.startswith("user's "):
        return bool({before, after} & about(old) & about(new)) or before == after
    shorter, longer = sorted((before.split(), after.split()), key=len)
    several = _JOINS & (set(longer) - set(shorter))
    return bool(shorter) and not several and all(word in longer for word in shorter)


# What is told of several is not of one of them: "Amber and Centennial".
_JOINS = frozenset(("and", "und", "e", "&", "和"))


def shelve(value: str, topic: str) -> BodyFields:
    """A line that leaves a full block of what is always in the prompt: from now on found when it is asked for."""
    about = topic.partition(":")[2] or topic or " ".join(value.split()[:5])
    return {"name": f"About the user: {about}"[:120], "summary": value, "source": "core memory"}
