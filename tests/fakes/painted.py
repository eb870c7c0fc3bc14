"""Screens painted with Pillow for the fake Reverie: a window, lines of text, each word's place."""

from __future__ import annotations

import io
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from app.interfaces import Place, WordView

WIDTH, HEIGHT = 1280, 800
SIZE, LEADING = 19, 31
LEFT, TOP = 120, 150


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture as WebP, and its words with their places in pixels."""

    picture: bytes
    words: tuple[WordView, ...]


def paint(app: str, title: str, lines: Sequence[str], dark: bool = False) -> Painted:
    """A screen with one window that shows these lines below its title."""
    ground, paper, ink = ("#101418", "#1b2129", "#d9dee6") if dark else ("#c9d3de", "#ffffff", "#20242b")
    image = Image.new("RGB", (WIDTH, HEIGHT), ground)
    draw = ImageDraw.Draw(image)
    hue = zlib.crc32(app.encode()) % 360
    draw.rounded_rectangle((60, 40, WIDTH - 60, HEIGHT - 30), 14, paper)
    draw.rounded_rectangle((60, 40, WIDTH - 60, 92), 14, f"hsl({hue}, 32%, {26 if dark else 62}%)")
    draw.text((84, 54), f"{app}  -  {title}", ink, ImageFont.load_default(SIZE))
    words = [word for at, line in enumerate(lines) for word in _write(draw, line, at, ink)]
    encoded = io.BytesIO()
    image.save(encoded, "WEBP", quality=80, method=0)
    return Painted(encoded.getvalue(), tuple(words))


def thumbnail(picture: bytes) -> bytes:
    """The picture, 320 pixels wide."""
    image = Image.open(io.BytesIO(picture))
    image.thumbnail((320, 200))
    encoded = io.BytesIO()
    image.save(encoded, "WEBP", quality=70, method=0)
    return encoded.getvalue()


def _write(draw: ImageDraw.ImageDraw, line: str, at: int, ink: str) -> list[WordView]:
    font = ImageFont.load_default(SIZE + 9 if at == 0 else SIZE)
    x, y, written = float(LEFT), TOP + at * LEADING - (16 if at == 0 else 0), []
    for word in line.split():
        left, top, right, bottom = draw.textbbox((x, y), word, font)
        draw.text((x, y), word, ink, font)
        place = Place(round(left), round(top), round(right - left), round(bottom - top))
        written.append(WordView(word, place, at))
        x = right + draw.textlength(" ", font)
    return written
