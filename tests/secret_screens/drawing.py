"""Small screens of several looks with one planted value each, and where its pixels are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from PIL import ImageFont

from storage.model import Box
from tests.fakes.pages import VOCABULARY
from tests.fakes.screen import FONTS, Page

SIZE = (1000, 560)
LIBERATION = "../liberation/Liberation"
SANS = ("DejaVuSans", f"{LIBERATION}Sans-Regular", f"{LIBERATION}SansNarrow-Regular")
MONO = ("DejaVuSansMono", f"{LIBERATION}Mono-Regular", "DejaVuSansMono-Bold")
SERIF = ("DejaVuSerif", f"{LIBERATION}Serif-Regular")


@dataclass(frozen=True)
class Item:
    """What a screen is about: a labelled value, and the parts of it that must not remain (none: a look-alike).

    `sentence` is how a person would write it in running text.
    """

    kind: str
    label: str
    shown: str
    hidden: tuple[str, ...] = ()
    sentence: str = "{label}: {shown}"
    layouts: tuple[str, ...] = ()

    @property
    def told(self) -> str:
        return self.sentence.replace("{label}", self.label).replace("{shown}", self.shown)


@dataclass
class Canvas:
    """A page being drawn, in one face and size, that knows where the planted parts stand."""

    chance: Random
    item: Item
    dark: bool = False
    faces: tuple[str, ...] = SANS
    size: int = 14
    secret: list[Box] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page = Page(SIZE, dark=self.dark)
        there = [face for face in self.faces if (FONTS / f"{face}.ttf").exists()]
        self.face = self.chance.choice(there)
        self.step = round(self.size * 1.7)

    def width(self, line: str, size: int = 0) -> int:
        font = ImageFont.truetype(str(FONTS / f"{self.face}.ttf"), size or self.size)
        return round(font.getlength(line))

    def write(self, x: int, y: int, line: str, size: int = 0) -> int:
        """Draws a line; the planted parts in it are noted. Answers with where it ends."""
        size = size or self.size
        self.page.text(x, y, line, size=size, font=self.face)
        for part in self._planted():
            place = line.find(part)
            if place >= 0:
                left = x + self.width(line[:place], size)
                self.secret.append(Box(left, y, self.width(part, size), round(size * 1.3)))
        return x + self.width(line, size)

    def _planted(self) -> list[str]:
        """The hidden parts, whole and as the pieces they may be cut into."""
        return [piece for part in self.item.hidden for piece in part.split("\n") if piece]

    def block(self, x: int, y: int, lines: list[str]) -> int:
        """Draws lines one under another; answers with where the next would stand."""
        for line in lines:
            self.write(x, y, line)
            y += self.step
        return y

    def filler(self, count: int, words: int = 9) -> list[str]:
        return [" ".join(_with_small(self.chance, words)) for _ in range(count)]

    def wrapped(self, line: str, width: int) -> list[str]:
        """The line broken at spaces where it can be, and anywhere where it must."""
        lines: list[str] = []
        for piece in line.split("\n"):
            now = ""
            for word in piece.split(" "):
                longer = f"{now} {word}" if now else word
                if self.width(longer) <= width:
                    now = longer
                    continue
                if now:
                    lines.append(now)
                rest = word
                while self.width(rest) > width:
                    fits = next(n for n in range(len(rest), 0, -1) if self.width(rest[:n]) <= width)
                    lines.append(rest[:fits])
                    rest = rest[fits:]
                now = rest
            lines.append(now)
        return lines

    def region(self, x: int, y: int, right: int, bottom: int) -> None:
        """All that is drawn here belongs to the planted value, wherever its lines break."""
        if self.item.hidden:
            self.secret.append(Box(x, y, right - x, bottom - y))


def _box(canvas: Canvas, x: int, y: int, width: int, height: int) -> None:
    edge = "#5f6368" if canvas.dark else "#9aa0a6"
    canvas.page.pen.rectangle((x, y, x + width, y + height), outline=edge)


def form_above(canvas: Canvas) -> None:
    """A web form: each label above its box."""
    canvas.page.fill(0, 0, 1000, 44, "#3c4043" if canvas.dark else "#dee1e6")
    canvas.write(120, 14, "https://accounts.example.net/profile")
    fields = [
        ("Full name", canvas.chance.choice(("Ines Calder", "Jonas Weber"))),
        (canvas.item.label, canvas.item.shown),
        ("City", "Harbour"),
    ]
    y = 80
    for label, shown in fields:
        canvas.write(80, y, label)
        y += canvas.step
        lines = canvas.wrapped(shown, 780)
        top = y
        _box(canvas, 80, y, 820, canvas.step * len(lines) + 8)
        y = canvas.block(92, y + 8, lines)
        if shown == canvas.item.shown:
            canvas.region(84, top, 890, y)
        y += 22
    canvas.write(92, y + 10, "Save changes")


def form_left(canvas: Canvas) -> None:
    """A dialog: labels in a column at the left, values at the right."""
    canvas.write(60, 40, "Details", size=20)
    y = 110
    for label, shown in (
        ("Name", "Tom Hale"),
        (canvas.item.label, canvas.item.shown),
        ("Country", "Norway"),
        ("Updated", "3 May 2026"),
    ):
        canvas.write(60, y, label)
        top = y
        y = canvas.block(300, y, canvas.wrapped(shown, 640))
        if shown == canvas.item.shown:
            canvas.region(298, top, 960, y)
        y += 16
    canvas.write(60, y + 20, "Close")


def note(canvas: Canvas) -> None:
    """A note in running text."""
    canvas.write(
        40, 30, canvas.chance.choice(("Things to remember", "Household", "Move to the new flat")), size=20
    )
    y = canvas.block(40, 90, canvas.filler(3))
    y = _told(canvas, 40, y, 900)
    canvas.block(40, y, canvas.filler(3))


def _told(canvas: Canvas, x: int, y: int, width: int) -> int:
    top = y
    y = canvas.block(x, y, canvas.wrapped(canvas.item.told, width))
    canvas.region(x, top, x + width, y)
    return y


def pdf_page(canvas: Canvas) -> None:
    """A sheet on a grey ground: a bold label, its value below."""
    canvas.page.fill(0, 0, 1000, 560, "#525659").fill(110, 20, 780, 540, "#ffffff")
    canvas.page.ink = "#000000"
    canvas.write(
        160, 60, canvas.chance.choice(("Confirmation of enrolment", "Annex to your contract")), size=20
    )
    y = canvas.block(160, 120, canvas.filler(3, 7))
    canvas.write(160, y + 10, canvas.item.label)
    y += 10 + canvas.step
    top = y
    y = canvas.block(160, y, canvas.wrapped(canvas.item.shown, 690))
    canvas.region(158, top, 880, y)
    canvas.block(160, y + 14, canvas.filler(2, 7))


def terminal(canvas: Canvas) -> None:
    """A shell, light on dark."""
    y = canvas.block(
        12,
        16,
        [
            "ana@box:~$ ls",
            "harbour.txt  ledger  notes.md",
            f"ana@box:~$ cat {canvas.chance.choice(('notes.md', 'out.log', '.env'))}",
        ],
    )
    y = _told(canvas, 12, y, 970)
    canvas.block(12, y, ["ana@box:~$ git status", "nothing to commit, working tree clean"])


def editor(canvas: Canvas) -> None:
    """An editor with line numbers, dark."""
    lines = [
        "# settings of the ledger service",
        "log_level = info",
        *canvas.wrapped(canvas.item.told, 860),
        "timeout = 30",
        "retries = 3",
    ]
    y = 20
    for number, line in enumerate(lines, start=1):
        canvas.page.ink = "#7a7f87"
        canvas.write(14, y, f"{number:>3}")
        canvas.page.ink = "#d4d7dd"
        canvas.write(64, y, line)
        if 2 < number <= len(lines) - 2:
            canvas.region(62, y, 960, y + canvas.step)
        y += canvas.step


def table(canvas: Canvas) -> None:
    """A sheet whose column bears the label."""
    columns = (30, 210, 400)
    heads = ("Name", "Since", canvas.item.label)
    rows = [("Ines Calder", "2019-04-02"), ("Jonas Weber", "2021-11-30"), ("Rui Alves", "2023-06-18")]
    canvas.page.fill(0, 40, 1000, canvas.step + 6, "#3c4043" if canvas.dark else "#e8eaed")
    for x, head in zip(columns, heads, strict=True):
        canvas.write(x, 44, head)
    y, at = 44 + canvas.step + 10, canvas.chance.randrange(3)
    for number, row in enumerate(rows):
        canvas.write(columns[0], y, row[0])
        canvas.write(columns[1], y, row[1])
        if number == at:
            top = y
            y = canvas.block(columns[2], y, canvas.wrapped(canvas.item.shown, 570))
            canvas.region(columns[2] - 2, top, 980, y)
        else:
            canvas.write(columns[2], y, "-")
            y += canvas.step
        y += 4


def chat(canvas: Canvas) -> None:
    """Bubbles of a conversation."""
    y = 30
    for words in ("are you there?", canvas.item.told, "got it, thanks"):
        lines = canvas.wrapped(words, 480)
        x = 60 if words == canvas.item.told else 420
        canvas.page.fill(
            x - 14, y - 8, 520, canvas.step * len(lines) + 12, "#2f3b2f" if canvas.dark else "#e2f3e4"
        )
        top = y
        y = canvas.block(x, y, lines)
        if words == canvas.item.told:
            canvas.region(x - 2, top, x + 490, y)
        y += 26


def boxes(canvas: Canvas) -> None:
    """A number in boxes of four, as payment pages ask for it."""
    canvas.write(80, 60, canvas.item.label)
    x = 80
    for group in canvas.item.shown.split():
        _box(canvas, x, 90, 90, 40)
        canvas.write(x + 14, 100, group)
        canvas.region(x, 90, x + 90, 130)
        x += 120
    canvas.write(80, 160, "Name")
    canvas.write(80, 190, "Ines Calder")


def grid_rows(canvas: Canvas) -> None:
    """A wallet's numbered words, counted along the rows."""
    _grid(canvas, by_row=True)


def grid_columns(canvas: Canvas) -> None:
    """A wallet's numbered words, counted down the columns."""
    _grid(canvas, by_row=False)


def _grid(canvas: Canvas, *, by_row: bool) -> None:
    canvas.write(60, 30, canvas.item.label, size=20)
    words, wide = canvas.item.shown.split(), canvas.chance.choice((3, 4))
    high = -(-len(words) // wide)
    dot = canvas.chance.choice((".", "", "."))
    for number, word in enumerate(words):
        row, column = divmod(number, wide) if by_row else divmod(number, high)[::-1]
        x, y = 60 + column * 220, 90 + row * 44
        _box(canvas, x, y, 180, 34)
        canvas.write(x + 12, y + 9, f"{number + 1}{dot} {word}")
        canvas.region(x, y, x + 180, y + 34)
    canvas.write(60, 100 + high * 44, "Write them down in order and keep them safe")


@dataclass(frozen=True)
class Look:
    """A layout with the faces it is drawn in; `dark` when it always is."""

    draw: Callable[[Canvas], None]
    faces: tuple[str, ...]
    dark: bool | None = None


LOOKS = {
    "form above": Look(form_above, SANS),
    "form left": Look(form_left, SANS),
    "note": Look(note, SANS + SERIF),
    "pdf": Look(pdf_page, SERIF + SANS[:1], False),
    "terminal": Look(terminal, MONO, True),
    "editor": Look(editor, MONO, True),
    "table": Look(table, SANS),
    "chat": Look(chat, SANS),
    "boxes": Look(boxes, SANS + MONO),
    "grid rows": Look(grid_rows, SANS + MONO),
    "grid columns": Look(grid_columns, SANS),
    "pdf mono": Look(pdf_page, MONO, False),
    "note mono": Look(note, MONO),
}


def drawn(item: Item, look: Look, seed: str) -> Canvas:
    """The screen of an item; the same for the same seed."""
    chance = Random(seed)
    dark = look.dark if look.dark is not None else chance.random() < 0.4
    canvas = Canvas(chance, item, dark, look.faces, chance.choice((12, 13, 14, 15, 16, 18)))
    look.draw(canvas)
    return canvas


SMALL = ("the", "a", "of", "and", "with", "is", "to", "at")


def _with_small(chance: Random, words: int) -> list[str]:
    """Words in no sense with small ones between, as every language has them."""
    return [chance.choice(SMALL) if n % 3 == 1 else chance.choice(VOCABULARY[:80]) for n in range(words)]
