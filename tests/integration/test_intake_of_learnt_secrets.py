"""What only a learnt finder sees is sealed as what rules find is, however it comes in."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from agents.kinds.vault import candidates
from agents.secrets.own import NONE
from app.bus import Bus
from app.interfaces import Export, Incoming, IncomingFrame, IncomingMemory, IncomingNote, IncomingTurn
from app.services.editing import Editing
from app.services.exporting import Exporter
from app.services.hiding import AT_ONCE, Hiding
from app.services.importing import Importer
from app.services.intake import Intake
from storage.errors import WrongUse
from storage.ids import ObservationId
from storage.safe import Safe
from tests.factories import CHEAP, PASSPHRASE, a_fact, a_safe, a_turn, kept, remembered
from tests.fakes.clock import WoundClock
from tests.fakes.secret_finder import KnowingFinder

ZONE = ZoneInfo("Europe/Rome")
NOW = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
GARAGE = "the garage wants 4417 and then the hash"
STICKER = "the router sticker says qx7-marl-22"
KNOWN = {
    GARAGE: ["4417"],
    STICKER: ["qx7-marl-22"],
    "what opens the shed?\n1907": ["1907"],
}


def _no_pipeline() -> None:
    raise AssertionError("no picture came")


def _intake(safe: Safe, finder: KnowingFinder | None) -> Intake:
    return Intake(safe, _no_pipeline, candidates, Bus(), lambda: NOW, hiding=Hiding(finder))  # type: ignore[arg-type, return-value]


def _turn(text: str, minutes: int, role: str = "user") -> Incoming:
    return Incoming(
        turn=IncomingTurn(NOW + timedelta(minutes=minutes), text, "talk", "", role, f"t{minutes}")
    )


def _sealed(safe: Safe) -> dict[str, str]:
    return {
        one.title: safe.memories.reveal(one.id, PASSPHRASE).reveal() for one in safe.memories.list("vault")
    }


def _texts(safe: Safe) -> list[str]:
    return [turn.text for turn in safe.observations.turns("talk")]


def test_what_nothing_calls_a_secret_is_sealed_and_called_by_what_it_opens(tmp_path: Path) -> None:
    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        _intake(safe, KnowingFinder(KNOWN)).keep([_turn(GARAGE, 0), _turn(STICKER, 1)])

        assert _texts(safe) == [
            "the garage wants [pin hidden] and then the hash",
            "the router sticker says [password hidden]",
        ]
        assert _sealed(safe) == {"garage code": "4417", "router password": "qx7-marl-22"}


def test_without_a_finder_the_rules_go_alone(tmp_path: Path) -> None:
    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        _intake(safe, None).keep([_turn(STICKER, 0), _turn("The door code is 4821", 1)])

        assert _texts(safe) == [STICKER, "The door code is [pin hidden]"]


def test_notes_and_texts_of_screens_are_looked_through_too(tmp_path: Path) -> None:
    note = Incoming(note=IncomingNote(NOW, STICKER))
    frame = Incoming(frame=IncomingFrame(NOW, None, GARAGE))
    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        report = _intake(safe, KnowingFinder(KNOWN)).keep([note, frame])
        kept = safe.observations.many([ObservationId(id) for id in report.ids])

        assert {one.text for one in kept.values()} == {
            "the router sticker says [password hidden]",
            "the garage wants [pin hidden] and then the hash",
        }


def test_of_a_screen_every_line_is_looked_at_by_itself_and_once(tmp_path: Path) -> None:
    line = "Torvald 15:44: Grey box beside the meter, turn the wheels to 5817."
    finder = KnowingFinder({line: ["5817"]})
    frames = [
        Incoming(
            frame=IncomingFrame(NOW + timedelta(minutes=at), None, f"Seaview Cottage\n{line}\nseen {at}")
        )
        for at in range(3)
    ]
    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        report = _intake(safe, finder).keep(frames)
        kept = safe.observations.many([ObservationId(id) for id in report.ids])

    assert all("wheels to [pin hidden]." in one.text for one in kept.values())
    assert [batch for batch in finder.asked if line in batch] == [[line]]


def test_a_finder_that_is_not_sure_changes_no_screen(tmp_path: Path) -> None:
    line = "Grey box beside the meter, turn the wheels to 5817."
    frame = Incoming(frame=IncomingFrame(NOW, None, f"Seaview\n{line}"))
    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        report = _intake(safe, KnowingFinder({line: ["5817"]}, 0.9)).keep([frame])
        (kept,) = safe.observations.many([ObservationId(id) for id in report.ids]).values()

    assert line in kept.text


@pytest.mark.parametrize("together", [True, False])
def test_an_answer_is_read_behind_its_question_and_called_by_it(tmp_path: Path, together: bool) -> None:
    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        intake = _intake(safe, KnowingFinder(KNOWN))
        turns = [_turn("what opens the shed?", 0, "assistant"), _turn("1907", 1), _turn("1907", 9_000)]
        for items in [turns] if together else [[one] for one in turns]:
            intake.keep(items)

        assert _texts(safe) == ["what opens the shed?", "[pin hidden]", "1907"]
        assert _sealed(safe) == {"shed code": "1907"}


def test_a_long_import_is_asked_about_in_batches(tmp_path: Path) -> None:
    finder = KnowingFinder(KNOWN)
    turns = [_turn(f"{'Nothing of note happened here. ' * 4}{at}", at) for at in range(2 * AT_ONCE)]
    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        report = _intake(safe, finder).keep([*turns, _turn(GARAGE, 2 * AT_ONCE)])

        assert report.kept == 2 * AT_ONCE + 1
        assert [len(batch) for batch in finder.asked] == [AT_ONCE, AT_ONCE, 1]
        assert _sealed(safe) == {"garage code": "4417"}


def test_what_cannot_be_kept_stays_named_by_its_place(tmp_path: Path) -> None:
    turns = [_turn(GARAGE, 0), _turn(" ", 1), _turn("hello", 2, "stranger"), Incoming(), _turn(STICKER, 3)]
    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        report = _intake(safe, KnowingFinder(KNOWN)).keep(turns)

        assert report.kept == 2
        assert [place for place, _ in report.refused] == [1, 2, 3]


def test_a_finder_that_is_not_there_is_told_of_once_and_the_rules_go_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    finder = KnowingFinder(KNOWN)
    finder.there = False
    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        intake = _intake(safe, finder)
        with caplog.at_level(logging.INFO):
            for items in ([_turn(STICKER, 0)], [_turn("The door code is 4821", 1)]):
                intake.keep(items)

        assert _texts(safe) == [STICKER, "The door code is [pin hidden]"]
    (told,) = [record.getMessage() for record in caplog.records if record.name == "app.services.hiding"]
    assert "rules alone" in told
    assert "marl" not in caplog.text


def test_memories_that_are_imported_and_blocks_are_looked_through(tmp_path: Path) -> None:
    item = IncomingMemory("semantic", {"text": STICKER})
    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        intake = _intake(safe, KnowingFinder(KNOWN))
        intake.import_memories([item], NOW)
        intake.set_block("human", GARAGE)
        bodies = str([one.body for one in safe.memories.list()])

        assert "marl" not in bodies
        assert "4417" not in bodies
        assert "[password hidden]" in bodies
        assert "[pin hidden]" in bodies


def test_an_export_is_looked_through_when_it_is_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "export"
    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        kept(safe, a_turn(STICKER, NOW, thread="talk"))
        for _ in Exporter(safe, ZONE, lambda: NOW, CHEAP).work(Export(str(path))):
            pass
    with a_safe(tmp_path / "other", WoundClock(NOW)) as other:
        importer = Importer(other, Bus(), lambda: None, Hiding(KnowingFinder(KNOWN)))
        for _ in importer.work(path, "", forgotten=False):
            pass

        assert _texts(other) == ["the router sticker says [password hidden]"]


@pytest.mark.parametrize(("chance", "refused"), [(0.99, True), (0.8, False)])
def test_what_is_edited_is_refused_where_the_finder_is_sure(
    tmp_path: Path, chance: float, refused: bool
) -> None:
    with a_safe(tmp_path / "home", WoundClock(NOW)) as safe:
        (id,) = remembered(safe, a_fact())
        hiding = Hiding(KnowingFinder(KNOWN, chance))
        editing = Editing(safe, lambda: NONE, WoundClock(NOW), lambda _ids: None, hiding)

        if refused:
            with pytest.raises(WrongUse, match="looks like a password"):
                editing.edit(id, {"summary": STICKER})
        else:
            assert editing.edit(id, {"summary": STICKER}).body["summary"] == STICKER
