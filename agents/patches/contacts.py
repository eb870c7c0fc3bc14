"""A number or address that the vault holds of someone, and the user's words give anew; nobody else's may."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from agents import sentences
from agents.claims import people
from agents.drafts import Drafts
from agents.kinds import Rules
from agents.patches import marks
from agents.patches.said import Said
from agents.patterns import lazy
from storage.kind import Recall, Use
from storage.model import Change, Memory, Secret

_VALUE = lazy(r"(?<![\w.@])(?:\+?\d[\d ()/.-]{6,18}\d|[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,})(?![\w@])")
_REACHED = lazy(
    r"contact|phone|mobile|tel|number|mail|address|kontakt|nummer|adresse|numero|电话|邮箱", re.IGNORECASE
)
_GONE = lazy(
    r"\b(?:old|not|instead of|alte|statt|vecchi\w|ancien\w*|viej[oa])\W+(?:\w+\W+){0,3}$|旧\W*$",
    re.IGNORECASE,
)
# Words of a caption that name nobody.
_COMMON = frozenset(
    "user users user's of the and phone mobile number mail email contact address work home".split()
)


def changes(said: Said, rules: Mapping[str, Rules], drafts: Drafts) -> Iterator[Change]:
    """The contact of the one person or place that the words name, with the value they give."""
    found = [match for match in _VALUE.finditer(said.text) if not _GONE.search(said.text[: match.start()])]
    if len({match[0] for match in found}) != 1 or not marks.NOW.search(said.text):
        return
    for rule in rules.values():
        if rule.kind.recall is Recall.CAPTION_ONLY:
            memory = _whose(said, list(drafts.current(rule.kind.name)))
            if memory is not None and memory.valid_from < said.utterance.time:
                secret = next(iter(rule.kind.fields(Use.SECRET)))
                body = {name: value for name, value in memory.body.items() if name != secret}
                drafts.knows(memory)
                yield said.revises(
                    memory, body, said.text, "the user says that it changed", Secret(found[0][0])
                )


def _whose(said: Said, held: list[Memory]) -> Memory | None:
    """The one contact whose caption names someone that the words name."""
    scored = sorted(((_named(memory, said.text), memory) for memory in held), key=lambda pair: -pair[0])
    if not scored or not scored[0][0] or (len(scored) > 1 and scored[0][0] == scored[1][0]):
        return None
    return scored[0][1]


def _named(memory: Memory, said: str) -> int:
    """How many words for someone, by name or by what they are to the user, a caption shares with what is said."""
    caption = " ".join(str(value) for value in memory.body.values())
    if not _REACHED.search(caption):
        return 0
    spoken = {_relation(word) for word in sentences.words(sentences.fold(said))}
    names = {
        _relation(word) for word in sentences.words(sentences.fold(caption)) if not _REACHED.search(word)
    }
    return len((names - _COMMON - {"low", "medium", "high"}) & spoken)


def _relation(word: str) -> str:
    """A word as it is compared: what someone is to someone, in English; without the mark of a possession."""
    bare = re.sub(r"['’]s?$", "", word)
    return people.relation_word(bare)
