"""Questions whose time hangs on something remembered, through the commands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.integration.program import Program

# All of it stands on one safe, which takes long to make: one worker makes it once.
pytestmark = pytest.mark.xdist_group("asked by events")

SAID = (
    ("2026-02-25T18:00", "I bought a yellow suitcase at the station shop."),
    ("2026-02-26T09:00", "My trip to Lisbon is on 12 March."),
    ("2026-03-20T10:00", "I bought a bicycle from Jens."),
    ("2026-04-19T11:00", "I went swimming with Carla in the lake."),
    ("2026-04-20T18:00", "We signed the lease today."),
    ("2026-05-05T10:00", "I moved to Porto last Sunday!"),
    ("2026-05-11T10:00", "I read The Leopard, a wonderful book."),
    ("2026-02-11T10:00", "I read Middlemarch to the end."),
)
ASKED = {
    "What did I buy two weeks before the trip to Lisbon?": ("suitcase", "23 February 2026 – 1 March 2026"),
    "What did I buy after the trip to Lisbon?": ("bicycle", "13 March 2026 – "),
    "What did I do the day before we signed the lease?": ("swimming", "19 April 2026"),
    "Which book did I read since I moved to Porto?": ("Leopard", "3 May 2026 – "),
    "Which book did I read before I moved to Porto?": ("Middlemarch", "until 3 May 2026"),
    "我搬家以来读了什么书？": ("Leopard", "2026年5月3日 – "),
}
LENGTHS = {
    "How long after the trip to Lisbon did I buy the bicycle?": ("8 days", 2),
    "How many weeks were there between signing the lease and moving to Porto?": ("1 week and 6 days", 2),
    "How many days ago did I buy the bicycle?": ("73 days", 1),
    "搬家到现在过了几天？": ("29 天", 1),
}
UNKNOWN = (
    "What did I buy the week after the trip to Madrid?",
    "What did I buy in the week after I moved to Porto?",
    "Where did I swim during the conference?",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A safe in which SAID was said and digested."""
    program = Program(tmp_path_factory.mktemp("events"))
    rows = [_turn(number, time, text) for number, (time, text) in enumerate(sorted(SAID))]
    program.begin(rows)
    yield program
    program.run("lock")


def _turn(number: int, time: str, text: str) -> dict[str, Any]:
    told = {"type": "turn", "id": f"t{number}", "thread": "a", "speaker": "me", "role": "user"}
    return told | {"time": f"{time}:00", "text": text}


@pytest.mark.parametrize(("question", "wanted"), ASKED.items())
def test_the_answer_is_of_that_time_and_cites_what_tells_it(
    told: Program, question: str, wanted: tuple[str, str]
) -> None:
    answer = told.json("ask", question, "--model", "none")

    value, taken = wanted
    assert value in answer["citations"][0]["quote"]
    assert taken in answer["answer"]
    assert len(answer["citations"]) > 1
    assert "[1]" in answer["answer"]


@pytest.mark.parametrize(("question", "wanted"), LENGTHS.items())
def test_how_far_apart_two_events_lie_is_reckoned(
    told: Program, question: str, wanted: tuple[str, int]
) -> None:
    answer = told.json("ask", question, "--model", "none", "--now", "2026-06-01T12:00:00")

    assert (answer["short"], len(answer["citations"])) == wanted
    assert all(one["quote"] in answer["answer"] for one in answer["citations"])


@pytest.mark.parametrize("question", UNKNOWN)
def test_what_nobody_remembers_is_not_made_up(told: Program, question: str) -> None:
    answer = told.json("ask", question, "--model", "none")

    assert answer["abstained"]
    assert not answer["short"]


def test_a_search_tells_which_time_it_took_and_from_what(told: Program) -> None:
    found = told.json("search", "What did I buy before the trip to Lisbon?")
    plain = told.json("search", "yellow suitcase before:2026-03-12")

    event = found["interpreted"]["event"]
    assert (event["words"], event["taken"]) == ("before the trip to Lisbon", "until 12 March 2026")
    assert "12 March" in event["quote"]
    assert found["interpreted"]["until"].startswith("2026-03-12T00:00:00+01:00")
    assert any("suitcase" in hit["snippet"] for hit in found["hits"][:3])
    assert plain["interpreted"]["event"] is None
    assert "until 12 March 2026" in told.run("search", "What did I buy before the trip to Lisbon?").stderr
