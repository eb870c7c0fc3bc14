"""Global options stand before or after the command; what stands behind `--` is left alone."""

from __future__ import annotations

import pytest

from app.cli.door import Window, hoisted, wants_window


@pytest.mark.parametrize(
    ("given", "moved"),
    [
        (["search", "tea"], ["search", "tea"]),
        (["--json", "search", "tea"], ["--json", "search", "tea"]),
        (["search", "tea", "--json"], ["--json", "search", "tea"]),
        (["search", "--home", "d", "tea", "--json"], ["--home", "d", "--json", "search", "tea"]),
        (["search", "tea", "--home=d"], ["--home=d", "search", "tea"]),
        (
            ["ask", "--now", "2026-03-04", "q", "--model=none"],
            ["--now", "2026-03-04", "--model=none", "ask", "q"],
        ),
        (["search", "--limit", "3", "tea"], ["search", "--limit", "3", "tea"]),
        (["search", "--", "--json", "--home", "d"], ["search", "--", "--json", "--home", "d"]),
        (["search", "--json", "--", "--home"], ["--json", "search", "--", "--home"]),
        # Nothing is taken for a value that is missing.
        (["forget", "lock", "--home"], ["forget", "lock", "--home"]),
        (["--json=yes", "lock"], ["--json=yes", "lock"]),
        ([], []),
    ],
)
def test_global_options_come_first(given: list[str], moved: list[str]) -> None:
    assert hoisted(given) == moved
    assert hoisted(moved) == moved


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([], Window(None, "chat")),
        (["recall"], Window(None, "recall")),
        (["--home", "d"], Window("d", "chat")),
        (["--home=d", "recall"], Window("d", "recall")),
        (["--now", "2026-03-04", "--home", "d"], Window("d", "chat")),
        (["search", "tea"], None),
        (["--home", "d", "lock"], None),
        (["--help"], None),
        (["-h"], None),
        (["--version"], None),
        (["--home", "d", "--json"], None),
        (["--no-such-option"], None),
    ],
)
def test_a_window_is_wanted_when_no_command_is_given(arguments: list[str], wanted: Window | None) -> None:
    assert wants_window(arguments) == wanted
