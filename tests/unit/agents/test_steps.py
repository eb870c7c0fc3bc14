"""What is done for an answer is told while it is done, in order, with what was asked."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from agents.answer import AnswerDraft, Answerer, Part
from agents.recall import Recall
from agents.steps import Doing, Step
from storage.model import Frame, Memory, Note, Turn
from tests.fakes import reading
from tests.fakes.language import ScriptedModel
from tests.fakes.reading import HashEmbedder, at, memory, note, turn
from tests.fakes.shelf import MemoryShelf

ZONE = ZoneInfo("UTC")
NOW = at("2026-03-20T12:00")
SOLD = note("Anna sold the old kiln yesterday to a potter.", "2026-03-09T10:00")
QUESTION = "Who bought the kiln Anna sold?"


class Watched:
    """Keeps what it is told."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.counts: list[int] = []

    def begins(self, step: Step) -> None:
        self.steps.append(step)

    def weighed(self, count: int) -> None:
        self.counts.append(count)

    @property
    def doing(self) -> list[Doing]:
        """What was done, in order."""
        return [step.doing for step in self.steps]


def watched(
    question: str,
    *things: Turn | Frame | Note | Memory,
    model: ScriptedModel | None = None,
    without: tuple[str, ...] = (),
) -> tuple[AnswerDraft, Watched]:
    observations = [thing for thing in things if not isinstance(thing, Memory)]
    shelf = MemoryShelf(observations, [thing for thing in things if isinstance(thing, Memory)])
    embedder, kinds, heard = HashEmbedder(), reading.kinds(), Watched()
    for thing in things:
        group = thing.kind if isinstance(thing, Memory) else type(thing).__name__.lower()
        shelf.vectors[thing.id] = (group, embedder.embed([thing.text])[0])
    answerer = Answerer(Recall(shelf, embedder, kinds, ZONE), kinds, ZONE)
    return answerer.answer(question, model=model, now=NOW, without=without, watch=heard), heard


def test_a_question_is_understood_searched_and_read() -> None:
    _, heard = watched(QUESTION, SOLD)

    assert heard.doing == [Doing.UNDERSTAND, Doing.SEARCH, Doing.READ]
    assert heard.counts == [1]


def test_a_search_tells_which_kinds_it_asked_and_when_it_looked() -> None:
    left_out = next(iter(reading.kinds()))

    _, heard = watched("What did Anna sell in March 2026?", SOLD, without=(left_out,))

    search = heard.steps[1]
    assert search.kinds
    assert left_out not in search.kinds
    assert search.moments
    assert (search.since, search.until) == (at("2026-03-01T00:00"), at("2026-04-01T00:00"))


def test_a_search_limited_to_a_kind_asks_no_moments() -> None:
    kind = next(iter(reading.kinds()))

    _, heard = watched(f"{QUESTION} kind:{kind}", SOLD)

    assert (heard.steps[1].kinds, heard.steps[1].moments) == ((kind,), False)


def test_a_description_is_looked_up_before_the_question_is_asked_again_with_the_name() -> None:
    lent = turn("me", "Ben lent me the drill for the shelf.", "2026-03-03T10:00")
    lives = turn("me", "Ben lives in Gaia near the river.", "2026-03-05T10:00", thread="other")

    draft, heard = watched("Where does the person who lent me the drill live?", lent, lives)

    again = next(step for step in heard.steps if step.doing is Doing.AGAIN)
    assert heard.doing.index(Doing.NAME) < heard.doing.index(Doing.AGAIN)
    assert (again.words, again.told_by) == ("Ben", lent.id)
    assert [one.part for one in draft.citations] == [Part.ANSWERS, Part.NAMES]


def test_what_is_reckoned_is_not_searched() -> None:
    trip = note("My trip to Lisbon is on 12 March 2026.", "2026-03-01T10:00")
    bought = note("I bought the bicycle from Jens.", "2026-03-15T10:00")

    draft, heard = watched("How long after the trip to Lisbon did I buy the bicycle?", trip, bought)

    assert heard.doing == [Doing.UNDERSTAND, Doing.RECKON]
    assert {one.part for one in draft.citations} == {Part.RECKONED}


def test_a_model_is_asked_whether_the_line_answers_and_then_for_its_words() -> None:
    model = ScriptedModel("yes", "Anna sold the old kiln to a potter.")

    _, heard = watched(QUESTION, SOLD, model=model)

    assert heard.doing[-2:] == [Doing.JUDGE, Doing.WORD]


def test_what_nothing_answers_is_cited_as_the_nearest() -> None:
    draft, _ = watched("Which colour has the submarine?", SOLD, memory("Soup", "There was soup."))

    assert draft.abstained
    assert {one.part for one in draft.citations} == {Part.NEAREST}


def test_an_answer_tells_what_the_question_was_taken_for() -> None:
    draft, _ = watched("What did Anna sell in March 2026?", SOLD)

    assert draft.understood is not None
    assert draft.understood.span is not None
    assert draft.understood.span.text == "March 2026"
