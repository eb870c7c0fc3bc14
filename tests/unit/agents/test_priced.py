"""What costs something else by now, and what a page's history says was changed."""

from __future__ import annotations

import pytest

from agents.patches import histories
from storage import ids
from storage.model import BodyFields, Frame, ObservationId, Revise
from tests.unit.agents.test_patches import NOW, digested, known, library_of, revised, said

EGGS: BodyFields = {"name": "Farm box", "summary": "A dozen eggs from the farm costs £4.20"}
GYM: BodyFields = {"name": "Gym", "summary": "Gym membership costs £31 a month"}
BROT: BodyFields = {"name": "Bäckerei", "summary": "Das Roggenbrot kostet 4,80 Euro"}
LATTE: BodyFields = {"name": "Lattaio", "summary": "Il latte fresco costa 1,90 euro al litro"}
DOUFU: BodyFields = {"name": "买菜", "summary": "豆浆每杯 2 元"}


def prices(text: str) -> list[str]:
    """The notes on prices that words change, as they are then."""
    memories = [known("semantic", body) for body in (EGGS, GYM, BROT, LATTE, DOUFU)]
    changes = digested(library_of(*memories), said(text)).changes
    return [str(one.body["summary"]) for one in changes if isinstance(one, Revise)]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("the eggs have gone up, £4.80 now", "£4.80"),
        ("eggs cost £4.80 from today, the farmer says", "£4.80"),
        ("my eggs went up to £4.80", "£4.80"),
        ("the farm put the eggs up to £4.80", "£4.80"),
        ("das Roggenbrot kostet ab morgen 5,20 Euro", "5,20"),
        ("das Roggenbrot ist teurer geworden, 5,20 Euro jetzt", "5,20"),
        ("beim Bäcker steigt das Roggenbrot auf 5,20 Euro", "5,20"),
        ("il latte fresco costa 2,10 euro da oggi", "2,10"),
        ("è aumentato il latte fresco: adesso 2,10 euro", "2,10"),
        ("il latte fresco sale a 2,10 euro", "2,10"),
        ("豆浆从今天起涨价了，3 元一杯", "3 元"),
        ("豆浆现在 3 元一杯，涨了", "3 元"),
    ],
)
def test_the_price_that_is_told_takes_the_place_of_the_old_one(text: str, held: str) -> None:
    found = prices(text)

    assert len(found) == 1
    assert held in found[0]


@pytest.mark.parametrize(
    "text",
    [
        "if the eggs go up to £4.80 I'll stop",
        "the eggs would cost £4.80 in town now",
        "the eggs have not gone up to £4.80",
        "I spent £4.80 on eggs",
        "her eggs cost £4.80 now",
        "the cheese has gone up to £4.80 now",
        "vielleicht kostet das Roggenbrot ab morgen 5,20 Euro",
        "das Dinkelbrot kostet jetzt 5,20 Euro",
        "forse il latte fresco costa 2,10 euro da oggi",
        "il vino costa 2,10 euro da oggi",
        "听说豆浆从今天起涨到 3 元",
        "咖啡从今天起涨到 3 元",
    ],
)
def test_a_price_supposed_denied_anothers_or_of_another_thing_changes_none(text: str) -> None:
    assert prices(text) == []


@pytest.mark.parametrize(
    ("line", "text", "anew"),
    [
        ("Ivo Marek changed Assignee from Ivo Marek to Ada Obi - 14 Oct 2026 14:58", "X-1 is owned by Ivo, open",
         "X-1 is owned by Ada Obi, open"),
        ("Ada Obi changed Status from Open to In review - 14 Oct", "owned by Ivo, status open",
         "owned by Ivo, status In review"),
        ("Status: Open → Done", "X-1, status open", "X-1, status Done"),
        ("Ada hat Status von Offen auf Erledigt geändert", "X-1, Status offen", "X-1, Status Erledigt"),
        ("Ada ha cambiato Stato da Aperto a Chiuso", "X-1, stato aperto", "X-1, stato Chiuso"),
        ("将负责人由王芳改为李雷", "X-1 负责人：王芳", "X-1 负责人：李雷"),
        ("Ada Obi changed Assignee from Kim to Ada Obi", "X-1 is owned by Ivo", "X-1 is owned by Ivo"),
        ("Ada Obi changed Status from Blocked to Done", "X-1, status open", "X-1, status open"),
        ("We changed trains from Bern to Chur", "User travels from Bern", "User travels from Bern"),
    ],
)  # fmt: skip
def test_a_history_exchanges_a_field_whose_old_value_is_held(line: str, text: str, anew: str) -> None:
    assert histories.changed(text, histories.lines_of(line)) == anew


def test_a_pages_history_changes_what_its_title_names_alone() -> None:
    mine = known(
        "semantic", {"name": "Ticket PAY-7", "summary": "PAY-7 rounding is owned by Ivo, status open"}
    )
    other = known(
        "semantic", {"name": "Ticket PAY-9", "summary": "PAY-9 export is owned by Ivo, status open"}
    )
    text = (
        "PAY-7 Rounding\nAssignee: Ada Obi\nIvo Marek changed Assignee from Ivo Marek to Ada Obi - 14:58\n"
        "Ada Obi changed Status from Open to In review - 15:20"
    )
    page = Frame(ObservationId(ids.new(NOW)), NOW, text, "Firefox", "PAY-7 Rounding - Trackboard")

    outcome = digested(library_of(mine, other), page)

    assert "owned by Ada Obi, status In review" in revised(outcome, mine)
    assert revised(outcome, other) == ""


@pytest.mark.parametrize(
    ("lines", "held"),
    [
        (
            "OLD  Tue 13 October 2026 11:20 Clinic B\nNEW  Thu 29 October 2026 08:40 Clinic D",
            "29 October 2026",
        ),
        ("Old  Tue 14 October 2026 11:20 Clinic B\nNew  Thu 29 October 2026 08:40 Clinic D", ""),
    ],
)
def test_a_letter_that_tells_old_and_new_moves_what_was_then(lines: str, held: str) -> None:
    check = known(
        "episodic",
        {"event_type": "plan", "details": "", "occurred_at": "2026-10-13T11:20:00+00:00",
         "summary": "Hearing check is on Tuesday 13 October 2026 at 11:20 in Clinic B, Marlock Infirmary"},
    )  # fmt: skip
    text = (
        "From: Bookings, Marlock Infirmary\nDate: Tue 22 Sep 2026 11:52\nDear Mrs Ost,\n"
        f"We have had to rearrange your hearing check.\n{lines}"
    )
    mail = Frame(ObservationId(ids.new(NOW)), NOW, text, "Mail", "Change to your appointment")

    changes = [one for one in digested(library_of(check), mail).changes if isinstance(one, Revise)]
    anew = "".join(str(one.body["summary"]) for one in changes)

    assert held in anew
    assert ("08:40" in anew or "8:40" in anew) is bool(held)


def test_a_letter_that_gives_the_price_beside_the_one_of_now_changes_it() -> None:
    plan = known("semantic", {"name": "Internet", "summary": "Broadband from Kestrel costs 24.90 a month"})
    gym = known("semantic", {"name": "Gym", "summary": "Gym at Ironleaf costs 31.50 a month"})
    text = (
        "From: Kestrel Customer Care\nTue 22 Sep 2026\nHello Ruairi,\n"
        "From 1 January 2027 your plan Home 250 will cost 28.40 EUR a month (now 24.90 EUR)."
    )
    mail = Frame(ObservationId(ids.new(NOW)), NOW, text, "Gmail", "Changes to your Kestrel plan")

    outcome = digested(library_of(plan, gym), mail)

    assert "costs 28.40 a month" in revised(outcome, plan)
    assert revised(outcome, gym) == ""


PEONIES: BodyFields = {"name": "Peonies", "summary": "Peonies from Verbeek cost 1.10 a stem"}
RATE: BodyFields = {"name": "Day rate", "summary": "User's stage lighting day rate is 380 euros"}
BOX: BodyFields = {"name": "Parking", "summary": "The parking space at Elm Court costs 80 euros a month"}
PUTZ: BodyFields = {"name": "Putzhilfe", "summary": "Die Putzhilfe nimmt 16 Euro die Stunde"}
CESTI: BodyFields = {"name": "Corso", "summary": "Il corso di cesti costa 90 euro al mese"}
FEE: BodyFields = {"name": "Allotment", "summary": "The allotment fee is 59 a year"}
LOHN: BodyFields = {"name": "时薪", "summary": "用户的时薪是80元"}


@pytest.mark.parametrize(
    ("body", "text", "held"),
    [
        (PEONIES, "Verbeek rang about the peonies. 1.25 a stem now", "Peonies from Verbeek cost 1.25 a stem"),
        (PEONIES, "1.25 a stem now for the peonies", "Peonies from Verbeek cost 1.25 a stem"),
        (RATE, "upped my dayrate btw. 410 as of this run.", "lighting day rate is 410 euros"),
        (BOX, "Elm Court wrote about the parking space. 95 from next month.", "costs 95 euros a month"),
        (BOX, "The parking space was too dear, so they dropped it to 70", "costs 70 euros a month"),
        (
            BOX,
            "The parking space was too dear. We talked and they dropped it to 70.",
            "costs 70 euros a month",
        ),
        (PUTZ, "Hab mit der Putzhilfe geredet. 18 die Stunde ab Oktober.", "nimmt 18 Euro die Stunde"),
        (CESTI, "mi hanno scritto dal corso di cesti. 105 da ottobre", "costa 105 euro al mese"),
        (LOHN, "时薪涨了，现在90", "时薪是90元"),
    ],
)
def test_a_price_without_a_full_sentence_is_of_what_was_named_before(
    body: BodyFields, text: str, held: str
) -> None:
    memory = known("semantic", body)

    assert held in revised(digested(library_of(memory), said(text)), memory)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (FEE, "I looked at the allotment fee. 3 now in total are free."),
        (PEONIES, "Verbeek's peonies arrived. 40 now in the vase."),
        (PEONIES, "Peonies at Lidl are nice. 1.99 a bunch now."),
        (BOX, "paid for the parking space. 1,200 left on the account now."),
        (RATE, "my colleague upped her dayrate. 410 as of this run."),
        (FEE, "the allotment fee is due. I am 61 now, by the way."),
    ],
)
def test_a_bare_number_that_is_no_price_of_it_changes_none(body: BodyFields, text: str) -> None:
    memory = known("semantic", body)

    assert not revised(digested(library_of(memory), said(text)), memory)


def test_an_hour_that_goes_on_from_a_price_is_of_the_same() -> None:
    body: BodyFields = {
        "name": "Stem supplier",
        "summary": "Verbeek delivers on Mondays at 6:00, 0.85 per stem",
    }
    memory = known("semantic", body)

    words = "Verbeek put the stems up. 0.97 a stem now. Still Monday, but the van comes at 5:15 from now on"

    assert "on Mondays at 5:15, 0.97 per stem" in revised(digested(library_of(memory), said(words)), memory)
