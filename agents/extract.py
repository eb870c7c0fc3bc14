"""What a language model finds in a text beside the rules; nothing of it is believed before it is checked."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from agents import claims, instructions, prompts, sentences, stems
from agents.finding import Finding, Utterance, Voice
from agents.kinds import rules
from agents.ports import LanguageModel, Prompt
from storage.kind import Growth, Kinds, Recall

# Longer texts are shown in windows of this many words: a prompt stays at about 250 tokens.
WINDOW = 90
# A text of fewer content words holds nothing that the rules would miss.
FEWEST_WORDS = 4
_REPLY_TOKENS = 160

# Two examples and an empty one: without it a small model finds something in everything. The names cannot be mistaken,
# and a result that holds one of them was copied from here.
_EXAMPLES: tuple[tuple[str, str, list[dict[str, str]]], ...] = (
    (
        "Zorbina",
        "I started at Quillfen Works as a welder, my aunt Yvdra can't eat shrimp.",
        [
            {"about": "Zorbina", "fact": "Zorbina works at Quillfen Works as a welder", "kind": "core"},
            {"about": "Yvdra", "fact": "Yvdra, Zorbina's aunt, can't eat shrimp", "kind": "semantic"},
        ],
    ),
    (
        "Zorbina",
        "Took the ferry to Ombrask yesterday and lost my scarf.",
        [
            {
                "about": "Zorbina",
                "fact": "Zorbina took the ferry to Ombrask and lost a scarf",
                "kind": "episodic",
            }
        ],
    ),
    ("Zorbina", "haha ok, what is 12 times 12?", []),
)
EXAMPLE_NAMES = frozenset({"Zorbina", "Quillfen", "Yvdra", "Ombrask"})


class _Result(BaseModel):
    """One thing a model says it found."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    about: Annotated[str, Field(min_length=1, max_length=60)]
    fact: Annotated[str, Field(min_length=5, max_length=200)]
    kind: str


_Results = TypeAdapter(list[_Result])


def extract(
    model: LanguageModel, utterance: Utterance, kinds: Kinds, zone: ZoneInfo
) -> tuple[list[Finding], Counter[str]]:
    """What `model` finds in an utterance, each tied to its sentence, and why the rest was dropped.

    Raises ModelUnavailable and Cancelled, as the model does; a reply that cannot be used counts as dropped.
    """
    dropped: Counter[str] = Counter()
    found: list[Finding] = []
    for window in _windows(sentences.own(utterance.text)):
        try:
            results = _asked(model, window, utterance, kinds)
        except ValidationError:
            dropped["the model's reply does not fit"] += 1
            continue
        for result in results:
            finding, why = _checked(result, window, utterance, zone)
            found += [finding] if finding else []
            dropped.update([why] if why else [])
    return found, dropped


def is_worth_reading(text: str) -> bool:
    """Whether a text may hold something: long enough, and not only a question."""
    stated = [one for one in sentences.split(text) if not sentences.is_question(one)]
    return any(len(stems.content(one)) >= FEWEST_WORDS for one in stated)


def prompt_for(text: str, speaker: str, kinds: Kinds) -> Prompt:
    """The prompt for one window of text."""
    return Prompt(
        system=prompts.render(
            "extract", kinds="; ".join(f"{kind.name}: {_short(kind.guide)}" for kind in _open(kinds))
        ),
        user=prompts.render("extract_text", speaker=speaker, text=text),
        examples=tuple(
            (prompts.render("extract_text", speaker=who, text=said), json.dumps(results))
            for who, said, results in _EXAMPLES
        ),
    )


def schema(kinds: Kinds) -> dict[str, Any]:
    """The JSON schema that a reply is held to; Any, as JSON schemas nest freely."""
    fact = {
        "type": "object", "additionalProperties": False, "required": ["about", "fact", "kind"],
        "properties": {
            "about": {"type": "string", "maxLength": 60}, "fact": {"type": "string", "maxLength": 200},
            "kind": {"type": "string", "enum": [kind.name for kind in _open(kinds)]},
        },
    }  # fmt: skip
    return {"type": "array", "maxItems": 4, "items": fact}


def _asked(model: LanguageModel, window: str, utterance: Utterance, kinds: Kinds) -> list[_Result]:
    speaker = claims.USER if utterance.voice is Voice.USER else utterance.name or "Someone"
    reply = model.complete(prompt_for(window, speaker, kinds), schema=schema(kinds), max_tokens=_REPLY_TOKENS)
    return _Results.validate_json(reply)


def _open(kinds: Kinds) -> Iterator[Any]:
    """The kinds a model may write: not sealed ones, not documents, which are copied and never told."""
    return (
        k for k in kinds.values() if k.recall is not Recall.CAPTION_ONLY and k.growth is not Growth.FILL_IN
    )


def _short(guide: str) -> str:
    return guide.split(". ", maxsplit=1)[0].split(":", maxsplit=1)[0].rstrip(".")[:60]


def _windows(text: str) -> Iterator[str]:
    """The text in pieces of whole sentences, at most WINDOW words each (a longer sentence stands alone, cut)."""
    kept: list[str] = []
    for sentence in sentences.split(text):
        if kept and sum(len(one.split()) for one in (*kept, sentence)) > WINDOW:
            yield " ".join(kept)
            kept = []
        kept.append(" ".join(sentence.split()[:WINDOW]))
    if len(stems.content(" ".join(kept))) >= FEWEST_WORDS:
        yield " ".join(kept)


def _checked(
    result: _Result, window: str, utterance: Utterance, zone: ZoneInfo
) -> tuple[Finding | None, str]:
    """A result as a finding, resting on the sentence that supports it best; or why it is dropped."""
    if EXAMPLE_NAMES & set(re.findall(r"\w+", f"{result.about} {result.fact}")):
        return None, "it holds a name of an example"
    sentence = max(
        sentences.clauses(window), key=lambda clause: _share(result.fact, clause.text), default=None
    )
    if sentence is None or not sentence.stated or sentences.is_question(sentence.sentence):
        return None, "its sentence does not claim it"
    if instructions.looks_like_instruction(sentence.sentence):
        return None, "its sentence quotes an instruction"
    if _misattributed(result, sentence.text, utterance):
        return None, "it is said of someone else"
    rule = rules().get(result.kind)
    if rule is None or rule.plain is None:
        return None, "the model may not write this kind"
    quoted = Utterance(utterance.observation, result.fact, utterance.voice, utterance.name)
    finding = rule.plain(quoted, zone)
    return (_resting_on(finding, sentence.sentence, utterance) if finding else None), ""


def _share(fact: str, sentence: str) -> float:
    wanted = set(stems.content(fact))
    return len(wanted & set(stems.content(sentence))) / len(wanted) if wanted else 0.0


def _misattributed(result: _Result, clause: str, utterance: Utterance) -> bool:
    """True where a fact is given to the speaker though its clause is about someone else."""
    me = claims.USER if utterance.voice is Voice.USER else utterance.name
    if me.casefold() not in result.about.casefold() and not result.fact.casefold().startswith(me.casefold()):
        return False
    owner = claims.subject_of(clause, me)
    return bool(owner) and owner != me


def _resting_on(finding: Finding, sentence: str, utterance: Utterance) -> Finding:
    return Finding(
        finding.kind, finding.body, (utterance.source(sentence),), finding.at, "the language model found it",
        utterance.voice, 0.6, 0.5, finding.key, finding.slots,
    )  # fmt: skip
