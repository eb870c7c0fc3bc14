"""Conversations as JSON Lines: `{"speaker", "role", "text", "time"}`, and `thread` and `id` where they are known."""

from __future__ import annotations

from typing import Any

from app import foreign_json
from app.conversations.export import ASSISTANT, PARTICIPANT, USER, Export, text_of
from app.interfaces import IncomingTurn

ROLES = (USER, ASSISTANT, PARTICIPANT)


def turns(export: Export, text: str) -> list[IncomingTurn]:
    """One turn a line; blank lines are passed over."""
    return [
        _turn(export, line, f"line {number}")
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]


def _turn(export: Export, line: str, where: str) -> IncomingTurn:
    fields = _fields(export, line, where)
    said, speaker = text_of(fields, "text"), text_of(fields, "speaker")
    if not said.strip():
        raise export.fault(where, "a message needs a “text”.")
    time = export.written(fields.get("time"), where)
    thread = str(fields.get("thread") or export.file.stem)
    return export.turn(time, said, thread, speaker, _role(export, fields, where), str(fields.get("id") or ""))


def _role(export: Export, fields: dict[str, Any], where: str) -> str:
    speaker, given = text_of(fields, "speaker"), str(fields.get("role") or "")
    if export.is_me(speaker):
        return USER
    if not given:
        return PARTICIPANT if speaker else USER
    if given not in ROLES:
        raise export.fault(where, f"“role” must be one of {', '.join(ROLES)}.")
    return given


def _fields(export: Export, line: str, where: str) -> dict[str, Any]:
    try:
        found = foreign_json.loads(line)
    except ValueError:
        raise export.fault(where, "this is not valid JSON.") from None
    if not isinstance(found, dict):
        raise export.fault(where, "this is not a JSON object.")
    return found
