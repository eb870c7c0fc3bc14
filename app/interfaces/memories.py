"""The memories: their kinds, lists, trees and ties, and changes by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from app.interfaces.looking import SourceView


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a kind's table: the body's field and its heading."""

    field: str
    heading: str


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a kind's body as a form needs it.

    `type` is text, list, time, number, choice (of `choices`), or other, which no form can hold. `longest` is in
    characters, None without a limit. A `sealed` field is never shown or written here.
    """

    name: str
    heading: str
    type: str = "text"
    required: bool = False
    longest: int | None = None
    choices: tuple[str, ...] = ()
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class KindView:
    """A kind of memory as the screen needs it, read from the kind's file; `waiting` of it lie in the inbox.

    Memories of a kind with a `tree` hang in one. `limit`: memories of one title make a block of so many characters at
    most; None for a kind without blocks.
    """

    name: str
    title: str
    guide: str
    columns: tuple[Column, ...]
    memories: int = 0
    waiting: int = 0
    fields: tuple[FieldView, ...] = ()
    tree: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block of a kind that has them: its lines, the characters these take, and how many there may be."""

    label: str
    lines: int
    characters: int
    limit: int


@dataclass(frozen=True, slots=True)
class Listing:
    """Which memories of a kind to list, all that is given together, and in which order.

    `words`: each stands in it, or begins a word of it. `holds`: what is so (True), what is no longer so (False), both
    (None). [since, until) is when it came to hold. `author` is agent, user, dream or import. `branch` is where it
    hangs in the kind's tree, exactly; None means anywhere. `order` is a field of the kind, or empty for when it came to
    hold; at most 1,000 are listed at a time.
    """

    kind: str
    words: str = ""
    holds: bool | None = True
    pinned: bool = False
    author: str = ""
    since: datetime | None = None
    until: datetime | None = None
    branch: tuple[str, ...] | None = None
    order: str = ""
    ascending: bool = False
    limit: int = 200
    offset: int = 0


@dataclass(frozen=True, slots=True)
class MemoryRow:
    """A memory as a line of a list: `cells` are the fields of its kind's columns, long texts cut. Any: as in a body."""

    id: UUID
    title: str
    cells: dict[str, Any]
    current: bool
    valid_from: datetime
    pinned: bool = False
    author: str = ""
    has_secret: bool = False


@dataclass(frozen=True, slots=True)
class MemoryPage:
    """A page of a list, and how many memories fit in `total`."""

    total: int
    rows: tuple[MemoryRow, ...] = ()


@dataclass(frozen=True, slots=True)
class BranchView:
    """A branch of a kind's tree, and how many memories hang on it or further out."""

    name: str
    memories: int


@dataclass(frozen=True, slots=True)
class TreeView:
    """What is below a place in a kind's tree; `here` memories hang at the place itself."""

    branches: tuple[BranchView, ...] = ()
    here: int = 0


@dataclass(frozen=True, slots=True)
class DecisionView:
    """What decided that something is kept as its kind: "rule", "meaning", "model", "you" or "import"; empty: not known.

    `voice` is whose words it rests on (user, other, assistant, screen), `speaker` their name; `considered` are the
    kinds that were weighed by meaning, each with its score.
    """

    by: str = ""
    voice: str = ""
    speaker: str = ""
    considered: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LinkView:
    """A memory that another is tied to, and why; `part`: the other sums this one up."""

    memory: UUID
    why: str
    weight: float = 1.0
    part: bool = False


@dataclass(frozen=True, slots=True)
class MemoryView:
    """A memory; secrets are masked in `body`. `reason` and `decision` say why it is kept, and why as this kind."""

    id: UUID
    kind: str
    title: str
    body: dict[str, Any]
    current: bool
    valid_from: datetime
    created: datetime
    revised: datetime
    confidence: float
    pinned: bool
    author: str
    valid_to: datetime | None = None
    external_id: str = ""
    has_secret: bool = False
    sources: tuple[SourceView, ...] = ()
    superseded_by: UUID | None = None
    replaces: tuple[UUID, ...] = ()
    reason: str = ""
    decision: DecisionView = field(default_factory=DecisionView)
    links: tuple[LinkView, ...] = ()


@dataclass(frozen=True, slots=True)
class NodeView:
    """A memory in a picture of how they hang together; it has so many ties in all (`links`), shown or not."""

    id: UUID
    kind: str
    title: str
    current: bool = True
    pinned: bool = False
    links: int = 0


@dataclass(frozen=True, slots=True)
class EdgeView:
    """A tie between two memories, and why it is there. `part`: the first sums the other up; `replaces`: it took the
    other's place.
    """

    memory: UUID
    other: UUID
    why: str = ""
    weight: float = 1.0
    part: bool = False
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class GraphView:
    """Memories around the one in the `centre`, nearer ones first, and every tie between them."""

    centre: UUID
    nodes: tuple[NodeView, ...]
    edges: tuple[EdgeView, ...] = ()


@dataclass(frozen=True, slots=True)
class MergeView:
    """What putting memories of a kind together comes to: its `title` and `body`; `memory` is None when it was only
    asked. Any: what a kind's body may hold.
    """

    kind: str
    title: str
    body: dict[str, Any]
    memory: MemoryView | None = None


class MemoryCalls(Protocol):
    """Reading memories, and changing them by hand."""

    def kinds(self) -> list[KindView]:
        """The kinds of memory with their columns and counts."""

    def memories(
        self, kind: str = "", past: bool = False, limit: int = 500, offset: int = 0
    ) -> list[MemoryView]:
        """Newest first; `limit` 0 means all."""

    def list_memories(self, what: Listing) -> MemoryPage:
        """A page of the memories of a kind, narrowed and ordered, with how many there are in all."""

    def tree(self, what: Listing, path: tuple[str, ...] = ()) -> TreeView:
        """The branches of the tree of `what.kind` below `path`, counting only what fits `what`; its branch, order and
        page do not matter.
        """

    def blocks(self, kind: str) -> list[BlockView]:
        """How full the blocks of a kind are, by label; none for a kind without blocks."""

    def memory(self, id: UUID) -> MemoryView:
        """One memory."""

    def graph(self, id: UUID, most: int = 60, depth: int = 2) -> GraphView:
        """The memories up to `depth` ties away from one, at most `most` of them, the strongest ties first."""

    def core_set(self, label: str, value: str) -> MemoryView:
        """Writes a block of what is always in the prompt; what stood under `label` becomes history."""

    def edit_memory(self, id: UUID, body: dict[str, Any]) -> MemoryView:
        """Writes these fields of what holds anew; the others stay, what stood there becomes history.

        Fields that are not of its kind, or hold a secret, are refused.
        """

    def pin(self, id: UUID, pinned: bool) -> MemoryView:
        """Pins a memory: no dream lets it go, and no rule of how long things are kept; or lets go of the pin."""

    def merge_memories(
        self, ids: tuple[UUID, ...], body: dict[str, Any] | None = None, dry_run: bool = False
    ) -> MergeView:
        """Puts memories of one kind together, with the fields of `body` in place of joined ones; undone as one step.

        The names of the first given stay. `dry_run` only says what would come of it.
        """
