"""A sealed file opens whole, or a sentence says why it does not: no byte of it can be changed, moved or cut off."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from storage import sealed_file
from storage.errors import ExportDamaged, WrongPassphrase, WrongUse
from storage.model import Secret
from storage.sealed_file import START, SealedReader, SealedWriter
from tests.factories import CHEAP

PASSPHRASE = Secret("amber kettle prairie")
REFUSED = (ExportDamaged, WrongPassphrase, WrongUse)
PIECE = 32 + 16


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chunks of 32 bytes, so that a small file has several."""
    monkeypatch.setattr(sealed_file, "CHUNK", 32)
    monkeypatch.setattr(sealed_file, "_SEALED_CHUNK", PIECE)


def sealed(clear: bytes) -> bytes:
    """`clear`, sealed."""
    target = io.BytesIO()
    writer = SealedWriter(target, PASSPHRASE, CHEAP)
    for start in range(0, len(clear), 1000):
        writer.write(clear[start : start + 1000])
    writer.finish()
    return target.getvalue()


def opened(data: bytes, passphrase: Secret = PASSPHRASE) -> bytes:
    """What is in it, read from the beginning to the end."""
    return io.BufferedReader(SealedReader(io.BytesIO(data), passphrase), 50).read()


@pytest.mark.parametrize("length", [0, 1, 65535, 65536, 65537, 131072, 200_000])
def test_what_was_sealed_is_read_at_any_size(length: int) -> None:
    clear = random.Random(length).randbytes(length)

    assert opened(sealed(clear)) == clear


def test_it_is_read_from_any_place(small_pieces: None) -> None:
    clear = bytes(range(256))
    reader = SealedReader(io.BytesIO(sealed(clear)), PASSPHRASE)
    chance = random.Random(7)

    for _ in range(200):
        place = chance.randrange(260)
        assert reader.seek(place) == place
        assert clear[place:].startswith(reader.read(5))
    assert reader.seek(-3, io.SEEK_END) == 253
    assert reader.read(9) == b"\xfd\xfe\xff"


def test_an_archive_lies_in_it() -> None:
    target = io.BytesIO()
    writer = SealedWriter(target, PASSPHRASE, CHEAP)
    with zipfile.ZipFile(writer, "w") as archive:
        archive.writestr("long", b"heron " * 50_000)
        archive.writestr("short", b"kiln")
    writer.finish()

    found = zipfile.ZipFile(io.BufferedReader(SealedReader(target, PASSPHRASE)))

    assert found.testzip() is None
    assert found.read("short") == b"kiln"


def test_nothing_of_it_is_readable_and_no_two_are_alike() -> None:
    first, second = sealed(b"the blue heron" * 20), sealed(b"the blue heron" * 20)

    assert b"heron" not in first
    assert first[START:] != second[START:]


def test_every_flipped_byte_is_refused(small_pieces: None) -> None:
    good = sealed(b"the blue heron stands in the reeds, and waits for the tide to turn again.")
    assert len(good) > START + 2 * PIECE
    assert opened(good)  # the twin: as it is it opens

    for place in range(len(good)):
        for bit in (0, 7):
            changed = bytearray(good)
            changed[place] ^= 1 << bit
            with pytest.raises(REFUSED):
                opened(bytes(changed))


def test_every_cut_is_refused(small_pieces: None) -> None:
    good = sealed(b"x" * 80)

    for length in range(len(good)):
        with pytest.raises(REFUSED):
            opened(good[:length])
    with pytest.raises(ExportDamaged, match="cut off"):
        opened(good + b"\0")
    with pytest.raises(ExportDamaged):
        opened(good + good[START:])


def test_parts_in_another_order_are_refused(small_pieces: None) -> None:
    good = sealed(b"a" * 32 + b"b" * 32 + b"c" * 32)
    head, parts = good[:START], [good[START + n * PIECE : START + (n + 1) * PIECE] for n in range(3)]

    for order in ((1, 0, 2), (0, 2, 1), (0, 0, 2), (0, 2)):
        with pytest.raises(ExportDamaged):
            opened(head + b"".join(parts[n] for n in order))


def test_a_part_of_another_file_is_refused(small_pieces: None) -> None:
    first, second = sealed(b"a" * 64), sealed(b"a" * 64)

    with pytest.raises(ExportDamaged):
        opened(first[: START + PIECE] + second[START + PIECE :])
    with pytest.raises(REFUSED):
        opened(second[:START] + first[START:])


def test_another_passphrase_is_told_apart_from_damage() -> None:
    with pytest.raises(WrongPassphrase, match="does not open"):
        opened(sealed(b"x"), Secret("a wild guess"))


def test_the_same_letters_typed_another_way_open_it() -> None:
    target = io.BytesIO()
    writer = SealedWriter(target, Secret("caf\u00e9"), CHEAP)
    writer.finish()

    assert opened(target.getvalue(), Secret("cafe\u0301")) == b""


def test_a_newer_and_a_greedy_file_are_refused_before_anything_is_tried() -> None:
    good = bytearray(sealed(b"x"))
    newer, greedy = good.copy(), good.copy()
    newer[17] = 9
    greedy[20:24] = b"\xff\xff\xff\xff"

    with pytest.raises(WrongUse, match="newer"):
        opened(bytes(newer))
    with pytest.raises(ExportDamaged):
        opened(bytes(greedy))
    with pytest.raises(WrongUse, match="not a sealed export"):
        opened(b"reverie")
