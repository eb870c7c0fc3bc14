"""The backlog: background work that waits its turn, and work that failed, tried again or given up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from app.interfaces import JobView, QueueView, SourceView
from app.services.budget import ModelBudget
from app.services.digester import Digester
from storage.ids import JobId, ObservationId
from storage.model import Job, JobKind, Observation, type_of
from storage.safe import Safe

# What each kind of work does, for people.
_WHAT = {
    JobKind.DIGEST: "Putting new moments in order",
    JobKind.WORD: "Reading more closely with the language model",
    JobKind.EMBED: "Getting texts ready for search by meaning",
    JobKind.DREAM: "Tidying memories up",
}
# What a failure's class means to a person; none of these holds content.
_REASONS = {
    "ModelUnavailable": "The language model could not be used: see Models in the settings, or `reverie models list`.",
    "ReplyUnusable": "The language model's replies could not be understood.",
    "Refused": "A helper process failed; the self-examination (`reverie doctor`) says whether one is missing.",
    "NotFound": "Something it rests on was forgotten meanwhile.",
    "WrongUse": "What was made of it was not fit to be kept.",
}
_SPENT = "The language model has had its time for today; it goes on tomorrow."
_IDLE = "It goes on while nobody uses the computer."
_RESTING_SHOWN = 200


class Backlog:
    """The jobs of a safe as people see them. Thread-safe, as the safe is."""

    def __init__(self, safe: Safe, digester: Digester, budget: ModelBudget) -> None:
        self._safe = safe
        self._digester = digester
        self._budget = budget

    def queue(self) -> list[QueueView]:
        """What has not failed and waits, by kind. Of vectors the texts count, not the jobs, which are a reminder."""
        waiting = self._safe.jobs.waiting()
        found = [
            QueueView(str(kind), _WHAT[kind], *waiting[kind], self._waits_for(kind))
            for kind in JobKind
            if kind in waiting and kind is not JobKind.EMBED
        ]
        if texts := self._digester.without_vector():
            found.append(QueueView(str(JobKind.EMBED), _WHAT[JobKind.EMBED], texts))
        return found

    def failed(self) -> list[JobView]:
        """Work that failed too often and waits for a person, then work that rests before its next try."""
        jobs = [*self._safe.jobs.attention(), *self._safe.jobs.resting(_RESTING_SHOWN)]
        subjects = [ObservationId(job.subjects[0]) for job in jobs if len(job.subjects) == 1]
        seen = self._safe.observations.many(subjects)
        return [_view(job, seen) for job in jobs]

    def retry(self, id: UUID) -> None:
        """Forgives a job's failures. Raises NotFound."""
        self._safe.jobs.retry(JobId(id))
        self._digester.wake()

    def drop(self, id: UUID) -> None:
        """Takes a job off the list undone. Raises NotFound."""
        self._safe.jobs.drop(JobId(id))

    def _waits_for(self, kind: JobKind) -> str:
        if kind is JobKind.WORD and not self._budget.left():
            return _SPENT
        return _IDLE if kind is JobKind.DREAM else ""


def _view(job: Job, seen: Mapping[ObservationId, Observation]) -> JobView:
    fallback = (
        f"Reverie made a mistake here ({job.error}); the log says where. A newer version may manage it."
        if job.error
        else ""
    )
    return JobView(
        job.id, str(job.kind), str(job.state), job.created, job.attempts, job.not_before, job.error,
        _REASONS.get(job.error, fallback), _WHAT[job.kind], _about(job.subjects, seen),
    )  # fmt: skip


def _about(subjects: Sequence[UUID], seen: Mapping[ObservationId, Observation]) -> SourceView | None:
    moment = seen.get(ObservationId(subjects[0])) if len(subjects) == 1 else None
    return SourceView(str(type_of(moment)), moment.id, moment.external_id) if moment is not None else None
