"""Questions that describe whom they ask about, through the commands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.integration.program import Program

# All of it stands on one safe, which takes long to make: one worker makes it once.
pytestmark = pytest.mark.xdist_group("asked in two steps")

SAID = (
    "Ben lent me the drill for the shelf.",
    "Ben lives in Gaia near the river.",
    "Carla lives in Espinho.",
    "Mira from the office repaired the printer.",
    "Mira was born in Tartu.",
    "Carla was born in Evora.",
    "Ana's brother is called Luis.",
    "Luis works for Nordwind Energy.",
    "Tom works for Sunrise Foods.",
    "My sister Eva has a new flat.",
    "Eva's husband plays the oboe.",
    "昨天小王借给我一把电锯。",
    "小王住在杭州。",
    "小李住在苏州。",
)
ASKED = {
    "Where does the person who lent me the drill live?": ("Gaia", "lent me the drill"),
    "Where was the colleague who repaired the printer born?": ("Tartu", "repaired the printer"),
    "Which company does Ana's brother work for?": ("Nordwind", "called Luis"),
    "What does my sister's husband play?": ("oboe", "sister Eva"),
    "借给我电锯的人住在哪里？": ("杭州", "电锯"),
}
UNKNOWN = (
    "Where does the person who stole my bicycle live?",
    "Where does my cousin live?",
    "Where was the woman who painted the door born?",
)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """A safe in which SAID was said, a day each, and digested."""
    program = Program(tmp_path_factory.mktemp("steps"))
    turn = {"type": "turn", "speaker": "me", "role": "user"}
    rows = [
        turn | {"id": f"t{n}", "thread": f"a{n}", "text": text, "time": f"2026-03-{n + 1:02}T10:00:00"}
        for n, text in enumerate(SAID)
    ]
    program.begin(rows)
    yield program
    program.run("lock")


@pytest.mark.parametrize(("question", "wanted"), ASKED.items())
def test_the_answer_cites_both_steps(told: Program, question: str, wanted: tuple[str, str]) -> None:
    answer = told.json("ask", question, "--model", "none")

    assert not answer["abstained"]
    assert [quoted in one["quote"] for quoted, one in zip(wanted, answer["citations"], strict=True)] == [
        True,
        True,
    ]


@pytest.mark.parametrize("question", UNKNOWN)
def test_whom_nobody_fits_is_not_made_up(told: Program, question: str) -> None:
    answer = told.json("ask", question, "--model", "none")

    assert answer["abstained"]
    assert not answer["short"]


def test_a_search_finds_both_steps(told: Program) -> None:
    found = told.json("search", "Where was the colleague who repaired the printer born?")["hits"]
    plain = told.json("search", "the colleague who repaired the printer kind:turn")["hits"]

    snippets = [hit["snippet"] for hit in found]
    assert "Tartu" in snippets[0]
    assert "repaired the printer" in snippets[1]
    assert len({hit["id"] for hit in found}) == len(found)
    assert "repaired the printer" in plain[0]["snippet"]
