"""A picture's file is bound to its row, damage is said, what has no row is collected, patches outlive their base."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest

from storage import durable, picture_codec, picture_patches, pictures
from storage.connection import Connection
from storage.errors import DiskFull, SafeDamaged, StorageError
from storage.ids import ObservationId
from storage.model import Faded
from storage.pictures import FOLDER, StoredPicture
from storage.safe import Safe
from storage.spool_records import SpoolWriter
from tests.factories import NOON, a_frame, a_safe, a_turn, kept, reopened
from tests.factories_pictures import a_family, a_screen, as_kept, seen

SECOND = timedelta(seconds=1)
SCREENS = [a_screen(number) for number in range(5)]


def row_of(safe: Safe, id: ObservationId) -> StoredPicture:
    file = safe._database.rows("SELECT picture FROM observation WHERE id = ?", (id.bytes,))[0][0]
    found = safe._database.read(lambda connection: pictures.find(connection, file))
    assert found is not None
    return found


def file_of(safe: Safe, id: ObservationId) -> Path:
    name = row_of(safe, id).id.hex()
    return safe.home / FOLDER / name[:2] / name


def files(safe: Safe) -> set[str]:
    return {path.name for path in (safe.home / FOLDER).glob("*/*")}


def own_thumbnail(safe: Safe, id: ObservationId) -> bytes | None:
    sql = "SELECT d.thumbnail FROM frame_detail d JOIN observation o ON o.seq = d.observation WHERE o.id = ?"
    small: bytes | None = safe._database.rows(sql, (id.bytes,))[0][0]
    return small


def shown_screen(safe: Safe, id: ObservationId) -> int:
    """Which of SCREENS the thumbnail of a frame is most like."""
    small = picture_codec.decode(safe.observations.thumbnail(id) or b"").astype(int)
    return int(np.argmin([np.abs(small - screen).mean() for screen in SCREENS]))


def with_rows(safe: Safe) -> set[str]:
    return {id.hex() for id in safe.pictures.ids()}


@pytest.fixture
def two(safe: Safe) -> list[ObservationId]:
    return kept(safe, a_frame("one"), picture=b"the first picture") + kept(
        safe, a_frame("two"), picture=b"another picture"
    )


# -- what is wrong with a file is said -------------------------------------------------------------------------------


def test_a_sound_file_has_no_problem(safe: Safe, two: list[ObservationId]) -> None:
    assert [safe.pictures.check(id) for id in safe.pictures.ids()] == [None, None]


def test_two_files_put_in_each_others_place_are_both_found(safe: Safe, two: list[ObservationId]) -> None:
    one, other = (file_of(safe, id) for id in two)
    aside = one.with_name("aside")
    one.rename(aside)
    other.rename(one)
    aside.rename(other)

    told = [safe.pictures.check(row_of(safe, id).id) for id in two]

    assert all(sentence and "another's place" in sentence for sentence in told)
    with pytest.raises(SafeDamaged):
        safe.observations.picture(two[0])


def test_an_older_file_of_the_same_picture_is_found(safe: Safe, two: list[ObservationId]) -> None:
    picture = row_of(safe, two[0])
    path = file_of(safe, two[0])
    old = path.read_bytes()
    # Nothing writes a file twice; whoever did would write it under another key, as everything else does.
    newer = safe.pictures.store(b"a newer picture")
    safe._database.execute("UPDATE picture SET key = ? WHERE id = ?", (newer.key, picture.id))
    assert "changed" in (safe.pictures.check(picture.id) or "")

    path.write_bytes(old)

    assert "changed" in (safe.pictures.check(picture.id) or "")


@pytest.mark.parametrize("left", [0, 5, 12, 27, 40])
def test_a_file_cut_short_is_found(safe: Safe, two: list[ObservationId], left: int) -> None:
    os.truncate(file_of(safe, two[0]), left)

    assert "cut short" in (safe.pictures.check(row_of(safe, two[0]).id) or "")
    with pytest.raises(SafeDamaged):
        safe.observations.picture(two[0])


def test_any_changed_bit_of_a_file_is_found(safe: Safe, two: list[ObservationId]) -> None:
    path, id = file_of(safe, two[0]), row_of(safe, two[0]).id
    whole = path.read_bytes()
    assert safe.pictures.check(id) is None

    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert safe.pictures.check(id) is not None


def test_a_file_that_is_gone_is_said_to_be_missing(safe: Safe, two: list[ObservationId]) -> None:
    file_of(safe, two[0]).unlink()

    assert "missing" in (safe.pictures.check(row_of(safe, two[0]).id) or "")
    assert [id.bytes for id in safe.pictures.missing()] == [row_of(safe, two[0]).id]


def test_a_patch_is_bound_to_its_base(safe: Safe) -> None:
    first, second = a_family(safe, SCREENS[:2])
    (stranger,) = safe.observations.keep([as_kept(SCREENS[3])])
    assert np.array_equal(seen(safe, second), SCREENS[1])

    safe._database.execute(
        "UPDATE picture SET base = ? WHERE id = ?", (row_of(safe, stranger).id, row_of(safe, second).id)
    )

    assert safe.pictures.check(row_of(safe, second).id) is not None
    with pytest.raises(SafeDamaged):
        safe.observations.picture(second)
    assert safe.pictures.check(row_of(safe, first).id) is None


def test_a_picture_forgotten_meanwhile_is_no_problem(safe: Safe, two: list[ObservationId]) -> None:
    id = row_of(safe, two[0]).id

    safe.forgetting.forget(ids=[two[0]])

    assert safe.pictures.check(id) is None


# -- patches ---------------------------------------------------------------------------------------------------------


def test_patches_come_back_pixel_for_pixel_and_cost_less(safe: Safe) -> None:
    large = [a_screen(number, (1280, 800)) for number in range(5)]

    ids = a_family(safe, large)

    rows = [row_of(safe, id) for id in ids]
    assert [row.base for row in rows] == [None, *[rows[0].id] * 4]
    assert [row.taken for row in rows] == sorted({row.taken for row in rows})
    for id, pixels in zip(ids, large, strict=True):
        assert np.array_equal(seen(safe, id), pixels)


def test_a_patch_and_its_base_may_be_kept_together(safe: Safe) -> None:
    first = as_kept(SCREENS[0])
    second = as_kept(SCREENS[1], over=(first.observation.id, SCREENS[0]))

    ids = safe.observations.keep([first, second])

    assert row_of(safe, ids[1]).base == row_of(safe, ids[0]).id
    assert np.array_equal(seen(safe, ids[1]), SCREENS[1])


@pytest.mark.parametrize("whole_known", [True, False])
def test_a_patch_whose_base_was_forgotten_is_kept_whole_or_without_picture(
    safe: Safe, whole_known: bool
) -> None:
    (base,) = safe.observations.keep([as_kept(SCREENS[0])])
    late = as_kept(SCREENS[1], over=(base, SCREENS[0]))
    assert picture_patches.is_patch(late.picture or b"")
    safe.forgetting.forget(ids=[base])
    object.__setattr__(late, "whole", late.whole if whole_known else None)

    (id,) = safe.observations.keep([late])

    assert safe.observations.thumbnail(id) == late.thumbnail
    frame = safe.observations.get(id)
    assert getattr(frame, "has_picture") is whole_known  # noqa: B009 - a turn has none
    if whole_known:
        assert row_of(safe, id).base is None
        assert np.array_equal(seen(safe, id), SCREENS[1])


def test_a_base_that_goes_between_the_file_and_the_row_costs_nothing(
    safe: Safe, monkeypatch: pytest.MonkeyPatch
) -> None:
    (base,) = safe.observations.keep([as_kept(SCREENS[0])])
    late = as_kept(SCREENS[1], over=(base, SCREENS[0]))
    write = durable.write

    def forget_then_write(path: Path, data: bytes) -> None:
        monkeypatch.setattr(durable, "write", write)
        safe.forgetting.forget(ids=[base])
        write(path, data)

    monkeypatch.setattr(durable, "write", forget_then_write)
    (id,) = safe.observations.keep([late])

    assert row_of(safe, id).base is None
    assert np.array_equal(seen(safe, id), SCREENS[1])
    assert files(safe) == with_rows(safe)


def test_what_was_recorded_while_locked_is_whole_when_taken_in_though_its_base_is_lost(
    tmp_path: Path,
) -> None:
    with a_safe(tmp_path / "home") as safe:
        public = safe.spool_public()
    first = as_kept(SCREENS[0])
    over = (first.observation.id, SCREENS[0])
    others = [as_kept(pixels, NOON + n * SECOND, over) for n, pixels in enumerate(SCREENS[1:], 1)]
    writer = SpoolWriter(tmp_path / "home", public, 10_000_000)
    for one in others:
        writer.keep(one)

    with reopened(tmp_path / "home") as safe:
        safe.spool.absorb()

        for one, pixels in zip(others, SCREENS[1:], strict=True):
            assert np.array_equal(seen(safe, one.observation.id), pixels)


def let_go(safe: Safe, ids: list[bytes]) -> None:
    """What forgetting does: let go, then delete, in one transaction."""

    def change(connection: Connection) -> None:
        safe.pictures.let_go(connection, ids)
        for id in ids:
            connection.execute("UPDATE observation SET picture = NULL WHERE picture = ?", (id,))
            connection.execute("DELETE FROM picture WHERE id = ?", (id,))

    safe._database.write(change)
    safe.pictures.discard(ids)


def test_what_lies_over_a_base_outlives_it(safe: Safe) -> None:
    ids = a_family(safe, SCREENS)
    before = [row_of(safe, id) for id in ids]

    let_go(safe, [before[0].id])

    after = [row_of(safe, id) for id in ids[1:]]
    assert after[0].base is None
    assert {row.base for row in after[1:]} == {after[0].id}
    assert {row.id for row in after}.isdisjoint({row.id for row in before})
    for id, pixels in zip(ids[1:], SCREENS[1:], strict=True):
        assert np.array_equal(seen(safe, id), pixels)
    assert files(safe) == with_rows(safe) == {row.id.hex() for row in after}
    assert safe.verify() == []


def test_what_goes_with_its_base_is_not_stored_anew(safe: Safe) -> None:
    ids = a_family(safe, SCREENS)

    let_go(safe, [row_of(safe, id).id for id in ids[:4]])

    assert with_rows(safe) == files(safe) == {row_of(safe, ids[4]).id.hex()}
    assert np.array_equal(seen(safe, ids[4]), SCREENS[4])


def test_a_patch_alone_goes_without_touching_the_others(safe: Safe) -> None:
    ids = a_family(safe, SCREENS)
    rest = [row_of(safe, id) for id in ids if id != ids[2]]

    let_go(safe, [row_of(safe, ids[2]).id])

    assert [row_of(safe, id) for id in ids if id != ids[2]] == rest


def test_nothing_of_a_base_is_left_in_what_lay_over_it(safe: Safe) -> None:
    secret, plain = SCREENS[0].copy(), SCREENS[1]
    secret[64:96, 64:128, :3] = np.random.default_rng(3).integers(0, 2, (32, 64, 1)) * 200
    base, above = a_family(safe, [secret, plain])
    let_go(safe, [row_of(safe, base).id])

    assert np.array_equal(seen(safe, above), plain)
    clear = safe.pictures._clear(row_of(safe, above))
    assert not picture_patches.is_patch(clear)
    assert np.array_equal(picture_codec.decode(clear), plain)


def test_the_frames_of_patches_show_thumbnails_that_are_kept_once_their_base_goes(safe: Safe) -> None:
    ids = a_family(safe, SCREENS)
    assert [own_thumbnail(safe, id) is not None for id in ids] == [True, False, False, False, False]
    assert [shown_screen(safe, id) for id in ids] == [0, 1, 2, 3, 4]

    safe.forgetting.forget(ids=[ids[0]])

    assert [own_thumbnail(safe, id) is not None for id in ids[1:]] == [True, False, False, False]
    assert [shown_screen(safe, id) for id in ids[1:]] == [1, 2, 3, 4]


def test_a_letting_go_that_fails_leaves_all_as_it_was(safe: Safe) -> None:
    ids = a_family(safe, SCREENS)
    before = [row_of(safe, id) for id in ids]

    def change(connection: Connection) -> None:
        safe.pictures.let_go(connection, [before[0].id])
        raise SafeDamaged("the rest of the transaction failed")

    with pytest.raises(SafeDamaged):
        safe._database.write(change)
    assert len(files(safe)) > len(before)  # the new ones are there, and no one knows them
    safe.pictures.discard([])

    assert [row_of(safe, id) for id in ids] == before
    assert files(safe) == with_rows(safe)
    assert np.array_equal(seen(safe, ids[3]), SCREENS[3])


def test_patches_over_a_damaged_base_keep_thumbnail_and_text(safe: Safe) -> None:
    ids = a_family(safe, SCREENS)
    file_of(safe, ids[0]).write_bytes(b"damaged")

    let_go(safe, [row_of(safe, ids[0]).id])

    frames = [safe.observations.get(id) for id in ids[1:]]
    assert [getattr(frame, "faded") for frame in frames] == [Faded.THUMBNAIL] * 4  # noqa: B009 - a turn has none
    assert all(safe.observations.thumbnail(id) for id in ids[1:])
    assert files(safe) == with_rows(safe) == set()


def test_a_full_disk_while_letting_go_changes_nothing(safe: Safe, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = a_family(safe, SCREENS)
    before = [row_of(safe, id) for id in ids]
    with full_disk_after(monkeypatch, 2), pytest.raises(DiskFull):
        let_go(safe, [before[0].id])

    safe.pictures.discard([])

    assert [row_of(safe, id) for id in ids] == before
    assert files(safe) == with_rows(safe)


@contextmanager
def full_disk_after(monkeypatch: pytest.MonkeyPatch, writes: int) -> Iterator[None]:
    write, left = durable.write, [writes]

    def some(path: Path, data: bytes) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise DiskFull("The disk is full. Free some room; what was kept before is safe.")
        write(path, data)

    with monkeypatch.context() as patched:
        patched.setattr(durable, "write", some)
        yield


# -- orphans ---------------------------------------------------------------------------------------------------------


def test_files_without_a_row_are_collected_and_rows_without_a_file_named(
    safe: Safe, two: list[ObservationId]
) -> None:
    known = file_of(safe, two[0])
    orphans = [known.with_name("ab" * 16), known.with_name("cd" * 16 + ".new"), known.with_name("notes.txt")]
    for path in orphans:
        path.write_bytes(b"left over")
    known.unlink()

    found = [safe.pictures.collect(part) for part in range(pictures.PARTS)]

    assert sum(part.removed for part in found) == 3
    assert [id.bytes for part in found for id in part.missing] == [row_of(safe, two[0]).id]
    assert not any(path.exists() for path in orphans)
    assert safe.observations.picture(two[1]) == b"another picture"


def test_a_half_written_file_of_a_known_picture_is_collected(safe: Safe, two: list[ObservationId]) -> None:
    path = file_of(safe, two[0])
    path.with_name(path.name + ".new").write_bytes(b"half")

    assert safe.pictures.sweep() == 1
    assert path.exists()


def test_a_sweep_ends_when_its_time_is_over_and_another_one_does_the_rest(
    safe: Safe, two: list[ObservationId]
) -> None:
    path = file_of(safe, two[0])
    path.with_name(path.name + ".new").write_bytes(b"half")

    assert safe.pictures.sweep(seconds=0.0) == 0
    assert safe.pictures.sweep() == 1


def test_a_file_that_waits_for_its_row_is_no_orphan(safe: Safe) -> None:
    waiting = safe.pictures.store(b"a picture")

    assert safe.pictures.sweep() == 0
    assert waiting.id.hex() in files(safe)
    safe.pictures.discard([waiting.id])
    assert files(safe) == set()


def test_collecting_beside_a_busy_recorder_takes_nothing_from_it(safe: Safe) -> None:
    ended, removed = Event(), []

    def collect() -> None:
        while not ended.is_set():
            removed.append(safe.pictures.sweep())

    collector = Thread(target=collect)
    collector.start()
    ids = [
        safe.observations.keep([as_kept(a_screen(number), text=f"screen {number}")])[0]
        for number in range(40)
    ]
    ended.set()
    collector.join()

    assert sum(removed) == 0
    assert len(removed) > 1
    assert all(np.array_equal(seen(safe, id), a_screen(number)) for number, id in enumerate(ids))


def test_a_kill_between_file_and_row_leaves_a_file_that_is_swept(tmp_path: Path) -> None:
    with a_safe(tmp_path / "home") as safe:
        safe.pictures.store(b"no row will come")
        kept(safe, a_frame(), picture=b"the picture")
        left = tmp_path / "killed"
        shutil.copytree(safe.home, left)  # its lock says that no one closed it

    with reopened(left) as safe:
        assert files(safe) == with_rows(safe)
        assert len(files(safe)) == 1


# -- killed ----------------------------------------------------------------------------------------------------------

ROUNDS = 60 if os.environ.get("PROVE") else 4
CHILD = """
import sys
from pathlib import Path
from uuid import UUID
from tests.factories import reopened

safe = reopened(Path(sys.argv[1]))
print("open", flush=True)
for line in sys.stdin:
    safe.forgetting.forget(ids=[UUID(line.strip())])
    print("forgotten", flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is told by its signal")
@pytest.mark.timeout(1800 if os.environ.get("PROVE") else 300)
def test_killed_while_a_base_is_forgotten_what_lay_over_it_is_there(tmp_path: Path) -> None:
    chance, forgotten = random.Random(20261125), 0
    with a_safe(tmp_path / "home") as safe:
        families = [a_family(safe, SCREENS) for _ in range(2 * ROUNDS)]

    for number in range(ROUNDS):
        pair = families[2 * number : 2 * number + 2]
        _forget_until_killed(tmp_path / "home", [family[0] for family in pair], chance)
        with reopened(tmp_path / "home") as safe:
            assert files(safe) == with_rows(safe)
            for family in families:
                for id, pixels in zip(family[1:], SCREENS[1:], strict=True):
                    assert np.array_equal(seen(safe, id), pixels)
            forgotten += sum(family[0] not in safe.observations.many([family[0]]) for family in pair)

    assert forgotten > 0


def _forget_until_killed(home: Path, ids: list[ObservationId], chance: random.Random) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(home)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert child.stdin is not None
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    child.stdin.write("".join(f"{id}\n" for id in ids))
    child.stdin.flush()
    for _ in range(chance.randint(0, 1)):
        child.stdout.readline()
    for _ in range(chance.randint(0, 400_000)):  # a bit: somewhere inside the next one
        pass
    child.kill()
    child.communicate()


def test_files_of_a_refused_change_that_may_come_back_wait_until_it_cannot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with a_safe(tmp_path) as safe:
        picture = safe.pictures.store(b"a picture")
        monkeypatch.setattr(safe._database._writer, "_certain", False)

        safe.pictures.discard([picture.id])
        safe.pictures.sweep()
        assert (len(files(safe)), safe.pictures.untidy) == (1, True)

        kept(safe, a_turn())  # is written over it
        safe.pictures.discard([])
        assert (files(safe), safe.pictures.untidy) == (set(), False)


def test_a_picture_that_could_not_be_made_durable_leaves_no_file(
    safe: Safe, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_folder: Path) -> None:
        raise OSError(errno.EIO, "no")

    safe.pictures.store(b"one")
    monkeypatch.setattr(durable, "sync_folder", fail)
    with pytest.raises(StorageError):
        safe.pictures.store(b"a picture")

    assert len([path for path in (safe.home / "pictures").glob("*/*") if path.is_file()]) == 1
