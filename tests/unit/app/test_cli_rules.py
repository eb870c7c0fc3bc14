"""The commands about what must not be seen, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.app.test_cli_mending import Commands, program

__all__ = ["program"]
pytestmark = pytest.mark.expects_log("Search goes by words alone")

WEEK = "2026-11-20T12:00:00+00:00"


@pytest.fixture
def seen(program: Commands, tmp_path: Path) -> Commands:
    """Four moments: two of a bank on different days, one of the news, one of a bank long ago."""
    rows = (
        ("2026-11-18T09:00:00Z", "Firefox", "My bank", "https://bank.example/account"),
        ("2026-11-19T10:00:00Z", "Chromium", "Statement", "https://www.bank.example/statement"),
        ("2026-11-19T11:00:00Z", "Firefox", "News", "https://news.example/"),
        ("2026-10-01T09:00:00Z", "Firefox", "My bank", "https://bank.example/account"),
    )
    lines = [
        json.dumps(
            {
                "type": "frame",
                "id": f"f{at}",
                "time": time,
                "app": app,
                "window_title": title,
                "url": url,
                "text": "x",
            }
        )
        for at, (time, app, title, url) in enumerate(rows)
    ]
    (tmp_path / "events.jsonl").write_text("\n".join(lines))
    program.json("import", "events", str(tmp_path / "events.jsonl"))
    return program


def test_a_rule_is_rehearsed_before_it_is_made_and_nothing_is_gone(seen: Commands) -> None:
    told = seen.json("--now", WEEK, "rules", "rehearse", "--url", "bank.example")
    again = seen.json("--now", WEEK, "rules", "rehearse", "--url", "bank.example")

    found = told["rehearsal"]
    assert (found["moments"], found["seen"], told["receipt"]) == (2, 3, None)
    assert {of["app"]: of["moments"] for of in found["apps"]} == {"Firefox": 1, "Chromium": 1}
    assert [stretch["moments"] for stretch in found["stretches"]] == [1, 1]
    assert len(found["ids"]) == 2
    assert again == told


def test_what_a_rule_would_have_hidden_is_forgotten_when_asked(seen: Commands) -> None:
    rule = seen.json("rules", "add", "--url", "bank.example")

    told = seen.json("--now", WEEK, "rules", "rehearse", str(rule["id"]), "--last", "60d", "--forget")

    assert (told["rehearsal"]["moments"], told["receipt"]["observations"]) == (3, 3)
    assert [frame["window_title"] for frame in seen.json("timeline", "--day", "2026-11-19")["frames"]] == [
        "News"
    ]
    left = seen.run("--now", WEEK, "rules", "rehearse", str(rule["id"]), "--last", "60d").stdout
    assert "hidden 0 of 1 moments" in left


def test_a_rehearsal_needs_one_rule(seen: Commands) -> None:
    assert seen.run("rules", "rehearse").returncode == 2
    assert seen.run("rules", "rehearse", "99").returncode == 2
    assert seen.run("rules", "rehearse", "1", "--app", "Firefox").returncode == 2


def test_the_list_tells_the_built_in_rules_by_what_they_are_for(seen: Commands) -> None:
    rule = seen.json("rules", "add", "--app", "Never seen yet")

    told = seen.run("rules", "list").stdout

    assert f"{rule['id']}  app Never seen yet" in told
    assert "password managers" in told
    assert {"banking", "wallets", "private windows", "one-time codes"} <= {
        known["name"] for known in seen.json("rules", "list") if known["built_in"]
    }
