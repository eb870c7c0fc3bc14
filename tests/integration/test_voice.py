"""The setting for the microphone in an open house: off from the first day, and said when it is switched on."""

from __future__ import annotations

from pathlib import Path

import pytest

from app import build
from app.bus import Bus
from app.voice import choose as voice
from app.voice.choose import NOBODY_LISTENS
from storage.safe import Safe
from tests.factories import a_safe


@pytest.mark.expects_log("Search goes by words alone")
def test_a_house_asks_for_no_source_until_the_setting_is_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    real = voice.choose
    monkeypatch.setattr(voice, "choose", lambda: asked.append(1) or real())
    safe: Safe = a_safe(tmp_path / "home")
    house = build.house(safe, tmp_path / "cache", Bus())
    house.start(record=False)
    house.set_setting("capture.interval", 3)
    silent = list(asked)

    house.set_setting("voice.listen", True)

    assert silent == []
    assert asked == [1]
    told = [check.message for check in house.doctor() if check.name == "voice"]
    assert told == [NOBODY_LISTENS]
    house.set_setting("voice.listen", False)
    assert not [check for check in house.doctor() if check.name == "voice"]
    house.close()
