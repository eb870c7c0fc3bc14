"""A kind is one file: a seventh, written into a package of its own, is found and shows up everywhere by itself."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

import pytest

from agents import extract, kinds
from agents.digest import Digest
from storage import ids
from storage.kind import Kinds, Use
from storage.model import Add, ObservationId, Turn
from tests.fakes.memory_library import MemoryLibrary

BIRD = '''
"""Bird memory: birds seen."""
from typing import Annotated
from agents.finding import Finding
from storage.kind import Body, Growth, MemoryKind, Recall, Use

class Bird(Body):
    species: Annotated[str, Use.TITLE, Use.COLUMN, Use.KEY]
    where: Annotated[str, Use.SEARCH, Use.COLUMN] = ""
    nest: Annotated[str, Use.SECRET] = ""

KIND = MemoryKind(
    name="birds", title="Birds", body=Bird, guide="Birds that were seen. Not pets.", recall=Recall.BY_TOPIC,
    growth=Growth.APPEND, examples=("A heron stood in the pond.",), text_field="species", rank=7,
)

def find(material):
    for one in material.utterances:
        if "heron" in one.text:
            yield Finding(
                "birds", {"species": "heron", "where": "pond"}, (one.source(one.text),), one.time, "a bird", one.voice
            )
'''


@pytest.fixture
def bird(tmp_path: Path) -> Iterator[ModuleType]:
    (tmp_path / "seventh_kind.py").write_text(BIRD, encoding="utf-8")
    sys.path.insert(0, str(tmp_path))
    try:
        yield importlib.import_module("seventh_kind")
    finally:
        sys.path.remove(str(tmp_path))
        sys.modules.pop("seventh_kind", None)


def all_with(bird: ModuleType) -> tuple[Kinds, dict[str, kinds.Rules]]:
    declared = {**kinds.rules(), **kinds.rules_in((bird,))}
    return Kinds([rule.kind for rule in declared.values()]), declared


def test_the_package_itself_holds_the_six_in_their_order() -> None:
    assert list(kinds.all_kinds()) == ["core", "episodic", "semantic", "procedural", "resource", "vault"]


def test_a_package_without_kinds_is_a_broken_installation() -> None:
    with pytest.raises(RuntimeError, match="incomplete"):
        kinds.rules_in(())


def test_a_seventh_kind_has_columns_and_search_text_without_its_secret(bird: ModuleType) -> None:
    known, _ = all_with(bird)

    assert known["birds"].fields(Use.COLUMN) == ("species", "where")
    assert known["birds"].search_text({"species": "heron", "where": "pond", "nest": "oak"}) == "heron\npond"


def test_a_seventh_kind_stands_in_the_prompt_and_its_schema(bird: ModuleType) -> None:
    known, _ = all_with(bird)

    assert "birds: Birds that were seen" in extract.prompt_for("A heron stood there.", "User", known).system
    assert "birds" in extract.schema(known)["items"]["properties"]["kind"]["enum"]


def test_a_seventh_kind_is_digested(bird: ModuleType) -> None:
    known, declared = all_with(bird)
    now = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
    seen = Turn(ObservationId(ids.new(now)), now, "a heron in the pond today", "chat")

    outcome = Digest(known, None, ZoneInfo("UTC"), declared=declared).digest([seen], MemoryLibrary(known))

    assert "birds" in [change.kind for change in outcome.changes if isinstance(change, Add)]


def test_no_module_outside_a_kinds_file_compares_with_its_name() -> None:
    names = [f'"{name}"' for name in kinds.all_kinds()]
    folder = Path(kinds.__file__).parents[1]
    shared = [
        "digest",
        "manager",
        "checker",
        "meta",
        "drafts",
        "endings",
        "finding",
        "episodes",
        "safe_library",
    ]
    texts = {name: (folder / f"{name}.py").read_text(encoding="utf-8") for name in shared}

    assert [(module, name) for module, text in texts.items() for name in names if name in text] == []
