"""What of the moment's talk is worth a memory: facts, plans and tastes; not thanks, moods and answers to somebody."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agents import claims, sentences, statements, worth
from agents.digest import Digest
from agents.finding import Utterance, Voice
from agents.kinds import all_kinds
from agents.statements import Form, Kept
from storage import ids
from storage.model import Observation, ObservationId, Role, Turn
from tests.fakes.memory_library import MemoryLibrary

NOW = datetime(2026, 9, 22, 17, 38, tzinfo=UTC)
UTC_ZONE = ZoneInfo("UTC")


def _turn(text: str) -> Turn:
    return Turn(ObservationId(ids.new(NOW)), NOW, text, "chat", "", Role.USER)


def _kept(text: str) -> list[str]:
    turn = _turn(text)
    return [one.text for one in statements.unspoken(Utterance(turn, text, Voice.USER), Kept(), UTC_ZONE)]


@pytest.mark.parametrize(
    "text",
    [
        "It was so great to see how happy you were with your painting!",
        "That really means a lot to me, you are always so sweet.",
        "I love how you never stop, it's so inspiring!",
        "Yeah, they look amazing and you should be proud of them!",
    ],
)
def test_talk_to_somebody_of_the_moment_is_no_memory(text: str) -> None:
    assert not _kept(text)


@pytest.mark.parametrize(
    "text",
    [
        "The spare key of the workshop is in the blue tin behind the kiln.",
        "Ottilie lent me 40 euros for the train on Monday.",
        "I play the viola in the Harbour Quartet every Thursday.",
        "My neighbour Bartek repairs accordions.",
        "Der Ersatzschlüssel hängt im Keller hinter der blauen Tür.",
    ],
)
def test_what_can_be_asked_for_later_is_kept(text: str) -> None:
    assert _kept(text)


def test_a_mood_is_no_line_of_what_is_always_true_of_the_user() -> None:
    library = MemoryLibrary()
    turns: list[Observation] = [
        _turn("I am so grateful and excited."),
        _turn("I really believe in people supporting each other."),
    ]
    library.apply(Digest(all_kinds(), None, UTC_ZONE).digest(turns, library).changes)
    assert not [one for one in library.rows.values() if one.kind == "core"]


def test_the_shipped_weights_are_of_the_signs_that_are_measured() -> None:
    shipped, signs = worth.weights(), set(worth.measured("", "", 0.0))

    assert set(shipped.kept.signs) == set(shipped.stands.signs) == signs
    assert set(shipped.lasting.signs) <= signs
    assert len(shipped.kept.groups) > 1000


def test_a_number_counts_for_a_statement_and_a_word_to_the_listener_against_it() -> None:
    def odds(text: str) -> float:
        return worth.weights().kept.odds(text, worth.measured(text, Form.FACT, 0.5))

    plain = odds("The bus to the mill leaves early")
    assert odds("The bus 47 to the mill leaves early") > plain
    assert odds("The bus to your mill leaves early") < plain


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("Wren only settles with the fan humming", True),
        ("Our treasurer restores old harmoniums in his shed", True),
        ("We are shut on Wednesdays and open late on Fridays", True),
        ("Mein Bruder ist Hufschmied und hat zwei Esel", True),
        ("Mia cugina insegna violino e non mangia pesce", True),
        ("我嫂子在牙科诊所上班，不吃羊肉", True),
        ("Yesterday Wren fell off the wall and cut her chin", False),
        ("We sold the boat to Piet for 900", False),
        ("Gestern haben wir das Boot verkauft", False),
    ],
)
def test_how_something_is_is_told_from_what_happened(text: str, stands: bool) -> None:
    utterance = Utterance(_turn(text), text, Voice.USER)
    form, weight = (
        statements.form_of(text, utterance, UTC_ZONE),
        statements.weight_of(text, utterance, UTC_ZONE),
    )

    found = worth.of(text, form, weight)

    assert found.kept
    assert found.stands is stands


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hey Mel, the kiln is broken again.", "the kiln is broken again."),
        ("The kids look so cute, Mel!", "The kids look so cute!"),
        ("Danke Jonas, der Ofen läuft wieder.", "der Ofen läuft wieder."),
        ("Anna, my sister, lives in Porto.", "Anna, my sister, lives in Porto."),
        ("We had soup with Tom, Anna and Mel.", "We had soup with Tom, Anna and Mel."),
        ("I couldn't agree more with that, Mel.", "I couldn't agree more with that."),
        ("I live with my sister, Anna.", "I live with my sister, Anna."),
    ],
)
def test_whom_words_are_said_to_is_not_whom_they_are_about(text: str, told: str) -> None:
    assert sentences.unaddressed(text) == told


def test_a_statement_is_not_filed_under_whom_it_speaks_to() -> None:
    assert claims.called("My kids were so cute, Mel!") == "User's kids"
    assert claims.called("Mel repairs accordions.") == "Mel"
