"""What speaks for a hit, told so that a person can check it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from agents import fusion
from agents.fusion import Weights
from agents.recall import Found, Recall, Wanted
from agents.signs import Sign
from storage.model import Frame, Note, Turn
from tests.fakes import reading
from tests.fakes.reading import HashEmbedder, at, note, turn
from tests.fakes.shelf import MemoryShelf

ZONE = ZoneInfo("UTC")
NOW = at("2026-03-20T12:00")
SOUP = turn("Ben", "We had soup.", "2026-03-10T10:00", thread="other")


def found(question: str, *things: Turn | Frame | Note, weights: Weights | None = None) -> list[Found]:
    """Every hit for a question, best first."""
    shelf, embedder = MemoryShelf(list(things), []), HashEmbedder()
    for thing in things:
        shelf.vectors[thing.id] = (type(thing).__name__.lower(), embedder.embed([thing.text])[0])
    chosen = weights or fusion.weights()
    recall = Recall(shelf, embedder, reading.kinds(), ZONE, lambda: chosen)
    return recall.search(Wanted(question, now=NOW))


def signs(question: str, *things: Turn | Frame | Note) -> dict[str, Sign]:
    """The signs of the best hit, by name."""
    return {sign.name: sign for sign in found(question, *things)[0].signs}


def test_the_words_it_holds_are_told_as_they_were_asked() -> None:
    kiln = note("Anna sold the old kiln to a potter.", "2026-03-09T10:00")

    sign = signs("Which kilns were sold to the museum?", kiln, SOUP)["words"]

    assert sign.words == ("kilns", "sold")
    assert 0 < sign.strength < 1


def test_words_of_another_language_are_told_as_they_were_asked() -> None:
    doctor = note("The doctor moved to the old town.", "2026-03-09T10:00")

    assert "Ärztin" in signs("Wohin ist die Ärztin umgezogen?", doctor, SOUP)["words"].words


def test_a_sign_is_there_whatever_its_weight_was_learnt_to_be() -> None:
    kiln = note("Anna sold the old kiln to a potter.", "2026-03-09T10:00")
    against = Weights("against", "", {"words": 1.0, "cover": -0.5}, {})

    best = found("Who bought the old kiln?", kiln, SOUP, weights=against)[0]

    assert best.why["cover"] < 0
    assert next(sign for sign in best.signs if sign.name == "words").strength > 0


def test_who_said_it_and_when_are_told() -> None:
    kiln = turn("Anna", "I sold the old kiln to a potter.", "2026-03-09T10:00")

    told = signs("What did Anna sell in March 2026?", kiln, SOUP)

    assert {"speaker", "date"} <= set(told)
    assert "asks" not in told


def test_a_question_is_told_as_one() -> None:
    asked = turn("Anna", "Who wants the old kiln?", "2026-03-09T10:00")

    assert "asks" in signs("Who got the old kiln?", asked)


def test_lines_beside_it_that_hold_more_of_the_words_are_told() -> None:
    about = turn("Anna", "It is about the old kiln in the shed.", "2026-03-09T10:00")
    price = turn("Ben", "Sold for 310 EUR to the potter.", "2026-03-09T10:01")

    told = {sign.name for one in found("How much was the old kiln?", about, price) for sign in one.signs}

    assert "beside" in told


def test_what_was_listed_by_its_time_alone_has_no_signs() -> None:
    assert found("after:2026-03-01", SOUP)[0].signs == ()
