"""Who asks comes before the background."""

from __future__ import annotations

import sys

from app import priorities


def test_threads_hand_over_the_interpreter_sooner_than_python_lets_them() -> None:
    before = sys.getswitchinterval()
    try:
        priorities.take_short_turns()

        assert sys.getswitchinterval() <= before / 5
    finally:
        sys.setswitchinterval(before)
