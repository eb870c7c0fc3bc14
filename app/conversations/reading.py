"""From a file to turns: its form is given or recognised, and what cannot be read is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from app import foreign_json
from app.conversations import chatgpt, claude, jsonl, mbox, telegram, whatsapp
from app.conversations.export import Export, json_of, objects
from app.interfaces import IncomingTurn
from storage.errors import WrongUse


def _of_text(turns: Callable[[Export, str], list[IncomingTurn]]) -> Callable[[Export], list[IncomingTurn]]:
    return lambda export: turns(export, _text(export.file))


def _of_json(turns: Callable[[Export, object], list[IncomingTurn]]) -> Callable[[Export], list[IncomingTurn]]:
    return lambda export: turns(export, json_of(export, _text(export.file)))


_READERS: dict[str, Callable[[Export], list[IncomingTurn]]] = {
    "chatgpt": _of_json(chatgpt.turns),
    "claude": _of_json(claude.turns),
    "whatsapp": _of_text(whatsapp.turns),
    "telegram": _of_json(telegram.turns),
    "mbox": mbox.turns,
    "jsonl": _of_text(jsonl.turns),
}
FORMS = tuple(_READERS)


def read(file: Path, form: str, me: str, zone: ZoneInfo) -> list[IncomingTurn]:
    """The turns of an export, in its order.

    `form` is one of FORMS, or empty to recognise it; `me` names the user among the speakers; times without an offset
    are local to `zone`. Every turn has the same external id at every import. Raises WrongUse, naming the place.
    """
    if form and form not in _READERS:
        raise WrongUse(f"There is no form “{form}”. Forms are: {', '.join(FORMS)}.")
    _check_file(file)
    found = _READERS[form or _recognised(file)](Export(file, me, zone))
    if not found:
        raise WrongUse(
            f"{file}: there is no message in it. Check that the export is whole, or name its --format."
        )
    return found


def _check_file(file: Path) -> None:
    if not file.is_file():
        raise WrongUse(f"There is no file {file}. Give the file of the export itself.")
    if _head(file).startswith(b"PK\x03\x04"):
        raise WrongUse(
            f"{file} is a zip archive. Unpack it and give the conversations.json or chat text inside."
        )


def _head(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            return stream.read(8)
    except OSError:
        raise WrongUse(f"{file} cannot be read. Check its permissions.") from None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise WrongUse(
            f"{file} cannot be read as UTF-8 text. Export it again, or name its --format."
        ) from None


def _recognised(file: Path) -> str:
    if _head(file).startswith(b"From "):
        return "mbox"
    text = _text(file)
    if whatsapp.starts_like_one(text):
        return "whatsapp"
    form = _json_form(text)
    if form is None:
        raise WrongUse(f"The form of {file} is not known. Name it with --format: {', '.join(FORMS)}.")
    return form


def _json_form(text: str) -> str | None:
    try:
        found = foreign_json.loads(text)
    except ValueError:
        return "jsonl" if text.lstrip().startswith("{") else None
    if isinstance(found, dict):
        return "telegram" if {"messages", "chats"} & set(found) else "jsonl"
    keys = {key for conversation in objects(found) for key in conversation}
    return "chatgpt" if "mapping" in keys else "claude" if "chat_messages" in keys else None
