"""Secrets in what people say: what a learnt finder sees, beside the rules, wherever words are taken in."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock

from agents import secrets
from agents.errors import ModelUnavailable
from agents.ports import SecretFinder, SecretSpan
from agents.secrets import Found, learnt
from agents.secrets.own import NONE, OwnPatterns

log = logging.getLogger(__name__)

LINES = 4096
"""Lines of screens of which it is kept in mind what was seen, by a digest of theirs: most were there a moment ago."""
AT_ONCE = 64
"""Texts that a finder is given at a time, so that a search waits for no more than these."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a finder saw in a text; `answers` says that some of it only as the answer to the message before it."""

    found: tuple[Found, ...] = ()
    answers: bool = False


class Hiding:
    """Asks the finder of a house, if it has one. Where it cannot look the rules go alone, and the log says so once.

    Thread-safe, as the finder is.
    """

    def __init__(self, finder: SecretFinder | None = None) -> None:
        self._finder = finder
        self._told = False
        self._lines: dict[bytes, tuple[Found, ...]] = {}
        self._lock = Lock()

    @property
    def looks(self) -> bool:
        """Whether there is a finder to ask."""
        return self._finder is not None

    def seen(self, said: Sequence[tuple[str, str]]) -> list[Seen]:
        """What it sees in each text, said as (the message right before it or "", the text)."""
        leads = [learnt.question(before, text) for before, text in said]
        behind = [at for at, lead in enumerate(leads) if lead]
        spans = self._spans([*(text for _, text in said), *(f"{leads[at]}{said[at][1]}" for at in behind)])
        alone = [learnt.found(text, of) for (_, text), of in zip(said, spans, strict=False)]
        seen = [Seen(tuple(found)) for found in alone]
        for at, of in zip(behind, spans[len(said) :], strict=True):
            answers = [
                one
                for one in learnt.found_behind(leads[at], said[at][1], of)
                if not any(one.overlaps(other) for other in alone[at])
            ]
            seen[at] = Seen((*alone[at], *answers), answers=bool(answers))
        return seen

    def masked(self, text: str, own: OwnPatterns = NONE) -> str:
        """A text without its secrets, the user's own patterns among them."""
        (seen,) = self.seen([("", text)])
        return secrets.masked(text, own, learnt=seen.found)[0]

    def masked_all(self, texts: Iterable[str]) -> dict[str, str]:
        """Each of these texts, the fields of memories, without its secrets."""
        different = list(dict.fromkeys(texts))
        found = (
            learnt.found(text, spans, learnt.LEAST_IN_NOTES)
            for text, spans in zip(different, self._spans(different), strict=True)
        )
        return {text: secrets.masked(text, learnt=of)[0] for text, of in zip(different, found, strict=True)}

    def is_told(self, text: str, own: OwnPatterns = NONE) -> bool:
        """Whether a text surely tells a secret: by the rules, the user's own patterns or what the finder is sure of."""
        if secrets.find(text, own):
            return True
        (spans,) = self._spans([text])
        return bool(learnt.found(text, spans, learnt.SURE))

    def on_lines(self, lines: Sequence[str]) -> list[tuple[Found, ...]]:
        """What it surely sees in each of these lines of a screen, which it is asked about once (`secrets.by_lines`)."""
        if self._finder is None:
            return [()] * len(lines)
        keys = [hashlib.blake2b(line.encode("utf-8", "replace"), digest_size=16).digest() for line in lines]
        with self._lock:
            known = {key: self._lines[key] for key in keys if key in self._lines}
        new = {key: line for key, line in zip(keys, lines, strict=True) if key not in known}
        spans = self._spans(list(new.values()))
        for (key, line), of in zip(new.items(), spans, strict=True):
            known[key] = tuple(learnt.found(line, of, learnt.LEAST_ON_SCREENS))
        if not self._told:
            self._keep_in_mind({key: known[key] for key in keys})
        return [known[key] for key in keys]

    def _keep_in_mind(self, seen: dict[bytes, tuple[Found, ...]]) -> None:
        with self._lock:
            for key, of in seen.items():
                self._lines.pop(key, None)
                self._lines[key] = of
            while len(self._lines) > LINES:
                del self._lines[next(iter(self._lines))]

    def _spans(self, texts: Sequence[str]) -> list[list[SecretSpan]]:
        """What the finder says of each; nothing of any, where it cannot."""
        if self._finder is None:
            return [[] for _ in texts]
        spans: list[list[SecretSpan]] = []
        try:
            for first in range(0, len(texts), AT_ONCE):
                spans += self._finder.secrets_in(texts[first : first + AT_ONCE])
        except ModelUnavailable:
            if not self._told:
                # No fault: the rules are what there was before, and a house may do without the model.
                log.info("Secrets are looked for by rules alone: no model that has learnt more is there.")
            self._told = True
            return [[] for _ in texts]
        return spans
