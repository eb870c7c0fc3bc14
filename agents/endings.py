"""What a person calls off: the sentences that end something known, and the memories they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agents import sentences, stems
from agents.appointments import calls_off
from agents.drafts import Drafts
from agents.finding import Material, Utterance, Voice
from agents.kinds import Rules
from agents.patches import called_off, marks
from agents.patterns import lazy
from storage.kind import Growth, Recall
from storage.model import Change, Memory, Retire, Revise

# What is done, used or taken no longer: it ends what goes by that name, and no plan.
_QUITS = lazy(
    r"\b(?:no more (?!than\b|and no less)|(?:stopped|quit) (?:taking|using|doing|going)|(?:come|came|taken) off "
    r"(?:the|my)|"
    r"keine?\w* (?:\w+ )?mehr|niente più|smesso (?:di|con)|sospes[oaie])\b|"
    r"不用?再|停药|"
    r"停了|不吃了",
    re.IGNORECASE,
)
_REASON = "the user says it is off"


@dataclass(frozen=True, slots=True)
class Ending:
    """A sentence that ends something, and who said it."""

    sentence: str
    utterance: Utterance


def changes(material: Material, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """What the user's own words end of what is known."""
    for ending in read(material):
        if not _is_used(ending, drafts):
            yield from retired(ending, rules, drafts)


def _is_used(ending: Ending, drafts: Drafts) -> bool:
    """Whether the sentence has called off a plan already."""
    seen = ending.utterance.observation.id
    return any(
        isinstance(change, Revise)
        and any(one.observation == seen and one.quote == ending.sentence for one in change.sources)
        for change in drafts.changes
    )


def read(material: Material) -> Iterator[Ending]:
    """The sentences of the user, stated and not supposed, that call something off."""
    for utterance in material.said_by(Voice.USER):
        for sentence in sentences.split(sentences.meant(utterance.text)):
            stated = not (
                sentence.endswith(("?", "？"))
                or sentences.is_question(sentence)
                or sentences.is_supposed(sentence)
                or marks.HOPED.search(sentence)
                or _IN_CASE.match(sentence)
                or called_off.IN_JEST.search(sentence)
                or called_off.names_another_day(sentence)
            )
            if stated and _is_ending(sentence):
                yield Ending(sentence, utterance)


def _is_ending(sentence: str) -> bool:
    return calls_off(sentence) or bool(_QUITS.search(sentence) and not marks.PASSING.search(sentence))


def retired(ending: Ending, rules: Mapping[str, Rules], drafts: Drafts) -> list[Change]:
    """The memory, of any open kind but plans, that an ending means by its name; none where two are meant equally."""
    clauses = [one for one in _CLAUSES.split(ending.sentence) if calls_off(one)]
    quits = [_quit(one) for one in _CLAUSES.split(ending.sentence)]
    ended = set(stems.content(" ".join([*clauses, *quits])))
    found = sorted(
        ((_score(memory, ended), memory) for memory in _open(rules, drafts, ending)),
        key=lambda pair: pair[0], reverse=True,
    )  # fmt: skip
    if not found or found[0][0] < 1 or (len(found) > 1 and found[1][0] == found[0][0]):
        return []
    if marks.ONCE.search(ending.sentence) or _ANOTHERS.match(ending.sentence):
        return []
    memory = found[0][1]
    drafts.knows(memory)
    return [Retire(memory.id, ending.utterance.time, _REASON)]


_IN_CASE = lazy(r"(?:e |ma |und |aber )?(?:se|falls|wenn)\b", re.IGNORECASE)
# Whose it is that ends, where that is somebody else's.
_ANOTHERS = lazy(
    r"(?:and |but |so |und |e )?(?:her|his|their|your|ihr\w*|"
    r"sein\w*|dein\w*|(?:il |la |i |le )?(?:su[oaei]|tu[oaei]))\b|"
    r"[她他你您]|我(?:朋友|同事|邻居|[妈爸哥姐弟妹]|老[婆公]|[儿女][子儿])",
    re.IGNORECASE,
)


def _open(rules: Mapping[str, Rules], drafts: Drafts, ending: Ending) -> Iterator[Memory]:
    for rule in rules.values():
        # Of plans, what calls them off is told apart (`patches.scrapped`).
        if rule.kind.recall in (Recall.CAPTION_ONLY, Recall.ALWAYS) or rule.kind.growth is Growth.APPEND:
            continue
        yield from (
            memory
            for memory, _ in drafts.near(rule.kind.name, ending.sentence, 5)
            if _is_older(memory, ending)
        )


_CLAUSES = lazy(
    r"[,;:，；：]\s*|\s[–—-]\s|\s(?:and|but|so|because|und|aber|weil|denn|e|ma|perché)\s", re.IGNORECASE
)


def _quit(clause: str) -> str:
    """What is done no longer, and not who does it no longer: "tablets" of "Pickle takes no more tablets"."""
    match = _QUITS.search(clause)
    return f"{match[0]} {clause[match.end() :]}" if match else ""


def _is_whole(title: set[str], ended: set[str]) -> bool:
    """Whether most of the words of a title are among those that end."""
    return bool(title) and len(title & ended) * 2 >= len(title)


def _is_older(memory: Memory, ending: Ending) -> bool:
    return memory.valid_from < ending.utterance.time and all(
        source.observation != ending.utterance.observation.id for source in memory.sources
    )


def _score(memory: Memory, ended: set[str]) -> float:
    title = set(stems.content(memory.title))
    return float(len(title & ended)) if _is_whole(title, ended) and not memory.body.get("steps") else 0.0
