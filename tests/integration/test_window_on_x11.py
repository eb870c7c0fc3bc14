"""The window on a real X11 display: a person unlocks, asks and clicks a citation, with mouse and keys by xdotool.

The window runs in a process of its own over the fake; where its widgets stand and what they show is read from a
report that it writes (`tests/tools/told_window.py`), because a picture alone cannot be asserted.
"""

from __future__ import annotations

import shutil

import pytest

from tests.fakes import display, small_world
from tests.integration.person import Person

MISSING = display.missing_program() or (None if shutil.which("xdotool") else "xdotool")

pytestmark = [
    pytest.mark.display,
    pytest.mark.xdist_group("display"),
    pytest.mark.skipif(MISSING is not None, reason=f"{MISSING} is not installed"),
]


def test_unlocking_asking_and_clicking_a_citation_shows_the_words_boxed(person: Person) -> None:
    person.clicks("Passphrase")
    person.types(small_world.PASSPHRASE)

    person.clicks("Your question")
    person.types("When does the ferry to Porto leave?")
    seen = person.waits_for(lambda seen: any(name.startswith("[1]") for name in seen["widgets"]))
    person.clicks(next(name for name in seen["widgets"] if name.startswith("[1]")))

    person.waits_for(lambda seen: bool(seen.get("boxes")))
    person.presses("Escape")
    person.waits_for(lambda seen: any(name.startswith("[1]") for name in seen["widgets"]))
    person.presses("ctrl+2")
    person.waits_for(lambda seen: "The day as a tape" in seen["widgets"])


def test_an_activity_of_the_day_opens_its_moment_and_a_time_is_gone_to_by_its_words(person: Person) -> None:
    person.clicks("Passphrase")
    person.types(small_world.PASSPHRASE)
    person.waits_for(lambda seen: "Your question" in seen["widgets"])

    person.presses("ctrl+4")
    seen = person.waits_for(
        lambda seen: any(name.startswith("Inbox - Maria Keller, \u20680") for name in seen["widgets"])
    )
    assert "The year, a square a day" in seen["widgets"]
    person.clicks(next(name for name in seen["widgets"] if name.startswith("Inbox - Maria Keller, \u20680")))

    person.waits_for(lambda seen: "The day as a tape" in seen["widgets"] and seen["frames"] == 1)
    person.waits_for(lambda seen: any("Inbox - Maria Keller" in text for text in seen["texts"]))
    person.presses("ctrl+g")
    person.types("yesterday")
    person.waits_for(lambda seen: any("Minutes.odt" in text for text in seen["texts"]))
