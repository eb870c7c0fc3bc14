"""The inbox: secrets and changes that wait for the user's word, answers given once for all of a kind, and refusals."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from app.bus import Bus
from app.events import MemoriesChanged
from app.interfaces import (
    FieldChange,
    InboxItem,
    MemoryView,
    RefusalsView,
    RefusalView,
    SourceView,
    StandingAnswerView,
)
from app.services import views
from app.services.hiding import Hiding
from storage.candidates import Candidate
from storage.errors import WrongUse
from storage.ids import MemoryId
from storage.kind import Kinds, with_texts
from storage.model import BodyFields, Frame, Note, Observation, Origin, Source
from storage.proposals import StandingAnswer, Waiting
from storage.safe import Safe

CHANGE, SECRET = "change", "secret"


class Inbox:
    """Shows what waits, and does what is answered. Thread-safe, as the safe is.

    `changed` is told the memories that an answer touched, and gives the news.
    """

    def __init__(
        self,
        safe: Safe,
        bus: Bus,
        changed: Callable[[Iterable[MemoryId]], None],
        hiding: Hiding | None = None,
    ) -> None:
        self._hiding = hiding or Hiding()
        self._safe = safe
        self._bus = bus
        self._changed = changed

    def items(self) -> list[InboxItem]:
        """All that waits, the latest found first."""
        secret = [_secret(candidate) for candidate in self._safe.candidates.list()]
        return sorted([*secret, *self._changes()], key=lambda item: item.found, reverse=True)

    def accept(self, id: UUID, title: str, body: BodyFields | None) -> MemoryView:
        """Keeps a secret under `title`, or makes a change, with the fields of `body` in place of the proposed ones."""
        held = self._waiting(id)
        if held is None:
            if body is not None:
                raise WrongUse("A secret is sealed: nothing but its title can be given.")
            memory = self._safe.candidates.accept(id, title.strip())
            return self._done(memory, ())
        if title:
            raise WrongUse(
                "A title is for secrets. What a change says is edited field by field: reverie inbox edit"
            )
        return self._done(self._safe.proposals.accept(id, self._edited(held, body)), (held,))

    def reject(self, id: UUID) -> None:
        """Lets go of what waits, and never offers it again."""
        held = self._waiting(id)
        if held is None:
            self._safe.candidates.reject(id)
        else:
            self._safe.proposals.reject(id)
        self._tell(self._safe.kinds if held is None else (held.kind,))

    def always(self, kind: str, origin: str, *, accepts: bool) -> StandingAnswerView:
        """Answers all of a kind, those that wait now included, until it is revoked."""
        made = self._safe.proposals.always(kind, _origin(origin), accepts=accepts)
        for held in self._safe.proposals.list():
            if held.kind == made.kind and made.origin in (None, held.origin):
                self._answer(held, accepts=accepts)
        self._tell((made.kind,))
        return _answer_view(made)

    def answers(self) -> list[StandingAnswerView]:
        """The standing answers."""
        return [_answer_view(one) for one in self._safe.proposals.answers()]

    def revoke(self, id: int) -> None:
        """Ends a standing answer."""
        self._safe.proposals.revoke(id)

    def refusals(self, limit: int) -> RefusalsView:
        """What was found and not let through, the latest first, and how often for which reason."""
        found = self._safe.refusals.list(limit)
        entries = (
            RefusalView(one.at, one.reason, one.kind, SourceView(str(one.type), one.observation))
            for one in found
        )
        return RefusalsView(self._safe.refusals.counts(), tuple(entries))

    def sweep(self) -> bool:
        """Lets go of what nobody answered in time; nothing more is to be done at once."""
        if self._safe.candidates.sweep() + self._safe.proposals.sweep():
            self._tell(self._safe.kinds)
        return False

    def _answer(self, held: Waiting, *, accepts: bool) -> None:
        if accepts:
            self._done(self._safe.proposals.accept(held.id), (held,))
        else:
            self._safe.proposals.reject(held.id)

    def _changes(self) -> list[InboxItem]:
        waiting = self._safe.proposals.list()
        named = {source.observation for held in waiting for source in held.sources}
        seen = self._safe.observations.many(list(named))
        return [_change(held, self._safe.kinds, seen) for held in waiting]

    def _waiting(self, id: UUID) -> Waiting | None:
        return next((held for held in self._safe.proposals.list() if held.id == id), None)

    def _edited(self, held: Waiting, body: BodyFields | None) -> BodyFields | None:
        """The proposed body with what the user wrote into it, secrets masked."""
        if body is None or held.new is None:
            return body
        known = self._safe.kinds[held.kind].body.model_fields
        unknown = [name for name in body if name not in known]
        if unknown:
            raise WrongUse(f"There is no field “{unknown[0]}” here. The fields are: {', '.join(known)}.")
        return held.new | {name: with_texts(value, self._hiding.masked) for name, value in body.items()}

    def _done(self, memory: MemoryId, held: Iterable[Waiting]) -> MemoryView:
        self._changed([memory, *(one.memory for one in held if one.memory is not None)])
        kept = self._safe.memories.get(memory)
        return views.memory(kept, self._safe.kinds[kept.kind])

    def _tell(self, kinds: Iterable[str]) -> None:
        self._bus.tell(MemoriesChanged(tuple(kinds), ()))


def _origin(name: str) -> Origin | None:
    if not name:
        return None
    try:
        return Origin(name)
    except ValueError:
        raise WrongUse(f"Changes come from: {', '.join(Origin)}; not from “{name}”.") from None


def _secret(candidate: Candidate) -> InboxItem:
    seen = SourceView(str(candidate.observation_type), candidate.observation)
    return InboxItem(
        candidate.id, SECRET, candidate.kind, candidate.caption, candidate.entry_type, candidate.source,
        candidate.sensitivity, candidate.found, candidate.expires, seen, sources=(seen,),
    )  # fmt: skip


def _change(held: Waiting, kinds: Kinds, seen: dict[Any, Observation]) -> InboxItem:
    sources = tuple(views.source(source) for source in held.sources)
    kind = kinds[held.kind]
    title = held.title or kind.title_of(held.new or {})
    return InboxItem(
        held.id, CHANGE, held.kind, title, held.effect, _where(held.sources, seen), "", held.found, held.expires,
        sources[0] if sources else None, held.memory, _fields(held), held.why, held.change.reason, str(held.origin),
        held.times, held.seen, sources,
    )  # fmt: skip


def _fields(held: Waiting) -> tuple[FieldChange, ...]:
    """What would be other than it is, field by field."""
    old, new = held.old or {}, held.new or {}
    names = [
        name for name in {**old, **new} if old.get(name) != new.get(name) and (old.get(name) or new.get(name))
    ]
    return tuple(FieldChange(name, old.get(name), new.get(name)) for name in names)


def _where(sources: tuple[Source, ...], seen: dict[Any, Observation]) -> str:
    """Where the first source was seen or said: an app, or who said it."""
    first = seen.get(sources[0].observation) if sources else None
    if first is None or isinstance(first, Note):
        return ""
    return first.app if isinstance(first, Frame) else first.speaker or first.thread


def _answer_view(one: StandingAnswer) -> StandingAnswerView:
    return StandingAnswerView(one.id, one.kind, str(one.origin or ""), one.accepts, one.at)
