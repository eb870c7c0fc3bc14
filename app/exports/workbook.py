"""An export as a workbook: a sheet for each kind with the columns its file declares, and one of the moments.

Written by itself, sheet after sheet: a library that writes workbooks keeps them in memory or, in clear, in a temporary
folder. Every text is an inline string marked as text, which no program takes for a formula (ECMA-376, part 1, 18.3).
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import BinaryIO, Generic, TypeAlias, TypeVar, cast
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from storage.export_records import FrameRecord, MemoryRecord, ObservationRecord, TurnRecord
from storage.kind import Kinds, MemoryKind, Use

T = TypeVar("T")
Cell: TypeAlias = str | float | datetime | bool | None
_Row: TypeAlias = Sequence[Cell]

MOST_ROWS = 1_048_576
MOST_LETTERS = 32_767
_CUT = " … (cut here: a cell holds no more)"
_HEADING, _TEXT, _TIME = 1, 2, 3
# Days are counted from here; before March 1900 programs do not agree.
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook's times have no zone
_EARLIEST = datetime(1900, 3, 1)  # noqa: DTZ001 - as above
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NO_NAME = re.compile(r"[\[\]:*?/\\]")

_ALWAYS = ("Holds from", "Holds until", "Confidence", "Pinned", "By", "Sources", "Id")
_MOMENTS = ("Time", "Type", "App or speaker", "Title or conversation", "Address", "Text", "External id", "Id")

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_FORM = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/>'
    '<name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill>'
    '<patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/>'
    '<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
    '</cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


class Workbook:
    """Writes the workbook to `out`, a sheet after the other; each yields how many records it took."""

    def __init__(self, out: BinaryIO, kinds: Kinds, zone: ZoneInfo) -> None:
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
        self._kinds = kinds
        self._zone = zone
        self._names: list[str] = []

    def memories(self, pages: Iterable[Sequence[MemoryRecord]], kinds: Sequence[str]) -> Iterator[int]:
        """A sheet for each of `kinds`; the memories come in the order of these."""
        waiting = _Ahead(record for page in pages for record in page)
        for name in kinds:
            kind = self._kinds[name]
            columns = (column.replace("_", " ").capitalize() for column in kind.fields(Use.COLUMN))
            yield from self._sheets(kind.title, (*columns, *_ALWAYS), _Ahead(_memories(waiting, kind)))

    def moments(self, pages: Iterable[Sequence[ObservationRecord]]) -> Iterator[int]:
        """The observations, in the order in which they come."""
        yield from self._sheets(
            "Moments", _MOMENTS, _Ahead(_moment(record) for page in pages for record in page)
        )

    def finish(self) -> None:
        """Writes what holds the sheets together; without it the file does not open."""
        for name, text in _frame(self._names):
            self._zip.writestr(name, text)
        self._zip.close()

    def _sheets(self, title: str, headings: Sequence[str], rows: _Ahead[_Row]) -> Iterator[int]:
        """As many sheets as the rows need, and one where there is none."""
        part = 1
        while part == 1 or rows.first is not None:
            self._names.append(_name(title, part))
            name = f"xl/worksheets/sheet{len(self._names)}.xml"
            with self._zip.open(name, "w", force_zip64=True) as sheet:
                yield from self._sheet(cast(BinaryIO, sheet), headings, rows)
            part += 1

    def _sheet(self, sheet: BinaryIO, headings: Sequence[str], rows: _Ahead[_Row]) -> Iterator[int]:
        sheet.write(f'{_XML}<worksheet xmlns="{_MAIN}"><sheetData>'.encode())
        sheet.write(_row(1, [_text(heading, _HEADING) for heading in headings]))
        number = 1
        while rows.first is not None and number < MOST_ROWS:
            number += 1
            sheet.write(_row(number, [_cell(cell, self._zone) for cell in rows.take()]))
            yield 1
        sheet.write(b"</sheetData></worksheet>")


class _Ahead(Generic[T]):
    """A flow of which the `first` is seen before it is taken; None at the end."""

    def __init__(self, items: Iterable[T]) -> None:
        self._items = iter(items)
        self.first: T | None = next(self._items, None)

    def take(self) -> T:
        """The first; there must be one."""
        assert self.first is not None
        taken, self.first = self.first, next(self._items, None)
        return taken


def _memories(waiting: _Ahead[MemoryRecord], kind: MemoryKind) -> Iterator[_Row]:
    """The rows of one kind, as long as the next memory is of it."""
    while waiting.first is not None and waiting.first.kind == kind.name:
        memory = waiting.take()
        sources = "\n".join(f"{source.type} {source.observation}" for source in memory.sources)
        yield (
            *(_value(kind, name, memory.body.get(name)) for name in kind.fields(Use.COLUMN)),
            memory.valid_from, memory.valid_to, memory.confidence, memory.pinned, str(memory.author), sources,
            str(memory.id),
        )  # fmt: skip


def _value(kind: MemoryKind, name: str, value: object) -> Cell:
    if isinstance(value, list | tuple):
        return "\n".join(str(item) for item in value)
    if isinstance(value, str) and kind.body.model_fields[name].annotation is datetime:
        return datetime.fromisoformat(value)
    return value if isinstance(value, str | float | int | None) else str(value)


def _moment(seen: ObservationRecord) -> _Row:
    if isinstance(seen, FrameRecord):
        names = (seen.app, seen.window_title, seen.url)
    elif isinstance(seen, TurnRecord):
        names = (seen.speaker or str(seen.role), seen.thread, "")
    else:
        names = ("", "", "")
    return seen.time, seen.type, *names, seen.text, seen.external_id, str(seen.id)


def _row(number: int, cells: Sequence[str]) -> bytes:
    placed = "".join(
        cell.replace("<c", f'<c r="{_letters(place)}{number}"', 1) for place, cell in enumerate(cells) if cell
    )
    return f'<row r="{number}">{placed}</row>'.encode()


def _cell(value: Cell, zone: ZoneInfo) -> str:
    """A cell, without its place; empty for nothing."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return f'<c t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"<c><v>{value!r}</v></c>"
    return _text(value, _TEXT) if isinstance(value, str) else _time(value, zone)


def _time(value: datetime, zone: ZoneInfo) -> str:
    local = value.astimezone(zone).replace(tzinfo=None)
    if local < _EARLIEST:
        return _text(value.astimezone(zone).isoformat(), _TEXT)
    return f'<c s="{_TIME}"><v>{(local - _EPOCH) / timedelta(days=1)!r}</v></c>'


def _text(value: str, style: int) -> str:
    if len(value) > MOST_LETTERS:
        value = value[: MOST_LETTERS - len(_CUT)] + _CUT
    lines = _UNPRINTABLE.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
    shown = escape(_ESCAPE.sub("_x005F_", lines))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{shown}</t></is></c>'


def _letters(place: int) -> str:
    """The name of a column: A to Z, AA, AB ..."""
    name, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def _name(title: str, part: int) -> str:
    """What a sheet is called: at most 31 letters, none of a few."""
    end = f" {part}" if part > 1 else ""
    return _NO_NAME.sub(" ", title)[: 31 - len(end)] + end


def _frame(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The files beside the sheets."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(
        f'<sheet name="{escape(name, {chr(34): "&quot;"})}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in zip(numbers, names, strict=True)
    )
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_FORM}.worksheet+xml"/>'
        for n in numbers
    )
    ties = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in numbers
    )
    yield "xl/styles.xml", _STYLES
    yield (
        "xl/workbook.xml",
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{_XML}<Relationships xmlns="{_PACKAGE}">{ties}<Relationship Id="rId{len(names) + 1}" '
        f'Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    )
    yield (
        "_rels/.rels",
        f'{_XML}<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
    )
    yield (
        "[Content_Types].xml",
        f'{_XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="{_FORM}.sheet.main+xml"/><Override PartName="/xl/styles.xml" '
        f'ContentType="{_FORM}.styles+xml"/>{parts}</Types>',
    )
