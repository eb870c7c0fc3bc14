"""Packs: derived from the vectors, read fast, gone with the first of their vectors in the same transaction."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest

from storage import migrations
from storage.connection import Connection, connect
from storage.packs import Packed, as_rows, of_rows, quantised
from storage.safe import Safe
from storage.vectors import SEGMENT, Vectors
from tests.factories import a_fact, a_safe, a_turn, kept, remembered, reopened
from tests.unit.storage.decrypted import database_bytes

MODEL = "minilm"
ROOT = Path(__file__).resolve().parents[3]


def _turns(safe: Safe, number: int) -> list[UUID]:
    turns = [a_turn(f"line {n}") for n in range(number)]
    return [*kept(safe, *turns)]


def _embed_all(safe: Safe, model: str = MODEL, dimensions: int = 16) -> dict[UUID, Vectors]:
    made: dict[UUID, Vectors] = {}
    random = np.random.default_rng(3)
    while missing := safe.vectors.missing(model, 500):
        vectors = random.normal(size=(len(missing), dimensions)).astype(np.float32)
        owners = [owner for owner, _, _ in missing]
        safe.vectors.put(model, owners, [group for _, group, _ in missing], vectors)
        made.update(zip(owners, vectors, strict=True))
    return made


def _loaded(safe: Safe, model: str = MODEL) -> dict[UUID, tuple[str, Vectors]]:
    found: dict[UUID, tuple[str, Vectors]] = {}
    for part in safe.vectors.load(model, at_least=5000):
        for id, row in zip(part.ids(), part.rows(), strict=True):
            assert id not in found
            found[id] = (part.group, row)
    return found


def _packs(safe: Safe) -> int:
    return int(safe._database.rows("SELECT count(*) FROM vector_pack")[0][0])


def test_full_segments_are_packed_as_they_fill_and_everything_is_loaded_once(safe: Safe) -> None:
    _turns(safe, 2 * SEGMENT)
    facts = remembered(safe, *(a_fact(f"fact {n}") for n in range(30)))
    made = _embed_all(safe)

    found = _loaded(safe)

    assert _packs(safe) >= 2
    assert set(found) == set(made)
    assert {id for id, (group, _) in found.items() if group == "semantic"} == set(facts)
    assert all(found[id][1] == pytest.approx(vector, abs=0.03) for id, vector in made.items())
    assert safe.vectors.counts(MODEL) == {"turn": 2 * SEGMENT, "semantic": 30}


def test_one_vector_that_goes_takes_its_pack_along_until_the_rest_is_packed_again(safe: Safe) -> None:
    ids = _turns(safe, 2 * SEGMENT)
    made = _embed_all(safe)
    before = _packs(safe)

    safe.forgetting.forget(ids=[ids[-1]])

    assert _packs(safe) == before - 1
    assert set(_loaded(safe)) == set(made) - {ids[-1]}
    while safe.vectors.pack_some():
        pass
    assert _packs(safe) == before
    assert set(_loaded(safe)) == set(made) - {ids[-1]}


def test_no_byte_of_a_forgotten_vector_is_left_in_any_decrypted_page(safe: Safe) -> None:
    ids = _turns(safe, 2 * SEGMENT)
    made = _embed_all(safe)
    gone = next(id for id in ids if id in _packed_owners(safe))
    (row,), codes = as_rows(made[gone][None]), quantised(made[gone][None])[0].tobytes()
    safe._database.checkpoint()
    before = database_bytes(safe)
    assert before.count(row) == 1
    assert before.count(codes) == 2  # in its row and in its pack

    safe.forgetting.forget(ids=[gone])

    after = database_bytes(safe)
    assert codes not in after
    assert gone.bytes not in b"".join(part.owners for part in safe.vectors.load(MODEL))


def _packed_owners(safe: Safe) -> set[UUID]:
    rows = safe._database.rows("SELECT owners FROM vector_pack")
    return {id for (owners,) in rows for id in Packed("", owners, b"", b"").ids()}


def test_a_new_vector_in_place_of_an_old_one_is_the_one_loaded(safe: Safe) -> None:
    ids = _turns(safe, SEGMENT + 10)
    _embed_all(safe)
    new = np.full((1, 16), 0.5, np.float32)

    safe.vectors.put(MODEL, [ids[-1]], ["turn"], new)

    assert _loaded(safe)[ids[-1]][1] == pytest.approx(new[0])
    assert safe.vectors.counts(MODEL) == {"turn": SEGMENT + 10}


def test_a_transaction_that_fails_takes_no_pack_away(safe: Safe) -> None:
    ids = _turns(safe, SEGMENT + 10)
    _embed_all(safe)
    before = _packs(safe)

    def fail(connection: Connection) -> None:
        connection.execute("DELETE FROM vector WHERE owner = ?", (ids[-1].bytes,))
        assert connection.execute("SELECT count(*) FROM vector_pack").fetchone()[0] == before - 1
        raise RuntimeError("stopped in the middle")

    with pytest.raises(RuntimeError):
        safe._database.write(fail)

    assert _packs(safe) == before
    assert set(_loaded(safe)) == set(ids)


def test_a_pack_that_goes_while_it_is_waited_for_is_read_row_by_row(safe: Safe) -> None:
    _turns(safe, 3 * SEGMENT)
    made = _embed_all(safe)
    parts: Iterator[Packed] = safe.vectors.load(MODEL, at_least=1)
    first = next(parts)

    ((owners,),) = safe._database.rows("SELECT owners FROM vector_pack ORDER BY segment LIMIT 1")
    gone = UUID(bytes=owners[:16])
    safe.forgetting.forget(ids=[gone])
    rest = [id for part in parts for id in part.ids()]

    assert set(first.ids()) | set(rest) == set(made) - {gone}


def test_vectors_of_before_lie_as_halves_and_are_found_and_packed_beside_new_ones(safe: Safe) -> None:
    ids = _turns(safe, SEGMENT + 10)
    made = _embed_all(safe)
    old = ids[:: len(ids) // 7]
    for id in old:
        value = made[id].astype("<f2").tobytes()
        safe._database.execute("UPDATE vector SET value = ? WHERE owner = ?", (value, id.bytes))

    loose, of_owners = _loaded(safe), safe.vectors.of(MODEL, ids)
    while safe.vectors.pack_some():
        pass
    in_packs = _loaded(safe)

    assert _packs(safe) == 1
    for found in ({id: row for id, (_, row) in loose.items()}, of_owners):
        assert set(found) == set(ids)
        assert all(found[id] == pytest.approx(vector, abs=0.03) for id, vector in made.items())
    assert all(in_packs[id][1] == pytest.approx(vector, abs=0.03) for id, vector in made.items())


@pytest.mark.parametrize("dimensions", [1, 3, 4, 5, 16, 384])
def test_vectors_of_any_length_come_back_out_of_rows(dimensions: int) -> None:
    vectors = np.random.default_rng(2).normal(size=(6, dimensions)).astype(np.float32)
    owners = [UUID(int=n + 1).bytes for n in range(6)]

    (part,) = of_rows("turn", [*zip(owners, as_rows(vectors), strict=True)], dimensions)

    assert part.rows() == pytest.approx(vectors, abs=0.02)
    assert [id.bytes for id in part.ids()] == owners
    assert max(map(len, as_rows(vectors))) <= max(8, dimensions + 4)


def test_vectors_are_carried_into_segments_from_the_first_shape(tmp_path: Path) -> None:
    with a_safe(tmp_path) as safe:
        ids = _turns(safe, 5)
        key = bytes(safe._keys.database())
        connection = connect(tmp_path, key)
        _back_to_the_first_shape(connection)
        values = {id: np.full(16, place, np.float16) for place, id in enumerate(ids)}
        for id, value in values.items():
            connection.execute("INSERT INTO vector VALUES (?, 1, 'turn', ?)", (id.bytes, value.tobytes()))

        migrations.STEPS[5](connection)

        carried = connection.execute("SELECT owner, value FROM vector ORDER BY seq").fetchall()
        states = connection.execute("SELECT name, state FROM model").fetchall()
        connection.close()
        assert dict(carried) == {id.bytes: value.tobytes() for id, value in values.items()}
        assert states == [(MODEL, "serving")]
        assert safe.vectors.counts(MODEL) == {"turn": 5}
        assert set(_loaded(safe)) == set(ids)


def _back_to_the_first_shape(connection: Connection) -> None:
    for table in ("vector", "vector_pack", "vector_loose", "vector_number", "words_merged", "model"):
        connection.execute(f"DROP TABLE {table}")
    connection.execute("CREATE TABLE model(id INTEGER PRIMARY KEY, name TEXT, dimensions INT DEFAULT 16)")
    connection.execute("CREATE TABLE vector(owner BLOB, model INT, kind TEXT, value BLOB)")
    connection.execute("INSERT INTO model(name) VALUES (?)", (MODEL,))


# -- models that take turns ------------------------------------------------------------------------------------------

Usable = Callable[[str], bool]


def _here(name: str) -> bool:
    return bool(name)


def test_the_first_model_serves_at_once_and_a_second_one_is_filled_behind_it(safe: Safe) -> None:
    ids = _turns(safe, 3)
    assert safe.embedders.choose("old", _here).serving == "old"
    _embed_all(safe, "old")

    turn = safe.embedders.choose("new", _here)

    assert (turn.serving, turn.filling) == ("old", "new")
    assert safe.embedders.turn() == turn
    assert safe.embedders.take_over("new") is False
    later = _turns(safe, 1)
    assert {owner for owner, _, _ in safe.vectors.missing("new", 9)} == {*ids, *later}
    assert {owner for owner, _, _ in safe.vectors.missing("old", 9)} == set(later)

    _embed_all(safe, "new", dimensions=24)
    assert safe.embedders.take_over("new") is True

    assert safe.embedders.turn().serving == "new"
    assert (safe.vectors.dimensions("old"), safe.vectors.dimensions("new")) == (16, 24)
    while safe.embedders.leave_some():
        pass
    assert safe.vectors.names() == ["new"]
    assert safe.counts().vectors == 4
    assert set(_loaded(safe, "new")) == {*ids, *later}


def test_a_change_of_mind_in_the_middle_drops_what_was_made_and_can_be_changed_again(safe: Safe) -> None:
    ids = _turns(safe, 6)
    safe.embedders.choose("old", _here)
    _embed_all(safe, "old")
    safe.embedders.choose("new", _here)
    missing = safe.vectors.missing("new", 2)
    safe.vectors.put("new", [missing[0][0], missing[1][0]], ["turn", "turn"], np.ones((2, 24), np.float32))

    back = safe.embedders.choose("old", _here)
    assert (back.serving, back.filling) == ("old", "")
    assert safe.embedders.leave_some() is True  # half of it has gone when the mind is changed again

    again = safe.embedders.choose("new", _here)
    assert (again.serving, again.filling) == ("old", "new")
    _embed_all(safe, "new", dimensions=24)
    assert set(_loaded(safe, "new")) == set(ids)
    assert set(_loaded(safe, "old")) == set(ids)


def test_a_model_whose_files_are_gone_hands_over_at_once(safe: Safe) -> None:
    _turns(safe, 2)
    safe.embedders.choose("old", _here)
    _embed_all(safe, "old")

    turn = safe.embedders.choose("new", lambda name: name != "old")

    assert (turn.serving, turn.filling) == ("new", "")
    while safe.embedders.leave_some():
        pass
    assert safe.vectors.names() == ["new"]


def test_a_succession_goes_on_after_the_safe_was_closed(tmp_path: Path) -> None:
    with a_safe(tmp_path) as safe:
        _turns(safe, 4)
        safe.embedders.choose("old", _here)
        _embed_all(safe, "old")
        safe.embedders.choose("new", _here)
        ((owner, group, _), *_) = safe.vectors.missing("new", 1)
        safe.vectors.put("new", [owner], [group], np.ones((1, 24), np.float32))
    with reopened(tmp_path) as safe:
        assert safe.embedders.turn().filling == "new"
        assert safe.vectors.missing_count("new") == 3
        _embed_all(safe, "new", dimensions=24)
        assert safe.embedders.take_over("new")


_EMBEDDER = """
import sys
from pathlib import Path
import numpy as np
from tests.factories import reopened
with reopened(Path(sys.argv[1])) as safe:
    while missing := safe.vectors.missing("new", 5):
        owners, groups = [one[0] for one in missing], [one[1] for one in missing]
        safe.vectors.put("new", owners, groups, np.ones((len(missing), 24), np.float32))
        print(len(missing), flush=True)
"""


def test_a_kill_in_the_middle_of_a_succession_loses_no_vector_and_is_gone_on_from(tmp_path: Path) -> None:
    with a_safe(tmp_path) as safe:
        ids = _turns(safe, 1500)
        safe.embedders.choose("old", _here)
        _embed_all(safe, "old")
        safe.embedders.choose("new", _here)
    with subprocess.Popen(
        [sys.executable, "-c", _EMBEDDER, str(tmp_path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as child:
        assert child.stdout is not None
        acknowledged = sum(int(child.stdout.readline()) for _ in range(12))
        child.kill()

    with reopened(tmp_path) as safe:
        made = sum(safe.vectors.counts("new").values())
        assert acknowledged <= made < 1500
        assert made + safe.vectors.missing_count("new") == 1500
        assert safe.embedders.turn().serving == "old"
        assert set(_loaded(safe, "old")) == set(ids)
        _embed_all(safe, "new", dimensions=24)
        assert safe.embedders.take_over("new")
        assert set(_loaded(safe, "new")) == set(ids)
        assert safe.verify() == []
