"""All six kinds of memory appear with no language model at all, and none of them holds what nobody said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from agents.kinds import all_kinds
from tests.integration.program import Program

SAID = (
    "Hi, I'm Renske and I moved to Tromsø last month for a job as a marine biologist at Fjordlab.",
    "My brother Teun is allergic to walnuts, so no pesto for him.",
    "Yesterday I had dinner with Oyvind at the harbour.",
    "To clean the sensor: first rinse it with fresh water, then dry it with a cloth, finally screw the cap on.",
    "keep this for later:\n# Packing list\n- thermal boots\n- spare batteries\n- the blue dry bag",
    "My locker password is Kelp-Forest-88",
    "haha ok",
)
# Questions of what was said, each with what its answer holds.
ASKED = {"Where do I live?": "Troms", "Who is allergic to walnuts?": "Teun", "Where do I work?": "Fjordlab"}


def test_rules_alone_fill_every_kind(tmp_path: Path) -> None:
    program = Program(tmp_path)
    events = tmp_path / "events.jsonl"
    lines = [_turn(number, text) for number, text in enumerate(SAID)]
    events.write_text("\n".join(map(json.dumps, lines)))
    program.json("init")
    program.json("import", "events", str(events))

    report = program.json("digest", "--model", "none")
    memories = program.json("memories", "list", "--all")

    assert report["failed"] == 0
    assert {memory["kind"] for memory in memories} == set(all_kinds())
    text = json.dumps(memories)
    assert "Kelp-Forest-88" not in text
    assert "haha" not in text
    assert all(memory["sources"] for memory in memories)


def test_what_was_said_is_answered_with_its_source(tmp_path: Path) -> None:
    program = Program(tmp_path)
    events = tmp_path / "events.jsonl"
    events.write_text("\n".join(json.dumps(_turn(number, text)) for number, text in enumerate(SAID)))
    program.json("init")
    program.json("import", "events", str(events))
    program.json("digest", "--model", "none")

    answers = {question: program.json("ask", question, "--model", "none") for question in ASKED}

    assert [question for question, wanted in ASKED.items() if wanted not in answers[question]["answer"]] == []
    assert not any(answer["abstained"] for answer in answers.values())
    assert all(answer["citations"] for answer in answers.values())


def test_a_secret_in_a_memory_brought_along_stands_nowhere_but_in_the_vault(tmp_path: Path) -> None:
    program = Program(tmp_path)
    brought = tmp_path / "memories.jsonl"
    steps = ["Open the door", "My locker password is Kelp-Forest-88"]
    bodies = [
        ("procedural", {"entry_type": "guide", "name": "Locker", "summary": "Opening it", "steps": steps}),
        ("vault", {"text": "Kelp-Forest-99"}),
    ]
    brought.write_text("\n".join(json.dumps({"kind": kind, "body": body}) for kind, body in bodies))
    program.json("init")

    program.json("memories", "import", str(brought))
    memories = {memory["kind"]: memory for memory in program.json("memories", "list", "--all")}

    assert "Kelp-Forest" not in json.dumps(memories)
    assert memories["procedural"]["body"]["steps"][0] == steps[0]
    secret = program.json("vault", "reveal", memories["vault"]["id"])
    assert secret["secret_value"] == "Kelp-Forest-99"


def _turn(number: int, text: str) -> dict[str, Any]:
    time = f"2026-03-04T09:{number:02}:00"
    return {
        "type": "turn",
        "id": f"t{number}",
        "thread": "a",
        "speaker": "me",
        "role": "user",
        "text": text,
        "time": time,
    }
