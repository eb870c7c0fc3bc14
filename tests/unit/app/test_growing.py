"""An answer at a terminal is shown while it comes; a script gets what it always got."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from app.bus import Bus
from app.cli import growing, out
from app.cli.main import main
from app.events import AnswerGrew
from storage.model import Secret
from tests.factories import a_safe

PASSPHRASE = "lantern orchard velvet tide"  # of a safe that lives as long as a test
ASKED = "When does the ferry to Porto leave?"
ERASED = "\x1b[2K"


def test_what_comes_of_this_answer_is_shown_at_once_and_gone_in_the_end() -> None:
    bus, written = Bus(), StringIO()
    console = Console(file=written, force_terminal=True, width=80)

    with growing.shown(bus.subscribe, "mine", console):
        bus.tell(AnswerGrew("mine", "It leaves at 7:40."))
        first = written.getvalue()
        bus.tell(AnswerGrew("another's", "It is blue."))
        bus.tell(AnswerGrew("mine", "At 7:40, from \x1b[31mpier 6."))
        second = written.getvalue()[len(first) :]
    bus.tell(AnswerGrew("mine", "Too late."))

    assert "It leaves at 7:40." in first
    assert "from \ufffd[31mpier 6." in second
    assert ERASED in second
    assert "blue" not in written.getvalue()
    assert "Too late" not in written.getvalue()
    assert ERASED in written.getvalue()[len(first) + len(second) :]


def test_signs_that_command_a_terminal_are_not_printed() -> None:
    assert out.harmless("a\x1b]0;title\x07b\x9b2J\r\nc\td") == "a\ufffd]0;title\ufffdb\ufffd2J\ufffd\nc\td"


@pytest.mark.expects_log("Search goes by words alone")
def test_at_a_terminal_the_answer_grows_and_a_script_gets_it_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("REVERIE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("TERM", "xterm")
    file = tmp_path / "passphrase"
    file.write_text(PASSPHRASE)
    file.chmod(0o600)
    a_safe(tmp_path / "home", passphrase=Secret(PASSPHRASE)).close()
    given = ("--home", str(tmp_path / "home"), "--passphrase-file", str(file), "--model", "none")
    assert main([*given, "remember", "The ferry to Porto leaves at 7:40."]) == 0
    capsys.readouterr()

    assert main([*given, "ask", ASKED]) == 0
    alone = capsys.readouterr().out
    terminal = Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    assert main([*given, "ask", ASKED]) == 0

    *grown, last = terminal.getvalue().split(ERASED)
    assert "7:40" in alone
    assert "\x1b" not in alone
    assert any("7:40" in piece for piece in grown)
    assert last == alone


class Terminal(StringIO):
    """Standard output that is a terminal."""

    def isatty(self) -> bool:
        """It is."""
        return True
