from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from agents import episodes, stretches
from agents.episodes import Known
from agents.errors import ModelUnavailable
from agents.topics import Topics
from storage import ids
from storage.model import Episode, Frame, Observation, ObservationId, Turn
from tests import factories_days as days
from tests.fakes.reading import NoEmbedder

START = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
KILN = "the kiln holds its temperature while the glaze melts, then the relay opens and the oxide firing cools"
TRIP = "the flight to Lisbon leaves in the morning, the hotel in Alfama has luggage lockers beside the tram and museum"


def frame(minute: float, app: str, title: str, text: str) -> Frame:
    time = START + timedelta(minutes=minute)
    return Frame(ObservationId(ids.new(time)), time, text, app, title)


def turn(minute: float, thread: str = "a") -> Turn:
    time = START + timedelta(minutes=minute)
    return Turn(ObservationId(ids.new(time)), time, "hello", thread)


def sizes(*seen: Observation) -> list[int]:
    return [len(episode) for episode in episodes.cut(seen, Topics())]


def test_one_task_in_three_windows_is_one_episode() -> None:
    editor = frame(0, "Code", "relay.py - kiln - Code", f"{KILN}\nself.relay = oxide(glaze)")
    page = frame(1, "Firefox", "Glaze and oxide firing - Firefox", f"{KILN}\nHow a kiln relay works")
    shell = frame(2, "Terminal", "ana@desk", f"{KILN}\n$ make kiln firing")

    assert sizes(editor, page, shell) == [3]


def test_two_tasks_in_one_window_are_two_episodes() -> None:
    assert sizes(frame(0, "Firefox", "Firefox", KILN), frame(1, "Firefox", "Firefox", TRIP)) == [1, 1]


def test_a_pause_of_ten_minutes_ends_an_episode() -> None:
    assert sizes(*(frame(minute, "Writer", "Report", KILN) for minute in (0, 5, 14, 25))) == [3, 1]


def test_a_window_without_content_is_no_activity_of_its_own() -> None:
    seen = (
        frame(0, "Firefox", "Kiln - Firefox", KILN),
        frame(1, "Firefox", "New Tab - Firefox", "Recent\nHome"),
        frame(2, "Firefox", "Kiln - Firefox", KILN),
    )

    assert sizes(*seen) == [3]


def test_threads_and_the_screen_run_beside_each_other() -> None:
    seen = [
        turn(0),
        frame(1, "Writer", "Report", KILN),
        turn(2, "b"),
        turn(20),
        turn(51),
        frame(3, "Writer", "Report", KILN),
    ]

    assert sorted(sizes(*seen)) == [1, 1, 2, 2]


def test_words_decide_where_no_embedder_answers() -> None:
    seen = [frame(0, "Firefox", "Firefox", KILN), frame(1, "Firefox", "Firefox", TRIP)]

    assert [len(one) for one in episodes.cut(seen, Topics(NoEmbedder()))] == [1, 1]
    with pytest.raises(ModelUnavailable):
        NoEmbedder().embed(["x"])


def test_an_episode_goes_on_under_its_id_and_what_was_cut_long_ago_is_let_alone() -> None:
    first = frame(0, "Writer", "Report", KILN)
    (begun,) = episodes.recut([first], [], Topics())

    later = frame(1, "Writer", "Report", f"{KILN}\nand one line more")
    (grown,) = episodes.recut([later], [Known(begun, (first,))], Topics())

    assert (grown.id, grown.observations, grown.ended) == (begun.id, (first.id, later.id), later.time)


def test_an_episode_seen_in_part_keeps_the_rest_of_itself() -> None:
    early, near, new = (frame(minute, "Writer", "Report", KILN) for minute in (0, 1, 2))
    known = Episode(
        episodes.recut([early], [], Topics())[0].id, early.time, near.time, "Report", (early.id, near.id)
    )

    (grown,) = episodes.recut([new], [Known(known, (near,))], Topics())

    assert grown == Episode(known.id, early.time, new.time, "Report", (early.id, near.id, new.id))


def test_what_comes_late_is_placed_by_its_own_time_and_may_part_an_episode() -> None:
    before, after = frame(0, "Writer", "Report", KILN), frame(9, "Writer", "Report", KILN)
    (one,) = episodes.recut([before, after], [], Topics())
    late = frame(5, "Firefox", "Lisbon - Firefox", TRIP)

    made = episodes.recut([late], [Known(one, (before, after))], Topics())

    assert [episode.observations for episode in made][:2] == [(before.id,), (late.id,)]
    assert made[0].id == one.id


def test_days_of_topics_never_tuned_on_are_cut_where_tasks_end_far_better_than_at_each_window() -> None:
    by_topic, by_window = days.Score(), days.Score()
    for seed in range(100, 106):
        day = days.day(seed, days.UNTUNED, days.UNTUNED_LOOKS)
        by_topic.add(day, ([one.id for one in cut] for cut in episodes.cut(day.frames, Topics())))
        by_window.add(day, ([one.id for one in cut] for cut in stretches.cut(day.frames)))

    assert by_topic.f1 > 0.8
    assert by_topic.f1 > by_window.f1 + 0.15
    assert by_topic.window_diff < by_window.window_diff / 2
