"""What a person changes of their memories by hand: fields written anew, memories put together, pins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any
from uuid import UUID

from agents.secrets.own import OwnPatterns
from app.interfaces import MemoryView, MergeView
from app.services import views
from app.services.hiding import Hiding
from storage import ids as new_ids
from storage.clock import Clock
from storage.errors import WrongUse
from storage.ids import MemoryId
from storage.kind import MemoryKind, Use, with_texts
from storage.model import Add, Author, BodyFields, Change, Extend, Memory, Retire, Source
from storage.safe import Safe

MOST_TOGETHER = 10
REASON = "edited by you"
MERGED = "put together by you"


class Editing:
    """Changes memories by the person's word. Thread-safe, as the safe is; `changed` is told what was touched."""

    def __init__(
        self,
        safe: Safe,
        own: Callable[[], OwnPatterns],
        clock: Clock,
        changed: Callable[[Iterable[MemoryId]], None],
        hiding: Hiding | None = None,
    ) -> None:
        self._hiding = hiding or Hiding()
        self._safe = safe
        self._own = own
        self._clock = clock
        self._changed = changed

    def edit(self, id: UUID, body: BodyFields) -> MemoryView:
        """Writes these fields anew; the others stay."""
        memory = self._holding(id)
        kind = self._safe.kinds[memory.kind]
        new = {name: value for name, value in body.items() if memory.body.get(name) != value}
        self._check(kind, new)
        if not new:
            return self._view(memory.id)
        self._safe.memories.apply([Extend(memory.id, memory.body | new, (), REASON, Author.USER)])
        return self._done(memory.id)

    def pin(self, id: UUID, pinned: bool) -> MemoryView:
        """Pins a memory, or lets go of the pin."""
        self._safe.memories.pin(MemoryId(id), pinned)
        return self._done(MemoryId(id))

    def merge(self, ids: Sequence[UUID], body: BodyFields | None, dry_run: bool) -> MergeView:
        """Puts memories together as one step, which is undone as one; `dry_run` only says what would come of it."""
        parts = [self._holding(id) for id in dict.fromkeys(ids)]
        kind = self._of_one_kind(parts)
        joined = _joined(kind, [part.body for part in parts])
        if body is not None:
            self._check(kind, body)
            joined |= body
        if dry_run:
            return MergeView(kind.name, kind.title_of(joined), joined)
        made = self._put_together(kind, parts, joined)
        self._changed([made, *(part.id for part in parts)])
        return MergeView(kind.name, kind.title_of(joined), joined, self._view(made))

    def _put_together(self, kind: MemoryKind, parts: Sequence[Memory], body: BodyFields) -> MemoryId:
        """Until it came to hold in the words that stay, it held in those that were before."""
        at = max(part.valid_from for part in parts)
        id = MemoryId(new_ids.new(self._clock()))
        add = Add(
            kind.name, body, _sources(parts), at, MERGED, confidence=max(part.confidence for part in parts),
            importance=max(part.importance for part in parts), author=Author.USER, id=id,
        )  # fmt: skip
        gone: list[Change] = [Retire(part.id, at, MERGED, Author.USER, by=id) for part in parts]
        self._safe.memories.apply([add, *gone])
        if any(part.pinned for part in parts):
            self._safe.memories.pin(id, pinned=True)
        return id

    def _of_one_kind(self, parts: Sequence[Memory]) -> MemoryKind:
        if not 2 <= len(parts) <= MOST_TOGETHER:
            raise WrongUse(f"Choose two to {MOST_TOGETHER} memories to put together.")
        if len({part.kind for part in parts}) > 1:
            raise WrongUse("Only memories of one kind can be put together.")
        if any(part.has_secret for part in parts):
            raise WrongUse("What is sealed is kept word for word: it cannot be put together with anything.")
        return self._safe.kinds[parts[0].kind]

    def _holding(self, id: UUID) -> Memory:
        memory = self._safe.memories.get(MemoryId(id))
        if not memory.current:
            raise WrongUse("This is no longer so, and stays as history. Change what took its place.")
        return memory

    def _check(self, kind: MemoryKind, body: BodyFields) -> None:
        """Raises WrongUse for fields that the kind does not have or seals, and for secrets in the clear."""
        known = [name for name in kind.body.model_fields if name not in kind.fields(Use.SECRET)]
        unknown = [name for name in body if name not in known]
        if unknown:
            raise WrongUse(f"There is no field “{unknown[0]}” to write. The fields are: {', '.join(known)}.")
        for value in body.values():
            with_texts(value, self._refuse_secret)

    def _refuse_secret(self, text: str) -> str:
        if self._hiding.is_told(text, self._own()):
            raise WrongUse(
                "This holds what looks like a password, a card or another secret. Secrets are kept sealed: say it in "
                "the chat, and it goes to the vault."
            )
        return text

    def _done(self, id: MemoryId) -> MemoryView:
        self._changed([id])
        return self._view(id)

    def _view(self, id: MemoryId) -> MemoryView:
        memory = self._safe.memories.get(id)
        return views.memory(memory, self._safe.kinds[memory.kind])


def _sources(parts: Sequence[Memory]) -> tuple[Source, ...]:
    found = {(source.observation, source.quote): source for part in parts for source in part.sources}
    return tuple(found.values())


def _joined(kind: MemoryKind, bodies: Sequence[BodyFields]) -> BodyFields:
    """One body of several: names as in the first that has one, lists and texts one after the other, nothing twice."""
    named = (*kind.fields(Use.TITLE), *kind.fields(Use.KEY))
    found: BodyFields = {}
    for name in kind.body.model_fields:
        said = [body[name] for body in bodies if body.get(name)]
        if not said:
            continue
        joins = name not in named and kind.body.model_fields[name].annotation in (str, list[str])
        found[name] = _together(said) if joins and name in kind.fields(Use.SEARCH) else said[0]
    return found


def _together(said: Sequence[Any]) -> Any:
    """Lists become one, texts follow each other unless one holds the other. Any: texts, or lists of texts."""
    if isinstance(said[0], list):
        return list(dict.fromkeys(item for part in said for item in part))
    texts = list(dict.fromkeys(str(text) for text in said))
    folded = [" ".join(text.casefold().split()) for text in texts]
    return "\n".join(
        text
        for at, text in enumerate(texts)
        if not any(folded[at] in other for place, other in enumerate(folded) if place != at)
    )
