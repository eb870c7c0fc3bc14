"""Fading waits for the user's word, acts in pieces, and files are looked after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app import settings
from app.interfaces import FadeReport
from app.services.fading import EVERY, PARTS_AT_ONCE, Fader, PictureFiles
from storage import picture_codec
from storage.errors import SafeDamaged, WrongUse
from storage.ids import ObservationId
from storage.model import Faded, Frame
from storage.pictures import FOLDER, PARTS
from storage.safe import Safe
from tests.factories import NOON, a_frame, a_safe, kept
from tests.factories_pictures import as_kept
from tests.fakes.clock import WoundClock
from tests.fakes.photographs import photograph

DAY = timedelta(days=1)


@pytest.fixture
def clock() -> WoundClock:
    return WoundClock(NOON + 40 * DAY)


@pytest.fixture
def safe(tmp_path: Path, clock: WoundClock) -> Iterator[Safe]:
    with a_safe(tmp_path / "home", clock) as opened:
        yield opened


@pytest.fixture
def old(safe: Safe) -> list[ObservationId]:
    """Three pictures of forty days ago; beside them something of the last days, so that the clock is trusted."""
    kept(safe, a_frame("lately", NOON + 38 * DAY))
    pixels = [picture_codec.normal(photograph(320, 200, seed)) for seed in range(3)]
    return [safe.observations.keep([as_kept(one)])[0] for one in pixels]


def faded(safe: Safe, ids: list[ObservationId]) -> list[Faded]:
    frames = [safe.observations.get(id) for id in ids]
    return [frame.faded for frame in frames if isinstance(frame, Frame)]


def work(fader: Fader) -> None:
    while fader.work():
        pass


def test_nothing_fades_by_itself_until_the_user_agreed(
    safe: Safe, clock: WoundClock, old: list[ObservationId]
) -> None:
    fader = Fader(safe, clock)
    work(fader)
    assert faded(safe, old) == [Faded.NOT] * 3
    assert fader.view().mode == "ask"
    assert fader.view().steps[0].pictures == 3

    settings.change(safe, "pictures.fading", "on")
    work(fader)

    assert faded(safe, old) == [Faded.SMALLER] * 3
    assert fader.view().steps[0].pictures == 0


def test_off_is_off(safe: Safe, clock: WoundClock, old: list[ObservationId]) -> None:
    settings.change(safe, "pictures.fading", "off")

    work(Fader(safe, clock))

    assert faded(safe, old) == [Faded.NOT] * 3


def test_asked_for_it_fades_in_pieces(safe: Safe, clock: WoundClock, old: list[ObservationId]) -> None:
    fader = Fader(safe, clock)

    reports = [fader.fade(0)]
    while reports[-1].more:
        reports.append(fader.fade(0))

    assert [report.pictures for report in reports] == [1, 1, 1, 0]
    assert sum(report.bytes for report in reports) > 0
    assert faded(safe, old) == [Faded.SMALLER] * 3
    assert fader.fade(1) == FadeReport(0, 0, more=False)


def test_the_chore_does_not_go_on_with_what_a_person_broke_off(
    safe: Safe, clock: WoundClock, old: list[ObservationId]
) -> None:
    fader = Fader(safe, clock)
    assert fader.fade(0).more

    work(fader)

    assert sorted(faded(safe, old)) == [Faded.NOT, Faded.NOT, Faded.SMALLER]


def test_a_cap_holds_without_further_asking(safe: Safe, clock: WoundClock, old: list[ObservationId]) -> None:
    settings.change(safe, "pictures.cap_gb", 1e-6)

    work(Fader(safe, clock))

    assert Faded.THUMBNAIL in faded(safe, old)
    assert sum(path.stat().st_size for path in (safe.home / FOLDER).glob("*/*")) < 1100


def test_a_clock_that_jumped_ahead_lets_nothing_fade(
    safe: Safe, clock: WoundClock, old: list[ObservationId]
) -> None:
    settings.change(safe, "pictures.fading", "on")
    clock.wind(days=5000)

    work(Fader(safe, clock))

    assert faded(safe, old) == [Faded.NOT] * 3


def test_between_two_rounds_lie_hours(safe: Safe, clock: WoundClock, old: list[ObservationId]) -> None:
    settings.change(safe, "pictures.fading", "on")
    fader = Fader(safe, clock)
    work(fader)
    late = [safe.observations.keep([as_kept(picture_codec.normal(photograph(320, 200, 9)))])[0]]

    clock.wind(EVERY / 2)
    work(fader)
    assert faded(safe, late) == [Faded.NOT]
    clock.wind(EVERY)
    work(fader)
    assert faded(safe, late) == [Faded.SMALLER]


@pytest.mark.parametrize(("name", "value"), [("pictures.fading", "sometimes"), ("pictures.cap_gb", "-1")])
def test_a_setting_that_makes_no_sense_is_refused(safe: Safe, name: str, value: str) -> None:
    with pytest.raises(WrongUse, match=r"This (?:is one of|lies between)"):
        settings.change(safe, name, value)


def test_files_without_a_row_go_in_time_and_missing_ones_are_told(
    safe: Safe, clock: WoundClock, old: list[ObservationId]
) -> None:
    files = sorted((safe.home / FOLDER).glob("*/*"))
    orphan = files[0].with_name(files[0].name[:2] + "0" * 30)
    orphan.write_bytes(b"left over")
    chore = PictureFiles(safe)
    for _ in range(PARTS // PARTS_AT_ONCE):
        assert chore.work() is False
    assert not orphan.exists()
    assert all(path.exists() for path in files)

    files[0].unlink()
    part = bytes.fromhex(files[0].name[:2])[0]
    for _ in range(part // PARTS_AT_ONCE):
        chore.work()
    with pytest.raises(SafeDamaged, match="The file of one picture is missing"):
        chore.work()
