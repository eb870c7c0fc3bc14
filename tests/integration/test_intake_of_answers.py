"""A code told in answer to a question is sealed, whoever asked for it, however bare it stands or came in."""

from __future__ import annotations

import mailbox
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from agents.kinds.vault import candidates
from app import conversations
from app.bus import Bus
from app.interfaces import Incoming, IncomingNote, IncomingTurn
from app.services.intake import Intake
from storage.safe import Safe
from tests.factories import a_safe
from tests.fakes.clock import WoundClock

NOW = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Rome")


def _no_pipeline() -> None:
    raise AssertionError("no picture came")


def _intake(safe: Safe) -> Intake:
    return Intake(safe, _no_pipeline, candidates, Bus(), lambda: NOW)  # type: ignore[arg-type, return-value]


def _turn(text: str, minutes: int, role: str = "user") -> Incoming:
    return Incoming(
        turn=IncomingTurn(NOW + timedelta(minutes=minutes), text, "talk", "", role, f"t{minutes}")
    )


def _imported(safe: Safe, file: Path) -> None:
    turns = conversations.read(file, "", "Ana", ZONE)
    _intake(safe).keep([Incoming(turn=turn) for turn in turns])


@pytest.mark.parametrize("together", [True, False])
def test_a_bare_answer_is_sealed_and_called_by_its_question(tmp_path: Path, together: bool) -> None:
    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        turns = [_turn("What's the alarm code?", 0, "assistant"), _turn("4417", 90), _turn("4418", 3_000)]
        for items in [turns] if together else [[one] for one in turns]:
            _intake(safe).keep(items)
        texts = [turn.text for turn in safe.observations.turns("talk")]
        (sealed,) = safe.memories.list("vault")

    assert texts == ["What's the alarm code?", "[pin hidden]", "4418"]
    assert "alarm" in sealed.title


@pytest.mark.parametrize("together", [True, False])
def test_a_note_is_read_behind_the_one_before_it(tmp_path: Path, together: bool) -> None:
    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        told = ["They changed the door code at work.", "Now it's 4417", "Buy 12 eggs"]
        notes = [
            Incoming(note=IncomingNote(NOW + timedelta(minutes=at), text)) for at, text in enumerate(told)
        ]
        for items in [notes] if together else [[one] for one in notes]:
            _intake(safe).keep(items)
        texts = [row[0] for row in safe._database.rows("SELECT text FROM observation ORDER BY time")]

    assert texts == ["They changed the door code at work.", "Now it's [pin hidden]", "Buy 12 eggs"]


def test_what_took_the_place_of_a_secret_is_sealed_without_telling_the_old_one(tmp_path: Path) -> None:
    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        _intake(safe).keep([_turn("The door code is 4821", 0), _turn("no, 4822", 1)])
        texts = [turn.text for turn in safe.observations.turns("talk")]
        held = safe.memories.list("vault")

    assert texts == ["The door code is [pin hidden]", "no, [pin hidden]"]
    assert not [one for one in held if "482" in f"{one.title} {one.body}"]


def test_a_chat_that_is_imported_is_read_like_one_that_is_live(tmp_path: Path) -> None:
    file = tmp_path / "WhatsApp Chat with Ben.txt"
    file.write_text(
        "20/03/2026, 09:00 - Ben: how do I get into your building?\n"
        "20/03/2026, 09:01 - Ana: one sec\n"
        "20/03/2026, 11:20 - Ana: it's 9917\n"
        "20/03/2026, 11:21 - Ben: cheers, train 9018 is late\n"
    )

    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        _imported(safe, file)
        texts = str(safe._database.rows("SELECT text FROM observation"))

    assert "9917" not in texts
    assert "9018" in texts


def test_the_subject_of_a_mail_names_what_stands_in_it_and_is_masked_itself(tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "mail.mbox")
    for subject, text in (
        ("Gate code", "5512\n\nSee you, Ben"),
        ("771204 is your sign-in code", "It is above."),
    ):
        mail = mailbox.mboxMessage()
        mail["From"], mail["Subject"] = "ben@example.org", subject
        mail["Date"] = "Fri, 20 Mar 2026 09:00:00 +0100"
        mail.set_payload(text)
        box.add(mail)
    box.close()

    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        _imported(safe, tmp_path / "mail.mbox")
        held = str(safe._database.rows("SELECT thread, text FROM observation"))

    assert "Gate code" in held
    assert "5512" not in held
    assert "771204" not in held
