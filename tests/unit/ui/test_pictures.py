"""Few decoded pictures are kept, by their size; the others are asked for again."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from tests.fakes.small_world import SmallWorld
from tests.unit.ui.conftest import WAIT
from ui import pictures
from ui.desk import Desk
from ui.house import House
from ui.pictures import Pictures


def test_as_many_pictures_are_kept_as_fit_and_the_last_in_any_case(
    qtbot: QtBot, house: House, desk: Desk, world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[UUID] = []
    fetch = world.reverie.picture
    monkeypatch.setattr(world.reverie, "picture", lambda id: asked.append(id) or fetch(id))
    size = pictures.decoded(fetch(world.frames[0])).sizeInBytes()
    first, second, third = world.frames[:3]

    def shown(kept: int, *ids: UUID) -> list[UUID]:
        monkeypatch.setattr(pictures, "PICTURES_KEPT", kept)
        shelf, came = Pictures(desk, house), list[QImage]()
        asked.clear()
        for number, id in enumerate(ids, 1):
            shelf.picture(QObject(house), id, came.append)
            qtbot.waitUntil(lambda number=number: len(came) == number, timeout=WAIT)
        return list(asked)

    assert shown(2 * size, first, second, first, second) == [first, second]
    assert shown(2 * size, first, second, third, second, first) == [first, second, third, first]
    assert shown(1, first, first, second) == [first, second]
