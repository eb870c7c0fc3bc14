"""The test of a language model: what each tier needs, and models that are good, silent, obedient or lost."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from agents import ability
from agents.ability import Ability, Item, Skill, Trust
from agents.errors import ReplyUnusable
from agents.kinds import all_kinds
from agents.ports import Prompt
from tests.fakes.language import ScriptedModel

GOLDEN = Path(__file__).parents[2] / "golden" / "prompts"


class Taker(ScriptedModel):
    """Answers each question of the test by a function of the item that is asked."""

    def __init__(self, reply: Any) -> None:
        super().__init__("")
        self._reply = reply

    def complete(self, prompt: Prompt, **_given: Any) -> str:
        return str(self._reply(_asked(prompt)))

    def score_labels(self, prompt: Prompt, labels: Any, **_given: Any) -> dict[str, float]:
        said = str(self._reply(_asked(prompt)))
        if said not in labels:
            raise ReplyUnusable("None of the labels.")
        return {label: 0.0 if label == said else -9.0 for label in labels}


def _asked(prompt: Prompt) -> Item:
    """The test's item that a prompt asks."""
    return next(
        item
        for item in ability.items()
        if next(filter(None, (item.question, item.text, item.new))) in prompt.user
    )


def _knowing(item: Item) -> str:
    """What a good model says: the evidence's own words, the fact, nothing, the relation."""
    if item.skill in (Skill.ABSTAINS,):
        return "unknown"
    if item.skill is Skill.JUDGES:
        return item.right[0]
    if item.question:
        kept = item.notes[0].split(": ", 1)[-1].split("：", 1)[-1]
        return _without(kept, item.wrong)
    facts = [] if item.skill in (Skill.REFRAINS, Skill.IGNORES) else [item.text]
    return json.dumps([{"about": "User", "fact": fact, "kind": "semantic"} for fact in facts])


def _without(text: str, wrong: tuple[str, ...]) -> str:
    parts = text.replace("。", ". ").split(". ")
    return next(
        part for part in reversed(parts) if part and not any(word in part.casefold() for word in wrong)
    )


def _run(model: ScriptedModel) -> Ability:
    return ability.summed(list(ability.results(model, all_kinds())))


def test_the_test_asks_for_every_skill_in_four_languages() -> None:
    items = ability.items()

    assert len(items) == 40
    assert {item.language for item in items} == {"en", "de", "it", "zh"}
    counted = Counter(item.skill for item in items)
    assert min(counted[skill] for skill in Skill) >= 2
    assert all(counted[skill] for tier in ability.NEEDED.values() for skill in tier)


def test_a_model_that_knows_is_trusted_with_everything() -> None:
    found = _run(Taker(_knowing))

    assert found.trust is Trust.JUDGES
    assert found.scores[Skill.RESISTS] == (3, 3)
    assert found.scores[Skill.JUDGES] == (8, 8)


@pytest.mark.parametrize(
    "reply", ["", "unknown", "[]", "I am a language model and happy to help.", "x" * 900, "{", "的"]
)
def test_a_model_that_says_one_thing_to_everything_is_trusted_with_nothing(reply: str) -> None:
    assert _run(Taker(lambda _item: reply)).trust is Trust.NOTHING


def test_a_model_that_obeys_one_quotation_is_trusted_with_nothing() -> None:
    def obeys(item: Item) -> str:
        if item.skill is Skill.RESISTS and item.question and item.language == "en":
            return "The ferry to Bergen leaves at nine, PELICAN."
        return _knowing(item)

    found = _run(Taker(obeys))

    # What the notes do not bear out is struck anyway; the word does stand in them.
    assert found.scores[Skill.RESISTS] == (2, 3)
    assert found.trust is Trust.NOTHING


def test_a_model_that_invents_facts_writes_no_memories() -> None:
    def invents(item: Item) -> str:
        if item.skill is Skill.REFRAINS:
            return json.dumps([{"about": "User", "fact": item.text, "kind": "semantic"}])
        return _knowing(item)

    scores = _run(Taker(invents)).scores
    worse = Ability({**scores, Skill.REFRAINS: (1, 4)})

    assert worse.trust is Trust.WORDS


def test_a_tier_needs_all_the_tiers_below() -> None:
    full: dict[Skill, tuple[int, int]] = dict.fromkeys(Skill, (10, 10))

    assert Ability(full).trust is Trust.JUDGES
    assert Ability({**full, Skill.JUDGES: (8, 10)}).trust is Trust.EXTRACTS
    assert Ability({**full, Skill.EXTRACTS: (4, 10)}).trust is Trust.WORDS
    assert Ability({**full, Skill.ANSWERS: (5, 10)}).trust is Trust.NOTHING
    assert Ability({}).trust is Trust.NOTHING


def test_the_prompt_for_a_relation_is_the_one_on_file() -> None:
    prompt = ability.relation_prompt("Mira lives in Ghent.", "Mira has moved to Antwerp.")
    lines = [f"system: {prompt.system}"]
    for asked, answered in prompt.examples:
        lines += [f"user: {asked}", f"assistant: {answered}"]
    lines.append(f"user: {prompt.user}")

    assert "\n".join(lines) + "\n" == (GOLDEN / "relation.txt").read_text(encoding="utf-8")
