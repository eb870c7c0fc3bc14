"""What one window of the demo shows, and its form as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import Literal

App = Literal["Mail", "Document", "Terminal", "Chat"]
"""The four programs of the demo; the name is also the class of the window (WM_CLASS)."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list beside the content: a mail in the inbox, a person in the contact list."""

    who: str
    what: str
    when: str


@dataclass(frozen=True, slots=True)
class Mail:
    """One e-mail, opened; `inbox` are the older mails listed below it."""

    sender: str
    address: str
    recipient: str
    date: str
    subject: str
    body: tuple[str, ...]
    inbox: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a document."""

    style: Literal["heading", "text", "bullet", "number"]
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """A page of text in an editor."""

    heading: str
    subheading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a terminal: what was typed, what came out of it, and whether that was good or bad news."""

    style: Literal["typed", "out", "good", "bad"]
    text: str


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal session; `prompt` stands before every typed line."""

    prompt: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message of a chat."""

    mine: bool
    text: str
    when: str


@dataclass(frozen=True, slots=True)
class Chat:
    """A conversation with one person; `contacts` are the others in the list."""

    partner: str
    bubbles: tuple[Bubble, ...]
    contacts: tuple[Row, ...]


Content = Mail | Document | Terminal | Chat


@dataclass(frozen=True, slots=True)
class Scene:
    """A window as it stands on the screen for `seconds`: which program, its title, what is in it."""

    app: App
    title: str
    content: Content
    seconds: float

    def text(self) -> str:
        """Everything of the story that can be read in the window, title first, a line each."""
        return "\n".join([self.title, *strings(self.content)])


def strings(value: object) -> Iterator[str]:
    """Every piece of text inside a value of dataclasses, tuples and strings, in order, styles left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from strings(part)
    elif is_dataclass(value):
        for field in (field for field in fields(value) if field.name != "style"):
            yield from strings(getattr(value, field.name))


def scene_to_json(scene: Scene) -> str:
    """The scene as one line of JSON: `{"app", "title", "content": {fields of its content}, "seconds"}`."""
    return json.dumps(asdict(scene))
