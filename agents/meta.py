"""The meta manager: which kinds an episode concerns, with how much confidence and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from agents.errors import ModelUnavailable
from agents.finding import Finding
from agents.ports import Embedder, Vectors
from agents.remembered import Remembered
from storage.kind import Kinds, Recall

# Cosine to a kind's nearest example from which meaning alone may name the kind, and the lead over the next kind.
NEAR, LEAD = 0.35, 0.05
# Cosine to a sentence that settles a matter from which a text settles it, too.
SETTLES = 0.55


@dataclass(frozen=True, slots=True)
class Concern:
    """One kind that an episode concerns; `confidence` in 0..1, `reason` in words without content."""

    kind: str
    confidence: float
    reason: str


class MetaManager:
    """Decides by what the rules found, and by the meaning of the kinds' examples where the rules are silent.

    Kept from one digest to the next: the examples are embedded once, and anew when another embedder serves.
    """

    def __init__(self, kinds: Kinds, embedder: Embedder | None = None) -> None:
        self._kinds = kinds
        self._embedder = Remembered(embedder) if embedder is not None else None

    def of_findings(self, findings: Sequence[Finding]) -> list[Concern]:
        """The kinds that rules found something for, surest first."""
        best: dict[str, Finding] = {}
        for finding in findings:
            if finding.kind not in best or finding.confidence > best[finding.kind].confidence:
                best[finding.kind] = finding
        concerns = [Concern(name, found.confidence, f"rule: {found.reason}") for name, found in best.items()]
        return sorted(concerns, key=lambda concern: concern.confidence, reverse=True)

    def of_text(self, text: str, among: Collection[str] = ()) -> Concern | None:
        """The kind whose examples a text is nearest to in meaning, of `among` where it names any.

        None without an embedder or a clear answer.
        """
        return self.nearest(self.weighed(text, among))

    def nearest(self, weighed: Sequence[tuple[str, float]]) -> Concern | None:
        """The kind that leads clearly among those weighed."""
        if len(weighed) < 2:
            return None
        (name, best), (_, second) = weighed[0], weighed[1]
        if best < NEAR or best - second < LEAD:
            return None
        return Concern(name, best, "meaning: nearest to this kind's examples")

    def weighed(self, text: str, among: Collection[str] = ()) -> list[tuple[str, float]]:
        """How near a text is to each kind's nearest example, best first; empty without a working embedder."""
        if self._embedder is None:
            return []
        try:
            vector = self._embedder.embed([text])[0]
            rows = self._rows(self._embedder)
        except ModelUnavailable:
            return []
        scores = (
            (name, round(float(np.max(examples @ vector)), 3))
            for name, examples in rows.items()
            if not among or name in among
        )
        return sorted(scores, key=lambda pair: pair[1], reverse=True)

    def matter(self, settles: Mapping[str, Sequence[str]], text: str) -> str:
        """Which of the matters, each with sentences that settle it, a text settles; empty for none or no clear one."""
        if self._embedder is None or not settles:
            return ""
        try:
            vector = self._embedder.embed([text])[0]
            best = {
                name: float(np.max(self._embedder.embed(examples) @ vector))
                for name, examples in settles.items()
            }
        except ModelUnavailable:
            return ""
        first, second = sorted(best.values(), reverse=True)[:2]
        name = max(best, key=lambda one: best[one])
        return name if first >= SETTLES and first - second >= LEAD else ""

    def _rows(self, embedder: Embedder) -> dict[str, Vectors]:
        """The vectors of the examples; sealed kinds take no text by likeness."""
        open_kinds = [kind for kind in self._kinds.values() if kind.recall is not Recall.CAPTION_ONLY]
        return {kind.name: embedder.embed(kind.examples) for kind in open_kinds}
