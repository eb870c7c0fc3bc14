"""The safe is locked while a model writes an answer, every part real but the model: the window stays, and says so."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.demo.stage import Stage
from app.interfaces import Incoming, IncomingNote, Reverie
from tests.fakes.model_server import MannerlessServer, event, head, streamed
from tests.integration.program import PASSPHRASE, alive, until
from tests.stories.person import Person, before
from tests.tools import accounts

TOLD = "Anna sold the old kiln yesterday to a potter from Aveiro."
QUESTION = "Who bought the kiln Anna sold?"
SAFE_WORDS = ("kiln", "potter", "Aveiro")

pytestmark = [pytest.mark.display, pytest.mark.slow, pytest.mark.xdist_group("x11")]


def never_done(link: socket.socket, _body: dict[str, Any]) -> None:
    """Begins, and writes no further until whoever asked has gone."""
    link.sendall(head() + event("Anna sold"))
    link.recv(1)


@pytest.fixture
def model() -> Iterator[MannerlessServer]:
    with MannerlessServer(never_done) as server:
        yield server


@pytest.fixture
def reverie(stage: Stage, model: MannerlessServer) -> Iterator[Reverie]:
    """The keeper of a safe that knows of the kiln, and whose model never comes to an end."""
    with accounts.paused(PASSPHRASE) as reverie:
        reverie.set_setting("digest.language_model", "off")
        reverie.keep([Incoming(note=IncomingNote(datetime.now(UTC) - timedelta(minutes=5), TOLD))])
        reverie.set_setting("model.server", model.url)
        reverie.set_setting("model.language", "server")
        yield reverie


@pytest.fixture
def person(reverie: Reverie, stage: Stage, tmp_path: Path) -> Iterator[Person]:
    """Somebody who opens the window on it."""
    with before(stage, tmp_path) as person:
        yield person


def shown(person: Person) -> str:
    """Every text and name that the window shows."""
    seen = person.sees()
    return " ".join([*seen["texts"], *seen["widgets"], *seen["rows"]])


def test_a_lock_in_mid_answer_leaves_nothing_on_the_screen_and_the_question_is_asked_again(
    person: Person, reverie: Reverie, model: MannerlessServer
) -> None:
    keeper = reverie.status().pid
    person.clicks("Your question")
    person.types(QUESTION, enter=True)
    person.reads("potter")
    until(lambda: bool(model.requests), "the model to be asked")
    person.finds("Stop")
    assert all(word in shown(person) for word in SAFE_WORDS)
    person.takes_a_picture("being-written")

    person.clicks("Lock now")

    person.reads("Locked by you")
    until(lambda: not alive(keeper), "the keeper to end")
    person.takes_a_picture("locked")
    assert not [word for word in SAFE_WORDS if word in shown(person)]

    model.does(streamed("Anna sold the old kiln to a potter from Aveiro."))
    person.clicks("Passphrase")
    person.types(PASSPHRASE, enter=True)
    person.clicks("Your question")
    person.types(QUESTION, enter=True)
    person.reads("potter")
    person.waits_for(lambda seen: "Ask" in seen["widgets"], "the answer to be whole")
    person.takes_a_picture("asked-again")
