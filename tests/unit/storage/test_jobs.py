"""Jobs stay until they are done, rest when they fail, and end up before a person."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from storage import ids
from storage.errors import NotFound
from storage.ids import JobId
from storage.model import JobKind, JobState
from storage.safe import Safe
from tests.factories import NOON, a_safe, reopened
from tests.fakes.clock import WoundClock


def test_jobs_are_handed_out_oldest_first_by_kind_and_stay_until_closed(safe: Safe) -> None:
    first = safe.jobs.add(JobKind.DIGEST, [ids.new(NOON), ids.new(NOON)])
    word = safe.jobs.add(JobKind.WORD, [])
    second = safe.jobs.add(JobKind.DIGEST, [])

    assert [job.id for job in safe.jobs.next([JobKind.DIGEST])] == [first, second]
    assert [job.id for job in safe.jobs.next([JobKind.DIGEST, JobKind.WORD], 2)] == [first, word]
    assert len(safe.jobs.next([JobKind.DIGEST])[0].subjects) == 2
    assert safe.jobs.next([]) == []

    safe.jobs.close([first, JobId(ids.new(NOON))])

    assert [job.id for job in safe.jobs.next([JobKind.DIGEST])] == [second]
    assert safe.jobs.pending() == {JobKind.DIGEST: 1, JobKind.WORD: 1}


def test_a_failed_job_rests_longer_each_time_and_then_waits_for_a_person(
    safe: Safe, clock: WoundClock
) -> None:
    id = safe.jobs.add(JobKind.DIGEST, [])
    rests = []
    for _ in range(4):
        job = safe.jobs.fail(id, "ModelUnavailable")
        assert safe.jobs.next([JobKind.DIGEST]) == []
        assert job.not_before is not None
        rests.append(job.not_before - clock.now)
        clock.wind(rests[-1])
        assert [job.id for job in safe.jobs.next([JobKind.DIGEST])] == [id]

    last = safe.jobs.fail(id, "ReplyUnusable")

    assert rests == [timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2)]
    assert (last.state, last.attempts, last.error) == (JobState.ATTENTION, 5, "ReplyUnusable")
    clock.wind(days=30)
    assert safe.jobs.next([JobKind.DIGEST]) == []
    assert [job.id for job in safe.jobs.attention()] == [id]
    assert safe.jobs.pending() == {}


def test_a_person_may_try_again(safe: Safe) -> None:
    id = safe.jobs.add(JobKind.DIGEST, [])
    for _ in range(5):
        safe.jobs.fail(id, "ModelUnavailable")

    safe.jobs.retry(id)

    (job,) = safe.jobs.next([JobKind.DIGEST])
    assert (job.attempts, job.state, job.error) == (0, JobState.PENDING, "")
    assert safe.jobs.attention() == []


def test_an_attempt_cut_short_counts_as_not_done(tmp_path: Path) -> None:
    safe = a_safe(tmp_path)
    id = safe.jobs.add(JobKind.DIGEST, [])
    handed_out = safe.jobs.next([JobKind.DIGEST])
    safe.close()

    with reopened(tmp_path) as safe:
        assert safe.jobs.next([JobKind.DIGEST]) == handed_out
        assert handed_out[0].id == id


def test_unknown_jobs_are_not_found(safe: Safe) -> None:
    with pytest.raises(NotFound):
        safe.jobs.fail(JobId(ids.new(NOON)), "Error")
    with pytest.raises(NotFound):
        safe.jobs.retry(JobId(ids.new(NOON)))
