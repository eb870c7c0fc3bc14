"""What every Reverie does for a face, the fake included. `MAKERS` names them: each opens an unlocked, empty one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from app import build
from app.bus import Bus
from app.interfaces import (
    Answer,
    Citation,
    Export,
    Forget,
    Incoming,
    IncomingFrame,
    IncomingMemory,
    IncomingNote,
    IncomingTurn,
    KeyringView,
    Query,
    Question,
    Recording,
    Refused,
    Reverie,
    State,
)
from storage.errors import ReverieError
from storage.model import Secret
from tests import factories
from tests.fakes.clock import WoundClock
from tests.fakes.keystore import MemoryKeyStore
from tests.fakes.reverie import FakeReverie

PASSPHRASE = "lantern orchard velvet tide"  # of safes that live as long as a test
OTHER = "marble comet willow drum"
NOON = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
REFUSALS = (Refused, ReverieError)

MAIL = (
    "Trip to Porto\nThe ferry to Porto leaves at 7:40 from pier 6 on Friday.\nPlease bring the blue folder."
)
NEWS = "Harbour news\nThe city council approved the new crane on Monday."


@contextmanager
def fake(folder: Path) -> Iterator[Reverie]:
    """The fake, whose clock stands an hour after noon."""
    del folder
    reverie = FakeReverie(lambda: NOON + timedelta(hours=1))
    reverie.create(PASSPHRASE)
    yield reverie


@contextmanager
def house(folder: Path) -> Iterator[Reverie]:
    """The real one, in this process, over a safe of its own."""
    clock = WoundClock(NOON + timedelta(hours=1))
    made = build.house(
        factories.a_safe(folder / "home", clock, passphrase=Secret(PASSPHRASE)),
        folder / "cache",
        Bus(),
        clock,
    )
    try:
        yield made
    finally:
        made.close()


MAKERS: dict[str, Callable[[Path], AbstractContextManager[Reverie]]] = {"fake": fake, "house": house}


NO_EMBEDDER = pytest.mark.expects_log("Search goes by words alone")


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyStore:
    """The system's keyring of a test: what the machine has is left alone."""
    store = MemoryKeyStore()
    monkeypatch.setattr(build, "KeyringStore", lambda: store)
    return store


@pytest.fixture(params=["fake", pytest.param("house", marks=NO_EMBEDDER)])
def reverie(request: pytest.FixtureRequest, tmp_path: Path, keyring: MemoryKeyStore) -> Iterator[Reverie]:
    """An unlocked Reverie that knows nothing yet."""
    with MAKERS[request.param](tmp_path) as made:
        yield made


@pytest.fixture
def kept(reverie: Reverie) -> tuple[UUID, ...]:
    """The ids of a mail, a page of news, a turn and a note that it keeps."""
    items = [
        Incoming(
            frame=IncomingFrame(NOON, text=MAIL, app="Thunderbird", window_title="Inbox", external_id="mail")
        ),
        Incoming(
            frame=IncomingFrame(
                NOON + timedelta(minutes=9), text=NEWS, app="Firefox", window_title="News", external_id="news"
            )
        ),
        Incoming(
            turn=IncomingTurn(
                NOON, "I will bring the canoe to the lake.", "lake", "Tomas", external_id="turn"
            )
        ),
        Incoming(note=IncomingNote(NOON, "The bicycle is at the repair shop.", external_id="note")),
    ]
    return reverie.keep(items).ids


def test_it_is_open(reverie: Reverie) -> None:
    status = reverie.status()

    assert status.state is State.UNLOCKED
    assert status.home
    assert status.pid > 0


def test_a_new_passphrase_takes_the_place_of_the_old_one(reverie: Reverie) -> None:
    with pytest.raises(REFUSALS) as refused:
        reverie.change_passphrase("a wild guess", OTHER)
    assert _code(refused.value) == 3
    with pytest.raises(REFUSALS):
        reverie.change_passphrase(PASSPHRASE, "")

    reverie.change_passphrase(PASSPHRASE, OTHER)

    with pytest.raises(REFUSALS):
        reverie.change_passphrase(PASSPHRASE, "a third one")
    reverie.change_passphrase(OTHER, PASSPHRASE)


def test_recovery_words_are_made_for_the_passphrase_only_and_the_latest_ones_open(reverie: Reverie) -> None:
    with pytest.raises(REFUSALS) as refused:
        reverie.new_recovery("a wild guess")
    assert _code(refused.value) == 3
    assert not reverie.status().has_recovery

    words = reverie.new_recovery(PASSPHRASE)
    assert len(words.split()) == 24
    assert reverie.status().has_recovery
    with pytest.raises(REFUSALS):
        reverie.recover(" ".join(["abandon"] * 24), OTHER)
    reverie.recover(f" {words.upper()} ", OTHER)

    reverie.change_passphrase(OTHER, PASSPHRASE)


def test_the_keyring_is_switched_on_with_the_passphrase_only(
    reverie: Reverie, keyring: MemoryKeyStore
) -> None:
    assert reverie.keyring() == KeyringView(available=True, on=False)
    with pytest.raises(REFUSALS) as refused:
        reverie.set_keyring(True, "a wild guess")
    assert _code(refused.value) == 3

    assert reverie.set_keyring(True, PASSPHRASE).on
    assert reverie.status().has_keyring
    assert not reverie.set_keyring(False).on

    assert not reverie.status().has_keyring


def _code(error: BaseException) -> int:
    return error.code if isinstance(error, Refused) else int(getattr(error, "exit_code", 1))


def test_what_was_kept_is_found_by_its_words(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    found = {
        "ferry Porto": ("frame", kept[0]),
        "council crane": ("frame", kept[1]),
        "canoe lake": ("turn", kept[2]),
        "bicycle repair": ("note", kept[3]),
    }

    for words, expected in found.items():
        hits = reverie.search(Query(words)).hits
        assert expected in {(hit.type, hit.id) for hit in hits}, words


def test_a_hit_carries_the_id_its_importer_gave(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    hits = reverie.search(Query("ferry Porto")).hits

    assert "mail" in {hit.external_id for hit in hits} | {s.external_id for hit in hits for s in hit.sources}


def test_what_is_kept_twice_is_known_the_second_time(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    again = Incoming(
        frame=IncomingFrame(NOON, text=MAIL, app="Thunderbird", window_title="Inbox", external_id="mail")
    )

    report = reverie.keep([again])

    assert (report.kept, report.known, report.ids) == (0, 1, (kept[0],))


def test_a_search_of_another_time_finds_nothing_of_this_one(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    later = reverie.search(Query("ferry Porto", since=NOON + timedelta(days=1))).hits

    assert kept[0] not in {hit.id for hit in later}


def test_filters_typed_among_the_words_limit_a_search(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    def found(text: str) -> set[UUID]:
        ids = {hit.id for hit in reverie.search(Query(text, now=NOON + timedelta(hours=1))).hits}
        return ids & set(kept)

    assert kept[0] in found("app:thunder ferry Porto")
    assert found('"ferry to Porto" ferry') == {kept[0]}
    assert kept[0] not in found('"Porto to ferry" ferry Porto')
    assert kept[0] not in found("ferry Porto -pier")
    assert kept[0] not in found("ferry Porto kind:turn")
    assert kept[0] not in found("ferry Porto before:yesterday")
    assert kept[0] in found("ferry Porto after:yesterday")


def test_a_filter_that_is_not_understood_limits_nothing_and_is_told(
    reverie: Reverie, kept: tuple[UUID, ...]
) -> None:
    result = reverie.search(Query("ferry Porto before:whenever"))

    assert kept[0] in {hit.id for hit in result.hits}
    assert any("whenever" in note for note in result.notes)


def test_a_search_that_is_typed_finds_what_holds_its_words_as_they_stand(
    reverie: Reverie, kept: tuple[UUID, ...]
) -> None:
    def found(text: str) -> list[UUID]:
        result = reverie.search(Query(text, now=NOON + timedelta(hours=1), verbatim=True))
        return [hit.id for hit in result.hits if hit.id in kept]

    assert found("the ferry to por") == [kept[0]]
    assert found("ferry por ") == []
    assert found("ferry council") == []
    assert found("ferry app:thunder") == [kept[0]]
    assert found("ferry app:") == [kept[0]]
    assert found("   ") == []


def test_a_search_tells_its_filters_as_they_are_written(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    text = 'ferry app:thunder "to Porto" -lake after:yesterday'
    for verbatim in (True, False):
        query = Query(text, now=NOON + timedelta(hours=1), verbatim=verbatim)
        written = [one for one in reverie.search(query).interpreted.written if one.name != "time"]

        assert [(one.text, one.name, one.value) for one in written] == [
            ("app:thunder", "app", "thunder"),
            ('"to Porto"', "phrase", "to Porto"),
            ("-lake", "without", "lake"),
            ("after:yesterday", "after", "yesterday"),
        ]
        assert written[-1].since == (NOON - timedelta(days=1)).replace(hour=0)


def test_an_exam_counts_and_is_told_as_a_trend(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    assert reverie.exams() == []

    errand = reverie.examine()
    while not errand.over:
        errand = reverie.go_on(errand.id, 30.0)

    found = errand.examined
    assert found is not None
    assert (found.invented, found.made_up) == (10, 0)
    assert found.first <= found.found <= found.sampled
    assert reverie.exams() == [found]


def test_what_is_being_typed_is_completed_by_what_was_seen(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    assert "ferry app:Thunderbird" in reverie.suggest("ferry app:thu")
    assert "before:" in reverie.suggest("bef")
    assert not reverie.suggest("zzqx")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_questions_to_begin_with_have_answers(
    reverie: Reverie, kept: tuple[UUID, ...], language: str
) -> None:
    now = NOON + timedelta(hours=1)
    found = reverie.starters(language, now)

    assert 1 <= len(found) <= 4
    assert {one.id for one in found} <= set(kept)
    for one in found:
        assert not reverie.ask(Question(one.text, model="none", now=now)).abstained


def test_what_is_attached_is_read_shown_and_cited_first(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    attached = reverie.attach("tides.txt", b"The lighthouse of Aveiro is 62 metres high.")

    answer = reverie.ask(
        Question("How high is the lighthouse of Aveiro?", "chat-a", model="none", attached=attached.ids)
    )

    assert (attached.name, attached.is_picture, attached.words) == ("tides.txt", False, 8)
    assert "62" in answer.answer
    assert answer.citations[0].id == attached.ids[0]
    assert answer.attached == (attached,)
    assert "62 metres" in reverie.frame(attached.ids[0]).text
    assert reverie.thread("chat-a")[1].answer == answer


@pytest.mark.parametrize("dry_run", [True, False])
def test_what_is_no_picture_and_no_text_is_not_attached(reverie: Reverie, dry_run: bool) -> None:
    with pytest.raises(REFUSALS):
        reverie.attach("program", b"\x7fELF\x02\xff\xfe\xff", dry_run=dry_run)


def test_to_ask_whether_something_can_be_attached_keeps_nothing(reverie: Reverie) -> None:
    view = reverie.attach("tides.txt", b"The lighthouse of Aveiro is 62 metres high.", dry_run=True)

    assert (view.name, view.ids, view.is_picture) == ("tides.txt", (), False)
    assert reverie.days() == []


def test_of_nothing_there_are_no_questions_to_begin_with(reverie: Reverie) -> None:
    assert reverie.starters() == []


def test_an_answer_cites_what_it_says(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    answer = reverie.ask(
        Question("When does the ferry to Porto leave?", model="none", now=NOON + timedelta(hours=1))
    )

    assert not answer.abstained
    assert "7:40" in answer.answer
    marks = {int(mark) for mark in re.findall(r"\[(\d+)\]", answer.answer)}
    assert marks
    assert marks <= {citation.n for citation in answer.citations}
    assert kept[0] in behind(answer)


def test_an_answer_tells_how_it_was_come_by(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    left_out = "vault"
    asked = "When does the ferry to Porto leave?"

    answer = reverie.ask(Question(asked, "chat-steps", model="none", now=NOON, without=(left_out,)))

    assert answer.without == (left_out,)
    assert answer.steps[0].doing == "understand"
    search = next(step for step in answer.steps if step.doing == "search")
    assert search.kinds
    assert left_out not in search.kinds
    assert search.moments
    assert search.weighed
    assert answer.interpreted is not None
    assert {"words"} <= {sign.name for sign in answer.citations[0].why}
    assert answer.citations[0].part == "answers"
    assert reverie.thread("chat-steps")[1].answer == answer


def test_what_was_never_seen_is_not_answered(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    answer = reverie.ask(
        Question("Which colour has the submarine?", model="none", now=NOON + timedelta(hours=1))
    )

    assert answer.abstained
    assert answer.short == ""


def test_an_exchange_is_kept_in_its_thread_with_its_evidence(
    reverie: Reverie, kept: tuple[UUID, ...]
) -> None:
    asked = Question("When does the ferry to Porto leave?", thread="chat-1", model="none", now=NOON)

    reverie.ask(asked)

    turns = reverie.thread("chat-1")
    assert [turn.role for turn in turns] == ["user", "assistant"]
    assert turns[0].text == asked.text
    assert turns[1].answer is not None
    assert turns[1].answer.citations
    assert {turn.thread for turn in turns} == {"chat-1"}
    assert "chat-1" in {thread.thread for thread in reverie.threads()}


def test_conversations_are_found_by_the_words_in_them(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    reverie.ask(Question("When does the ferry to Porto leave?", thread="chat-1", model="none", now=NOON))

    found = {thread.thread for thread in reverie.threads("cano lake")}

    assert found == {"lake"}
    assert "chat-1" in {thread.thread for thread in reverie.threads("ferry")}
    assert reverie.threads("submarine") == []


def test_a_turn_and_a_note_can_be_read_by_their_ids(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    turn, note = reverie.turn(kept[2]), reverie.turn(kept[3])

    assert (turn.text, turn.speaker, turn.thread) == ("I will bring the canoe to the lake.", "Tomas", "lake")
    assert (note.text, note.role) == ("The bicycle is at the repair shop.", "note")


def test_frames_of_a_stretch_come_oldest_first_and_its_end_is_outside(
    reverie: Reverie, kept: tuple[UUID, ...]
) -> None:
    both = reverie.frames(NOON, NOON + timedelta(minutes=10))
    first = reverie.frames(NOON, NOON + timedelta(minutes=9))

    assert [frame.id for frame in both] == [kept[0], kept[1]]
    assert [frame.id for frame in first] == [kept[0]]
    assert sum(day.frames for day in reverie.days()) == 2


def test_frames_are_paged_around_a_time(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    between = NOON + timedelta(minutes=1)

    assert [frame.id for frame in reverie.frames_around(between, 5, 5)] == [kept[0], kept[1]]
    assert [frame.id for frame in reverie.frames_around(between, 0, 1)] == [kept[1]]
    assert [frame.id for frame in reverie.frames_around(NOON, 1, 1)] == [kept[0]]
    assert [frame.id for frame in reverie.frames_around(NOON + DAY, 1, 1)] == [kept[1]]


def test_a_piece_of_the_tape_has_a_cell_for_each_stretch_with_frames(
    reverie: Reverie, kept: tuple[UUID, ...]
) -> None:
    fine = reverie.reel(NOON - DAY, NOON + timedelta(hours=1), 300)
    coarse = reverie.reel(NOON - DAY, NOON + timedelta(hours=1), 3600)

    assert [(cell.time, cell.app, cell.frames) for cell in fine.cells] == [
        (NOON, "Thunderbird", 1),
        (NOON + timedelta(minutes=5), "Firefox", 1),
    ]
    assert [(cell.time, cell.frames) for cell in coarse.cells] == [(NOON, 2)]
    with pytest.raises(REFUSALS):
        reverie.reel(NOON - 400 * DAY, NOON, 60)


def test_the_app_changes_forwards_and_backwards_to_where_it_began(
    reverie: Reverie, kept: tuple[UUID, ...]
) -> None:
    nine = NOON + timedelta(minutes=9)
    later = IncomingFrame(nine + timedelta(minutes=1), text="More harbour news", app="Firefox")
    reverie.keep([Incoming(frame=later)])

    assert reverie.app_change("Thunderbird", NOON, 1) == nine
    assert reverie.app_change("Firefox", nine, 1) is None
    assert reverie.app_change("Firefox", later.time, -1) == nine
    assert reverie.app_change("Firefox", nine, -1) == NOON
    assert reverie.app_change("Thunderbird", NOON, -1) is None


def test_words_for_a_time_mean_a_moment_to_go_to(reverie: Reverie) -> None:
    at = NOON - 3 * DAY

    earlier = reverie.time_of("2 h earlier", at, NOON)
    clock = reverie.time_of("9:15", at, NOON)

    assert earlier is not None
    assert clock is not None
    assert earlier.start == at - timedelta(hours=2)
    assert clock.start.date() == at.date()
    assert reverie.time_of("the green lamp", at, NOON) is None


def test_time_is_summed_by_app_place_and_day_without_the_gaps(reverie: Reverie) -> None:
    minute = timedelta(minutes=1)
    frames = [
        (0, "Code", "lamp.py - heron - Code"),
        (1, "Code", "lamp.py - heron - Code"),
        (2, "Firefox", "Porto - Wikipedia"),
    ]
    frames += [(3, "Firefox", "Porto - Wikipedia"), (50, "Code", "lamp.py - heron - Code")]
    reverie.keep(
        [
            Incoming(frame=IncomingFrame(NOON + n * minute, text=f"line {n}", app=app, window_title=title))
            for n, app, title in frames
        ]
    )

    spent = reverie.spent(NOON - DAY, NOON + DAY)

    assert spent.seconds == 180
    assert [(one.name, one.seconds) for one in spent.apps] == [("Code", 120), ("Firefox", 60)]
    assert [(one.name, one.app) for one in spent.places] == [
        ("lamp.py - heron", "Code"),
        ("Porto - Wikipedia", "Firefox"),
    ]
    assert [(one.name, one.seconds, one.app) for one in spent.projects] == [("heron", 120, "Code")]
    days = reverie.spent_by_day(NOON - DAY, NOON + DAY)
    assert [(one.day, one.seconds) for one in days] == [("2026-11-20", 180)]


def test_a_frame_that_was_given_as_text_has_its_text_and_no_picture(
    reverie: Reverie, kept: tuple[UUID, ...]
) -> None:
    detail = reverie.frame(kept[0])

    assert "ferry to Porto" in detail.text
    assert (detail.frame.app, detail.frame.window_title) == ("Thunderbird", "Inbox")
    assert not detail.frame.has_picture
    assert reverie.picture(kept[0]) == b""


def test_a_dry_run_counts_and_keeps(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    receipt = reverie.forget(Forget(ids=(kept[0],), dry_run=True))

    assert receipt.dry_run
    assert receipt.observations == 1
    assert reverie.frame(kept[0]).text


def test_what_was_forgotten_is_gone_everywhere(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    reverie.ask(Question("When does the ferry to Porto leave?", thread="chat-1", model="none", now=NOON))

    receipt = reverie.forget(Forget(ids=(kept[0],)))

    assert kept[0] in receipt.ids
    assert kept[0] not in {hit.id for hit in reverie.search(Query("ferry Porto")).hits}
    assert kept[0] not in {frame.id for frame in reverie.frames(NOON, NOON + timedelta(hours=1))}
    assert "7:40" not in "".join(turn.text for turn in reverie.thread("chat-1"))
    with pytest.raises(REFUSALS):
        reverie.frame(kept[0])


def test_a_stretch_of_time_can_be_forgotten(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    reverie.forget(Forget(since=NOON, until=NOON + timedelta(minutes=5)))

    assert [frame.id for frame in reverie.frames(NOON, NOON + timedelta(hours=1))] == [kept[1]]


def test_a_site_is_forgotten_with_its_subdomains(reverie: Reverie) -> None:
    urls = ("https://example.org/a", "https://mail.example.org/b", "https://notexample.org/c", "")
    ids = reverie.keep(
        [
            Incoming(frame=IncomingFrame(NOON + n * DAY, text=f"page {n}", url=url))
            for n, url in enumerate(urls)
        ]
    ).ids

    receipt = reverie.forget(Forget(site="example.org"))

    assert set(receipt.ids) == set(ids[:2])
    assert receipt.by == ("site",)


def test_a_person_is_forgotten_by_what_they_said(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    receipt = reverie.forget(Forget(people=("Tomas",)))

    assert kept[2] in receipt.ids
    assert kept[0] not in receipt.ids


def test_conditions_hold_together(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    assert reverie.forget(Forget(app="Firefox", until=NOON + timedelta(minutes=5))).observations == 0
    assert reverie.forget(Forget(app="Firefox", match="crane")).ids == (kept[1],)


def test_nothing_chosen_is_refused(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    with pytest.raises(REFUSALS):
        reverie.forget(Forget())

    assert reverie.frame(kept[0])


def test_every_forgetting_leaves_a_receipt_without_ids_in_the_list(
    reverie: Reverie, kept: tuple[UUID, ...]
) -> None:
    reverie.forget(Forget(match="ferry", dry_run=True))
    assert reverie.receipts() == []

    first = reverie.forget(Forget(match="ferry"))
    reverie.forget(Forget(match="ferry"))
    second = reverie.forget(Forget(app="Firefox"))

    assert [receipt.number for receipt in reverie.receipts()] == [second.number, first.number] == [2, 1]
    assert all(receipt.ids == () for receipt in reverie.receipts())
    assert [receipt.by for receipt in reverie.receipts()] == [("app",), ("words",)]
    assert reverie.receipt(1).body
    assert reverie.verify_receipts() == []
    with pytest.raises(REFUSALS):
        reverie.receipt(3)


def test_no_backup_is_known_before_one_was_made(reverie: Reverie) -> None:
    assert reverie.known_backups() == []


def test_a_backup_is_written_while_the_safe_is_in_use_and_known_from_then_on(
    reverie: Reverie, kept: tuple[UUID, ...], tmp_path: Path
) -> None:
    made = reverie.back_up(str(tmp_path / "backup"))

    assert made.size > 0
    assert [known.path for known in reverie.known_backups()] == [made.path]
    assert reverie.frames(NOON - DAY, NOON + DAY)
    with pytest.raises(REFUSALS):
        reverie.back_up("backup")


def test_an_export_is_carried_out_in_pieces_and_known_from_then_on(
    reverie: Reverie, kept: tuple[UUID, ...], tmp_path: Path
) -> None:
    path = str(tmp_path / "export.json")

    errand = reverie.export(Export(path))
    while not errand.over:
        errand = reverie.go_on(errand.id, 0.0)

    assert errand.exported is not None
    assert (errand.exported.path, errand.exported.form, errand.exported.sealed) == (path, "json", False)
    assert errand.exported.size == Path(path).stat().st_size > 0
    assert [known.path for known in reverie.known_backups()] == [path]
    with pytest.raises(REFUSALS):
        reverie.go_on(errand.id)


def test_a_model_that_is_here_is_not_fetched_again_and_one_without_a_hub_is_refused(reverie: Reverie) -> None:
    for model in reverie.models():
        assert not (model.present and model.host)
    with pytest.raises(REFUSALS):
        reverie.pull("no-such-model")


@pytest.mark.parametrize("what", [Export("export.json"), Export("/tmp/export.json", "novel")])
def test_an_export_that_cannot_be_is_refused_at_once(reverie: Reverie, what: Export) -> None:
    with pytest.raises(REFUSALS) as refused:
        reverie.export(what)

    assert _code(refused.value) == 2


def test_an_export_takes_the_place_of_a_file_only_when_asked_to(
    reverie: Reverie, kept: tuple[UUID, ...], tmp_path: Path
) -> None:
    there = tmp_path / "export.json"
    there.write_text("mine")

    with pytest.raises(REFUSALS):
        reverie.export(Export(str(there)))

    assert there.read_text() == "mine"
    errand = reverie.export(Export(str(there), replace=True))
    while not errand.over:
        errand = reverie.go_on(errand.id)
    assert there.read_text() != "mine"


def test_an_export_given_up_leaves_no_file(reverie: Reverie, kept: tuple[UUID, ...], tmp_path: Path) -> None:
    errand = reverie.export(Export(str(tmp_path / "export.json")))

    reverie.give_up(errand.id)
    reverie.give_up(errand.id)

    assert list(tmp_path.glob("*export*")) == []
    with pytest.raises(REFUSALS):
        reverie.go_on(errand.id)


def test_an_export_taken_in_where_it_came_from_adds_nothing(
    reverie: Reverie, kept: tuple[UUID, ...], tmp_path: Path
) -> None:
    path = str(tmp_path / "export.json")
    errand = reverie.export(Export(path))
    while not errand.over:
        errand = reverie.go_on(errand.id)

    errand = reverie.take_export(path)
    while not errand.over:
        errand = reverie.go_on(errand.id)

    assert errand.imported is not None
    assert (errand.imported.observations, errand.imported.memories) == (0, 0)
    assert errand.imported.known > 0
    with pytest.raises(REFUSALS):
        reverie.take_export(str(tmp_path / "nothing.json"))


def test_a_sound_safe_has_no_problems(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    assert reverie.verify().problems == ()


def test_what_is_kept_for_a_time_only_is_listed_foretold_and_ended(
    reverie: Reverie, kept: tuple[UUID, ...]
) -> None:
    assert reverie.retention_forecast("frames", "Firefox", 1).observations == 0

    rule = reverie.retain("frames", "Firefox", 90)
    again = reverie.retain("frames", "Firefox", 30)

    assert [(known.id, known.days) for known in reverie.retention()] == [(rule.id, 30)]
    assert again.starts >= NOON + DAY
    reverie.remove_retention(rule.id)
    assert reverie.retention() == []
    for wrong in (("nonsense", "", 5), ("frames", "", 0)):
        with pytest.raises(REFUSALS):
            reverie.retain(*wrong)
    with pytest.raises(REFUSALS):
        reverie.remove_retention(rule.id)


def test_fading_is_foreseen_and_waits_to_be_agreed_to(reverie: Reverie, kept: tuple[UUID, ...]) -> None:
    foreseen = reverie.fading()

    assert (foreseen.mode, foreseen.cap) == ("ask", None)
    assert [step.to for step in foreseen.steps] == ["smaller", "thumbnail", "text"]
    assert sum(step.pictures for step in foreseen.steps) == 0  # nothing is old enough
    report = reverie.fade()
    assert (report.pictures, report.bytes, report.more) == (0, 0, False)
    reverie.set_setting("pictures.fading", "on")
    assert reverie.fading().mode == "on"


@pytest.mark.parametrize("name", ["frame", "picture", "turn", "memory", "history"])
def test_an_unknown_id_is_refused(reverie: Reverie, name: str) -> None:
    with pytest.raises(REFUSALS):
        getattr(reverie, name)(uuid4())


def test_pausing_lasts_until_its_time_or_until_resumed(reverie: Reverie) -> None:
    paused = reverie.pause(600)

    assert paused.recording is Recording.PAUSED
    assert paused.paused_until is not None
    assert reverie.resume().recording is not Recording.PAUSED


def test_rules_can_be_added_and_removed_but_not_the_built_in_ones(reverie: Reverie) -> None:
    rule = reverie.add_rule(app="Banking")
    assert rule.id in {known.id for known in reverie.rules()}

    reverie.remove_rule(rule.id)

    assert rule.id not in {known.id for known in reverie.rules()}
    built_in = next(known for known in reverie.rules() if known.built_in)
    with pytest.raises(REFUSALS):
        reverie.remove_rule(built_in.id)


def test_a_rehearsed_rule_tells_what_it_would_have_hidden_and_what_to_forget(
    reverie: Reverie, kept: tuple[UUID, ...]
) -> None:
    frames = reverie.frames(NOON - 30 * DAY, NOON + DAY)
    app = frames[0].app
    of_it = {frame.id for frame in frames if frame.app == app}

    found = reverie.rehearse(app=app, since=NOON - 30 * DAY, until=NOON + DAY)

    assert set(found.ids) == of_it
    assert (found.moments, found.seen) == (len(of_it), len(frames))
    assert [(of.app, of.moments) for of in found.apps] == [(app, len(of_it))]
    assert sum(stretch.moments for stretch in found.stretches) == len(of_it)
    assert len(reverie.frames(NOON - 30 * DAY, NOON + DAY)) == len(frames)
    assert reverie.rehearse(title="no such title", since=NOON - 30 * DAY, until=NOON + DAY).moments == 0
    assert reverie.rehearse(app=app, since=NOON + DAY, until=NOON + 2 * DAY).seen == 0
    with pytest.raises(REFUSALS):
        reverie.rehearse()
    reverie.forget(Forget(found.ids))
    assert reverie.rehearse(app=app, since=NOON - 30 * DAY, until=NOON + DAY).moments == 0


def test_every_kind_has_a_title_and_columns(reverie: Reverie) -> None:
    kinds = reverie.kinds()

    assert len(kinds) >= 6
    assert all(kind.title and kind.columns for kind in kinds)
    assert len({kind.name for kind in kinds}) == len(kinds)


def test_an_imported_memory_is_listed_read_found_and_has_a_history(reverie: Reverie) -> None:
    body = {"name": "Lemon trees", "summary": "Lemon trees want six hours of sun"}

    report = reverie.import_memories([IncomingMemory("semantic", body, "lemon", valid_from=NOON)])

    (id,) = report.ids
    memory = reverie.memory(id)
    assert memory.external_id == "lemon"
    assert memory.body["summary"] == body["summary"]
    assert id in {known.id for known in reverie.memories("semantic")}
    assert id not in {known.id for known in reverie.memories("episodic")}
    assert reverie.history(id) == []
    assert id in {hit.id for hit in reverie.search(Query("lemon trees sun", kinds=("semantic",))).hits}


def test_a_dream_is_foretold_dreamt_listed_and_taken_back(reverie: Reverie) -> None:
    body = {"name": "Lemon trees", "summary": "Lemon trees want six hours of sun"}
    other = {"name": "Lemon trees", "summary": "Lemon trees want seven hours of sun"}
    reverie.import_memories([IncomingMemory("semantic", one, valid_from=NOON) for one in (body, body, other)])
    before = {memory.id for memory in reverie.memories("semantic")}

    foretold = reverie.dream(("merge",), dry_run=True)
    assert (foretold.run, foretold.dry_run, foretold.tasks[0].changes) == (None, True, 1)
    assert {memory.id for memory in reverie.memories("semantic")} == before
    report = reverie.dream(("merge",))

    assert [(task.name, task.changes, len(task.lines)) for task in report.tasks] == [("merge", 1, 1)]
    left = reverie.memories("semantic")
    assert {memory.body["summary"] for memory in left} == {body["summary"], other["summary"]}
    assert len(left) == 2
    (gone,) = before - {memory.id for memory in left}
    assert reverie.memory(gone).superseded_by in before
    assert [(one.id, one.undone) for one in reverie.dreams()] == [(report.run, None)]
    undone = reverie.undo_dream()
    assert [(change.memory, change.effect) for change in undone.changed] == [(gone, "returns")]
    assert {memory.id for memory in reverie.memories("semantic")} == before
    assert reverie.dreams()[0].undone is not None
    for refused in (lambda: reverie.undo_dream(report.run), lambda: reverie.dream(("nonsense",))):
        with pytest.raises(REFUSALS):
            refused()


def test_reflecting_tells_what_contradicts_itself_and_does_what_is_taken_up(reverie: Reverie) -> None:
    towns = ("Uppsala", "Lund")
    items = [
        IncomingMemory(
            "semantic", {"name": "Tilde Berg", "summary": f"Tilde Berg lives in {town}"}, valid_from=NOON + n * DAY
        )
        for n, town in enumerate(towns)
    ]  # fmt: skip
    older, newer = reverie.import_memories(items).ids

    (found,) = reverie.reflect().insights

    assert (found.sort, found.can_apply, set(found.memories)) == ("contradiction", True, {older, newer})
    assert all(town in found.told for town in towns)
    assert reverie.memory(older).current
    reverie.ignore_insight(found.id)
    assert reverie.reflect().insights == ()
    (held,) = reverie.take_up(found.id)
    assert held.id == newer
    assert reverie.memory(older).superseded_by == newer
    with pytest.raises(REFUSALS):
        reverie.take_up(found.id)


def test_memories_are_paged_newest_first(reverie: Reverie) -> None:
    items = [
        IncomingMemory(
            "semantic", {"name": f"Thing {n}", "summary": f"Thing {n} is blue"}, valid_from=NOON + n * DAY
        )
        for n in range(5)
    ]
    reverie.import_memories(items)

    pages = [reverie.memories("semantic", limit=2, offset=offset) for offset in (0, 2, 4)]

    assert [len(page) for page in pages] == [2, 2, 1]
    assert len({memory.id for page in pages for memory in page}) == 5
    assert len(reverie.memories("semantic", limit=0)) == 5


def test_a_memory_of_no_known_kind_is_not_kept(reverie: Reverie) -> None:
    try:
        report = reverie.import_memories([IncomingMemory("nonsense", {"text": "x"})])
    except REFUSALS:
        return

    assert report.kept == 0
    assert report.refused


def test_a_secret_is_masked_and_revealed_only_to_the_passphrase(reverie: Reverie) -> None:
    body = {
        "entry_type": "code",
        "source": "note",
        "sensitivity": "high",
        "caption": "Door of the office",
        "secret_value": "4471-lynx",
    }
    (id,) = reverie.import_memories([IncomingMemory("vault", body)]).ids

    memory = reverie.memory(id)

    assert memory.has_secret
    assert "4471-lynx" not in str(memory.body)
    assert not reverie.search(Query("4471-lynx")).hits
    with pytest.raises(REFUSALS):
        reverie.reveal(id, "something else")
    assert reverie.reveal(id, PASSPHRASE) == "4471-lynx"


def test_what_is_set_about_the_user_is_told(reverie: Reverie) -> None:
    memory = reverie.core_set("human", "Works at the harbour")

    assert reverie.memory(memory.id).body["value"] == "Works at the harbour"


def _facts(reverie: Reverie, *names: str) -> tuple[UUID, ...]:
    body = {"summary": "As it is."}
    return reverie.import_memories([IncomingMemory("semantic", {"name": name, **body}) for name in names]).ids


def _said(reverie: Reverie, label: str) -> list[str]:
    return [memory.body["value"] for memory in reverie.memories("core") if memory.body["label"] == label]


def test_what_is_rewritten_is_linked_both_ways_and_can_be_undone_and_undone_again(reverie: Reverie) -> None:
    old = reverie.core_set("human", "Lives in Lisbon")
    new = reverie.core_set("human", "Lives in Porto")
    assert _said(reverie, "human") == ["Lives in Porto"]
    assert reverie.memory(old.id).superseded_by == new.id
    assert reverie.memory(new.id).replaces == (old.id,)

    assert reverie.undo(new.id).id == old.id
    assert _said(reverie, "human") == ["Lives in Lisbon"]
    assert reverie.undo(old.id).id == new.id
    assert _said(reverie, "human") == ["Lives in Porto"]
    assert {step.reason for step in reverie.history(old.id)} == {"rewritten by you", "undone"}
    assert {step.author for step in reverie.history(old.id)} == {"user"}


def test_nothing_can_be_undone_in_what_was_never_changed(reverie: Reverie) -> None:
    (id,) = _facts(reverie, "Home town")

    with pytest.raises(REFUSALS, match="nothing to undo"):
        reverie.undo(id)


def test_a_day_is_undone_after_a_look_at_it_and_comes_back_by_its_name(reverie: Reverie) -> None:
    reverie.core_set("human", "Works at the harbour")
    since, until, by = NOON - DAY, NOON + DAY, ("user",)

    meant = reverie.undo_between(since, until, by, dry_run=True)
    assert _said(reverie, "human") == ["Works at the harbour"]
    done = reverie.undo_between(since, until, by)

    assert [(one.title, one.effect) for one in done.changed] == [("human", "leaves")]
    assert (meant.changed, meant.dry_run, meant.batch) == (done.changed, True, None)
    assert _said(reverie, "human") == []
    assert done.batch is not None
    assert reverie.undo_batch(done.batch).changed
    assert _said(reverie, "human") == ["Works at the harbour"]
    with pytest.raises(REFUSALS):
        reverie.undo_batch(done.batch)
    assert reverie.undo_between(since - 9 * DAY, since, by).changed == ()
    with pytest.raises(REFUSALS):
        reverie.undo_between(since, until, ("nobody",))


def test_a_memory_at_a_time_says_whether_it_was_so_and_known(reverie: Reverie) -> None:
    item = IncomingMemory(
        "semantic", {"name": "Town", "summary": "Lisbon"}, valid_from=NOON - 9 * DAY, valid_to=NOON - DAY
    )
    (id,) = reverie.import_memories([item]).ids

    assert [(one.memory.id, one.held, one.known) for one in reverie.as_of(NOON - 2 * DAY)] == [
        (id, True, False)
    ]
    assert reverie.as_of(NOON - 2 * DAY, kind="core") == []
    assert reverie.as_of(NOON - 10 * DAY) == []
    assert reverie.as_of(NOON + DAY) == []


def test_revealing_and_copying_are_written_down(reverie: Reverie) -> None:
    body = {
        "entry_type": "code",
        "source": "note",
        "sensitivity": "high",
        "caption": "Door",
        "secret_value": "4471",
    }
    (id,) = reverie.import_memories([IncomingMemory("vault", body)]).ids
    with pytest.raises(REFUSALS):
        reverie.reveal(id, "something else", copy=True)
    assert reverie.vault_log() == []

    reverie.reveal(id, PASSPHRASE)
    reverie.reveal(id, PASSPHRASE, copy=True)

    assert [(entry.memory, entry.title, entry.what) for entry in reverie.vault_log()] == [
        (id, "Door", "copied"),
        (id, "Door", "revealed"),
    ]
    assert len(reverie.vault_log(1)) == 1


def test_what_was_kept_waits_to_be_digested_and_then_nothing_does(reverie: Reverie) -> None:
    assert reverie.queue() == []

    reverie.keep([Incoming(frame=IncomingFrame(NOON, text=MAIL, app="Thunderbird", window_title="Inbox"))])

    (waiting,) = [one for one in reverie.queue() if one.kind == "digest"]
    assert (waiting.number, waiting.oldest, waiting.waits_for) == (1, NOON + timedelta(hours=1), "")
    assert waiting.what
    while reverie.digest(5.0, "none").pending:
        pass
    assert reverie.queue() == []


def test_an_empty_inbox_and_no_failed_work(reverie: Reverie) -> None:
    assert reverie.inbox() == []
    assert reverie.jobs() == []
    for ask in (reverie.inbox_accept, reverie.inbox_reject, reverie.retry_job, reverie.drop_job):
        with pytest.raises(REFUSALS):
            ask(uuid4())
    with pytest.raises(REFUSALS):
        reverie.inbox_accept(uuid4(), body={"summary": "x"})
    assert (reverie.refusals().counts, reverie.refusals().refusals) == ({}, ())


def test_what_is_answered_once_for_all_is_listed_until_it_is_revoked(reverie: Reverie) -> None:
    answer = reverie.inbox_always("semantic", False, "screen")

    assert reverie.inbox_answers() == [answer]
    assert (answer.kind, answer.origin, answer.accepts) == ("semantic", "screen", False)
    with pytest.raises(REFUSALS):
        reverie.inbox_always("core", True)
    with pytest.raises(REFUSALS):
        reverie.inbox_always("semantic", True, "nowhere")
    with pytest.raises(REFUSALS):
        reverie.inbox_always("nonsense", True)
    reverie.inbox_revoke(answer.id)
    assert reverie.inbox_answers() == []
    with pytest.raises(REFUSALS):
        reverie.inbox_revoke(answer.id)


def test_what_is_wrong_is_said_to_be_so_by_its_id(reverie: Reverie) -> None:
    (id,) = reverie.import_memories(
        [IncomingMemory("semantic", {"name": "Town", "summary": "Ana lives in Lisbon"})]
    ).ids

    answer = reverie.correct("it's Porto", id)

    assert "Porto" in answer.answer
    assert any("Porto" in str(memory.body) for memory in reverie.memories("semantic"))
    with pytest.raises(REFUSALS):
        reverie.correct("it's Porto")
    with pytest.raises(REFUSALS):
        reverie.correct("it's Porto", uuid4())
    with pytest.raises(REFUSALS):
        reverie.correct(" ", id)


def test_a_setting_is_kept(reverie: Reverie) -> None:
    reverie.set_setting("timezone", "Europe/Lisbon")

    assert reverie.settings()["timezone"] == "Europe/Lisbon"


def test_settings_are_shown_with_what_a_page_needs_and_their_present_value(reverie: Reverie) -> None:
    reverie.set_setting("capture.interval", "5")
    reverie.set_setting("model.server_key", "abc")

    views = {view.name: view for view in reverie.setting_views()}

    assert list(views) == list(reverie.settings())
    interval = views["capture.interval"]
    assert (interval.type, interval.value, interval.default) == ("number", 5.0, 2.0)
    assert (interval.least, interval.most, interval.unit) == (0.5, 60.0, "seconds")
    assert views["capture.at_start"].value is True
    assert views["capture.on_battery"].choices
    assert "Europe/Rome" in views["timezone"].offers
    assert "none" in views["model.language"].offers
    assert "abc" not in str(views["model.server_key"].value)
    assert all(view.group and view.label and view.text for view in views.values())


def test_a_value_that_does_not_fit_is_refused_in_a_sentence(reverie: Reverie) -> None:
    with pytest.raises(REFUSALS) as refused:
        reverie.set_setting("capture.interval", "never")

    assert refused.value.message.endswith(".")


def test_the_doctor_says_something_about_each_thing_looked_at(reverie: Reverie) -> None:
    checks = reverie.doctor()

    assert checks
    assert all(check.name and check.message for check in checks)


def behind(answer: Answer) -> set[UUID]:
    """The ids of everything an answer rests on."""
    return {id for citation in answer.citations for id in _ids(citation)}


def _ids(citation: Citation) -> set[UUID]:
    return {citation.id, *(source.id for source in citation.sources)}
