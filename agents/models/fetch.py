"""Fetches a model file from a hub: with progress, going on where it stopped, checked by its SHA-256.

Only ever called because a person asked for it; nothing else in Reverie opens a connection.
"""

from __future__ import annotations

import http.client
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

from agents.errors import Cancelled, ModelUnavailable
from agents.models import catalog
from agents.models.catalog import Weights

# Called with bytes done and bytes in all (0 when unknown).
Grew = Callable[[int, int], None]
_CHUNK = 1 << 18
_TIMEOUT_SECONDS = 60.0
_PARTIAL_CONTENT = 206
# A server on this very machine (a mirror, a test) needs no TLS.
_SCHEMES = ("https://", "http://127.0.0.1:", "http://localhost:")
# Left free on the disk after a download, so that the safe can go on writing.
_SPARE_BYTES = 500_000_000
_LATER = "Check the network and the disk, then try again: what has come is kept."


def fetch(
    url: str,
    target: Path,
    weights: Weights,
    *,
    grew: Grew | None = None,
    stop: Callable[[], bool] | None = None,
) -> None:
    """Leaves the file of `url` at `target` when its size and checksum are those of `weights`.

    What has come lies in `target` with `.partial` added, and the next call goes on from there. Raises ModelUnavailable
    with what to do, or Cancelled when `stop` said so.
    """
    if not url.startswith(_SCHEMES):
        raise ModelUnavailable(f"{url} is not an https address.")
    partial = _partial(target)
    partial.parent.mkdir(parents=True, exist_ok=True)
    try:
        _receive(url, partial, weights, grew, stop)
    except urllib.error.HTTPError as error:
        raise ModelUnavailable(
            f"{_host(url)} refused {weights.name} (status {error.code}). {_LATER}"
        ) from error
    except (OSError, http.client.HTTPException) as error:
        raise ModelUnavailable(f"{weights.name} could not be fetched from {_host(url)}. {_LATER}") from error
    _accept(partial, target, weights)


def come(target: Path) -> int:
    """Bytes of the file at `target` that are here already, of a download under way too."""
    for file in (target, _partial(target)):
        try:
            return file.stat().st_size
        except FileNotFoundError:
            continue
    return 0


def _partial(target: Path) -> Path:
    return target.with_name(f"{target.name}.partial")


def _receive(
    url: str, partial: Path, weights: Weights, grew: Grew | None, stop: Callable[[], bool] | None
) -> None:
    have = _kept(partial, weights)
    if have == weights.size:
        return
    _refuse_full_disk(partial, weights.size - have)
    wanted = {"Range": f"bytes={have}-"} if have else {}
    request = urllib.request.Request(url, headers=wanted)  # noqa: S310  (the scheme is checked in fetch)
    with urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS) as answer:  # noqa: S310
        continues = answer.status == _PARTIAL_CONTENT
        _copy(answer, partial, have if continues else 0, weights.size, grew, stop)


def _kept(partial: Path, weights: Weights) -> int:
    """Bytes of an earlier try; more than the file has are no beginning of it and are thrown away."""
    have = partial.stat().st_size if partial.exists() else 0
    if have > weights.size:
        partial.unlink()
        return 0
    return have


def _copy(
    answer: Any, partial: Path, done: int, total: int, grew: Grew | None, stop: Callable[[], bool] | None
) -> None:
    """Appends what comes when `done` bytes are kept, starts anew when none are. `answer` is urllib's, left untyped."""
    with partial.open("ab" if done else "wb") as out:
        while chunk := answer.read(_CHUNK):
            out.write(chunk)
            done += len(chunk)
            if grew:
                grew(done, total)
            if stop and stop():
                raise Cancelled("The download was stopped; it goes on from here next time.")


def _accept(partial: Path, target: Path, weights: Weights) -> None:
    size = partial.stat().st_size
    if size < weights.size:
        raise ModelUnavailable(f"{weights.name} ended after {size} of {weights.size} bytes. {_LATER}")
    if catalog.sha256_of(partial) != weights.sha256:
        partial.unlink()
        raise ModelUnavailable(
            f"{weights.name} is not the file it should be (wrong checksum); it was thrown away."
        )
    partial.replace(target)


def _refuse_full_disk(partial: Path, needed: int) -> None:
    free = shutil.disk_usage(partial.parent).free
    if free < needed + _SPARE_BYTES:
        raise ModelUnavailable(
            f"There is not enough room: {(needed + _SPARE_BYTES) / 1e9:.1f} GB are needed, {free / 1e9:.1f} GB free."
        )


def _host(url: str) -> str:
    return catalog.host_of(url)
