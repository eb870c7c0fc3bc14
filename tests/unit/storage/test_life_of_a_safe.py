"""Whatever is done to a safe, in whatever order, it holds what a simple model of it holds.

Hypothesis adds, revises, extends, undoes, forgets, locks and crashes at will. A crash is the home as it lies on the
disk at that moment, opened as if its process had been killed. `PROVE=1` tries many more lives.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from storage.ids import MemoryId, ObservationId
from storage.model import Extend, Filter, ObservationType, Revise
from storage.safe import Safe
from tests.factories import NOON, a_fact, a_safe, a_source, a_turn, kept, remembered, reopened
from tests.fakes.clock import WoundClock
from tests.fakes.rewriting import FakeRewriter

WORDS = ("heron", "lisbon", "copper", "violin", "saffron", "glacier")
WORD = st.sampled_from(WORDS)


@dataclass(slots=True)
class Fact:
    """What the model knows of one memory: its summaries, the present one last, and what it rests on."""

    summaries: list[str]
    sources: set[ObservationId]
    successor: MemoryId | None = None


@dataclass(slots=True)
class Model:
    """A safe as two dictionaries."""

    seen: dict[ObservationId, str] = field(default_factory=dict)
    facts: dict[MemoryId, Fact] = field(default_factory=dict)


class LifeOfASafe(RuleBasedStateMachine):
    """The real safe beside its model."""

    turns: Bundle[ObservationId] = Bundle("turns")
    facts: Bundle[MemoryId] = Bundle("facts")

    def __init__(self) -> None:
        super().__init__()
        self._folder = Path(tempfile.mkdtemp(prefix="reverie-life-"))
        self._homes = 0
        self._clock = WoundClock()
        self._model = Model()
        self._safe: Safe

    @initialize()
    def made(self) -> None:
        """A new safe."""
        self._safe = a_safe(self._home(), self._clock)
        self._safe.forgetting.rewriter = FakeRewriter()

    @rule(target=turns, word=WORD)
    def hears(self, word: str) -> ObservationId:
        """A turn is kept."""
        self._clock.wind(seconds=1)
        turn = a_turn(f"Something about the {word}", NOON + timedelta(seconds=len(self._model.seen)))
        kept(self._safe, turn)
        self._model.seen[turn.id] = word
        return turn.id

    @rule(target=facts, turn=turns, word=WORD)
    def learns(self, turn: ObservationId, word: str) -> MemoryId | None:
        """A memory is made of a turn, if that turn was not forgotten."""
        if turn not in self._model.seen:
            return MemoryId(turn)
        source = a_source(self._safe.observations.get(turn))
        (id,) = remembered(self._safe, a_fact(word, f"It is {word}.", source))
        self._model.facts[id] = Fact([f"It is {word}."], {turn})
        return id

    @rule(fact=facts, word=WORD)
    def extends(self, fact: MemoryId, word: str) -> None:
        """A memory is rewritten in place."""
        known = self._model.facts.get(fact)
        if known is None:
            return
        summary = f"It is rather {word}."
        self._safe.memories.apply([Extend(fact, {"name": word, "summary": summary}, (), "more of it")])
        known.summaries.append(summary)

    @rule(target=facts, fact=facts, turn=turns, word=WORD)
    def revises(self, fact: MemoryId, turn: ObservationId, word: str) -> MemoryId:
        """A newer memory takes the place of a current one."""
        known = self._model.facts.get(fact)
        if known is None or known.successor is not None or turn not in self._model.seen:
            return fact
        source = a_source(self._safe.observations.get(turn))
        body = {"name": word, "summary": f"Now it is {word}."}
        change = Revise(fact, body, (source,), NOON + timedelta(days=1), "newer")
        (id,) = self._safe.memories.apply([change])
        known.successor = id
        self._model.facts[id] = Fact([f"Now it is {word}."], {turn})
        return id

    @rule(fact=facts)
    def undoes(self, fact: MemoryId) -> None:
        """The last rewriting of a current, never revised memory is taken back."""
        known = self._model.facts.get(fact)
        if known is None or known.successor is not None or len(known.summaries) < 2:
            return
        memory = self._safe.memories.undo(fact)
        # Undoing is a step of its own: undone twice, the change is back.
        known.summaries = [*known.summaries[:-2], known.summaries[-1], known.summaries[-2]]
        assert memory.body["summary"] == known.summaries[-1]

    @rule(turn=consumes(turns))
    def forgets(self, turn: ObservationId) -> None:
        """A turn is forgotten, with the memories that rest on nothing else."""
        if turn not in self._model.seen:
            return
        self._safe.forgetting.forget(ids=[turn])
        del self._model.seen[turn]
        gone = {id for id, fact in self._model.facts.items() if fact.sources == {turn}}
        for heir in self._heirs(gone):
            # What took the place of a forgotten memory may have carried its words on: its former selves go.
            self._model.facts[heir].summaries = self._model.facts[heir].summaries[-1:]
        for id in gone:
            del self._model.facts[id]
        for fact in self._model.facts.values():
            if fact.successor in gone:
                fact.successor = None
                fact.summaries = fact.summaries[-1:]

    @rule()
    def locks(self) -> None:
        """The safe is closed and opened."""
        self._safe.close()
        self._safe = reopened(self._safe.home, self._clock)
        self._safe.forgetting.rewriter = FakeRewriter()

    @rule()
    def crashes(self) -> None:
        """What lies on the disk at this moment is opened as after a kill."""
        killed, left = self._safe, self._home()
        shutil.copytree(killed.home, left)
        killed.close()
        shutil.rmtree(killed.home)
        self._safe = reopened(left, self._clock)
        self._safe.forgetting.rewriter = FakeRewriter()

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        """Turns, memories with their present text, and what the words index finds."""
        turns = self._safe.observations.all_ids([ObservationType.TURN], None, 1000)
        memories = {memory.id: memory for memory in self._safe.memories.list(include_past=True)}

        assert set(turns) == set(self._model.seen)
        assert set(memories) == set(self._model.facts)
        for id, fact in self._model.facts.items():
            assert memories[id].body["summary"] == fact.summaries[-1]
            assert memories[id].superseded_by == fact.successor
        for word in WORDS:
            found = {hit.id for hit in self._safe.search.observations([word], Filter())}
            assert found == {id for id, said in self._model.seen.items() if said == word}

    def teardown(self) -> None:
        """Every life ends with a sound safe."""
        try:
            if hasattr(self, "_safe"):
                assert self._safe.verify() == []
                self._safe.close()
        finally:
            shutil.rmtree(self._folder)

    def _heirs(self, gone: set[MemoryId]) -> set[MemoryId]:
        heirs, new = set[MemoryId](), gone
        while new:
            new = {s for id in new if (s := self._model.facts[id].successor)} - heirs
            heirs |= new
        return heirs

    def _home(self) -> Path:
        self._homes += 1
        return self._folder / f"home-{self._homes}"


LifeOfASafe.TestCase.settings = settings(
    max_examples=300 if os.environ.get("PROVE") else 15,
    stateful_step_count=40 if os.environ.get("PROVE") else 20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
TestLifeOfASafe = LifeOfASafe.TestCase
