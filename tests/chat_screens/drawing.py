"""Chats drawn by Qt in the layouts people use, at any scale and scrolled to any place, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from app.capture.ports import Picture
from tests.chat_screens.stories import Message, Story

SANS = ("DejaVu Sans", "Liberation Sans", "Noto Sans", "Open Sans")
MONO = ("DejaVu Sans Mono", "Liberation Mono")


@dataclass(frozen=True)
class Style:
    """How a chat is drawn; `app`, `window_title` and `url` are what its window says of itself."""

    layout: str
    app: str
    title: str = "{name}"
    url: str = ""
    dark: bool = False
    scale: float = 1.0
    size: int = 14
    font: str = "DejaVu Sans"
    width: int = 1180
    height: int = 760
    sidebar: bool = True
    twelve: bool = False
    draft: str = ""
    heading_joined: bool = False


@dataclass
class Shot:
    """A drawn screen: its pixels, and the places in the story of the messages that are whole in sight.

    `touched` are those of which any part is; `named` those whose speaker the screen tells; `told` the times printed,
    `goes_on` those that only a heading further up names.
    """

    picture: Picture
    whole: list[int] = field(default_factory=list)
    touched: list[int] = field(default_factory=list)
    named: list[int] = field(default_factory=list)
    told: dict[int, datetime] = field(default_factory=dict)
    goes_on: list[int] = field(default_factory=list)


@dataclass
class _Place:
    """A message in the content: from where to where its text reaches, where its speaker's name or its time stands."""

    top: float
    bottom: float
    name: float | None = None
    time: datetime | None = None
    goes_on: bool = False


class Canvas:
    """A painter over an image of some scale, in the units of the unscaled screen."""

    def __init__(self, style: Style) -> None:
        QApplication.instance() or QApplication(["chats", "-platform", "offscreen"])
        self.style = style
        size = round(style.width * style.scale), round(style.height * style.scale)
        self.image = QImage(*size, QImage.Format.Format_RGB32)
        self.image.fill(QColor(self.color("ground")))
        self.painter = QPainter(self.image)
        self.painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        self.painter.scale(style.scale, style.scale)

    def color(self, name: str) -> str:
        """A colour of the light or dark look."""
        light = {"ground": "#ffffff", "panel": "#f0f2f5", "ink": "#1c1e21", "quiet": "#65676b", "mine": "#d9fdd3",
                 "theirs": "#f0f0f0", "line": "#d8dadf", "mine_ink": "#111b21"}  # fmt: skip
        dark = {"ground": "#1e1f22", "panel": "#2b2d31", "ink": "#dbdee1", "quiet": "#949ba4", "mine": "#005c4b",
                "theirs": "#303338", "line": "#3a3c42", "mine_ink": "#e9edef"}  # fmt: skip
        return (dark if self.style.dark else light)[name]

    def font(self, size: float, *, bold: bool = False) -> QFont:
        """The style's font in a size of pixels."""
        font = QFont(self.style.font)
        font.setPixelSize(max(8, round(size)))
        font.setBold(bold)
        return font

    def width(self, text: str, size: float, *, bold: bool = False) -> float:
        """How wide a text is."""
        return QFontMetricsF(self.font(size, bold=bold)).horizontalAdvance(text)

    def write(self, x: float, y: float, text: str, size: float, color: str, *, bold: bool = False) -> float:
        """Writes a line whose box begins at (x, y); answers with where it ends."""
        font = self.font(size, bold=bold)
        self.painter.setFont(font)
        self.painter.setPen(QColor(color))
        self.painter.drawText(QRectF(x, y, 3000, size * 2), Qt.AlignmentFlag.AlignLeft, text)
        return x + QFontMetricsF(font).horizontalAdvance(text)

    def box(self, x: float, y: float, w: float, h: float, color: str, radius: float = 0.0) -> None:
        """A filled box."""
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(QColor(color))
        self.painter.drawRoundedRect(QRectF(x, y, w, h), radius, radius)

    def disc(self, x: float, y: float, r: float, color: str, letter: str) -> None:
        """An avatar."""
        self.box(x - r, y - r, 2 * r, 2 * r, color, r)
        self.write(x - self.width(letter, r, bold=True) / 2, y - r * 0.62, letter, r, "#ffffff", bold=True)

    def wrapped(self, text: str, size: float, most: float) -> list[str]:
        """A text in lines no wider than `most`."""
        lines, line = [], ""
        for word in text.split():
            wider = f"{line} {word}".strip()
            if line and self.width(wider, size) > most:
                lines.append(line)
                line = word
            else:
                line = wider
        return [*lines, line]

    def picture(self) -> Picture:
        """What was painted, as the screen would give it."""
        self.painter.end()
        return Picture(self.image.width(), self.image.height(), bytes(self.image.constBits()))


@dataclass
class _Pane:
    """Where messages are drawn: between `top` and `bottom`, the content moved up by `shift`."""

    canvas: Canvas
    left: float
    right: float
    top: float
    bottom: float
    shift: float = 0.0

    def y(self, at: float) -> float:
        return self.top + at - self.shift


Drawer = Callable[[_Pane, Story, int, Random], list[_Place]]
COLORS = ("#c2571a", "#2f7d4f", "#3454a4", "#8b3a8b", "#a4343a", "#2a7d8c")


def draw(style: Style, story: Story, *, until: int | None = None, back: float = 0.0) -> Shot:
    """The screen when `until` messages were said, scrolled back from the end by so many pixels."""
    count = len(story.messages) if until is None else until
    part = Story(story.me, story.others, story.messages[:count], story.title)
    measuring, measured = _laid(style, part, 0.0)
    measuring.painter.end()
    pane = _pane(measuring)
    pane_height = pane.bottom - pane.top
    length = measured[-1].bottom + 16 if measured else 0.0
    shift = length - pane_height - back
    if style.layout in ("slack", "discord", "comments", "irc", "weechat") and length < pane_height:
        shift = 0.0
    elif length >= pane_height:
        shift = max(0.0, shift)
    canvas, places = _laid(style, part, shift)
    shot = Shot(canvas.picture())
    for number, place in enumerate(places):
        top, bottom = place.top - shift, place.bottom - shift
        if top >= 1 and bottom <= pane.bottom - pane.top - 1:
            shot.whole.append(number)
        if bottom > 2 and top < pane.bottom - pane.top - 2:
            shot.touched.append(number)
        if place.goes_on:
            shot.goes_on.append(number)
        if place.name is None or place.name - shift >= 1:
            shot.named.append(number)
            if place.time is not None:
                shot.told[number] = place.time
    return shot


def window_title(style: Style, story: Story) -> str:
    """What the window is called."""
    return style.title.format(name=story.title)


def _laid(style: Style, story: Story, shift: float) -> tuple[Canvas, list[_Place]]:
    canvas = Canvas(style)
    pane = _pane(canvas)
    pane.shift = shift
    canvas.painter.setClipRect(QRectF(0, pane.top, style.width, pane.bottom - pane.top))
    places = LAYOUTS[style.layout](pane, story, len(story.messages), Random(story.title))
    canvas.painter.setClipping(False)
    _around(canvas, pane, story)
    return canvas, places


def _pane(canvas: Canvas) -> _Pane:
    style = canvas.style
    if style.layout in ("irc", "weechat"):
        return _Pane(canvas, 8, style.width - 8, 30, style.height - 30)
    left = 280.0 if style.sidebar else 0.0
    return _Pane(canvas, left, style.width, 56, style.height - 64)


def _around(canvas: Canvas, pane: _Pane, story: Story) -> None:
    style = canvas.style
    if style.layout in ("irc", "weechat"):
        canvas.box(0, 0, style.width, 26, canvas.color("panel"))
        canvas.write(
            8,
            5,
            f"#{story.title.lower().replace(' ', '-')}  topic: be kind to each other",
            13,
            canvas.color("ink"),
        )
        canvas.box(0, style.height - 26, style.width, 26, canvas.color("panel"))
        canvas.write(
            8,
            style.height - 22,
            f"[#{story.title.lower().replace(' ', '-')}] {style.draft}",
            13,
            canvas.color("ink"),
        )
        return
    canvas.box(pane.left, 0, style.width - pane.left, 54, canvas.color("panel"))
    canvas.disc(pane.left + 34, 27, 17, COLORS[1], story.title[0])
    canvas.write(pane.left + 64, 9, story.title, 16, canvas.color("ink"), bold=True)
    told = (
        "online" if len(story.others) == 1 else ", ".join(name.split()[0] for name in story.others) + ", You"
    )
    canvas.write(pane.left + 64, 31, told, 12, canvas.color("quiet"))
    canvas.box(pane.left, style.height - 62, style.width - pane.left, 62, canvas.color("panel"))
    canvas.box(
        pane.left + 52, style.height - 50, style.width - pane.left - 110, 38, canvas.color("ground"), 8
    )
    hint = {
        "slack": f"Message {story.title}",
        "discord": f"Message @{story.title}",
        "comments": "Leave a comment",
    }
    text = style.draft or hint.get(style.layout, "Type a message")
    canvas.write(pane.left + 66, style.height - 40, text, 14, canvas.color("ink" if style.draft else "quiet"))
    if style.sidebar:
        _sidebar(canvas, story)


def _sidebar(canvas: Canvas, story: Story) -> None:
    """A list of conversations, the newest first, with the beginning of what was said last."""
    style, chance = canvas.style, Random(f"side {story.title}")
    canvas.box(0, 0, 279, style.height, canvas.color("panel"))
    canvas.write(16, 14, "Chats", 20, canvas.color("ink"), bold=True)
    names = [
        "Nora Falk",
        "Oskar Lund",
        "Paula Sanz",
        "Quentin Roy",
        "Rosa Vidal",
        "Sami Aalto",
        "Tara Singh",
        "Umut Kaya",
    ]
    chance.shuffle(names)
    minute = 17 * 60
    for number, name in enumerate([story.title, *names][: int((style.height - 60) // 64)]):
        y = 56 + 64 * number
        minute -= chance.randrange(3, 130)
        if style.layout in ("slack", "discord"):
            canvas.write(24, y * 0.55 + 30, f"# {name.split()[-1].lower()}", 14, canvas.color("quiet"))
            continue
        canvas.disc(34, y + 24, 19, chance.choice(COLORS), name[0])
        canvas.write(64, y + 8, name, 14, canvas.color("ink"), bold=True)
        when = f"{minute // 60:02}:{minute % 60:02}" if minute > 0 and number < 4 else "Yesterday"
        canvas.write(268 - canvas.width(when, 11), y + 10, when, 11, canvas.color("quiet"))
        canvas.write(
            64,
            y + 28,
            chance.choice(("See you then", "Photo", "ok, noted", "You: thanks a lot")),
            13,
            canvas.color("quiet"),
        )


def _clock(canvas: Canvas, time: datetime) -> str:
    return f"{time:%I:%M %p}".lstrip("0") if canvas.style.twelve else f"{time:%H:%M}"


def _day(canvas: Canvas, pane: _Pane, y: float, time: datetime) -> float:
    text = f"{time:%A, %B} {time.day}"
    width = canvas.width(text, 12)
    canvas.write((pane.left + pane.right - width) / 2, pane.y(y + 8), text, 12, canvas.color("quiet"))
    return y + 34


def _headed(pane: _Pane, story: Story, count: int, chance: Random) -> list[_Place]:
    """Avatar, name and time above; the same speaker goes on without them."""
    canvas, style = pane.canvas, pane.canvas.style
    size, step, x = style.size, style.size * 1.5, pane.left + 72
    y, places = _day(canvas, pane, 4, story.messages[0].time), []
    before: Message | None = None
    head = 0.0
    for message in story.messages[:count]:
        goes_on = (
            before is not None and before.speaker == message.speaker
            and message.time - before.time < timedelta(minutes=4) and style.layout == "slack"
        )  # fmt: skip
        if not goes_on:
            y += 14
            color = COLORS[hash_of(message.speaker) % len(COLORS)]
            canvas.disc(pane.left + 40, pane.y(y + 18), 18, color, message.speaker[0])
            top = y
            head = y
            end = canvas.write(x, pane.y(y), message.speaker, size, canvas.color("ink"), bold=True)
            told = _clock(canvas, message.time)
            told = f"Today at {told}" if style.layout == "discord" else told
            told = "commented 2 days ago" if style.layout == "comments" else told
            canvas.write(end + 8, pane.y(y + 2), told, size - 3, canvas.color("quiet"))
            y += step + 2
        else:
            y += 8
            top = y
        for line in canvas.wrapped(message.text, size, pane.right - x - 60):
            canvas.write(x, pane.y(y), line, size, canvas.color("ink"))
            y += step
        printed = None if style.layout == "comments" or goes_on else message.time
        places.append(_Place(top, y - step + size * 1.25, head, printed, goes_on))
        before = message
    return places


def _bubbled(pane: _Pane, story: Story, count: int, chance: Random) -> list[_Place]:
    """Bubbles on two sides; the time inside, below, or for some messages together."""
    canvas, style = pane.canvas, pane.canvas.style
    size, step = style.size, style.size * 1.4
    inside, group = style.layout in ("whatsapp", "telegram"), len(story.others) > 1
    name, block = 0.0, 0.0
    y, places = _day(canvas, pane, 4, story.messages[0].time), []
    before: Message | None = None
    for message in story.messages[:count]:
        begins = False
        if style.layout == "imessage" and (
            before is None or message.time - before.time > timedelta(minutes=8)
        ):
            told = f"Today {_clock(canvas, message.time)}"
            canvas.write(
                (pane.left + pane.right - canvas.width(told, 11)) / 2,
                pane.y(y + 10),
                told,
                11,
                canvas.color("quiet"),
            )
            y += 30
            block, begins = y - 20, True
        top = y + 8
        if group and not message.own and (before is None or before.speaker != message.speaker):
            name = top
        y = _bubble(pane, y, message, before, inside=inside, group=group, size=size, step=step)
        named = name if group and not message.own else None
        if style.layout == "imessage":
            named = block if named is None else min(named, block)
        printed = message.time if begins or style.layout != "imessage" else None
        places.append(_Place(top, y, named, printed))
        before = message
    return places


def _bubble(
    pane: _Pane,
    y: float,
    message: Message,
    before: Message | None,
    *,
    inside: bool,
    group: bool,
    size: int,
    step: float,
) -> float:
    canvas = pane.canvas
    lines = canvas.wrapped(message.text, size, (pane.right - pane.left) * 0.55)
    told = _clock(canvas, message.time) + (" ✓✓" if message.own and inside else "")
    told_width = canvas.width(told, 11)
    width = max(canvas.width(line, size) for line in lines)
    named = group and not message.own and (before is None or before.speaker != message.speaker)
    if inside and canvas.width(lines[-1], size) + 14 + told_width > max(
        width, (pane.right - pane.left) * 0.55
    ):
        lines = [*lines, ""]
    if inside:
        width = max(width, canvas.width(lines[-1], size) + 14 + told_width)
    if named:
        width = max(width, canvas.width(message.speaker, size - 1, bold=True))
    y += 4 if before is not None and before.speaker == message.speaker else 10
    x = pane.right - 28 - 12 - width if message.own else pane.left + 28 + 12
    tall = step * len(lines) + 14 + (step if named else 0)
    canvas.box(x - 12, pane.y(y), width + 24, tall, canvas.color("mine" if message.own else "theirs"), 9)
    at = y + 7
    if named:
        color = COLORS[hash_of(message.speaker) % len(COLORS)]
        canvas.write(x, pane.y(at), message.speaker, size - 1, color, bold=True)
        at += step
    for line in lines:
        canvas.write(x, pane.y(at), line, size, canvas.color("mine_ink" if message.own else "ink"))
        at += step
    if inside:
        canvas.write(x + width - told_width, pane.y(at - step + 5), told, 11, canvas.color("quiet"))
    y += tall
    if canvas.style.layout == "signal":
        canvas.write(
            x if not message.own else x + width - told_width, pane.y(y + 1), told, 11, canvas.color("quiet")
        )
        y += 16
    return y


def _teams(pane: _Pane, story: Story, count: int, chance: Random) -> list[_Place]:
    """Name and time above bubbles on the left, the time alone above those on the right."""
    canvas, style = pane.canvas, pane.canvas.style
    size, step, places = style.size, style.size * 1.4, list[_Place]()
    y = _day(canvas, pane, 4, story.messages[0].time)
    for message in story.messages[:count]:
        lines = canvas.wrapped(message.text, size, (pane.right - pane.left) * 0.55)
        width = max(canvas.width(line, size) for line in lines)
        x = pane.right - 40 - width if message.own else pane.left + 70
        y += 14
        top, told = y, _clock(canvas, message.time)
        if message.own:
            canvas.write(pane.right - 40 - canvas.width(told, 11), pane.y(y), told, 11, canvas.color("quiet"))
        else:
            end = canvas.write(x, pane.y(y), message.speaker, 12, canvas.color("quiet"))
            canvas.write(end + 8, pane.y(y), told, 12, canvas.color("quiet"))
        y += 18
        tall = step * len(lines) + 14
        canvas.box(x - 12, pane.y(y), width + 24, tall, canvas.color("mine" if message.own else "theirs"), 6)
        for number, line in enumerate(lines):
            canvas.write(x, pane.y(y + 7 + step * number), line, size, canvas.color("ink"))
        y += tall
        places.append(_Place(top, y, time=message.time))
    return places


def _lines(pane: _Pane, story: Story, count: int, chance: Random) -> list[_Place]:
    """A terminal: one message after the other, the rest of a long one set in."""
    canvas, style = pane.canvas, pane.canvas.style
    size, step, y, places = style.size, style.size * 1.35, 2.0, list[_Place]()
    for message in story.messages[:count]:
        told = f"{message.time:%H:%M}"
        head = f"{told} <{message.speaker}> " if style.layout == "irc" else f"{told} {message.speaker:>9} | "
        indent, top = canvas.width(head, size), y
        for number, line in enumerate(
            canvas.wrapped(message.text, size, pane.right - pane.left - indent - 20)
        ):
            if number == 0:
                canvas.write(pane.left, pane.y(y), head, size, canvas.color("quiet"))
            canvas.write(pane.left + indent, pane.y(y), line, size, canvas.color("ink"))
            y += step
        places.append(_Place(top, y - step + size * 1.2, time=message.time))
        if chance.random() < 0.12:
            canvas.write(
                pane.left,
                pane.y(y),
                f"{told} -!- zoe [~zoe@example.net] has joined the channel",
                size,
                canvas.color("quiet"),
            )
            y += step
    return places


def hash_of(text: str) -> int:
    """A number that is the same in every process."""
    return sum(ord(letter) * (place + 7) for place, letter in enumerate(text))


LAYOUTS: dict[str, Drawer] = {
    "slack": _headed, "discord": _headed, "comments": _headed, "whatsapp": _bubbled, "telegram": _bubbled,
    "signal": _bubbled, "imessage": _bubbled, "teams": _teams, "irc": _lines, "weechat": _lines,
}  # fmt: skip
