"""The memories view on a real X11 display, by mouse and keys alone: found, edited, taken back, and forgotten or not."""

from __future__ import annotations

import shutil
from typing import Any

import pytest

from tests.fakes import display, small_world
from tests.integration.person import Person

MISSING = display.missing_program() or (None if shutil.which("xdotool") else "xdotool")

pytestmark = [
    pytest.mark.display,
    pytest.mark.xdist_group("display"),
    pytest.mark.skipif(MISSING is not None, reason=f"{MISSING} is not installed"),
]


def reads(seen: dict[str, Any], text: str) -> bool:
    """Whether a text is shown. Any: a JSON document."""
    return any(text in shown for shown in seen["texts"])


def test_a_memory_is_found_edited_taken_back_and_kept_by_keys(person: Person) -> None:
    person.clicks("Passphrase")
    person.types(small_world.PASSPHRASE)
    person.waits_for(lambda seen: "Your question" in seen["widgets"])
    person.presses("ctrl+3")
    person.waits_for(lambda seen: "Kinds of memory" in seen["widgets"])

    # Three tabs on: events, then facts.
    person.clicks("Kinds of memory")
    for _ in range(6):
        person.presses("Left")
    for _ in range(2):
        person.presses("Right")
    person.clicks("Search these memories")
    person.types("lemon", enter=False)
    person.waits_for(lambda seen: reads(seen, "Memories that fit: 1"))
    person.presses("Tab")
    person.clicks("List of memories")
    person.presses("ctrl+Home")
    person.waits_for(lambda seen: reads(seen, "Want six hours of sun"))

    person.presses("ctrl+e")
    person.clicks("What is so")
    person.presses("ctrl+a")
    person.types("Want seven hours of sun", enter=False)
    person.presses("ctrl+Return")
    person.waits_for(lambda seen: reads(seen, "edited by you"))

    person.clicks("List of memories")
    person.presses("ctrl+z")
    person.waits_for(lambda seen: reads(seen, "Want six hours of sun"))

    person.presses("Delete")
    seen = person.waits_for(lambda seen: "Keep it" in seen["widgets"])
    assert reads(seen, "1 memory")
    person.presses("Escape")
    person.waits_for(lambda seen: "Keep it" not in seen["widgets"])
    person.waits_for(lambda seen: reads(seen, "Want six hours of sun"))
