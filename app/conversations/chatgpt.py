"""ChatGPT's `conversations.json`: trees of messages, of which the path to `current_node` is the conversation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.conversations.export import ASSISTANT, USER, Export, objects, text_of, thread_of
from app.interfaces import IncomingTurn

SPEAKER = "ChatGPT"
# Reasoning, code for tools and what tools answered are no part of the conversation.
_SPOKEN = {"", "text", "multimodal_text"}


def turns(export: Export, found: object) -> list[IncomingTurn]:
    """What user and assistant said to each other, conversation by conversation."""
    return [
        turn
        for number, conversation in enumerate(objects(found), start=1)
        for turn in _turns(export, conversation, f"conversation {number}")
    ]


def _turns(export: Export, conversation: dict[str, Any], where: str) -> Iterator[IncomingTurn]:
    id = text_of(conversation, "conversation_id") or text_of(conversation, "id")
    thread = thread_of(text_of(conversation, "title"), id)
    # A message without a time was said when the one before it was.
    time = conversation.get("create_time")
    for message in _path(export, conversation, where):
        time = message.get("create_time") or time
        role, text = _role(message), _text(message)
        if text and role:
            speaker = SPEAKER if role == ASSISTANT else export.me
            yield export.turn(
                export.counted(time, where), text, thread, speaker, role, text_of(message, "id")
            )


def _path(export: Export, conversation: dict[str, Any], where: str) -> list[dict[str, Any]]:
    nodes = conversation.get("mapping")
    if not isinstance(nodes, dict):
        raise export.fault(where, "it has no “mapping”. Give the conversations.json of a ChatGPT export.")
    path: list[dict[str, Any]] = []
    passed: set[str] = set()
    name = conversation.get("current_node") or _last_leaf(nodes)
    while isinstance(name, str) and isinstance(nodes.get(name), dict) and name not in passed:
        passed.add(name)
        message = nodes[name].get("message")
        if isinstance(message, dict):
            path.append(message)
        name = nodes[name].get("parent")
    return path[::-1]


def _last_leaf(nodes: dict[str, Any]) -> str | None:
    leaves = [name for name, node in nodes.items() if isinstance(node, dict) and not node.get("children")]
    return leaves[-1] if leaves else None


def _role(message: dict[str, Any]) -> str | None:
    author, metadata = message.get("author"), message.get("metadata")
    if isinstance(metadata, dict) and metadata.get("is_visually_hidden_from_conversation"):
        return None
    # What the assistant told a tool was never shown to the user.
    if message.get("recipient", "all") != "all" or not isinstance(author, dict):
        return None
    return {"user": USER, "assistant": ASSISTANT}.get(text_of(author, "role"))


def _text(message: dict[str, Any]) -> str:
    content = message.get("content")
    if not isinstance(content, dict) or text_of(content, "content_type") not in _SPOKEN:
        return ""
    parts = content.get("parts")
    texts = [_part(part) for part in parts] if isinstance(parts, list) else []
    return "\n".join(text for text in texts if text.strip())


def _part(part: object) -> str:
    # Pictures are parts without text; speech brings its transcription.
    return part if isinstance(part, str) else text_of(part, "text") if isinstance(part, dict) else ""
