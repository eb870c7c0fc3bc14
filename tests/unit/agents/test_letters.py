"""What mails say to their reader: what lies ahead of them, and who somebody is to them."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agents import appointments, letters
from agents.digest import Digest
from agents.finding import Finding
from agents.kinds import all_kinds
from storage import ids
from storage.model import Frame, ObservationId

NOW = datetime(2026, 10, 28, 9, tzinfo=UTC)
ZONE = ZoneInfo("UTC")
HEADER = (
    "From: People Team <people@larkmoor.example>\nTo: Anneke Visser\nDate: Wed, 28 Oct 2026 08:47\n"
    "Subject: Your first week at Larkmoor\n\n"
)


def seen(text: str, title: str = "Your first week at Larkmoor", app: str = "Thunderbird") -> list[Finding]:
    frame = Frame(ObservationId(ids.new(NOW)), NOW, text, app=app, window_title=title)
    return Digest(all_kinds(), None, ZONE).findings([frame])


@pytest.mark.parametrize(
    ("sentence", "what", "day", "clock"),
    [
        ("Your induction is on Monday 2 November at 09:00, room Heron.", "induction", "2 November", "09:00"),
        (
            "Your interview has been scheduled for Tuesday 3 November at 14:00.",
            "interview",
            "3 November",
            "14:00",
        ),
        ("Your tour starts tomorrow at 10:00.", "tour", "29 October", "10:00"),
        (
            "Ihre Einführung findet am Montag, 2. November um 9:30 Uhr statt.",
            "Einführung",
            "2 November",
            "9:30",
        ),
        ("La tua visita è fissata per lunedì 2 novembre alle 9:30.", "visita", "2 November", "9:30"),
        ("您的入职培训安排在11月2日上午9:00。", "入职培训", "2 November", "9:00"),
    ],
)
def test_what_lies_ahead_of_a_mails_reader_is_an_appointment(
    sentence: str, what: str, day: str, clock: str
) -> None:
    ((found, said),) = letters.ahead(HEADER + sentence, "", NOW, ZONE)

    assert what in found.subject
    assert "Larkmoor" in found.subject
    assert day in found.day
    assert found.clock == clock
    assert said == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Your subscription is renewed on 3 November.",
        "Your password is set for Monday.",
        "Your buddy is Oluchi Brandt.",
        "Is your induction on Monday?",
    ],
)
def test_what_runs_by_itself_or_has_no_day_is_no_appointment(sentence: str) -> None:
    assert not list(letters.ahead(HEADER + sentence, "", NOW, ZONE))


@pytest.mark.parametrize(
    ("sentence", "name", "role"),
    [
        ("Your buddy is Oluchi Brandt.", "Oluchi Brandt", "buddy"),
        ("Your teacher for Italian is Ana de Luca, see below.", "Ana de Luca", "teacher"),
        ("Mr Jonas Hale will be your mentor for the first month.", "Mr Jonas Hale", "mentor"),
        ("Ihre Ansprechpartnerin ist Frau Meike Dorn.", "Frau Meike Dorn", "Ansprechpartnerin"),
        ("Il tuo tutor è Paolo Renzi.", "Paolo Renzi", "tutor"),
        ("您的导师是王芳。", "王芳", "导师"),
    ],
)
def test_who_somebody_is_to_a_mails_reader_is_read(sentence: str, name: str, role: str) -> None:
    (found,) = letters.people(HEADER + sentence, "")

    assert (found.name, found.role, found.sender) == (name, role, "People Team")


@pytest.mark.parametrize(
    "sentence",
    [
        "Your doctor is Dr Lubor Vesely.",
        "Your emergency contact is Tom Greaves.",
        "Your order is Blue Paper.",
    ],
)
def test_a_mail_is_not_believed_where_a_wrong_name_does_harm(sentence: str) -> None:
    assert not list(letters.people(HEADER + sentence, ""))


def test_a_mail_is_told_as_its_own_word_and_nothing_of_it_is_core() -> None:
    body = "Your tour is on Monday 2 November at 09:00. Your buddy is Oluchi Brandt."
    text = f"{HEADER}{body}\nInitial password: Harrow/Lamp92\n"

    found = seen(text)

    told = next(one for one in found if one.kind == "semantic")
    assert str(told.body["summary"]).startswith("A mail from People Team said")
    assert not [one for one in found if one.kind == "core"]
    assert not [one for one in found if "Harrow" in f"{one.body}{one.quotes}"]


def test_the_same_words_on_a_page_that_is_no_mail_name_nobody() -> None:
    found = seen("Your buddy is Oluchi Brandt.", "Blog", "Firefox")

    assert not [one for one in found if one.kind == "semantic"]


@pytest.mark.parametrize(
    ("form", "whom", "day"),
    [
        (
            "Patient  Priyanka Sood\nWith  Mr L. Achterberg\nThu 5 November 2026  08:50",
            "Priyanka Sood",
            "5 November",
        ),
        ("Guest name: Ewan Pike\nFri 6 Nov 2026\nTime: 15:00", "Ewan Pike", "6 November"),
        ("Reisende: Lena Voss\nDatum: 06.11.2026\nUhrzeit: 07:12 Uhr", "Lena Voss", "6 November"),
        ("Ospite\nMarta Gallo\nven 6 novembre 2026 ore 20:30", "Marta Gallo", "6 November"),
    ],
)
def test_a_confirmation_as_a_form_names_whom_it_is_for_and_who_sent_it(
    form: str, whom: str, day: str
) -> None:
    page = f"Mailnest  Search mail  Compose\nCalvert Lane <no-reply@calvert.example>  12:59\nto me\n{form}"

    found = appointments.confirmed(page, "Your booking – sood@mailnest.example – Mailnest", NOW, ZONE)

    assert found is not None
    assert found[0].subject.startswith(f"Booking for {whom}")
    assert found[0].subject.endswith("Calvert Lane")
    assert day in found[0].day
