"""A whole Reverie in memory: implements the Protocol of `app.interfaces` by plain word counting, with no model.

It passes the contract tests of the real one (`tests/contract/test_reverie.py`) and lets the window be tested and shown
without a keeper. Calls are thread-safe; events go to subscribers from the calling thread.
"""

from __future__ import annotations

import json
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import astuple, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5
from zoneinfo import ZoneInfo

from agents import filters, verbatim
from agents.kinds import all_kinds
from app import settings
from app.events import (
    AnswerGrew,
    Event,
    Forgotten,
    Locked,
    MemoriesChanged,
    ObservationKept,
    SettingsChanged,
    ShowRequested,
    StatusChanged,
)
from app.interfaces import (
    AbilityView,
    Answer,
    AnswerStep,
    AppMoments,
    AttachedView,
    BackupReport,
    BackupView,
    ChatTurn,
    Check,
    Citation,
    CoverageView,
    DayView,
    DigestReport,
    Errand,
    ExamView,
    Export,
    ExportReport,
    FadeReport,
    FadeStep,
    FadingView,
    Forget,
    FrameDetail,
    FrameView,
    Hit,
    ImportReport,
    InboxItem,
    Incoming,
    IncomingFrame,
    IncomingMemory,
    IncomingTurn,
    Interpreted,
    KeepReport,
    KeyringView,
    KindView,
    LinkView,
    LockReason,
    LookReport,
    MemoryView,
    ModelView,
    NetworkView,
    Place,
    Query,
    Question,
    QueueView,
    ReadView,
    ReceiptDocument,
    ReceiptView,
    Recording,
    Refused,
    RehearsalView,
    RetentionForecast,
    RetentionView,
    RuleView,
    SearchResult,
    SettingView,
    Sign,
    SkillView,
    SourceView,
    StarterView,
    State,
    Status,
    Stretch,
    ThreadView,
    VerifyReport,
    VersionView,
    WordView,
    WrittenFilter,
)
from storage import choosing
from storage import filters as storage_filters
from storage.errors import WrongUse
from storage.model import Filter
from tests.fakes import painted
from tests.fakes.dreaming import Dreamt, FakeDreaming
from tests.fakes.editing import FakeEditing
from tests.fakes.mending import Mended, Step
from tests.fakes.reels import FakeReels
from tests.fakes.shelving import FakeShelving, a_kind

MASK = "••••••••"
SECRET_FIELD = "secret_value"  # the name of a field, not a secret
RECOVERY = " ".join(["lamp", "river", "stone", "cloud"] * 6)
FLOOR = 0.34
"""Share of a question's words that a line must hold to answer it."""

_EVER = datetime(2, 1, 1, tzinfo=UTC), datetime(9998, 1, 1, tzinfo=UTC)
_WORD = re.compile(r"[\w'-]+")
_IDLE_WORDS = (
    "a about an and are as at be by did do does for from had has have he her his how i in is it its me my of on or our "
    "she that the their they this to was we were what when where which who whose why will with you your today"
)
_IDLE = frozenset(_IDLE_WORDS.split())

KINDS = (
    a_kind("core", "About you", "Who you are. Always known.", label="About", value="What", limit=5000),
    a_kind("episodic", "Events", "What happened, and when.", summary="What happened", actor="Who", tree=True),
    a_kind("semantic", "Facts", "What is so.", name="About", summary="What is so", tree=True),
    a_kind("procedural", "How-tos", "How things are done.", name="Task", steps="Steps", tree=True),
    a_kind("resource", "Documents", "What you worked with.", title="Title", summary="About", tree=True),
    a_kind("vault", "Vault", "Values, word for word.", caption="What", sensitivity="Care"),
    a_kind("habit", "Habits", "A seventh kind that no code knows.", rhythm="Rhythm"),
)


def words(text: str) -> set[str]:
    """The telling words of a text, in lower case."""
    return {word for word in _WORD.findall(text.lower()) if word not in _IDLE}


def _begins_each(wanted: list[str], text: str) -> bool:
    said = _WORD.findall(text.lower())
    return all(any(word.startswith(one) for word in said) for one in wanted)


@dataclass
class _Frame:
    view: FrameView
    text: str
    words: tuple[WordView, ...] = ()
    picture: bytes = b""


@dataclass
class _World:
    frames: dict[UUID, _Frame] = field(default_factory=dict)
    turns: dict[UUID, ChatTurn] = field(default_factory=dict)
    memories: dict[UUID, MemoryView] = field(default_factory=dict)
    secrets: dict[UUID, str] = field(default_factory=dict)
    histories: dict[UUID, list[VersionView]] = field(default_factory=dict)
    external: dict[str, UUID] = field(default_factory=dict)
    keyring: bool = False
    rules: list[RuleView] = field(default_factory=lambda: [RuleView(1, "KeePassXC", "", "", built_in=True)])
    coverage: list[CoverageView] = field(default_factory=list)
    settings: dict[str, Any] = field(
        default_factory=lambda: {one.name: one.default for one in settings.SETTINGS} | {"timezone": "UTC"}
    )
    receipts: list[ReceiptView] = field(default_factory=list)
    retention: dict[int, RetentionView] = field(default_factory=dict)
    backups: tuple[str, ...] = ()
    exports: dict[UUID, Export | ImportReport] = field(default_factory=dict)
    pulls: dict[UUID, int] = field(default_factory=dict)
    pulled: bool = False
    exams: list[ExamView] = field(default_factory=list)
    reads: list[ReadView] = field(default_factory=list)
    network: NetworkView = field(default_factory=lambda: NetworkView(datetime(2026, 1, 1, tzinfo=UTC), (), 1))


class FakeReverie(FakeReels, FakeDreaming, FakeShelving, FakeEditing):
    """Implements `app.interfaces.Reverie`. `pace` is the seconds between two pieces of a streamed answer.

    `ask_refusal` is what every question is refused with, when it is not empty, `breaks_off` so in the middle of the
    answer; `model_trouble` is why no answer is worded to its end, `model_spoke` the model that began one. `on_screen`
    is what a look sees.
    """

    world: _World

    def __init__(
        self,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        pace: float = 0.0,
        model: str = "fake-1.5b",
    ) -> None:
        self._clock = now
        self._pace = pace
        self._model = model
        self._passphrase = ""
        self._recovery = ""
        self._lock = threading.RLock()
        self._made = 0
        self._subscribers: list[Callable[[Event], None]] = []
        self._stops: dict[str, threading.Event] = {}
        self.ask_refusal = ""
        self.breaks_off = ""
        self.model_trouble = ""
        self.model_spoke = ""
        self.on_screen: IncomingFrame | None = None
        self.world = _World()
        self.mended = Mended()
        self.dreamt = Dreamt()
        self._status = Status(
            State.ABSENT, "/home/you/Reverie", 4711, "0.1.0", embedder="fake-22m", model=model
        )

    # ------------------------------------------------------------------------------------------ news

    def subscribe(self, callback: Callable[[Event], None]) -> Callable[[], None]:
        """Tells the callback every event from now on; what it returns ends that."""
        self._subscribers.append(callback)
        return lambda: self._subscribers.remove(callback) if callback in self._subscribers else None

    def tell(self, event: Event) -> None:
        """Tells every subscriber."""
        for callback in list(self._subscribers):
            callback(event)

    # ------------------------------------------------------------------------------------------ the safe

    def status(self) -> Status:
        return replace(self._status, frames_today=self._today(), paused_until=self._status.paused_until)

    def watch(self, window: bool = False) -> None:
        self._set(windows=self._status.windows + window)

    def create(self, passphrase: str, recovery: bool = False) -> str:
        if self._status.state is not State.ABSENT:
            raise Refused("There is a safe already", "There is a safe here already; unlock it instead.")
        self._passphrase = passphrase
        self._recovery = RECOVERY if recovery else ""
        self._set(
            state=State.UNLOCKED,
            has_recovery=recovery,
            recording=Recording.RECORDING,
            meaning_ready=True,
            locked_because=None,
            locked_at=None,
        )
        return RECOVERY if recovery else ""

    def unlock(self, passphrase: str) -> Status:
        if self._status.state is State.ABSENT:
            raise Refused("No safe here", "There is no safe here yet.")
        if passphrase != self._passphrase:
            raise Refused("Wrong passphrase", "That passphrase does not open this safe. Please try again.", 3)
        return self._set(
            state=State.UNLOCKED,
            recording=Recording.RECORDING,
            meaning_ready=True,
            locked_because=None,
            locked_at=None,
        )

    def unlock_by_keyring(self) -> Status:
        if not self.world.keyring:
            raise Refused(
                "Wrong passphrase",
                "The keyring holds nothing for this safe. Unlock it with the passphrase.",
                3,
            )
        return self.unlock(self._passphrase)

    def recover(self, words: str, passphrase: str) -> Status:
        if " ".join(words.lower().split()) != self._recovery:
            raise Refused("Wrong passphrase", "Those are not the 24 words of a recovery phrase.", 3)
        self._passphrase = _chosen(passphrase)
        return self.unlock(passphrase)

    def change_passphrase(self, old: str, new: str) -> None:
        self._prove(old)
        self._passphrase = _chosen(new)

    def new_recovery(self, passphrase: str) -> str:
        self._prove(passphrase)
        self._recovery = " ".join(reversed(RECOVERY.split()))
        self._set(has_recovery=True)
        return self._recovery

    def keyring(self) -> KeyringView:
        return KeyringView(available=True, on=self.world.keyring)

    def set_keyring(self, on: bool, passphrase: str = "") -> KeyringView:
        if on:
            self._prove(passphrase)
        self.world.keyring = on
        self._set(has_keyring=on)
        return self.keyring()

    def _prove(self, passphrase: str) -> None:
        if passphrase != self._passphrase:
            raise Refused("Wrong passphrase", "That passphrase does not open this safe. Please try again.", 3)

    def lock(self) -> None:
        self._set(
            state=State.LOCKED,
            recording=Recording.OFF,
            locked_because=LockReason.ASKED,
            locked_at=self._now(),
        )
        self.tell(Locked())

    # ------------------------------------------------------------------------------------------ recording

    def pause(self, seconds: float | None = None) -> Status:
        if self._status.state is State.LOCKED:
            return self._set(recording=Recording.OFF)
        self._must_be_open()
        until = None if seconds is None else self._now() + timedelta(seconds=seconds)
        return self._set(recording=Recording.PAUSED, paused_until=until)

    def resume(self) -> Status:
        self._must_be_open()
        return self._set(recording=Recording.RECORDING, paused_until=None)

    def look(self, now: datetime | None = None) -> LookReport:
        self._must_be_open()
        if self._status.recording is Recording.PAUSED:
            return LookReport(monitors=1, reason="paused")
        if self.on_screen is None:
            return LookReport(monitors=1, unchanged=1)
        kept = self.keep([Incoming(frame=replace(self.on_screen, time=self._now()))])
        return LookReport(monitors=1, kept=kept.kept)

    def rules(self) -> list[RuleView]:
        self._must_be_open()
        return list(self.world.rules)

    def add_rule(self, app: str = "", title: str = "", url: str = "") -> RuleView:
        self._must_be_open()
        rule = RuleView(max(rule.id for rule in self.world.rules) + 1, app, title, url)
        self.world.rules.append(rule)
        return rule

    def remove_rule(self, id: int) -> None:
        self._must_be_open()
        rule = next((rule for rule in self.world.rules if rule.id == id and not rule.built_in), None)
        if rule is None:
            raise Refused("Not found", "There is no rule of yours with that number.", 2)
        self.world.rules.remove(rule)

    def rehearse(
        self,
        app: str = "",
        title: str = "",
        url: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> RehearsalView:
        self._must_be_open()
        if not (app or title or url):
            raise Refused("That cannot be done", "Name what to hide: an app, a title or a URL.", 2)
        until = until or self._now()
        since = since or until - timedelta(days=7)
        seen = [kept.view for kept in self.world.frames.values() if since <= kept.view.time < until]
        pairs = ((app, "app"), (title, "window_title"), (url, "url"))
        hidden = [
            view for view in seen
            if all(given.strip("*").lower() in getattr(view, name).lower() for given, name in pairs)
        ]  # fmt: skip
        apps = tuple(AppMoments(*pair) for pair in Counter(view.app for view in hidden).most_common())
        times = sorted(view.time for view in hidden)
        stretches = (Stretch(times[0], times[-1], len(times)),) if times else ()
        return RehearsalView(
            since, until, len(seen), len(hidden), apps, stretches, tuple(view.id for view in hidden)
        )

    # ------------------------------------------------------------------------------------------ taking in

    def keep(self, items: list[Incoming]) -> KeepReport:
        self._must_be_open()
        kept = [self._keep(item) for item in items]
        for type in ("frame", "turn", "note"):
            if ids := tuple(id for id, known, was in kept if was == type and not known):
                self.tell(ObservationKept(type, ids))
        known = sum(known for _, known, _ in kept)
        self._set(pending_jobs=self._status.pending_jobs + len(kept) - known)
        return KeepReport(kept=len(kept) - known, known=known, ids=tuple(id for id, _, _ in kept))

    def import_memories(self, items: list[IncomingMemory], now: datetime | None = None) -> KeepReport:
        self._must_be_open()
        ids = tuple(self.add_memory(item) for item in items)
        self.tell(MemoriesChanged(tuple({item.kind for item in items}), ids))
        return KeepReport(kept=len(ids), ids=ids)

    def digest(
        self, seconds: float = 5.0, model: str | None = None, now: datetime | None = None
    ) -> DigestReport:
        self._must_be_open()
        self._set(pending_jobs=0)
        return DigestReport(model=self._model)

    def queue(self) -> list[QueueView]:
        waiting = self._status.pending_jobs
        return [QueueView("digest", "Putting new moments in order", waiting, self._now())] if waiting else []

    # ------------------------------------------------------------------------------------------ asking

    def search(self, query: Query) -> SearchResult:
        self._must_be_open()
        apps = sorted({kept.view.app for kept in self.world.frames.values()})
        read = filters.read(query.text, query.now or self._clock(), ZoneInfo("UTC"), all_kinds(), apps)
        only = read.only
        narrowed = replace(
            query, text=read.text, since=query.since or only.since, until=query.until or only.until
        )
        narrowed = replace(narrowed, apps=query.apps or only.apps, kinds=query.kinds or only.kinds)
        if query.verbatim:
            exact = verbatim.exact(read.text, ended=query.text[-1:].isspace())
            only = replace(only, phrases=(*only.phrases, *exact))
            hits = self._verbatim(narrowed, only) if only != Filter() else []
        else:
            found = (hit for hit in self._hits(narrowed, words(read.text)) if _fits_typed(hit, only))
            hits = sorted((hit for hit in found if hit.score > 0), key=lambda hit: -hit.score)
        understood = Interpreted(
            narrowed.since,
            narrowed.until,
            narrowed.apps,
            narrowed.kinds,
            phrases=only.phrases,
            people=only.people,
            written=tuple(WrittenFilter(*astuple(one)) for one in read.written),
        )
        return SearchResult(query.text, 1.0, understood, tuple(hits[: query.limit]), read.notes)

    def suggest(self, text: str) -> list[str]:
        self._must_be_open()
        apps = sorted({kept.view.app for kept in self.world.frames.values()})
        people = sorted({turn.speaker for turn in self.world.turns.values() if turn.speaker})
        return filters.suggestions(text, all_kinds(), apps=apps, people=people)

    def starters(self, language: str = "en", now: datetime | None = None) -> list[StarterView]:
        """The fake asks about the first line of what was last in each app."""
        self._must_be_open()
        wording = "{} 里写了什么？" if language == "zh" else "What is in {}?"
        seen = sorted(self.world.frames.values(), key=lambda one: one.view.time)
        latest = {one.view.app: one for one in seen if one.text and (now is None or one.view.time < now)}
        found = [
            StarterView(wording.format(one.text.splitlines()[0][:60]), "frame", one.view.id, app)
            for app, one in reversed(latest.items())
        ]
        return found[:4]

    def attach(
        self, name: str, data: bytes, now: datetime | None = None, dry_run: bool = False
    ) -> AttachedView:
        """The fake reads no pixels: a picture says its name."""
        self._must_be_open()
        if len(data) > 1_000_000:
            raise Refused("That cannot be done", "The file is too large: at most 1 MB can be attached.", 2)
        is_picture = data.startswith((b"\x89PNG", b"RIFF"))
        try:
            text = f"A picture called {name}" if is_picture else data.decode()
        except UnicodeDecodeError:
            raise Refused("That cannot be done", "This kind of file is not read.", 2) from None
        if dry_run:
            return AttachedView(name, (), is_picture, len(text.split()))
        item = IncomingFrame(
            now or self._now(), text=text, window_title=name, external_id=f"attached-{name}", monitor=0
        )
        id = self.keep([Incoming(frame=item)]).ids[0]
        kept = self.world.frames[id]
        kept.picture = data if is_picture else b""
        kept.view = replace(kept.view, has_picture=is_picture)
        return AttachedView(name, (id,), is_picture, len(text.split()))

    def ask(self, question: Question) -> Answer:
        self._must_be_open()
        if self.ask_refusal:
            raise Refused("No answer", self.ask_refusal)
        stop = self._stops.setdefault(question.ask_id, threading.Event())
        found = self.search(Query(question.text, limit=4))
        attached = [self.world.frames[id] for id in question.attached]
        hits = (
            *(
                Hit(one.view.id, "frame", one.view.time, 1.0, one.view.window_title, one.text)
                for one in attached
            ),
            *(hit for hit in found.hits if hit.kind not in question.without),
        )
        steps = self._steps(question)
        self.tell(AnswerGrew(question.ask_id, "", steps[:2]))
        answer = self._answer(question, hits)
        written = self._write(question.ask_id, answer.answer, steps, stop)
        answer = replace(
            answer, answer=written, steps=steps, without=question.without, interpreted=found.interpreted
        )
        views = tuple(
            AttachedView(one.view.window_title, (one.view.id,), one.view.has_picture, len(one.text.split()))
            for one in attached
        )
        answer = replace(answer, attached=views)
        if self.model_trouble:
            answer = replace(answer, model=self.model_spoke, trouble=self.model_trouble)
        if question.thread:
            self._keep_exchange(question, answer)
        return answer

    def correct(self, text: str, id: UUID | None = None, thread: str = "") -> Answer:
        """The fake takes the words for the whole of a memory's first field."""
        self._must_be_open()
        if not text.strip():
            raise Refused("That cannot be done", "Say what is right, for example: it's Porto", 2)
        if id is None:
            raise Refused("Not found", "There is no answer yet that could be wrong.", 2)
        if id in self.world.frames or id in self.world.turns:
            (id,) = self.import_memories([IncomingMemory("semantic", {"name": text, "summary": text})]).ids
        else:
            before = self.memory(id)
            self.revise(id, "corrected by you", **{next(iter(before.body)): text})
        memory = self.memory(id)
        cited = Citation(1, id, "memory", memory.valid_from, text, memory.kind, memory.title)
        return Answer(text, f"Corrected: {text} [1]", citations=(cited,))

    def stop(self, ask_id: str) -> None:
        self._stops.setdefault(ask_id, threading.Event()).set()

    def threads(self, words: str = "") -> list[ThreadView]:
        self._must_be_open()
        found: dict[str, list[ChatTurn]] = {}
        for turn in self.world.turns.values():
            found.setdefault(turn.thread, []).append(turn)
        wanted = _WORD.findall(words.lower())
        found = {
            name: turns for name, turns in found.items()
            if not wanted or any(_begins_each(wanted, turn.text) for turn in turns)
        }  # fmt: skip
        return [
            ThreadView(name, turns[0].text[:60], max(turn.time for turn in turns), len(turns))
            for name, turns in found.items()
            if name
        ]

    def thread(self, thread: str) -> list[ChatTurn]:
        self._must_be_open()
        return [turn for turn in self.world.turns.values() if turn.thread == thread]

    # ------------------------------------------------------------------------------------------ looking

    def days(self) -> list[DayView]:
        self._must_be_open()
        counts: dict[str, int] = {}
        for kept in self._in_order():
            day = kept.view.time.astimezone(self._zone).date().isoformat()
            counts[day] = counts.get(day, 0) + 1
        return [DayView(day, count) for day, count in counts.items()]

    def frames(self, since: datetime, until: datetime, limit: int = 2000) -> list[FrameView]:
        self._must_be_open()
        return [kept.view for kept in self._in_order() if since <= kept.view.time < until][:limit]

    def frame(self, id: UUID) -> FrameDetail:
        kept = self._frame(id)
        return FrameDetail(kept.view, kept.text, kept.words, painted.WIDTH, painted.HEIGHT)

    def picture(self, id: UUID) -> bytes:
        return self._frame(id).picture

    def thumbnail(self, id: UUID) -> bytes:
        picture = self._frame(id).picture
        return painted.thumbnail(picture) if picture else b""

    def turn(self, id: UUID) -> ChatTurn:
        self._must_be_open()
        if id not in self.world.turns:
            raise _unknown()
        return self.world.turns[id]

    def places(self, id: UUID, words: str, typed: bool = False) -> list[Place]:
        wanted, seen = _WORD.findall(words.lower()), self._frame(id).words
        found = [(word, _WORD.findall(word.text.lower())) for word in seen]
        together = [found[at : at + len(words.split())] for at in range(len(found))]
        for stretch in together:
            if wanted and [part for _, parts in stretch for part in parts] == wanted:
                return [word.place for word, _ in stretch]
        return [word.place for word, parts in found if set(parts) & set(wanted) - _IDLE]

    def coverage(self, since: datetime, until: datetime) -> list[CoverageView]:
        self._must_be_open()
        return [c for c in self.world.coverage if c.started < until and c.ended > since]

    # ------------------------------------------------------------------------------------------ memories

    def kinds(self) -> list[KindView]:
        self._must_be_open()
        waiting = [item.kind for item in self.inbox()]
        return [
            replace(kind, memories=len(self.memories(kind.name)), waiting=waiting.count(kind.name))
            for kind in KINDS
        ]

    def memories(
        self, kind: str = "", past: bool = False, limit: int = 500, offset: int = 0
    ) -> list[MemoryView]:
        self._must_be_open()
        found = [m for m in self.world.memories.values() if kind in ("", m.kind) and (past or m.current)]
        found.sort(key=lambda memory: memory.valid_from, reverse=True)
        return found[offset : offset + limit] if limit else found[offset:]

    def memory(self, id: UUID) -> MemoryView:
        self._must_be_open()
        if id not in self.world.memories:
            raise _unknown()
        return self.world.memories[id]

    def history(self, id: UUID) -> list[VersionView]:
        self.memory(id)
        return list(self.world.histories[id])

    def core_set(self, label: str, value: str) -> MemoryView:
        self._must_be_open()
        held = [m for m in self.memories("core", limit=0) if m.title == label]
        id = self.add_memory(IncomingMemory("core", {"label": label, "value": value}), author="user")
        step = self.mended.steps[-1]
        for memory in held:
            step.before[memory.id] = memory
            self.world.memories[memory.id] = replace(
                memory, current=False, valid_to=self._now(), superseded_by=id
            )
        self._write_versions({memory.id: memory for memory in held}, "user", "rewritten by you")
        self.world.memories[id] = replace(self.world.memories[id], replaces=tuple(m.id for m in held))
        return self.memory(id)

    def reveal(self, id: UUID, passphrase: str, copy: bool = False) -> str:
        self.memory(id)
        if passphrase != self._passphrase:
            raise Refused("Wrong passphrase", "That passphrase does not open this safe. Please try again.", 3)
        self.logged(id, "copied" if copy else "revealed")
        return self.world.secrets[id]

    def forget(self, what: Forget) -> ReceiptView:
        self._must_be_open()
        if what == Forget(dry_run=what.dry_run, prove=what.prove):
            raise Refused("That cannot be done", "Say what to forget: a time, an app, or words.", 2)
        frames = {id for id, kept in self.world.frames.items() if _is_meant_frame(what, kept)}
        turns = {id for id, turn in self.world.turns.items() if _is_meant_turn(what, turn)}
        gone = frames | turns
        memories = {id for id, m in self.world.memories.items() if id in what.ids or _only_from(m, gone)}
        number = 0 if what.dry_run or not gone | memories else len(self.world.receipts) + 1
        receipt = ReceiptView(
            len(gone), len(memories), sum(bool(self.world.frames[id].picture) for id in frames), 0, 0,
            ids=tuple(gone | memories), dry_run=what.dry_run, rewritten=self._told_anew(gone, memories),
            number=number, at=self._now(), by=_selectors(what), backups=self.world.backups,
        )  # fmt: skip
        if number:
            self.world.receipts.append(receipt)
        if not what.dry_run:
            self._drop(gone | memories)
        return receipt

    def receipts(self) -> list[ReceiptView]:
        self._must_be_open()
        return [replace(receipt, ids=()) for receipt in reversed(self.world.receipts)]

    def receipt(self, number: int) -> ReceiptDocument:
        self._must_be_open()
        if not 1 <= number <= len(self.world.receipts):
            raise _unknown()
        return ReceiptDocument(number, json.dumps({"number": number}), "", "")

    def verify_receipts(self) -> list[str]:
        self._must_be_open()
        return []

    def back_up(self, path: str, folder: bool = False) -> BackupReport:
        self._must_be_open()
        if not Path(path).is_absolute():
            raise Refused("That is not how it is used", "Name the whole path of the backup.", 2)
        self.world.backups += (path,)
        return BackupReport(path, self._now(), self._now(), 4096, 1)

    def verify(self, noted: bool = False) -> VerifyReport:
        self._must_be_open()
        return VerifyReport()

    def known_backups(self) -> list[BackupView]:
        self._must_be_open()
        return [BackupView(name, self._now(), self._now()) for name in self.world.backups]

    def export(self, what: Export) -> Errand:
        self._must_be_open()
        path = Path(what.path)
        if not path.is_absolute() or (path.exists() and not what.replace):
            raise Refused("That cannot be done", f"{path} cannot be written. Choose another name.", 2)
        if what.form not in ("json", "markdown", "xlsx"):
            raise Refused("That cannot be done", "An export is written as json, markdown or xlsx.", 2)
        id = self._id()
        self.world.exports[id] = what
        return Errand(id, 0, len(self.world.frames))

    def take_export(self, path: str, passphrase: str = "", forgotten: bool = False) -> Errand:
        self._must_be_open()
        if not Path(path).is_file():
            raise Refused("That cannot be done", f"There is no file {path}.", 2)
        id = self._id()
        self.world.exports[id] = ImportReport(path, known=len(self.world.frames))
        return Errand(id, 0, 1)

    def go_on(self, errand: UUID, seconds: float = 1.0) -> Errand:
        self._must_be_open()
        if errand in self.world.pulls:
            return self._go_on_pulling(errand)
        asked = self.world.exports.pop(errand, None)
        if asked is None:
            raise _unknown()
        if isinstance(asked, ImportReport):
            return Errand(errand, 1, 1, imported=asked)
        told = json.dumps({"format": "reverie export", "version": 1})
        Path(asked.path).write_text(told, encoding="utf-8")
        self.world.backups += (asked.path,)
        memories = [m for m in self.world.memories.values() if not asked.kinds or m.kind in asked.kinds]
        frames = [] if asked.kinds else self.frames(asked.since or _EVER[0], asked.until or _EVER[1])
        report = ExportReport(
            asked.path, asked.form, len(told), bool(asked.sealed_with), len(frames), len(memories)
        )
        return Errand(errand, len(frames), len(frames), exported=report)

    def give_up(self, errand: UUID) -> None:
        self.world.exports.pop(errand, None)
        self.world.pulls.pop(errand, None)

    def retention(self) -> list[RetentionView]:
        self._must_be_open()
        return list(self.world.retention.values())

    def retention_forecast(self, what: str, name: str, days: int) -> RetentionForecast:
        self._must_be_open()
        _check_retention(what, days)
        before = self._now() - timedelta(days=days)
        old = [k for k in self.world.frames.values() if k.view.time < before and name in ("", k.view.app)]
        return RetentionForecast(observations=len(old) if what == "frames" else 0)

    def retain(self, what: str, name: str, days: int) -> RetentionView:
        self._must_be_open()
        _check_retention(what, days)
        former = [rule.id for rule in self.world.retention.values() if (rule.what, rule.name) == (what, name)]
        id = former[0] if former else 1 + max(self.world.retention, default=0)
        rule = RetentionView(id, what, name, days, self._now() + timedelta(days=1))
        self.world.retention[id] = rule
        return rule

    def remove_retention(self, id: int) -> None:
        self._must_be_open()
        if self.world.retention.pop(id, None) is None:
            raise _unknown()

    # ------------------------------------------------------------------------------------------ housekeeping

    def fading(self) -> FadingView:
        self._must_be_open()
        with_picture = [kept for kept in self.world.frames.values() if kept.view.has_picture]
        return FadingView(
            mode=str(self.world.settings["pictures.fading"]),
            pictures=len(with_picture),
            bytes=sum(len(kept.picture) for kept in with_picture),
            cap=None,
            full_days=float(self.world.settings["pictures.full_days"]),
            smaller_days=180.0,
            thumbnail_days=730.0,
            steps=(
                FadeStep("smaller", len(self._old()), sum(len(kept.picture) // 2 for kept in self._old())),
                FadeStep("thumbnail", 0, 0),
                FadeStep("text", 0, 0),
            ),
        )

    def fade(self, seconds: float = 5.0) -> FadeReport:
        self._must_be_open()
        old = self._old()
        for kept in old:
            kept.view = replace(kept.view, faded="smaller")
        return FadeReport(len(old), sum(len(kept.picture) // 2 for kept in old), more=False)

    def _old(self) -> list[_Frame]:
        before = self._now() - timedelta(days=float(self.world.settings["pictures.full_days"]))
        return [
            kept
            for kept in self.world.frames.values()
            if kept.view.has_picture and not kept.view.faded and kept.view.time < before
        ]

    def stats(self) -> dict[str, Any]:
        self._must_be_open()
        return {"frames": len(self.world.frames), "memories": len(self.world.memories)}

    def reads(self) -> list[ReadView]:
        self._must_be_open()
        return list(self.world.reads)

    def network(self) -> NetworkView:
        self._must_be_open()
        return self.world.network

    def doctor(self) -> list[Check]:
        return [
            Check("screen", True, "One monitor can be seen."),
            Check("reading", True, "Tesseract reads English."),
            Check(
                "language model", False, "No language model is here. Run `make setup` to fetch the small one."
            ),
        ]

    def models(self) -> list[ModelView]:
        chosen = self.world.settings["model.language"] or self._model
        small = ModelView(
            "fake-22m", "embedder", True, True, 22_000_000, "MIT", "", "", "Fake, for meaning", "fake/22m"
        )
        return [
            ModelView(
                self._model, "language", True, chosen == self._model, 1_100_000_000, "Apache-2.0", "/models/fake",
                "words", "Fake, for answers", "fake/1.5b",
            ),
            self._large(),
            ModelView("fake-tiny", "language", True, False, 9_000_000, "MIT", "", "nothing", "Tiny", "fake/t"),
            small,
        ]  # fmt: skip

    def _large(self) -> ModelView:
        here = self.world.pulled
        return ModelView(
            "fake-7b", "language", here, False, 4_700_000_000, "MIT", "/models/fake-7b" if here else "", "words",
            "Fake, large", "fake/7b", "" if here else "hub.example",
        )  # fmt: skip

    def pull(self, model: str) -> Errand:
        self._must_be_open()
        if model not in {one.name for one in self.models()}:
            raise Refused("The model is not available", f"There is no model called {model}.")
        id = self._id()
        if model != "fake-7b" or self.world.pulled:
            found = next(one for one in self.models() if one.name == model)
            return Errand(id, found.size, found.size, pulled=found)
        self.world.pulls[id] = 0
        return Errand(id, 0, self._large().size)

    def _go_on_pulling(self, errand: UUID) -> Errand:
        self.world.pulls[errand] += 1
        size = self._large().size
        if self.world.pulls[errand] < 3:
            return Errand(errand, self.world.pulls[errand] * size // 3, size)
        del self.world.pulls[errand]
        self.world.pulled = True
        return Errand(errand, size, size, pulled=self._large())

    def bench(self, model: str = "") -> Errand:
        self._must_be_open()
        skills = (SkillView("answers", 9, 10), SkillView("resists", 4, 4))
        found = AbilityView(model or self._model, "words", "It words answers.", skills, 1.0)
        return Errand(self._id(), 40, 40, benched=found)

    def examine(self) -> Errand:
        self._must_be_open()
        held = len(self.world.memories)
        found = ExamView(self._clock(), held, held, held, held, 0, 10, 0, held, held)
        self.world.exams.insert(0, found)
        return Errand(self._id(), held + 10, held + 10, examined=found)

    def exams(self) -> list[ExamView]:
        self._must_be_open()
        return list(self.world.exams)

    def settings(self) -> dict[str, Any]:
        self._must_be_open()
        secret = {one.name for one in settings.SETTINGS if one.secret}
        return {
            name: settings.HIDDEN if value and name in secret else value
            for name, value in self.world.settings.items()
        }

    def setting_views(self) -> list[SettingView]:
        self._must_be_open()
        offers = {
            "timezone": ("Europe/Lisbon", "Europe/Rome", "UTC"),
            "model.language": (self._model, "none"),
        }
        given = self.settings()
        return [settings.view(one, given[one.name], offers.get(one.name, ())) for one in settings.SETTINGS]

    def set_setting(self, name: str, value: Any) -> None:
        self._must_be_open()
        try:
            self.world.settings[name] = settings.declared(name).parsed(value)
        except WrongUse as misfit:
            raise Refused(misfit.title, misfit.message, 2) from misfit
        self.tell(SettingsChanged((name,)))

    def show(self, view: str, subject: str = "") -> None:
        self.tell(ShowRequested(view, subject))

    # ------------------------------------------------------------------------------------------ for the worlds of tests

    def set_status(self, **changes: Any) -> Status:
        """Changes the status as the recorder would, and says so. Any: the fields of Status."""
        return self._set(**changes)

    def add_memory(
        self,
        item: IncomingMemory,
        sources: tuple[SourceView, ...] = (),
        confidence: float = 0.9,
        author: str = "agent",
    ) -> UUID:
        """Keeps a memory, its secret apart."""
        if item.kind not in {kind.name for kind in KINDS}:
            raise Refused("That cannot be done", f"There is no kind of memory called {item.kind}.", 2)
        id = self._id()
        body, secret = dict(item.body), item.body.get(SECRET_FIELD)
        if secret:
            body[SECRET_FIELD] = MASK
            self.world.secrets[id] = secret
        at = item.valid_from or self._now()
        first = next(kind.columns[0].field for kind in KINDS if kind.name == item.kind)
        title = str(body.get(first) or item.kind)
        self.world.memories[id] = MemoryView(
            id, item.kind, title, body, item.current and item.valid_to is None, at, self._now(), self._now(),
            confidence, False, author, external_id=item.external_id,
            valid_to=item.valid_to or (None if item.current else self._now()),
            has_secret=bool(secret), sources=sources,
        )  # fmt: skip
        self.world.histories[id] = []
        self.mended.steps.append(Step(author, self._now(), {id: None}))
        return id

    def keep_secret(self, title: str, value: str, item: InboxItem) -> UUID:
        body = {
            "caption": title, "entry_type": item.entry_type, "source": item.source, SECRET_FIELD: value,
            "sensitivity": item.sensitivity,
        }  # fmt: skip
        return self.add_memory(IncomingMemory(item.kind, body), item.sources, author="user")

    def revise(self, id: UUID, reason: str, **changes: Any) -> None:
        """Changes fields of a memory's body, keeping what they were. Any: what a body holds."""
        before = self.world.memories[id]
        self.world.memories[id] = replace(before, body={**before.body, **changes}, revised=self._now())
        self.stepped("agent", {id: before}, reason)
        self.tell(MemoriesChanged((before.kind,), (id,)))

    def tie(self, one: UUID, other: UUID, why: str, weight: float = 1.0) -> None:
        """Ties two memories together, seen from either end."""
        for here, there in ((one, other), (other, one)):
            held = self.world.memories[here]
            self.world.memories[here] = replace(held, links=(*held.links, LinkView(there, why, weight)))

    def add_frame(self, item: IncomingFrame, picture: painted.Painted) -> UUID:
        """Keeps a painted frame with its words."""
        id, _, _ = self._keep(Incoming(frame=item))
        kept = self.world.frames[id]
        kept.picture, kept.words = picture.picture, picture.words
        kept.view = replace(kept.view, has_picture=True)
        return id

    # ------------------------------------------------------------------------------------------ inside

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._status.timezone)

    def _now(self) -> datetime:
        return self._clock()

    def _set(self, **changes: Any) -> Status:
        with self._lock:
            self._status = replace(self._status, **changes)
        self.tell(StatusChanged(self.status()))
        return self.status()

    def _must_be_open(self) -> None:
        if self._status.state is not State.UNLOCKED:
            raise Refused("The safe is locked", "The safe is locked. Unlock it first.", 3)

    def _today(self) -> int:
        today = self._now().astimezone(self._zone).date()
        return sum(
            kept.view.time.astimezone(self._zone).date() == today for kept in self.world.frames.values()
        )

    def _id(self) -> UUID:
        with self._lock:
            self._made += 1
            return uuid5(NAMESPACE_OID, str(self._made))

    def _views(self) -> list[FrameView]:
        self._must_be_open()
        return [kept.view for kept in self._in_order()]

    def _in_order(self) -> list[_Frame]:
        return sorted(self.world.frames.values(), key=lambda kept: kept.view.time)

    def _frame(self, id: UUID) -> _Frame:
        self._must_be_open()
        if id not in self.world.frames:
            raise _unknown()
        return self.world.frames[id]

    def _keep(self, item: Incoming) -> tuple[UUID, bool, str]:
        given = item.frame or item.turn or item.note
        if given is None:
            raise Refused("That cannot be done", "An observation is a frame, a turn or a note.", 2)
        type = "frame" if item.frame else "turn" if item.turn else "note"
        if given.external_id in self.world.external:
            return self.world.external[given.external_id], True, type
        id = self._id()
        if isinstance(given, IncomingFrame):
            self.world.frames[id] = _frame(id, given)
        elif isinstance(given, IncomingTurn):
            self.world.turns[id] = ChatTurn(
                id, given.role, given.speaker, given.text, given.time, None, given.thread
            )
        else:
            self.world.turns[id] = ChatTurn(id, "note", "", given.text, given.time)
        if given.external_id:
            self.world.external[given.external_id] = id
        return id, False, type

    def _hits(self, query: Query, asked: set[str]) -> Iterable[Hit]:
        if not query.kinds:
            yield from (
                self._frame_hit(kept, asked) for kept in self._in_order() if _within(query, kept.view)
            )
            yield from (_turn_hit(turn, asked) for turn in self.world.turns.values() if turn.answer is None)
        for memory in self.memories():
            if not query.kinds or memory.kind in query.kinds:
                yield _memory_hit(memory, asked)

    def _verbatim(self, query: Query, only: Filter) -> list[Hit]:
        """One hit for each line of each window that holds everything looked for, the newest first."""
        found: dict[tuple[str, str], Hit] = {}
        for hit in sorted(self._hits(query, set()), key=lambda hit: hit.time, reverse=True):
            kept = self.world.frames.get(hit.id)
            text = f"{hit.title}\n{kept.text if kept else hit.snippet}"
            if not _fits_typed(replace(hit, snippet=text), only):
                continue
            line = max(text.splitlines(), key=lambda one: _held(one, only.phrases))
            found.setdefault((hit.title, line), replace(hit, score=1.0, snippet=line, why={"words": 1.0}))
        return list(found.values())

    def _frame_hit(self, kept: _Frame, asked: set[str]) -> Hit:
        line, score = _best_line(f"{kept.view.window_title}\n{kept.text}", asked)
        view = kept.view
        title = f"{view.app}: {view.window_title}"
        external = view.external_id
        return Hit(view.id, "frame", view.time, score, title, line, "", external, {"words": score})

    def _answer(self, question: Question, hits: tuple[Hit, ...]) -> Answer:
        cited = tuple(
            Citation(
                n + 1, hit.id, hit.type, hit.time, hit.snippet, hit.kind, hit.title, hit.sources, "answers",
                _signs(question.text, hit),
            )
            for n, hit in enumerate(hits)
        )  # fmt: skip
        if not hits or hits[0].score < FLOOR:
            said = "I have not seen anything that answers this."
            cited = tuple(replace(one, part="nearest") for one in cited)
            return Answer(question.text, said, "", True, "far", cited, (), 40.0, self._model)
        lines = [
            f"{hit.snippet.rstrip('.')} [{n + 1}]." for n, hit in enumerate(hits[:2]) if hit.score >= FLOOR
        ]
        coverage = tuple(c for c in self.world.coverage if c.state != "recording")
        text = "\n\n".join(lines)
        return Answer(question.text, text, hits[0].snippet, False, "", cited, coverage, 1240.0, self._model)

    def _steps(self, question: Question) -> tuple[AnswerStep, ...]:
        kinds = tuple(kind.name for kind in KINDS if kind.name not in question.without)
        moments = len(self.world.frames) + len(self.world.turns)
        return (
            AnswerStep("understand", 2.0),
            AnswerStep("search", 40.0, kinds=kinds, moments=True, weighed=moments),
            AnswerStep("word", 900.0),
        )

    def _write(self, ask_id: str, text: str, steps: tuple[AnswerStep, ...], stop: threading.Event) -> str:
        pieces = re.findall(r"\S+\s*", text)
        for at in range(len(pieces)):
            self._must_be_open()
            if self.breaks_off and at > len(pieces) // 2:
                raise Refused("No answer", self.breaks_off)
            if stop.wait(self._pace) or stop.is_set():
                return "".join(pieces[:at]).strip()
            self.tell(AnswerGrew(ask_id, "".join(pieces[: at + 1]), steps))
        return text

    def _keep_exchange(self, question: Question, answer: Answer) -> None:
        at = question.now or self._now()
        for role, text, given in (("user", question.text, None), ("assistant", answer.answer, answer)):
            id = self._id()
            self.world.turns[id] = ChatTurn(id, role, "", text, at, given, question.thread)

    def _told_anew(self, gone: set[UUID], dropped: set[UUID]) -> int:
        touched = (m for id, m in self.world.memories.items() if id not in dropped)
        return sum(any(source.id in gone for source in memory.sources) for memory in touched)

    def _drop(self, ids: set[UUID]) -> None:
        for shelf in (self.world.frames, self.world.turns, self.world.memories, self.world.secrets):
            for id in ids:
                shelf.pop(id, None)
        for id, turn in list(self.world.turns.items()):
            if turn.answer is not None and any(_cites(citation, ids) for citation in turn.answer.citations):
                self.world.turns[id] = replace(
                    turn, text="", answer=replace(turn.answer, answer="", citations=())
                )
        self.tell(Forgotten(tuple(ids)))


def _unknown() -> Refused:
    return Refused("Not found", "Nothing with that id is here; it may have been forgotten.", 2)


def _frame(id: UUID, given: IncomingFrame) -> _Frame:
    view = FrameView(
        id,
        given.time,
        given.app,
        given.window_title,
        given.url,
        given.monitor,
        bool(given.picture),
        given.external_id,
    )
    return _Frame(view, given.text or "", (), given.picture or b"")


def _fits_typed(hit: Hit, only: Filter) -> bool:
    """Whether a hit is within the typed filters, as far as it tells."""
    said = f"{hit.title}\n{hit.snippet}"
    return (
        (not only.types or hit.type in only.types)
        and (not only.apps or hit.type == "frame")
        and all(storage_filters.holds(said, phrase) for phrase in only.phrases)
        and not any(storage_filters.holds(said, phrase) for phrase in only.without)
        and (not only.people or choosing.is_named(hit.title, only.people))
    )


def _held(line: str, phrases: Iterable[str]) -> int:
    return sum(storage_filters.holds(line, phrase) for phrase in phrases)


def _within(query: Query, view: FrameView) -> bool:
    since, until = query.since or view.time, query.until
    return (
        view.time >= since
        and (until is None or view.time < until)
        and (not query.apps or view.app in query.apps)
    )


def _best_line(text: str, asked: set[str]) -> tuple[str, float]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    scored = [(len(words(line) & asked) / max(1, len(asked)), line) for line in lines]
    best = max(scored, default=(0.0, ""), key=lambda pair: pair[0])
    return best[1], best[0]


def _signs(question: str, hit: Hit) -> tuple[Sign, ...]:
    held = tuple(sorted(words(question) & words(f"{hit.title} {hit.snippet}")))
    return (Sign("words", min(1.0, hit.score), held),) if held else ()


def _turn_hit(turn: ChatTurn, asked: set[str]) -> Hit:
    score = len(words(f"{turn.speaker} {turn.text}") & asked) / max(1, len(asked))
    type = "note" if turn.role == "note" else "turn"
    return Hit(turn.id, type, turn.time, score, turn.speaker or turn.role, turn.text, why={"words": score})


def _memory_hit(memory: MemoryView, asked: set[str]) -> Hit:
    text = " ".join(str(value) for value in memory.body.values())
    score = len(words(text) & asked) / max(1, len(asked))
    return Hit(
        memory.id, "memory", memory.valid_from, score, memory.title, str(memory.body.get("summary", memory.title)),
        memory.kind, memory.external_id, {"words": score}, memory.sources,
    )  # fmt: skip


def _chosen(passphrase: str) -> str:
    if not passphrase:
        raise Refused("That cannot be done", "An empty passphrase protects nothing. Nothing was changed.", 2)
    return passphrase


def _is_meant_frame(what: Forget, kept: _Frame) -> bool:
    view = kept.view
    host = view.url.partition("://")[2].partition("/")[0]
    return _fits(what, view.id, view.time, f"{view.window_title}\n{view.url}\n{kept.text}") and (
        (not what.app or what.app.casefold() == view.app.casefold())
        and (not what.site or f".{host}".endswith(f".{what.site}"))
        and (not what.people or any(name in view.window_title for name in what.people))
    )


def _is_meant_turn(what: Forget, turn: ChatTurn) -> bool:
    if what.app or what.site or (what.people and turn.speaker not in what.people):
        return False
    return _fits(what, turn.id, turn.time, f"{turn.speaker}\n{turn.text}")


def _fits(what: Forget, id: UUID, time: datetime, text: str) -> bool:
    return (
        (not what.ids or id in what.ids)
        and (what.since is None or time >= what.since)
        and (what.until is None or time < what.until)
        and (not what.match or what.match.casefold() in text.casefold())
    )


def _selectors(what: Forget) -> tuple[str, ...]:
    used = {
        "ids": what.ids, "time": what.since or what.until, "app": what.app, "site": what.site,
        "person": what.people, "words": what.match,
    }  # fmt: skip
    return tuple(name for name, given in used.items() if given)


def _check_retention(what: str, days: int) -> None:
    if what not in ("frames", "pictures", "turns", "memories") or days < 1:
        raise Refused("That cannot be done", "Say what is kept, and for how long.", 2)


def _only_from(memory: MemoryView, gone: set[UUID]) -> bool:
    return bool(memory.sources) and all(source.id in gone for source in memory.sources)


def _cites(citation: Citation, ids: set[UUID]) -> bool:
    return citation.id in ids or any(source.id in ids for source in citation.sources)
