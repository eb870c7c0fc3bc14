"""The commands that mend, edit and sum up, as a person types them: history, undo, as-of, edit, merge, inbox, spent."""

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


def _sees(program: Commands, folder: Path, text: str) -> None:
    """A page on the screen, taken in and digested."""
    file = folder / "events.jsonl"
    seen = {"type": "frame", "time": "2026-03-04T09:00", "app": "Firefox", "window_title": "Handbook"}
    file.write_text(json.dumps({**seen, "text": text}))
    program.json("import", "events", str(file))
    program.json("--model", "none", "digest")


@pytest.fixture
def claimed(program: Commands, tmp_path: Path) -> str:
    """The id of what waits since a page says otherwise than an import did."""
    file = tmp_path / "facts.jsonl"
    fact = {"name": "Release manager", "summary": "The release manager is Ida Falk"}
    file.write_text(json.dumps({"kind": "semantic", "body": fact, "valid_from": "2026-01-01T00:00"}))
    program.json("memories", "import", str(file))
    _sees(program, tmp_path, "The release manager is Tomas Brandt of platform.")
    (item,) = program.json("inbox", "list")
    return str(item["id"])


def test_a_change_that_waits_is_shown_old_beside_new_with_why_and_from_where(
    program: Commands, claimed: str
) -> None:
    shown = program.json("inbox", "show", claimed)

    (summary,) = [field for field in shown["fields"] if field["name"] == "summary"]
    assert summary["old"] == "The release manager is Ida Falk"
    assert "Tomas Brandt" in summary["new"]
    assert (shown["origin"], shown["entry_type"], shown["source"]) == ("screen", "revise", "Firefox")
    text = program.run("inbox", "show", claimed).stdout
    assert "summary: The release manager is Ida Falk | " in text
    assert "a screen says otherwise than what you said or confirmed" in text
    assert f"from frame {shown['sources'][0]['id']}: " in text
    assert claimed in program.run("inbox", "list").stdout
    assert program.run("inbox", "show", shown["memory"]).returncode == 2


def test_a_change_is_accepted_and_undone(program: Commands, claimed: str) -> None:
    kept = program.json("inbox", "accept", claimed)

    assert "Tomas Brandt" in kept["body"]["summary"]
    assert program.json("inbox", "list") == []
    assert program.run("inbox", "accept", claimed).returncode == 2
    assert (
        program.json("memories", "undo", kept["id"])["body"]["summary"] == "The release manager is Ida Falk"
    )


def test_a_change_is_edited_and_then_made(program: Commands, claimed: str) -> None:
    assert program.run("inbox", "edit", claimed).returncode == 2
    assert program.run("inbox", "edit", claimed, "no mark").returncode == 2
    assert program.run("inbox", "edit", claimed, "nonsense=x").returncode == 2
    assert program.run("inbox", "edit", claimed, "tree_path=[1").returncode == 2

    kept = program.json("inbox", "edit", claimed, "summary=Ida and Tomas share it", 'tree_path=["work"]')

    assert (kept["body"]["summary"], kept["body"]["tree_path"]) == ("Ida and Tomas share it", ["work"])


def test_always_is_answered_listed_and_revoked(program: Commands, claimed: str, tmp_path: Path) -> None:
    answer = program.json("inbox", "always", "reject", "semantic", "--from", "screen")
    assert program.json("inbox", "list") == []
    assert "semantic from screen: always turned down" in program.run("inbox", "always", "list").stdout
    _sees(program, tmp_path, "The release manager is Boris Vane of platform.")
    assert program.json("inbox", "list") == []

    program.json("inbox", "always", "revoke", str(answer["id"]))

    assert program.run("inbox", "always", "revoke", str(answer["id"])).returncode == 2
    assert program.json("inbox", "always", "list") == []
    assert program.run("inbox", "always", "accept", "core").returncode == 2
    assert program.run("inbox", "always", "accept", "nonsense").returncode == 2


def test_refusals_are_counted_by_reason_and_hold_no_content(
    program: Commands, claimed: str, tmp_path: Path
) -> None:
    assert program.run("refusals").stdout == "Nothing was refused.\n"
    program.json("inbox", "reject", claimed)
    _sees(program, tmp_path, "Again\nThe release manager is Tomas Brandt of platform.")

    found = program.json("refusals")

    assert found["counts"] == {"it was turned down before": 1}
    (refusal,) = found["refusals"]
    assert (refusal["kind"], refusal["seen"]["type"]) == ("semantic", "frame")
    assert "Tomas" not in program.run("refusals").stdout
    assert "it was turned down before" in program.run("refusals").stdout


def test_a_memory_is_shown_with_why_it_is_kept(program: Commands) -> None:
    program.run("remember", "I live in Lisbon.")
    program.json("--model", "none", "digest")
    (memory,) = program.json("core", "show")

    assert (memory["decision"]["by"], memory["decision"]["voice"]) == ("rule", "user")
    told = program.run("memories", "show", memory["id"]).stdout
    assert "kept as core because the user says so of themselves (home)" in told
    assert "decided by a rule, from your own words; confidence 0.90" in told


def test_an_answer_is_corrected_in_its_chat_and_a_memory_by_its_id(program: Commands) -> None:
    program.run("remember", "I live in Lisbon.")
    program.json("--model", "none", "digest")
    asked = ("--model", "none", "ask", "Where do I live?")
    assert program.run("correct", "--last", "it's Porto").returncode == 2
    program.json(*asked, "--thread", "one")

    told = program.run("correct", "--last", "it's Porto").stdout
    assert "Porto" in told
    assert "reverie memories undo" in told
    assert program.json(*asked)["short"] == "Porto"
    (memory,) = program.json("core", "show")
    answer = program.json("correct", memory["id"], "that's wrong, it's Braga")

    assert answer["citations"][0]["type"] == "memory"
    assert program.json(*asked)["short"] == "Braga"
    assert [program.run("correct", *words).returncode for words in ((), ("--last",), (memory["id"],))] == [
        2
    ] * 3
    assert program.run("correct", "00000000-0000-7000-8000-000000000000", "it's Faro").returncode == 2


def test_a_chat_on_the_command_line_obeys_and_a_plain_question_does_not(program: Commands) -> None:
    program.json("--model", "none", "ask", "remember that the spare key is with Ines")
    assert program.json("memories", "list") == []

    answer = program.json(
        "--model", "none", "ask", "remember that the spare key is with Ines", "--thread", "one"
    )

    assert "Ines" in answer["answer"]
    assert len(program.json("memories", "list")) == 1


def test_no_work_has_failed(program: Commands) -> None:
    assert program.run("jobs", "list").stdout == "No work has failed.\n"
    assert program.json("jobs", "retry", "--all") == {"retried": 0}
    assert program.json("jobs", "drop", "--all") == {"dropped": 0}
    assert program.run("jobs", "drop").returncode == 2


def _two_facts(program: Commands, folder: Path) -> list[str]:
    file = folder / "facts.jsonl"
    bodies = [
        {"name": "Kettle", "summary": "The kettle is from Porto", "tree_path": ["home", "kitchen"]},
        {"name": "Kettle", "summary": "It leaks at the lid", "tree_path": ["home", "kitchen"]},
    ]
    rows = [{"kind": "semantic", "body": body, "external_id": f"{at}"} for at, body in enumerate(bodies)]
    file.write_text("\n".join(map(json.dumps, rows)))
    program.json("memories", "import", str(file))
    held = program.json("memories", "list", "--kind", "semantic")
    return [one["id"] for one in sorted(held, key=lambda one: one["external_id"])]


def test_a_memory_is_written_anew_and_goes_back(program: Commands, tmp_path: Path) -> None:
    kettle, _ = _two_facts(program, tmp_path)

    told = program.json("memories", "edit", kettle, "summary=It is from Braga", 'tree_path=["things"]')

    assert (told["body"]["summary"], told["body"]["tree_path"]) == ("It is from Braga", ["things"])
    assert program.json("memories", "undo", kettle)["body"]["summary"] == "The kettle is from Porto"
    for wrong in ("colour=red", "summary", "tree_path=[", f"summary=card {CARD}"):
        assert program.run("memories", "edit", kettle, wrong).returncode == 2
    assert "Porto" in program.run("memories", "show", kettle).stdout


def test_a_pin_is_set_and_let_go_of(program: Commands, tmp_path: Path) -> None:
    kettle, _ = _two_facts(program, tmp_path)

    assert program.json("memories", "pin", kettle)["pinned"]
    assert [row["id"] for row in program.json("memories", "browse", "semantic", "--pinned")["rows"]] == [
        kettle
    ]
    assert not program.json("memories", "pin", kettle, "--off")["pinned"]


def test_two_memories_are_put_together_after_a_look(program: Commands, tmp_path: Path) -> None:
    both = _two_facts(program, tmp_path)

    assert program.json("memories", "merge", *both, "--dry-run")["memory"] is None
    assert "would be semantic: Kettle" in program.run("memories", "merge", *both, "--dry-run").stdout
    made = program.json("memories", "merge", *both, "--set", "details=Put together by hand")

    assert "Porto" in made["body"]["summary"]
    assert "leaks" in made["body"]["summary"]
    assert made["memory"]["body"]["details"] == "Put together by hand"
    assert program.json("memories", "browse", "semantic")["total"] == 1
    assert program.run("memories", "merge", made["memory"]["id"]).returncode == 2


def test_many_memories_are_gone_through_by_page_words_and_branch(program: Commands, tmp_path: Path) -> None:
    _two_facts(program, tmp_path)

    page = program.json("memories", "browse", "semantic", "--words", "leak", "--order", "name")
    assert [row["cells"]["summary"] for row in page["rows"]] == ["It leaks at the lid"]
    assert "1 of 2" in program.run("memories", "browse", "semantic", "--limit", "1").stdout
    assert program.json("memories", "browse", "semantic", "--branch", "home/kitchen")["total"] == 2
    assert program.json("memories", "browse", "semantic", "--branch", "home")["total"] == 0
    (branch,) = program.json("memories", "tree", "semantic", "home")["branches"]
    assert (branch["name"], branch["memories"]) == ("kitchen", 2)
    assert "     2  home" in program.run("memories", "tree", "semantic").stdout
    assert program.run("memories", "browse", "semantic", "--order", "colour").returncode == 2
    assert program.run("memories", "browse", "nothing").returncode == 2


def test_where_the_time_went_is_told_by_app_document_and_project(program: Commands, tmp_path: Path) -> None:
    frames = [
        {"type": "frame", "id": f"f{n}", "time": f"2026-11-20T09:0{n}:00", "text": f"line {n} of the lamp",
         "app": "Code", "window_title": "lamp.py - lantern - Visual Studio Code"}
        for n in range(4)
    ]  # fmt: skip
    file = tmp_path / "frames.jsonl"
    file.write_text("\n".join(map(json.dumps, frames)))
    assert program.run("import", "events", str(file)).returncode == 0

    spent = program.json("spent", "--day", "2026-11-20")
    told = program.run("spent", "--day", "2026-11-21", "--days", "2")

    assert (spent["seconds"], [one["name"] for one in spent["projects"]]) == (180, ["lantern"])
    assert told.stdout.splitlines() == [
        " 0 h 03 min on screen",
        "by app",
        "   0 h 03 min  Code",
        "by site or document",
        "   0 h 03 min  lamp.py - lantern",
        "by project",
        "   0 h 03 min  lantern",
    ]
    assert program.run("spent", "--day", "2026-11-25").stdout == " 0 h 00 min on screen\n"
    assert program.run("spent", "--days", "0").returncode == 2
