"""Of several screens the newest of the thing that is named in full answers, not one that shares a part of its name."""

from __future__ import annotations

import pytest

from agents.answer import AnswerDraft
from storage.model import Frame
from tests.fakes.answering import answerer
from tests.fakes.reading import at, frame

NOW = at("2026-06-15T12:00")


def seen(day: str, text: str, title: str) -> Frame:
    return frame(text, f"2026-06-{day}T10:00", title, "Firefox")


def ask(question: str, *things: Frame) -> AnswerDraft:
    return answerer(*things).answer(question, now=NOW)


LISTS = (
    seen("09", "Price list\nSencha Uji 100 g 12.50\nGyokuro 50 g 28.00\nGenmaicha 100 g 9.80", "Price list – Teahouse"),
    seen("11", "Price list\nSencha Uji 100 g 13.20\nGyokuro 50 g 28.00\nGenmaicha 100 g 9.80", "Price list – Teahouse"),
    seen("12", "Sencha Fukamushi 100 g\n€ 15.90\nAdd to basket", "Sencha Fukamushi – Teahouse"),
    seen("13", "Matcha whisk\n€ 19.00\nAdd to basket", "Matcha whisk – Teahouse"),
)  # fmt: skip
TENTS = (
    seen("10", "Torrent 2 tent\nPrice: € 249.00\nIn stock", "Torrent 2 tent – Outfitters"),
    seen("12", "Torrent 2 tent\nPrice: € 219.00\nIn stock", "Torrent 2 tent – Outfitters"),
    seen("14", "Torrent 3 tent\nPrice: € 329.00\nIn stock", "Torrent 3 tent – Outfitters"),
)
FLIGHTS = (
    seen("13", "Flight OS 412 to Vienna\nGate B22\nDeparture 14:35", "Flight OS 412 – Airport"),
    seen("14", "Flight OS 412 to Vienna\nGate B31\nDeparture 15:10", "Flight OS 412 – Airport"),
    seen("14", "Flight OS 418 to Graz\nGate C02\nDeparture 16:20", "Flight OS 418 – Airport"),
)
REHEARSALS = (
    seen("10", "Calendar\nSong rehearsal\nTuesday 16 June 2026, 18:00\nRoom 2.04", "Song rehearsal - Calendar"),
    seen("12", "Calendar\nSong rehearsal\nThursday 18 June 2026, 19:30\nRoom 3.11", "Song rehearsal - Calendar"),
    seen("13", "Calendar\nTrial of the boxes\nFriday 19 June 2026, 11:00\nRoom 1.02", "Trial of the boxes - Calendar"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "screens", "told"),
    [
        ("What does Sencha Uji cost now?", LISTS, "13.20"),
        ("What is the latest price of Sencha Uji?", LISTS, "13.20"),
        ("What was the first price of Sencha Uji?", LISTS, "12.50"),
        ("What is the price of Sencha Fukamushi?", LISTS, "15.90"),
        ("What does Genmaicha cost?", LISTS, "9.80"),
        ("Was kostet Sencha Uji jetzt?", LISTS, "13.20"),
        ("Quanto costa adesso Sencha Uji?", LISTS, "13.20"),
        ("What does the Torrent 2 tent cost now?", TENTS, "219.00"),
        ("What does the Torrent 3 cost now?", TENTS, "329.00"),
        ("Torrent 2 帐篷现在多少钱？", TENTS, "219.00"),
        ("When is the departure of flight OS 412?", FLIGHTS, "15:10"),
        ("Which gate is flight OS 412 now?", FLIGHTS, "B31"),
        ("When is the song rehearsal now?", REHEARSALS, "18 June"),
        ("In which room is the song rehearsal now?", REHEARSALS, "3.11"),
    ],
)
def test_the_newest_screen_of_what_is_named_answers(
    question: str, screens: tuple[Frame, ...], told: str
) -> None:
    draft = ask(question, *screens)

    assert told in f"{draft.short} {draft.citations[0].quote}"


def test_a_room_is_no_time_of_day_and_no_price() -> None:
    only = seen("12", "Song rehearsal\nRoom 3.11", "Song rehearsal - Calendar")

    assert "3.11" not in ask("When is the song rehearsal?", only).short
    assert "3.11" not in ask("What does the song rehearsal cost?", only).short
