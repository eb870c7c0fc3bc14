"""The shape of the JSON a scene arrives in, field by field."""

from __future__ import annotations

from typing import Any, Literal, TypedDict


class RowShape(TypedDict):
    """A line of a list: who, what, when."""

    who: str
    what: str
    when: str


class MailShape(TypedDict):
    """An opened e-mail; `body` in paragraphs, `inbox` the older mails."""

    sender: str
    address: str
    recipient: str
    date: str
    subject: str
    body: list[str]
    inbox: list[RowShape]


class BlockShape(TypedDict):
    """A paragraph of a document."""

    style: Literal["heading", "text", "bullet", "number"]
    text: str


class DocumentShape(TypedDict):
    """A page of text."""

    heading: str
    subheading: str
    blocks: list[BlockShape]


class LineShape(TypedDict):
    """A line of a terminal."""

    style: Literal["typed", "out", "good", "bad"]
    text: str


class TerminalShape(TypedDict):
    """A terminal session; `prompt` stands before typed lines."""

    prompt: str
    lines: list[LineShape]


class BubbleShape(TypedDict):
    """A message of a chat."""

    mine: bool
    text: str
    when: str


class ChatShape(TypedDict):
    """A conversation with `partner`; `contacts` are the others in the list."""

    partner: str
    bubbles: list[BubbleShape]
    contacts: list[RowShape]


class SceneShape(TypedDict):
    """A scene: the program, the window's title, and a `content` in the shape of that program."""

    app: Literal["Mail", "Document", "Terminal", "Chat"]
    title: str
    content: Any  # one of MailShape, DocumentShape, TerminalShape, ChatShape, as `app` says
    seconds: float
