"""The parts of a known thing that words give anew: a value, a name, a step of a procedure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from agents import stems, times
from agents.drafts import Drafts
from agents.kinds import Rules
from agents.patches import marks, own, values
from agents.patches.meant import WEAK, known, meant
from agents.patches.said import Said
from storage.kind import Growth, MemoryKind, with_texts
from storage.model import BodyFields, Change, Memory, Revise

_CHANGED = "the user says that it changed"
_RENAMED = re.compile(
    r"\b(?:(?:is|are) (?:now |from \w+ )?called|renamed (?:to|as)?|new name is|heißt (?:jetzt |ab \w+ )?|"
    r"umbenannt in|"
    r"si chiama (?:ora |adesso )?)\s*[\"“'‘]?(?P<name>[A-ZÄÖÜ][\w-]+(?: [A-ZÄÖÜ][\w-]+)?)"
    r"|(?:改名|更名)(?:为|叫|成)(?P<chinese>[^，。,\s]{1,12})",
)
# What a step no longer needs, and what does not count as a word of its own.
_SKIPPED = re.compile(
    r"\b(?:skip|leave out|drop|no need (?:to|for)|don['’]t need|weglassen|saltare|salta|sauter|ohne)\b|不用|跳过|省略",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"\s*[;:]\s+|(?<=[.!])\s+|，|。|,\s+(?:and\s+)?(?=(?:then|also|but|now)\b)|,?\s+but\s+")


def changes(said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """The change of the one thing that the words are about, and the end of what they say has died."""
    memory = meant(said, rules, drafts) if _is_anew(said) else None
    change = (
        _patched(memory, said, rules[memory.kind].kind) if memory and _may_tell(said, memory, rules) else None
    )
    if memory is not None and change is not None:
        drafts.knows(memory)
        yield change
    for one in list(known(said, rules, drafts)):
        kind = rules[one.kind].kind
        ended = None if kind.growth in (Growth.APPEND, Growth.BLOCKS) else _dead(one, said, kind)
        if ended is not None:
            drafts.knows(one)
            yield ended


def _is_anew(said: Said) -> bool:
    return bool(marks.NOW.search(said.text)) or values.names_a_swap(said.text)


def _may_tell(said: Said, memory: Memory, rules: Mapping[str, Rules]) -> bool:
    """What is said of somebody else, or of what is theirs, changes nothing that is known of the user."""
    if rules[memory.kind].kind.growth is not Growth.BLOCKS:
        return all(own.tells_of(one, memory.text) for one in said.sentences)
    names = own.names(memory.text)
    told = own.of_the_user(said, memory.text)
    return told == list(said.sentences) or any(own.says(one, name) for one in told for name in names)


def _patched(memory: Memory, said: Said, kind: MemoryKind) -> Revise | None:
    """The memory with what the words change; None where they change nothing of it."""
    renamed = _renamed(memory, said)
    if renamed is not None:
        body: BodyFields = with_texts(dict(memory.body), lambda text: text.replace(*renamed))
        body["details"] = (
            f"{renamed[0]} before" if "details" in kind.body.model_fields else body.get("details", "")
        )
    else:
        body = with_texts(dict(memory.body), lambda text: values.changed(text, said))
        if kind.growth is not Growth.BLOCKS:
            body = with_texts(body, lambda text: values.placed(text, said))
        body |= _stepped(memory.body, body, said)
        body |= _timed(memory.body, body, said, kind)
    if body == dict(memory.body):
        return None
    if "details" in kind.body.model_fields:
        said_so = times.absolute(said.text, said.utterance.time, said.zone)
        body["details"] = "\n".join(filter(None, (str(body.get("details", "")), f"Said: {said_so}")))
    return said.revises(memory, body, said.text, _CHANGED)


def _timed(before: BodyFields, after: BodyFields, said: Said, kind: MemoryKind) -> BodyFields:
    """The time at which something takes place, moved to its new day and hour."""
    occurs = next((name for name, info in kind.body.model_fields.items() if info.annotation is datetime), "")
    if not occurs or not before.get(occurs):
        return {}
    told = str(after.get(kind.text_field, ""))
    return {occurs: values.moved(str(before[occurs]), said.day, values.clock_of(told), said.zone)}


def _stepped(before: BodyFields, after: BodyFields, said: Said) -> BodyFields:
    """Every list of a body with those of its lines replaced, or left out, that the words tell otherwise."""
    return {
        name: _lines(list(map(str, lines)), said)
        for name, lines in before.items()
        if isinstance(lines, list) and len(lines) > 1 and lines == after[name]
    }


def _lines(lines: Sequence[str], said: Said) -> list[str]:
    """The lines with each clause of what is said in place of the one it is about."""
    found = list(lines)
    for clause in _clauses(said.text):
        at = _about(clause, lines)
        if at is None or marks.STAYS.search(clause) or _adds_nothing(clause, lines[at]):
            continue
        found[at] = "" if _SKIPPED.search(clause) else _capital(clause.strip(" ,."))
    return [line for line in found if line]


def _clauses(text: str) -> Iterator[str]:
    return (re.sub(r"^(?:and|but|so|then|und|e)\s+", "", one) for one in _CLAUSES.split(text) if one)


def _about(clause: str, lines: Sequence[str]) -> int | None:
    """Which line a clause is about: the one that shares most of its words, if one does."""
    wanted = set(stems.content(clause)) - WEAK
    shared = [len(wanted & set(stems.content(line))) for line in lines]
    most = max(shared)
    return shared.index(most) if most and shared.count(most) == 1 else None


def _adds_nothing(clause: str, line: str) -> bool:
    return set(stems.content(clause)) - WEAK <= set(stems.content(line))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _renamed(memory: Memory, said: Said) -> tuple[str, str] | None:
    """The old and the new name of what a memory is about, where the words give it a new one."""
    match = _RENAMED.search(said.text)
    new = (match["name"] or match["chinese"]) if match else ""
    old = memory.title
    return (old, new) if new and old and old != new and len(old.split()) <= 3 and old in said.text else None


def _dead(memory: Memory, said: Said, kind: MemoryKind) -> Revise | None:
    """A card of someone of whom the words say that they died, with that."""
    name = memory.title.split()[0] if memory.title else ""
    sentence = next((one for one in said.sentences if marks.DIED.search(one) and name in one), "")
    if not name or not sentence or marks.DIED.search(memory.text):
        return None
    told = f"{memory.body.get(kind.text_field, '')}. {said.told(sentence)}"
    return said.revises(
        memory, {**memory.body, kind.text_field: told}, sentence, "the user says that it is over"
    )
