"""The self-exam: what is kept is asked for in its memory's words, what nobody kept must not be answered."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from agents import exam
from agents.answer import AnswerDraft, Answerer
from agents.exam import Marks
from agents.recall import Found, Recall, Wanted
from storage.model import Memory, Turn
from tests.fakes import reading
from tests.fakes.reading import at, memory, turn
from tests.fakes.shelf import MemoryShelf

ZONE = ZoneInfo("UTC")
NOW = at("2026-03-20T12:00")
SOLD = turn("Anna", "I sold the old copper kiln to a potter in Lisbon for 310 euros.", "2026-03-04T10:00")
LEARNT = memory("Copper kiln", "Anna sold the old copper kiln to a potter in Lisbon.", SOLD)
OTHERS = [turn("Ben", f"Nothing of interest happened on day {n}.", thread=f"t{n}") for n in range(20)]


def marks(*things: Turn | Memory, search: bool = True) -> Marks:
    observations = [thing for thing in things if isinstance(thing, Turn)]
    memories = [thing for thing in things if isinstance(thing, Memory)]
    recall = Recall(MemoryShelf(observations, memories), None, reading.kinds(), ZONE)
    answerer = Answerer(recall, reading.kinds(), ZONE)

    def look(text: str) -> list[Found]:
        return recall.search(Wanted(text, now=NOW), without=tuple(reading.kinds())) if search else []

    def ask(question: str) -> AnswerDraft:
        return answerer.answer(question, now=NOW)

    asked = [one for one in memories if exam.fits(one, reading.kinds())]
    return sum(exam.questions(asked, ("Anna", "Ben"), look, ask, reading.kinds(), 7), Marks())


def test_what_is_kept_is_found_and_rightly_cited_and_nobody_is_made_up() -> None:
    found = marks(SOLD, *OTHERS, LEARNT)

    assert (found.sampled, found.first, found.found) == (1, 1, 1)
    assert (found.right, found.wrong) == (1, 0)
    assert (found.invented, found.made_up) == (exam.INVENTED, 0)
    assert found.citations == found.sound > 0


def test_what_is_not_found_and_cited_elsewhere_counts_against_it() -> None:
    """The memory says that it rests on something that is not there."""
    wrong = memory("Copper kiln", "Anna sold the old copper kiln to a potter in Lisbon.", OTHERS[0])

    found = marks(SOLD, *OTHERS, wrong, search=False)

    assert (found.sampled, found.found) == (1, 0)


def test_invented_people_are_told_apart_from_known_ones_and_drawn_by_a_seed() -> None:
    asked: list[str] = []

    def ask(question: str) -> AnswerDraft:
        asked.append(question)
        return AnswerDraft("I don't know.", abstained=True)

    for seed in (1, 1, 2):
        list(exam.questions([], (), lambda _: [], ask, reading.kinds(), seed))

    assert len(asked) == 3 * exam.INVENTED
    assert asked[: exam.INVENTED] == asked[exam.INVENTED : 2 * exam.INVENTED]
    assert asked[: exam.INVENTED] != asked[2 * exam.INVENTED :]


def test_an_answer_about_nobody_is_made_up_and_a_quote_from_elsewhere_unsound() -> None:
    recall = Recall(MemoryShelf([SOLD], []), None, reading.kinds(), ZONE)
    draft = Answerer(recall, reading.kinds(), ZONE).answer("Who bought the kiln?", now=NOW)
    [cited] = draft.citations
    torn = AnswerDraft("x", citations=(type(cited)(1, cited.found, "words that stand nowhere"),))

    sound = sum(exam.questions([], (), lambda _: [], lambda _: draft, reading.kinds(), 1), Marks())
    unsound = sum(exam.questions([], (), lambda _: [], lambda _: torn, reading.kinds(), 1), Marks())

    assert sound.made_up == exam.INVENTED
    assert (sound.sound, unsound.sound) == (sound.citations, 0)


def test_a_secret_and_what_rests_on_nothing_are_not_asked_about() -> None:
    assert exam.fits(LEARNT, reading.kinds())
    assert not exam.fits(memory("Kiln", "Anna sold the old copper kiln."), reading.kinds())
    assert not exam.fits(
        memory("Gate code", "The code of the gate is kept.", SOLD, kind="safe box"), reading.kinds()
    )
