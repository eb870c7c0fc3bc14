"""The watch: which sign locks by which setting, idle time, and how long a dream may hold up a lock."""

from __future__ import annotations

from typing import Any

import pytest

from app import settings
from app.away import watch as watching
from app.away.none import NoSigns
from app.away.ports import Sign
from app.away.watch import LONGEST_DREAM_SECONDS, Watch
from app.capture.ports import ScreenUnavailable
from app.capture.windows.none import NoWindows
from app.interfaces import LockReason
from storage.errors import SafeLocked
from tests.fakes.away import FakeSigns
from tests.fakes.windows import FakeWindows


class World:
    """Everything a watch is given, in the test's hands."""

    def __init__(self) -> None:
        self.signs = FakeSigns()
        self.settings: dict[str, Any] = {setting.name: setting.default for setting in settings.SETTINGS}
        self.locked: list[LockReason] = []
        self.idle = FakeWindows()
        self.dreams = False
        self.now = 1000.0
        self.closed = False

    def setting(self, name: str) -> Any:
        if self.closed:
            raise SafeLocked("The safe is locked.")
        return self.settings[name]

    def watch(self, **others: Any) -> Watch:
        given: dict[str, Any] = {"windows": lambda: self.idle, "signs": self.signs, **others}
        return Watch(
            given["signs"],
            self.setting,
            self.locked.append,
            given["windows"],
            lambda: self.dreams,
            lambda: self.now,
        )


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize(
    ("sign", "setting", "reason"),
    [
        (Sign.SCREEN_LOCKED, "lock.on_screen_lock", LockReason.SCREEN),
        (Sign.SLEEPING, "lock.on_suspend", LockReason.SUSPEND),
        (Sign.SWITCHED, "lock.on_user_switch", LockReason.USER_SWITCH),
        (Sign.LOGGED_OUT, "lock.on_user_switch", LockReason.LOGOUT),
    ],
)
def test_a_sign_locks_unless_the_person_chose_otherwise(
    world: World, sign: Sign, setting: str, reason: LockReason
) -> None:
    watch = world.watch()
    watch.start()

    assert world.signs.give(sign)
    world.settings[setting] = False
    assert not world.signs.give(sign)
    watch.close()

    assert world.locked == [reason]


def test_a_sign_that_comes_while_the_settings_cannot_be_read_locks(world: World) -> None:
    world.closed = True

    assert world.watch().heard(Sign.SCREEN_LOCKED)


def test_idle_locks_only_when_chosen(world: World) -> None:
    world.idle.idle = 86_400.0
    watch = world.watch()

    watch.look()
    assert world.locked == []
    world.settings["lock.on_idle_minutes"] = 5.0
    watch.look()

    assert world.locked == [LockReason.IDLE]


def test_a_person_who_moved_meanwhile_is_not_locked_out(world: World) -> None:
    world.settings["lock.on_idle_minutes"] = 5.0
    world.idle.idle = 299.0
    watch = world.watch()

    watch.look()

    assert world.locked == []


def test_a_dream_delays_the_idle_lock_by_ten_minutes_at_most(world: World) -> None:
    world.settings["lock.on_idle_minutes"] = 1.0
    world.idle.idle, world.dreams = 60.0, True
    watch = world.watch()

    watch.look()
    world.now += LONGEST_DREAM_SECONDS - 1
    watch.look()
    assert world.locked == []
    world.now += 1
    watch.look()

    assert world.locked == [LockReason.IDLE]


def test_a_dream_that_ends_lets_the_lock_come_at_once(world: World) -> None:
    world.settings["lock.on_idle_minutes"] = 1.0
    world.idle.idle, world.dreams = 60.0, True
    watch = world.watch()
    watch.look()

    world.dreams = False
    watch.look()

    assert world.locked == [LockReason.IDLE]


def test_a_dream_delays_no_other_lock(world: World) -> None:
    world.dreams = True
    watch = world.watch()

    assert watch.heard(Sign.SCREEN_LOCKED)


def test_ten_minutes_begin_anew_after_somebody_used_the_computer(world: World) -> None:
    world.settings["lock.on_idle_minutes"] = 1.0
    world.idle.idle, world.dreams = 60.0, True
    watch = world.watch()
    watch.look()

    world.now, world.idle.idle = world.now + 500, 1.0
    watch.look()
    world.now, world.idle.idle = world.now + 500, 60.0
    watch.look()

    assert world.locked == []


def test_a_display_that_goes_costs_a_look_and_is_opened_again(world: World) -> None:
    world.settings["lock.on_idle_minutes"] = 1.0
    world.idle.idle = 60.0
    displays: list[FakeWindows | None] = [None, world.idle]

    def windows() -> FakeWindows:
        found = displays.pop(0)
        if found is None:
            raise ScreenUnavailable("There is no display.")
        return found

    watch = world.watch(windows=windows)
    watch.look()
    assert not watch.check().well
    watch.look()

    assert world.locked == [LockReason.IDLE]
    assert watch.check().well


def test_a_desktop_without_idle_time_is_told_by_the_doctor_once_it_is_wanted(world: World) -> None:
    watch = world.watch(windows=NoWindows)
    watch.look()
    assert watch.check().well

    world.settings["lock.on_idle_minutes"] = 1.0
    watch.look()

    assert watch.check().message == watching.NO_IDLE
    assert world.locked == []


def test_the_doctor_says_what_is_not_noticed_unless_nobody_wants_it_noticed(world: World) -> None:
    watch = world.watch(signs=NoSigns("No bus answers. Lock Reverie yourself."))

    assert not watch.check().well
    assert watch.check().message == "No bus answers. Lock Reverie yourself."

    for name in ("lock.on_screen_lock", "lock.on_suspend", "lock.on_user_switch"):
        world.settings[name] = False
    assert watch.check().well
    assert watch.check().message == "Only you lock Reverie."
