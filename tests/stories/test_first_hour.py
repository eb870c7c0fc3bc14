"""The first hour of a new user, every part real: the window, the keeper, its children, a mail on the screen.

Mouse and keyboard are xdotool's; what the window shows is read from its report (`tests/tools/told_window.py`),
what was kept is asked of the keeper. The pictures that are taken on the way are for people to look at.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from app import client, paths
from app.demo.stage import Actor, Stage
from app.demo.world import scene_to_json, world
from app.interfaces import FrameDetail, Reverie
from tests.integration.program import PASSPHRASE, alive, until
from tests.stories.person import PATIENCE, Person, before

OWN_WORDS = "What would you like to remember"
SCENE = world(7, date(2026, 11, 21)).scenes[4]
CLOCK = re.compile(r"\d\d:\d\d:\d\d")
QUESTION = "When does the photo shoot start?"

pytestmark = [
    pytest.mark.display,
    pytest.mark.slow,
    pytest.mark.xdist_group("x11"),
]


@pytest.fixture
def person(stage: Stage, tmp_path: Path) -> Iterator[Person]:
    """Somebody who has just started Reverie."""
    with before(stage, tmp_path) as person:
        yield person


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
