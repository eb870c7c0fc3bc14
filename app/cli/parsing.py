"""Reading what people hand in: durations, ids, JSON Lines, manifests and events, each fault named by its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app import foreign_json
from app.interfaces import Incoming, IncomingFrame, IncomingMemory, IncomingNote, IncomingTurn
from app.moments import moment
from storage.errors import WrongUse

_UNITS = {"s": 1, "m": 60, "min": 60, "h": 3600, "d": 86400, "w": 604800}
_DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|min|m|h|d|w)", re.IGNORECASE)
_NAME_TIME = re.compile(r"(\d{8})_(\d{6})")
PICTURES = {".png", ".jpg", ".jpeg", ".webp", ".bmp"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a JSON Lines file: its number (from 1) and its object."""

    number: int
    fields: dict[str, Any]


def duration(text: str) -> timedelta:
    """`15m`, `2h`, `90s`, `1d`. Raises WrongUse."""
    found = _DURATION.fullmatch(text.strip())
    if found is None:
        raise WrongUse(f"“{text}” is not a length of time. Write it like 90s, 15m, 2h or 1d.")
    try:
        return timedelta(seconds=float(found[1]) * _UNITS[found[2].lower()])
    except OverflowError:
        raise WrongUse(f"“{text}” is longer than any memory.") from None


def identifier(text: str) -> UUID:
    """An id as the other commands print it. Raises WrongUse."""
    try:
        return UUID(text)
    except ValueError:
        raise WrongUse(
            f"“{text}” is not an id. Ids are shown by search, memories list and timeline."
        ) from None


def rows(file: Path) -> Iterator[Row]:
    """The objects of a JSON Lines file; raises WrongUse naming the line that is none. Blank lines are passed over."""
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError:
        raise WrongUse(f"There is no file {file}.") from None
    except (OSError, UnicodeDecodeError):
        raise WrongUse(f"{file} cannot be read as UTF-8 text.") from None
    # Not `splitlines`: a text may hold other line ends, which JSON does not escape.
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield Row(number, _object(line, number, file))


def events(file: Path, zone: ZoneInfo, me: str) -> Iterator[tuple[int, Incoming]]:
    """The observations of an events file (DESIGN section 6), with their line numbers."""
    for row in rows(file):
        yield row.number, _event(row, file, zone, me)


def memories(file: Path, zone: ZoneInfo) -> Iterator[tuple[int, IncomingMemory]]:
    """The memories of an import file, with their line numbers."""
    for row in rows(file):
        body = row.fields.get("body")
        if not isinstance(body, dict) or not isinstance(row.fields.get("kind"), str):
            raise WrongUse(f"{file}, line {row.number}: a memory needs a “kind” and a “body” object.")
        since, until = row.fields.get("valid_from"), row.fields.get("valid_to")
        yield (
            row.number,
            IncomingMemory(
                kind=row.fields["kind"],
                body=body,
                external_id=_name(row.fields.get("external_id")),
                valid_from=_time(row, since, zone, file) if since else None,
                current=bool(row.fields.get("current", True)),
                valid_to=_time(row, until, zone, file) if until else None,
            ),
        )


def frames(folder: Path, manifest: Path | None, zone: ZoneInfo) -> Iterator[tuple[str, Incoming]]:
    """The screenshots of a folder in the order of their times, each with a name for messages."""
    if not folder.is_dir():
        raise WrongUse(f"There is no folder {folder}.")
    listed = _listed(manifest, zone) if manifest else _named(folder, zone)
    for name, frame in sorted(listed, key=lambda pair: pair[1].time):
        yield name, Incoming(frame=_with_picture(frame, folder / name))


def whole(file: Path) -> bytes:
    """The bytes of a file. Raises WrongUse where it cannot be read."""
    try:
        return file.read_bytes()
    except OSError:
        raise WrongUse(f"{file} is not there, or cannot be read.") from None


def _with_picture(frame: IncomingFrame, file: Path) -> IncomingFrame:
    try:
        picture = file.read_bytes()
    except OSError:
        # An unreadable file is refused like an unreadable picture: named, counted, and the others go on.
        picture = b""
    return IncomingFrame(
        frame.time, picture, None, frame.app, frame.window_title, frame.url, frame.monitor, frame.external_id
    )


def _listed(manifest: Path, zone: ZoneInfo) -> list[tuple[str, IncomingFrame]]:
    return [_manifest_line(row, manifest, zone) for row in rows(manifest)]


def _manifest_line(row: Row, manifest: Path, zone: ZoneInfo) -> tuple[str, IncomingFrame]:
    fields = row.fields
    if not fields.get("file") or not fields.get("captured_at"):
        raise WrongUse(f"{manifest}, line {row.number}: a frame needs “file” and “captured_at”.")
    frame = IncomingFrame(
        time=_time(row, fields["captured_at"], zone, manifest),
        app=str(fields.get("app") or ""),
        window_title=str(fields.get("window_title") or ""),
        url=str(fields.get("url") or ""),
        monitor=_monitor(fields, f"{manifest}, line {row.number}"),
        external_id=_name(fields.get("id")) or str(fields["file"]),
    )
    return str(fields["file"]), frame


def _named(folder: Path, zone: ZoneInfo) -> list[tuple[str, IncomingFrame]]:
    found = []
    for file in sorted(folder.iterdir()):
        named = _NAME_TIME.search(file.stem)
        if file.suffix.lower() in PICTURES and named is not None:
            time = _name_time(file, named, zone)
            found.append((file.name, IncomingFrame(time, external_id=file.name)))
    if not found:
        raise WrongUse(f"No picture in {folder} has a time in its name (YYYYMMDD_HHMMSS). Give a --manifest.")
    return found


def _name_time(file: Path, named: re.Match[str], zone: ZoneInfo) -> datetime:
    try:
        return datetime.strptime("".join(named.groups()), "%Y%m%d%H%M%S").replace(tzinfo=zone)
    except ValueError:
        raise WrongUse(f"{file}: the time in its name does not exist.") from None


def _event(row: Row, file: Path, zone: ZoneInfo, me: str) -> Incoming:
    fields, where = row.fields, f"{file}, line {row.number}"
    kind = fields.get("type")
    if kind not in ("turn", "frame", "note"):  # a tuple: what stands there may be anything, lists included
        raise WrongUse(f"{where}: “type” must be turn, frame or note.")
    time = _time(row, fields.get("time"), zone, file)
    external_id = _name(fields.get("id"))
    if kind == "frame":
        return Incoming(frame=_event_frame(fields, time, external_id, file, where))
    text = fields.get("text")
    if not isinstance(text, str):
        raise WrongUse(f"{where}: a {kind} needs a “text”.")
    if kind == "note":
        return Incoming(note=IncomingNote(time, text, str(fields.get("kind") or ""), external_id))
    speaker = str(fields.get("speaker") or "")
    role = str(fields.get("role") or "user")
    if me and speaker.casefold() == me.casefold():
        role = "user"
    return Incoming(
        turn=IncomingTurn(time, text, str(fields.get("thread") or file.stem), speaker, role, external_id)
    )


def _event_frame(
    fields: dict[str, Any], time: datetime, external_id: str, file: Path, where: str
) -> IncomingFrame:
    frame = IncomingFrame(
        time=time,
        text=fields.get("text") if isinstance(fields.get("text"), str) else None,
        app=str(fields.get("app") or ""),
        window_title=str(fields.get("window_title") or ""),
        url=str(fields.get("url") or ""),
        monitor=_monitor(fields, where),
        external_id=external_id,
    )
    if frame.text is not None:
        return frame
    if not fields.get("file"):
        raise WrongUse(f"{where}: a frame needs a “file” or a “text”.")
    return _with_picture(frame, file.parent / str(fields["file"]))


def _name(value: object) -> str:
    # The number 0 is a name too.
    return "" if value is None else str(value)


def _monitor(fields: dict[str, Any], where: str) -> int:
    given = fields.get("monitor")
    if given is None:
        return 1
    if not isinstance(given, int):
        raise WrongUse(f"{where}: “monitor” must be a whole number.")
    return given


def _object(line: str, number: int, file: Path) -> dict[str, Any]:
    try:
        found = foreign_json.loads(line)
    except ValueError:
        raise WrongUse(f"{file}, line {number}: this is not valid JSON.") from None
    if not isinstance(found, dict):
        raise WrongUse(f"{file}, line {number}: this is not a JSON object.")
    return found


def _time(row: Row, value: object, zone: ZoneInfo, file: Path) -> datetime:
    if not isinstance(value, str):
        raise WrongUse(f"{file}, line {row.number}: the time is missing.")
    try:
        return moment(value, zone)
    except WrongUse as error:
        raise WrongUse(f"{file}, line {row.number}: {error.message}") from None
