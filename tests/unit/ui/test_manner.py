"""The manner of answers is chosen in the chat, told to need a model and to change no fact, and written by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from tests.fakes.small_world import SmallWorld
from tests.unit.ui.conftest import WAIT
from ui.chat.manner import Manner
from ui.chat.view import ChatView
from ui.desk import Desk
from ui.house import House
from ui.memories.editing import BlockDialog


@pytest.fixture
def manner(qtbot: QtBot, house: House) -> Manner:
    chat = house.view("chat")
    assert isinstance(chat, ChatView)
    qtbot.waitUntil(lambda: ":" in chat.box.manner.accessibleName(), timeout=WAIT)
    qtbot.waitUntil(lambda: "Write your own…" in offered(chat.box.manner), timeout=WAIT)
    return chat.box.manner


def offered(manner: Manner) -> dict[str, bool]:
    """What the menu says, and whether it can be chosen."""
    manner.fill()
    return {action.text(): action.isEnabled() for action in manner.menu().actions() if action.text()}


def choose(manner: Manner, text: str) -> None:
    manner.fill()
    next(action for action in manner.menu().actions() if action.text() == text).trigger()


def test_a_manner_is_chosen_and_kept(qtbot: QtBot, manner: Manner, world: SmallWorld) -> None:
    assert manner.accessibleName() == "Manner of answers: In my own words"
    assert {"Plain", "Concise", "Warm", "Coach", "Scholar", "Playful"} <= set(offered(manner))

    choose(manner, "Scholar")

    qtbot.waitUntil(lambda: manner.accessibleName() == "Manner of answers: Scholar", timeout=WAIT)
    assert world.reverie.settings()["chat.persona"] == "scholar"
    manner.fill()
    assert [action.text() for action in manner.menu().actions() if action.isChecked()] == ["Scholar"]


def test_what_is_set_elsewhere_is_shown(qtbot: QtBot, manner: Manner, world: SmallWorld) -> None:
    world.reverie.set_setting("chat.persona", "warm")

    qtbot.waitUntil(lambda: manner.accessibleName() == "Manner of answers: Warm", timeout=WAIT)


def test_that_it_changes_no_fact_is_told_and_that_it_needs_a_model(manner: Manner, desk: Desk) -> None:
    assert offered(manner)["How answers are worded. No manner changes a fact."] is False
    assert "It needs a language model, and none answers now." not in offered(manner)
    assert desk.status is not None

    desk.status = replace(desk.status, model="")

    assert offered(manner)["It needs a language model, and none answers now."] is False


def test_one_s_own_words_are_written_into_core_memory(
    qtbot: QtBot, manner: Manner, world: SmallWorld
) -> None:
    world.reverie.set_setting("chat.persona", "warm")
    qtbot.waitUntil(lambda: "Warm" in manner.accessibleName(), timeout=WAIT)

    choose(manner, "Write your own…")

    dialog = manner.findChild(BlockDialog)
    assert isinstance(dialog, BlockDialog)
    qtbot.waitUntil(
        lambda: dialog.form is not None and "Short, friendly" in str(dialog.form.body()), timeout=WAIT
    )
    dialog.save.click()
    qtbot.waitUntil(lambda: manner.accessibleName() == "Manner of answers: In my own words", timeout=WAIT)
