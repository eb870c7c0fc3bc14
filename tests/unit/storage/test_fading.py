"""Pictures fade by age, worth and room; that is foreseen first, frees the disk for real, and leaves none half gone."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from storage import picture_codec, pictures
from storage.errors import DiskFull, NotFound
from storage.fading import Done, Ladder
from storage.ids import ObservationId
from storage.model import Faded, Frame
from storage.picture_codec import Pixels
from storage.safe import Safe
from tests.factories import NOON, a_fact, a_frame, a_safe, a_source, a_turn, kept, remembered, reopened
from tests.factories_pictures import a_family, a_screen, as_kept, seen
from tests.fakes.photographs import photograph
from tests.unit.storage import decrypted
from tests.unit.storage.test_pictures import files, full_disk_after, row_of, with_rows

DAY = timedelta(days=1)
LADDER = Ladder(full=30 * DAY, smaller=180 * DAY, thumbnail=730 * DAY)
# How far, of 255, a lossy picture may lie from what it shows.
CLOSE = 8
SHOTS = [photograph(320, 200, seed) for seed in range(3)]


def fade(safe: Safe, ladder: Ladder, now: datetime) -> Done:
    """All of it; returns how many pictures changed and how many bytes went."""
    fading = safe.fading
    fading.begin(ladder, now)
    pieces: list[Done] = []
    while (done := fading.step()) is not None:
        pieces.append(done)
    return Done(sum(one.pictures for one in pieces), sum(one.bytes for one in pieces))


def a_photo(safe: Safe, time: datetime = NOON, number: int = 0) -> ObservationId:
    (id,) = safe.observations.keep([as_kept(picture_codec.normal(SHOTS[number % 3]), time)])
    return id


def state(safe: Safe, id: ObservationId) -> Faded:
    frame = safe.observations.get(id)
    assert isinstance(frame, Frame)
    return frame.faded


def steps(safe: Safe, ladder: Ladder, now: datetime) -> dict[str, int]:
    return {step.to: step.pictures for step in safe.fading.forecast(ladder, now).steps if step.pictures}


def on_disk(safe: Safe) -> int:
    return sum(path.stat().st_size for path in (safe.home / pictures.FOLDER).glob("*/*"))


# -- the ladder ------------------------------------------------------------------------------------------------------


def test_a_picture_goes_down_the_ladder_step_by_step(safe: Safe) -> None:
    id = a_photo(safe)
    thumbnail = safe.observations.thumbnail(id)
    whole, size = seen(safe, id), on_disk(safe)

    assert fade(safe, LADDER, NOON + 29 * DAY) == Done()
    assert np.array_equal(seen(safe, id), whole)

    freed = fade(safe, LADDER, NOON + 31 * DAY)
    assert (state(safe, id), freed.pictures) == (Faded.SMALLER, 1)
    assert seen(safe, id).shape == (100, 160, 4)
    assert on_disk(safe) == size - freed.bytes < size

    assert fade(safe, LADDER, NOON + 179 * DAY) == Done()
    fade(safe, LADDER, NOON + 181 * DAY)
    assert state(safe, id) is Faded.THUMBNAIL
    assert on_disk(safe) == 0
    assert safe.observations.thumbnail(id) == thumbnail
    with pytest.raises(NotFound, match="has faded: its thumbnail and its text are kept"):
        safe.observations.picture(id)

    fade(safe, LADDER, NOON + 731 * DAY)
    assert state(safe, id) is Faded.TEXT
    assert safe.observations.thumbnail(id) is None
    assert safe.observations.get(id).text == "a screen"
    with pytest.raises(NotFound, match="has faded: its text is kept"):
        safe.observations.picture(id)
    assert fade(safe, LADDER, NOON + 2000 * DAY) == Done()
    assert safe.verify() == []


def test_what_is_very_old_at_once_goes_all_the_way_at_once(safe: Safe) -> None:
    id = a_photo(safe)

    fade(safe, LADDER, NOON + 800 * DAY)

    assert state(safe, id) is Faded.TEXT
    assert safe.observations.thumbnail(id) is None
    assert files(safe) == set()


def test_a_smaller_picture_shows_the_same_and_its_words_lie_where_they_did(safe: Safe) -> None:
    id = a_photo(safe)
    before = seen(safe, id)
    fade(safe, LADDER, NOON + 31 * DAY)

    after = seen(safe, id)

    halved = picture_codec.smaller(before)
    assert np.abs(after.astype(int) - halved).mean() < CLOSE
    frame = safe.observations.get(id)
    assert isinstance(frame, Frame)
    assert (frame.width, frame.height) == (320, 200)
    assert frame.words


def test_a_picture_that_would_hardly_become_smaller_stays_as_it_is(safe: Safe) -> None:
    screen = a_screen(1)
    (id,) = safe.observations.keep([as_kept(screen)])
    plain = picture_codec.normal(np.full((64, 64), 9, np.uint8))
    (tiny,) = safe.observations.keep([as_kept(plain)])

    fade(safe, LADDER, NOON + 31 * DAY)

    assert np.array_equal(seen(safe, tiny), plain)
    assert steps(safe, LADDER, NOON + 31 * DAY) == {}  # it is not tried again and again
    fade(safe, LADDER, NOON + 181 * DAY)
    assert {state(safe, id), state(safe, tiny)} == {Faded.THUMBNAIL}


def test_a_family_fades_together_and_its_patches_stay_patches(safe: Safe) -> None:
    base = picture_codec.normal(photograph(640, 400))
    screens = [base.copy() for _ in range(4)]
    for number, screen in enumerate(screens[1:], 1):
        screen[20 * number : 20 * number + 10, 40:120, :3] = 20 * number
    ids = a_family(safe, screens)
    assert [row_of(safe, id).base is not None for id in ids] == [False, True, True, True]

    fade(safe, LADDER, NOON + 31 * DAY)

    assert [row_of(safe, id).base is not None for id in ids] == [False, True, True, True]
    for id, screen in zip(ids, screens, strict=True):
        assert np.abs(seen(safe, id).astype(int) - picture_codec.smaller(screen)).mean() < CLOSE
        assert state(safe, id) is Faded.SMALLER
    assert files(safe) == with_rows(safe)


def test_a_family_waits_for_its_newest(safe: Safe) -> None:
    screens = [a_screen(number) for number in range(3)]
    first = as_kept(screens[0])
    late = as_kept(screens[1], NOON + 20 * DAY, (first.observation.id, screens[0]))
    safe.observations.keep([first, late])

    assert steps(safe, LADDER, NOON + 31 * DAY) == {}
    assert steps(safe, LADDER, NOON + 51 * DAY) == {"smaller": 2}


def test_a_picture_without_a_thumbnail_gets_one_before_it_goes(safe: Safe) -> None:
    frame = a_frame()
    safe.observations.keep([as_kept(picture_codec.normal(SHOTS[0]))])
    kept(safe, frame, picture=picture_codec.encode(SHOTS[1]))
    safe._database.execute("UPDATE frame_detail SET thumbnail = NULL")

    fade(safe, LADDER, NOON + 181 * DAY)

    small = safe.observations.thumbnail(frame.id)
    assert small is not None
    assert picture_codec.decode(small).shape == (200, 320, 4)


def test_a_damaged_picture_is_left_to_be_found_and_then_goes(safe: Safe) -> None:
    id, sound = a_photo(safe), a_photo(safe, NOON + DAY, 1)
    path = safe.home / pictures.FOLDER / row_of(safe, id).id.hex()[:2] / row_of(safe, id).id.hex()
    path.write_bytes(b"damaged")

    fade(safe, LADDER, NOON + 40 * DAY)

    assert [state(safe, one) for one in (id, sound)] == [Faded.NOT, Faded.SMALLER]
    assert safe.pictures.check(row_of(safe, id).id) is not None
    fade(safe, LADDER, NOON + 200 * DAY)
    assert state(safe, id) is Faded.THUMBNAIL
    assert files(safe) == set()


# -- worth -----------------------------------------------------------------------------------------------------------


def test_what_was_cited_or_holds_much_fades_later_and_what_is_pinned_never(safe: Safe) -> None:
    plain, cited, many, important, answered, pinned = (a_photo(safe, number=number) for number in range(6))
    frames = {id: safe.observations.get(id) for id in (many, important, answered, pinned)}
    safe.answers.put(a_turn().id, {"citations": [{"id": str(cited)}]})
    remembered(safe, *[a_fact(f"fact {n}", f"says {n}", a_source(frames[many])) for n in range(3)])
    remembered(safe, a_fact("key", "vital", a_source(frames[important]), importance=0.9))
    (spoken,) = remembered(safe, a_fact("spoken of", "was asked", a_source(frames[answered])))
    safe.answers.put(a_turn().id, {"citations": [{"id": str(spoken)}]})
    (held,) = remembered(safe, a_fact("held", "pinned", a_source(frames[pinned])))
    safe.memories.pin(held, True)

    fade(safe, LADDER, NOON + 100 * DAY)
    soon = [state(safe, id) for id in (plain, cited, many, important, answered, pinned)]
    fade(safe, LADDER, NOON + 121 * DAY)
    later = [state(safe, id) for id in (plain, cited, many, important, answered, pinned)]
    fade(safe, LADDER, NOON + 10_000 * DAY)

    assert soon == [Faded.SMALLER, *[Faded.NOT] * 5]
    assert later == [*[Faded.SMALLER] * 5, Faded.NOT]
    assert state(safe, pinned) is Faded.NOT
    assert state(safe, cited) is Faded.TEXT


def test_one_valued_picture_holds_its_family(safe: Safe) -> None:
    ids = a_family(safe, [a_screen(number) for number in range(3)])
    (fact,) = remembered(safe, a_fact("held", "pinned", a_source(safe.observations.get(ids[1]))))
    safe.memories.pin(fact, True)

    assert steps(safe, LADDER, NOON + 400 * DAY) == {}


# -- the forecast ----------------------------------------------------------------------------------------------------


def test_the_forecast_is_what_then_happens_and_changes_nothing_itself(safe: Safe) -> None:
    ages = [10, 40, 50, 200, 300, 900]
    now = NOON + 1000 * DAY
    for number, age in enumerate(ages):
        a_photo(safe, now - age * DAY, number)
    size = on_disk(safe)

    forecast = safe.fading.forecast(LADDER, now)

    assert on_disk(safe) == size
    assert (forecast.pictures, forecast.bytes) == (6, sum(row.size for row in rows(safe)))
    assert [(step.to, step.pictures) for step in forecast.steps] == [
        (Faded.SMALLER, 2),
        (Faded.THUMBNAIL, 2),
        (Faded.TEXT, 1),
    ]
    done = fade(safe, LADDER, now)
    assert done.pictures == 5
    assert done.bytes == pytest.approx(sum(step.bytes for step in forecast.steps), rel=0.35)
    assert size - on_disk(safe) == pytest.approx(done.bytes, rel=0.01)


def rows(safe: Safe) -> list[pictures.StoredPicture]:
    found = [safe._database.read(lambda c, id=id: pictures.find(c, id)) for id in safe.pictures.ids()]
    return [row for row in found if row is not None]


# -- the cap ---------------------------------------------------------------------------------------------------------


def test_over_the_cap_the_oldest_and_least_worth_go_first_until_it_fits(safe: Safe) -> None:
    ids = [a_photo(safe, NOON + number * DAY, number) for number in range(12)]
    (fact,) = remembered(safe, a_fact("held", "pinned", a_source(safe.observations.get(ids[0]))))
    safe.memories.pin(fact, True)
    cap = sum(row.size for row in rows(safe)) // 2
    now = NOON + 12 * DAY

    for _ in range(5):
        fade(safe, Ladder(by_age=False, cap=cap), now)

    assert sum(row.size for row in rows(safe)) <= cap
    order = [Faded.NOT, Faded.SMALLER, Faded.THUMBNAIL, Faded.TEXT]
    depth = [order.index(state(safe, id)) for id in ids]
    assert depth[0] == 0  # pinned
    assert depth[1:] == sorted(depth[1:], reverse=True)
    assert max(depth) <= 2  # text alone only by age
    assert steps(safe, Ladder(by_age=False, cap=cap), now) == {}


def test_a_cap_of_nothing_takes_every_picture_pinned_ones_too(safe: Safe) -> None:
    id = a_photo(safe)
    (fact,) = remembered(safe, a_fact("held", "pinned", a_source(safe.observations.get(id))))
    safe.memories.pin(fact, True)

    fade(safe, Ladder(by_age=False, cap=0), NOON + DAY)

    assert state(safe, id) is Faded.THUMBNAIL
    assert files(safe) == set()


def test_under_the_cap_nothing_fades(safe: Safe) -> None:
    a_photo(safe)

    assert steps(safe, Ladder(by_age=False, cap=10**9), NOON + 10_000 * DAY) == {}
    assert steps(safe, Ladder(by_age=False), NOON + 10_000 * DAY) == {}


# -- what comes between ----------------------------------------------------------------------------------------------


def test_what_was_forgotten_since_the_plan_stays_forgotten(safe: Safe) -> None:
    ids = [a_photo(safe, NOON, number) for number in range(3)]
    safe.fading.begin(LADDER, NOON + 31 * DAY)
    safe.forgetting.forget(ids=[ids[1]])

    while safe.fading.step() is not None:
        pass

    assert [state(safe, id) for id in (ids[0], ids[2])] == [Faded.SMALLER] * 2
    assert files(safe) == with_rows(safe)
    assert len(files(safe)) == 2


def test_a_full_disk_loses_nothing_and_the_rest_goes_on(safe: Safe, monkeypatch: pytest.MonkeyPatch) -> None:
    screens = [picture_codec.normal(photograph(320, 200, seed)) for seed in range(2)]
    ids = [*(safe.observations.keep([as_kept(one)])[0] for one in screens)]
    before = [seen(safe, id) for id in ids]
    safe.fading.begin(LADDER, NOON + 31 * DAY)
    with full_disk_after(monkeypatch, 0), pytest.raises(DiskFull):
        safe.fading.step()

    assert all(np.array_equal(seen(safe, id), pixels) for id, pixels in zip(ids, before, strict=True))
    assert files(safe) == with_rows(safe)
    assert safe.fading.step() is not None
    assert sorted(state(safe, id) for id in ids) == [Faded.NOT, Faded.SMALLER]


def test_a_picture_is_shown_while_it_fades(safe: Safe, monkeypatch: pytest.MonkeyPatch) -> None:
    id = a_photo(safe)
    read, faded = pictures.Pictures.read, list[bool]()

    def read_late(files: pictures.Pictures, file: bytes) -> bytes:
        if not faded:
            faded.append(True)
            fade(safe, LADDER, NOON + 31 * DAY)  # the file is replaced between its row and its bytes
        return read(files, file)

    monkeypatch.setattr(pictures.Pictures, "read", read_late)

    assert seen(safe, id).shape == (100, 160, 4)


def test_the_key_of_what_faded_is_nowhere_left(safe: Safe) -> None:
    key = row_of(safe, a_photo(safe)).key
    assert key in decrypted.database_bytes(safe)

    fade(safe, LADDER, NOON + 31 * DAY)

    assert key not in decrypted.database_bytes(safe)


def test_a_clock_that_jumped_is_not_trusted(safe: Safe) -> None:
    a_photo(safe, NOON)

    assert not safe.fading.steady(NOON)
    assert safe.fading.steady(NOON + 2 * DAY)
    assert not safe.fading.steady(NOON + 3650 * DAY)
    a_photo(safe, NOON + 3650 * DAY)
    assert not safe.fading.steady(NOON + 3650 * DAY + timedelta(hours=3))
    assert safe.fading.steady(NOON + 3652 * DAY)


# -- killed ----------------------------------------------------------------------------------------------------------

ROUNDS = 60 if os.environ.get("PROVE") else 4
CHILD = """
import sys
from datetime import datetime, timedelta
from pathlib import Path
from tests.factories import reopened
from tests.unit.storage.test_fading import LADDER

safe = reopened(Path(sys.argv[1]))
safe.fading.begin(LADDER, datetime.fromisoformat(sys.argv[2]))
print("open", flush=True)
while safe.fading.step() is not None:
    print("step", flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is told by its signal")
@pytest.mark.timeout(1800 if os.environ.get("PROVE") else 300)
def test_killed_at_any_moment_each_picture_is_the_old_or_the_new(tmp_path: Path) -> None:
    chance, shown = random.Random(20261124), dict[ObservationId, Pixels]()
    with a_safe(tmp_path / "home") as safe:
        for number in range(2 * ROUNDS):
            screens = [picture_codec.normal(photograph(320, 200, number)) for _ in range(3)]
            screens[1][:20, :20, :3] = 1
            screens[2][:20, 30:60, :3] = 200
            ids = a_family(safe, screens, NOON + number * DAY)
            shown.update({id: picture_codec.smaller(seen(safe, id)) for id in ids})

    for _ in range(ROUNDS):
        _killed(tmp_path / "home", NOON + 31 * DAY + 2 * ROUNDS * DAY, chance)
        with reopened(tmp_path / "home") as safe:
            assert safe.pictures.missing() == []
            assert files(safe) == with_rows(safe)
            for id, pixels in shown.items():
                now = seen(safe, id)
                now = picture_codec.smaller(now) if now.shape != pixels.shape else now
                assert np.abs(now.astype(int) - pixels).mean() < CLOSE

    with reopened(tmp_path / "home") as safe:
        assert Faded.SMALLER in {state(safe, id) for id in shown}


def _killed(home: Path, now: datetime, chance: random.Random) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(home), now.isoformat()],
        stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    for _ in range(chance.randint(0, 2)):
        child.stdout.readline()
    for _ in range(chance.randint(0, 300_000)):  # a bit: somewhere inside the next step
        pass
    child.kill()
    child.communicate()
