"""From the nouns of storage to the read models of a face."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from datetime import datetime
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from app.capture.rules import Rule as GateRule
from app.interfaces import (
    BackupReport,
    BackupView,
    ChatTurn,
    Column,
    CoverageView,
    DecisionView,
    FieldView,
    FrameDetail,
    FrameView,
    KindView,
    LinkView,
    MemoryRow,
    MemoryView,
    Place,
    ReceiptDocument,
    ReceiptView,
    RetentionView,
    RuleView,
    SourceView,
    TracesView,
    UndoReport,
    UndoView,
    VersionView,
    WordView,
)
from storage.backup import BackupMade, KnownBackup
from storage.kind import Growth, MemoryKind, Use, with_texts
from storage.model import (
    Author,
    Box,
    Coverage,
    Frame,
    Memory,
    Note,
    Receipt,
    Rule,
    Source,
    Turn,
    Undoing,
    Undone,
    Version,
)
from storage.receipts import SignedReceipt
from storage.retention import RetentionRule
from storage.traces import Traces

MASK = "••••••"
CELL, CELL_ITEMS = 300, 12
"""Characters of a text, and entries of a list, that a line of a list is given."""


def place(box: Box) -> Place:
    """A box as a face sees it."""
    return Place(box.x, box.y, box.w, box.h)


def frame(seen: Frame) -> FrameView:
    """A frame without its words."""
    return FrameView(
        id=seen.id,
        time=seen.time,
        app=seen.app,
        window_title=seen.window_title,
        url=seen.url,
        monitor=seen.monitor,
        has_picture=seen.has_picture,
        external_id=seen.external_id,
        faded=seen.faded,
    )


def frame_detail(seen: Frame) -> FrameDetail:
    """A frame with its words."""
    words = tuple(WordView(word.text, place(word.box), word.line) for word in seen.words)
    return FrameDetail(frame(seen), seen.text, words, seen.width, seen.height)


def source(of: Source) -> SourceView:
    """A memory's source."""
    return SourceView(str(of.type), of.observation, of.external_id, of.quote)


def memory(kept: Memory, kind: MemoryKind) -> MemoryView:
    """A memory with its secret fields masked."""
    return MemoryView(
        id=kept.id,
        kind=kept.kind,
        title=kept.title,
        body=_masked(kept, kind),
        current=kept.current,
        valid_from=kept.valid_from,
        valid_to=kept.valid_to,
        created=kept.created,
        revised=kept.revised,
        confidence=kept.confidence,
        pinned=kept.pinned,
        author=str(kept.author),
        external_id=kept.external_id,
        has_secret=kept.has_secret,
        sources=tuple(source(of) for of in kept.sources),
        superseded_by=kept.superseded_by,
        replaces=kept.replaces,
        reason=kept.reason,
        decision=decision(kept),
        links=tuple(LinkView(link.to, link.why, link.weight, link.part) for link in kept.links),
    )


def decision(kept: Memory) -> DecisionView:
    """How it was decided to keep a memory; of what the user wrote or imported that is known anyway."""
    of = kept.decision
    typed = {Author.USER: "you", Author.IMPORT: "import"}.get(kept.author, "")
    voice = of.voice or ("user" if kept.author is Author.USER else "")
    return DecisionView(of.by or typed, voice, of.speaker, dict(of.considered))


def kind(of: MemoryKind, memories: int, waiting: int = 0) -> KindView:
    """A kind with the columns and fields its file declares."""
    columns = tuple(Column(name, _heading(name)) for name in of.fields(Use.COLUMN))
    limit = of.limit if of.growth is Growth.BLOCKS else None
    tree = bool(of.fields(Use.PATH))
    return KindView(of.name, of.title, of.guide, columns, memories, waiting, tuple(_fields(of)), tree, limit)


def _fields(of: MemoryKind) -> Iterator[FieldView]:
    sealed = of.fields(Use.SECRET)
    for name, info in of.body.model_fields.items():
        choices = get_args(info.annotation) if get_origin(info.annotation) is Literal else ()
        longest = next((most for mark in info.metadata if (most := getattr(mark, "max_length", None))), None)
        yield FieldView(
            name, _heading(name), "choice" if choices else _type_of(info.annotation), info.is_required(), longest,
            tuple(map(str, choices)), name in sealed,
        )  # fmt: skip


def _type_of(annotation: Any) -> str:
    """What a form makes of a field's annotation. Any: an annotation may be anything."""
    if get_origin(annotation) in (Union, UnionType):
        (annotation, *others) = (one for one in get_args(annotation) if one is not type(None))
        if others:
            return "other"
    types = {str: "text", datetime: "time", int: "number", float: "number", list[str]: "list"}
    return types.get(annotation, "other")


def row(kept: Memory, kind: MemoryKind) -> MemoryRow:
    """A memory as a line of a list, its secret fields masked."""
    body = _masked(kept, kind)
    cells = {name: _cut(body.get(name)) for name in kind.fields(Use.COLUMN)}
    return MemoryRow(
        kept.id, kept.title[:CELL], cells, kept.current, kept.valid_from, kept.pinned, str(kept.author),
        kept.has_secret,
    )  # fmt: skip


def _cut(value: Any) -> Any:
    """A field as far as a cell shows it. Any: whatever a body may hold."""
    cut = with_texts(value, lambda text: text[:CELL])
    return cut[:CELL_ITEMS] if isinstance(cut, list) else cut


def version(step: Version) -> VersionView:
    """A step of a memory's history."""
    return VersionView(
        step.number, step.at, str(step.author), step.reason, dict(step.body), step.memory, step.valid_to, step.step,
        step.undone,
    )  # fmt: skip


def line(said: Turn | Note) -> ChatTurn:
    """A turn, or a note as a line of its own."""
    if isinstance(said, Note):
        return ChatTurn(said.id, "note", "", said.text, said.time)
    return ChatTurn(said.id, str(said.role), said.speaker, said.text, said.time, thread=said.thread)


def coverage(stretch: Coverage) -> CoverageView:
    """A stretch of the ledger."""
    return CoverageView(stretch.started, stretch.ended, str(stretch.state), stretch.reason)


def rule(of: Rule) -> RuleView:
    """A rule of the user's."""
    return RuleView(of.id, of.app, of.title, of.url)


def built_in_rule(of: GateRule) -> RuleView:
    """A rule that always holds; it has no id of its own."""
    title = of.title or " … ".join(group[0] for group in of.words)
    return RuleView(0, of.app or "", title, of.url or "", built_in=True, name=of.name)


def receipt(of: Receipt, *, with_ids: bool = True) -> ReceiptView:
    """A receipt of forgetting."""
    return ReceiptView(
        observations=of.observations,
        memories=of.memories,
        pictures=of.pictures,
        vectors=of.vectors,
        answers=of.answers,
        first=of.first,
        last=of.last,
        ids=of.ids if with_ids else (),
        dry_run=of.dry_run,
        rewritten=len(of.rewritten),
        stripped=len(of.stripped),
        jobs=of.jobs,
        number=of.number,
        at=of.at,
        by=of.by,
        cause=str(of.cause),
        backups=of.backups,
    )


def traces(of: Traces) -> TracesView:
    """What a proof found."""
    return TracesView(of.pages, of.log, of.words, of.sealed_box, of.pictures, of.total)


def signed_receipt(of: SignedReceipt, public_key: str) -> ReceiptDocument:
    """A receipt as it was signed."""
    return ReceiptDocument(of.number, of.body, base64.b64encode(of.signature).decode(), public_key)


def known_backup(of: KnownBackup) -> BackupView:
    """A copy of the safe's content."""
    return BackupView(str(of.path), of.created, of.until, of.form)


def backup_report(of: BackupMade) -> BackupReport:
    """What a backup holds."""
    return BackupReport(str(of.path), of.created, of.until, of.size, of.files, of.carried)


def retention(of: RetentionRule) -> RetentionView:
    """A rule of how long something is kept."""
    return RetentionView(of.id, str(of.what), of.name, of.days, of.starts, of.acted)


def _masked(kept: Memory, of: MemoryKind) -> dict[str, Any]:
    body = {name: _plain(value) for name, value in kept.body.items()}
    for name in of.fields(Use.SECRET):
        body[name] = MASK if kept.has_secret else ""
    return body


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _heading(name: str) -> str:
    return name.replace("_", " ").capitalize()


def undo_report(done: Undone) -> UndoReport:
    """What was taken back, and what stays."""
    return UndoReport(
        tuple(_undoing(one) for one in done.changed),
        tuple(_undoing(one) for one in done.kept),
        done.batch,
        done.dry_run,
    )


def _undoing(one: Undoing) -> UndoView:
    author = str(one.author) if one.author else ""
    return UndoView(one.memory, one.kind, one.title, str(one.effect), author, one.at)
