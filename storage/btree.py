"""The trees of a damaged database: which page belongs to which table, and every row that can still be read.

A table's pages hang together from its root down. Where a page in between is damaged, the pointer map, which names the
parent of each page (the database is made with auto_vacuum), leads from below. Format: https://sqlite.org/fileformat2.html
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from storage.pages import SIZE, USABLE, Pages

Value: TypeAlias = int | float | str | bytes | None

_TABLE_LEAF, _TABLE_INNER, _INDEX_LEAF, _INDEX_INNER = 0x0D, 0x05, 0x0A, 0x02
_MOST_IN_LEAF = USABLE - 35
_MOST_IN_INDEX = (USABLE - 12) * 64 // 255 - 23
_LEAST = (USABLE - 12) * 32 // 255 - 23
_PENDING = 0x40000000 // SIZE + 1
_MAP_STEP = USABLE // 5 + 1
_ROOT, _FREE, _OVERFLOW, _OVERFLOW_MORE, _CHILD = 1, 2, 3, 4, 5
_SCHEMA_ROOT = 1


class Unreadable(Exception):
    """A row's bytes, or the pages it runs over to, do not make a record."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row as it lies in its page; `whole` is False when only its first columns could be read."""

    page: int
    number: int | None
    values: tuple[Value, ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """An entry of the schema: a table or an index, its root page, and the statement that made it."""

    type: str
    name: str
    root: int
    sql: str


class Trees:
    """The trees in `pages`."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._parents = self._walked_parents()
        self._leaves: dict[int, list[int]] | None = None
        self.tables = [found for row in self._rows_below(_SCHEMA_ROOT) if (found := _table(row)) is not None]

    def rows(self, root: int) -> Iterator[Row]:
        """Every row of the tree of `root` that can be read, of an ordinary table or one without row ids."""
        return self._rows_below(root)

    def owner(self, number: int) -> int | None:
        """The root of the tree that the page is part of, also as what a row runs over to; None for free pages."""
        seen = set[int]()
        while number not in seen:
            seen.add(number)
            if number == _SCHEMA_ROOT or any(number == table.root for table in self.tables):
                return number
            kind, parent = self._parents.get(number) or self._mapped(number)
            if kind == _ROOT:
                return number
            if kind not in (_OVERFLOW, _OVERFLOW_MORE, _CHILD):
                return None
            number = parent
        return None

    def is_free(self, number: int) -> bool:
        """Whether the page is on the list of free ones, or tells only where others belong."""
        return _is_map(number) or (number not in self._parents and self._mapped(number)[0] == _FREE)

    def is_inner(self, number: int) -> bool:
        """Whether the page, readable or not, only tells where others of its tree are."""
        inside = set(range(2, self._pages.count + 1))
        return any(self._mapped(child) == (_CHILD, number) for child in inside)

    def is_root(self, number: int) -> bool:
        """Whether the pointer map knows the page as the root of a tree."""
        return self._mapped(number)[0] == _ROOT

    def around(self, number: int) -> tuple[int, int] | None:
        """The row numbers between which those of a leaf lay: above the first, up to the second; None: not known."""
        kind, parent = self._parents.get(number, (0, 0))
        page = self._pages.page(parent) if kind == _CHILD else None
        if page is None or page[_head(parent)] != _TABLE_INNER:
            return None
        low = -(1 << 63)
        for start in _cells(parent, page):
            child = struct.unpack_from(">I", page, start)[0]
            high = _signed(_varint(page, start + 4)[0]) or 0
            if child == number:
                return low, high
            low = high
        return low, (1 << 63) - 1

    def _rows_below(self, root: int) -> Iterator[Row]:
        if self._leaves is None and root != _SCHEMA_ROOT:
            self._leaves = self._by_root()
        pages = self._schema_pages() if root == _SCHEMA_ROOT else (self._leaves or {}).get(root, [])
        for number in pages:
            page = self._pages.page(number)
            if page is not None:
                yield from self._rows_on(number, page)

    def _schema_pages(self) -> list[int]:
        """Known before the other roots are: the first page and all whose parents lead to it."""
        found = []
        for number in range(1, self._pages.count + 1):
            climbing, seen = number, set[int]()
            while climbing != _SCHEMA_ROOT and climbing not in seen:
                seen.add(climbing)
                kind, parent = self._parents.get(climbing) or self._mapped(climbing)
                climbing = parent if kind == _CHILD else climbing
            if climbing == _SCHEMA_ROOT:
                found.append(number)
        return found

    def _by_root(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for number in range(2, self._pages.count + 1):
            root = self.owner(number)
            if root is not None and self._kind_of(number) not in (_OVERFLOW, _OVERFLOW_MORE):
                found.setdefault(root, []).append(number)
        return found

    def _kind_of(self, number: int) -> int:
        return (self._parents.get(number) or self._mapped(number))[0]

    def _walked_parents(self) -> dict[int, tuple[int, int]]:
        """What the inner pages themselves say of their children: right even where the pointer map was hit."""
        found: dict[int, tuple[int, int]] = {}
        for number in range(1, self._pages.count + 1):
            page = (
                None if _is_map(number) or self._mapped(number)[0] in _NO_TREE else self._pages.page(number)
            )
            if page is not None:
                found.update((child, (_CHILD, number)) for child in _children(number, page))
        return found

    def _mapped(self, number: int) -> tuple[int, int]:
        """The kind and parent of a page by the pointer map; (0, 0) where that is damaged or says nothing."""
        if number < 2:
            return 0, 0
        at = _map_page(number)
        page = self._pages.page(at)
        offset = 5 * (number - at - 1)
        if page is None or not 0 <= offset <= USABLE - 5:
            return 0, 0
        kind, parent = struct.unpack_from(">BI", page, offset)
        return kind, parent

    def _rows_on(self, number: int, page: bytes) -> Iterator[Row]:
        for start in _cells(number, page):
            try:
                row = self._row(number, page, start)
            except (Unreadable, IndexError, struct.error, UnicodeDecodeError):
                continue
            if row is not None:
                yield row

    def _row(self, number: int, page: bytes, start: int) -> Row | None:
        kind = page[_head(number)]
        if kind == _TABLE_INNER:
            return None
        place = start + (4 if kind == _INDEX_INNER else 0)
        length, place = _varint(page, place)
        rowid: int | None = None
        if kind == _TABLE_LEAF:
            rowid, place = _varint(page, place)
        local = _local(length, _MOST_IN_LEAF if kind == _TABLE_LEAF else _MOST_IN_INDEX)
        payload = page[place : place + local]
        if len(payload) < local:
            raise Unreadable
        if local < length:
            payload += self._overflow(struct.unpack_from(">I", page, place + local)[0], length - local)
        values, whole = _record(payload, len(payload) == length)
        return Row(number, _signed(rowid), values, whole)

    def _overflow(self, number: int, length: int) -> bytes:
        """What a row runs over to; shorter than `length` when a page of it is damaged."""
        found, seen = b"", set[int]()
        while len(found) < length and number and number not in seen:
            seen.add(number)
            page = self._pages.page(number)
            if page is None:
                break
            found += page[4:USABLE]
            number = struct.unpack_from(">I", page)[0]
        return found[:length]


_NO_TREE = (_FREE, _OVERFLOW, _OVERFLOW_MORE)


def _table(row: Row) -> Table | None:
    if len(row.values) != 5 or not row.whole:
        return None
    type, name, _, root, sql = row.values
    if not isinstance(type, str) or not isinstance(name, str) or not isinstance(root, int):
        return None
    return Table(type, name, root, sql if isinstance(sql, str) else "")


def _is_map(number: int) -> bool:
    return number > 1 and _map_page(number) == number


def _map_page(number: int) -> int:
    """The page of the pointer map that tells of page `number`."""
    at = (number - 2) // _MAP_STEP * _MAP_STEP + 2
    return at + 1 if at == _PENDING else at


def _head(number: int) -> int:
    return 100 if number == 1 else 0


def _cells(number: int, page: bytes) -> list[int]:
    """Where each cell of a page of a tree begins; [] for a page that is none."""
    head = _head(number)
    kind = page[head]
    if kind not in (_TABLE_LEAF, _TABLE_INNER, _INDEX_LEAF, _INDEX_INNER):
        return []
    first = head + (12 if kind in (_TABLE_INNER, _INDEX_INNER) else 8)
    count = min(struct.unpack_from(">H", page, head + 3)[0], (USABLE - first) // 2)
    return list(struct.unpack_from(f">{count}H", page, first))


def _children(number: int, page: bytes) -> Iterator[int]:
    head = _head(number)
    if page[head] not in (_TABLE_INNER, _INDEX_INNER):
        return
    for start in _cells(number, page):
        if start + 4 <= USABLE:
            yield struct.unpack_from(">I", page, start)[0]
    yield struct.unpack_from(">I", page, head + 8)[0]


def _local(length: int, most: int) -> int:
    """How much of a payload lies in the page itself."""
    if length <= most:
        return length
    wanted = _LEAST + (length - _LEAST) % (USABLE - 4)
    return wanted if wanted <= most else _LEAST


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for count in range(9):
        byte = data[place + count]
        if count == 8:
            return value << 8 | byte, place + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + count + 1
    raise Unreadable


def _signed(value: int | None) -> int | None:
    return value - (1 << 64) if value is not None and value >= 1 << 63 else value


def _record(payload: bytes, complete: bool) -> tuple[tuple[Value, ...], bool]:
    """The values of a record, as far as it goes."""
    size, place = _varint(payload, 0)
    types = []
    while place < size:
        type, place = _varint(payload, place)
        types.append(type)
    values: list[Value] = []
    for type in types:
        length = _length(type)
        if place + length > len(payload):
            return tuple(values), False
        values.append(_value(type, payload[place : place + length]))
        place += length
    return tuple(values), complete


def _length(type: int) -> int:
    return (type - 12) // 2 if type >= 12 else (0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0)[type]


def _value(type: int, raw: bytes) -> Value:
    if type == 0:
        return None
    if type in (8, 9):
        return type - 8
    if type == 7:
        return float(struct.unpack(">d", raw)[0])
    if type < 7:
        return int.from_bytes(raw, "big", signed=True)
    if type >= 12:
        return raw if type % 2 == 0 else raw.decode()
    raise Unreadable
