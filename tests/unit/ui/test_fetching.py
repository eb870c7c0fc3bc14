"""Fetching a model in the window: nothing before a yes, how far it is, stopped, refused, and offered in settings."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.interfaces import Errand, Refused
from tests.fakes.small_world import SmallWorld
from ui.fetching import Fetch
from ui.house import House
from ui.settings.view import ANSWERS, SettingsView

WAIT = 10_000
SIZE = 4_700_000_000


@pytest.fixture
def fetch(qtbot: QtBot, house: House) -> Fetch:
    """The one offer, in settings."""
    house.open("settings")
    view = house.view("settings")
    assert isinstance(view, SettingsView)
    qtbot.waitUntil(lambda: view.filled and bool(view.entries[ANSWERS].findChildren(Fetch)), timeout=WAIT)
    (found,) = view.entries[ANSWERS].findChildren(Fetch)
    return found


def held(world: SmallWorld, monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets no more come than a third."""
    monkeypatch.setattr(world.reverie, "go_on", lambda id, _seconds=1.0: Errand(id, SIZE // 3, SIZE))


def test_how_far_it_is_is_told_and_it_can_be_stopped_and_begun_again(
    qtbot: QtBot, fetch: Fetch, world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        held(world, patched)
        fetch.button.click()
        qtbot.waitUntil(lambda: fetch.how_far.text() == "1.6 GB of 4.7 GB", timeout=WAIT)
        assert fetch.progress.value() == 333
        assert not fetch.button.isVisibleTo(fetch)
        fetch.stop_button.click()
        qtbot.waitUntil(lambda: not world.reverie.world.pulls, timeout=WAIT)
        assert fetch.button.isVisibleTo(fetch)
        assert not fetch.progress.isVisibleTo(fetch)

    with qtbot.waitSignal(fetch.came, timeout=WAIT):
        fetch.button.click()
    assert world.reverie.world.pulled


def test_what_went_wrong_stands_below_the_offer(
    qtbot: QtBot, fetch: Fetch, world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_model: str) -> Errand:
        raise Refused("The model is not available", "hub.example refused model.gguf (status 404). Try again.")

    monkeypatch.setattr(world.reverie, "pull", refuse)
    fetch.button.click()

    qtbot.waitUntil(lambda: "status 404" in fetch.trouble.text(), timeout=WAIT)
    assert fetch.button.isVisibleTo(fetch)


def test_once_it_is_here_it_is_offered_no_more_and_can_be_chosen(
    qtbot: QtBot, fetch: Fetch, house: House
) -> None:
    view = house.view("settings")
    assert isinstance(view, SettingsView)

    fetch.button.click()

    qtbot.waitUntil(lambda: not view.entries[ANSWERS].findChildren(Fetch), timeout=WAIT)
