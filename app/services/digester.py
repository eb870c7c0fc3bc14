"""The digester: turns durable jobs into memories and vectors, by rules first, then by the language model.

One thread, `digest`, started by `start` and ended by `close`; `work` may be called from any thread (one at a time).
"""

from __future__ import annotations

import logging
import threading
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from agents.ability import Trust
from agents.digest import Digest, Outcome
from agents.drafts import Library
from agents.episodes import Known
from agents.errors import ModelUnavailable
from agents.stretches import TALK_GAP
from app import faults, priorities
from app.bus import Bus
from app.events import MemoriesChanged
from app.interfaces import DigestReport, Refused
from app.services.answering import Answering
from app.services.background import Background
from app.services.budget import ModelBudget
from app.services.meaning import Meaning
from app.services.models import NONE, Models
from storage import ids
from storage.connection import Connection
from storage.errors import ForgottenMeanwhile, LeaseLost, NotFound, ReverieError, StorageError
from storage.ids import MemoryId, ObservationId
from storage.model import Add, Change, Frame, Job, JobKind, Kept, Observation, Retire, Revise
from storage.proposals import Limits
from storage.safe import Safe

log = logging.getLogger(__name__)

# Observations digested in one transaction; the cut into episodes sees this many at once.
AT_ONCE = 200
# The background thread works in slices, so that a pause or a lock is noticed.
SLICE_SECONDS = 2.0
# Observations on each side of new ones that the cut into episodes looks at again.
NEAR = 40
REST_SECONDS = 5.0
# What a screen shows of a conversation is looked for among so many of its last turns.
LAST_TURNS = 400


@dataclass(slots=True)
class _Tally:
    episodes: int = 0
    added: int = 0
    revised: int = 0
    refused: int = 0
    failed: int = 0
    model: str = ""


class Digester(Background):
    """Works off the jobs of one safe."""

    def __init__(
        self,
        safe: Safe,
        digest: Callable[[], Digest],
        library: Library,
        meaning: Meaning | None,
        models: Models,
        bus: Bus,
        budget: ModelBudget,
        limits: Callable[[], Limits] = Limits,
    ) -> None:
        super().__init__("digest")
        self._safe = safe
        self._budget = budget
        self._digest = digest
        self._library = library
        self._meaning = meaning
        self._models = models
        self._bus = bus
        self._limits = limits
        self._working = threading.Lock()
        # Held by who waits to have something done at once: the background makes room after the step at hand.
        self._hurry = threading.Lock()
        self._meaning_failed = False
        self._fault = ""

    def wake(self) -> None:
        """There is something to do."""
        self._wake.set()

    def leave_index(self, ids: Sequence[UUID]) -> None:
        """These are not to be found by meaning any more."""
        if self._meaning is None or not ids:
            return
        try:
            self._meaning.delete(ids)
        except ModelUnavailable as error:
            # The host is away; it is filled from the database, where these have no vector, when it comes back.
            log.warning("no index for now: %s", type(error).__name__)

    def at_once(
        self,
        seen: ObservationId,
        make: Callable[[Digest, Library], Outcome],
        beside: Callable[[Connection], None] = lambda _connection: None,
    ) -> tuple[Outcome, list[MemoryId]]:
        """Makes now what the user asks for in `seen`, with `beside` in the transaction; it is not digested again."""
        with self._hurry, self._working:
            read_at = self._safe.receipts.mark()
            outcome = make(self._digest(), self._library)
            jobs = self._safe.jobs.of(JobKind.DIGEST, seen)
            touched = self._apply(outcome, jobs, [], read_at, _Tally(), beside)
        self.wake()
        return outcome, touched

    def pending(self) -> int:
        """Jobs still to be done, and texts still without a vector."""
        jobs = self._safe.jobs.pending()
        return jobs.get(JobKind.DIGEST, 0) + jobs.get(JobKind.WORD, 0) + self.without_vector()

    def without_vector(self) -> int:
        """Texts that miss a vector; none while there are no vectors to be had."""
        if self._meaning is None or self._meaning_failed:
            return 0
        return self._meaning.missing() + self._meaning.missing_next()

    def work(
        self, seconds: float, model: str | None = None, now: datetime | None = None, *, bounded: bool = False
    ) -> DigestReport:
        """Works for about `seconds`, rules first; the report says what is left.

        `bounded`: no model is asked beyond its daily budget; what it was to read stays, and does not count as left.
        """
        started = time.monotonic()
        tally = _Tally()
        self._meaning_failed = False
        with self._working:
            while time.monotonic() - started < seconds and not (self._ending or self._hurry.locked()):
                if not self._one_step(tally, model, now, bounded=bounded):
                    break
        return DigestReport(
            episodes=tally.episodes,
            memories_added=tally.added,
            memories_revised=tally.revised,
            refused=tally.refused,
            failed=tally.failed,
            seconds=round(time.monotonic() - started, 3),
            model=tally.model,
            pending=self._due(words=self._may_ask(model, bounded)),
        )

    def _one_step(self, tally: _Tally, model: str | None, now: datetime | None, *, bounded: bool) -> bool:
        del now  # Memories are dated by their observations, not by the clock.
        if jobs := self._safe.jobs.claim([JobKind.DIGEST], AT_ONCE):
            self._digest_all(jobs, tally)
            return True
        if self._embed_some():
            return True
        # The rules have read everything already, in its order: the model begins with what is newest.
        if self._may_ask(model, bounded) and (
            jobs := self._safe.jobs.claim([JobKind.WORD], newest_first=True)
        ):
            if not self._tried(jobs, lambda: self._by_model(jobs[0], tally, model)):
                self._failed(jobs, tally, self._fault)
            return True
        return self._change_embedder()

    def _digest_all(self, jobs: Sequence[Job], tally: _Tally) -> None:
        """All at once; when that fails, one after the other, so that one bad observation stops no other."""
        if self._tried(jobs, lambda: self._by_rules(jobs, tally)):
            return
        for job in jobs:
            alone = [job]
            if len(jobs) == 1 or not self._tried(alone, partial(self._by_rules, alone, tally)):
                self._failed(alone, tally, self._fault)

    def _tried(self, jobs: Sequence[Job], step: Callable[[], None]) -> bool:
        """False when the step failed by the jobs' own fault, whose class is `_fault` then."""
        try:
            step()
        except StorageError:
            # A full disk or a damaged safe is not the job's fault: leave the jobs as they are and tell the caller.
            with suppress(StorageError):
                self._safe.jobs.release(jobs)
            raise
        except ForgottenMeanwhile:
            # What was read may have gone since: it is read again in the next round.
            self._safe.jobs.release(jobs)
        except LeaseLost:
            log.info("another has done %d jobs meanwhile", len(jobs))
        except (ReverieError, Refused) as error:
            self._fault = type(error).__name__
            return False
        except Exception as error:  # noqa: BLE001 - the edge: one bad observation must not stop the others
            log.error("a digest failed: %s", faults.where(error))
            self._fault = type(error).__name__
            return False
        return True

    def _failed(self, jobs: Sequence[Job], tally: _Tally, name: str) -> None:
        if self._ending:
            # Cut short by a lock, which is no fault of theirs: they are done after the next unlock.
            return
        for job in jobs:
            try:
                self._safe.jobs.fail(job.id, name, job.lease)
            except (NotFound, LeaseLost):
                # What it was about was forgotten meanwhile, or another has it: there is nothing to try again.
                log.info("a job is gone")
            else:
                tally.failed += 1

    def _by_rules(self, jobs: Sequence[Job], tally: _Tally) -> None:
        read_at = self._safe.receipts.mark()
        observations = self._observations(jobs)
        self._keep_turns(observations)
        known = self._known(observations)
        outcome = self._digest().digest(observations, self._library, known)
        word = [(JobKind.WORD, (id,)) for id in outcome.unread]
        self._apply(outcome, jobs, word, read_at, tally)
        before = {held.episode.id for held in known}
        tally.episodes += sum(episode.id not in before for episode in outcome.episodes)

    def _keep_turns(self, observations: Sequence[Observation]) -> None:
        """Keeps what screens say as turns, to be digested next. Doing it twice keeps nothing twice."""
        digest, store = self._digest(), self._safe.observations
        for seen in observations:
            if not isinstance(seen, Frame):
                continue
            with suppress(NotFound):
                frame = store.get(seen.id)
                if isinstance(frame, Frame) and (
                    turns := digest.turns(frame, lambda thread: store.turns(thread, LAST_TURNS))
                ):
                    store.keep([Kept(turn) for turn in turns])

    def _known(self, observations: Sequence[Observation]) -> list[Known]:
        """The episodes kept before that new observations may belong to, or lie between."""
        times = sorted(one.time for one in observations)
        new = {one.id for one in observations}
        held = {
            episode.id: episode
            for since, until in _clusters(times)
            for episode in self._safe.episodes.between(since - TALK_GAP, until + TALK_GAP)
        }
        members = {id for episode in held.values() for id in episode.observations} - new
        found = self._safe.observations.many(_near(members, times) if times else ())
        near = (
            Known(episode, tuple(found[id] for id in episode.observations if id in found))
            for episode in held.values()
        )
        return [one for one in near if one.near]

    def _by_model(self, job: Job, tally: _Tally, wanted: str | None) -> None:
        model = self._models.trusted(wanted, Trust.EXTRACTS)
        if model is None:
            self._safe.jobs.close([job.id])
            return
        tally.model = model.name
        read_at = self._safe.receipts.mark()
        before = model.worked
        try:
            outcome = self._digest().word(model, self._observations([job]), self._library)
        finally:
            self._budget.spend(model.worked - before)
        self._apply(outcome, [job], [], read_at, tally)

    def _apply(
        self,
        outcome: Outcome,
        jobs: Sequence[Job],
        then: Sequence[tuple[JobKind, tuple[UUID, ...]]],
        read_at: int,
        tally: _Tally,
        beside: Callable[[Connection], None] = lambda _connection: None,
    ) -> list[MemoryId]:
        def keep(connection: Connection) -> None:
            waiting.keep(connection)
            beside(connection)

        waiting = Answering(self._safe, outcome, self._limits())
        changes = [*outcome.changes, *waiting.accepted]
        touched = self._safe.memories.apply(
            changes, closes=jobs, then=then, episodes=outcome.episodes, beside=keep, read_at=read_at
        )
        tally.added += sum(isinstance(change, Add) for change in changes)
        tally.revised += sum(not isinstance(change, Add) for change in changes)
        tally.refused += waiting.refused
        self._leave_index(changes)
        self._tell(changes, touched)
        if waiting.kinds:
            self._bus.tell(MemoriesChanged(waiting.kinds, ()))
        return touched

    def _leave_index(self, changes: Sequence[Change]) -> None:
        """What was superseded or retired is not to be found by meaning any more."""
        self.leave_index([change.memory for change in changes if isinstance(change, Revise | Retire)])

    def _tell(self, changes: Sequence[Change], ids: Sequence[MemoryId]) -> None:
        if not changes:
            return
        touched = self._safe.memories.many(list(ids))
        kinds = tuple(dict.fromkeys(memory.kind for memory in touched.values()))
        self._bus.tell(MemoriesChanged(kinds, tuple(ids)))

    def _observations(self, jobs: Sequence[Job]) -> list[Observation]:
        wanted = [ObservationId(subject) for job in jobs for subject in job.subjects]
        found = self._safe.observations.many(wanted)
        # Of one time in the order they were kept in, which their ids do not tell.
        return sorted((found[id] for id in wanted if id in found), key=lambda observation: observation.time)

    def _embed_some(self) -> bool:
        """One batch of vectors; False when there is nothing to do or the meaning host is away (words still work)."""
        if self._meaning is None or self._meaning_failed:
            return False
        try:
            if self._meaning.embed_some():
                return True
        except ModelUnavailable as error:
            self._no_vectors(error)
            return False
        done = self._safe.jobs.next([JobKind.EMBED], AT_ONCE)
        self._safe.jobs.close([job.id for job in done])
        return bool(done)

    def _change_embedder(self) -> bool:
        """A piece of making room for another embedder, after all other work; False when there is nothing to do."""
        if self._meaning is None or self._meaning_failed:
            return False
        try:
            return self._meaning.step()
        except ModelUnavailable as error:
            self._no_vectors(error)
            return False

    def _no_vectors(self, error: ModelUnavailable) -> None:
        log.warning("no vectors for now: %s", type(error).__name__)
        self._meaning_failed = True

    def _may_ask(self, model: str | None, bounded: bool) -> bool:
        # What is closed unread costs nothing.
        return not bounded or model == NONE or self._budget.left()

    def _due(self, *, words: bool) -> int:
        # Without a model the word jobs are closed unread, so they count as due all the same.
        kinds = [JobKind.DIGEST, JobKind.WORD] if words else [JobKind.DIGEST]
        return len(self._safe.jobs.next(kinds, AT_ONCE * 10)) + self.without_vector()

    def _run(self) -> None:
        priorities.lower_thread()
        while not self._ending:
            try:
                report = self.work(SLICE_SECONDS, self._background_model(), bounded=True)
            except ReverieError as error:
                log.error("digest rests: %s", type(error).__name__)
                report = DigestReport()
            self._models.leave_when_idle()
            if report.pending == 0 or report.failed:
                self._wake.wait(REST_SECONDS)
                self._wake.clear()

    def _background_model(self) -> str | None:
        return None if self._safe.settings.get("digest.language_model", True) else NONE


def _clusters(times: Sequence[datetime]) -> list[tuple[datetime, datetime]]:
    """The first and the last of times in order that lie together, without a pause between them."""
    found: list[tuple[datetime, datetime]] = []
    for time_ in times:
        if found and time_ - found[-1][1] <= TALK_GAP:
            found[-1] = (found[-1][0], time_)
        else:
            found.append((time_, time_))
    return found


def _near(members: Iterable[ObservationId], times: Sequence[datetime]) -> list[ObservationId]:
    """Those of `members` that lie at most `NEAR` places before or behind the new times, in order."""
    ordered = sorted(members)
    first, last = (bisect_left(ordered, ids.first_at(time_)) for time_ in (times[0], times[-1]))
    return ordered[max(0, first - NEAR) : last + NEAR]
