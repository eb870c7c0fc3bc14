"""The commands that mend, as a person types them: history, undo, as-of, inbox, vault log, jobs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from app.cli.main import main
from storage.model import Secret
from tests.factories import a_safe

CARD = "4539 1488 0343 6467"
PASSPHRASE = "seven quiet herons"
pytestmark = pytest.mark.expects_log("Search goes by words alone")


@dataclass(frozen=True)
class Done:
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str


class Commands:
    """Runs commands on a safe of their own, in this process."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self._home = folder / "home"
        self._file = folder / "passphrase"
        self._file.write_text(PASSPHRASE)
        self._file.chmod(0o600)
        a_safe(self._home, passphrase=Secret(PASSPHRASE)).close()

    def run(self, *arguments: str) -> Done:
        """One command, whatever its exit code."""
        code = main(["--home", str(self._home), "--passphrase-file", str(self._file), *arguments])
        return Done(code, self._capsys.readouterr().out)

    def json(self, *arguments: str) -> Any:
        """The document of a command that must succeed. Any: it is JSON."""
        done = self.run("--json", *arguments)
        assert done.returncode == 0
        return json.loads(done.stdout)


@pytest.fixture
def program(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Commands:
    """A safe and its commands; no model is found."""
    monkeypatch.setenv("REVERIE_CACHE", str(tmp_path / "cache"))
    return Commands(tmp_path, capsys)


def test_a_memory_changes_is_looked_at_and_goes_back(program: Commands) -> None:
    old = program.json("core", "set", "human", "Lives in Lisbon")
    new = program.json("core", "set", "human", "Lives in Porto")

    told = program.json("memories", "history", new["id"])
    assert [(step["author"], step["reason"], step["body"]["value"]) for step in told["history"]] == [
        ("user", "rewritten by you", "Lives in Lisbon")
    ]
    assert (told["made"]["author"], told["made"]["reason"]) == ("user", "written by you")
    assert "value was: Lives in Lisbon" in program.run("memories", "history", new["id"]).stdout

    assert program.json("memories", "undo", new["id"])["id"] == old["id"]
    assert [memory["body"]["value"] for memory in program.json("core", "show")] == ["Lives in Lisbon"]


def test_a_day_is_undone_after_a_dry_run_and_brought_back(program: Commands) -> None:
    program.json("core", "set", "human", "Works at the harbour")
    asked = ("memories", "undo", "--day", "today", "--by", "user")

    meant = program.json(*asked, "--dry-run")
    assert program.json("core", "show") != []
    done = program.json(*asked)
    assert [one["effect"] for one in done["changed"]] == ["leaves"]
    assert meant["changed"] == done["changed"]
    assert program.json("core", "show") == []

    told = program.run("memories", "undo", "--undoing", done["batch"])
    assert "1 taken back, 0 left as they are." in told.stdout
    assert len(program.json("core", "show")) == 1
    assert program.run("memories", "undo").returncode == 2
    assert program.run("memories", "undo", "--day", "someday").returncode == 2


def test_what_was_so_on_a_day(program: Commands, tmp_path: Path) -> None:
    file = tmp_path / "facts.jsonl"
    fact = {"kind": "semantic", "body": {"name": "Town", "summary": "Lisbon"}, "external_id": "one"}
    file.write_text(json.dumps({**fact, "valid_from": "2026-01-01T00:00", "valid_to": "2026-05-01T00:00"}))
    program.json("memories", "import", str(file))

    (then,) = program.json("memories", "as-of", "2026-03-04")

    assert (then["external_id"], then["held"], then["known"], then["then"]) == ("one", True, False, None)
    assert program.json("memories", "as-of", "2026-05-01") == []
    assert "not known then" in program.run("memories", "as-of", "2026-03-04").stdout
    assert program.run("memories", "as-of", "soon").returncode == 2


def test_a_card_on_a_screen_waits_in_the_inbox_and_its_value_is_in_no_list(
    program: Commands, tmp_path: Path
) -> None:
    file = tmp_path / "events.jsonl"
    seen = {"type": "frame", "time": "2026-03-04T09:00", "app": "Firefox", "window_title": "Shop"}
    file.write_text(json.dumps({**seen, "text": f"Pay with card {CARD} now"}))
    program.json("import", "events", str(file))

    listed = program.run("--json", "inbox", "list")
    (item,) = json.loads(listed.stdout)
    assert (item["entry_type"], item["source"]) == ("card", "Firefox")
    kept = program.json("inbox", "accept", item["id"], "--title", "The card")
    assert kept["title"] == "The card"
    assert program.json("vault", "reveal", kept["id"])["secret_value"] == CARD

    (line,) = program.json("vault", "log")
    assert (line["what"], line["title"], line["memory"]) == ("revealed", "The card", kept["id"])
    lists = (listed.stdout, *(program.run(*words).stdout for words in (("vault", "log"), ("vault", "list"))))
    assert not any(CARD in text for text in lists)
    assert program.run("inbox", "reject", item["id"]).returncode == 2
    assert program.json("inbox", "list") == []


def test_no_work_has_failed(program: Commands) -> None:
    assert program.run("jobs", "list").stdout == "No work has failed.\n"
    assert program.json("jobs", "retry", "--all") == {"retried": 0}
    assert program.json("jobs", "drop", "--all") == {"dropped": 0}
    assert program.run("jobs", "drop").returncode == 2
