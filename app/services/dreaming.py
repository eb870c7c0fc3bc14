"""Dreaming: consolidation while nobody uses the computer, or when asked; in tasks that may be cut off at any moment.

One thread, `dream`, started by `start` and ended by `close`. It begins after some minutes without input, on mains,
within a budget of processor time a day, and stops within a second when somebody comes back.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from agents import dream
from agents.dream import Task, View, Wish, fade
from agents.kinds import Rules
from app import faults, priorities, settings
from app.interfaces import DreamReport, DreamTaskView, DreamView, UndoReport
from app.services import viewing, views
from app.services.background import Background
from storage.clock import Clock
from storage.errors import (
    ChangedMeanwhile,
    ForgottenMeanwhile,
    LeaseLost,
    NotFound,
    ReverieError,
    StorageError,
    WrongUse,
)
from storage.ids import MemoryId
from storage.model import Dream, Job, JobKind
from storage.safe import Safe

log = logging.getLogger(__name__)

# How often the idle time is looked at: while nothing is done, and while a dream is under way.
LOOK_SECONDS, WATCH_SECONDS = 15.0, 0.3
# A dream by itself comes so long after the last one, and is budgeted over so long.
REST = timedelta(hours=8)
BUDGET_OVER = timedelta(days=1)
# Wishes made true in one transaction, which recording waits for.
AT_ONCE = 25
# Lines told of a task; its counts tell of all.
MOST_LINES = 50
# A task that failed by itself is tried again by the next dream.
_TRIES = 3


@dataclass(slots=True)
class _Told:
    """What one task came to."""

    changes: int = 0
    links: int = 0
    lines: list[str] = field(default_factory=list)
    look: list[str] = field(default_factory=list)

    def add(self, wish: Wish, changes: int, links: int) -> None:
        self.changes += changes
        self.links += links
        self.tell(wish)

    def tell(self, wish: Wish) -> None:
        lines = self.lines if wish.changes or wish.ties else self.look
        if len(lines) < MOST_LINES:
            lines.append(wish.told)


class Dreaming(Background):
    """Dreams over one safe. `tell` is called with the memories that changed.

    `embedder` names the model whose vectors are compared, empty without one. `idle` gives the seconds since somebody
    used the computer (0 where nothing tells), `on_battery` whether no power comes from outside.
    """

    def __init__(
        self,
        safe: Safe,
        rules: Mapping[str, Rules],
        zone: ZoneInfo,
        embedder: Callable[[], str],
        tell: Callable[[Sequence[MemoryId]], None],
        *,
        clock: Clock,
        idle: Callable[[], float],
        on_battery: Callable[[], bool],
    ) -> None:
        super().__init__("dream")
        self._safe = safe
        self._rules = rules
        self._zone = zone
        self._embedder = embedder
        self._tell = tell
        self._clock = clock
        self._idle = idle
        self._on_battery = on_battery
        self._working = threading.Lock()
        self._busy = False

    @property
    def busy(self) -> bool:
        """True while a dream that began by itself is under way."""
        return self._busy

    # -- when asked --------------------------------------------------------------------------------------------------

    def foretell(self, only: Sequence[str]) -> DreamReport:
        """What a dream would do now, task by task; nothing is changed. Raises WrongUse for an unknown task."""
        began, told = time.monotonic(), []
        tasks, view = _chosen(only), self._view(lambda: False)
        for task in tasks:
            found = _Told()
            for wish in task.wishes(view):
                self._stop_when_closing()
                if wish is not None:
                    found.add(wish, len(wish.changes), len(wish.ties))
            told.append(_task_view(task.name, found))
        return DreamReport(
            None, tuple(told), self._forecast(view), round(time.monotonic() - began, 3), dry_run=True
        )

    def dream(self, only: Sequence[str], seconds: float, run: UUID | None) -> DreamReport:
        """Dreams for about `seconds`; goes on with `run`, or with what was cut off, else begins anew.

        Raises WrongUse for an unknown task, and while a dream is under way by itself.
        """
        tasks = _chosen(only)
        began = time.monotonic()
        if not self._working.acquire(timeout=seconds):
            raise WrongUse("A dream is under way by itself just now. Ask again in a moment.")
        try:
            current = self._safe.dreams.get(run) if run is not None else self._begun(tasks, bool(only))
            told = self._go_on(current.id, lambda: time.monotonic() - began >= seconds)
        finally:
            self._working.release()
        after = self._safe.dreams.get(current.id)
        return DreamReport(
            after.id,
            tuple(_task_view(name, found) for name, found in told.items()),
            {},
            round(time.monotonic() - began, 3),
            more=after.ended is None and self._is_due(),
        )

    def log(self, limit: int) -> list[DreamView]:
        """The latest dreams, the newest first."""
        return [_view_of(one) for one in self._safe.dreams.latest(limit)]

    def undo(self, run: UUID | None) -> UndoReport:
        """Takes back a whole dream, the last one that was not taken back where none is named. Raises NotFound."""
        if run is None:
            standing = [one for one in self._safe.dreams.latest(1000) if one.undone is None]
            if not standing:
                raise NotFound("There is no dream to take back.")
            run = standing[0].id
        with self._working:
            done = self._safe.dreams.undo(run)
        self._tell([change.memory for change in done.changed])
        return views.undo_report(done)

    # -- by itself ---------------------------------------------------------------------------------------------------

    def may(self) -> bool:
        """Whether a dream may begin by itself now: wanted, idle for long enough, on mains, budget and rest."""
        given = settings.values(self._safe)
        if not given["dream.by_itself"] or self._idle() < 60 * float(given["dream.idle_minutes"]):
            return False
        if self._on_battery() or self._budget_left() <= 0 or JobKind.DIGEST in self._safe.jobs.pending():
            return False
        last = next((one for one in self._safe.dreams.latest(1)), None)
        if last is None or last.ended is None:
            return True
        return not timedelta(0) <= self._clock() - last.started < REST

    def work(self) -> None:
        """Dreams by itself until it is over, somebody comes back, or the budget is spent."""
        if not self._working.acquire(blocking=False):
            return
        self._busy = True
        try:
            current = self._begun(tuple(dream.TASKS.values()), anew=False)
            self._go_on(current.id, self._disturbed())
        finally:
            self._busy = False
            self._working.release()

    def _disturbed(self) -> Callable[[], bool]:
        """True once somebody used the computer, or the budget is spent; looked at a few times a second."""
        began, budget = self._idle(), self._budget_left()
        spent, looked, answer = time.thread_time(), time.monotonic(), False

        def disturbed() -> bool:
            nonlocal began, looked, answer
            if not answer and time.monotonic() - looked >= WATCH_SECONDS:
                now, looked = self._idle(), time.monotonic()
                answer = now < began or time.thread_time() - spent >= budget or self._on_battery()
                began = now
            return answer

        return disturbed

    def _budget_left(self) -> float:
        budget = 60 * float(settings.values(self._safe)["dream.minutes_a_day"])
        return budget - self._safe.dreams.spent_since(self._clock() - BUDGET_OVER)

    def _run(self) -> None:
        priorities.lower_thread()
        while not self._wake.wait(LOOK_SECONDS):
            try:
                if self.may():
                    self.work()
            except ReverieError as error:
                log.error("dreaming rests: %s", type(error).__name__)
            except Exception as error:  # noqa: BLE001 - the edge: a dream's fault must not end what comes later
                log.error("a dream failed: %s", faults.where(error))

    # -- the tasks ---------------------------------------------------------------------------------------------------

    def _begun(self, tasks: Sequence[Task], anew: bool) -> Dream:
        """The dream that was cut off, else a new one; one that is asked for its own tasks begins anew."""
        current = self._safe.dreams.under_way()
        if current is not None and not anew and self._is_due():
            return current
        if current is not None:
            self._safe.dreams.end(current.id)
        return self._safe.dreams.begin([task.name for task in tasks], asked=not self._busy)

    def _is_due(self) -> bool:
        return bool(self._safe.jobs.next([JobKind.DREAM], 1))

    def _go_on(self, run: UUID, enough: Callable[[], bool]) -> dict[str, _Told]:
        told: dict[str, _Told] = {}
        while not (self._ending or enough()):
            claimed = self._safe.jobs.claim([JobKind.DREAM])
            if not claimed:
                break
            began = time.thread_time()
            try:
                self._one_task(claimed[0], enough, told)
            finally:
                self._safe.dreams.spend(run, time.thread_time() - began)
        return told

    def _one_task(self, job: Job, enough: Callable[[], bool], told: dict[str, _Told]) -> None:
        try:
            _, task = self._safe.dreams.task(job)
            known = dream.TASKS.get(task.name)
            found = told.setdefault(task.name, _Told())
            done = known is None or self._all_of(job, known, enough, found)
            if done:
                self._safe.dreams.finish(job)
            else:
                self._safe.jobs.release([job])
        except viewing.CutOff:
            self._safe.jobs.release([job])
        except StorageError:
            # A full disk or a damaged safe is not the task's fault.
            with suppress(StorageError):
                self._safe.jobs.release([job])
            raise
        except LeaseLost:
            log.info("another has done a task of a dream")
        except Exception as error:  # noqa: BLE001 - the edge: one task's fault must not end the others
            log.error("a task of a dream failed: %s", faults.where(error))
            self._safe.jobs.fail(job.id, type(error).__name__, job.lease)

    def _all_of(self, job: Job, task: Task, enough: Callable[[], bool], found: _Told) -> bool:
        """Makes the wishes of a task true, some at once; false when it was cut off."""
        for _ in range(_TRIES):
            read_at = self._safe.receipts.mark()
            try:
                return self._portions(job, task, enough, found, read_at)
            except ForgottenMeanwhile:
                log.info("something was forgotten meanwhile: a task of a dream begins anew")
        return False

    def _portions(self, job: Job, task: Task, enough: Callable[[], bool], found: _Told, read_at: int) -> bool:
        waiting: list[Wish] = []
        for wish in task.wishes(self._view(enough)):
            if self._ending or enough():
                return False
            if wish is None:
                continue
            if not (wish.changes or wish.ties or wish.proposals):
                found.tell(wish)
                continue
            waiting.append(wish)
            if len(waiting) >= AT_ONCE:
                self._fulfil(job, waiting, found, read_at)
                waiting = []
        self._fulfil(job, waiting, found, read_at)
        return True

    def _fulfil(self, job: Job, wishes: Sequence[Wish], found: _Told, read_at: int) -> None:
        """All at once; where somebody changed one of the memories meanwhile, one after the other without those."""
        if not wishes:
            return
        try:
            self._apply(job, wishes, found, read_at)
        except ChangedMeanwhile:
            if len(wishes) > 1:
                for wish in wishes:
                    self._fulfil(job, [wish], found, read_at)

    def _apply(self, job: Job, wishes: Sequence[Wish], found: _Told, read_at: int) -> None:
        changes = [change for wish in wishes for change in wish.changes]
        ties = [tie for wish in wishes for tie in wish.ties]
        read = {memory.id: memory for wish in wishes for memory in wish.read}
        proposals = [one for wish in wishes for one in wish.proposals]
        made, links, waiting = self._safe.dreams.apply(
            job,
            changes,
            ties,
            proposals=proposals,
            limits=settings.inbox_limits(self._safe),
            read=read.values(),
            read_at=read_at,
        )
        for wish in wishes:
            if waiting or not wish.proposals:
                found.tell(wish)
        found.changes += len(made)
        found.links += links
        self._tell([*made, *(id for tie in ties for id in (tie.memory, tie.other))])

    def _view(self, enough: Callable[[], bool]) -> View:
        def over() -> bool:
            return self._ending or enough()

        return viewing.view(self._safe, self._rules, self._zone, self._clock(), self._embedder(), over)

    def _forecast(self, view: View) -> dict[str, int]:
        return {str(days): number for days, number in fade.forecast(view).items()}

    def _stop_when_closing(self) -> None:
        if self._ending:
            raise WrongUse("Reverie is being locked. Ask again after the next unlock.")


def _chosen(only: Sequence[str]) -> list[Task]:
    """The tasks of these names, in the order they are done; all without names. Raises WrongUse."""
    unknown = [name for name in only if name not in dream.TASKS]
    if unknown:
        raise WrongUse(f"There is no task “{unknown[0]}”. The tasks are: {', '.join(dream.TASKS)}.")
    return [task for task in dream.TASKS.values() if not only or task.name in only]


def _task_view(name: str, found: _Told) -> DreamTaskView:
    return DreamTaskView(
        name, dream.TASKS[name].does if name in dream.TASKS else "", found.changes, found.links,
        tuple(found.lines), tuple(found.look),
    )  # fmt: skip


def _view_of(one: Dream) -> DreamView:
    tasks = tuple(
        DreamTaskView(
            task.name,
            dream.TASKS[task.name].does if task.name in dream.TASKS else "",
            task.changes,
            task.links,
        )
        for task in one.tasks
    )
    return DreamView(one.id, one.started, one.ended, one.asked, one.spent, one.undone, tasks)
