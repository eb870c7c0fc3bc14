"""The marker search: what is forgotten is found everywhere it lies, decrypted, and after forgetting nowhere.

Places: every page of the database with its free pages, the write-ahead log, the words index's segments, pictures, the
sealed spool, and both vector indexes by ids and by the bytes of the vectors.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import numpy as np
import pytest
from PIL import Image

from storage import forgetting, ids, spool_records
from storage.chroma_index import ChromaIndex
from storage.errors import DiskFull
from storage.flat import FlatIndex
from storage.ids import EpisodeId
from storage.model import (
    Episode,
    Extend,
    JobKind,
    Kept,
    Observation,
    Revise,
    Role,
    Secret,
    Selection,
    Source,
    VaultCandidate,
)
from storage.packs import as_rows
from storage.safe import Safe
from storage.spool_records import SpoolWriter
from storage.traces import Traces
from storage.vectors import Vectors
from tests.factories import NOON, a_fact, a_frame, a_note, a_source, a_turn, kept, remembered
from tests.fakes.rewriting import FakeRewriter
from tests.unit.storage.decrypted import database_bytes, picture_bytes

MINUTE = timedelta(minutes=1)
WORD = "Zanzibarine"
# As it is written, as the words index stems it, and folded.
SPELLINGS = (b"Zanzibarine", b"zanzibarine", b"zanzibarin")
DIMENSIONS = 128
COLOUR = (13, 171, 93)


@dataclass(frozen=True, slots=True)
class Planted:
    """What was planted: everything that is to be forgotten and has a vector."""

    owners: tuple[UUID, ...]
    vectors: Vectors


@pytest.fixture
def planted(safe: Safe) -> Planted:
    kept(safe, *(a_turn(f"ordinary sentence {n}", NOON - timedelta(hours=2) + n * MINUTE) for n in range(60)))
    frame = a_frame(f"{WORD} on the screen", window_title=f"{WORD}.doc", url=f"https://{WORD}.example/")
    turn, note = a_turn(f"I said {WORD}", speaker=WORD), a_note(WORD)
    picture = _picture(COLOUR)
    candidate = VaultCandidate("credential", f"Password of {WORD}", WORD, "high", Secret("hunter2-secret"))
    safe.observations.keep([Kept(frame, picture, picture, (candidate,)), Kept(turn), Kept(note)])
    one, two = remembered(
        safe,
        a_fact(WORD, f"{WORD} lives there", a_source(turn, f"said {WORD}")),
        a_fact("other", f"{WORD} again", a_source(note), a_source(frame)),
    )
    safe.memories.link(one, two, f"both about {WORD}")
    body = {"name": WORD, "summary": f"{WORD} moved"}
    safe.memories.apply([Extend(one, body, (a_source(turn, f"{WORD} moved"),), f"{WORD} again")])
    safe.memories.apply([Revise(two, body, (a_source(frame),), NOON, WORD)])
    reply = a_turn(f"{WORD}, as you said", NOON + MINUTE, role=Role.ASSISTANT)
    kept(safe, reply)
    safe.answers.put(reply.id, {"answer": WORD, "citations": [{"id": str(turn.id), "quote": WORD}]})
    safe.episodes.put(Episode(EpisodeId(ids.new(NOON)), NOON, NOON, f"{WORD} work", (frame.id, turn.id)))
    for job in safe.jobs.next([JobKind.DIGEST], 99):
        if turn.id in job.subjects:
            safe.jobs.fail(job.id, WORD)
    owners = (frame.id, turn.id, one)
    signs = np.random.default_rng(7).choice([-1.0, 1.0], (3, DIMENSIONS)).astype(np.float32)
    vectors: Vectors = signs / np.sqrt(DIMENSIONS)
    safe.vectors.put("m", owners, ["frame", "turn", "semantic"], vectors)
    return Planted(owners, vectors)


@pytest.mark.parametrize("dearer", [10**9, 0], ids=["index written anew", "words overwritten"])
def test_the_database_and_the_pictures_hold_nothing_of_it_any_more(
    safe: Safe, planted: Planted, dearer: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "DEARER", dearer)
    before = database_bytes(safe)
    assert all(spelling in before for spelling in SPELLINGS)
    assert all(row in before for row in as_rows(planted.vectors))
    assert _shows(picture_bytes(safe))
    files = set((safe.home / "pictures").glob("*/*"))
    assert files

    receipt = safe.forgetting.forget(since=NOON)

    assert receipt.number == 1
    after = database_bytes(safe)
    assert [spelling for spelling in SPELLINGS if spelling in after] == []
    assert not any(row in after for row in as_rows(planted.vectors))
    assert not any(np.sign(row).astype(np.int8).tobytes() in after for row in planted.vectors)
    assert not any((np.sign(row) * 127).astype(np.int8).tobytes() in after for row in planted.vectors)
    assert b"ordinary sentence 7" in after
    assert set((safe.home / "pictures").glob("*/*")) == set()
    assert (safe.home / "main.db-wal").stat().st_size == 0
    assert safe.verify() == []


def test_words_forgotten_by_themselves_leave_nothing_of_them(safe: Safe, planted: Planted) -> None:
    """By words, not by time: other memories stay, told without them."""
    (mixed,) = remembered(
        safe,
        a_fact("mixed", f"ordinary and {WORD}", *_sources_of(safe, "ordinary sentence 3", f"I said {WORD}")),
    )
    safe.forgetting.rewriter = FakeRewriter({"mixed": {"name": "mixed", "summary": "ordinary"}})

    receipt = safe.forgetting.forget(match=WORD)

    assert receipt.rewritten == (mixed,)
    assert safe.memories.get(mixed).body["summary"] == "ordinary"
    after = database_bytes(safe)
    assert [spelling for spelling in SPELLINGS if spelling in after] == []
    assert safe.memories.history(mixed) == []


def test_words_removed_after_a_forgetting_that_failed_leave_no_trace_either(
    safe: Safe, planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The index overwrites what it removes again, whatever a transaction that was rolled back had told it."""
    monkeypatch.setattr(forgetting, "DEARER", 10**9)
    with monkeypatch.context() as patch:
        patch.setattr(safe.receipts, "write", _fails)
        with pytest.raises(DiskFull):
            safe.forgetting.forget(since=NOON)
    assert SPELLINGS[2] in database_bytes(safe)

    monkeypatch.setattr(forgetting, "DEARER", 0)
    safe.forgetting.forget(since=NOON)

    assert [spelling for spelling in SPELLINGS if spelling in database_bytes(safe)] == []


def test_both_vector_indexes_let_go_by_id_and_by_bytes(safe: Safe, planted: Planted) -> None:
    flat, chroma = FlatIndex(), ChromaIndex()
    other = ids.new(NOON)
    for index in (flat, chroma):
        index.upsert("turn", [*planted.owners, other], np.vstack([planted.vectors, -planted.vectors[:1]]))
    for row, owner in zip(planted.vectors, planted.owners, strict=True):
        for index in (flat, chroma):
            assert index.search(row, 1)[0][0] == owner
        assert _bytes_of(row) in _memory_of(flat)
        assert _bytes_of(row) in _held_by(chroma)

    receipt = safe.forgetting.forget(since=NOON)
    flat.delete(receipt.ids)
    chroma.delete(receipt.ids)

    for row in planted.vectors:
        for index in (flat, chroma):
            assert {owner for owner, _ in index.search(row, 9)} == {other}
        assert _bytes_of(row) not in _memory_of(flat)
        assert _bytes_of(row) not in _held_by(chroma)


def test_what_was_recorded_while_locked_is_forgotten_like_the_rest(safe: Safe) -> None:
    writer = SpoolWriter(safe.home, safe.spool_public(), 10**9)
    picture = _picture(COLOUR)
    writer.keep(Kept(a_frame(f"{WORD} while locked"), picture, picture))
    private = safe._keys.spool_private()
    waiting = spool_records.records(safe.home)
    assert any(WORD in _text_of(spool_records.opened(private, record)) for record in waiting)

    safe.spool.absorb()
    assert SPELLINGS[0] in database_bytes(safe)
    safe.forgetting.forget(match=WORD)

    assert spool_records.records(safe.home) == []
    assert not [path for path in (safe.home / "spool").glob("*/*") if path.is_file()]
    after = database_bytes(safe)
    assert [spelling for spelling in SPELLINGS if spelling in after] == []
    assert picture_bytes(safe) == b""


def test_the_program_s_own_proof_finds_the_word_everywhere_before_and_nowhere_afterwards(
    safe: Safe, planted: Planted
) -> None:
    what = Selection(match=WORD)
    markers = safe.tracer.markers(what, safe.forgetting.foretell(what).ids)
    before = safe.tracer.count(markers)

    safe.forgetting.carry_out(what)

    assert before.log > 20  # nothing was brought into the main file yet
    assert before.words >= 5
    assert before.pictures == 1
    assert safe.tracer.count(markers) == Traces()


def test_the_program_s_own_proof_of_a_stretch_of_time_goes_by_ids_and_texts(
    safe: Safe, planted: Planted
) -> None:
    what = Selection(since=NOON)
    markers = safe.tracer.markers(what, safe.forgetting.foretell(what).ids)
    before = safe.tracer.count(markers)

    safe.forgetting.carry_out(what)

    assert f"{WORD} on the screen" in markers.texts
    assert {owner.bytes for owner in planted.owners} <= set(markers.ids)
    assert before.total > 20
    assert safe.tracer.count(markers) == Traces()


def test_the_program_s_own_proof_sees_what_a_careless_deletion_leaves(safe: Safe, planted: Planted) -> None:
    what = Selection(match=WORD)
    markers = safe.tracer.markers(what, safe.forgetting.foretell(what).ids)
    safe._database.execute("DELETE FROM memory_link")
    safe._database.execute("INSERT INTO rule(app, title, url) VALUES (?, '', '')", (WORD,))
    writer = SpoolWriter(safe.home, safe.spool_public(), 10**9)
    writer.keep(Kept(a_frame(f"{WORD.upper()} while locked")))

    safe.forgetting.carry_out(what)
    left = safe.tracer.count(markers)

    assert (left.pages > 0, left.sealed_box > 0, left.words) == (True, True, 0)


def _fails(*_: object) -> int:
    raise DiskFull("The disk is full.")


def _sources_of(safe: Safe, *texts: str) -> list[Source]:
    found = {seen.text: seen for seen in safe.observations.turns("chat-1")}
    return [a_source(found[text]) for text in texts]


def _picture(colour: tuple[int, int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(out, "WEBP", lossless=True)
    return out.getvalue()


def _shows(pictures: bytes) -> bool:
    return Image.open(io.BytesIO(pictures)).convert("RGB").getpixel((5, 5)) == COLOUR


def _bytes_of(row: Vectors) -> bytes:
    # Rounded: an index may have normalised it once more.
    return np.asarray(row, np.float16).tobytes()


def _memory_of(flat: FlatIndex) -> bytes:
    """Every array the index holds, rows that are let go included; not the room behind them, which is any memory."""
    return b"".join(
        _bytes_of(value[: group._number]) if value.dtype == np.float32 else value.tobytes()
        for group in flat._groups.values()
        for value in vars(group).values()
        if isinstance(value, np.ndarray)
    )


def _held_by(chroma: ChromaIndex) -> bytes:
    return b"".join(
        np.asarray(collection.get(include=["embeddings"])["embeddings"], np.float16).tobytes()
        for collection in chroma._collections.values()
    )


def _text_of(item: object) -> str:
    seen: Observation | None = item.observation if isinstance(item, Kept) else None
    return seen.text if seen is not None else ""
