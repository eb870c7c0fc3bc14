"""Forgetting deletes for good, with everything derived; each proof first finds what it then no longer finds."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from storage import ids
from storage.errors import DiskFull, NotFound, WrongUse
from storage.ids import EpisodeId
from storage.model import Episode, Extend, Filter, JobKind, Kept, Revise, Role, Secret, VaultCandidate
from storage.safe import Safe
from tests.factories import NOON, a_fact, a_frame, a_note, a_secret_entry, a_source, a_turn, kept, remembered
from tests.fakes.rewriting import FakeRewriter
from tests.unit.storage.decrypted import database_bytes, file_bytes, picture_bytes

MINUTE = timedelta(minutes=1)


def test_nothing_chosen_is_refused(safe: Safe) -> None:
    kept(safe, a_frame())

    with pytest.raises(WrongUse):
        safe.forgetting.forget()
    with pytest.raises(WrongUse):
        safe.forgetting.forget(match="")

    assert safe.counts().frames == 1


def test_a_range_of_time_is_forgotten_half_open(safe: Safe) -> None:
    frames = [a_frame(f"screen {n}", NOON + n * MINUTE) for n in range(5)]
    kept(safe, *frames)

    receipt = safe.forgetting.forget(since=NOON + MINUTE, until=NOON + 3 * MINUTE)

    assert (receipt.observations, receipt.first, receipt.last) == (2, NOON + MINUTE, NOON + 2 * MINUTE)
    assert set(receipt.ids) == {frames[1].id, frames[2].id}
    assert [frame.text for frame in safe.observations.frames(None, None)] == [
        "screen 0",
        "screen 3",
        "screen 4",
    ]


def test_a_screen_that_was_still_there_belongs_to_the_range(safe: Safe) -> None:
    frame = a_frame(time=NOON)
    kept(safe, frame)
    safe.observations.seen_again(frame.id, NOON + 30 * MINUTE)

    assert safe.forgetting.forget(since=NOON + 20 * MINUTE).observations == 1


def test_conditions_hold_together(safe: Safe) -> None:
    kept(safe, a_frame(app="Mail"), a_frame(app="Mail", time=NOON + 9 * MINUTE), a_frame(app="Editor"))

    receipt = safe.forgetting.forget(app="mail", until=NOON + MINUTE)

    assert receipt.observations == 1
    assert sorted(frame.app for frame in safe.observations.frames(None, None)) == ["Editor", "Mail"]


def test_a_dry_run_tells_the_same_and_deletes_nothing(safe: Safe) -> None:
    turn = a_turn()
    safe.observations.keep([Kept(a_frame(), b"picture")])
    kept(safe, turn)
    remembered(safe, a_fact("a", "b", a_source(turn)))

    foretold = safe.forgetting.forget(since=NOON, dry_run=True)
    assert safe.counts().turns == safe.counts().frames == 1
    done = safe.forgetting.forget(since=NOON)

    assert foretold.dry_run
    assert (done.observations, done.memories, done.pictures, done.jobs) == (2, 1, 1, 4 + 1)
    names = ("observations", "memories", "pictures", "vectors", "jobs", "answers", "first", "last", "ids")
    assert [getattr(done, name) for name in names] == [getattr(foretold, name) for name in names]


def test_a_memory_goes_when_all_it_rests_on_goes_and_stays_with_what_is_left(safe: Safe) -> None:
    gone, left = a_turn("gone"), a_turn("left", NOON + MINUTE)
    kept(safe, gone, left)
    only, both, none = remembered(
        safe,
        a_fact("only", "x", a_source(gone)),
        a_fact("both", "y", a_source(gone), a_source(left)),
        a_fact("none", "z"),
    )
    safe.forgetting.rewriter = FakeRewriter()
    safe.memories.link(only, both, "near")
    safe.memories.apply([Extend(both, {"name": "both", "summary": "later"}, (), "edited")])

    receipt = safe.forgetting.forget(ids=[gone.id])

    assert (receipt.observations, receipt.memories) == (1, 1)
    assert {memory.id for memory in safe.memories.list()} == {both, none}
    assert [source.observation for source in safe.memories.get(both).sources] == [left.id]
    assert safe.memories.get(both).links == ()
    assert safe.memories.history(both) == []  # it may quote what is forgotten
    with pytest.raises(NotFound):
        safe.memories.get(only)


def test_what_was_replaced_by_a_forgotten_memory_holds_again(safe: Safe) -> None:
    first, second = a_turn("Lisbon"), a_turn("Porto", NOON + MINUTE)
    kept(safe, first, second)
    (old,) = remembered(safe, a_fact("Home", "Lisbon", a_source(first)))
    safe.vectors.missing("m", 10)
    safe.memories.apply(
        [Revise(old, {"name": "Home", "summary": "Porto"}, (a_source(second),), NOON, "moved")]
    )

    safe.forgetting.forget(ids=[second.id])

    assert [memory.id for memory in safe.memories.list("semantic")] == [old]
    assert safe.memories.get(old).current
    assert old in [owner for owner, _, _ in safe.vectors.missing("m", 10)]


def test_a_memory_may_be_forgotten_by_its_id_and_its_source_stays(safe: Safe) -> None:
    turn = a_turn()
    kept(safe, turn)
    (id,) = remembered(safe, a_fact("a", "b", a_source(turn)))

    receipt = safe.forgetting.forget(ids=[id])

    assert (receipt.observations, receipt.memories) == (0, 1)
    assert safe.observations.get(turn.id) == turn
    assert safe.memories.list() == []


def test_words_are_forgotten_in_any_letter_case_wherever_they_stand(safe: Safe) -> None:
    kept(
        safe,
        a_frame("about PROJECT Übergang"),
        a_frame("nothing", window_title="project übergang.doc"),
        a_turn("fine", speaker="Ana"),
    )
    imported, other = remembered(safe, a_fact("x", "the project übergang is late"), a_fact("y", "unrelated"))
    safe.memories.apply([Extend(other, {"name": "y", "summary": "still"}, (), "was Project Übergang")])

    receipt = safe.forgetting.forget(match="Project ÜBERGANG")

    assert (receipt.observations, receipt.memories) == (2, 1)
    assert [memory.id for memory in safe.memories.list()] == [other]
    assert imported in receipt.ids
    assert safe.memories.history(other) == []


def test_jobs_about_nothing_else_go_and_the_others_lose_a_subject(safe: Safe) -> None:
    one, two = a_turn("one"), a_turn("two")
    kept(safe, one, two)

    receipt = safe.forgetting.forget(ids=[one.id])

    assert receipt.jobs == 1
    assert [job.subjects for job in safe.jobs.next(list(JobKind))] == [(two.id,), (two.id,)]


def test_an_answer_goes_with_what_it_cited_and_the_turn_it_was_given_in(safe: Safe) -> None:
    source, reply, other = (
        a_turn("the code is blue"),
        a_turn("It is blue [1]", role=Role.ASSISTANT),
        a_turn("hi"),
    )
    kept(safe, source, reply, other)
    safe.answers.put(reply.id, {"answer": "It is blue [1]", "citations": [{"n": 1, "id": str(source.id)}]})
    safe.answers.put(other.id, {"answer": "hello", "citations": []})

    receipt = safe.forgetting.forget(ids=[source.id])

    assert (receipt.answers, receipt.observations) == (1, 2)
    assert safe.answers.get(reply.id) is None
    assert safe.answers.get(other.id) is not None
    with pytest.raises(NotFound):
        safe.observations.get(reply.id)


def test_words_are_looked_for_in_what_an_answer_says_not_in_its_codes(safe: Safe) -> None:
    said, coded = a_turn("one", role=Role.ASSISTANT), a_turn("two", role=Role.ASSISTANT)
    kept(safe, said, coded)
    step = {"doing": "search", "kinds": ["meaning"], "words": ""}
    safe.answers.put(said.id, {"answer": "none", "citations": [{"quote": "A “search”\nfor meaning"}]})
    safe.answers.put(coded.id, {"answer": "none", "without": ["meaning"], "steps": [step]})

    for words in ("search", "meaning", "doing", "“search”\nfor"):
        assert safe.forgetting.forget(match=words, dry_run=True).answers == (words != "doing")


def test_an_answer_that_cited_a_derived_memory_goes_too(safe: Safe) -> None:
    source, reply = a_turn("the code is blue"), a_turn("blue", role=Role.ASSISTANT)
    kept(safe, source, reply)
    (memory,) = remembered(safe, a_fact("code", "blue", a_source(source)))
    safe.answers.put(reply.id, {"citations": [{"id": str(memory)}]})

    assert safe.forgetting.forget(ids=[source.id]).answers == 1


def test_vectors_go_with_their_owners(safe: Safe) -> None:
    one, two = a_turn("one"), a_turn("two")
    kept(safe, one, two)
    safe.vectors.put("m", [one.id, two.id], ["turn", "turn"], np.eye(2, 8, dtype=np.float32))

    assert safe.forgetting.forget(ids=[one.id]).vectors == 1
    assert safe.vectors.counts("m") == {"turn": 1}


def test_episodes_left_empty_go_and_the_others_lose_their_label(safe: Safe) -> None:
    one, two, three = a_turn("one"), a_turn("two"), a_turn("three")
    kept(safe, one, two, three)
    for label, parts in (("whole", (one.id,)), ("part", (two.id, three.id))):
        safe.episodes.put(Episode(EpisodeId(ids.new(NOON)), NOON, NOON + MINUTE, label, parts))

    safe.forgetting.forget(ids=[one.id, two.id])

    (episode,) = safe.episodes.latest(5)
    assert (episode.label, episode.observations) == ("", (three.id,))


def test_a_secret_goes_when_no_memory_and_no_history_holds_it(safe: Safe) -> None:
    note = a_note()
    candidate = VaultCandidate("credential", "Password", "x", "high", Secret("hunter2"))
    safe.observations.keep([Kept(note, candidates=(candidate,))])
    remembered(safe, a_secret_entry("another"))
    assert _sealed(safe) == 2

    safe.forgetting.forget(ids=[note.id])

    assert _sealed(safe) == 1


def test_forgetting_thousands_is_one_step(safe: Safe) -> None:
    kept(safe, *(a_frame(f"screen {n}", NOON + n * MINUTE) for n in range(1300)))

    assert safe.forgetting.forget(since=NOON).observations == 1300
    assert safe.counts().frames == 0
    assert safe.verify() == []


# What must be found before, and nowhere after: planted in text, words, title, address, speaker, thumbnail, picture,
# quote, memory, history, link, answer, label, job error and vector.
MARKS = ["Zanzibarine", "zanzibarine", "zanzibar", "thumbnailmark", "picturemark"]


def _plant(safe: Safe) -> None:
    frame = a_frame(
        "Zanzibarine on the screen", window_title="Zanzibarine.doc", url="https://zanzibarine.example/"
    )
    turn = a_turn("I said Zanzibarine", speaker="Zanzibarine")
    note = a_note("Zanzibarine")
    safe.observations.keep([Kept(frame, b"picturemark" * 50, b"thumbnailmark" * 40), Kept(turn), Kept(note)])
    one, two = remembered(
        safe,
        a_fact("Zanzibarine", "Zanzibarine lives there", a_source(turn, "said Zanzibarine")),
        a_fact("other", "Zanzibarine again", a_source(note), a_source(frame)),
    )
    safe.memories.link(one, two, "both about Zanzibarine")
    body = {"name": "Zanzibarine", "summary": "Zanzibarine moved"}
    safe.memories.apply([Extend(one, body, (a_source(turn, "Zanzibarine moved"),), "Zanzibarine again")])
    safe.memories.apply([Revise(two, body, (a_source(frame),), NOON, "Zanzibarine")])
    reply = a_turn("Zanzibarine, as you said", role=Role.ASSISTANT)
    kept(safe, reply)
    safe.answers.put(reply.id, {"answer": "Zanzibarine", "citations": [{"id": str(turn.id)}]})
    safe.episodes.put(Episode(EpisodeId(ids.new(NOON)), NOON, NOON, "Zanzibarine work", (frame.id, turn.id)))
    safe.vectors.put("m", [frame.id, one], ["frame", "semantic"], np.ones((2, 8), np.float32))


def test_nothing_of_what_is_forgotten_is_left_in_any_decrypted_page(safe: Safe) -> None:
    kept(safe, *(a_turn(f"ordinary sentence {n} of the day", NOON - MINUTE) for n in range(200)))
    _plant(safe)
    before = database_bytes(safe) + picture_bytes(safe)
    files_before = len(file_bytes(safe.home))
    assert all(mark.encode() in before for mark in MARKS)
    # The index holds the stemmed word, in segments of its own: found through its table, too.
    assert b"zanzibarin" in before

    safe.forgetting.forget(since=NOON)

    after = database_bytes(safe) + picture_bytes(safe)
    assert [mark for mark in [*MARKS, "zanzibarin", "picturemark"] if mark.encode() in after] == []
    assert b"ordinary sentence 7 of the day" in after
    assert len(file_bytes(safe.home)) == files_before - 1
    assert safe.search.observations(["zanzibarine"], Filter()) == []
    assert safe.verify() == []


def test_words_forgotten_one_by_one_leave_the_index_clean(safe: Safe) -> None:
    turns = [a_turn(f"Zanzibarine number{n}") for n in range(30)]
    kept(safe, *turns)
    for turn in turns:
        assert b"zanzibarin" in database_bytes(safe)
        safe.forgetting.forget(ids=[turn.id])

    assert b"zanzibarin" not in database_bytes(safe).lower()


def test_room_is_given_back_to_the_disk(safe: Safe) -> None:
    kept(safe, *(a_turn(f"{n} " + "words of some length " * 50) for n in range(800)))
    safe._database.checkpoint()
    before = (safe.home / "main.db").stat().st_size

    safe.forgetting.forget(since=NOON)

    assert (safe.home / "main.db").stat().st_size < before / 2


def _sealed(safe: Safe) -> int:
    return int(safe._database.rows("SELECT count(*) FROM sealed")[0][0])


def test_a_log_that_could_not_be_emptied_is_emptied_when_asked_again(
    safe: Safe, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(safe, *(a_turn(f"zanzibarine {number}") for number in range(20)))

    def full() -> None:
        raise DiskFull("The disk is full.")

    monkeypatch.setattr(safe._database, "maintain", lambda _: full())
    with pytest.raises(DiskFull):
        safe.forgetting.forget(match="zanzibarine")
    monkeypatch.undo()
    before = database_bytes(safe)

    assert safe.forgetting.forget(match="zanzibarine").observations == 0
    after = database_bytes(safe)

    assert b"zanzibarine" in before
    assert b"zanzibarine" not in after
