"""What the doctor says of the disk."""

from __future__ import annotations

import shutil
from collections import namedtuple
from datetime import timedelta
from pathlib import Path

import pytest

from app.services import doctor
from storage.errors import ReverieError
from tests.factories import NOON, a_note, a_safe, kept

Usage = namedtuple("Usage", "total used free")


@pytest.mark.parametrize(
    ("days_left", "told"), [(9000, "more than ten years"), (365, "about 12 months"), (60, "about 2 months")]
)
def test_how_long_the_disk_lasts_is_reckoned_from_how_the_safe_grew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days_left: int, told: str
) -> None:
    with a_safe(tmp_path / "home") as safe:
        kept(safe, a_note(time=NOON), a_note("Another", time=NOON + timedelta(days=10)))
        a_day = safe.counts().bytes_on_disk / 10
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(0, 0, a_day * days_left))

        assert told in doctor._disk(safe)
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: Usage(0, 0, a_day * 20))
        with pytest.raises(ReverieError, match="about 20 days"):
            doctor._disk(safe)


def test_a_safe_of_a_day_foretells_nothing(tmp_path: Path) -> None:
    with a_safe(tmp_path / "home") as safe:
        kept(safe, a_note(time=NOON))

        assert "is told after a day" in doctor._disk(safe)
