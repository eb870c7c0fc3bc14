"""Whatever a client sends over the private socket, the house answers, refuses in a sentence, or hangs up: no fault."""

from __future__ import annotations

import os
import random
import socket
import threading
import time
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app import build, rpc, wire
from app.bus import Bus
from app.interfaces import (
    Forget,
    Incoming,
    IncomingFrame,
    IncomingMemory,
    IncomingNote,
    IncomingTurn,
    Listing,
    Query,
    Question,
    Reverie,
)
from app.services.house import House
from app.streams import SocketStream
from tests.factories import NOON, a_fact, a_frame, a_safe, a_source, a_turn, kept, remembered
from tests.fuzz.mutations import damaged, with_odd_values

SECONDS = 120 if os.environ.get("PROVE") else 6
FIRST_SEED = 20260304
LATER = NOON + timedelta(hours=1)
# The cache is empty: no model for meaning.
pytestmark = pytest.mark.expects_log("Search goes by words alone")


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A real house over a real safe with a few things in it; nothing runs in its background."""
    safe = a_safe(tmp_path / "home")
    turn = a_turn()
    kept(safe, turn, a_frame())
    remembered(safe, a_fact("dog", "The dog is called Bruno.", a_source(turn, "Bruno")))
    opened = build.house(safe, tmp_path / "cache", Bus())
    yield opened
    opened.close()


def calls(house: House) -> list[dict[str, Any]]:
    """A good message for nearly every call; those that only start a long piece of work are left out."""
    frame = house.frames(NOON - timedelta(days=1), LATER)[0].id
    memory = house.memories()[0].id
    incoming = [
        Incoming(note=IncomingNote(NOON, "Buy food")),
        Incoming(turn=IncomingTurn(NOON, "Hello", "a")),
        Incoming(frame=IncomingFrame(NOON, text="A draft", app="Editor")),
    ]
    arguments: dict[str, dict[str, Any]] = {
        "status": {},
        "create": {"passphrase": "x", "recovery": False},
        "unlock": {"passphrase": "x"},
        "pause": {"seconds": 5.0},
        "resume": {},
        "rules": {},
        "add_rule": {"app": "Bank", "title": "*", "url": ""},
        "remove_rule": {"id": 3},
        "keep": {"items": incoming},
        "import_memories": {
            "items": [IncomingMemory("semantic", {"text": "x"}, valid_from=NOON)],
            "now": NOON,
        },
        "search": {"query": Query("dog", since=NOON, until=LATER, apps=("Editor",), limit=5, now=LATER)},
        "ask": {"question": Question("What is the dog called?", ask_id="1", model="none", now=LATER)},
        "stop": {"ask_id": "1"},
        "threads": {},
        "thread": {"thread": "a"},
        "days": {},
        "frames": {"since": NOON, "until": LATER, "limit": 10},
        "frame": {"id": frame},
        "picture": {"id": frame},
        "thumbnail": {"id": frame},
        "turn": {"id": frame},
        "places": {"id": frame, "words": "draft"},
        "coverage": {"since": NOON, "until": LATER},
        "kinds": {},
        "memories": {"kind": "semantic", "past": True, "limit": 5, "offset": 0},
        "list_memories": {
            "what": Listing("semantic", "dog", since=NOON, until=LATER, branch=(), order="name", limit=5)
        },
        "tree": {"what": Listing("semantic"), "path": ("work",)},
        "blocks": {"kind": "core"},
        "graph": {"id": memory, "most": 9, "depth": 2},
        "changes": {"id": memory, "limit": 3},
        "edit_memory": {"id": memory, "body": {"summary": "It is called Rex"}},
        "pin": {"id": memory, "pinned": True},
        "merge_memories": {"ids": (memory, frame), "body": {"summary": "x"}, "dry_run": True},
        "memory": {"id": memory},
        "history": {"id": memory},
        "core_set": {"label": "human", "value": "Ines"},
        "reveal": {"id": memory, "passphrase": "x"},
        "forget": {"what": Forget(ids=(frame,), since=NOON, until=LATER, app="x", match="y", dry_run=True)},
        "stats": {},
        "settings": {},
        "set_setting": {"name": "timezone", "value": "UTC"},
    }
    return [{"call": name, "id": 7, "args": given} for name, given in arguments.items()]


def framed(message: dict[str, Any]) -> bytes:
    """The bytes of a message."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        wire.send(SocketStream(ours), message)
        return theirs.recv(1 << 20)


def answers_to(server_of: House, data: bytes) -> list[dict[str, Any]]:
    """What the house says to a client that sends `data` and then nothing more."""
    ours, theirs = socket.socketpair()
    server = rpc.Server(Reverie, server_of, SocketStream(theirs), threads=1)
    serving = threading.Thread(target=server.serve, name="serving")
    serving.start()
    ours.sendall(data)
    ours.shutdown(socket.SHUT_WR)
    found = []
    client = SocketStream(ours)
    try:
        while True:
            found.append(wire.receive(client))
    except wire.WireError:
        # The house has hung up, as it must when nothing more comes.
        client.close()
    serving.join(30)
    assert not serving.is_alive()
    return found


def test_a_client_that_sends_damaged_messages_meets_no_fault(house: House) -> None:
    good = calls(house)
    seeds = [framed(message) for message in good]
    assert all(len(answers_to(house, seed)) == 1 for seed in seeds)

    end, seed, refused, answered = time.monotonic() + SECONDS, FIRST_SEED, 0, 0
    while time.monotonic() < end:
        seed += 1
        chance = random.Random(seed)
        data = (
            damaged(seeds, chance)
            if chance.random() < 0.3
            else framed(with_odd_values(wire.plain(deepcopy(chance.choice(good))), chance))
        )
        for answer in answers_to(house, data):
            told = answer.get("error")
            assert told is None or told["title"] != "A fault in Reverie", f"round {seed}: {data[:400]!r}"
            refused += told is not None
            answered += told is None

    assert refused > 0
    assert answered > 0
    assert house.status().state == "unlocked"


def test_a_message_that_means_what_it_says_is_answered(house: House) -> None:
    """The twin: the same way in takes a good message."""
    found = answers_to(house, framed({"call": "search", "id": 9, "args": {"query": Query("dog")}}))

    assert found[0]["id"] == 9
    assert found[0]["result"]["hits"]
    assert datetime.fromisoformat(found[0]["result"]["hits"][0]["time"]).tzinfo is not None
