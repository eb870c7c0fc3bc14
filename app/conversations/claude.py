"""Claude's `conversations.json`: each conversation is a list of `chat_messages`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.conversations.export import ASSISTANT, USER, Export, objects, text_of, thread_of
from app.interfaces import IncomingTurn

SPEAKER = "Claude"
_ROLES = {"human": USER, "user": USER, "assistant": ASSISTANT}


def turns(export: Export, found: object) -> list[IncomingTurn]:
    """What user and assistant said to each other, conversation by conversation."""
    return [
        turn
        for number, conversation in enumerate(objects(found), start=1)
        for turn in _turns(export, conversation, f"conversation {number}")
    ]


def _turns(export: Export, conversation: dict[str, Any], where: str) -> Iterator[IncomingTurn]:
    if not isinstance(conversation.get("chat_messages"), list):
        raise export.fault(
            where, "it has no “chat_messages”. Give the conversations.json of a Claude export."
        )
    thread = thread_of(text_of(conversation, "name"), text_of(conversation, "uuid"))
    for number, message in enumerate(objects(conversation["chat_messages"]), start=1):
        role, text = _ROLES.get(text_of(message, "sender").lower()), _text(message)
        if text and role:
            time = export.written(message.get("created_at"), f"{where}, message {number}")
            speaker = SPEAKER if role == ASSISTANT else export.me
            yield export.turn(time, text, thread, speaker, role, text_of(message, "uuid"))


def _text(message: dict[str, Any]) -> str:
    blocks = [block for block in objects(message.get("content")) if block.get("type") == "text"]
    # Older exports have only `text`; newer ones fill it with remarks about blocks that cannot be shown.
    spoken = "\n".join(text_of(block, "text") for block in blocks)
    return (spoken or text_of(message, "text")).strip()
