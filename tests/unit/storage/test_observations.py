"""Observations are kept as they were, once, with what belongs to them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import ids, observation_rows
from storage.errors import NotFound, SafeDamaged
from storage.ids import ObservationId
from storage.model import (
    Box,
    Filter,
    Frame,
    JobKind,
    Kept,
    Observation,
    ObservationType,
    Role,
    Secret,
    VaultCandidate,
    Word,
)
from storage.safe import Safe
from tests.factories import NOON, PASSPHRASE, a_frame, a_note, a_turn, kept

MINUTE = timedelta(minutes=1)


def _candidate(value: str) -> VaultCandidate:
    return VaultCandidate("credential", "Password on login.example", "login.example", "high", Secret(value))


def test_a_frame_comes_back_with_its_words_picture_and_thumbnail(safe: Safe) -> None:
    frame = a_frame(
        "Invoice 4711 für Müller", url="https://example.org/invoices", monitor=2, external_id="f1"
    )

    safe.observations.keep([Kept(frame, b"the picture", b"the thumbnail")])

    assert safe.observations.get(frame.id) == replace(frame, has_picture=True)
    assert safe.observations.picture(frame.id) == b"the picture"
    assert safe.observations.thumbnail(frame.id) == b"the thumbnail"


def test_a_frame_without_a_picture_says_so(safe: Safe) -> None:
    frame = a_frame()
    kept(safe, frame)

    assert safe.observations.get(frame.id) == frame
    assert safe.observations.thumbnail(frame.id) is None
    with pytest.raises(NotFound):
        safe.observations.picture(frame.id)


def test_what_was_never_kept_is_not_found(safe: Safe) -> None:
    unknown = ObservationId(ids.new(NOON))

    with pytest.raises(NotFound):
        safe.observations.get(unknown)
    assert safe.observations.many([unknown]) == {}
    assert safe.observations.neighbours([unknown]) == {}


def test_each_new_observation_asks_to_be_digested_and_all_to_be_embedded(safe: Safe) -> None:
    frame, turn = a_frame(), a_turn()

    kept(safe, frame, turn)

    assert [job.subjects for job in safe.jobs.next([JobKind.DIGEST])] == [(frame.id,), (turn.id,)]
    assert [job.subjects for job in safe.jobs.next([JobKind.EMBED])] == [(frame.id, turn.id)]


def test_nothing_is_digested_when_the_importer_says_so(safe: Safe) -> None:
    safe.observations.keep([Kept(a_turn())], digest=False)

    assert safe.jobs.pending() == {JobKind.EMBED: 1}


def test_importing_the_same_again_keeps_nothing_twice(safe: Safe) -> None:
    first = a_turn("hello", external_id="event-1")
    kept(safe, first)
    again = a_turn("hello", external_id="event-1")
    other = a_note("hello", external_id="event-1")  # another type may bear the same id

    found = kept(safe, again, other)

    assert found == [first.id, other.id]
    assert safe.counts().turns == 1
    assert safe.observations.by_external_id("event-1") == [first.id, other.id]
    assert len(safe.jobs.next([JobKind.DIGEST])) == 2


def test_the_same_twice_in_one_import_is_kept_once(safe: Safe) -> None:
    one, two = a_turn(external_id="e"), a_turn(external_id="e")

    assert kept(safe, one, two) == [one.id, one.id]


def test_a_known_frame_leaves_no_second_picture(safe: Safe) -> None:
    for _ in range(2):
        safe.observations.keep([Kept(a_frame(external_id="shot.png"), b"picture")])

    assert len(list((safe.home / "pictures").glob("*/*"))) == 1


def test_when_one_item_fails_nothing_of_the_batch_is_kept(safe: Safe) -> None:
    broken = VaultCandidate(
        "credential", "x", "y", "extreme", Secret("s3cret")
    )  # there is no such sensitivity

    with pytest.raises(Exception, match="sensitivity"):
        safe.observations.keep(
            [Kept(a_frame(), b"picture"), Kept(a_frame(), b"another", candidates=(broken,))]
        )

    assert safe.counts().frames == 0
    assert safe.jobs.pending() == {}
    assert list((safe.home / "pictures").glob("*/*")) == []


def test_frames_of_a_range_come_in_order_and_half_open(safe: Safe) -> None:
    frames = [a_frame(f"screen {n}", NOON + n * MINUTE) for n in (2, 0, 1, 3)]
    kept(safe, *frames)

    found = safe.observations.frames(NOON, NOON + 3 * MINUTE)
    newest = safe.observations.frames(None, None, limit=2, newest_first=True)

    assert [frame.text for frame in found] == ["screen 0", "screen 1", "screen 2"]
    assert [frame.text for frame in newest] == ["screen 3", "screen 2"]
    assert all(frame.words == () for frame in found)


def test_turns_of_a_thread_come_oldest_first_and_the_last_ones_win(safe: Safe) -> None:
    kept(
        safe, *(a_turn(f"line {n}", NOON + n * MINUTE) for n in range(5)), a_turn("elsewhere", thread="other")
    )

    assert [turn.text for turn in safe.observations.turns("chat-1", limit=3)] == [
        "line 2",
        "line 3",
        "line 4",
    ]


def test_threads_are_told_by_their_first_words_the_latest_first(safe: Safe) -> None:
    kept(
        safe,
        a_turn("How can I help?", NOON, role=Role.ASSISTANT),
        a_turn("What is a monad?", NOON + MINUTE),
        a_turn("See you", NOON + 9 * MINUTE, thread="friends", role=Role.PARTICIPANT),
    )

    assert safe.observations.threads() == [
        ("friends", NOON + 9 * MINUTE, 1, "See you"),
        ("chat-1", NOON + MINUTE, 2, "What is a monad?"),
    ]


def test_threads_are_found_by_words_of_any_of_their_lines(safe: Safe) -> None:
    kept(
        safe,
        a_turn("What is a monad?", NOON),
        a_turn("A burrito, they say", NOON + MINUTE, role=Role.ASSISTANT),
        a_turn("See you at the harbour", NOON, thread="friends", role=Role.PARTICIPANT),
        a_turn("我们在港口见面", NOON, thread="more", role=Role.PARTICIPANT),
        a_frame("a burrito on a screen"),
    )

    def found(words: str) -> list[str]:
        return [thread for thread, *_ in safe.observations.threads(words)]

    assert found("burr") == ["chat-1"]
    assert found("harbour see") == ["friends"]
    assert found("monad harbour") == []
    assert found("港口") == ["more"]
    assert len(found("?")) == 3


def beside(
    safe: Safe, of: Sequence[Observation], before: int = 1, after: int = 1
) -> dict[ObservationId, tuple[list[ObservationId], list[ObservationId]]]:
    found = safe.observations.neighbours([one.id for one in of], before, after)
    return {
        id: ([one.id for one in earlier], [one.id for one in later]) for id, (earlier, later) in found.items()
    }


def test_neighbours_of_a_turn_are_of_its_thread(safe: Safe) -> None:
    a, b, c, d = (a_turn(f"line {n}", NOON + n * MINUTE) for n in range(4))
    kept(safe, a, b, c, d, a_turn("elsewhere", NOON + MINUTE, thread="other"))

    assert beside(safe, [c], before=2, after=5) == {c.id: ([a.id, b.id], [d.id])}
    assert safe.observations.neighbours([c.id])[c.id] == ([b], [d])


def test_neighbours_of_a_frame_are_of_its_monitor_even_at_the_same_moment(safe: Safe) -> None:
    a, b, c = a_frame("a"), a_frame("b"), a_frame("c")
    kept(safe, a, b, c, a_frame("left screen", monitor=2))

    assert beside(safe, [b]) == {b.id: ([a.id], [c.id])}


def test_speakers_and_apps_come_by_how_often_they_were_seen(safe: Safe) -> None:
    kept(safe, a_turn(speaker="Ben"), a_turn(speaker="Ana"), a_turn(speaker="Ana"), a_turn(speaker=""))
    kept(safe, a_frame(app="Mail"), a_frame(app="Editor"), a_frame(app="Editor"))

    assert safe.observations.speakers() == ["Ana", "Ben"]
    assert safe.observations.apps() == ["Editor", "Mail"]


def test_a_forgotten_speaker_and_app_are_known_no_more(safe: Safe) -> None:
    said, seen = a_turn(speaker="Ben"), a_frame(app="Mail")
    kept(safe, said, seen, a_turn(speaker="Ana"), a_frame(app="Editor"))

    safe.forgetting.forget(ids=[said.id, seen.id])

    assert safe.observations.speakers() == ["Ana"]
    assert safe.observations.apps() == ["Editor"]


def test_neighbours_of_several_are_told_at_once_each_within_its_type(safe: Safe) -> None:
    a, b, c = (a_turn(f"line {n}", NOON + n * MINUTE) for n in range(3))
    x, y = a_frame("x"), a_frame("y", NOON + MINUTE)
    note = a_note("note", NOON)
    kept(safe, a, b, c, x, y, note)

    found = beside(safe, [c, x, note, a], before=2)

    assert found == {
        c.id: ([a.id, b.id], []),
        a.id: ([], [b.id]),
        x.id: ([], [y.id]),
        note.id: ([], []),
    }


def test_the_latest_of_several_types_are_mixed_by_time(safe: Safe) -> None:
    old, turn, note = a_frame("old", NOON), a_turn("said", NOON + MINUTE), a_note("note", NOON + 2 * MINUTE)
    kept(safe, note, old, turn)

    types = [ObservationType.FRAME, ObservationType.TURN]

    assert [item.id for item in safe.observations.latest(types, 5)] == [turn.id, old.id]
    assert len(safe.observations.latest(list(ObservationType), 1)) == 1


def test_a_screen_seen_again_holds_until_then(safe: Safe) -> None:
    frame = a_frame()
    kept(safe, frame)
    assert safe.observations.last_seen(frame.id) == NOON

    safe.observations.seen_again(frame.id, NOON + 5 * MINUTE)
    safe.observations.seen_again(frame.id, NOON + 2 * MINUTE)

    assert safe.observations.last_seen(frame.id) == NOON + 5 * MINUTE


def test_ids_are_paged_in_the_order_they_were_kept(safe: Safe) -> None:
    turns = [a_turn(f"line {n}", NOON - n * MINUTE) for n in range(5)]
    kept(safe, turns[0], a_frame(), *turns[1:])

    first = safe.observations.all_ids([ObservationType.TURN], None, 3)
    rest = safe.observations.all_ids([ObservationType.TURN], first[-1], 3)

    assert first + rest == [turn.id for turn in turns]


def test_many_answers_in_the_order_asked_even_for_a_thousand(safe: Safe) -> None:
    turns = [a_turn(f"line {n}") for n in range(1200)]
    kept(safe, *turns)
    wanted = [turn.id for turn in reversed(turns)]

    found = safe.observations.many(wanted)

    assert list(found) == wanted
    assert found[turns[7].id] == turns[7]


def test_a_secret_the_user_wrote_is_sealed_once_with_every_place_as_its_source(safe: Safe) -> None:
    one, two = a_note("Password: [password hidden]"), a_frame("Password: [password hidden]", NOON + MINUTE)

    for seen in (one, two):
        safe.observations.keep([Kept(seen, candidates=(_candidate("hunter2"),))])

    (entry,) = safe.memories.list("vault")
    assert [source.observation for source in entry.sources] == [one.id, two.id]
    assert entry.has_secret
    assert "secret_value" not in entry.body
    assert safe.memories.reveal(entry.id, PASSPHRASE).reveal() == "hunter2"


def test_a_changed_picture_file_is_damage_and_not_a_wrong_picture(safe: Safe) -> None:
    frame = a_frame()
    safe.observations.keep([Kept(frame, b"picture")])
    (path,) = (safe.home / "pictures").glob("*/*")
    path.write_bytes(path.read_bytes()[:-1] + b"\0")

    with pytest.raises(SafeDamaged):
        safe.observations.picture(frame.id)


def test_picture_files_do_not_tell_when_they_were_written(safe: Safe) -> None:
    for number in range(3):
        safe.observations.keep([Kept(a_frame(str(number)), b"picture")])

    assert {path.stat().st_mtime for path in (safe.home / "pictures").glob("*/*")} == {1_000_000_000}


def test_threads_of_the_program_write_and_read_at_the_same_time(safe: Safe) -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for step in range(20):
                frame = a_frame(f"worker{number} step{step}")
                kept(safe, frame)
                assert safe.observations.get(frame.id).text == frame.text
        except BaseException as failure:  # noqa: BLE001 - shown by the test's own thread
            failures.append(failure)

    workers = [Thread(target=work, args=(number,)) for number in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert failures == []
    assert safe.counts().frames == 120
    assert len(safe.search.observations(["step7"], Filter())) == 6


def test_threads_that_ended_leave_no_connection_open(safe: Safe) -> None:
    for _ in range(20):
        reader = Thread(target=safe.observations.speakers)
        reader.start()
        reader.join()
    safe.observations.speakers()

    assert len(safe._database._readers) <= 2


def test_empty_batches_are_nothing(safe: Safe) -> None:
    assert safe.observations.keep([]) == []
    assert safe.jobs.pending() == {}


def test_a_frame_of_many_words_keeps_every_place(safe: Safe) -> None:
    frame = a_frame(" ".join(f"word{n}" for n in range(2000)))
    kept(safe, frame)

    found = safe.observations.get(frame.id)

    assert isinstance(found, Frame)
    assert found.words == frame.words


def test_the_language_of_words_is_kept_and_words_from_before_have_none(safe: Safe) -> None:
    words = (Word("预算", Box(1, 2, 3, 4), 0.5, 0, "chi_sim"), Word("budget", Box(9, 2, 3, 4), 0.5, 0, ""))
    frame = a_frame("预算 budget", words=words)
    kept(safe, frame)
    # As it was written before words had a language: seven numbers and texts a word.
    before = zlib.compress(json.dumps([["budget", 9, 2, 3, 4, 0.5, 0]]).encode())

    assert safe.observations.get(frame.id) == frame
    assert observation_rows.unpacked(before) == words[1:]


_NUMBERS = st.integers(-5000, 70_000)
_WORDS = st.builds(
    Word,
    text=st.text(max_size=12),
    box=st.builds(Box, _NUMBERS, _NUMBERS, _NUMBERS, _NUMBERS),
    confidence=st.integers(0, 1000).map(lambda thousandths: thousandths / 1000),
    line=st.integers(-2, 400),
    language=st.sampled_from(["", "eng", "chi_sim"]),
)


@given(words=st.lists(_WORDS, max_size=30))
def test_whatever_words_stand_wherever_they_come_back(words: list[Word]) -> None:
    assert observation_rows.unpacked(observation_rows.packed(tuple(words))) == tuple(words)


def test_places_of_words_cost_a_few_bytes_each() -> None:
    words = tuple(
        Word(f"word{n}", Box(60 * (n % 20), 24 * (n // 20), 50, 18), 0.9, n // 20) for n in range(400)
    )
    one_by_one = [[w.text, w.box.x, w.box.y, w.box.w, w.box.h, w.confidence, w.line] for w in words]

    data = observation_rows.packed(words) or b""

    assert len(data) < 0.7 * len(zlib.compress(json.dumps(one_by_one).encode(), 9))
