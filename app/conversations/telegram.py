"""Telegram Desktop's `result.json`: one chat, or all of them; a text may be a list of parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.conversations.export import Export, objects, text_of
from app.interfaces import IncomingTurn


def turns(export: Export, found: object) -> list[IncomingTurn]:
    """Every message with a text; joins, calls and pinned notices are left out."""
    return [turn for chat in _chats(export, found) for turn in _turns(export, chat)]


def _chats(export: Export, found: object) -> list[dict[str, Any]]:
    if isinstance(found, dict) and isinstance(found.get("messages"), list):
        return [found]
    listed = found.get("chats") if isinstance(found, dict) else None
    if isinstance(listed, dict) and isinstance(listed.get("list"), list):
        return objects(listed["list"])
    raise export.fault(
        "", "it has no “messages”. Export the chat from Telegram Desktop as “Machine-readable JSON”."
    )


def _turns(export: Export, chat: dict[str, Any]) -> Iterator[IncomingTurn]:
    thread = text_of(chat, "name") or str(chat.get("id") or export.file.stem)
    for number, message in enumerate(objects(chat.get("messages")), start=1):
        text = _text(message.get("text")).strip()
        if text and message.get("type", "message") == "message":
            speaker = text_of(message, "from") or str(message.get("from_id") or "")
            time = _time(export, message, f"message {number}")
            yield export.turn(time, text, thread, speaker, export.role(speaker), _id(chat, message))


def _time(export: Export, message: dict[str, Any], where: str) -> Any:
    seconds = message.get("date_unixtime")
    return export.counted(seconds, where) if seconds else export.written(message.get("date"), where)


def _id(chat: dict[str, Any], message: dict[str, Any]) -> str:
    # A message's number counts within its chat only.
    known = chat.get("id") is not None and message.get("id") is not None
    return f"telegram:{chat['id']}:{message['id']}" if known else ""


def _text(value: object) -> str:
    if isinstance(value, list):
        return "".join(_text(part) for part in value)
    return value if isinstance(value, str) else text_of(value, "text") if isinstance(value, dict) else ""
