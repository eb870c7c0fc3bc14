from __future__ import annotations

from datetime import UTC, datetime

import pytest

from agents.finding import Finding, Voice
from agents.kinds import all_kinds
from agents.meta import MetaManager
from tests.fakes.reading import HashEmbedder, NoEmbedder

NOW = datetime(2026, 3, 4, tzinfo=UTC)


def found(kind: str, confidence: float, reason: str = "a rule") -> Finding:
    return Finding(kind, {}, (), NOW, reason, Voice.USER, confidence)


def test_rules_name_each_kind_once_surest_first_with_their_reason() -> None:
    meta = MetaManager(all_kinds())

    concerns = meta.of_findings([found("core", 0.6), found("semantic", 0.7), found("core", 0.9, "said so")])

    assert [(c.kind, c.confidence, c.reason) for c in concerns] == [
        ("core", 0.9, "rule: said so"), ("semantic", 0.7, "rule: a rule"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", [name for name in all_kinds() if name != "vault"])
def test_a_kinds_own_example_is_nearest_to_that_kind(name: str) -> None:
    meta = MetaManager(all_kinds(), HashEmbedder())

    concern = meta.of_text(all_kinds()[name].examples[0])

    assert concern is not None
    assert concern.kind == name


def test_a_text_like_none_of_the_examples_concerns_no_kind() -> None:
    assert MetaManager(all_kinds(), HashEmbedder()).of_text("zirconium flanges") is None


def test_no_text_goes_to_the_sealed_kind_by_likeness() -> None:
    concern = MetaManager(all_kinds(), HashEmbedder()).of_text("The password of my mailbox.")

    assert concern is None or concern.kind != "vault"


@pytest.mark.parametrize("embedder", [None, NoEmbedder()])
def test_without_an_embedder_meaning_decides_nothing(embedder: HashEmbedder | None) -> None:
    assert MetaManager(all_kinds(), embedder).of_text("I live in Lisbon") is None
