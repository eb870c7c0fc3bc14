"""The first hour of a new user, every part real: the window, the keeper, its children, a mail on the screen.

Mouse and keyboard are xdotool's; what the window shows is read from its report (`tests/tools/told_window.py`),
what was kept is asked of the keeper. The pictures that are taken on the way are for people to look at.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app import client, paths
from app.demo.stage import Actor, Stage
from app.demo.world import scene_to_json, world
from app.interfaces import FrameDetail, Reverie
from tests.integration.program import PASSPHRASE, alive, until

PATIENCE = 90.0
"""Seconds until a step counts as failed; reading the first screen takes some, everything else less than one."""

MISSING = next((name for name in ("Xvfb", "openbox", "xdotool") if shutil.which(name) is None), None)
OWN_WORDS = "What would you like to remember"
SCENE = world(7, date(2026, 11, 21)).scenes[4]
CLOCK = re.compile(r"\d\d:\d\d:\d\d")
QUESTION = "When does the photo shoot start?"

pytestmark = [
    pytest.mark.display,
    pytest.mark.slow,
    pytest.mark.xdist_group("x11"),
    pytest.mark.skipif(MISSING is not None, reason=f"{MISSING} is not installed"),
]


class Person:
    """Somebody before the stage: sees the window by its report, uses mouse and keyboard, takes pictures."""

    def __init__(self, stage: Stage, folder: Path) -> None:
        self._stage = stage
        self._folder = folder
        self._report = folder / "report.json"
        self._pictures = 0
        self.environment = stage.environment
        command = [sys.executable, "-P", "-m", "tests.tools.told_window", str(self._report), "--real"]
        environment = self.environment | {"PYTHONPATH": str(Path(__file__).parents[2])}
        self.window = subprocess.Popen(command, env=environment)

    def sees(self) -> dict[str, Any]:
        """What the window shows now. Any: a JSON document."""
        try:
            found: dict[str, Any] = json.loads(self._report.read_text("utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return {"widgets": {}, "texts": [], "boxes": 0}
        return found

    def waits_for(self, true: Callable[[dict[str, Any]], bool], what: str) -> dict[str, Any]:
        """Looks until it is true of what is seen."""
        end = time.monotonic() + PATIENCE
        while not true(seen := self.sees()):
            assert self.window.poll() is None, "the window ended"
            assert time.monotonic() < end, f"never seen: {what}; instead {seen['texts']}"
            time.sleep(0.05)
        return seen

    def finds(self, start: str) -> str:
        """The whole name of the widget whose name begins so, once it is there."""
        seen = self.waits_for(lambda seen: any(name.startswith(start) for name in seen["widgets"]), start)
        return next(str(name) for name in seen["widgets"] if name.startswith(start))

    def reads(self, text: str) -> None:
        """Waits until a text that holds this is shown."""
        self.waits_for(lambda seen: any(text in shown for shown in seen["texts"]), text)

    def recovery_words(self) -> dict[int, str]:
        """The words as they stand on the page, by their numbers."""
        numbered = re.compile(r"(\d+)\. ([a-z]+)")
        found = [numbered.fullmatch(text) for text in self.sees()["texts"]]
        words = {int(match[1]): match[2] for match in found if match}
        assert len(words) == 24
        return words

    def places_asked(self) -> list[int]:
        """The numbers of the words that are asked for."""
        self.finds("Word ")
        named = (re.fullmatch(r"Word (\d+)", name) for name in self.sees()["widgets"])
        return sorted(int(match[1]) for match in named if match)

    def clicks(self, start: str) -> None:
        """Clicks the widget whose name begins so."""
        x, y = self.sees()["widgets"][self.finds(start)]
        self._xdotool("mousemove", "--sync", str(x), str(y), "click", "1")

    def types(self, text: str) -> None:
        """Types a text."""
        self._xdotool("type", "--delay", "8", text)

    def presses(self, key: str) -> None:
        """Presses a key."""
        self._xdotool("key", key)

    def leaves(self) -> None:
        """Ends the window. It may be starting itself anew at this moment, which swallows a signal: then once more."""
        end = time.monotonic() + PATIENCE
        while self.window.poll() is None:
            assert time.monotonic() < end, "the window does not end"
            self.window.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.window.wait(2)

    def starts_it_again(self) -> None:
        """A second start, as from the menu of the desktop; it shows the first and ends."""
        done = subprocess.run(paths.window_command(), env=self.environment, timeout=PATIENCE, check=False)
        assert done.returncode == 0

    def takes_a_picture(self, name: str) -> None:
        """Saves the display, for people to look at."""
        self._pictures += 1
        self._stage.picture(self._folder / f"{self._pictures}-{name}.png")

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True, timeout=PATIENCE)


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    """A display with a window manager and a tray, and an account nobody has used Reverie on."""
    folders = {"XDG_STATE_HOME": "state", "XDG_CONFIG_HOME": "config", "XDG_RUNTIME_DIR": "run"}
    for name, folder in folders.items():
        (tmp_path / folder).mkdir(mode=0o700)
        monkeypatch.setenv(name, str(tmp_path / folder))
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))
    with Stage(virtual=True) as stage:
        yield stage


@pytest.fixture
def person(stage: Stage, tmp_path: Path) -> Iterator[Person]:
    """Somebody who has just started Reverie."""
    person = Person(stage, tmp_path)
    try:
        yield person
    finally:
        person.leaves()


@pytest.fixture
def reverie(person: Person) -> Iterator[Reverie]:
    """The keeper that the window started, asked directly."""
    link = client.Link(paths.home(), start=False)
    yield link.reverie()
    link.close()
    left = client.unlocked(paths.home())
    if left is not None:
        left.reverie().lock()
        left.close()


def frames_kept(reverie: Reverie) -> list[FrameDetail]:
    """Every frame of today."""
    now = datetime.now(UTC)
    return [
        reverie.frame(view.id) for view in reverie.frames(now - timedelta(hours=12), now + timedelta(hours=1))
    ]


def test_a_new_user_makes_a_safe_reads_a_mail_finds_it_again_and_locks(
    person: Person, reverie: Reverie
) -> None:
    make_a_safe(person, reverie)
    hide_an_app_and_keep_the_model(person, reverie)
    read_a_mail(person, reverie)
    find_the_first_moment(person)
    learn_the_keys(person)
    find_it_in_the_timeline(person)
    ask_about_it(person)
    nothing_of_reverie_itself_was_kept(reverie)
    lock_and_open_again(person, reverie)


def make_a_safe(person: Person, reverie: Reverie) -> None:
    """The first run says what is kept, asks for a passphrase twice, and shows the recovery words once."""
    person.reads("Welcome to Reverie")
    person.reads("What never is")
    person.takes_a_picture("welcome")
    person.clicks("Continue")
    person.clicks("Choose a passphrase")
    person.types(PASSPHRASE)
    person.presses("Tab")
    person.types(PASSPHRASE)
    person.takes_a_picture("passphrase")
    person.presses("Return")
    person.reads("Your recovery words")
    person.takes_a_picture("recovery")
    # Quick, and the same on a machine that has the large model: what is asked here is whether the parts fit together.
    reverie.set_setting("model.language", "none")
    person.clicks("I wrote them down")
    words = person.recovery_words()
    person.clicks("Continue")
    person.reads("Three of your words")
    for place in person.places_asked():
        person.types(words[place])
        person.presses("Tab")
    person.takes_a_picture("three-words")
    person.clicks("Continue")


def hide_an_app_and_keep_the_model(person: Person, reverie: Reverie) -> None:
    """What must not be seen comes before anything is recorded; an app is hidden that was never seen."""
    person.reads("What Reverie must not see")
    person.reads("password managers")
    assert frames_kept(reverie) == []
    person.clicks("App to hide")
    person.types("Signal")
    person.presses("Return")
    person.finds("Remove this rule")
    assert "Signal" in {rule.app for rule in reverie.rules()}
    person.takes_a_picture("hidden")
    person.clicks("Continue")
    person.reads("Which model answers")
    person.takes_a_picture("models")
    person.clicks("Continue")
    person.finds("Look now")


def read_a_mail(person: Person, reverie: Reverie) -> None:
    """A mail is opened over Reverie, stands until it was kept, and is closed."""
    with Actor(paths.actor_command(), scene_to_json(SCENE), person.environment):
        until(
            lambda: SCENE.title in {kept.frame.window_title for kept in frames_kept(reverie)},
            "the mail kept",
            PATIENCE,
        )
        person.takes_a_picture("mail")
        person.starts_it_again()


def find_the_first_moment(person: Person) -> None:
    """The guide proposes a word of what was kept, and finds it again."""
    person.reads("Kept: ")
    person.clicks("Find it")
    person.reads("Found again in")
    person.takes_a_picture("first-moment")
    person.clicks("Continue")


def learn_the_keys(person: Person) -> None:
    """The keys bring recall over the guide; then the window opens."""
    person.reads("Press them now")
    person.presses("ctrl+alt+m")
    person.reads("That was it")
    person.finds("What to recall")
    person.takes_a_picture("keys")
    person.presses("Escape")
    person.clicks("Begin")
    person.finds("Your question")
    person.takes_a_picture("empty-chat")


def find_it_in_the_timeline(person: Person) -> None:
    """Ctrl+2 shows the end of the day; what came after the mail is stepped over."""
    person.presses("ctrl+2")
    person.finds("The day as a tape")
    while SCENE.title not in (shown := frame_shown(person)):
        step_back(person, shown)
    person.waits_for(lambda seen: seen["frames"] == 1, "the frame's picture")
    person.takes_a_picture("timeline")


def frame_shown(person: Person) -> str:
    """Time and title of the frame that the timeline shows."""
    seen = person.waits_for(
        lambda seen: any(CLOCK.fullmatch(text) for text in seen["texts"]), "the frame's time"
    )
    return " ".join(sorted(text for text in seen["texts"] if CLOCK.fullmatch(text) or SCENE.title in text))


def step_back(person: Person, shown: str) -> None:
    """One frame earlier than `shown`."""
    person.presses("Left")
    until(lambda: frame_shown(person) != shown, "an earlier frame", PATIENCE)


def ask_about_it(person: Person) -> None:
    """Asked by keyboard; the answer cites the mail, and a click on the citation shows it with the words boxed."""
    person.presses("ctrl+k")
    person.types(QUESTION)
    person.presses("Return")
    person.finds("[1]")
    person.reads("08:30")
    person.takes_a_picture("chat")
    person.clicks("[1]")
    person.waits_for(lambda seen: bool(seen["boxes"]), "the words boxed")
    person.takes_a_picture("evidence")
    person.presses("Escape")
    person.finds("[1]")


def nothing_of_reverie_itself_was_kept(reverie: Reverie) -> None:
    """The window was on the screen all the time, and is in no frame."""
    kept = frames_kept(reverie)

    assert kept
    for detail in kept:
        assert OWN_WORDS not in detail.text
        assert "Where this comes from" not in detail.text
        assert not detail.frame.app.startswith("Reverie")


def lock_and_open_again(person: Person, reverie: Reverie) -> None:
    """Locked from the window: the keeper ends, another passphrase does not open the safe, the right one does."""
    keeper = reverie.status().pid
    person.clicks("Lock now")
    person.reads("Welcome back")
    until(lambda: not alive(keeper), "the keeper to end")
    person.takes_a_picture("locked")
    person.clicks("Passphrase")
    person.types("seven loud herons")
    person.presses("Return")
    person.reads("That passphrase does not open this safe")
    person.takes_a_picture("wrong")
    person.presses("ctrl+a")
    person.types(PASSPHRASE)
    person.presses("Return")
    person.finds("Your question")
    person.takes_a_picture("open-again")
    assert os.getpid() != reverie.status().pid != keeper
