"""What a person calls off: the sentences that end something known, and the memories they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from agents import claims, sentences, stems, times
from agents.appointments import is_cancelled, is_meeting
from agents.drafts import Drafts
from agents.finding import Material, Utterance, Voice
from agents.kinds import Rules
from storage import ids
from storage.kind import Growth, Recall
from storage.model import Change, Memory, MemoryId, Retire, Revise

_OVER = re.compile(
    r"\b(?:is off|no longer (?:going|happening|need(?:ed)?|valid|available|applies)|not (?:going|coming|"
    r"happening) (?:any ?more|after all)|"
    r"gave up (?:on )?|dropped the|backed out|sold (?:my|the|our)|got rid of|broke up with|split up|passed away|"
    r"died)\b",
    re.IGNORECASE,
)
_REASON = "the user says it is off"
# Words that say that something ended, not what.
_ENDING_WORDS = frozenset(
    stems.stem(word)
    for word in """cancelled canceled cancel cancels called off longer going happening need needed valid anymore more
    after gave up dropped backed out sold rid broke split passed away died scrapped fell through trip plan plans
    user sorry monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday week
    month now""".split()
)


@dataclass(frozen=True, slots=True)
class Ending:
    """A sentence that ends something, and who said it."""

    sentence: str
    utterance: Utterance


def changes(material: Material, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """What the user's own words end of what is known."""
    for ending in read(material):
        yield from retired(ending, rules, drafts, material.zone)


def read(material: Material) -> Iterator[Ending]:
    """The sentences of the user, stated and not supposed, that call something off."""
    for utterance in material.said_by(Voice.USER):
        for sentence in sentences.split(sentences.spoken(utterance.text)[0]):
            stated = not (
                sentence.endswith("?") or sentences.is_question(sentence) or sentences.is_supposed(sentence)
            )
            if stated and (is_cancelled(sentence) or _OVER.search(sentence)):
                yield Ending(sentence, utterance)


def retired(ending: Ending, rules: Mapping[str, Rules], drafts: Drafts, zone: ZoneInfo) -> list[Change]:
    """The memory, of any open kind, that an ending means; none where two are meant equally or nothing is shared."""
    wanted = set(stems.content(ending.sentence)) - _ENDING_WORDS
    names = {
        stems.stem(word) for name in claims.names_in(ending.sentence) for word in name.split()
    } - _ENDING_WORDS
    found = sorted(
        ((_score(memory, wanted, names), memory) for memory in _open(rules, drafts, ending)),
        key=lambda pair: pair[0], reverse=True,
    )  # fmt: skip
    if not found or found[0][0] < 1 or (len(found) > 1 and found[1][0] == found[0][0]):
        return []
    memory = found[0][1]
    drafts.knows(memory)
    return [_off(memory, ending, rules[memory.kind], zone)]


def _off(memory: Memory, ending: Ending, rule: Rules, zone: ZoneInfo) -> Change:
    """What was planned is kept as called off, in the user's words; anything else is over."""
    said = ending.utterance
    if rule.kind.growth is not Growth.APPEND or "event_type" not in rule.kind.body.model_fields:
        return Retire(memory.id, said.time, _REASON)
    told = claims.third_person(times.absolute(ending.sentence, said.time, zone), claims.USER)
    body = {**memory.body, rule.kind.text_field: told, "event_type": "cancelled", "details": ""}
    return Revise(
        memory.id, body, (said.source(ending.sentence),), said.time, _REASON, None, 0.8, memory.importance,
        id=MemoryId(ids.new(said.time)),
    )  # fmt: skip


def _open(rules: Mapping[str, Rules], drafts: Drafts, ending: Ending) -> Iterator[Memory]:
    for rule in rules.values():
        if rule.kind.recall not in (Recall.CAPTION_ONLY, Recall.ALWAYS):
            near = drafts.near(rule.kind.name, ending.sentence, 5)
            yield from (memory for memory, _ in near if _is_older(memory, ending))


def _is_older(memory: Memory, ending: Ending) -> bool:
    return memory.valid_from < ending.utterance.time and all(
        source.observation != ending.utterance.observation.id for source in memory.sources
    )


def _score(memory: Memory, wanted: set[str], names: set[str]) -> float:
    held = set(stems.content(memory.text))
    if names and not names & held:
        return 0.0
    shared = wanted & held
    telling = bool(names) or any(is_meeting(stem) for stem in shared)
    return float(len(shared)) if len(shared) >= (1 if telling else 2) else 0.0
