"""The part of the fake Reverie that mends: steps with what was before them, an inbox, the vault's log, failed work."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from app.events import Event, MemoriesChanged
from app.interfaces import (
    FieldChange,
    InboxItem,
    JobView,
    KindView,
    MemoryView,
    RefusalsView,
    RefusalView,
    Refused,
    SourceView,
    StandingAnswerView,
    ThenView,
    UndoReport,
    UndoView,
    VaultLogView,
    VersionView,
)


@dataclass
class Step:
    """A change: what each memory was before it (None: it was made), by whom and when."""

    author: str
    at: datetime
    before: dict[UUID, MemoryView | None]
    undoing: bool = False
    undone: bool = False
    batch: UUID | None = None


@dataclass
class Mended:
    """What the fake's mending knows."""

    steps: list[Step] = field(default_factory=list)
    inbox: dict[UUID, tuple[InboxItem, str]] = field(default_factory=dict)
    log: list[VaultLogView] = field(default_factory=list)
    jobs: dict[UUID, JobView] = field(default_factory=dict)
    answers: list[StandingAnswerView] = field(default_factory=list)
    refusals: list[RefusalView] = field(default_factory=list)


class FakeMending:
    """Mixed into the fake, whose memories, histories and secrets it changes. Any: the world, of whatever fields."""

    world: Any
    mended: Mended

    def _now(self) -> datetime:
        raise NotImplementedError

    def memory(self, id: UUID) -> MemoryView:
        raise NotImplementedError

    def kinds(self) -> list[KindView]:
        raise NotImplementedError

    def tell(self, event: Event) -> None:
        raise NotImplementedError

    def as_of(self, time: datetime, kind: str = "", limit: int = 500, offset: int = 0) -> list[ThenView]:
        found = [
            ThenView(memory, held, known, self._body_at(memory, time) if memory.created <= time else None)
            for memory in self.world.memories.values()
            if kind in ("", memory.kind)
            and (held := _holds(memory, time)) | (known := self._was_known(memory, time))
        ]
        found.sort(key=lambda one: one.memory.valid_from, reverse=True)
        return found[offset : offset + limit] if limit else found[offset:]

    def undo(self, id: UUID) -> MemoryView:
        self.memory(id)
        steps = [step for step in self.mended.steps if id in step.before]
        if not steps or not any(steps[-1].before.values()):
            raise Refused(
                "That cannot be done", "There is nothing to undo: this memory has not been changed.", 2
            )
        last = steps[-1]
        self._take_back(last, None)
        held = [one for one in last.before if self.world.memories[one].current]
        return self.memory(id if id in held or not held else held[0])

    def undo_between(
        self,
        since: datetime,
        until: datetime,
        authors: tuple[str, ...] = ("agent", "dream"),
        dry_run: bool = False,
    ) -> UndoReport:
        if not set(authors) <= {"agent", "dream", "user", "import"}:
            raise Refused("That cannot be done", "Changes are made by: agent, user, dream, import.", 2)
        wanted = [
            step
            for step in self._standing()
            if step.author in authors and since <= step.at < until and not step.undoing
        ]
        changed, kept, batch = dict[UUID, UndoView](), dict[UUID, UndoView](), self._name()
        for step in reversed(wanted):
            later = self._later(step, wanted)
            for id in step.before:
                told = self._undoing(id, step, later.get(id))
                (kept if later else changed)[id] = told
            if not later and not dry_run:
                self._take_back(step, batch)
        done = bool(changed) and not dry_run
        return UndoReport(tuple(changed.values()), tuple(kept.values()), batch if done else None, dry_run)

    def undo_batch(self, batch: UUID) -> UndoReport:
        steps = [step for step in self._standing() if step.batch == batch]
        if not steps:
            raise Refused("Not found", "There is nothing of that to take back.", 2)
        again = self._name()
        changed = [self._undoing(id, step, None) for step in steps for id in step.before]
        for step in reversed(steps):
            self._take_back(step, again)
        return UndoReport(tuple(changed), (), again)

    def inbox(self) -> list[InboxItem]:
        return [item for item, _ in self.mended.inbox.values()]

    def inbox_accept(self, id: UUID, title: str = "", body: dict[str, Any] | None = None) -> MemoryView:
        item, value = self._waiting(id)
        if item.type == "change":
            kept = self._accepted(item, body)
        elif body is not None:
            raise Refused("That cannot be done", "A secret is sealed: nothing but its title can be given.", 2)
        else:
            kept = self.keep_secret(title or item.title, value, item)
        del self.mended.inbox[id]
        return self.memory(kept)

    def inbox_reject(self, id: UUID) -> None:
        self._waiting(id)
        del self.mended.inbox[id]

    def inbox_always(self, kind: str, accepts: bool, origin: str = "") -> StandingAnswerView:
        if kind not in {known.name for known in self.kinds()}:
            raise Refused("That cannot be done", f"There is no kind of memory called “{kind}”.", 2)
        if origin not in ("", "screen", "person", "assistant", "import", "dream"):
            raise Refused("That cannot be done", f"Changes do not come from “{origin}”.", 2)
        if accepts and kind in ("core", "vault") and origin not in ("dream", "import"):
            raise Refused("That cannot be done", f"{kind} is never changed unseen.", 2)
        self.mended.answers = [one for one in self.mended.answers if (one.kind, one.origin) != (kind, origin)]
        made = StandingAnswerView(len(self.mended.inbox) + 1, kind, origin, accepts, self._now())
        self.mended.answers.append(made)
        for item in [one for one in self.inbox() if one.kind == kind and origin in ("", one.origin)]:
            if item.type == "change":
                (self.inbox_accept if accepts else self.inbox_reject)(item.id)
        return made

    def inbox_answers(self) -> list[StandingAnswerView]:
        return list(self.mended.answers)

    def inbox_revoke(self, id: int) -> None:
        if all(one.id != id for one in self.mended.answers):
            raise Refused("Not found", "There is no such answer.", 2)
        self.mended.answers = [one for one in self.mended.answers if one.id != id]

    def refusals(self, limit: int = 200) -> RefusalsView:
        found = tuple(self.mended.refusals[::-1][:limit])
        return RefusalsView(dict(Counter(one.reason for one in self.mended.refusals)), found)

    def vault_log(self, limit: int = 200) -> list[VaultLogView]:
        return self.mended.log[::-1][:limit]

    def jobs(self) -> list[JobView]:
        return list(self.mended.jobs.values())

    def retry_job(self, id: UUID) -> None:
        self.drop_job(id)

    def drop_job(self, id: UUID) -> None:
        if id not in self.mended.jobs:
            raise Refused("Not found", "There is no such job; it may be done.", 2)
        del self.mended.jobs[id]

    # -- for the worlds of tests -------------------------------------------------------------------------------------

    def keep_secret(self, title: str, value: str, item: InboxItem) -> UUID:
        """Makes a memory of a secret that waited."""
        raise NotImplementedError

    def add_waiting(self, kind: str, title: str, value: str, source: str = "Firefox") -> UUID:
        """Lets a secret wait."""
        id, now = self._name(), self._now()
        seen = SourceView("frame", next(iter(self.world.frames), id))
        item = InboxItem(
            id,
            "secret",
            kind,
            title,
            "card",
            source,
            "high",
            now,
            now + timedelta(days=7),
            seen,
            sources=(seen,),
        )
        self.mended.inbox[id] = (item, value)
        return id

    def add_change(self, memory: UUID, source: str = "Firefox", **said: str) -> UUID:
        """Lets a change of a memory's fields wait, as a screen said them."""
        id, now, held = self._name(), self._now(), self.memory(memory)
        seen = SourceView("frame", next(iter(self.world.frames), id), quote=" ".join(said.values()))
        fields = tuple(FieldChange(name, held.body.get(name), text) for name, text in said.items())
        item = InboxItem(
            id, "change", held.kind, held.title, "revise", source, "", now, now + timedelta(days=30), seen, memory,
            fields, "a screen says otherwise than what you said or confirmed", "a screen defines it", sources=(seen,),
        )  # fmt: skip
        self.mended.inbox[id] = (item, "")
        return id

    def add_job(self, reason: str, state: str = "attention") -> UUID:
        """Lets some work have failed."""
        id, now = self._name(), self._now()
        about = SourceView("frame", next(iter(self.world.frames), id))
        self.mended.jobs[id] = JobView(
            id, "digest", state, now, 5, now, "Error", reason, "Putting new moments in order", about
        )
        return id

    def logged(self, id: UUID, what: str) -> None:
        """Writes into the vault's log."""
        self.mended.log.append(VaultLogView(self._now(), id, self.memory(id).title, what))

    def stepped(self, author: str, before: dict[UUID, MemoryView | None], reason: str) -> None:
        """Notes a change that was just made."""
        self.mended.steps.append(Step(author, self._now(), before))
        self._write_versions(before, author, reason)

    # -- inside ------------------------------------------------------------------------------------------------------

    def _standing(self) -> list[Step]:
        return [step for step in self.mended.steps if not step.undone]

    def _later(self, step: Step, wanted: list[Step]) -> dict[UUID, Step]:
        """Who changed the memories of a step since, other than by what is taken back with it."""
        after = self.mended.steps[self.mended.steps.index(step) + 1 :]
        found: dict[UUID, Step] = {}
        for other in after:
            if not (other.undone or other.undoing or other in wanted):
                found |= {id: other for id in other.before if id in step.before}
        return found

    def _undoing(self, id: UUID, step: Step, later: Step | None) -> UndoView:
        memory, before = self.world.memories[id], step.before[id]
        held = before is not None and before.current
        effect = "reverts" if held == memory.current else "returns" if held else "leaves"
        who = (later.author, later.at) if later else ("", None)
        return UndoView(id, memory.kind, memory.title, effect, *who)

    def _take_back(self, step: Step, batch: UUID | None) -> None:
        now: dict[UUID, MemoryView | None] = {id: self.world.memories[id] for id in step.before}
        for id, before in step.before.items():
            memory = self.world.memories[id]
            self.world.memories[id] = before or replace(memory, current=False, valid_to=memory.valid_from)
        self.stepped("user", now, "undone")
        self.mended.steps[-1].undoing, self.mended.steps[-1].batch = True, batch
        step.undone = True
        self.tell(
            MemoriesChanged(tuple(_kinds(self.world.memories[id] for id in step.before)), tuple(step.before))
        )

    def _write_versions(self, before: dict[UUID, MemoryView | None], author: str, reason: str) -> None:
        for id, memory in before.items():
            if memory is not None:
                steps: list[VersionView] = self.world.histories[id]
                number = len(self.mended.steps)
                steps.append(
                    VersionView(
                        len(steps) + 1, self._now(), author, reason, memory.body, id, memory.valid_to, number
                    )
                )

    def _was_known(self, memory: MemoryView, time: datetime) -> bool:
        later = [step for step in self.mended.steps if step.at > time and memory.id in step.before]
        then = later[0].before[memory.id] if later else memory
        return then is not None and memory.created <= time and _holds(then, time)

    def _body_at(self, memory: MemoryView, time: datetime) -> dict[str, Any]:
        later = [step.body for step in self.world.histories[memory.id] if step.at > time]
        return later[0] if later else memory.body

    def _accepted(self, item: InboxItem, body: dict[str, Any] | None) -> UUID:
        """The fake writes into the memory itself; the real one puts a newer one in its place."""
        new = {field.name: field.new for field in item.fields} | (body or {})
        held = self.memory(item.memory or item.id)
        if not set(new) <= set(held.body):
            raise Refused("That cannot be done", "There is no such field here.", 2)
        self.world.memories[held.id] = replace(held, body=held.body | new, author="user", revised=self._now())
        self.stepped("user", {held.id: held}, f"accepted by you: {item.reason}")
        self.tell(MemoriesChanged((held.kind,), (held.id,)))
        return held.id

    def _waiting(self, id: UUID) -> tuple[InboxItem, str]:
        if id not in self.mended.inbox:
            raise Refused("Not found", "This no longer waits; it was answered before.", 2)
        return self.mended.inbox[id]

    def _name(self) -> UUID:
        made = (len(self.mended.steps), len(self.mended.inbox), len(self.mended.jobs), len(self.mended.log))
        return uuid5(NAMESPACE_OID, f"mended {made}")


def _holds(memory: MemoryView, time: datetime) -> bool:
    return memory.valid_from <= time and (memory.valid_to is None or memory.valid_to > time)


def _kinds(memories: Iterable[MemoryView]) -> Iterable[str]:
    return dict.fromkeys(memory.kind for memory in memories)
