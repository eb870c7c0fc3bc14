"""What lies on the disk, decrypted page by page, free pages included: for tests that look for what must be gone."""

from __future__ import annotations

import base64
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from storage.safe import Safe

_PAGE = 4096
_SALT = 16
_IV, _MAC = 16, 64
_WAL_HEADER, _FRAME_HEADER = 32, 24


def database_bytes(safe: Safe) -> bytes:
    """Every page of the main file and of the write-ahead log, decrypted with the safe's own key."""
    key = bytes.fromhex(bytes(safe._keys.database()[:64]).decode())
    main = (safe.home / "main.db").read_bytes()
    pages = [main[start : start + _PAGE] for start in range(0, len(main), _PAGE)]
    log = (safe.home / "main.db-wal").read_bytes()[_WAL_HEADER:]
    step = _FRAME_HEADER + _PAGE
    pages_of_log = [log[start + _FRAME_HEADER : start + step] for start in range(0, len(log), step)]
    decrypted = [_page(key, page, first=number == 0) for number, page in enumerate(pages)]
    return b"".join(
        decrypted + [_page(key, page, first=False) for page in pages_of_log if len(page) == _PAGE]
    )


def picture_bytes(safe: Safe) -> bytes:
    """Every picture that can be opened, decrypted."""
    rows = safe._database.rows("SELECT id FROM picture")
    return b"".join(safe.pictures.read(id) for (id,) in rows)


def file_bytes(home: Path) -> dict[Path, bytes]:
    """Every file under `home` as it lies there."""
    return {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}


def spellings(marker: str) -> list[bytes]:
    """How a text may lie in a file: UTF-8, UTF-16 of both orders, and base64 at its three alignments."""
    raw = marker.encode()
    shifted = [base64.b64encode(b"\0" * pad + raw)[-(-pad * 8 // 6) : -4] for pad in range(3)]
    return [
        raw,
        marker.encode("utf-16-le"),
        marker.encode("utf-16-be"),
        *[part for part in shifted if len(part) > 8],
    ]


def _page(key: bytes, page: bytes, *, first: bool) -> bytes:
    """A page without its trailer; the first one of the file begins with the salt."""
    iv = page[-(_IV + _MAC) : -_MAC]
    body = page[_SALT if first else 0 : -(_IV + _MAC)]
    decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return decryptor.update(body) + decryptor.finalize()
