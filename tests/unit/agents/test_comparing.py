"""Answers off screens: a value by its label, its newest state, and what only several screens tell together."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from agents.answer import AnswerDraft, Answerer
from agents.recall import Recall
from storage.model import Frame
from tests.fakes import reading
from tests.fakes.answering import answerer
from tests.fakes.reading import HashEmbedder, at, turn
from tests.fakes.shelf import MemoryShelf
from tests.unit.agents.test_placed import line

ZONE = ZoneInfo("UTC")
NOW = at("2026-05-15T18:00")
Cells = tuple[tuple[int, int, str], ...]


def screen(title: str, time: str, *cells: tuple[int, int, str], app: str = "Browser") -> Frame:
    """A screen with these cells (x, y, text)."""
    words = tuple(word for number, (x, y, text) in enumerate(cells) for word in line(number, x, y, text))
    made = reading.frame("\n".join(text for _, _, text in cells), time, title, app)
    return replace(made, words=words, width=1280, height=800)


def ask(text: str, *screens: Frame, alike: dict[str, str] | None = None) -> AnswerDraft:
    embedder = HashEmbedder(alike or {})
    shelf = MemoryShelf(screens)
    for one in screens:
        shelf.vectors[one.id] = ("frame", embedder.embed([f"{one.window_title} {one.text}"])[0])
    recall = Recall(shelf, embedder, reading.kinds(), ZONE)
    return Answerer(recall, reading.kinds(), ZONE).answer(text, now=NOW)


def gauge(name: str, time: str, level: int) -> Frame:
    return screen(
        f"{name} - Waterworks",
        time,
        (40, 60, "Measured at the weir"),
        (40, 100, "Level"),
        (40, 120, f"{level} cm"),
        (400, 100, "Flow"),
        (400, 120, "31 /s"),
    )


LEVELS = (
    gauge("Elbow river", "2026-05-11T09:00", 212),
    gauge("Elbow river", "2026-05-12T09:00", 340),
    gauge("Elbow river", "2026-05-14T09:00", 187),
    gauge("Mill brook", "2026-05-13T09:00", 512),
)
BILL = screen(
    "Your stay - Gasthof Krone",
    "2026-05-12T20:00",
    (40, 60, "Bill for room 12, two nights with breakfast"),
    (40, 100, "Room"),
    (700, 100, "180.00"),
    (40, 140, "Breakfast"),
    (700, 140, "24.00"),
    (40, 180, "Total"),
    (700, 180, "204.00"),
)


def test_the_value_under_the_asked_label_is_told_in_its_newest_state() -> None:
    draft = ask("How deep is the Elbow river now?", *LEVELS)

    assert draft.short == "187 cm"
    assert "Elbow river" in draft.answer


def test_what_was_on_the_screen_of_a_day_is_told_of_that_day() -> None:
    assert ask("How deep was the Elbow river on 12 May?", *LEVELS).short == "340 cm"


def test_the_sum_is_what_one_owes() -> None:
    assert ask("How much do I owe the Gasthof Krone?", BILL).short == "204.00"


def test_on_which_day_a_value_was_highest_or_lowest_is_compared_over_the_screens_of_one_window() -> None:
    assert ask("On which day was the level of the Elbow river the highest?", *LEVELS).short.startswith(
        "Tuesday 12 May"
    )
    assert ask("On which day was the level of the Elbow river the lowest?", *LEVELS).short.startswith(
        "Thursday 14 May"
    )


def test_on_how_many_days_a_window_was_open_is_counted_by_its_days() -> None:
    again = gauge("Elbow river", "2026-05-14T17:00", 186)

    draft = ask("On how many days did I look at the Elbow river?", *LEVELS, again)

    assert draft.short == "3"
    assert len(draft.citations) == 3


def test_of_two_pages_the_one_seen_first_is_told() -> None:
    question = "Which did I read first: 'Mill brook' or 'Elbow river'?"

    assert ask(question, *LEVELS).short == "Elbow river"
    assert ask(question.replace("first", "last"), *LEVELS).short == "Mill brook"


def test_a_page_that_was_never_seen_came_neither_first_nor_last() -> None:
    draft = ask("Which did I read first: 'Mill brook' or 'Harbour tides'?", *LEVELS)

    assert draft.short != "Mill brook"
    assert draft.short != "Harbour tides"


@pytest.mark.parametrize(("asked", "month"), [("tallest", "February"), ("lowest", "March")])
def test_the_row_of_a_table_with_the_highest_value_is_told_without_its_sum(asked: str, month: str) -> None:
    rows = ("January", "Februa", "March", "Total")
    figures = ("1,250", "2,900", "810", "4,960")
    cells = [cell for at, row in enumerate(rows) for cell in ((40, 130 + 30 * at, f"{at + 2} {row}"),)]
    cells += [(300, 130 + 30 * at, figure) for at, figure in enumerate(figures)]
    sheet = screen("Firewood.ods", "2026-05-12T10:00", (300, 100, "Logs sold"), *cells, app="Sheets")

    draft = ask(f"Which month had the {asked} bar in the chart of 'Firewood'?", sheet)

    assert draft.short == month


def test_a_number_on_a_page_without_the_name_asked_about_is_no_answer() -> None:
    order = screen(
        "Order confirmed - Brightside",
        "2026-05-12T10:00",
        (40, 100, "Order number"),
        (700, 100, "31-204-7788"),
        (40, 140, "Garden hose"),
        (700, 140, "19.00 EUR"),
    )
    page = screen(
        "Vireo lantern - Brightside", "2026-05-13T10:00", (40, 100, "Vireo lantern"), (40, 140, "Add")
    )

    assert ask("What is the order number of the Vireo lantern?", order, page).abstained


def test_the_last_time_it_was_looked_at_is_its_newest_state() -> None:
    draft = ask("What level did the Elbow river have the last time I looked at it?", *LEVELS)

    assert "187 cm" in draft.answer


def shop(name: str, time: str, price: str) -> Frame:
    return screen(f"{name} - Voss", time, (40, 100, name), (40, 140, price), (40, 180, "Add to basket"))


def order(name: str, number: str, price: str, total: str, time: str = "2026-05-13T10:00") -> Frame:
    return screen(
        "Order confirmed - Voss",
        time,
        (40, 60, "Thank you, your order is confirmed"),
        (40, 100, "Order number"),
        (700, 100, number),
        (40, 140, f"{name} x 1"),
        (700, 140, price),
        (40, 180, "Total"),
        (700, 180, total),
    )


SHOPPED = (
    shop("Brass samovar", "2026-05-11T10:00", "49.00 EUR"),
    shop("Brass samovar", "2026-05-12T10:00", "47.00 EUR"),
    order("Brass samovar", "31-204-7788", "47.00 EUR", "52.90 EUR"),
    order("Oak stool", "77-310-1204", "80.00 EUR", "84.50 EUR", "2026-05-14T10:00"),
)
KETTLE = {"kettle": "samovar"}


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("What did the kettle cost me all in all?", "52.90 EUR"),
        ("Under which number can I ask the shop about the kettle that I bought?", "31-204-7788"),
        ("When did I buy the kettle?", "13 May 2026"),
    ],
)
def test_an_order_that_names_its_goods_in_a_row_is_found_by_what_their_page_is_called(
    asked: str, answer: str
) -> None:
    assert ask(asked, *SHOPPED, alike=KETTLE).short == answer


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("How expensive is the kettle now?", "47.00 EUR"),
        ("How much did they want for the kettle at the beginning?", "49.00 EUR"),
    ],
)
def test_what_a_thing_costs_stands_where_it_is_on_sale_not_in_an_order(asked: str, answer: str) -> None:
    pages = (
        screen(
            "Brass samovar - Voss",
            f"2026-05-{day}T10:00",
            (40, 140, f"Yours for {price} EUR, a kettle of its own"),
        )
        for day, price in (("11", "49.00"), ("12", "47.00"))
    )

    assert ask(asked, *pages, *SHOPPED[2:], alike=KETTLE).short == answer


def test_shopping_ended_with_the_order() -> None:
    bought = order("Brass samovar", "31-204-7788", "47.00 EUR", "52.90 EUR")
    bought = replace(bought, window_title="Order confirmed: kettle - Voss")

    assert (
        ask("On how many days was I shopping for the kettle?", *SHOPPED[:2], bought, alike=KETTLE).short
        == "2"
    )


def test_the_number_to_ask_the_shop_under_is_that_of_the_order() -> None:
    news = screen(
        "Ida Roth - Chat",
        "2026-05-14T11:00",
        (40, 100, "new number for the shop, by the way: +47 912 34 567"),
    )

    asked = "Under which number can I ask the shop about the kettle that I bought?"

    assert ask(asked, *SHOPPED, news, alike=KETTLE).short == "31-204-7788"


def ticket(trip: str, time: str, code: str, *lines: str) -> Frame:
    told = (f"Your trip {trip}", *lines, f"Booking code {code}")
    return screen(
        f"Your trip {trip} | Coast",
        time,
        *((40, 60 + 40 * at, text) for at, text in enumerate(told)),
        app="Browser",
    )


def test_a_ticket_between_two_places_is_none_between_one_of_them_and_a_third() -> None:
    one = ticket("Zadar - Pula", "2026-05-11T10:00", "QK4T9B")
    other = ticket(
        "Pula - Rijeka",
        "2026-05-14T10:00",
        "MM2XR7",
        "The conductor asks for the code between Pula and the port",
    )

    assert ask("Which code do I show the conductor between Zadar and Pula?", one, other).short == "QK4T9B"


def letter(subject: str, time: str, *said: str) -> Frame:
    lines = ((40, 100 + 30 * place, line) for place, line in enumerate(said))
    return screen(f"{subject} - Mail", time, (40, 60, subject), *lines, app="Mail")


ANNOUNCED = letter("Your order: oak stools", "2026-05-11T10:00", "Thank you for your order of the oak stools.",
                   "The delivery of the oak stools is planned for Thursday 21 May.")  # fmt: skip


@pytest.mark.parametrize(
    "asked", ["When is the delivery of the oak stools?", "On what day do the oak stools come?"]
)
def test_of_an_order_that_is_put_off_the_later_day_holds(asked: str) -> None:
    delayed = letter("Delay of your order: oak stools", "2026-05-12T10:00", "Our lorry broke down.",
                     "The delivery of the oak stools is now on Tuesday 26 May.")  # fmt: skip

    assert ask(asked, ANNOUNCED, delayed).short == "26 May 2026"


def test_two_orders_that_say_the_same_are_two() -> None:
    another = letter("Your order: pine stools", "2026-05-12T10:00", "Thank you for your order of the pine stools.",
                     "The delivery of the pine stools is planned for Tuesday 26 May.")  # fmt: skip

    assert ask("When is the delivery of the oak stools?", ANNOUNCED, another).short == "21 May 2026"


def test_shopping_was_done_where_there_is_a_price() -> None:
    article = screen("The kettle, a history - Weekly", "2026-05-14T10:00", (40, 100, "It came from the east"))

    assert (
        ask("On how many days was I shopping for the kettle?", *SHOPPED[:2], article, alike=KETTLE).short
        == "2"
    )


BILLED = screen(
    "invoice_0417.pdf",
    "2026-05-12T10:00",
    (40, 60, "Nils Okoro"),
    (40, 100, "INVOICE 0417"),
    (40, 140, "Roof repair"),
    (700, 140, "410.00"),
    (40, 180, "VAT 19 %"),
    (700, 180, "77.90"),
    (40, 220, "Total EUR"),
    (700, 220, "487.90"),
    (40, 260, "Please pay by Friday 29 May."),
    app="PDF",
)
LETTER = screen(
    "Rota - Inbox",
    "2026-05-13T10:00",
    (40, 60, "Nils Okoro"),
    (40, 100, "Tell me by Thursday whether it suits you."),
)


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("How much do I owe Nils?", "487.90"),
        ("Until when do I have to transfer the money to Nils?", "29 May 2026"),
    ],
)
def test_what_is_owed_stands_in_the_papers_of_whoever_wants_it(asked: str, answer: str) -> None:
    assert ask(asked, BILLED, LETTER).short == answer


def test_what_is_owed_is_found_behind_all_that_was_said_in_a_chat() -> None:
    said = [
        replace(turn("Nils Okoro", f"{text}, Nils", f"2026-05-13T{hour}:{minute}0"), frame=LETTER.id)
        for hour in range(10, 14)
        for minute, text in enumerate(
            ("morning", "tea at ten", "who took the ladder", "on my way", "sounds good")
        )
    ]
    told = answerer(BILLED, LETTER, *said).answer("How much do I owe Nils?", now=NOW)

    assert told.short == "487.90"


def meeting(subject: str, time: str, said: str) -> Frame:
    return screen(f"{subject} - Inbox", time, (40, 60, subject), (40, 100, said), app="Mail")


MEETINGS = (
    meeting("Boat show of harbour", "2026-05-11T09:00",
            "The boat show of harbour is set for Monday 18 May at 9:15, room Elm."),
    meeting("Re: Boat show of harbour", "2026-05-12T09:00",
            "Small change to the boat show of harbour: it is now Monday 18 May at 10:00, room Elm."),
    meeting("Net mending of harbour", "2026-05-13T09:00",
            "The net mending of harbour is set for Tuesday 19 May at 12:15, room Elm."),
    meeting("Re: Net mending of harbour", "2026-05-14T09:00",
            "Small change to the net mending of harbour: it is now Tuesday 19 May at 14:30, room Fir."),
    meeting("Re: Re: Net mending of harbour", "2026-05-15T09:00",
            "Sorry, we have to move the net mending of harbour once more: Friday 22 May at 8:30, room Fir."),
)  # fmt: skip


@pytest.mark.parametrize(("what", "number"), [("boat show of harbour", "1"), ("net mending of harbour", "2")])
def test_what_is_moved_in_the_same_words_is_not_the_same(what: str, number: str) -> None:
    assert ask(f"How many times did they reschedule the {what}?", *MEETINGS).short == number
