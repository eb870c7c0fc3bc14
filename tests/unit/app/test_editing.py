"""Changes by hand, where the fake knows nothing of it: what memories rest on, and what is told of a change."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from agents.secrets.own import NONE
from app.services.editing import Editing
from storage.errors import WrongUse
from storage.ids import MemoryId
from tests.factories import NOON, a_fact, a_safe, a_source, a_turn, kept, remembered
from tests.fakes.clock import WoundClock


def test_what_is_put_together_rests_on_all_that_its_parts_rested_on(tmp_path: Path) -> None:
    told: list[MemoryId] = []

    def changed(ids: Iterable[MemoryId]) -> None:
        told.extend(ids)

    with a_safe(tmp_path / "home") as safe:
        turns = [a_turn("It leaves from pier 6"), a_turn("It costs 4 euros")]
        kept(safe, *turns)
        ids = remembered(
            safe,
            a_fact("Ferry", "Leaves from pier 6.", a_source(turns[0], "from pier 6")),
            a_fact("Ferry", "Leaves from pier 6. Costs 4 euros.", a_source(turns[1], "4 euros")),
        )

        merged = Editing(safe, lambda: NONE, WoundClock(NOON), changed).merge(ids, None, dry_run=False).memory

        assert merged is not None
        assert {source.quote for source in merged.sources} == {"from pier 6", "4 euros"}
        # What one text holds already is not said twice.
        assert merged.body["summary"] == "Leaves from pier 6. Costs 4 euros."
        assert set(told) == {merged.id, *ids}


def test_a_body_that_does_not_fit_its_kind_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with a_safe(tmp_path / "home") as safe:
        (id,) = remembered(safe, a_fact())
        editing = Editing(safe, lambda: NONE, WoundClock(NOON), lambda _ids: None)

        with pytest.raises(WrongUse, match="not an entry of Facts"):
            editing.edit(id, {"summary": ["a", "list"]})
