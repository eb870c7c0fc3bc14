"""Memories whose sources go in part: told anew, kept or dropped, with all that hangs on them; as foretold."""

from __future__ import annotations

import tempfile
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import memory_rows
from storage.errors import ForgottenMeanwhile, NotFound
from storage.model import Extend, Memory, Observation, Receipt, Revise, Role, Secret, VaultCandidate
from storage.model import Kept as KeptItem
from storage.rewriting import Rewriting
from storage.safe import Safe
from tests.factories import NOON, a_fact, a_frame, a_safe, a_secret_entry, a_source, a_turn, kept, remembered
from tests.fakes.rewriting import FakeRewriter

MINUTE = timedelta(minutes=1)


@pytest.fixture
def rewriter(safe: Safe) -> FakeRewriter:
    made = FakeRewriter()
    safe.forgetting.rewriter = made
    return made


def _pair(safe: Safe) -> tuple[Observation, Observation]:
    gone, left = a_turn("gone"), a_turn("left", NOON + MINUTE)
    kept(safe, gone, left)
    return gone, left


def test_a_memory_is_told_by_what_is_left_and_its_old_words_are_nowhere(
    safe: Safe, rewriter: FakeRewriter
) -> None:
    gone, left = _pair(safe)
    (id,) = remembered(safe, a_fact("Ida", "old words", a_source(gone), a_source(left)))
    safe.memories.apply([Extend(id, {"name": "Ida", "summary": "older words"}, (), "edited")])
    (other,) = remembered(safe, a_fact("x", "y"))
    safe.memories.link(id, other, "older words both")
    safe.vectors.put("m", [id], ["semantic"], np.ones((1, 8), np.float32))
    rewriter.bodies = {"Ida": {"name": "Ida", "summary": "new"}}

    receipt = safe.forgetting.forget(ids=[gone.id])

    assert (receipt.memories, receipt.rewritten) == (0, (id,))
    memory = safe.memories.get(id)
    assert memory.body["summary"] == "new"
    assert [source.observation for source in memory.sources] == [left.id]
    assert memory.links == ()
    assert safe.memories.history(id) == []
    assert safe.vectors.of("m", [id]) == {}
    assert (id, "semantic", memory.text) in safe.vectors.missing("m", 99)


def test_without_anyone_to_tell_it_anew_it_goes(safe: Safe) -> None:
    gone, left = _pair(safe)
    (id,) = remembered(safe, a_fact("Ida", "x", a_source(gone), a_source(left)))

    assert id in safe.forgetting.forget(ids=[gone.id]).ids


def test_what_took_its_place_may_have_carried_its_words_and_is_asked_too(
    safe: Safe, rewriter: FakeRewriter
) -> None:
    gone, left = _pair(safe)
    (old,) = remembered(safe, a_fact("Ida", "x", a_source(gone)))
    body = {"name": "Ida", "summary": "x and y"}
    (new,) = safe.memories.apply([Revise(old, body, (a_source(left),), NOON + MINUTE, "more")])
    rewriter.bodies = {"Ida": {"name": "Ida", "summary": "y"}}

    receipt = safe.forgetting.forget(ids=[gone.id])

    assert old in receipt.ids
    assert receipt.rewritten == (new,)
    assert safe.memories.get(new).body["summary"] == "y"


def test_what_the_user_typed_instead_stays(safe: Safe) -> None:
    gone, _ = _pair(safe)
    (old,) = remembered(safe, a_fact("Ida", "x", a_source(gone)))
    (new,) = safe.memories.apply(
        [Revise(old, {"name": "Ida", "summary": "mine"}, (), NOON, "typed", author="user")]  # type: ignore[arg-type]
    )

    assert safe.forgetting.forget(ids=[gone.id]).ids == (gone.id, old)
    assert safe.memories.get(new).body["summary"] == "mine"


def test_an_answer_that_cited_the_old_words_goes(safe: Safe, rewriter: FakeRewriter) -> None:
    gone, left = _pair(safe)
    (id,) = remembered(safe, a_fact("Ida", "old", a_source(gone), a_source(left)))
    reply = a_turn("old [1]", role=Role.ASSISTANT)
    kept(safe, reply)
    safe.answers.put(reply.id, {"citations": [{"id": str(id)}]})
    rewriter.bodies = {"Ida": {"name": "Ida", "summary": "new"}}

    receipt = safe.forgetting.forget(ids=[gone.id])

    assert receipt.answers == 1
    assert safe.answers.get(reply.id) is None


def test_one_of_two_that_would_say_the_same_goes(safe: Safe, rewriter: FakeRewriter) -> None:
    gone, left = _pair(safe)
    sources = (a_source(gone), a_source(left))
    one, two, said = remembered(
        safe, a_fact("a", "1", *sources), a_fact("b", "2", *sources), a_fact("c", "3", a_source(left))
    )
    body = {"name": "same", "summary": "same"}
    rewriter.bodies = {"a": body, "b": body}

    assert safe.forgetting.forget(ids=[gone.id]).rewritten == (one,)
    assert {memory.id for memory in safe.memories.list()} == {one, said}
    assert two not in {memory.id for memory in safe.memories.list()}


def test_a_secret_met_again_outlives_the_forgetting_of_the_second_meeting(safe: Safe) -> None:
    first, again = a_turn("the code"), a_turn("the code again", NOON + MINUTE)
    kept(safe, first, again)
    (id,) = remembered(safe, a_secret_entry("4471", a_source(first)))
    assert remembered(safe, a_secret_entry("4471", a_source(again))) == [id]

    assert safe.forgetting.forget(ids=[again.id]).ids == (again.id,)
    assert [source.observation for source in safe.memories.get(id).sources] == [first.id]
    assert id in safe.forgetting.forget(ids=[first.id]).ids


def test_forgetting_again_finds_nothing(safe: Safe, rewriter: FakeRewriter) -> None:
    gone, left = _pair(safe)
    remembered(safe, a_fact("Ida", "x", a_source(gone), a_source(left)))
    safe.forgetting.forget(match="gone")
    asked = rewriter.asked

    again = safe.forgetting.forget(match="gone")

    assert (again.number, again.ids, again.rewritten) == (0, (), ())
    assert rewriter.asked == asked


def test_a_memory_is_told_before_the_transaction_and_again_only_if_it_changed(
    safe: Safe, rewriter: FakeRewriter
) -> None:
    gone, left = _pair(safe)
    (id,) = remembered(safe, a_fact("Ida", "x", a_source(gone), a_source(left)))
    seqs: dict[bytes, int] = dict(safe._database.rows("SELECT id, seq FROM observation"))
    telling = Rewriting(rewriter)

    def told(memory: Memory) -> None:
        safe._database.write(
            lambda c: telling.of(
                c, memory_rows.find(c, memory.id).seq, {seqs[left.id.bytes]}, lambda _m, _b: True
            )
        )

    told(safe.memories.get(id))
    told(safe.memories.get(id))
    assert rewriter.asked == 1
    safe.memories.apply([Extend(id, {"name": "Ida", "summary": "changed"}, (), "edited")])
    told(safe.memories.get(id))
    assert rewriter.asked == 2


def test_a_memory_forgotten_by_id_takes_its_former_selves_along(safe: Safe) -> None:
    turn = a_turn()
    kept(safe, turn)
    (old,) = remembered(safe, a_fact("Ida", "x", a_source(turn)))
    (new,) = safe.memories.apply(
        [Revise(old, {"name": "Ida", "summary": "y"}, (a_source(turn),), NOON, "newer")]
    )

    assert set(safe.forgetting.forget(ids=[new]).ids) == {old, new}
    assert safe.memories.list(include_past=True) == []


def test_who_read_before_a_forgetting_writes_nothing_after_it(safe: Safe) -> None:
    turn, other = a_turn("said"), a_turn("other")
    kept(safe, turn, other)
    before = safe.receipts.mark()
    change = a_fact("Ida", "said", a_source(other))
    safe.forgetting.forget(ids=[turn.id])

    with pytest.raises(ForgottenMeanwhile):
        safe.memories.apply([change], read_at=before)
    with pytest.raises(ForgottenMeanwhile):
        safe.answers.put(other.id, {"answer": "said"}, read_at=before)

    assert safe.memories.list() == []
    assert safe.answers.get(other.id) is None
    assert len(safe.memories.apply([change], read_at=safe.receipts.mark())) == 1


def test_a_vector_of_words_that_were_told_anew_meanwhile_is_not_kept(
    safe: Safe, rewriter: FakeRewriter
) -> None:
    gone, left = _pair(safe)
    safe.vectors.missing("m", 1)
    (id,) = remembered(safe, a_fact("Ida", "old", a_source(gone), a_source(left)))
    assert id in [owner for owner, _, _ in safe.vectors.missing("m", 99)]
    rewriter.bodies = {"Ida": {"name": "Ida", "summary": "new"}}

    safe.forgetting.forget(ids=[gone.id])
    safe.vectors.put("m", [id], ["semantic"], np.ones((1, 8), np.float32))

    assert safe.vectors.of("m", [id]) == {}
    assert id in [owner for owner, _, _ in safe.vectors.missing("m", 99)]


def test_pictures_of_what_stays_are_not_lost_with_a_candidate_of_what_goes(safe: Safe) -> None:
    one, two = a_frame("one"), a_frame("two", NOON + MINUTE)
    candidate = VaultCandidate("credential", "Password", "x", "high", Secret("hunter2"))
    safe.observations.keep([KeptItem(one, b"p1", None, (candidate,)), KeptItem(two, b"p2")])

    safe.forgetting.forget(ids=[one.id])

    assert safe.observations.picture(two.id) == b"p2"
    with pytest.raises(NotFound):
        safe.observations.picture(one.id)


WORDS = ("heron", "copper", "violin")
CHOICE = st.fixed_dictionaries(
    {},
    optional={
        "since": st.integers(0, 12).map(lambda n: NOON + n * MINUTE),
        "until": st.integers(0, 12).map(lambda n: NOON + n * MINUTE),
        "app": st.sampled_from(("Mail", "editor", "none")),
        "site": st.sampled_from(("a.example", "example")),
        "people": st.sampled_from((("Ana",), ("Ida", "Ana"))),
        "match": st.sampled_from(WORDS),
    },
).filter(bool)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(choice=CHOICE, seed=st.integers(0, 10**6))
def test_a_dry_run_foretells_exactly_what_follows(choice: dict[str, object], seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder, a_safe(Path(folder) / "home") as safe:
        safe.forgetting.rewriter = FakeRewriter({"both": {"name": "both", "summary": "less"}})
        _fill(safe, np.random.default_rng(seed))

        foretold = safe.forgetting.forget(dry_run=True, **choice)  # type: ignore[arg-type]  # keywords by name
        done = safe.forgetting.forget(**choice)  # type: ignore[arg-type]
        again = safe.forgetting.forget(**choice)  # type: ignore[arg-type]

        assert _told(foretold) == _told(done)
        assert again.observations == again.memories == again.answers == 0
        assert safe.verify() == []


def _fill(safe: Safe, random: np.random.Generator) -> None:
    seen: list[Observation] = []
    for n in range(10):
        at, word = NOON + n * MINUTE, str(random.choice(WORDS))
        if random.random() < 0.5:
            app, host = str(random.choice(["Mail", "Editor"])), str(random.choice(["a", "b"]))
            seen.append(a_frame(f"screen {word}", at, app=app, url=f"https://{host}.example/{word}"))
        else:
            seen.append(a_turn(f"said {word}", at, speaker=str(random.choice(["Ana", "Ida Brandt"]))))
    safe.observations.keep(
        [KeptItem(one, b"picture") if "screen" in one.text else KeptItem(one) for one in seen]
    )
    for n in range(6):
        pair = [a_source(seen[int(place)]) for place in random.choice(10, 2, replace=False)]
        name = str(random.choice(["both", "Ana", "plain"]))
        remembered(safe, a_fact(name, f"{random.choice(WORDS)} {n}", *pair[: int(random.integers(0, 3))]))
    for one in seen[:3]:
        reply = a_turn("reply", NOON + 20 * MINUTE, role=Role.ASSISTANT, speaker="Reverie")
        kept(safe, reply)
        safe.answers.put(reply.id, {"answer": str(random.choice(WORDS)), "id": str(one.id)})


def _told(receipt: Receipt) -> list[object]:
    names = "observations memories pictures vectors jobs answers first last ids rewritten by"
    return [getattr(receipt, name) for name in names.split()]
