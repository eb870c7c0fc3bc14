"""Taking in what comes from outside (imports, notes, chat): checked, masked, kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias, TypeVar

from agents import secrets
from agents.secrets import by_lines
from agents.secrets.own import NONE, OwnPatterns
from app.bus import Bus
from app.capture import pixels
from app.capture.pipeline import Candidates, FramePipeline, Scene
from app.capture.ports import UnreadablePicture
from app.events import MemoriesChanged, ObservationKept
from app.interfaces import Incoming, IncomingFrame, IncomingMemory, IncomingNote, IncomingTurn, KeepReport
from app.services.hiding import AT_ONCE, Hiding, Seen
from app.services.talks import Talks
from storage import ids
from storage.errors import WrongUse
from storage.ids import MemoryId, ObservationId
from storage.kind import Recall, Use, with_texts
from storage.model import Add, Author, Change, Frame, Kept, Note, Observation, Retire, Role, Turn, type_of
from storage.safe import Safe

_Said = TypeVar("_Said", Turn, Note)

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture that came, still to be read."""

    picture: bytes
    scene: Scene


_Came: TypeAlias = Turn | Note | Frame | _Picture | WrongUse


class Intake:
    """Keeps incoming observations and memories. Secrets are masked before anything is written."""

    def __init__(
        self,
        safe: Safe,
        pipeline: Callable[[], FramePipeline],
        candidates: Candidates,
        bus: Bus,
        clock: Clock,
        own: Callable[[], OwnPatterns] = lambda: NONE,
        hiding: Hiding | None = None,
    ) -> None:
        self._hiding = hiding or Hiding()
        self._own = own
        self._safe = safe
        self._open_pipeline = pipeline
        self._pipeline: FramePipeline | None = None
        self._candidates = candidates
        self._bus = bus
        self._clock = clock
        self.hear: Callable[[Sequence[Observation]], None] = _unheard
        """What listens to everything that was kept: `TakenBack.hear`, once there is a house that can forget."""

    def keep(self, items: Sequence[Incoming], *, apart: bool = False) -> KeepReport:
        """Keeps what can be kept; what cannot is named by its position and a sentence.

        Pictures that come `apart` are read as a whole each, whatever came before them.
        """
        ready: list[Kept] = []
        refused: list[tuple[int, str]] = []
        unchanged, talks, heard = 0, Talks(self._safe), Talks(self._safe)
        for first in range(0, len(items), AT_ONCE):
            came = [self._opened(item, talks) for item in items[first : first + AT_ONCE]]
            looked = zip(came, self._seen(came, heard), strict=True)
            for position, (one, seen) in enumerate(looked, start=first):
                try:
                    kept = self._prepared(one, seen, talks, apart=apart)
                except (WrongUse, UnreadablePicture) as error:
                    refused.append((position, error.message))
                    continue
                if kept is None:
                    unchanged += 1
                else:
                    ready.append(kept)
        kept_ids = self._kept(ready)
        new = len(set(kept_ids) & {kept.observation.id for kept in ready})
        return KeepReport(new, len(kept_ids) - new + unchanged, tuple(refused), tuple(kept_ids))

    def import_memories(self, items: Sequence[IncomingMemory], now: datetime | None) -> KeepReport:
        """Keeps memories as they are; a body of `{"text"}` alone is accepted for every kind."""
        changes: list[Add] = []
        refused: list[tuple[int, str]] = []
        for position, item in enumerate(items):
            try:
                changes.append(self._imported(item, now or self._clock()))
            except WrongUse as error:
                refused.append((position, error.message))
        taken = _taken(items, refused)
        past = [
            Retire(add.id, item.valid_to or now or self._clock(), "imported", Author.IMPORT)
            for add, item in zip(changes, taken, strict=True)
            if add.id is not None and (item.valid_to is not None or not item.current)
        ]
        clean = self._clean(changes)
        added = self._safe.memories.apply([*clean, *past])[: len(clean)] if clean else []
        if added:
            self._bus.tell(MemoriesChanged(tuple({change.kind for change in changes}), tuple(added)))
        return KeepReport(len(added), 0, tuple(refused), tuple(added))

    def set_block(self, label: str, value: str) -> MemoryId:
        """Writes a block of the kind that is always in the prompt: former text under the same label becomes history."""
        if not value.strip():
            raise WrongUse("There is no text in it. To drop a block, forget it: reverie forget --id ID")
        kind = next(kind for kind in self._safe.kinds.values() if kind.recall is Recall.ALWAYS)
        body = {kind.fields(Use.TITLE)[0]: label, kind.text_field: self._hiding.masked(value, self._own())}
        now = self._clock()
        id = MemoryId(ids.new(now))
        add = Add(
            kind.name,
            body,
            (),
            now,
            "written by you",
            confidence=1.0,
            importance=1.0,
            author=Author.USER,
            id=id,
        )
        old = [memory for memory in self._safe.memories.list(kind.name) if memory.title == label]
        changes: list[Change] = [
            add,
            *(Retire(memory.id, now, "rewritten by you", Author.USER, by=id) for memory in old),
        ]
        added = self._safe.memories.apply(changes)
        self._bus.tell(MemoriesChanged((kind.name,), tuple(added)))
        return added[0]

    def _kept(self, ready: Sequence[Kept]) -> list[ObservationId]:
        if not ready:
            return []
        kept_ids = self._safe.observations.keep(ready)
        if self._pipeline is not None:
            for id in kept_ids:
                self._pipeline.kept(id)
        for type in dict.fromkeys(type_of(kept.observation) for kept in ready):
            of_type = {kept.observation.id for kept in ready if type_of(kept.observation) is type}
            self._bus.tell(ObservationKept(str(type), tuple(id for id in kept_ids if id in of_type)))
        self.hear([kept.observation for kept in ready])
        return kept_ids

    def _opened(self, item: Incoming, talks: Talks) -> _Came:
        """What came, before it is masked; the reason where it cannot be kept."""
        try:
            if item.frame is not None:
                return self._frame(item.frame)
            if item.turn is not None:
                return _told(_turn(item.turn, talks.name(item.turn.thread)))
            if item.note is not None:
                return _told(self._note(item.note))
        except WrongUse as error:
            return error
        return WrongUse("An observation is a frame, a turn or a note; this one is none of them.")

    def _seen(self, came: Sequence[_Came], heard: Talks) -> list[Seen]:
        """What a learnt finder sees in each, asked about all in one go; `heard` is what was said, as it was said."""
        if not self._hiding.looks:
            return [Seen() for _ in came]
        said = [
            heard.follow(one)
            if isinstance(one, Turn | Note)
            else ("", one.text if isinstance(one, Frame) else "")
            for one in came
        ]
        seen = self._hiding.seen(said)
        return [
            replace(of, found=(*of.found, *by_lines.find(one.text, self._hiding.on_lines)))
            if isinstance(one, Frame)
            else of
            for one, of in zip(came, seen, strict=True)
        ]

    def _prepared(self, one: _Came, seen: Seen, talks: Talks, *, apart: bool) -> Kept | None:
        if isinstance(one, WrongUse):
            raise one
        if isinstance(one, _Picture):
            return self._read(one, apart=apart)
        if isinstance(one, Frame):
            return self._masked(one, seen)
        kept = self._masked(one, seen, talks.before(one))
        talks.add(replace(one, text=kept.observation.text))
        return kept

    def _masked(self, observation: Turn | Note | Frame, seen: Seen, before: Sequence[str] = ()) -> Kept:
        text = observation.text
        masked, found = secrets.masked(text, self._own(), before, seen.found)
        clean: Observation = replace(observation, text=masked)
        text, found = secrets.with_question(text, found, before, seen.answers)
        return Kept(clean, candidates=tuple(self._candidates(text, found, clean)) if found else ())

    def _note(self, note: IncomingNote) -> Note:
        if note.kind:
            self._safe.kinds[note.kind]
        return Note(ObservationId(ids.new(note.time)), note.time, note.text, note.kind, note.external_id)

    def _frame(self, frame: IncomingFrame) -> Frame | _Picture:
        scene = Scene(frame.time, frame.app, frame.window_title, frame.url, frame.monitor, frame.external_id)
        if frame.picture is not None:
            return _Picture(frame.picture, scene)
        if frame.text is None:
            raise WrongUse("A frame needs a picture or a text.")
        return Frame(
            id=ObservationId(ids.new(scene.time)),
            time=scene.time,
            text=frame.text,
            app=scene.app,
            window_title=secrets.masked(scene.window_title, self._own())[0],
            url=secrets.masked(scene.url, self._own())[0],
            monitor=scene.monitor,
            external_id=scene.external_id,
        )

    def _read(self, came: _Picture, *, apart: bool) -> Kept | None:
        if apart:
            return self._open_pipeline().take(pixels.decode(came.picture), came.scene)
        if self._pipeline is None:
            self._pipeline = self._open_pipeline()
        return self._pipeline.take(pixels.decode(came.picture), came.scene)

    def _clean(self, changes: Sequence[Add]) -> list[Add]:
        """The same without secrets outside of what is sealed."""
        texts: list[str] = []

        def noted(text: str) -> str:
            texts.append(text)
            return text

        for add in changes:
            self._changed(add, noted)
        masked = self._hiding.masked_all(texts)
        return [self._changed(add, masked.__getitem__) for add in changes]

    def _changed(self, add: Add, change: Callable[[str], str]) -> Add:
        sealed = self._safe.kinds[add.kind].fields(Use.SECRET)
        body = {
            name: value if name in sealed else with_texts(value, change) for name, value in add.body.items()
        }
        return replace(add, body=body)

    def _imported(self, item: IncomingMemory, now: datetime) -> Add:
        kind = self._safe.kinds[item.kind]
        body = kind.completed(item.body, item.valid_from or now)
        return Add(
            kind=kind.name,
            body=body,
            sources=(),
            valid_from=item.valid_from or now,
            reason="imported",
            confidence=1.0,
            author=Author.IMPORT,
            external_id=item.external_id,
            id=MemoryId(ids.new(now)),
        )


def _unheard(said: Sequence[Observation]) -> None:
    del said


def _taken(items: Sequence[IncomingMemory], refused: Sequence[tuple[int, str]]) -> list[IncomingMemory]:
    out = {position for position, _ in refused}
    return [item for position, item in enumerate(items) if position not in out]


def _told(said: _Said) -> _Said:
    if not said.text.strip():
        raise WrongUse("There is no text in it.")
    return said


def _turn(turn: IncomingTurn, thread: str) -> Turn:
    try:
        role = Role(turn.role)
    except ValueError:
        known = ", ".join(Role)
        raise WrongUse(f"The role “{turn.role}” is not known. Roles are: {known}.") from None
    return Turn(
        ObservationId(ids.new(turn.time)),
        turn.time,
        turn.text,
        thread,
        turn.speaker,
        role,
        turn.external_id,
    )
