"""Nobody listens unless it is wanted."""

from __future__ import annotations

from app.interfaces import IncomingTurn
from app.services.listening import Listening
from app.voice.choose import NOBODY_LISTENS, choose
from app.voice.ports import Heard
from tests.factories import NOON


class Ear:
    """A source that a test speaks into."""

    name = "ear"

    def __init__(self) -> None:
        self.opened = self.closed = 0
        self.heard: Heard | None = None

    def start(self, heard: Heard) -> None:
        self.opened += 1
        self.heard = heard

    def close(self) -> None:
        self.closed += 1


SAID = IncomingTurn(NOON, "the spare key is with Ines", "room")


def test_while_it_is_not_wanted_nothing_is_opened() -> None:
    opened: list[Ear] = []

    def opens() -> Ear:
        opened.append(Ear())
        return opened[-1]

    listening = Listening(lambda: False, opens, lambda said: None)

    listening.follow()
    listening.follow()
    listening.close()

    assert opened == []
    assert listening.problem == ""


def test_while_it_is_wanted_one_source_listens_and_it_ends_at_once_when_it_is_not() -> None:
    ear, wanted, kept = Ear(), [True], list[IncomingTurn]()
    listening = Listening(lambda: wanted[0], lambda: ear, kept.append)

    listening.follow()
    listening.follow()
    assert ear.heard is not None
    ear.heard(SAID)
    wanted[0] = False
    listening.follow()
    listening.close()

    assert kept == [SAID]
    assert (ear.opened, ear.closed) == (1, 1)


def test_what_this_version_has_refuses_and_says_so() -> None:
    listening = Listening(lambda: True, choose, lambda said: None)

    listening.follow()

    assert listening.problem == NOBODY_LISTENS
    listening.close()
