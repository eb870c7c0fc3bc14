"""A careful connection to a model server: where it may lead, how long it may take, how much it may bring.

No proxy, no redirect, no cookie, no compressed body; the environment has no say. The address that a name leads to is
looked at when the connection is made, and that very address is connected to.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import httpcore
import httpx

from agents.errors import Cancelled, ModelUnavailable
from agents.models import addresses
from agents.models.addresses import Address

# A reply of a thousand tokens, each in an event of its own, takes less than half a megabyte.
MOST_BYTES = 8_000_000
# How long a read waits before it looks at whether the answer is still wanted.
_LOOK_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait: for a connection, for the first byte (a long prompt is read meanwhile), for the next, in all."""

    connect: float = 5.0
    first: float = 300.0
    next: float = 60.0
    whole: float = 390.0


def client(
    address: Address, patience: Patience, *, network: bool, stop: Callable[[], bool] | None = None
) -> httpx.Client:
    """A client for one request to `address`; closed by its user, also in the middle of a reply.

    `stop` is asked while it waits. What is no fault of httpx or httpcore comes out as ModelUnavailable or Cancelled.
    """
    backend = _Backend(patience, network, stop)
    return httpx.Client(
        base_url=f"{address.url}/",
        transport=_Transport(backend, _tls() if address.secure else None),
        trust_env=False,
        follow_redirects=False,
        headers={"Accept-Encoding": "identity", "User-Agent": "reverie"},
    )


class _Transport(httpx.BaseTransport):
    """httpx over httpcore's pool with a backend of ours; httpx's own transport takes none."""

    def __init__(self, backend: _Backend, tls: ssl.SSLContext | None) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls, max_connections=1, retries=0, network_backend=backend
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends one request; what comes back is not decompressed."""
        url = request.url
        core = httpcore.Request(
            request.method,
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=request.headers.raw,
            content=request.stream,
        )
        answer = self._pool.handle_request(core)
        if any(
            name.lower() == b"content-encoding" and value != b"identity" for name, value in answer.headers
        ):
            raise httpcore.RemoteProtocolError("a compressed body, which was not asked for")
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Closes the connection, whatever is under way."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _Backend(httpcore.NetworkBackend):
    """Connects to addresses that were looked at, and to nothing else."""

    def __init__(self, patience: Patience, network: bool, stop: Callable[[], bool] | None) -> None:
        self._patience = patience
        self._network = network
        self._stop = stop
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """The first of the name's addresses that answers."""
        del timeout
        found = addresses.permitted(host, port, network=self._network)
        for place, one in enumerate(found):
            try:
                stream = self._inner.connect_tcp(
                    one, port, self._patience.connect, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if place == len(found) - 1:
                    raise
            else:
                return _Stream(stream, self._patience, self._stop)
        raise httpcore.ConnectError

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        """No address of ours is one."""
        raise httpcore.ConnectError


class _Stream(httpcore.NetworkStream):
    """Reads with an eye on the clock, the number of bytes, and whether anybody still wants them."""

    def __init__(
        self, inner: httpcore.NetworkStream, patience: Patience, stop: Callable[[], bool] | None
    ) -> None:
        self._inner = inner
        self._patience = patience
        self._stop = stop
        self._until = time.monotonic() + patience.whole
        self._came = 0

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """At most `max_bytes`, none at the end. Raises Cancelled, ModelUnavailable."""
        del timeout
        patience = self._patience.next if self._came else self._patience.first
        until = min(time.monotonic() + patience, self._until)
        while True:
            self._heed(until)
            try:
                data = self._inner.read(max_bytes, _LOOK_SECONDS)
            except httpcore.ReadTimeout:
                continue
            return self._counted(data)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """All of it."""
        del timeout
        self._heed(self._until)
        self._inner.write(buffer, self._patience.next)

    def close(self) -> None:
        """Closes the connection: the other side notices, and stops."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """The same stream under TLS."""
        del timeout
        secured = self._inner.start_tls(ssl_context, server_hostname, self._patience.connect)
        return _Stream(secured, self._patience, self._stop)

    def get_extra_info(self, info: str) -> Any:
        """What the socket tells of itself."""
        return self._inner.get_extra_info(info)

    def _heed(self, until: float) -> None:
        if self._stop is not None and self._stop():
            raise Cancelled("The answer was stopped.")
        if time.monotonic() > until:
            raise ModelUnavailable("The model server takes too long. Look at whether it is busy or hangs.")

    def _counted(self, data: bytes) -> bytes:
        self._came += len(data)
        if self._came > MOST_BYTES:
            raise ModelUnavailable("The model server sends more than any answer takes; it was not read on.")
        return data


def _tls() -> ssl.SSLContext:
    """Certificates and names are checked; unlike the default context it writes no keys where the environment says."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_default_certs()
    return context
