from __future__ import annotations

from datetime import UTC, datetime, timedelta

from agents import stretches
from storage import ids
from storage.model import Frame, Observation, ObservationId, Turn

START = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)


def frame(minute: float, app: str = "Writer", title: str = "Report", text: str = "") -> Frame:
    time = START + timedelta(minutes=minute)
    return Frame(ObservationId(ids.new(time)), time, text, app, title)


def turn(minute: float, thread: str = "a") -> Turn:
    time = START + timedelta(minutes=minute)
    return Turn(ObservationId(ids.new(time)), time, "hello", thread)


def sizes(seen: list[Observation]) -> list[int]:
    return [len(stretch) for stretch in stretches.cut(seen)]


def test_the_same_document_is_one_stretch_until_a_pause_of_ten_minutes() -> None:
    assert sizes([frame(0), frame(5), frame(14), frame(25)]) == [3, 1]


def test_another_app_or_document_is_another_stretch() -> None:
    assert sizes([frame(0), frame(1, app="Mail"), frame(2, title="Budget", text="sums"), frame(3, title="Plan")]) == [
        1, 1, 1, 1,
    ]  # fmt: skip


def test_a_mark_of_unsaved_work_in_the_title_is_no_other_document() -> None:
    assert sizes([frame(0, title="Report"), frame(1, title="* Report"), frame(2, title="(3) Report")]) == [3]


def test_a_title_that_changes_while_the_text_stays_is_the_same_activity() -> None:
    text = "kiln manual glaze temperature oxide ramp hold"

    assert sizes([frame(0, title="Page 1", text=text), frame(1, title="Page 2", text=text)]) == [2]


def test_a_thread_breaks_at_half_an_hour_and_does_not_break_another() -> None:
    assert sizes([turn(0), turn(1, "b"), turn(20), turn(40, "b"), turn(51)]) == [2, 1, 1, 1]


def test_screens_and_talk_run_beside_each_other() -> None:
    assert sizes([frame(0), turn(1), frame(2), turn(3)]) == [2, 2]


def test_observations_are_placed_by_their_own_time() -> None:
    late, early = frame(5), frame(0)

    assert stretches.cut([late, early]) == [[early, late]]


def test_equal_times_keep_the_order_they_came_in() -> None:
    seen = [turn(0) for _ in range(20)]

    assert stretches.cut(seen) == [seen]


def test_a_very_long_activity_is_cut() -> None:
    assert sizes([frame(minute / 10) for minute in range(stretches.MOST + 5)]) == [stretches.MOST, 5]


def test_nothing_gives_nothing() -> None:
    assert stretches.cut([]) == []
