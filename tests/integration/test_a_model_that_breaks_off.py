"""A language model that goes away in the middle of its words: the answer from the evidence stands, and says why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app import build
from app.bus import Bus
from app.events import AnswerGrew, Event
from app.interfaces import Incoming, IncomingNote, Question, Reverie
from tests import factories
from tests.fakes.clock import WoundClock
from tests.fakes.model_server import Manner, MannerlessServer, event, head, streamed
from tests.tools.wired import over_the_wire

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
TOLD = "Anna sold the old kiln yesterday to a potter."
QUESTION = "Who bought the kiln Anna sold?"

pytestmark = pytest.mark.expects_log("Search goes by words alone")


def breaking_off(*pieces: str) -> Manner:
    """These pieces, and then nothing: no end, no mark that it is over."""
    return lambda link, _body: link.sendall(head() + b"".join(map(event, pieces)))


@pytest.fixture
def told() -> list[Event]:
    return []


@pytest.fixture
def reverie(tmp_path: Path, told: list[Event]) -> Iterator[Reverie]:
    """A client, over a real socket, of a house that knows of the kiln."""
    clock, bus = WoundClock(NOON), Bus()
    bus.subscribe(told.append)
    made = build.house(factories.a_safe(tmp_path / "home", clock), tmp_path / "cache", bus, clock)
    made.keep([Incoming(note=IncomingNote(NOON, TOLD))])
    with over_the_wire(made) as client:
        yield client


def test_words_that_broke_off_are_not_told_and_the_evidence_is(reverie: Reverie, told: list[Event]) -> None:
    with MannerlessServer(breaking_off("Anna sold", " the old kiln to a")) as server:
        reverie.set_setting("model.server", server.url)
        reverie.set_setting("model.language", "server")

        answer = reverie.ask(Question(QUESTION, "chat-kiln", "kiln"))

    assert "broke off" in answer.trouble
    assert "potter" in answer.answer
    assert answer.citations
    assert not answer.abstained
    assert not answer.model
    assert answer.steps[-1].doing == "word"
    grown = [one for one in told if isinstance(one, AnswerGrew) and one.ask_id == "kiln"]
    assert grown[-1].text == answer.answer
    assert reverie.thread("chat-kiln")[1].answer == answer


def test_a_sentence_that_was_whole_stays_when_the_model_breaks_off(
    reverie: Reverie, told: list[Event]
) -> None:
    said = ("Anna sold the old kiln to a potter.", " The potter then moved", " to Arles. He")
    with MannerlessServer(breaking_off(*said)) as server:
        reverie.set_setting("model.server", server.url)
        reverie.set_setting("model.language", "server")

        answer = reverie.ask(Question(QUESTION, "chat-kiln", "kiln"))

    grown = [one.text for one in told if isinstance(one, AnswerGrew) and one.ask_id == "kiln"]
    assert answer.answer == "Anna sold the old kiln to a potter. [1]" == grown[-1]
    assert "broke off" in answer.trouble
    assert answer.model
    assert not any("Arles" in text for text in grown)
    assert reverie.thread("chat-kiln")[1].answer == answer


def test_asked_again_a_model_that_has_come_back_words_it(reverie: Reverie) -> None:
    with MannerlessServer(breaking_off("Anna"), streamed("Anna sold the old kiln to a potter.")) as server:
        reverie.set_setting("model.server", server.url)
        reverie.set_setting("model.language", "server")
        first = reverie.ask(Question(QUESTION))

        second = reverie.ask(Question(QUESTION))

    assert first.trouble
    assert not second.trouble
    assert second.answer == "Anna sold the old kiln to a potter. [1]"
