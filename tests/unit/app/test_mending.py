"""An open house mends: secrets of screens wait, work that failed is told, one bad moment stops no other."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from agents.digest import Digest, Outcome
from app.events import Event, MemoriesChanged
from app.interfaces import Incoming, IncomingFrame, IncomingNote, Query, Question, SourceView
from app.services.digester import Digester
from app.services.house import House
from storage.errors import WrongPassphrase
from storage.model import JobKind, Observation
from storage.safe import Safe
from tests.fakes.clock import WoundClock
from tests.unit.app.conftest import NOON, PASSPHRASE

CARD = "4539 1488 0343 6467"
PASSWORD = "Kelp-Forest-88"
CODE = "482913"
NO_EMBEDDER = pytest.mark.expects_log("Search goes by words alone")
pytestmark = NO_EMBEDDER


def _sees(house: House, text: str, minute: int = 0) -> None:
    at = NOON + timedelta(minutes=minute)
    house.keep([Incoming(frame=IncomingFrame(at, text=text, app="Firefox", window_title="Shop"))])


def test_a_card_on_a_screen_waits_and_is_kept_or_let_go(house: House, told: list[Event]) -> None:
    _sees(house, f"Pay with card {CARD} now")
    (item,) = house.inbox()
    assert (item.entry_type, item.source, item.kind, item.type) == ("card", "Firefox", "vault", "secret")
    assert CARD not in repr(item)
    assert {kind.name: kind.waiting for kind in house.kinds()}["vault"] == 1
    assert house.memories("vault") == []

    memory = house.inbox_accept(item.id, "Card of the house")

    assert memory.title == "Card of the house"
    assert house.reveal(memory.id, PASSPHRASE) == CARD
    assert house.inbox() == []
    assert told[-1] == MemoriesChanged(("vault",), (memory.id,))


def test_what_was_turned_down_is_not_offered_again(house: House) -> None:
    _sees(house, f"Pay with card {CARD} now")
    house.inbox_reject(house.inbox()[0].id)

    _sees(house, f"Again the card {CARD} there", 5)

    assert house.inbox() == []


@pytest.mark.parametrize(
    ("setting", "text", "value"),
    [
        ("vault.candidates_passwords", f"Login\nPassword: {PASSWORD}", PASSWORD),
        ("vault.candidates_codes", f"Your one-time code is {CODE}", CODE),
    ],
)
def test_passwords_and_codes_of_screens_are_offered_only_when_asked(
    house: House, setting: str, text: str, value: str
) -> None:
    _sees(house, text)
    assert house.inbox() == []

    house.set_setting(setting, True)
    _sees(house, f"{text}\n", 5)

    (item,) = house.inbox()
    memory = house.inbox_accept(item.id)
    assert house.reveal(memory.id, PASSPHRASE) == value


def test_nothing_of_a_screen_is_offered_when_that_is_switched_off(house: House) -> None:
    house.set_setting("vault.candidates", False)

    _sees(house, f"Pay with card {CARD} now")

    assert house.inbox() == []


def test_the_chore_lets_go_after_a_week(house: House, clock: WoundClock, safe: Safe) -> None:
    _sees(house, f"Pay with card {CARD} now")
    clock.wind(days=7)

    house._rooms.chores.do_all()

    assert safe._database.rows("SELECT count(*) FROM candidate") == [(0,)]


def test_a_wrong_passphrase_copies_nothing_and_writes_nothing_down(house: House) -> None:
    house.keep([Incoming(note=IncomingNote(NOON, f"My locker password is {PASSWORD}"))])
    (memory,) = house.memories("vault")

    with pytest.raises(WrongPassphrase):
        house.reveal(memory.id, "no", copy=True)
    assert house.vault_log() == []
    assert house.reveal(memory.id, PASSPHRASE, copy=True) == PASSWORD
    assert [(line.what, line.title) for line in house.vault_log()] == [("copied", memory.title)]


def test_a_planted_secret_is_nowhere_but_sealed(
    house: House, safe: Safe, caplog: pytest.LogCaptureFixture, told: list[Event]
) -> None:
    caplog.set_level(logging.DEBUG)
    texts = (f"My locker password is {PASSWORD}", f"Pay with card {CARD} now", "The heron stands on one leg")
    house.keep([Incoming(note=IncomingNote(NOON, texts[0]))])
    _sees(house, texts[1])
    house.keep([Incoming(note=IncomingNote(NOON, texts[2]))])
    while house.digest(5.0, "none").pending:
        pass
    (item,) = house.inbox()
    house.inbox_accept(item.id)
    held = house.memories("vault")
    house.undo_between(NOON - timedelta(days=1), NOON + timedelta(days=1), ("user",), dry_run=True)

    rows = _everything(safe)
    answers = [house.ask(Question(f"What is my {what}?", now=NOON)) for what in ("locker password", "card")]
    seen = [
        rows,
        repr(held),
        repr(house.inbox()),
        repr(house.vault_log()),
        repr(answers),
        caplog.text,
        repr(told),
    ]
    seen += [repr(house.as_of(NOON + timedelta(days=1))), repr(house.search(Query("locker password card")))]

    assert len(held) == 2
    for secret in (PASSWORD, CARD, CARD.replace(" ", "")):
        assert not any(secret in text for text in seen)
    # The twin: what is no secret is found in the same rows, and both values are there for who has the passphrase.
    assert "heron" in rows
    assert {house.reveal(memory.id, PASSPHRASE) for memory in held} == {PASSWORD, CARD}


def _everything(safe: Safe) -> str:
    """Every value of every table, decrypted."""
    tables = [name for (name,) in safe._database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found: list[str] = []
    for table in tables:
        if "_words" not in table or table.endswith("_words"):
            for row in safe._database.rows(f"SELECT * FROM {table}"):  # noqa: S608 - our own tables
                found += [
                    value.decode("latin-1") if isinstance(value, bytes) else str(value) for value in row
                ]
    return "\n".join(found)


class _Picky(Digest):
    """Fails on a moment that holds a word, as a bug in a rule would."""

    def digest(self, observations: Sequence[Observation], *rest: Any) -> Outcome:
        if any("unreadable" in seen.text for seen in observations):
            raise KeyError("a rule's bug")
        return super().digest(observations, *rest)


@pytest.mark.expects_log("Search goes by words alone", "a digest failed")
def test_one_bad_moment_stops_no_other_and_is_told_as_failed_work(
    house: House, safe: Safe, clock: WoundClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    digester: Digester = house._rooms.digester
    make = digester._digest
    monkeypatch.setattr(digester, "_digest", lambda: _as_picky(make()))
    kept = house.keep(
        [Incoming(note=IncomingNote(NOON, text)) for text in ("The key is in the shed", "unreadable", "Yes")]
    )

    report = house.digest(5.0, "none")

    assert report.failed == 1
    assert safe.jobs.pending()[JobKind.DIGEST] == 1
    (job,) = house.jobs()
    assert (job.state, job.attempts, job.error) == ("pending", 1, "KeyError")
    assert "unreadable" not in job.reason
    assert (job.what, job.about) == ("Putting new moments in order", SourceView("note", kept.ids[1]))
    assert house.queue() == []
    for _ in range(4):
        clock.wind(hours=3)
        house.digest(5.0, "none")
    (job,) = house.jobs()
    assert (job.state, job.attempts) == ("attention", 5)

    house.retry_job(job.id)
    assert house.jobs() == []
    house.digest(5.0, "none")
    house.drop_job(house.jobs()[0].id)
    assert safe.jobs.pending().get(JobKind.DIGEST, 0) == 0


def test_what_a_model_is_to_read_waits_for_the_next_day_once_its_time_is_over(
    house: House, safe: Safe
) -> None:
    safe.jobs.add(JobKind.WORD, [])
    (waiting,) = house.queue()
    assert (waiting.kind, waiting.number, waiting.oldest, waiting.waits_for) == ("word", 1, NOON, "")

    house._rooms.budget.spend(24 * 3600)

    assert house.queue()[0].waits_for == "The language model has had its time for today; it goes on tomorrow."


def _as_picky(digest: Digest) -> Digest:
    digest.__class__ = _Picky
    return digest


def test_work_that_another_took_over_is_not_done_twice(
    house: House, safe: Safe, clock: WoundClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other finishes while the rules read: what they made is refused, and no failure is counted."""
    digester: Digester = house._rooms.digester
    make = digester._digest
    house.keep([Incoming(note=IncomingNote(NOON, "I moved to Lisbon in May"))])

    def slow() -> Digest:
        clock.wind(hours=1)
        for job in safe.jobs.claim([JobKind.DIGEST], 5):
            safe.memories.apply([], closes=[job])
        return make()

    monkeypatch.setattr(digester, "_digest", slow)
    report = house.digest(5.0, "none")

    assert (report.failed, house.jobs(), house.memories()) == (0, [], [])
