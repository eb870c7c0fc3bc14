"""Jobs stay until they are done, rest when they fail, and end up before a person."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest

from storage import ids
from storage.errors import LeaseLost, NotFound
from storage.ids import JobId
from storage.jobs import LEASE
from storage.model import Episode, EpisodeId, JobKind, JobState, Kept, Priority
from storage.safe import Safe
from tests.factories import NOON, a_fact, a_frame, a_note, a_safe, kept, reopened
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
        assert safe.jobs.waiting() == {}
        assert job.not_before is not None
        rests.append(job.not_before - clock.now)
        clock.wind(rests[-1])
        assert [job.id for job in safe.jobs.next([JobKind.DIGEST])] == [id]

    last = safe.jobs.fail(id, "ReplyUnusable")

    for rest, minutes in zip(rests, (1, 5, 30, 120), strict=True):
        assert timedelta(minutes=minutes) <= rest <= timedelta(minutes=minutes) * 1.25
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


def test_failures_do_not_all_come_back_at_the_same_moment(safe: Safe, clock: WoundClock) -> None:
    rests = {
        (safe.jobs.fail(safe.jobs.add(JobKind.DIGEST, []), "Error").not_before or clock.now) - clock.now
        for _ in range(8)
    }

    assert len(rests) > 1


def test_a_claimed_job_is_nobody_elses_until_its_lease_is_over(safe: Safe, clock: WoundClock) -> None:
    first, second = (safe.jobs.add(JobKind.DIGEST, [ids.new(NOON)]) for _ in range(2))

    (mine,) = safe.jobs.claim([JobKind.DIGEST])
    (theirs,) = safe.jobs.claim([JobKind.DIGEST], 5)

    assert (mine.id, theirs.id) == (first, second)
    assert len(mine.subjects) == 1
    assert mine.lease not in ("", theirs.lease)
    assert safe.jobs.claim([JobKind.DIGEST], 5) == []
    clock.wind(LEASE)
    assert {job.id for job in safe.jobs.claim([JobKind.DIGEST], 5)} == {first, second}


def test_who_lost_a_lease_cannot_close_the_job_nor_fail_it(safe: Safe, clock: WoundClock) -> None:
    safe.jobs.add(JobKind.DIGEST, [])
    (late,) = safe.jobs.claim([JobKind.DIGEST])
    clock.wind(LEASE)
    (holder,) = safe.jobs.claim([JobKind.DIGEST])

    with pytest.raises(LeaseLost):
        safe.memories.apply([a_fact()], closes=[late])
    with pytest.raises(LeaseLost):
        safe.jobs.fail(late.id, "Error", late.lease)
    with pytest.raises(LeaseLost):
        safe.jobs.renew([late])
    safe.jobs.release([late])
    assert safe.memories.list() == []

    safe.memories.apply([a_fact()], closes=[holder])
    assert len(safe.memories.list()) == 1
    with pytest.raises(NotFound, match="done already"):
        safe.memories.apply([a_fact()], closes=[holder])
    assert len(safe.memories.list()) == 1


def test_a_lease_may_be_held_for_longer_and_given_back(safe: Safe, clock: WoundClock) -> None:
    safe.jobs.add(JobKind.DIGEST, [])
    held = safe.jobs.claim([JobKind.DIGEST])
    clock.wind(LEASE / 2)
    safe.jobs.renew(held)
    clock.wind(LEASE * 0.75)
    assert safe.jobs.claim([JobKind.DIGEST]) == []

    safe.jobs.release(held)

    assert [job.id for job in safe.jobs.claim([JobKind.DIGEST])] == [held[0].id]


def test_a_failed_job_is_let_go(safe: Safe, clock: WoundClock) -> None:
    safe.jobs.add(JobKind.DIGEST, [])
    (job,) = safe.jobs.claim([JobKind.DIGEST])

    failed = safe.jobs.fail(job.id, "ModelUnavailable", job.lease)

    assert (failed.lease, failed.attempts) == ("", 1)
    assert [one.id for one in safe.jobs.resting()] == [job.id]
    clock.wind(minutes=2)
    assert [one.id for one in safe.jobs.claim([JobKind.DIGEST])] == [job.id]


def test_leases_of_a_process_that_ended_are_over_when_the_safe_opens(tmp_path: Path) -> None:
    with a_safe(tmp_path) as safe:
        safe.jobs.add(JobKind.DIGEST, [])
        held = safe.jobs.claim([JobKind.DIGEST])

    with reopened(tmp_path) as safe:
        assert [job.id for job in safe.jobs.claim([JobKind.DIGEST])] == [held[0].id]


def test_what_a_person_asked_for_comes_first_and_background_work_may_go_newest_first(safe: Safe) -> None:
    seen, note = a_frame(), a_note(time=NOON)
    kept(safe, seen, note)
    old, new = safe.jobs.add(JobKind.WORD, []), safe.jobs.add(JobKind.WORD, [])
    asked = safe.jobs.add(JobKind.WORD, [], Priority.ASKED)

    assert [job.subjects for job in safe.jobs.claim([JobKind.DIGEST], 5)] == [(note.id,), (seen.id,)]
    assert [job.id for job in safe.jobs.claim([JobKind.WORD], 5, newest_first=True)] == [asked, new, old]


def test_a_job_that_is_tried_again_by_hand_goes_first_and_one_may_be_dropped(safe: Safe) -> None:
    safe.jobs.add(JobKind.DIGEST, [])
    failed = safe.jobs.add(JobKind.DIGEST, [])
    for _ in range(5):
        safe.jobs.fail(failed, "ReplyUnusable")

    safe.jobs.retry(failed)
    assert [job.id for job in safe.jobs.claim([JobKind.DIGEST])] == [failed]

    safe.jobs.drop(failed)
    with pytest.raises(NotFound):
        safe.jobs.drop(failed)
    assert safe.jobs.pending() == {JobKind.DIGEST: 1}


def test_a_clock_that_goes_backwards_holds_no_job_back(safe: Safe, clock: WoundClock) -> None:
    rests, held = safe.jobs.add(JobKind.DIGEST, []), safe.jobs.add(JobKind.WORD, [])
    safe.jobs.fail(rests, "Error")
    safe.jobs.claim([JobKind.WORD])

    clock.wind(days=-400)

    assert [job.id for job in safe.jobs.claim([JobKind.DIGEST, JobKind.WORD], 5)] == [rests, held]


def test_episodes_are_kept_with_the_closing_of_the_job_or_not_at_all(safe: Safe, clock: WoundClock) -> None:
    frame = a_frame()
    safe.observations.keep([Kept(frame)])
    (late,) = safe.jobs.claim([JobKind.DIGEST])
    clock.wind(LEASE)
    (holder,) = safe.jobs.claim([JobKind.DIGEST])
    episode = Episode(EpisodeId(ids.new(NOON)), NOON, NOON, "report", (frame.id,))

    with pytest.raises(LeaseLost):
        safe.memories.apply([], closes=[late], episodes=[episode])
    assert safe.episodes.latest(5) == []

    safe.memories.apply([], closes=[holder], episodes=[episode])
    assert safe.episodes.latest(5) == [episode]


def test_two_workers_never_get_the_same_job(safe: Safe) -> None:
    added = [safe.jobs.add(JobKind.DIGEST, []) for _ in range(60)]
    done: dict[str, list[JobId]] = {"one": [], "two": []}
    start = threading.Barrier(2)

    def work(name: str) -> None:
        start.wait()
        while jobs := safe.jobs.claim([JobKind.DIGEST], 3):
            safe.memories.apply([a_fact(str(job.id), name) for job in jobs], closes=jobs)
            done[name] += [job.id for job in jobs]

    workers = [threading.Thread(target=work, args=(name,)) for name in done]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(done["one"] + done["two"]) == sorted(added)
    assert {memory.title for memory in safe.memories.list()} == {str(id) for id in added}
    assert len(safe.memories.list()) == len(added)
    assert done["one"]
    assert done["two"]
