"""The bare value in a line."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from agents import question, values
from agents.values import Said
from tests.fakes.reading import at

ZONE = ZoneInfo("UTC")
SAID = at("2026-03-09T10:00")


@pytest.mark.parametrize(
    ("asked", "line", "value"),
    [
        ("When did you go?", "We went three days ago.", "6 March 2026"),
        ("At what time is the call?", "The call is on Tuesday 10 March at 11:15, room Cedar.", "11:15"),
        ("In which room is the call?", "Tuesday 10 March at 11:15, room Cedar.", "Cedar"),
        ("From which platform does it leave?", "Platform 9", "9"),
        ("Where did he move?", "In the end he moved to Oslo Centre last May.", "Oslo Centre"),
        ("Who won the race?", "In the end it was Priya Mwangi who won.", "Priya Mwangi"),
        ("How much was the lamp?", "Lamp 2, rated 4.5: 360.90 EUR", "360.90 EUR"),
        ("How many tests failed?", "3 failed, 40 passed", "3"),
        ("How many guests come?", "Gwil's 60th: Saturday 17 October at the Boathouse, 40 guests", "40"),
        ("At what time is it?", "it HAS moved, half six on Thursdays", "half six"),
        ("A che ora tocca a me?", "io la riprendo alle 16", "16"),
        ("Which revision mended the gate?", "[fix/gate c5b7Oal] Mend the gate", "c5b70a1"),
        ("Which revision mended the gate?", "===== FAILURES =====", ""),
        ("What is the order number of the lamp?", "ORDERS 31-204", "31-204"),
        ("Which restaurant did Rui suggest?", "I would like to try Casa Verde", "Casa Verde"),
        ("Which restaurant did Rui suggest?", "Rui Reis, Ana Duarte and Eva", ""),
        (
            "What went wrong with the import?",
            "E   StopIteration: no more rows",
            "StopIteration: no more rows",
        ),
        ("How long have they been friends?", "We have been friends for 4 years now.", "4 years"),
        ("What is Radek's phone number?", "my new one is +44 7700 900568 from Friday", "+44 7700 900568"),
        ("When is the dentist?", "The dentist is on 19 March 2027 at 16:15.", "19 March 2027 at 16:15"),
        ("Who leads it?", "He's still the one, on Thursdays too", "Anna"),
        ("Who is my dentist?", "On Friday at 16:15 with Dr. Weiss, as ever.", "Dr. Weiss"),
        ("Who looks after it?", "Decision: the Harbour is for Quentin Hollis.", "Quentin Hollis"),
        ("Where is the spare key?", "It lies under the blue flower pot.", "under the blue flower pot"),
        ("Why did it fail?", "It failed because the valve was shut.", "the valve was shut"),
        ("Why did the import fail?", "Fix the import: dates were read twice", "dates were read twice"),
        ("What is the caption of the chart?", "Caption: Rainfall by month", "Rainfall by month"),
        ("In which room is the call?", "Tuesday at 11:15, room 3 Mar S", ""),
        ("Where does Ida live?", "new flat: Rue des Tilleuls 14, top floor", "Rue des Tilleuls 14"),
        ("Where does Ida live?", "it is Viale del Pioppo, 8b now", "Viale del Pioppo, 8b"),
        ("How can I reach Ida?", "Ida_2 says: my mobile is +47 912 34 567", "+47 912 34 567"),
        ("How many voters stayed home?", "In May 38 % of voters stayed home.", "38 %"),
        ("Which error did the build give?", "E   LookupError: no such tram", "LookupError: no such tram"),
        ("What went wrong with the build?", "error: linker not found", "linker not found"),
    ],
)
def test_the_value_of_the_asked_shape_is_found(asked: str, line: str, value: str) -> None:
    parsed = question.parse(asked, SAID, ZONE)

    assert values.value(Said(line, SAID, "Anna"), parsed, ZONE) == value


def test_a_number_of_the_question_is_no_answer_to_it() -> None:
    parsed = question.parse("How much did the Norrland 45 cost?", SAID, ZONE)

    assert values.value(Said("Norrland 45", SAID), parsed, ZONE) == ""


def test_a_short_answer_has_at_most_twelve_words() -> None:
    parsed = question.parse("What did she say?", SAID, ZONE)

    assert len(values.value(Said("word " * 40, SAID), parsed, ZONE).split()) <= 12


def test_a_date_on_a_screen_keeps_its_time_of_day() -> None:
    parsed = question.parse("When is the dentist?", SAID, ZONE)

    told = values.value(Said("The dentist is on 19 March 2027 at 16:15.", SAID), parsed, ZONE)

    assert told == "19 March 2027 at 16:15"


def seen(text: str) -> Said:
    """A line of a screen."""
    return Said(text, SAID, "", seen=True)


def fit(asked: str, line: str, label: str = "") -> float:
    """How surely a line of a screen answers."""
    return values.fit(Said(line, SAID, "", seen=True, label=label), question.parse(asked, SAID, ZONE), ZONE)


def test_a_number_under_its_label_is_a_price_on_a_screen() -> None:
    assert fit("What did the boat cost?", "1,204.00", "Boat") > fit("What did the boat cost?", "1,204.00")


def test_what_sums_up_is_what_one_owes() -> None:
    asked = "How much do I owe the roofer?"

    assert fit(asked, "1,204.00", "Amount due") > fit(asked, "980.00", "Tiles")


def test_of_a_row_that_sums_up_the_sum_is_what_one_paid() -> None:
    parsed = question.parse("What did the oars cost me all in all?", SAID, ZONE)

    assert values.value(seen("Oars 61.00 EUR Delivery 7.20 EUR Total 68.20 EUR"), parsed, ZONE) == "68.20 EUR"
    assert values.value(seen("Oars 61.00 EUR"), parsed, ZONE) == "61.00 EUR"


def test_nobody_lives_in_the_room_of_a_meeting() -> None:
    parsed = question.parse("Where does Maja live now?", SAID, ZONE)

    assert (
        values.value(seen("The parade is moved to Friday 6 March at 16:00, room Fern."), parsed, ZONE) == ""
    )


def test_how_fast_is_told_by_what_measures_time_or_speed() -> None:
    assert fit("How fast is the ferry?", "34 km/h") > fit("How fast is the ferry?", "34 %")


def test_on_a_screen_an_address_tells_where_one_lives_more_surely_than_a_place() -> None:
    asked = "Where does Ida live?"

    assert fit(asked, "Larch Road 3") > fit(asked, "lunch at Larch House")


def test_where_one_lives_is_told_by_a_street_or_in_words_for_it() -> None:
    asked = "Where does Maja live now?"

    assert fit(asked, "we moved to Lisbon in May") > 0.0
    assert fit(asked, "to Solveig Vega") == 0.0


def test_a_number_in_digits_is_a_surer_count_on_a_screen() -> None:
    assert fit("How many seats are left?", "7 seats") > fit("How many seats are left?", "press both bells")


def test_a_bare_number_is_no_price() -> None:
    parsed = question.parse("How much money do I owe the baker?", SAID, ZONE)

    assert values.fit(Said("Invoice 85811 from the baker", SAID), parsed, ZONE) == 0.0
    assert values.fit(Said("The total is EUR 12.50.", SAID), parsed, ZONE) == 1.0


def test_a_last_day_is_surest_where_the_line_sets_a_limit() -> None:
    parsed = question.parse("What is the last day to pay the bill?", SAID, ZONE)

    limit, other = ("Please pay by Friday 20 March.", "Sent on Friday 20 March.")

    assert values.fit(Said(limit, SAID), parsed, ZONE) > values.fit(Said(other, SAID), parsed, ZONE)


@pytest.mark.parametrize(
    ("line", "only"),
    [
        ("Sat 7 March 2026, 15:50", True),
        ("09:50", True),
        ("Sent 7 March 2026, 15:50", True),
        ("Dentist 16:15", False),
    ],
)
def test_a_stamp_is_told_from_a_line_with_a_time(line: str, only: bool) -> None:
    assert values.only_time(line, SAID, ZONE) is only


def test_a_round_picture_beside_a_name_makes_it_no_place() -> None:
    asked = question.parse("Where does Rui live?", SAID, ZONE)

    assert not values.value(Said("@ Ana Duarte", SAID, seen=True), asked, ZONE)
    assert values.value(Said("drinks @ Casa Verde", SAID, seen=True), asked, ZONE) == "Casa Verde"


def test_a_time_with_nothing_but_the_windows_name_is_a_stamp() -> None:
    assert values.only_time("Rui Reis 6 Mar 09-10", SAID, ZONE, "Rui Reis - Chat")
    assert not values.only_time("Rui Reis 6 Mar 09-10", SAID, ZONE)
    assert not values.only_time("Rui Reis comes 6 Mar 09:10", SAID, ZONE, "Rui Reis - Chat")


def test_the_name_of_an_error_says_what_went_wrong_on_a_screen() -> None:
    asked = question.parse("What went wrong with the import?", SAID, ZONE)
    line = "TypeError: unsupported operand"

    assert values.fit(Said(line, SAID, seen=True), asked, ZONE) > values.fit(Said(line, SAID), asked, ZONE)
