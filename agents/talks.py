"""What a person said in a conversation, in their own words: the lines that an event of the whole conversation keeps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from agents import claims, instructions, secrets, sentences, statements, stems, unhidden
from agents.finding import Material, Utterance, Voice, is_read_off
from agents.secrets import told
from storage.model import Turn

# Characters kept of one conversation's words; MIRIX closes an event at 5,000.
LONGEST = 4_000
# A conversation of fewer sentences is told by what was made of them.
FEWEST = 2
# Fewer content words of a sentence say nothing by themselves.
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Line:
    """What was said in one turn, as it was said (`quote`), and with its dates resolved (`text`)."""

    utterance: Utterance
    quote: str
    text: str


def parts(material: Material) -> list[list[Line]]:
    """The user's own turns of a conversation, in parts of at most `LONGEST` characters: without chatter, quotations,
    secrets and orders. [] if too little is left to tell more than single memories do."""
    found: list[list[Line]] = []
    said, room = 0, 0
    for line, sentences_ in _lines(material):
        if len(line.text) > room:
            found.append([])
            room = LONGEST
        found[-1].append(line)
        said, room = said + sentences_, room - len(line.text)
    return found if said >= FEWEST else []


def _lines(material: Material) -> Iterator[tuple[Line, int]]:
    """Each turn that says something, and how many sentences of it are kept; a document that somebody typed is none."""
    for utterance in material.said_by(Voice.USER):
        if not isinstance(utterance.observation, Turn) or is_read_off(utterance.observation):
            continue
        kept = list(_kept(utterance.text)) if len(utterance.text) <= LONGEST else []
        quote = " ".join(kept)
        text = claims.dated(quote, utterance.time, material.zone)
        if kept and len(text) <= LONGEST:
            yield Line(utterance, quote, text), len(kept)


def _kept(text: str) -> Iterator[str]:
    said = sentences.split(sentences.unquoted(sentences.meant(text)))
    for sentence in chain.from_iterable(map(unhidden.parts, said)):
        if not (_is_unfit(sentence) or statements.is_small_talk(sentence)):
            yield sentence


def _is_unfit(sentence: str) -> bool:
    """True for what says nothing, is not meant, may be a secret or gives orders."""
    return (
        (len(stems.content(sentence)) < _FEWEST_WORDS and not claims.is_foreign(sentence))
        or " hidden]" in sentence
        or claims.is_ironic(sentence)
        or bool(secrets.find(sentence))
        or told.suspects(sentence)
        or instructions.looks_like_instruction(sentence)
    )
