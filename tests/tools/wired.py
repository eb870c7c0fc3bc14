"""A house as the window has it: over a real socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app import rpc
from app.interfaces import Refused, Reverie
from app.services.house import House
from app.streams import SocketStream


@contextmanager
def over_the_wire(house: House) -> Iterator[Reverie]:
    """A client of a house, which is closed at the end."""
    ours, theirs = socket.socketpair()
    server = rpc.Server(Reverie, house, SocketStream(theirs))
    serving = threading.Thread(target=server.serve, daemon=True)
    serving.start()
    channel = rpc.Channel(SocketStream(ours), "client", Refused("Gone", "The keeper is gone."))
    try:
        yield rpc.remote(Reverie, channel)
    finally:
        channel.close()
        serving.join()
        house.close()
