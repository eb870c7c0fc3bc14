"""Questions that describe whom they ask about are asked in two steps."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from agents import hops
from agents.answer import AnswerDraft, Answerer
from agents.recall import Recall
from storage.model import Note, Turn
from tests.fakes import reading
from tests.fakes.language import ScriptedModel
from tests.fakes.reading import HashEmbedder, at, mine, note
from tests.fakes.shelf import MemoryShelf

ZONE = ZoneInfo("UTC")
NOW = at("2026-06-20T12:00")


@pytest.mark.parametrize(
    ("text", "asks", "then"),
    [
        ("Where does the person who lent me the saw live?", "Who lent me the saw?", "Where does X live?"),
        ("When does the man that called arrive?", "Who called?", "When does X arrive?"),
        ("How old is the woman who sold me the bike?", "Who sold me the bike?", "How old is X?"),
        ("Where is the woman I met at the fair from?", "Who I met at the fair?", "Where is X from?"),
        ("When is the party of the friend who cooks?", "Who cooks?", "When is the party of X?"),
        (
            "Which company does Ana's brother work for?",
            "Who is Ana's brother?",
            "Which company does X work for?",
        ),
        ("What does the brother of Ana sell?", "Who is the brother of Ana?", "What does X sell?"),
        ("Which museum is in the city where Ben lives?", "Where Ben lives?", "Which museum is in X?"),
        ("Wo wohnt der Mann, der mir den Hammer lieh?", "Wer mir den Hammer lieh?", "Wo wohnt X?"),
        ("借给我电钻的人住在哪里？", "谁借给我电钻？", "X住在哪里？"),
    ],
)
def test_a_description_is_asked_for_first(text: str, asks: str, then: str) -> None:
    hop = hops.read(text)[0]

    assert (hop.asks, hop.with_name("X")) == (asks, then)


def test_a_chain_of_relations_is_tried_as_a_whole_and_from_its_beginning() -> None:
    found = hops.read("What does my sister's husband do?")

    assert [hop.asks for hop in found] == ["Who is my sister's husband?", "Who is my sister?"]
    assert [hop.with_name("Eva") for hop in found] == ["What does Eva do?", "What does Eva's husband do?"]


@pytest.mark.parametrize(
    "text",
    [
        "Who is my boss?",
        "Who is the person who lent me the saw?",
        "Who lent me the saw?",
        "What did the manager say?",
        "What did Ana say about the dog that barked?",
        "What did Ana's colleague, Rob, sell?",
        "What does my sister Eva sell?",
        "The person who lent me the saw",
        "When is the meeting?",
        "谁住在波尔图？",
    ],
)
def test_what_asks_for_the_name_itself_is_one_step(text: str) -> None:
    assert hops.read(text) == []


def alone(text: str, time: str) -> Turn:
    return mine(text, time, thread=text)


SAW = alone("Ben lent me the saw for the shelf.", "2026-06-03T10:00")
BEN = alone("Ben lives in Gaia near the river.", "2026-05-13T10:00")
CARLA = alone("Carla lives in Espinho.", "2026-05-14T10:00")
SISTER = note("My sister Eva has a new flat.", "2026-06-01T10:00")
EVA = note("Eva's husband is called Marco.", "2026-04-01T10:00")
WORK = note("Eva works at Harbour House.", "2026-04-02T10:00")
ALL = (SAW, BEN, CARLA, SISTER, EVA, WORK)


def ask(text: str, *things: Turn | Note, model: ScriptedModel | None = None) -> AnswerDraft:
    shelf, embedder = MemoryShelf(things), HashEmbedder({"lives": "live", "works": "work"})
    for thing in things:
        shelf.vectors[thing.id] = (type(thing).__name__.lower(), embedder.embed([thing.text])[0])
    answerer = Answerer(Recall(shelf, embedder, reading.kinds(), ZONE), reading.kinds(), ZONE)
    return answerer.answer(text, now=NOW, model=model)


@pytest.mark.parametrize(
    ("text", "value", "told", "named"),
    [
        ("Where does the person who lent me the saw live?", "Gaia", BEN, SAW),
        ("Where does my sister work?", "Harbour House", WORK, SISTER),
        ("Who is the husband of my sister?", "Marco", EVA, SISTER),
    ],
)
def test_the_answer_cites_what_it_says_and_what_it_came_through(
    text: str, value: str, told: Turn | Note, named: Turn | Note
) -> None:
    draft = ask(text, *ALL)

    assert draft.short == value
    assert [one.found.id for one in draft.citations] == [told.id, named.id]
    assert "[1]" in draft.answer
    assert draft.answer.index("[1]") < draft.answer.index("[2]")


def test_a_model_words_the_last_step_and_the_first_is_cited_beside_it() -> None:
    draft = ask(
        "Where does the person who lent me the saw live?",
        *ALL,
        model=ScriptedModel("yes", "Ben lives in Gaia near the river."),
    )

    assert [one.found.id for one in draft.citations] == [BEN.id, SAW.id]
    assert "“Ben lent me the saw for the shelf.”" in draft.answer


@pytest.mark.parametrize(
    "text",
    [
        "Where does the person who stole my bicycle live?",
        "Where does my cousin live?",
        "Where does Carla's dentist live?",
    ],
)
def test_whom_nobody_fits_is_not_made_up(text: str) -> None:
    draft = ask(text, *ALL)

    assert draft.abstained
    assert not draft.short


def test_what_one_line_answers_whole_takes_one_step() -> None:
    whole = note("The person who lent me the saw lives in Braga.", "2026-06-05T10:00")

    draft = ask("Where does the person who lent me the saw live?", *ALL, whole)

    assert draft.short == "Braga"
    assert draft.citations[0].found.id == whole.id
