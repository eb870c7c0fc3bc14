"""Episodes, coverage, rules, settings, answers."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from storage import ids
from storage.errors import NotFound, WrongUse
from storage.ids import EpisodeId, ObservationId
from storage.model import Coverage, Episode, Rule, Watching
from storage.safe import Safe
from tests.factories import NOON, a_safe, a_turn, kept, reopened

MINUTE = timedelta(minutes=1)


def _episode(started: int, ended: int, *parts: ObservationId, label: str = "work") -> Episode:
    return Episode(EpisodeId(ids.new(NOON)), NOON + started * MINUTE, NOON + ended * MINUTE, label, parts)


def test_an_episode_grows_in_place(safe: Safe) -> None:
    one, two = a_turn("one"), a_turn("two", NOON + MINUTE)
    kept(safe, two, one)
    first = _episode(0, 1, one.id)
    safe.episodes.put(first)
    assert safe.episodes.open() == first

    grown = Episode(first.id, first.started, NOON + 5 * MINUTE, "more work", (one.id, two.id))
    safe.episodes.put(grown)

    assert safe.episodes.latest(5) == [grown]
    assert safe.episodes.of([one.id, two.id, ObservationId(ids.new(NOON))]) == {one.id: grown, two.id: grown}


def test_episodes_are_found_by_overlap_and_the_latest_by_their_end(safe: Safe) -> None:
    assert safe.episodes.open() is None
    a, b, c = _episode(0, 10), _episode(20, 30), _episode(5, 40)
    for episode in (b, a, c):
        safe.episodes.put(episode)

    assert safe.episodes.between(NOON + 8 * MINUTE, NOON + 15 * MINUTE) == [a, c]
    assert safe.episodes.latest(2) == [c, b]
    assert safe.episodes.open() == c


def test_an_observation_belongs_to_one_episode(safe: Safe) -> None:
    turn = a_turn()
    kept(safe, turn)
    first, second = _episode(0, 1, turn.id), _episode(1, 2, turn.id)

    safe.episodes.put(first)
    safe.episodes.put(second)

    assert safe.episodes.of([turn.id]) == {turn.id: second}
    with pytest.raises(NotFound):
        safe.episodes.put(_episode(0, 1, ObservationId(ids.new(NOON))))


def test_an_episode_that_lost_observations_to_another_shrinks_and_one_that_lost_all_goes(safe: Safe) -> None:
    one, two, three = a_turn("one"), a_turn("two", NOON + MINUTE), a_turn("three", NOON + 2 * MINUTE)
    kept(safe, one, two, three)
    loses_some, loses_all = _episode(0, 1, one.id, two.id), _episode(2, 2, three.id)
    safe.episodes.put(loses_some)
    safe.episodes.put(loses_all)

    takes = _episode(1, 2, two.id, three.id)
    safe.episodes.put(takes)

    left = Episode(loses_some.id, NOON, NOON, "work", (one.id,))
    assert safe.episodes.latest(5) == [takes, left]


def test_coverage_extends_while_a_state_lasts_and_begins_anew_when_it_changes(safe: Safe) -> None:
    for minute, state in (
        (0, Watching.RECORDING),
        (1, Watching.RECORDING),
        (3, Watching.PAUSED),
        (9, Watching.PAUSED),
    ):
        safe.coverage.mark(state, NOON + minute * MINUTE)
    safe.coverage.mark(Watching.HIDDEN, NOON + 10 * MINUTE, "rule 3")

    assert safe.coverage.between(NOON, NOON + 60 * MINUTE) == [
        Coverage(NOON, NOON + 3 * MINUTE, Watching.RECORDING),
        Coverage(NOON + 3 * MINUTE, NOON + 10 * MINUTE, Watching.PAUSED),
        Coverage(NOON + 10 * MINUTE, NOON + 10 * MINUTE, Watching.HIDDEN, "rule 3"),
    ]
    cut = safe.coverage.between(NOON + MINUTE, NOON + 2 * MINUTE)
    assert cut == [Coverage(NOON + MINUTE, NOON + 2 * MINUTE, Watching.RECORDING)]


def test_time_without_reverie_is_a_gap_and_not_recorded_time(tmp_path: Path) -> None:
    with a_safe(tmp_path) as safe:
        safe.coverage.mark(Watching.RECORDING, NOON)
        safe.coverage.mark(Watching.RECORDING, NOON + MINUTE)
    with reopened(tmp_path) as safe:
        safe.coverage.mark(Watching.RECORDING, NOON + 60 * MINUTE)

        assert [stretch.ended for stretch in safe.coverage.between(NOON, NOON + 90 * MINUTE)] == [
            NOON + MINUTE,
            NOON + 60 * MINUTE,
        ]


def test_rules_are_kept_once_and_removed_by_number(safe: Safe) -> None:
    bank = safe.rules.add(url="*bank*")
    mail = safe.rules.add(app="Mail", title="*private*")

    assert safe.rules.add(url="*bank*") == bank
    assert (
        safe.rules.list() == [bank, mail] == [Rule(1, url="*bank*"), Rule(2, app="Mail", title="*private*")]
    )
    safe.rules.remove(bank.id)
    assert safe.rules.list() == [mail]
    with pytest.raises(NotFound):
        safe.rules.remove(bank.id)
    with pytest.raises(WrongUse):
        safe.rules.add()


def test_settings_are_json_values(safe: Safe) -> None:
    safe.settings.set("interval", 2.5)
    safe.settings.set("langs", ["en", "zh"])
    safe.settings.set("langs", ["en"])

    assert safe.settings.get("interval") == 2.5
    assert safe.settings.get("unset", "default") == "default"
    assert safe.settings.all() == {"interval": 2.5, "langs": ["en"]}


def test_an_answer_is_kept_by_its_turn_and_replaced(safe: Safe) -> None:
    turn, cited = ids.new(NOON), ids.new(NOON)
    safe.answers.put(turn, {"answer": "a", "citations": [{"id": str(cited)}, {"id": str(cited)}]})

    safe.answers.put(turn, {"answer": "b", "citations": []})

    assert safe.answers.get(turn) == {"answer": "b", "citations": []}
    assert safe.answers.get(cited) is None
    assert safe.forgetting.forget(ids=[cited], dry_run=True).answers == 0
