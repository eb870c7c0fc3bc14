"""Times of a question that hang on something remembered."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from agents import anchors, times
from agents.anchors import Side
from agents.answer import AnswerDraft, Answerer
from agents.question import Parsed
from agents.recall import Recall, Wanted
from storage.model import Coverage, Frame, Memory, Note, Turn, Watching
from tests.fakes import reading
from tests.fakes.reading import HashEmbedder, at, memory, mine, note, turn
from tests.fakes.shelf import MemoryShelf

ZONE = ZoneInfo("Europe/Rome")
NOW = at("2026-06-20T12:00")

READ = [
    ("What did I buy two weeks before the trip to Oslo?", Side.BEFORE, "the trip to Oslo", "What did I buy?"),
    ("What have I read since I moved to Graz?", Side.SINCE, "I moved to Graz", "What have I read?"),
    ("What did Ana say before the meeting with Ben?", Side.BEFORE, "the meeting with Ben", "What did Ana say?"),
    ("Before the meeting with Ana, what did I read?", Side.BEFORE, "the meeting with Ana", "what did I read?"),
    ("After the trip to Oslo what did we eat?", Side.AFTER, "the trip to Oslo", "what did we eat?"),
    ("What did I eat while I was in Rome?", Side.DURING, "I was in Rome", "What did I eat?"),
    ("When I was in Rome, what did I eat?", Side.DURING, "I was in Rome", "what did I eat?"),
    ("Who was ill during the workshop?", Side.DURING, "the workshop", "Who was ill?"),
    ("What did I wear on the day of Ben's party?", Side.ON, "Ben's party", "What did I wear?"),
    ("Who wrote the day before we signed the lease?", Side.BEFORE, "we signed the lease", "Who wrote?"),
    ("What did Ana say the last time we spoke?", Side.LAST, "we spoke", "What did Ana say?"),
    ("What did she say last time I was at the vet?", Side.LAST, "I was at the vet", "What did she say?"),
    ("Did I pay the rent before moving to Graz?", Side.BEFORE, "moving to Graz", "Did I pay the rent?"),
    ("What did I own until the divorce of Ben and Eva?", Side.UNTIL, "the divorce of Ben and Eva", "What did I own?"),
    ("搬家以来我看了哪些书？", Side.SINCE, "搬家", "我看了哪些书？"),
    ("会议之后安娜说了什么？", Side.AFTER, "会议", "安娜说了什么？"),
    ("去里斯本旅行前两周我买了什么？", Side.BEFORE, "去里斯本旅行", "我买了什么？"),
    ("旅行前我买了什么？", Side.BEFORE, "旅行", "我买了什么？"),
    ("上次见到安娜的时候我们聊了什么？", Side.LAST, "见到安娜", "我们聊了什么？"),
    ("婚礼那天我穿了什么？", Side.ON, "婚礼", "我穿了什么？"),
    ("Was habe ich nach der Reise gekauft?", Side.AFTER, "der Reise", "Was habe ich gekauft?"),
    ("Was habe ich gelesen, seit ich umgezogen bin?", Side.SINCE, "ich umgezogen bin", "Was habe ich gelesen?"),
    ("Was sagte Ana während der Konferenz?", Side.DURING, "der Konferenz", "Was sagte Ana?"),
    ("Cosa ho comprato dopo la riunione?", Side.AFTER, "la riunione", "Cosa ho comprato?"),
    ("Cosa ho letto prima del viaggio a Oslo?", Side.BEFORE, "viaggio a Oslo", "Cosa ho letto?"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "side", "event", "rest"), READ)
def test_the_event_and_its_side_are_read(text: str, side: Side, event: str, rest: str) -> None:
    found = anchors.read(text, NOW, ZONE)

    assert found is not None
    assert (found.side, found.event, found.rest) == (side, event, rest)


@pytest.mark.parametrize(
    "text",
    [
        "before lunch I asked",
        "What did she say after that?",
        "What did I do the day before yesterday?",
        "What did I do before?",
        "What did I do after all?",
        "What happened before August?",
        "What did I write since last week?",
        "What did I do after the weekend?",
        "What did I do the week before last?",
        "Who looked after the dog?",
        "Which cat is named after the painter?",
        "How long after the trip did I buy the car?",
        "How many days before the trip did I pack?",
        "Do you remember when I moved?",
        "When I moved",
        "两周前我买了什么？",
        "昨天之后我做了什么？",
        "搬家之后过了多久？",
        "我妈以前住哪里？",
        "张敏以前做什么工作？",
        "Was habe ich nach gestern gemacht?",
        "Wer ist größer als ich?",
        "Cosa viene prima?",
    ],
)
def test_nothing_is_read_as_an_event_that_is_none(text: str) -> None:
    assert anchors.read(text, NOW, ZONE) is None


@pytest.mark.parametrize(
    ("text", "count", "unit", "run"),
    [
        ("two weeks before the trip", 2, "week", False),
        ("the week after the trip", 1, "week", True),
        ("the day before the trip", 1, "day", False),
        ("in the three months after the trip", 3, "month", True),
        ("a few days before the trip", 5, "day", True),
        ("shortly after the trip", 3, "day", True),
        ("after the trip", 0, "", False),
    ],
)
def test_the_distance_is_read(text: str, count: int, unit: str, run: bool) -> None:
    found = anchors.read(f"What did I buy {text}?", NOW, ZONE)

    assert found is not None
    assert (found.count, found.unit, found.run) == (count, unit, run)


TRIP = note("The trip to Oslo is on 12 March.", "2026-03-01T10:00")
MOVED = mine("I moved to Graz last Sunday!", "2026-05-05T10:00")
LEASE = mine("We signed the lease today.", "2026-04-20T18:00")
FAIR = note("The conference in Bern was from 4 to 6 April.", "2026-04-10T10:00")
PARTY = note("Ben's party is next Saturday.", "2026-05-20T10:00")
ROME = mine("I'm in Rome this week.", "2026-06-02T10:00")
VET = mine("I was at the vet this morning.", "2026-02-03T12:00")
VET_AGAIN = mine("We were at the vet on 8 June.", "2026-06-10T12:00")
BUDGET = turn("Ana", "The budget looks fine to me.", "2026-06-11T10:00", thread="ana")
WEDDING = note("Carla's wedding is on 4 July.", "2026-06-01T10:00")
ZH_MOVED = mine("我上周日搬家了。", "2026-05-06T10:00")
ALL = (TRIP, MOVED, LEASE, FAIR, PARTY, ROME, VET, VET_AGAIN, BUDGET, WEDDING)


def recall(*things: Turn | Frame | Note | Memory) -> Recall:
    shelf = MemoryShelf(
        [thing for thing in things if not isinstance(thing, Memory)],
        [thing for thing in things if isinstance(thing, Memory)],
    )
    embedder = HashEmbedder({"bought": "buy"})
    for thing in things:
        group = thing.kind if isinstance(thing, Memory) else type(thing).__name__.lower()
        shelf.vectors[thing.id] = (group, embedder.embed([thing.text])[0])
    return Recall(shelf, embedder, reading.kinds(), ZONE)


def understood(text: str, *things: Turn | Frame | Note | Memory) -> Parsed:
    return recall(*(things or ALL)).understand(text, NOW)


@pytest.mark.parametrize(
    ("text", "taken", "told"),
    [
        ("What did I buy before the trip to Oslo?", "before 12 March 2026", TRIP),
        ("What did I buy two weeks before the trip to Oslo?", "23 February – 1 March 2026", TRIP),
        ("What did I buy the day after the trip to Oslo?", "13 March 2026", TRIP),
        ("What have I read since I moved to Graz?", "3 May – 20 June 2026", MOVED),
        ("What did I do the day before we signed the lease?", "19 April 2026", LEASE),
        ("What did I do the week after the conference?", "7–13 April 2026", FAIR),
        ("What did I read during the conference in Bern?", "4–6 April 2026", FAIR),
        ("What did I wear on the day of Ben's party?", "30 May 2026", PARTY),
        ("What did I eat while I was in Rome?", "1–7 June 2026", ROME),
        ("What did she say the last time I was at the vet?", "8 June 2026", VET_AGAIN),
        ("What did we discuss last time I spoke with Ana?", "11 June 2026", BUDGET),
        ("What do I have to do before Carla's wedding?", "before 4 July 2026", WEDDING),
    ],
)
def test_the_time_is_reckoned_from_when_the_event_took_place(
    text: str, taken: str, told: Turn | Note
) -> None:
    asked = understood(text)

    assert asked.anchor is not None
    assert asked.span is not None
    assert times.say(asked.span, ZONE) == taken
    assert (asked.anchor.id, asked.anchor.quote) == (told.id, told.text)


def test_chinese_is_reckoned_too() -> None:
    asked = understood("搬家以来我看了哪些书？", ZH_MOVED, TRIP)

    assert asked.anchor is not None
    assert asked.bare is not None
    assert asked.bare.text == "我看了哪些书？"
    assert asked.span is not None
    assert times.say(asked.span, ZONE) == "3 May – 20 June 2026"


@pytest.mark.parametrize(
    "text",
    [
        "What did I buy before the trip to Madrid?",
        "What have I read since I moved to Kyiv?",
        "What did I do after the funeral?",
        "What is the word after the comma?",
        "When was the last time I was at the vet?",
        "When was the day before we signed the lease?",
        "Which books did I buy in the month after Carla's wedding?",
        "Where did I live before the move?",
    ],
)
def test_an_event_that_nobody_remembers_or_that_is_asked_for_itself_limits_nothing(text: str) -> None:
    asked = understood(text)

    assert asked.anchor is None
    assert asked.span is None
    assert asked.text == text


@pytest.mark.parametrize(
    "said",
    [
        "I bought a suitcase for the trip to Oslo yesterday.",
        "Shall we make the trip to Oslo on 12 March?",
        "The trip to Oslo on 12 March is cancelled.",
        "We never made the trip to Oslo on 12 March.",
        "I would love a trip to Oslo in March.",
        "The trip to Oslo needs a plan.",
    ],
)
def test_words_that_only_stand_beside_an_event_date_nothing(said: str) -> None:
    assert (
        understood("What did I buy before the trip to Oslo?", note(said, "2026-03-01T10:00")).anchor is None
    )


def test_what_others_did_is_not_what_i_did() -> None:
    theirs = turn("Ana", "I moved to Graz on 2 April.", "2026-04-11T10:00")

    assert understood("What have I read since I moved to Graz?", theirs).anchor is None
    assert understood("What did Ana do before she moved to Graz?", theirs).anchor is not None


def test_an_appointment_that_was_moved_counts_as_it_stands_now() -> None:
    old = memory("Review", "Review on Thursday 5 March 2026", time="2026-03-01T10:00")
    new = memory("Review", "Review on Monday 9 March 2026", time="2026-03-02T10:00")

    asked = understood("What did I read before the review?", replace(old, superseded_by=new.id), new)

    assert asked.span is not None
    assert times.say(asked.span, ZONE) == "before 9 March 2026"


def test_a_search_that_is_no_question_is_left_as_it_is() -> None:
    assert understood("photos since I moved to Graz", *ALL).anchor is None
    assert understood("budget before:2026-03-12", *ALL).only.until is not None


def test_one_more_search_is_made_only_where_an_event_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    searches = []
    search = Recall.search
    monkeypatch.setattr(Recall, "search", lambda *given, **more: searches.append(1) or search(*given, **more))
    asked = recall(*ALL)

    asked.search(Wanted("What did I buy last week?", now=NOW))
    plain = len(searches)
    asked.search(Wanted("What did I buy since I moved to Graz?", now=NOW))

    assert (plain, len(searches) - plain) == (1, 2)


def test_an_event_that_nothing_tells_of_is_noted() -> None:
    asked = understood("What did I do during the funeral?")
    beside = understood(
        "What did I buy before the trip to Oslo?", note("A map for the trip to Oslo.", "2026-03-01T10:00")
    )

    assert asked.unremembered == "the funeral"
    assert "the funeral" in asked.notes[0]
    assert not beside.unremembered
    assert not beside.notes


SUITCASE = mine("I bought a yellow suitcase.", "2026-02-25T18:00")
BICYCLE = mine("I bought a bicycle from Jens.", "2026-03-20T10:00")


def ask(text: str, *things: Turn | Frame | Note | Memory, coverage: tuple[Coverage, ...] = ()) -> AnswerDraft:
    found = recall(*things)
    answerer = Answerer(found, reading.kinds(), ZONE)
    return answerer.answer(text, now=NOW, coverage=lambda since, until: coverage)


def test_the_answer_is_of_that_time_and_tells_which_it_took_and_from_what() -> None:
    before = ask("What did I buy two weeks before the trip to Oslo?", TRIP, SUITCASE, BICYCLE)
    after = ask("What did I buy after the trip to Oslo?", TRIP, SUITCASE, BICYCLE)

    assert before.citations[0].found.id == SUITCASE.id
    assert after.citations[0].found.id == BICYCLE.id
    assert "(after the trip to Oslo: 13 March 2026 – 20 June 2026 [2])" in after.answer
    assert (after.citations[1].found.id, after.citations[1].quote) == (TRIP.id, TRIP.text)


def test_what_is_of_another_time_answers_nothing() -> None:
    draft = ask("What did I buy the week after the trip to Oslo?", TRIP, SUITCASE)

    assert draft.abstained
    assert not draft.short


def test_nothing_is_told_of_the_time_of_an_event_that_nobody_remembers() -> None:
    assert ask("What did I buy during the funeral?", TRIP, SUITCASE).abstained


def test_the_event_itself_is_not_the_answer() -> None:
    draft = ask("What did I do two weeks before the trip to Oslo?", TRIP, SUITCASE)
    alone = ask("What did I do two weeks before the trip to Oslo?", TRIP)

    assert draft.citations[0].found.id == SUITCASE.id
    assert alone.abstained


def test_what_was_done_at_a_time_is_whatever_there_was() -> None:
    draft = ask("What happened since I moved to Graz?", MOVED, BUDGET, SUITCASE)

    assert draft.citations[0].found.id == BUDGET.id


def test_what_was_not_watched_of_that_time_is_told() -> None:
    paused = Coverage(at("2026-03-13T13:00"), at("2026-03-13T14:00"), Watching.PAUSED)

    draft = ask("What did I buy the day after the trip to Oslo?", TRIP, SUITCASE, coverage=(paused,))

    assert draft.coverage == (paused,)
