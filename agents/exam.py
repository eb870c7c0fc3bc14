"""The self-exam: whether what is kept is found again and rightly cited, and whether what nobody kept is refused.

Three sorts of questions: those made from memories, in their words, looked for among what was seen and said; those whose
answers are facts planted among it for the length of the exam; and those about people who do not exist. Nothing is
written, no language model is asked; the result holds counts only.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from agents import candidates, planted, sentences, stems
from agents.answer import AnswerDraft
from agents.planted import Fact
from agents.recall import Found
from storage.kind import Kinds, Recall
from storage.model import Memory

# Memories that are asked about, facts that are planted, and invented people of whom nothing is known.
SAMPLED, PLANTED, INVENTED = 20, 10, 10
# Evidence must come among so many.
FIRST = 10
# Every so many words of a question made from a memory one is left out, as people remember some of them.
LEFT_OUT = 3

_SYLLABLES = "zor vik pel lun ombr ask qui lby tarn yv dra fesk mol wexi brun tilg orv eska".split()
_ASKED = (
    "What does {} charge for the repair?",
    "When is {}'s dentist appointment?",
    "Where does {} live now?",
    "Who is {}'s landlord?",
    "What is the name of {}'s dog?",
)

Search = Callable[[str], Sequence[Found]]
"""Looks among what was seen and said, not among memories."""
Ask = Callable[[str], AnswerDraft]


@dataclass(frozen=True, slots=True)
class Marks:
    """How one exam went, in counts.

    Of `sampled` questions the evidence was `first`, or `found` among the first ten; `right` answers cite what the
    memory rests on, `wrong` ones something else, the others were refused. Of `planted` facts so many were
    `planted_found` among the first ten, and `planted_right` were told and cited. Of `invented` questions so many were
    `made_up`. Of `citations` so many are `sound`: their words stand in what they cite.
    """

    sampled: int = 0
    first: int = 0
    found: int = 0
    right: int = 0
    wrong: int = 0
    planted: int = 0
    planted_found: int = 0
    planted_right: int = 0
    invented: int = 0
    made_up: int = 0
    citations: int = 0
    sound: int = 0

    def __add__(self, other: Marks) -> Marks:
        return Marks(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


def fits(memory: Memory, kinds: Kinds) -> bool:
    """Whether a memory can be asked about: it rests on something, and may be found by its words."""
    told = kinds[memory.kind].recall is not Recall.CAPTION_ONLY
    return told and bool(memory.sources) and len(_words(memory)) >= LEFT_OUT


def questions(
    memories: Sequence[Memory], known: Sequence[str], search: Search, ask: Ask, kinds: Kinds, seed: int
) -> Iterator[Marks]:
    """Asks one question after the other; the marks of each. `known` are names that are not to be invented."""
    for memory in memories:
        yield _of_memory(memory, search, ask, kinds)
    draw = random.Random(seed)  # noqa: S311 - names for questions, no secret
    for number in range(INVENTED):
        yield _of_nobody(_ASKED[number % len(_ASKED)].format(_name(draw, known)), ask, kinds)


def to_plant(known: Sequence[str], now: datetime, seed: int) -> list[Fact]:
    """Facts about people who do not exist, none of them `known`; as if said before `now`."""
    draw = random.Random(seed + 1)  # noqa: S311 - names for questions, no secret
    return planted.facts(draw, [_name(draw, known) for _ in range(PLANTED)], now)


def of_planted(facts: Sequence[Fact], search: Search, ask: Ask, kinds: Kinds) -> Iterator[Marks]:
    """Asks for one planted fact after the other, of what looks among them; the marks of each."""
    for fact in facts:
        ids = [hit.id for hit in search(fact.question)[:FIRST]]
        draft = ask(fact.question)
        told = fact.value.casefold() in f"{draft.short} {draft.answer}".casefold()
        cited = any(fact.turn.id in _rests_on(one.found) for one in draft.citations)
        right = told and cited and not draft.abstained
        marks = Marks(planted=1, planted_found=fact.turn.id in ids, planted_right=right)
        yield marks + _citations(draft, kinds)


def _of_memory(memory: Memory, search: Search, ask: Ask, kinds: Kinds) -> Marks:
    wanted = {source.observation for source in memory.sources}
    ranks = [at for at, hit in enumerate(search(_half_remembered(memory))[:FIRST]) if hit.id in wanted]
    draft = ask(_question(memory))
    cited = [_rests_on(one.found) & {memory.id, *wanted} for one in draft.citations]
    right = not draft.abstained and any(cited)
    wrong = not draft.abstained and not any(cited)
    marks = Marks(sampled=1, first=0 in ranks, found=bool(ranks), right=right, wrong=wrong)
    return marks + _citations(draft, kinds)


def _of_nobody(question: str, ask: Ask, kinds: Kinds) -> Marks:
    draft = ask(question)
    return Marks(invented=1, made_up=not draft.abstained) + _citations(draft, kinds)


def _citations(draft: AnswerDraft, kinds: Kinds) -> Marks:
    cited = () if draft.abstained else draft.citations
    sound = sum(_stands_in(one.quote, candidates.text_of(one.found.thing, kinds)) for one in cited)
    return Marks(citations=len(cited), sound=sound)


def _rests_on(found: Found) -> set[UUID]:
    sources = found.thing.sources if isinstance(found.thing, Memory) else ()
    return {found.id, *(source.observation for source in sources)}


def _stands_in(quote: str, text: str) -> bool:
    return set(stems.words(quote)) <= set(stems.words(text))


def _half_remembered(memory: Memory) -> str:
    """Some of a memory's words, without its title's order."""
    return " ".join(word for at, word in enumerate(_words(memory), start=1) if at % LEFT_OUT)


def _question(memory: Memory) -> str:
    return f"What do I know about {memory.title.rstrip('.?! ')}?"


def _words(memory: Memory) -> list[str]:
    said = sentences.split(memory.text)
    longest = max(said, key=len, default=memory.title)
    return [word for word in longest.split() if stems.content(word)][:24]


def _name(draw: random.Random, known: Sequence[str]) -> str:
    """Somebody whom nobody knows."""
    while True:
        first, last = ("".join(draw.sample(_SYLLABLES, 2)).capitalize() for _ in range(2))
        if f"{first} {last}" not in known:
            return f"{first} {last}"
