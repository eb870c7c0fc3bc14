"""The open house: `Reverie` over an unlocked safe; the keeper serves it, a command without a keeper holds its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from app import settings
from app.capture.rules import Rule
from app.events import Event, SettingsChanged, ShowRequested, StatusChanged
from app.interfaces import (
    Answer,
    AttachedView,
    BackupReport,
    BackupView,
    BlockView,
    ChangeView,
    ChatTurn,
    Check,
    CoverageView,
    DaySpent,
    DayView,
    DigestReport,
    DreamReport,
    DreamView,
    Errand,
    ExamView,
    Export,
    FadeReport,
    FadingView,
    Forget,
    FrameDetail,
    FrameView,
    GraphView,
    InboxItem,
    Incoming,
    IncomingMemory,
    JobView,
    KeepReport,
    KeyringView,
    KindView,
    Listing,
    LookReport,
    MemoryPage,
    MemoryView,
    MergeView,
    ModelView,
    NetworkView,
    Place,
    Query,
    Question,
    QueueView,
    ReadView,
    ReceiptDocument,
    ReceiptView,
    ReelView,
    Reflection,
    RefusalsView,
    RehearsalView,
    RetentionForecast,
    RetentionView,
    RuleView,
    SearchResult,
    SettingView,
    SpentView,
    StandingAnswerView,
    StarterView,
    Status,
    ThenView,
    ThreadView,
    TimeView,
    TreeView,
    UndoReport,
    VaultLogView,
    VerifyReport,
    VersionView,
)
from app.nightwatch import beginning
from app.nightwatch.orders import Orders
from app.services import doctor, status, views
from app.services.models import EMBEDDER_SETTING
from app.services.models import SETTING as MODEL_SETTING
from app.services.rooms import Rooms
from storage.errors import WrongUse
from storage.model import Watching

LONGEST_PAUSE_SECONDS = 366 * 86_400.0


class House:
    """Every call of `Reverie`, handed to the service it concerns. Closed by whoever opened it."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._safe = rooms.safe
        rooms.recorder.changed = self._tell_status
        rooms.absorber.changed = self._taken_in
        rooms.chores.changed = self._tell_status

    def start(self, *, record: bool) -> None:
        """Starts the background: digest, chores, and recording when `record` and the setting say so."""
        self._rooms.start(record=record)

    def close(self) -> None:
        """Ends threads and children, then closes the safe. Takes seconds, whatever is being done."""
        self._rooms.close()

    def kill_children(self) -> None:
        """Kills what was left running when `close` did not come to its end."""
        self._rooms.kill_children()

    def note_read(self, program: str, call: str) -> None:
        """Another program than the window called this; what reads is logged."""
        self._rooms.readlog.note(program, call)

    @property
    def dreams_by_itself(self) -> bool:
        """True while a dream that nobody asked for is under way."""
        return self._rooms.dreaming.busy

    def last_orders(self, *, seen: bool) -> Orders | None:
        """The safe is locked next, not just closed: what a nightwatch is told to do; None when there shall be none.

        Without the setting there is none, nor while recording is off or paused. `seen`: a window is open.
        """
        recorder = self._rooms.recorder
        recorder.ends_as = Watching.LOCKED
        if not recorder.watches:
            return None
        sink = self._rooms.sink
        return beginning.orders_for(self._safe, self._rooms.cache, sink.rules(), sink.interval(), seen=seen)

    def absorb(self) -> None:
        """Takes in what was recorded while locked, before it returns: for a command that opens the safe by itself."""
        self._rooms.absorber.absorb()

    def subscribe(self, listener: Callable[[Event], None]) -> Callable[[], None]:
        """From now on `listener` gets the news, as the keeper's clients do; the returned function ends that."""
        return self._rooms.bus.subscribe(listener)

    # -- the safe ----------------------------------------------------------------------------------------------------

    def status(self, windows: int = 0) -> Status:
        """What is true now."""
        return status.of(self._rooms, windows)

    def watch(self, window: bool = False) -> None:
        """News in the same process is the bus's."""
        del window

    def create(self, passphrase: str, recovery: bool = False) -> str:
        """The safe is there and open."""
        del passphrase, recovery
        raise WrongUse("There is a safe here already, and it is open.")

    def unlock(self, passphrase: str) -> Status:
        """It is unlocked."""
        del passphrase
        return self.status()

    def unlock_by_keyring(self) -> Status:
        """It is unlocked."""
        return self.status()

    def recover(self, words: str, passphrase: str) -> Status:
        """See `Reverie`."""
        self._rooms.keyholding.recover(words, passphrase)
        return self.status()

    def change_passphrase(self, old: str, new: str) -> None:
        """See `Reverie`."""
        self._rooms.keyholding.change_passphrase(old, new)

    def new_recovery(self, passphrase: str) -> str:
        """See `Reverie`."""
        words = self._rooms.keyholding.new_recovery(passphrase)
        self._tell_status()
        return words

    def keyring(self) -> KeyringView:
        """See `Reverie`."""
        return self._rooms.keyholding.keyring()

    def set_keyring(self, on: bool, passphrase: str = "") -> KeyringView:
        """See `Reverie`."""
        view = self._rooms.keyholding.set_keyring(on, passphrase)
        self._tell_status()
        return view

    def lock(self) -> None:
        """A house in the command's own process is locked when the command ends."""

    # -- recording ---------------------------------------------------------------------------------------------------

    def pause(self, seconds: float | None = None) -> Status:
        """See `Reverie`."""
        if seconds is not None and not 0 < seconds <= LONGEST_PAUSE_SECONDS:
            raise WrongUse("A pause lasts up to a year. Without a time it lasts until you resume.")
        beginning.ask_to_end(self._safe.home)
        self._rooms.recorder.pause(seconds)
        return self.status()

    def resume(self) -> Status:
        """See `Reverie`."""
        self._rooms.screenshots.ask_again()
        self._rooms.recorder.resume()
        return self.status()

    def look(self, now: datetime | None = None) -> LookReport:
        """See `Reverie`."""
        return self._rooms.recorder.look(now)

    def rules(self) -> list[RuleView]:
        """See `Reverie`."""
        return self._rooms.looking.rules()

    def add_rule(self, app: str = "", title: str = "", url: str = "") -> RuleView:
        """See `Reverie`."""
        if not (app or title or url):
            raise WrongUse("Name what to hide: an app, a title or a URL. A pattern may hold *.")
        return views.rule(self._safe.rules.add(app=app, title=title, url=url))

    def remove_rule(self, id: int) -> None:
        """See `Reverie`."""
        self._safe.rules.remove(id)

    def rehearse(
        self,
        app: str = "",
        title: str = "",
        url: str = "",
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> RehearsalView:
        """See `Reverie`."""
        return self._rooms.looking.rehearse(Rule(app or None, title or None, url or None), since, until)

    # -- taking in ---------------------------------------------------------------------------------------------------

    def keep(self, items: list[Incoming]) -> KeepReport:
        """See `Reverie`."""
        report = self._rooms.intake.keep(items)
        self._rooms.digester.wake()
        return report

    def import_memories(self, items: list[IncomingMemory], now: datetime | None = None) -> KeepReport:
        """See `Reverie`."""
        return self._rooms.intake.import_memories(items, now)

    def digest(
        self, seconds: float = 5.0, model: str | None = None, now: datetime | None = None
    ) -> DigestReport:
        """See `Reverie`."""
        return self._rooms.digester.work(seconds, model, now)

    # -- asking ------------------------------------------------------------------------------------------------------

    def search(self, query: Query) -> SearchResult:
        """See `Reverie`."""
        return self._rooms.asking.search(query)

    def suggest(self, text: str) -> list[str]:
        """See `Reverie`."""
        return self._rooms.asking.suggest(text)

    def starters(self, language: str = "en", now: datetime | None = None) -> list[StarterView]:
        """See `Reverie`."""
        return self._rooms.starting.starters(language, now)

    def attach(
        self, name: str, data: bytes, now: datetime | None = None, dry_run: bool = False
    ) -> AttachedView:
        """See `Reverie`."""
        return self._rooms.attaching.attach(name, data, now, dry_run=dry_run)

    def ask(self, question: Question) -> Answer:
        """See `Reverie`."""
        return self._rooms.asking.ask(question)

    def correct(self, text: str, id: UUID | None = None, thread: str = "") -> Answer:
        """See `Reverie`."""
        return self._rooms.asking.correct(text, id, thread)

    def stop(self, ask_id: str) -> None:
        """See `Reverie`."""
        self._rooms.asking.stop(ask_id)

    def threads(self, words: str = "") -> list[ThreadView]:
        """See `Reverie`."""
        return self._rooms.looking.threads(words)

    def thread(self, thread: str) -> list[ChatTurn]:
        """See `Reverie`."""
        return self._rooms.asking.thread(thread)

    # -- looking -----------------------------------------------------------------------------------------------------

    def days(self) -> list[DayView]:
        """See `Reverie`."""
        return self._rooms.looking.days()

    def frames(self, since: datetime, until: datetime, limit: int = 2000) -> list[FrameView]:
        """See `Reverie`."""
        return self._rooms.looking.frames(since, until, limit)

    def frames_around(self, at: datetime, before: int = 100, after: int = 100) -> list[FrameView]:
        """See `Reverie`."""
        return self._rooms.looking.frames_around(at, before, after)

    def reel(self, since: datetime, until: datetime, seconds: int) -> ReelView:
        """See `Reverie`."""
        return self._rooms.looking.reel(since, until, seconds)

    def app_change(self, app: str, at: datetime, by: int) -> datetime | None:
        """See `Reverie`."""
        return self._rooms.looking.app_change(app, at, by)

    def time_of(self, text: str, at: datetime, now: datetime | None = None) -> TimeView | None:
        """See `Reverie`."""
        return self._rooms.looking.time_of(text, at, now)

    def spent(self, since: datetime, until: datetime) -> SpentView:
        """See `Reverie`."""
        return self._rooms.spending.spent(since, until)

    def spent_by_day(self, since: datetime, until: datetime) -> list[DaySpent]:
        """See `Reverie`."""
        return self._rooms.spending.by_day(since, until)

    def frame(self, id: UUID) -> FrameDetail:
        """See `Reverie`."""
        return self._rooms.looking.frame(id)

    def picture(self, id: UUID) -> bytes:
        """See `Reverie`."""
        return self._rooms.looking.picture(id)

    def thumbnail(self, id: UUID) -> bytes:
        """See `Reverie`."""
        return self._rooms.looking.thumbnail(id)

    def turn(self, id: UUID) -> ChatTurn:
        """See `Reverie`."""
        return self._rooms.looking.turn(id)

    def places(self, id: UUID, words: str, typed: bool = False) -> list[Place]:
        """See `Reverie`."""
        return self._rooms.looking.places(id, words, typed)

    def coverage(self, since: datetime, until: datetime) -> list[CoverageView]:
        """See `Reverie`."""
        return self._rooms.looking.coverage(since, until)

    # -- memories ----------------------------------------------------------------------------------------------------

    def kinds(self) -> list[KindView]:
        """See `Reverie`."""
        return self._rooms.looking.kinds()

    def memories(
        self, kind: str = "", past: bool = False, limit: int = 500, offset: int = 0
    ) -> list[MemoryView]:
        """See `Reverie`."""
        return self._rooms.looking.memories(kind, past, limit, offset)

    def list_memories(self, what: Listing) -> MemoryPage:
        """See `Reverie`."""
        return self._rooms.shelving.page(what)

    def tree(self, what: Listing, path: tuple[str, ...] = ()) -> TreeView:
        """See `Reverie`."""
        return self._rooms.shelving.tree(what, path)

    def blocks(self, kind: str) -> list[BlockView]:
        """See `Reverie`."""
        return self._rooms.shelving.blocks(kind)

    def memory(self, id: UUID) -> MemoryView:
        """See `Reverie`."""
        return self._rooms.looking.memory(id)

    def graph(self, id: UUID, most: int = 60, depth: int = 2) -> GraphView:
        """See `Reverie`."""
        return self._rooms.linking.around(id, most, depth)

    def history(self, id: UUID) -> list[VersionView]:
        """See `Reverie`."""
        return self._rooms.looking.history(id)

    def changes(self, id: UUID, limit: int = 50) -> list[ChangeView]:
        """See `Reverie`."""
        return self._rooms.looking.changes(id, limit)

    def core_set(self, label: str, value: str) -> MemoryView:
        """See `Reverie`."""
        id = self._rooms.intake.set_block(label, value)
        self._rooms.digester.wake()
        return self.memory(id)

    def edit_memory(self, id: UUID, body: dict[str, Any]) -> MemoryView:
        """See `Reverie`."""
        return self._rooms.editing.edit(id, body)

    def pin(self, id: UUID, pinned: bool) -> MemoryView:
        """See `Reverie`."""
        return self._rooms.editing.pin(id, pinned)

    def merge_memories(
        self, ids: tuple[UUID, ...], body: dict[str, Any] | None = None, dry_run: bool = False
    ) -> MergeView:
        """See `Reverie`."""
        return self._rooms.editing.merge(ids, body, dry_run)

    def as_of(self, time: datetime, kind: str = "", limit: int = 500, offset: int = 0) -> list[ThenView]:
        """See `Reverie`."""
        return self._rooms.mending.as_of(time, kind, limit, offset)

    def undo(self, id: UUID) -> MemoryView:
        """See `Reverie`."""
        return self._rooms.mending.undo(id)

    def undo_between(
        self,
        since: datetime,
        until: datetime,
        authors: tuple[str, ...] = ("agent", "dream"),
        dry_run: bool = False,
    ) -> UndoReport:
        """See `Reverie`."""
        return self._rooms.mending.undo_between(since, until, authors, dry_run)

    def undo_batch(self, batch: UUID) -> UndoReport:
        """See `Reverie`."""
        return self._rooms.mending.undo_batch(batch)

    def dream(
        self, only: tuple[str, ...] = (), dry_run: bool = False, seconds: float = 5.0, run: UUID | None = None
    ) -> DreamReport:
        """See `Reverie`."""
        dreaming = self._rooms.dreaming
        return dreaming.foretell(only) if dry_run else dreaming.dream(only, seconds, run)

    def dreams(self, limit: int = 20) -> list[DreamView]:
        """See `Reverie`."""
        return self._rooms.dreaming.log(limit)

    def undo_dream(self, run: UUID | None = None) -> UndoReport:
        """See `Reverie`."""
        return self._rooms.dreaming.undo(run)

    def reflect(self) -> Reflection:
        """See `Reverie`."""
        return self._rooms.reflecting.reflect()

    def take_up(self, insight: str) -> list[MemoryView]:
        """See `Reverie`."""
        return self._rooms.reflecting.take_up(insight)

    def ignore_insight(self, insight: str) -> None:
        """See `Reverie`."""
        self._rooms.reflecting.ignore(insight)

    def inbox(self) -> list[InboxItem]:
        """See `Reverie`."""
        return self._rooms.inbox.items()

    def inbox_accept(self, id: UUID, title: str = "", body: dict[str, Any] | None = None) -> MemoryView:
        """See `Reverie`."""
        return self._rooms.inbox.accept(id, title, body)

    def inbox_reject(self, id: UUID) -> None:
        """See `Reverie`."""
        self._rooms.inbox.reject(id)

    def inbox_always(self, kind: str, accepts: bool, origin: str = "") -> StandingAnswerView:
        """See `Reverie`."""
        return self._rooms.inbox.always(kind, origin, accepts=accepts)

    def inbox_answers(self) -> list[StandingAnswerView]:
        """See `Reverie`."""
        return self._rooms.inbox.answers()

    def inbox_revoke(self, id: int) -> None:
        """See `Reverie`."""
        self._rooms.inbox.revoke(id)

    def refusals(self, limit: int = 200) -> RefusalsView:
        """See `Reverie`."""
        return self._rooms.inbox.refusals(limit)

    def reveal(self, id: UUID, passphrase: str, copy: bool = False) -> str:
        """See `Reverie`."""
        return self._rooms.mending.reveal(id, passphrase, copy=copy)

    def vault_log(self, limit: int = 200) -> list[VaultLogView]:
        """See `Reverie`."""
        return self._rooms.mending.vault_log(limit)

    def queue(self) -> list[QueueView]:
        """See `Reverie`."""
        return self._rooms.backlog.queue()

    def jobs(self) -> list[JobView]:
        """See `Reverie`."""
        return self._rooms.backlog.failed()

    def retry_job(self, id: UUID) -> None:
        """See `Reverie`."""
        self._rooms.backlog.retry(id)

    def drop_job(self, id: UUID) -> None:
        """See `Reverie`."""
        self._rooms.backlog.drop(id)

    def forget(self, what: Forget) -> ReceiptView:
        """See `Reverie`."""
        # What was recorded while locked is forgotten too: it has to be in the safe for that.
        self._rooms.absorber.absorb()
        return self._rooms.forgetter.forget(what)

    def receipts(self) -> list[ReceiptView]:
        """See `Reverie`."""
        return self._rooms.forgetter.receipts()

    def receipt(self, number: int) -> ReceiptDocument:
        """See `Reverie`."""
        return self._rooms.forgetter.receipt(number)

    def verify_receipts(self) -> list[str]:
        """See `Reverie`."""
        return self._safe.upkeep.verify_receipts()

    def back_up(self, path: str, folder: bool = False) -> BackupReport:
        """See `Reverie`."""
        target = Path(path)
        if not target.is_absolute():
            raise WrongUse("Name the whole path of the backup, from the root of the disk on.")
        return views.backup_report(self._safe.upkeep.back_up(target, folder=folder))

    def verify(self, noted: bool = False) -> VerifyReport:
        """See `Reverie`."""
        if noted:
            self._safe.upkeep.note()
        verified = self._safe.upkeep.look_through()
        return VerifyReport(verified.problems, verified.looked)

    def known_backups(self) -> list[BackupView]:
        """See `Reverie`."""
        return [views.known_backup(known) for known in self._safe.known_backups()]

    def export(self, what: Export) -> Errand:
        """See `Reverie`."""
        # What was recorded while locked belongs to it.
        self._rooms.absorber.absorb()
        return self._rooms.errands.begin(self._rooms.exporter.work(what))

    def take_export(self, path: str, passphrase: str = "", forgotten: bool = False) -> Errand:
        """See `Reverie`."""
        return self._rooms.errands.begin(
            self._rooms.importer.work(Path(path), passphrase, forgotten=forgotten)
        )

    def go_on(self, errand: UUID, seconds: float = 1.0) -> Errand:
        """See `Reverie`."""
        return self._rooms.errands.go_on(errand, seconds)

    def give_up(self, errand: UUID) -> None:
        """See `Reverie`."""
        self._rooms.errands.give_up(errand)

    def retention(self) -> list[RetentionView]:
        """See `Reverie`."""
        return self._rooms.forgetter.retention()

    def retention_forecast(self, what: str, name: str, days: int) -> RetentionForecast:
        """See `Reverie`."""
        return self._rooms.forgetter.retention_forecast(what, name, days)

    def retain(self, what: str, name: str, days: int) -> RetentionView:
        """See `Reverie`."""
        return self._rooms.forgetter.retain(what, name, days)

    def remove_retention(self, id: int) -> None:
        """See `Reverie`."""
        self._safe.retention.remove(id)

    # -- housekeeping ------------------------------------------------------------------------------------------------

    def stats(self) -> dict[str, Any]:
        """See `Reverie`."""
        return doctor.stats(self._safe)

    def reads(self) -> list[ReadView]:
        """See `Reverie`."""
        return self._rooms.readlog.view()

    def network(self) -> NetworkView:
        """See `Reverie`."""
        return self._rooms.outings.view()

    def doctor(self) -> list[Check]:
        """See `Reverie`."""
        rooms = self._rooms
        found = doctor.checks(
            rooms.safe,
            rooms.recorder,
            rooms.reader,
            rooms.meaning,
            rooms.models,
            rooms.budget,
            rooms.examining,
        )
        heard = rooms.listening.problem
        return [*found, Check("voice", False, heard)] if heard else found

    def models(self) -> list[ModelView]:
        """See `Reverie`."""
        return self._rooms.models.views()

    def bench(self, model: str = "") -> Errand:
        """See `Reverie`."""
        return self._rooms.errands.begin(self._rooms.models.bench(model))

    def pull(self, model: str) -> Errand:
        """See `Reverie`."""
        return self._rooms.errands.begin(self._rooms.models.pull(model))

    def examine(self) -> Errand:
        """See `Reverie`."""
        return self._rooms.errands.begin(self._rooms.examining.examine())

    def exams(self) -> list[ExamView]:
        """See `Reverie`."""
        return self._rooms.examining.results()

    def fading(self) -> FadingView:
        """See `Reverie`."""
        return self._rooms.fader.view()

    def fade(self, seconds: float = 5.0) -> FadeReport:
        """See `Reverie`."""
        return self._rooms.fader.fade(seconds)

    def settings(self) -> dict[str, Any]:
        """See `Reverie`."""
        return settings.values(self._safe)

    def setting_views(self) -> list[SettingView]:
        """See `Reverie`."""
        return settings.views(self._safe, self._rooms.models.offers())

    def set_setting(self, name: str, value: Any) -> None:
        """See `Reverie`."""
        if name in (MODEL_SETTING, EMBEDDER_SETTING) and value:
            self._rooms.models.use(str(value))
            self._use_embedder()
        else:
            settings.change(self._safe, name, value)
            self._rooms.listening.follow()
        self._rooms.bus.tell(SettingsChanged((name,)))
        self._tell_status()

    def _use_embedder(self) -> None:
        """The wanted embedder may be another one now."""
        meaning = self._rooms.meaning
        if meaning is not None:
            meaning.use(self._rooms.models.embedder().name)
            self._rooms.digester.wake()

    def show(self, view: str, subject: str = "") -> None:
        """See `Reverie`."""
        self._rooms.bus.tell(ShowRequested(view, subject))

    def _taken_in(self) -> None:
        self._rooms.digester.wake()
        self._tell_status()

    def _tell_status(self) -> None:
        self._rooms.bus.tell(StatusChanged(self.status()))
