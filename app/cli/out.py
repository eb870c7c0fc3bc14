"""Printing: one JSON document on standard output, everything else on standard error."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import Enum
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


class Advance(Protocol):
    """Moves a progress bar on."""

    def __call__(self, steps: float, total: float | None = None) -> None:
        """By `steps`; `total` says anew how many there are in all."""


# The control characters but line feed and tab; a terminal takes orders behind some of them.
_COMMANDS = {code: "\ufffd" for code in (*range(32), *range(127, 160)) if chr(code) not in "\n\t"}
_errors = Console(stderr=True, highlight=False, soft_wrap=True)


def document(value: Any, zone: ZoneInfo) -> None:
    """Prints one JSON document; times are RFC 3339 with the zone's offset."""
    sys.stdout.write(json.dumps(jsonable(value, zone), ensure_ascii=False) + "\n")
    sys.stdout.flush()


def line(text: str = "") -> None:
    """Prints a line for people."""
    sys.stdout.write(harmless(text) + "\n")


def harmless(text: str) -> str:
    """A text without signs that command a terminal: what was on a screen may hold some."""
    return text.translate(_COMMANDS)


def say(text: str) -> None:
    """Tells the person at the terminal, beside the output."""
    _errors.print(harmless(text), markup=False)


def warn(text: str) -> None:
    """Warns the person at the terminal."""
    _errors.print(f"warning: {harmless(text)}", markup=False, style="yellow")


def fail(title: str, message: str) -> None:
    """Says what went wrong and what to do."""
    _errors.print(harmless(f"{title}: {message}"), markup=False, style="red")


@contextmanager
def progress(label: str, total: int | None) -> Iterator[Advance]:
    """A progress bar on standard error; yields a function `advance(steps, total=None)`."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_errors, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(label, total=total)

        def advance(steps: float, total: float | None = None) -> None:
            bar.update(task, advance=steps, total=total)

        yield advance


def jsonable(value: Any, zone: ZoneInfo) -> Any:
    """`value` as plain JSON values."""
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {item.name: jsonable(getattr(value, item.name), zone) for item in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {str(key): jsonable(item, zone) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [jsonable(item, zone) for item in value]
    return value
