"""Procedures that somebody wrote down or imported in one text: their steps are told apart."""

from __future__ import annotations

import pytest

from agents.kinds.procedural import Procedure


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("1. match the order 2. ask above 500 3. pay", ["match the order", "ask above 500", "pay"]),
        ("Pin the version; compare the checksum; read", ["Pin the version", "compare the checksum", "read"]),
        ("Open the app\nPress start", ["Open the app", "Press start"]),
        ("Step 1: warm the oven at 180 Step 2: wait", ["warm the oven at 180", "wait"]),
        ("Open the app", ["Open the app"]),
        ("", []),
    ],
)  # fmt: skip
def test_steps_in_one_text_are_told_apart(text: str, steps: list[str]) -> None:
    assert Procedure.model_validate({"name": "x", "steps": text}).steps == steps
