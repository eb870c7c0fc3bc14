"""What the user wants kept nowhere right after they told it leaves the vault, in a real house."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.interfaces import Incoming, IncomingTurn, Reverie
from tests.fakes.clock import WoundClock
from tests.memops.playing import opened

NOW = datetime(2026, 6, 30, 12, 8, tzinfo=UTC)
KEY = "whk_live_Zr81pdTyQ4mKx07b"


@pytest.fixture
def reverie(tmp_path: Path) -> Iterator[Reverie]:
    with opened(tmp_path / "home", tmp_path / "cache", None, clock=WoundClock(NOW)) as made:
        yield made


def _say(reverie: Reverie, *said: str, role: str = "user", minutes: int = 0, thread: str = "talk") -> None:
    reverie.keep(
        [
            Incoming(
                turn=IncomingTurn(
                    NOW + timedelta(minutes=minutes, seconds=at), text, thread, "", role, f"{text[:9]}{at}"
                )
            )
            for at, text in enumerate(said)
        ]
    )


def _held(reverie: Reverie) -> int:
    return sum(memory.has_secret for memory in reverie.memories("", past=True, limit=0))


def _texts(reverie: Reverie) -> list[str]:
    return [line.text for line in reverie.thread("talk")]


@pytest.mark.parametrize("at_once", [True, False])
def test_a_key_pasted_by_mistake_leaves_the_vault(reverie: Reverie, at_once: bool) -> None:
    back = "ugh, wrong clipboard. that's Petronella's live shop key, don't keep it anywhere please"
    if at_once:
        _say(reverie, f"the api key is {KEY}", back)
    else:
        _say(reverie, f"the api key is {KEY}")
        assert _held(reverie) == 1
        _say(reverie, "A key, I see.", role="assistant", minutes=1)
        _say(reverie, back, minutes=2)

    assert _held(reverie) == 0
    assert reverie.receipts()[0].memories == 1
    assert _texts(reverie)[-1] == back


def test_a_short_message_that_nothing_was_sealed_of_goes_as_a_whole(reverie: Reverie) -> None:
    _say(reverie, "the tide table hangs in the hall", "maybelle 12 rooks", "wrong window, don't save that")

    assert _texts(reverie) == ["the tide table hangs in the hall", "wrong window, don't save that"]


@pytest.mark.parametrize(
    "later",
    [
        "don't keep it in the shed, the damp gets in",
        "I never keep it written down",
        "don't keep it anywhere else",
    ],
)
def test_what_takes_nothing_back_leaves_the_vault_as_it_is(reverie: Reverie, later: str) -> None:
    _say(reverie, f"the api key is {KEY}", later)

    assert (_held(reverie), len(_texts(reverie))) == (1, 2)


def test_others_may_take_nothing_back_nor_may_a_later_day(reverie: Reverie) -> None:
    _say(reverie, f"the api key is {KEY}")
    _say(reverie, "don't keep it anywhere", role="participant", minutes=1)
    _say(reverie, "don't keep it anywhere", minutes=90)
    _say(reverie, "don't keep it anywhere", minutes=2, thread="another")

    assert _held(reverie) == 1


def test_what_was_sealed_before_stays_sealed(reverie: Reverie) -> None:
    _say(reverie, f"the api key is {KEY}", minutes=-60, thread="earlier")
    _say(reverie, f"the api key is {KEY}", "don't keep it anywhere")

    assert _held(reverie) == 1


def test_a_message_that_says_so_itself_is_not_sealed(reverie: Reverie) -> None:
    _say(reverie, "the shed code is 4471", "il pin della cantina è 5582, non salvarlo")

    assert _held(reverie) == 1
    assert "5582" not in " ".join(_texts(reverie))
