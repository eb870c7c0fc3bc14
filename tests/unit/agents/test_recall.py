"""Finding observations and memories for a question."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from agents.ports import Embedder
from agents.recall import Recall, Wanted
from storage.model import Frame, Memory, Note, Turn
from tests.fakes import reading
from tests.fakes.reading import HashEmbedder, NoEmbedder, at, frame, memory, note, turn
from tests.fakes.shelf import MemoryShelf

ZONE = ZoneInfo("UTC")
NOW = at("2026-03-20T12:00")


def recall(*things: Turn | Frame | Note | Memory, embedder: Embedder | None = None) -> Recall:
    shelf = MemoryShelf(
        [thing for thing in things if not isinstance(thing, Memory)],
        [thing for thing in things if isinstance(thing, Memory)],
    )
    if embedder is not None and not isinstance(embedder, NoEmbedder):
        for thing in things:
            group = thing.kind if isinstance(thing, Memory) else type(thing).__name__.lower()
            shelf.vectors[thing.id] = (group, embedder.embed([thing.text])[0])
    return Recall(shelf, embedder, reading.kinds(), ZONE)


def test_the_turn_that_answers_comes_first_and_says_why() -> None:
    wanted = turn("Anna", "I sold the old kiln to a potter in Lisbon.")
    found = recall(turn("Anna", "The weather is fine."), wanted, turn("Ben", "We had soup.")).search(
        Wanted("Who bought the kiln?", now=NOW)
    )

    assert found[0].id == wanted.id
    assert found[0].type == "turn"
    assert found[0].why["words"] > 0
    assert found[0].cover > 0


def test_meaning_finds_what_shares_no_word() -> None:
    wanted = turn("Anna", "Our automobile broke down.")
    other = turn("Anna", "We painted the shed.", thread="b")
    embedder = HashEmbedder({"car": "automobile"})

    found = recall(wanted, other, embedder=embedder).search(Wanted("car", now=NOW))

    assert found[0].id == wanted.id
    assert found[0].meaning > 0.5


def test_without_a_working_embedder_words_still_find() -> None:
    wanted = turn("Anna", "Our automobile broke down.")

    for embedder in (None, NoEmbedder()):
        found = recall(wanted, embedder=embedder).search(Wanted("automobile", now=NOW))
        assert [one.id for one in found] == [wanted.id]


def test_the_speaker_asked_about_goes_before_the_other() -> None:
    hers, his = turn("Anna", "I adopted a cat."), turn("Ben", "I adopted a cat.", thread="b")

    shelf = recall(his, hers)

    assert shelf.search(Wanted("What did Anna adopt?", now=NOW))[0].id == hers.id
    assert shelf.search(Wanted("What did Ben adopt?", now=NOW))[0].id == his.id


@pytest.mark.parametrize(
    "asked", ["What did my sister say about the flat?", "Was sagt meine Schwester zur Wohnung?"]
)
def test_who_is_meant_by_what_they_are_to_the_user_is_known_from_memories(asked: str) -> None:
    told = turn("Marco", "My sister Ana Reis moved to Porto.", thread="family")
    said = turn("Ana", "The flat in Rua das Flores has damp walls.", "2026-03-03T10:00", thread="porto")
    other = turn(
        "Ben", "The flat upstairs is free again, the flat I liked.", "2026-03-04T10:00", thread="house"
    )
    third = turn("Carla", "My sister says the flat is sold.", "2026-03-05T10:00", thread="work")
    fact = memory("Ana Reis", "Ana Reis is User's sister.", told)

    without = recall(told, said, other, third).search(Wanted(asked, now=NOW))
    found = recall(told, said, other, third, fact).search(Wanted(asked, now=NOW))

    assert said.id not in [hit.id for hit in without][:2]
    assert {hit.id for hit in found[:2]} == {told.id, said.id}
    assert recall(said, fact).understand(asked).kin == ("Ana Reis", "Ana")


def test_who_is_not_called_by_what_they_are_is_not_looked_for() -> None:
    fact = memory("Ana Reis", "Ana Reis is User's sister.", turn("Marco", "My sister Ana."))
    searched = recall(fact, turn("Ana", "Hello."), turn("Anatol", "Hello."))

    assert searched.understand("What did Ana say about her sister?").kin == ()
    assert searched.understand("What did my brother say?").kin == ()
    assert searched.understand("What did my sister say?").kin == ("Ana Reis", "Ana")


def test_an_answer_is_found_through_the_question_before_it() -> None:
    asked = turn("Ben", "What colour is your new bicycle?", "2026-03-04T10:00")
    answered = turn("Anna", "Bright green!", "2026-03-04T10:01")
    others = [turn("Anna", f"Something else, number {n}.", thread=f"t{n}") for n in range(5)]
    embedder = HashEmbedder()

    found = recall(asked, answered, *others, embedder=embedder).search(
        Wanted("colour of Anna's bicycle", now=NOW)
    )

    assert answered.id in [one.id for one in found[:2]]


def test_the_users_own_limits_hold() -> None:
    old = frame("budget 100", "2026-03-01T10:00", app="Mail")
    new = frame("budget 200 euro", "2026-03-10T10:00", app="Sheet")
    both = recall(old, new)

    assert [one.id for one in both.search(Wanted("budget", since=at("2026-03-05T00:00"), now=NOW))] == [
        new.id
    ]
    assert [one.id for one in both.search(Wanted("budget", until=at("2026-03-05T00:00"), now=NOW))] == [
        old.id
    ]
    assert [one.id for one in both.search(Wanted("budget", apps=("mail",), now=NOW))] == [old.id]
    assert len(both.search(Wanted("budget", limit=1, now=NOW))) == 1


def test_the_newest_comes_first_when_the_last_is_asked_for() -> None:
    prices = [
        frame(f"Lamp price {n} EUR shop{n}", f"2026-03-0{n}T10:00", title=f"Lamp {n}") for n in (1, 2, 3)
    ]

    found = recall(*prices).search(Wanted("What was the last lamp price?", now=NOW))
    first = recall(*prices).search(Wanted("What was the original lamp price?", now=NOW))

    assert found[0].id == prices[2].id
    assert first[0].id == prices[0].id


@pytest.mark.parametrize("limit", range(1, 9))
def test_fewer_results_are_the_beginning_of_more(limit: int) -> None:
    things = [
        *(frame(f"Harbour prices\nline {n // 3}", f"2026-03-0{n + 1}T10:00", "Prices") for n in range(6)),
        turn("Anna", "The harbour raised its prices.", "2026-03-02T10:00"),
        memory("Prices", "The harbour raised its prices.", turn("Anna", "So it said.", "2026-03-02T11:00")),
    ]
    searched = recall(*things)

    every = searched.search(Wanted("harbour prices", limit=50, now=NOW))
    some = searched.search(Wanted("harbour prices", limit=limit, now=NOW))

    assert [hit.id for hit in some] == [hit.id for hit in every][:limit]
    assert len(every) > 6


def test_the_same_screen_again_goes_to_the_end() -> None:
    words = "Invoice from Carys, total 80 EUR, due in April, please pay to the usual account soon"
    first, again = frame(words, "2026-03-01T10:00"), frame(words, "2026-03-01T10:05")
    other = frame("An invoice template, blank", "2026-03-02T10:00", title="Templates")

    found = recall(first, again, other).search(Wanted("invoice from Carys", now=NOW))

    assert [one.id for one in found][1] == other.id
    assert {found[0].id, found[2].id} == {first.id, again.id}


def test_a_memory_stands_beside_its_source_and_does_not_drown_it() -> None:
    source = turn("Anna", "I moved to Lisbon for the harbour project.")
    unrelated = turn("Anna", "Good morning!", "2026-03-04T09:00")
    fact = memory("Anna", "Anna moved to Lisbon.", unrelated, source)

    found = recall(unrelated, source, fact).search(Wanted("Where did Anna move?", now=NOW))

    told = next(one for one in found if one.id == fact.id)
    assert {found[0].id, found[1].id} == {fact.id, source.id}
    assert told.sources[0].observation == source.id
    assert told.kind == "facts"


def test_a_kind_can_be_asked_alone_or_left_out() -> None:
    source = note("The boiler code is on the door.")
    fact = memory("Boiler", "The boiler code is on the door.", source)
    both = recall(source, fact)

    assert [one.type for one in both.search(Wanted("boiler", kinds=("facts",), now=NOW))] == ["memory"]
    assert [one.type for one in both.search(Wanted("boiler", now=NOW), without=("facts",))] == ["note"]


def test_of_a_caption_kind_only_the_caption_is_shown() -> None:
    entry = memory("Wifi at home", "hunter2 hunter2", kind="safe box")

    found = recall(entry).search(Wanted("wifi at home", now=NOW))

    assert found[0].title == "Wifi at home"
    assert "hunter2" not in found[0].snippet + found[0].quote


def test_odd_questions_find_nothing_and_break_nothing() -> None:
    shelf = recall(turn("Anna", "Hello there."), embedder=HashEmbedder())

    for text in ("", "?", "' OR 1=1 --", 'NEAR("x" y*)', "🙂", "x" * 20_000):
        assert isinstance(shelf.search(Wanted(text, now=NOW)), list)
