"""The tasks of a dream: what each does, what it must leave alone, and that a second dream finds nothing to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from agents.dream import TASKS, calibrate, condense, fade, likeness, merge, refresh, roll, routines, ties
from storage import ids
from storage.model import (
    Add,
    Author,
    Extend,
    Memory,
    MemoryId,
    ObservationId,
    ObservationType,
    Origin,
    Retire,
    Revise,
    Source,
)
from tests.fakes.past import ZONE, HandMadePast, Mind, done

DAY = timedelta(days=1)
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)


def _source(type: ObservationType = ObservationType.TURN, at: datetime = MONDAY) -> Source:
    return Source(ObservationId(ids.new(at)), type, "said so")


def _fact(mind: Mind, name: str, summary: str, **given: object) -> Memory:
    fields: dict[str, object] = {"author": Author.AGENT, "sources": (_source(),)} | given
    return mind.library.holds("semantic", {"name": name, "summary": summary}, **fields)  # type: ignore[arg-type]


def _event(mind: Mind, at: datetime, summary: str, type: str = "told", **body: object) -> Memory:
    made = mind.library.holds(
        "episodic",
        {"occurred_at": at.isoformat(), "summary": summary, "event_type": type, "actor": "user"} | body,
        since=at.date().isoformat(),
        author=Author.AGENT,
        sources=(_source(ObservationType.FRAME if type == "screen" else ObservationType.TURN, at),),
    )
    importance = 0.3 if type == "screen" else 0.6
    mind.library.rows[made.id] = replace(made, valid_from=at, revised=at, importance=importance)
    return mind.library.rows[made.id]


# -- merging -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mirela is allergic to peanuts", "Mirela is allergic to peanuts."),
        ("The Falcon project uses a database called Harbor", "The Falcon project uses a database called Harbor now"),
        ("User's sister Mirela has a peanut allergy", "User's sister Mirela has a peanut allergi"),
        ("Marta wohnt in Köln und arbeitet bei der Post", "Marta wohnt in Köln und arbeitet bei der Post!"),
        ("我的妹妹住在上海，在医院工作", "我的妹妹住在上海，在医院工作。"),
    ],
)  # fmt: skip
def test_texts_with_the_same_words_in_the_same_order_say_the_same(one: str, other: str) -> None:
    assert likeness.same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The rent is 640 euros a month", "The rent is 680 euros a month"),
        ("The standup is at three every day", "The standup is at four every day"),
        ("Ana's flight leaves from 3 to 5", "Ana's flight leaves from 5 to 3"),
        ("Marco reports to Ida in the sales team", "Ida reports to Marco in the sales team"),
        ("The cat chased the old dog around", "The dog chased the old cat around"),
        ("Marco likes the window seat on long train rides", "Marco likes the aisle seat on long train rides"),
        ("Tilde eats meat on Sundays", "Tilde eats no meat on Sundays"),
        ("Tilde never eats meat on Sundays", "Tilde eats meat on Sundays"),
        ("Ida is the wife of Marco Rossi", "Ida is the former wife of Marco Rossi"),
        ("Ana Reis works at the harbour", "Ana Reis works at the harbour until May"),
        ("Marta isst gerne Fleisch und Fisch", "Marta isst kein Fleisch und Fisch"),
        ("Marta mangia carne la domenica", "Marta non mangia carne la domenica"),
        ("我的妹妹住在上海，在医院工作", "我的妹妹不住在上海，在医院工作"),
        ("我的妹妹住在上海，在医院工作", "我的妹妹住在北京，在医院工作"),
        ("Mirela is allergic to peanuts", "Mirela ist allergisch gegen Erdnüsse"),
        ("Tomas plans a trip to Porto in summer", "Tomas plans a trip to Porto with Ida in summer"),
    ],
)
def test_texts_that_differ_in_what_matters_do_not_say_the_same(one: str, other: str) -> None:
    assert not likeness.same(one, other)
    assert not likeness.same(other, one)


def test_of_two_that_say_the_same_the_fuller_one_stays_and_the_other_becomes_its_past() -> None:
    mind = Mind()
    short = _fact(mind, "Falcon", "The Falcon project uses a database called Harbor")
    full = _fact(mind, "Falcon", "The Falcon project uses a small database called Harbor")

    (wish,) = done(merge.wishes(mind.view()))

    assert wish.changes == (
        Retire(short.id, short.valid_from, "a dream found the same kept twice", Author.DREAM, by=full.id),
    )
    mind.fulfil([wish])
    assert done(merge.wishes(mind.view())) == []


def test_a_pinned_one_and_one_of_the_user_s_stay_and_are_never_let_go() -> None:
    mind = Mind()
    pinned = _fact(mind, "Falcon", "The Falcon project uses a database called Harbor")
    mind.library.rows[pinned.id] = replace(pinned, pinned=True)
    own = _fact(mind, "Kiln", "The kiln stands in the shed behind Lisa's house", author=Author.USER)
    mind.own.add(own.id)
    others = {
        _fact(mind, "Falcon", "The Falcon project uses a database called Harbor").id,
        _fact(mind, "Kiln", "The kiln stands in the shed behind Lisa's house").id,
    }

    changes = [change for wish in done(merge.wishes(mind.view())) for change in wish.changes]

    assert {change.memory for change in changes if isinstance(change, Retire)} == others
    assert {change.by for change in changes if isinstance(change, Retire)} == {pinned.id, own.id}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Ana", "Ana works as a nurse at the hospital"), ("Ana", "Ana studies law in Turin")),
        (("Ana Reis", "She is a good cook and a friend"), ("Ana Weber", "She is a good cook and a friend")),
        (("Ana", "User's cousin Ana sings in a choir"), ("Ana", "User's boss Ana sings in a choir")),
    ],
)
def test_two_people_of_one_name_are_not_made_one(first: tuple[str, str], second: tuple[str, str]) -> None:
    mind = Mind()
    _fact(mind, *first)
    _fact(mind, *second)

    assert done(merge.wishes(mind.view())) == []


def test_what_happens_again_is_no_duplicate() -> None:
    mind = Mind()
    first = _event(mind, MONDAY, "Worked on Report (Writer)", "screen")
    _event(mind, MONDAY + DAY, "Worked on Report (Writer)", "screen")
    _event(mind, MONDAY + timedelta(hours=3), "Worked on Report (Writer)", "screen")
    twin = _event(mind, MONDAY, "Worked on Report (Writer)", "screen")

    (wish,) = done(merge.wishes(mind.view()))

    assert {change.memory for change in wish.changes if isinstance(change, Retire)} < {first.id, twin.id}


def test_without_vectors_only_equal_words_are_the_same() -> None:
    mind = Mind(past=HandMadePast(vector=None))
    _fact(mind, "Falcon", "The Falcon project uses a database called Harbor")
    _fact(mind, "Falcon", "The Falcon project uses a small database called Harbor")
    assert done(merge.wishes(mind.view())) == []

    _fact(mind, "Falcon", "The Falcon project uses a database called Harbor")
    assert len(done(merge.wishes(mind.view()))) == 1


def test_words_alike_but_far_in_meaning_are_not_the_same() -> None:
    mind = Mind()
    first = _fact(mind, "Falcon", "The Falcon project uses a database called Harbor")
    _fact(mind, "Falcon", "The Falcon project uses a small database called Harbor")
    mind.past.vector = lambda id: np.array([1.0, 0.0] if id == first.id else [0.0, 1.0], dtype=np.float32)

    assert done(merge.wishes(mind.view())) == []


# -- ties --------------------------------------------------------------------------------------------------------------


def _apart(mind: Mind) -> None:
    """No two memories mean anything alike."""
    places: dict[MemoryId, int] = {}

    def vector(id: MemoryId) -> np.ndarray:
        row = np.zeros(64, dtype=np.float32)
        row[places.setdefault(id, len(places)) % 64] = 1.0
        return row

    mind.past.vector = vector


def test_memories_are_tied_to_the_card_of_whom_they_name_and_say_why() -> None:
    mind = Mind()
    _apart(mind)
    card = _fact(mind, "Mirela Duarte", "Mirela Duarte is a vet in Braga")
    event = _event(mind, MONDAY, "User had lunch with Mirela Duarte")
    _event(mind, MONDAY, "User bought a bicycle")

    (wish,) = done(ties.wishes(mind.view()))

    (tie,) = wish.ties
    assert (tie.memory, tie.other) == (event.id, card.id)
    assert tie.why == "This names Mirela Duarte; the other is what is known of Mirela Duarte."
    mind.fulfil([wish])
    assert done(ties.wishes(mind.view())) == []


def test_where_two_cards_bear_one_name_nothing_is_tied_by_it() -> None:
    mind = Mind()
    _apart(mind)
    _fact(mind, "Ana Reis", "Ana Reis is a nurse")
    _fact(mind, "Ana Reis", "Ana Reis studies law")
    _event(mind, MONDAY, "User had lunch with Ana Reis")

    assert done(ties.wishes(mind.view())) == []


def test_what_is_near_in_meaning_and_shares_words_is_tied_by_these_words() -> None:
    mind = Mind()
    first = _event(mind, MONDAY, "User wrote the offer for the greenhouse roof")
    second = _event(mind, MONDAY + DAY, "User sent the greenhouse roof drawings")
    _event(mind, MONDAY + DAY, "User bought a bicycle")

    tied = [tie for wish in done(ties.wishes(mind.view())) for tie in wish.ties]

    assert [{tie.memory, tie.other} for tie in tied] == [{first.id, second.id}]
    assert "greenhouse" in tied[0].why
    assert "roof" in tied[0].why


def test_a_memory_has_only_so_many_ties() -> None:
    mind = Mind()
    _fact(mind, "Mirela Duarte", "Mirela Duarte is a vet in Braga")
    for number in range(30):
        _event(mind, MONDAY + number * DAY, f"User had lunch number {number} with Mirela Duarte in town")

    tied = [tie for wish in done(ties.wishes(mind.view())) for tie in wish.ties]

    ends = [end for tie in tied for end in (tie.memory, tie.other)]
    assert tied
    assert max(ends.count(end) for end in ends) <= ties.MOST


# -- rolling up --------------------------------------------------------------------------------------------------------


def _week(mind: Mind) -> list[Memory]:
    mind.now = MONDAY + 8 * DAY
    _fact(mind, "Marco Rossi", "User's friend Marco Rossi")
    for minute in range(0, 90, 3):
        mind.past.shows("Writer", "Offer - Writer", MONDAY + timedelta(minutes=minute))
    mind.past.shows("Mail", "Inbox", MONDAY + timedelta(minutes=93))
    return [
        _event(mind, MONDAY, "Worked on Offer (Writer)", "screen"),
        _event(mind, MONDAY + timedelta(hours=1), "User met Marco Rossi in Porto"),
        _event(mind, MONDAY + timedelta(hours=6), "Dentist on Monday at 15:00", "appointment", subject="dentist"),
        _event(mind, MONDAY + timedelta(hours=7), "User settled on the blue tiles", "decision"),
        _event(mind, MONDAY + 2 * DAY, "User sent the offer"),
    ]  # fmt: skip


def test_a_day_that_is_over_is_summed_up_with_its_parts_beneath() -> None:
    mind = Mind()
    events = _week(mind)

    wishes = done(roll.wishes(mind.view()))

    (day, *_) = wishes
    (add,) = day.changes
    assert isinstance(add, Add)
    assert add.body["summary"].startswith("Monday 2 March 2026: Dentist on Monday at 15:00; User settled on")
    details = add.body["details"].splitlines()
    assert "Planned: Dentist on Monday at 15:00" in details
    assert "Settled: User settled on the blue tiles" in details
    assert "On the screen: Worked on Offer (Writer)" in details
    assert "People and things: Marco Rossi" in details
    assert "Places: Porto" in details
    assert "Apps: Writer about 1 h 32 min, Mail about 5 min" in details
    assert [tie.other for tie in day.ties] == [event.id for event in events[:4]]
    assert all(tie.part and tie.memory == add.id for tie in day.ties)
    assert {source.observation for source in add.sources} >= {
        event.sources[0].observation for event in events[:4]
    }


def test_today_is_not_summed_up_and_neither_is_the_week_under_way() -> None:
    mind = Mind()
    _week(mind)
    mind.now = MONDAY + 2 * DAY + timedelta(hours=3)

    told = [wish.told for wish in done(roll.wishes(mind.view()))]

    assert told == ["sums up Monday 2 March 2026, 4 parts"]


def test_a_week_is_told_by_its_days_and_a_second_dream_changes_nothing() -> None:
    mind = Mind()
    _week(mind)
    wishes = done(roll.wishes(mind.view()))
    week = wishes[-1]
    (add,) = week.changes

    mind.fulfil(wishes)

    assert isinstance(add, Add)
    assert add.body["summary"].startswith("Week of 2 March to 8 March 2026: ")
    assert [line.partition(":")[0] for line in add.body["details"].splitlines()][:2] == [
        "Monday 2 March 2026",
        "Wednesday 4 March 2026",
    ]
    assert len(week.ties) == 2
    assert done(roll.wishes(mind.view())) == []


def test_what_comes_late_is_told_anew_under_the_same_id() -> None:
    mind = Mind()
    _week(mind)
    mind.fulfil(done(roll.wishes(mind.view())))
    late = _event(mind, MONDAY + timedelta(hours=9), "User lost a scarf in Braga")
    mind.library.rows[late.id] = replace(late, revised=mind.now)

    day, week = done(roll.wishes(mind.view()))

    (change,) = day.changes
    assert isinstance(change, Extend)
    assert "Told: User lost a scarf in Braga" in change.body["details"]
    assert [tie.other for tie in day.ties] == [late.id]
    assert week.told.startswith("tells anew Week of 2 March")
    mind.fulfil([day, week])
    assert done(roll.wishes(mind.view())) == []


def test_what_has_faded_stays_told_in_its_day() -> None:
    mind = Mind()
    events = _week(mind)
    mind.fulfil(done(roll.wishes(mind.view())))
    gone = mind.library.rows.pop(events[0].id)
    mind.past.let_fade[gone.id] = gone

    assert done(roll.wishes(mind.view())) == []


def test_a_sum_that_was_taken_back_is_not_made_again() -> None:
    mind = Mind()
    _week(mind)
    mind.fulfil(done(roll.wishes(mind.view())))
    for memory in [memory for memory in mind.library.rows.values() if memory.author is Author.DREAM]:
        mind.spared[memory.id] = mind.library.rows.pop(memory.id)

    assert done(roll.wishes(mind.view())) == []


# -- habits ------------------------------------------------------------------------------------------------------------


def _release(mind: Mind, day: datetime, *, whole: bool = True) -> None:
    steps = ["Tests - Terminal", "Changelog - Editor", "Tag - Terminal", "Release page - Browser"]
    for number, title in enumerate(steps if whole else steps[:3]):
        mind.past.shows(
            title.rpartition(" - ")[2], f"{title} ({number})", day + timedelta(minutes=4 * number)
        )
    mind.past.shows("Mail", f"Inbox {day:%d}", day + timedelta(minutes=20))


def test_windows_that_follow_each_other_on_several_days_become_a_way_to_do_something() -> None:
    mind = Mind(now=MONDAY + 20 * DAY)
    for number in (0, 2, 7, 9):
        _release(mind, MONDAY + number * DAY)
    _release(mind, MONDAY + 4 * DAY, whole=False)

    found = [wish for wish in done(routines.wishes(mind.view())) if "→" in wish.told]

    (wish,) = found
    (add,) = wish.changes
    assert isinstance(add, Add)
    assert add.body["steps"][:2] == ["Tests (Terminal)", "Changelog (Editor)"]
    assert (add.body["times_seen"], add.body["version"]) == (4, "0.1.0")
    assert add.body["triggers"] == ["Tests (Terminal) is opened"]
    assert datetime.fromisoformat(add.body["last_success"]).date() == (MONDAY + 9 * DAY).date()
    assert add.sources


def test_twice_is_no_habit() -> None:
    mind = Mind(now=MONDAY + 20 * DAY)
    for number in (0, 2):
        _release(mind, MONDAY + number * DAY)

    assert done(routines.wishes(mind.view())) == []


def test_what_comes_back_on_one_weekday_at_about_one_time_is_a_weekly_habit() -> None:
    mind = Mind(now=MONDAY + 40 * DAY)
    for week in range(4):
        mind.past.shows(
            "Browser", f"Timesheet {week} - Browser", MONDAY + timedelta(days=7 * week + 4, minutes=9 * week)
        )
        for day in range(5):
            mind.past.shows("Mail", "Inbox", MONDAY + timedelta(days=7 * week + day, hours=1))

    wishes = done(routines.wishes(mind.view()))

    (wish,) = wishes
    (add,) = wish.changes
    assert isinstance(add, Add)
    assert add.body["name"] == "Timesheet (Browser) every Friday"
    assert add.body["triggers"] == ["Friday about 09:15"]
    mind.fulfil(wishes)
    assert done(routines.wishes(mind.view())) == []
    mind.past.shows("Browser", "Timesheet 5 - Browser", MONDAY + timedelta(days=32))
    (again,) = done(routines.wishes(mind.view()))
    assert isinstance(again.changes[0], Extend)
    assert again.changes[0].body["times_seen"] == 5


def test_an_appointment_of_every_week_is_a_weekly_habit() -> None:
    mind = Mind(now=MONDAY + 40 * DAY)
    for week in range(3):
        _event(mind, MONDAY + 7 * week * DAY, f"Choir on {week}", "appointment", subject="choir")
    _event(mind, MONDAY + 3 * DAY, "Dentist", "appointment", subject="dentist")

    (wish,) = done(routines.wishes(mind.view()))

    assert wish.told == "Choir every Monday, seen 3 times"


# -- summaries, profile, blocks, fading --------------------------------------------------------------------------------


def test_a_summary_of_the_first_lines_seen_is_made_anew_and_once() -> None:
    mind = Mind()
    body = {
        "title": "Plan",
        "summary": "Chapter two",
        "content": "Plan\nChapter one\nChapter two",
        "resource_type": "document",
    }
    mind.library.holds("resource", body, author=Author.AGENT)
    own = mind.library.holds("resource", body | {"title": "Mine"}, author=Author.USER)
    mind.own.add(own.id)

    wishes = done(refresh.wishes(mind.view()))

    (change,) = wishes[0].changes
    assert isinstance(change, Extend)
    assert change.body["summary"] == "Plan Chapter one Chapter two"
    mind.fulfil(wishes)
    assert done(refresh.wishes(mind.view())) == []


def test_a_line_of_the_profile_that_was_contradicted_waits_for_the_user_s_word() -> None:
    mind = Mind()
    mind.library.holds(
        "core",
        {"label": "human", "topic": "home", "value": "User lives in Moss"},
        "2026-01-01",
        author=Author.AGENT,
    )
    told = _event(mind, MONDAY, "User lives in Vik now")
    _event(mind, MONDAY, "User stays in Rome for a week")

    (wish,) = done(calibrate.wishes(mind.view()))

    assert (wish.changes, wish.ties) == ((), ())
    assert "Moss" in wish.told
    (proposal,) = wish.proposals
    assert (proposal.origin, proposal.sources) == (Origin.DREAM, told.sources)
    assert isinstance(proposal.change, Revise)
    assert proposal.change.body["value"] == "User lives in Vik now"
    assert done(calibrate.wishes(replace(mind.view(), waiting=frozenset({proposal.change.memory})))) == []


def test_a_profile_that_is_borne_out_needs_no_look() -> None:
    mind = Mind()
    mind.library.holds(
        "core", {"label": "human", "topic": "home", "value": "User lives in Moss"}, "2026-01-01"
    )
    _event(mind, MONDAY, "User lives in Moss")
    _event(mind, MONDAY, "Marco lives in Vik now")

    assert done(calibrate.wishes(mind.view())) == []


def _block(mind: Mind, lines: int, author: Author = Author.AGENT) -> list[Memory]:
    made = [
        mind.library.holds(
            "core", {"label": "human", "topic": f"preference:{number}", "value": f"{number:03d} {'x' * 94}"},
            author=author,
        )
        for number in range(lines)
    ]  # fmt: skip
    for number, memory in enumerate(made):
        mind.library.rows[memory.id] = replace(memory, importance=number / 100)
    return made


def test_a_block_over_nine_tenths_is_brought_to_half_and_no_word_is_lost() -> None:
    mind = Mind()
    lines = _block(mind, 48)
    kind = mind.view().kinds["core"]
    assert condense.size(kind, lines) > condense.FULL * 5000

    (wish,) = done(condense.wishes(mind.view()))
    mind.fulfil([wish])

    left = [memory for memory in mind.view().memories if memory.kind == "core"]
    moved = [memory for memory in mind.view().memories if memory.kind == "semantic"]
    assert condense.size(kind, left) <= condense.HALF * 5000
    said = {memory.body["value"] for memory in left} | {memory.body["summary"] for memory in moved}
    assert said == {line.body["value"] for line in lines}
    assert {memory.body["value"] for memory in left} == {line.body["value"] for line in lines[-len(left) :]}
    assert done(condense.wishes(mind.view())) == []


def test_a_block_below_nine_tenths_and_the_user_s_own_lines_are_left_alone() -> None:
    mind = Mind()
    _block(mind, 40)
    assert done(condense.wishes(mind.view())) == []

    full = Mind()
    full.own |= {line.id for line in _block(full, 48, author=Author.USER)}
    (wish,) = done(condense.wishes(full.view()))
    assert wish.changes == ()
    assert "shorten it yourself" in wish.told


def _summed(mind: Mind) -> None:
    mind.fulfil(done(roll.wishes(mind.view())))


def test_what_was_only_seen_and_never_asked_for_fades_in_the_order_of_its_importance() -> None:
    mind = Mind(now=MONDAY + DAY)
    screen = _event(mind, MONDAY, "Worked on Report (Writer)", "screen")
    said = _event(mind, MONDAY, "User met Marco")
    _summed(mind)

    mind.now = MONDAY + 180 * DAY
    early = done(fade.wishes(mind.view()))
    ahead = fade.forecast(mind.view())
    mind.now = MONDAY + 200 * DAY
    (wish,) = done(fade.wishes(mind.view()))

    assert early == []
    assert ahead == {30: 1, 90: 1, 365: 1}
    (change,) = wish.changes
    assert isinstance(change, Retire)
    assert (change.memory, change.by, change.author) == (screen.id, None, Author.DREAM)
    assert change.reason == "faded: importance 0.3, last seen 200 days ago, never asked for"
    assert said.current


@pytest.mark.parametrize("kept", ["pinned", "own", "cited", "not summed up", "spared"])
def test_what_must_not_fade_does_not(kept: str) -> None:
    mind = Mind(now=MONDAY + DAY)
    screen = _event(mind, MONDAY, "Worked on Report (Writer)", "screen")
    if kept != "not summed up":
        _summed(mind)
    mind.now = MONDAY + 200 * DAY
    if kept == "pinned":
        mind.library.rows[screen.id] = replace(mind.library.rows[screen.id], pinned=True)
    elif kept == "own":
        mind.own.add(screen.id)
    elif kept == "spared":
        mind.spared[screen.id] = screen
    elif kept == "cited":
        mind.cited[screen.id] = 1

    assert done(fade.wishes(mind.view())) == []


def test_sealed_values_and_the_profile_are_never_touched_by_a_dream() -> None:
    mind = Mind(now=datetime(2030, 1, 1, tzinfo=UTC))
    frame = (_source(ObservationType.FRAME),)
    for _ in range(2):
        mind.library.holds(
            "vault",
            {"caption": "Mail password", "entry_type": "credential"},
            author=Author.AGENT,
            sources=frame,
        )
        home = {"label": "human", "topic": "home", "value": "User lives in Moss"}
        mind.library.holds("core", home, author=Author.AGENT, sources=frame)

    for task in TASKS.values():
        assert done(task.wishes(mind.view())) == [], task.name
