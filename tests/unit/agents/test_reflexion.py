"""Reflecting: what contradicts itself, what is missing, what comes again; and what is none of these."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from agents import reflexion
from agents.reflexion import Insight, Sort
from storage import ids
from storage.model import Add, Author, Memory, ObservationId, ObservationType, Retire, Source
from tests.fakes.past import ZONE, Mind

DAY = timedelta(days=1)
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZONE)


def _found(mind: Mind, sort: Sort | None = None, ignored: tuple[str, ...] = ()) -> list[Insight]:
    found = [one for one in reflexion.insights(mind.view(), ignored) if one is not None]
    return [one for one in found if sort in (None, one.sort)]


def _fact(mind: Mind, name: str, summary: str, at: datetime = MONDAY) -> Memory:
    source = Source(ObservationId(ids.new(at)), ObservationType.TURN, summary)
    made = mind.library.holds(
        "semantic", {"name": name, "summary": summary}, author=Author.AGENT, sources=(source,)
    )
    mind.library.rows[made.id] = replace(made, valid_from=at)
    return mind.library.rows[made.id]


def _home(mind: Mind, town: str, at: datetime) -> Memory:
    body = {"label": "human", "topic": "home", "value": f"User lives in {town}"}
    made = mind.library.holds("core", body, author=Author.AGENT)
    mind.library.rows[made.id] = replace(made, valid_from=at)
    return mind.library.rows[made.id]


def _told(mind: Mind, text: str, on: datetime, said: datetime, **body: object) -> Memory:
    source = Source(ObservationId(ids.new(said)), ObservationType.TURN, text)
    fields = {"occurred_at": on.isoformat(), "summary": text, "event_type": "told", "actor": "user"} | body
    made = mind.library.holds("episodic", fields, author=Author.AGENT, sources=(source,))
    mind.library.rows[made.id] = replace(made, valid_from=said)
    return mind.library.rows[made.id]


# -- contradictions ----------------------------------------------------------------------------------------------------


def test_two_lines_of_the_profile_that_cannot_both_hold_are_a_contradiction() -> None:
    mind = Mind()
    older, newer = _home(mind, "Moss", MONDAY), _home(mind, "Vik", MONDAY + 9 * DAY)

    (found,) = _found(mind, Sort.CONTRADICTION)

    assert found.memories == (older.id, newer.id)
    assert "Moss” (since 2026-03-02)" in found.told
    assert "Vik” (since 2026-03-11)" in found.told
    (change,) = found.changes
    assert isinstance(change, Retire)
    assert (change.memory, change.by, change.author) == (older.id, newer.id, Author.USER)


def test_conflicting_claims_of_one_name_may_be_of_two_people() -> None:
    mind = Mind()
    _fact(mind, "Tilde Berg", "Tilde Berg lives in Uppsala")
    _fact(mind, "Tilde Berg", "Tilde Berg lives in Lund", MONDAY + DAY)

    (found,) = _found(mind, Sort.CONTRADICTION)

    assert "unless they are two of one name" in found.told


def test_what_agrees_differs_in_subject_or_may_be_had_twice_is_no_contradiction() -> None:
    mind = Mind()
    _home(mind, "Moss", MONDAY)
    _home(mind, "Moss", MONDAY + DAY)
    _fact(mind, "Tilde Berg", "Tilde Berg lives in Uppsala")
    _fact(mind, "Ida Berg", "Ida Berg lives in Lund")
    _fact(mind, "Marco", "Marco is allergic to nuts")
    _fact(mind, "Marco", "Marco is allergic to penicillin", MONDAY + DAY)

    assert _found(mind, Sort.CONTRADICTION) == []


def test_all_of_many_memories_are_looked_at_not_the_newest_ten() -> None:
    mind = Mind()
    _home(mind, "Moss", MONDAY - 400 * DAY)
    for number in range(300):
        _fact(mind, f"shelf {number}", f"shelf {number} is full of jam", MONDAY + number * DAY)
    _home(mind, "Vik", MONDAY - 390 * DAY)

    assert len(_found(mind, Sort.CONTRADICTION)) == 1


# -- gaps --------------------------------------------------------------------------------------------------------------


def test_who_is_named_often_without_a_card_is_a_gap_that_a_card_can_fill() -> None:
    mind = Mind()
    for number in range(3):
        _told(
            mind, f"User met Oskar Lind for the {number}. time", MONDAY + number * DAY, MONDAY + number * DAY
        )
        _told(mind, f"User met Mirela Duarte at {number}", MONDAY + number * DAY, MONDAY + number * DAY)
    _fact(mind, "Mirela Duarte", "User's friend Mirela Duarte")

    found = [one for one in _found(mind, Sort.GAP) if one.changes]

    (gap,) = found
    assert gap.told.startswith("Oskar Lind is named in 3 memories")
    (change,) = gap.changes
    assert isinstance(change, Add)
    assert change.body["name"] == "Oskar Lind"
    mind.library.apply(gap.changes)
    assert [one for one in _found(mind, Sort.GAP) if one.changes] == []


def test_an_appointment_that_nothing_later_speaks_of_is_a_gap() -> None:
    mind = Mind(now=MONDAY + 20 * DAY)
    lost = _told(
        mind, "Dentist on 2026-03-06", MONDAY + 4 * DAY, MONDAY, event_type="appointment", subject="dentist"
    )
    _told(mind, "Boiler inspection on 2026-03-05", MONDAY + 3 * DAY, MONDAY, event_type="appointment",
          subject="boiler inspection")  # fmt: skip
    _told(mind, "User says the boiler inspection went well", MONDAY + 3 * DAY, MONDAY + 3 * DAY)
    _told(mind, "Choir on 2026-03-21", MONDAY + 19 * DAY, MONDAY, event_type="appointment", subject="choir")

    (gap,) = _found(mind, Sort.GAP)

    assert gap.memories == (lost.id,)
    assert "on 2026-03-06" in gap.told


def test_an_intention_whose_day_has_gone_by_is_a_gap_until_it_is_told_to_be_done() -> None:
    mind = Mind(now=MONDAY + 20 * DAY)
    meant = _told(mind, "User will send the offer to Oskar on Friday", MONDAY + 4 * DAY, MONDAY)
    _told(mind, "User will water the tomatoes on Saturday", MONDAY + 19 * DAY, MONDAY)
    _told(mind, "User sold the old kiln on Friday", MONDAY + 4 * DAY, MONDAY)

    (gap,) = _found(mind, Sort.GAP)
    assert gap.memories == (meant.id,)

    _told(mind, "User sent Oskar the offer", MONDAY + 5 * DAY, MONDAY + 5 * DAY)
    assert _found(mind, Sort.GAP) == []


# -- patterns ----------------------------------------------------------------------------------------------------------


def _hours(mind: Mind, app: str, title: str, begin: datetime, hours: float) -> None:
    for minute in range(0, round(hours * 60), 5):
        mind.past.shows(app, title, begin + timedelta(minutes=minute))


def test_an_app_that_takes_more_or_less_of_the_time_is_told_with_figures() -> None:
    mind = Mind(now=MONDAY + 28 * DAY)
    for week in range(4):
        first = MONDAY + 7 * week * DAY
        _hours(mind, "Writer", f"Offer {week} - Writer", first, 2 if week < 2 else 6)
        _hours(mind, "Browser", "News - Browser", first + timedelta(hours=7), 4 if week < 2 else 1)
        _hours(mind, "Mail", "Inbox", first + timedelta(hours=12), 3)

    told = [one.told for one in _found(mind, Sort.PATTERN) if "of your time" in one.told]

    assert any(line.startswith("Writer takes more of your time: about 6.0 h a week") for line in told)
    assert any(line.startswith("Browser takes less of your time: about 1.0 h a week") for line in told)
    assert any(line.startswith("Offer (Writer) takes more") for line in told)
    assert not any(line.startswith(("Mail", "Inbox")) for line in told)


def test_without_earlier_weeks_nothing_rises() -> None:
    mind = Mind(now=MONDAY + 14 * DAY)
    _hours(mind, "Writer", "Offer - Writer", MONDAY, 6)

    assert _found(mind, Sort.PATTERN) == []


def test_a_habit_is_a_pattern_that_can_be_kept() -> None:
    mind = Mind(now=MONDAY + 40 * DAY)
    for week in range(4):
        mind.past.shows("Browser", "Timesheet - Browser", MONDAY + timedelta(days=7 * week + 4))

    (found,) = _found(mind, Sort.PATTERN)

    assert found.told == "Again and again: Timesheet (Browser) every Friday, seen 4 times."
    assert found.changes
    mind.library.apply(found.changes)
    assert _found(mind, Sort.PATTERN) == []


def test_what_is_ignored_is_not_told_again_and_names_stay_the_same() -> None:
    mind = Mind()
    _home(mind, "Moss", MONDAY)
    _home(mind, "Vik", MONDAY + 9 * DAY)
    (found,) = _found(mind, Sort.CONTRADICTION)
    (again,) = _found(mind, Sort.CONTRADICTION)

    assert again.id == found.id
    assert _found(mind, Sort.CONTRADICTION, (found.id,)) == []
