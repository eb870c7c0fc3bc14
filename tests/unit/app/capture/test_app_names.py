"""How applications are called."""

from __future__ import annotations

import os

import pytest

from app.capture.windows import app_names


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("firefox-esr", "Firefox-esr"),
        ("org.gnome.Nautilus", "Nautilus"),
        ("KeePassXC", "KeePassXC"),
        ("notepad.exe", "Notepad"),
        ("v1.2", "V1.2"),
        ("a..b", "A..b"),
        (" xterm ", "Xterm"),
        ("", ""),
    ],
)
def test_an_app_is_called_by_a_name_a_person_knows(given: str, shown: str) -> None:
    assert app_names.pretty(given) == shown


def test_a_process_is_called_by_its_program() -> None:
    assert app_names.of_process(os.getpid())


def test_a_process_that_is_no_more_has_no_name() -> None:
    assert app_names.of_process(2**22 + 1) == ""
    assert app_names.of_process(0) == ""
