"""A memory manager: takes what was found for its kind and says what to change, adds, revises, extends or lets be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from agents.drafts import Drafts
from agents.errors import ModelUnavailable
from agents.finding import Effect, Finding, Voice
from agents.kinds import Rules
from agents.ports import Embedder
from storage import ids
from storage.kind import Growth
from storage.model import Add, Author, Change, Extend, Memory, MemoryId, ObservationType, Retire, Revise

# Cosine from which two texts of one kind say the same (measured with MiniLM on pairs that add, change and repeat:
# additions up to .21, changes .30 to .70, repetitions .71 to .84).
REPEATS = 0.92
# Memories looked at as possibly about the same thing.
NEAREST = 12


@dataclass(frozen=True, slots=True)
class Refused:
    """A finding that was not let through, and why; the reason never holds content."""

    finding: Finding
    reason: str


Verdict = list[Change] | Refused


class MemoryManager:
    """Manages the memories of one kind; all it knows of the kind is in the kind's own file."""

    def __init__(self, rules: Rules, embedder: Embedder | None = None) -> None:
        self._rules = rules
        self._kind = rules.kind
        self._embedder = embedder

    def propose(self, finding: Finding, drafts: Drafts) -> Verdict:
        """The changes that a finding asks for: none when it is known already, Refused when it may not overrule."""
        candidates = self._candidates(finding, drafts)
        if finding.effect is Effect.ENDS:
            return self._ended(finding, candidates, drafts)
        joined = list(self._joined(finding, candidates))
        if not joined:
            return [] if self._repeats(finding, candidates) else [added(finding)]
        if any(replaced for _, _, replaced in joined):
            return self._replaced(finding, joined, drafts)
        return self._extended(finding, joined[0], drafts)

    def _candidates(self, finding: Finding, drafts: Drafts) -> list[Memory]:
        """The memories the finding may be about, each once, best first."""
        if self._kind.growth is Growth.BLOCKS:
            return list(drafts.current(self._kind.name))
        keyed = drafts.by_key(self._kind.name, self._kind.key_of(finding.body)) if finding.key else []
        near = drafts.near(self._kind.name, self._wanted(finding), NEAREST)
        return list({memory.id: memory for memory in (*keyed, *(memory for memory, _ in near))}.values())

    def _wanted(self, finding: Finding) -> str:
        """What the memory must be about: the finding's names where it has them, else its text."""
        names = self._rules.about(finding.body) if self._rules.about else frozenset[str]()
        return " ".join(sorted(names)) or self._kind.search_text(finding.body)

    def _joined(
        self, finding: Finding, candidates: Sequence[Memory]
    ) -> Iterator[tuple[Memory, dict[str, object], bool]]:
        if self._rules.join is None:
            return
        found = [(memory, held) for memory in candidates if (held := self._rules.join(memory.body, finding))]
        if len(found) > 1 and not any(replaced for _, (_, replaced) in found):
            exact = [pair for pair in found if self._kind.key_of(pair[0].body) == finding.key]
            # Two people of one first name, and no saying which: neither card is touched.
            found = exact[:1] if exact or self._rules.about else found[:1]
        for memory, (body, replaced) in found:
            yield memory, body, replaced

    def _replaced(
        self, finding: Finding, joined: list[tuple[Memory, dict[str, object], bool]], drafts: Drafts
    ) -> Verdict:
        old = [(memory, body) for memory, body, replaced in joined if replaced]
        if not all(self._may_overrule(finding, memory) for memory, _ in old):
            return Refused(finding, "a screen may not overrule what was known before")
        first, body = old[0]
        if finding.at < first.valid_from:
            return self._into_history(finding, first)
        drafts.knows(first)
        revised = self._revised(finding, first, body)
        return [revised, *self._retired(finding, old[1:], revised.id, drafts)]

    def _revised(self, finding: Finding, memory: Memory, body: dict[str, object]) -> Revise:
        return Revise(
            memory.id, body, finding.sources, finding.at, finding.reason, finding.secret, finding.confidence,
            max(finding.importance, memory.importance), id=_new_id(finding),
        )  # fmt: skip

    def _retired(
        self,
        finding: Finding,
        old: list[tuple[Memory, dict[str, object]]],
        by: MemoryId | None,
        drafts: Drafts,
    ) -> Iterator[Change]:
        """The others that the same words settled anew."""
        for memory, _ in old:
            drafts.knows(memory)
            yield Retire(memory.id, finding.at, finding.reason, by=by)

    def _into_history(self, finding: Finding, newer: Memory) -> list[Change]:
        """Something older than what is known: kept, but as no longer valid."""
        add = added(finding)
        assert add.id is not None
        late = "read late: something newer was already known"
        return [add, Retire(add.id, newer.valid_from, late, by=newer.id)]

    def _extended(
        self, finding: Finding, joined: tuple[Memory, dict[str, object], bool], drafts: Drafts
    ) -> list[Change]:
        memory, body, _ = joined
        if body == memory.body:
            return []
        if not self._may_overrule(finding, memory):
            return [added(finding)]
        drafts.knows(memory)
        return [Extend(memory.id, body, finding.sources, finding.reason)]

    def _ended(self, finding: Finding, candidates: Sequence[Memory], drafts: Drafts) -> Verdict:
        held = [memory for memory in candidates if finding.key and self._is_about(memory, finding)]
        if not all(self._may_overrule(finding, memory) for memory in held):
            return Refused(finding, "a screen may not end what was known before")
        for memory in held:
            drafts.knows(memory)
        return [Retire(memory.id, finding.at, finding.reason) for memory in held]

    def outdated(self, finding: Finding, drafts: Drafts) -> list[Change]:
        """What this kind still holds of an appointment that another kind now keeps anew."""
        if self._rules.about is None or self._kind.growth is not Growth.REVISE or not finding.key:
            return []
        held = [
            memory
            for memory, _ in drafts.near(self._kind.name, finding.key, NEAREST)
            if self._names(memory, finding)
        ]
        return [change for memory in held for change in self._let_go(memory, finding, drafts)]

    def _names(self, memory: Memory, finding: Finding) -> bool:
        return self._is_about(memory, finding) and memory.valid_from < finding.at

    def _let_go(self, memory: Memory, finding: Finding, drafts: Drafts) -> list[Change]:
        drafts.knows(memory)
        return [Retire(memory.id, finding.at, finding.reason)]

    def _is_about(self, memory: Memory, finding: Finding) -> bool:
        names = (
            self._rules.about(memory.body)
            if self._rules.about
            else frozenset({self._kind.key_of(memory.body)})
        )
        return finding.key in names

    def _may_overrule(self, finding: Finding, memory: Memory) -> bool:
        """The user may; a screen only where the kind lets it, and never what the user or an import said."""
        if finding.by is not Voice.SCREEN:
            return True
        own = memory.author in (Author.USER, Author.IMPORT) or any(
            source.type is not ObservationType.FRAME for source in memory.sources
        )
        return self._rules.screens_overrule or not own

    def _repeats(self, finding: Finding, candidates: Sequence[Memory]) -> bool:
        """True when the same is kept already: the same words, or nearly the same meaning with no other number."""
        text = self._kind.search_text(finding.body)
        if any(memory.text == text and memory.sources == finding.sources for memory in candidates):
            return True
        same = [memory for memory in candidates if memory.text == text]
        if same and self._kind.growth is not Growth.APPEND:
            return True
        return self._kind.growth is Growth.BLOCKS and self._means_the_same(text, candidates)

    def _means_the_same(self, text: str, candidates: Sequence[Memory]) -> bool:
        if self._embedder is None or not candidates:
            return False
        try:
            vectors = self._embedder.embed([text, *(memory.text for memory in candidates[:NEAREST])])
        except ModelUnavailable:
            return False
        return bool(np.max(vectors[1:] @ vectors[0]) >= REPEATS)


def added(finding: Finding) -> Add:
    """A finding as a new memory."""
    return Add(
        finding.kind, finding.body, finding.sources, finding.at, finding.reason, finding.secret, finding.confidence,
        finding.importance, id=_new_id(finding),
    )  # fmt: skip


def _new_id(finding: Finding) -> MemoryId:
    return MemoryId(ids.new(finding.at))
