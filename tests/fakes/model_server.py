"""A model server that misbehaves as it is told to: HTTP by hand over a socket of this computer."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from typing import Any

# What one connection is answered with, from the request's body; it may write, wait, and close as it likes.
Manner = Callable[[socket.socket, dict[str, Any]], None]


def head(status: str = "200 OK", kind: str = "text/event-stream", *more: str) -> bytes:
    """The beginning of an answer that ends when the connection does."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", "Connection: close", *more, "", ""]
    return "\r\n".join(lines).encode()


def event(content: str = "", finish: str | None = None) -> bytes:
    """One piece of a streamed reply."""
    part = {"choices": [{"delta": {"content": content}, "finish_reason": finish}]}
    return f"data: {json.dumps(part)}\n\n".encode()


def streamed(*pieces: str) -> Manner:
    """A well-behaved stream of these pieces."""
    parts = b"".join(event(piece) for piece in pieces)
    return lambda link, _body: link.sendall(head() + parts + event(finish="stop") + b"data: [DONE]\n\n")


def whole(document: Any, status: str = "200 OK") -> Manner:
    """One JSON document."""
    return lambda link, _body: link.sendall(head(status, "application/json") + json.dumps(document).encode())


class MannerlessServer:
    """Answers each connection in the next manner (the last one for ever); keeps what it was asked.

    `requests` are the heads of the requests, `bodies` what they asked. `gone` is set when a client closed a connection
    that was still being answered. Used with `with`.
    """

    def __init__(self, *manners: Manner, host: str = "127.0.0.1") -> None:
        self._manners = list(manners)
        self._listening = socket.create_server((host, 0))
        self.host = host
        self.port: int = self._listening.getsockname()[1]
        self.requests: list[str] = []
        self.bodies: list[dict[str, Any]] = []
        self.over = threading.Event()
        self.gone = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="mannerless", daemon=True)

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{self.host}:{self.port}/v1"

    def __enter__(self) -> MannerlessServer:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        # Wakes the thread that waits for a client.
        socket.create_connection((self.host, self.port)).close()
        self._thread.join(10)
        self._listening.close()

    def does(self, *manners: Manner) -> None:
        """From now on so."""
        self._manners = list(manners)

    def _serve(self) -> None:
        while True:
            link, _ = self._listening.accept()
            if self.over.is_set():
                link.close()
                return
            with link:
                self._answer(link)

    def _answer(self, link: socket.socket) -> None:
        manner = self._manners.pop(0) if len(self._manners) > 1 else self._manners[0]
        try:
            request, body = _read(link)
            self.requests.append(request)
            self.bodies.append(body)
            manner(link, body)
            link.shutdown(socket.SHUT_WR)
            while link.recv(4096):
                pass
        except OSError:
            self.gone.set()


def _read(link: socket.socket) -> tuple[str, dict[str, Any]]:
    data = b""
    while b"\r\n\r\n" not in data:
        came = link.recv(65536)
        if not came:
            raise ConnectionError
        data += came
    request, _, rest = data.partition(b"\r\n\r\n")
    told = request.decode("latin-1")
    wanted = next(
        (int(line.split(":")[1]) for line in told.splitlines() if line.lower().startswith("content-length")),
        0,
    )
    while len(rest) < wanted:
        rest += link.recv(65536)
    return told, json.loads(rest) if rest else {}
