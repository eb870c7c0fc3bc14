"""Forgetting as its users do it: commands, a keeper that holds the safe, receipts checked outside, a safe destroyed."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from app.client import Link
from tests.integration.program import PASSPHRASE, Program

EVENTS = [
    {"type": "turn", "thread": "lake", "speaker": "Tomas Weber", "role": "participant",
     "text": "I bring the canoe to the lake", "time": "2026-03-04T12:00:00Z", "id": "canoe"},
    {"type": "frame", "time": "2026-03-04T12:05:00Z", "app": "Firefox", "url": "https://mail.example.org/inbox",
     "text": "The parcel arrives on Friday", "id": "parcel"},
    {"type": "note", "text": "The spare key lies under the blue pot", "time": "2026-03-04T12:10:00Z", "id": "key"},
]  # fmt: skip


@pytest.fixture
def program(tmp_path: Path) -> Program:
    made = Program(tmp_path)
    file = tmp_path / "events.jsonl"
    file.write_text("\n".join(json.dumps(event) for event in EVENTS))
    assert made.run("init").returncode == 0
    assert made.run("import", "events", str(file)).returncode == 0
    return made


def test_a_forgetting_proves_itself_and_fails_when_something_is_left(program: Program) -> None:
    proved = program.json("forget", "--match", "parcel", "--prove")
    told = program.run("forget", "--site", "example.org", "--prove")
    program.run("rules", "add", "--app", "Canoe planner")
    left = program.run("forget", "--match", "canoe", "--prove")

    assert proved["before"]["total"] > proved["after"]["total"] == 0
    assert told.stdout.endswith("Nothing was found before either, so that nothing is proved.\n")
    assert (left.returncode, "Something is left" in left.stdout) == (1, True)
    assert "planner" not in left.stdout
    assert program.run("forget", "--match", "x", "--prove", "--dry-run").returncode == 2


def test_selectors_receipts_and_retention_on_the_command_line(program: Program, tmp_path: Path) -> None:
    foretold = program.json("forget", "--site", "example.org", "--dry-run")
    site = program.json("forget", "--site", "example.org")
    person = program.json("forget", "--person", "tomas")

    assert [foretold[name] for name in ("observations", "ids")] == [
        site[name] for name in ("observations", "ids")
    ]
    assert (site["observations"], site["number"], person["observations"], person["number"]) == (1, 1, 1, 2)
    assert [(one["number"], one["by"]) for one in program.json("receipts")] == [
        (2, ["person"]),
        (1, ["site"]),
    ]
    assert program.json("receipts", "verify") == {"receipts": 2, "problems": []}
    assert program.json("search", "canoe")["hits"] == []
    assert program.json("search", "spare key")["hits"] != []

    assert program.run("receipts", "export", str(tmp_path / "out")).returncode == 0
    if shutil.which("openssl"):
        name = "receipt-000002"
        command = f"openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in {name}.json -sigfile {name}.sig"
        subprocess.run(command.split(), cwd=tmp_path / "out", check=True, capture_output=True)
    rule = program.json("retention", "add", "90d", "--app", "Slack")["rule"]
    assert [known["id"] for known in program.json("retention", "list")] == [rule["id"]]
    assert program.run("retention", "add", "90d").returncode == 2
    assert program.json("retention", "remove", str(rule["id"])) == {"removed": rule["id"]}


def test_erasing_asks_for_the_name_tells_a_keeper_to_end_and_leaves_nothing(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in program.environment.items():
        monkeypatch.setenv(name, value)
    link = Link(program.home, start=True)
    link.reverie().unlock(PASSPHRASE)
    (program.home / "thesis.odt").write_text("mine")

    wrong = program.run("erase", "--yes-destroy", "another")
    assert (wrong.returncode, "another" in wrong.stderr) == (2, False)
    assert link.reverie().search is not None
    erased = program.json("erase", "--yes-destroy", "home")
    link.close()

    assert erased["left"] == [str(program.home / "thesis.odt")]
    assert [path.name for path in program.files()] == ["thesis.odt"]
    again = program.run("erase", "--yes-destroy", "home")
    assert again.returncode == 1
    assert "There is no safe" in again.stderr
