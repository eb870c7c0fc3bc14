"""The recall overlay: results while typing, in two groups; chips; keys; the locked safe; what must not happen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QListView
from pytestqt.qtbot import QtBot

from app.interfaces import Forget, Hit, Place, Query, Refused, SearchResult, SourceView, WrittenFilter
from tests.fakes.small_world import SmallWorld
from ui.application import Session
from ui.desk import Desk
from ui.house import House
from ui.recall import chips, crops, marking, reasons
from ui.recall.overlay import Overlay
from ui.recall.page import RecallPage
from ui.recall.results import Results
from ui.timeline.view import TimelineView

WAIT = 10_000
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def overlay(qtbot: QtBot, session: Session, house: House) -> Iterator[Overlay]:
    """The overlay of an unlocked safe, shown; the house behind it is there."""
    # The window has settled: getting the keyboard late would send the overlay away, as it should.
    qtbot.waitUntil(session.window.isActiveWindow, timeout=WAIT)
    session.recall.appear()
    qtbot.waitUntil(session.recall.isActiveWindow, timeout=WAIT)
    yield session.recall
    session.recall.hide()


@pytest.fixture
def page(qtbot: QtBot, session: Session, house: House, desk: Desk) -> RecallPage:
    """What stands in it, in a window that stays whatever has the keyboard; it leads into the house as the overlay."""
    page = RecallPage(desk)
    qtbot.addWidget(page)
    page.opened.connect(session.window.come_forward)
    page.resize(780, 600)
    page.show()
    page.begin()
    return page


def hit(text: str, title: str = "Notes", type: str = "turn") -> Hit:
    return Hit(uuid4(), type, NOON, 1.0, title, text)


def found(page: RecallPage) -> list[str]:
    return [one.snippet for one in page.results.hits]


def typed(qtbot: QtBot, page: RecallPage, text: str) -> None:
    """Types, and waits until both groups are there."""
    qtbot.keyClicks(page.box, text)
    qtbot.waitUntil(
        lambda: page._searching.text == page.box.text() and page._is_fresh and not page.results.waiting,
        timeout=WAIT,
    )


def test_exact_words_come_while_typing_and_related_ones_under_a_heading_of_their_own(
    qtbot: QtBot, page: RecallPage
) -> None:
    typed(qtbot, page, "ferry por")

    rows = [page.results.index(at).data() for at in range(page.results.rowCount())]
    assert rows[0].startswith("Exact words")
    assert "The ferry to Porto leaves at 7:40" in rows[1]
    assert any(row.startswith("Related") for row in rows[2:])
    assert page.told.text().startswith(
        f"{len(page.results.exact)} exact, {len(page.results.related)} related"
    )


def test_nothing_is_called_not_found_while_it_is_still_looked_for(
    qtbot: QtBot, page: RecallPage, world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, search = threading.Event(), world.reverie.search

    def slow(query: Query) -> SearchResult:
        if not query.verbatim:
            gate.wait(WAIT / 1000)
        return search(query)

    monkeypatch.setattr(world.reverie, "search", slow)
    qtbot.keyClicks(page.box, "zebra")
    qtbot.waitUntil(lambda: page._is_fresh, timeout=WAIT)

    assert page.face is page.found
    assert [page.results.index(at).data() for at in range(page.results.rowCount())] == ["Related. looking…"]

    gate.set()
    qtbot.waitUntil(lambda: page.face is page.nothing, timeout=WAIT)
    qtbot.waitUntil(lambda: "paused" in page.nothing.seen.text().lower(), timeout=WAIT)
    assert page.nothing.title.text() == "Nothing found: 0 exact, 0 related"


def test_what_comes_late_for_an_earlier_text_changes_nothing(
    qtbot: QtBot, page: RecallPage, world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, search = threading.Event(), world.reverie.search
    asked: list[str] = []

    def slow(query: Query) -> SearchResult:
        asked.append(query.text)
        if query.text == "lemons":
            gate.wait(WAIT / 1000)
        return search(query)

    monkeypatch.setattr(world.reverie, "search", slow)
    page.box.setText("lemons")
    qtbot.waitUntil(lambda: asked.count("lemons") == 2, timeout=WAIT)
    page.box.setText("crane")
    gate.set()

    qtbot.waitUntil(lambda: bool(page.results.hits) and not page.results.waiting, timeout=WAIT)
    assert all("crane" in text.lower() for text in found(page))


def test_what_is_related_waits_for_the_exact_words_where_they_come_later(
    qtbot: QtBot, page: RecallPage, world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, search = threading.Event(), world.reverie.search

    def slow(query: Query) -> SearchResult:
        if query.verbatim:
            gate.wait(WAIT / 1000)
        return search(query)

    monkeypatch.setattr(world.reverie, "search", slow)
    page.box.setText("ferry")
    qtbot.waitUntil(lambda: page._searching._early is not None, timeout=WAIT)
    assert page.results.hits == []

    gate.set()

    qtbot.waitUntil(lambda: bool(page.results.exact) and bool(page.results.related), timeout=WAIT)
    assert not page.results.waiting


def test_fast_typing_fills_no_queue(
    qtbot: QtBot, page: RecallPage, world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, search = threading.Event(), world.reverie.search
    quick: list[str] = []

    def slow(query: Query) -> SearchResult:
        if query.verbatim:
            quick.append(query.text)
            gate.wait(WAIT / 1000)
        return search(query)

    monkeypatch.setattr(world.reverie, "search", slow)
    qtbot.keyClicks(page.box, "harbour")
    gate.set()

    qtbot.waitUntil(lambda: page._is_fresh and bool(page.results.hits), timeout=WAIT)
    assert quick == ["h", "harbour"]


def test_a_hit_with_the_exact_words_is_not_told_again_as_related(desk: Desk) -> None:
    results = Results(desk, desk)
    one, other = hit("The ferry leaves"), hit("A boat")
    again = replace(one, id=uuid4())

    results.show_exact([one])
    assert results.waiting
    results.show_related([again, one, other, replace(other, id=uuid4())])

    assert [each.id for each in results.hits] == [one.id, other.id]
    results.drop([one.id])
    assert [each.snippet for each in results.hits][-1] == "A boat"


def test_filters_are_chips_that_take_themselves_out(qtbot: QtBot, page: RecallPage) -> None:
    def chips() -> list[QAbstractButton]:
        return [one for one in page.chips.findChildren(QAbstractButton) if "✕" in one.text()]

    typed(qtbot, page, "crane app:firefox")
    # Those of "app:fire" are let go of when the loop comes to it.
    qtbot.waitUntil(lambda: len(chips()) == 1, timeout=WAIT)
    (chip,) = chips()
    assert chip.text() == "App: firefox  ✕"
    assert chip.accessibleName() == "Remove the filter App: firefox"

    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)

    assert page.box.text() == "crane"
    qtbot.waitUntil(lambda: not page.chips.findChildren(QAbstractButton), timeout=WAIT)


def test_the_right_arrow_takes_the_first_way_to_go_on(qtbot: QtBot, page: RecallPage) -> None:
    typed(qtbot, page, "crane app:fire")
    assert page.chips.offered == ["crane app:Firefox"]

    qtbot.keyClick(page.box, Qt.Key.Key_Right)

    assert page.box.text() == "crane app:Firefox"


@pytest.mark.parametrize(
    ("filter", "said"),
    [
        (WrittenFilter("before:friday", "before", "friday", NOON, NOON + timedelta(days=1)), "Before Today"),
        (WrittenFilter("after:x", "after", "x", NOON - timedelta(days=1), NOON), "From Yesterday"),
        (WrittenFilter("yesterday", "time", "yesterday", NOON - timedelta(days=1), NOON), "Time: Yesterday"),
        (WrittenFilter("-tea", "without", "tea"), "Without: tea"),
        (WrittenFilter('"a b"', "phrase", "a b"), "Exactly: a b"),
    ],
)
def test_a_filter_is_told_as_it_was_taken(filter: WrittenFilter, said: str) -> None:
    midnight = replace(
        filter,
        since=filter.since and filter.since.replace(hour=0),
        until=filter.until and filter.until.replace(hour=0),
    )

    assert chips.told(midnight, ZoneInfo("UTC"), date(2026, 11, 20)) == said


def test_a_part_is_taken_out_of_a_search() -> None:
    assert chips.without('ferry app:"a b"  porto', 'app:"a b"') == "ferry porto"
    assert chips.without("ferry", "app:x") == "ferry"


def test_down_and_enter_open_the_moment_in_the_timeline(
    qtbot: QtBot, overlay: Overlay, house: House, world: SmallWorld
) -> None:
    page = overlay.page
    typed(qtbot, page, "lemons app:firefox")
    assert page.results.hit(page.found.currentIndex().row()) == page.results.hits[0]

    qtbot.keyClick(page.box, Qt.Key.Key_Return)

    timeline = house.view("timeline")
    assert isinstance(timeline, TimelineView)
    qtbot.waitUntil(
        lambda: timeline.current is not None and timeline.current.id == page.results.hits[0].id, timeout=WAIT
    )
    assert not overlay.isVisible()


def test_enter_before_anything_came_opens_the_first_as_soon_as_it_does(
    qtbot: QtBot, page: RecallPage, house: House
) -> None:
    opened: list[tuple[str, str]] = []
    page.opened.connect(lambda view, subject: opened.append((view, subject)))
    page.box.setText("permit city")

    qtbot.keyClick(page.box, Qt.Key.Key_Return)

    assert opened == []
    qtbot.waitUntil(lambda: bool(opened), timeout=WAIT)
    assert opened[0][0] == "timeline"


def test_a_memory_opens_as_a_memory(qtbot: QtBot, page: RecallPage) -> None:
    opened: list[tuple[str, str]] = []
    page.opened.connect(lambda view, subject: opened.append((view, subject)))
    typed(qtbot, page, "harbour kind:semantic")

    qtbot.keyClick(page.box, Qt.Key.Key_Return)

    assert opened == [("memories", str(page.results.hits[0].id))]


def test_a_line_of_a_conversation_opens_with_those_around_it(
    qtbot: QtBot, overlay: Overlay, house: House
) -> None:
    typed(qtbot, overlay.page, "canoe van")

    qtbot.keyClick(overlay.page.box, Qt.Key.Key_Return)

    qtbot.waitUntil(lambda: house.current is house.evidence, timeout=WAIT)
    assert not overlay.isVisible()


def test_the_list_is_walked_previewed_and_left_by_keys(qtbot: QtBot, overlay: Overlay) -> None:
    page = overlay.page
    typed(qtbot, page, "harbour")
    first, second = page.results.hits[:2]

    qtbot.keyClick(page.box, Qt.Key.Key_Down)
    assert page.results.hit(page.found.currentIndex().row()) == second
    qtbot.keyClick(page.found, Qt.Key.Key_Space)
    evidence = page.evidence
    assert evidence is not None
    assert page.face is evidence
    assert evidence.exhibit is not None
    assert evidence.exhibit.id == second.id
    qtbot.waitUntil(lambda: bool(evidence.picture.boxes), timeout=WAIT)

    evidence.step(-1)
    overlay._step_back()
    assert page.face is page.found
    assert page.results.hit(page.found.currentIndex().row()) == first
    qtbot.keyClick(page.found, Qt.Key.Key_Up)
    qtbot.keyClicks(page.found, "x")
    assert page.box.text() == "harbourx"
    overlay._step_back()
    assert page.box.text() == ""
    assert page.face is page.teaching
    overlay._step_back()
    assert not overlay.isVisible()


def test_tab_asks_the_chat_with_what_was_typed(qtbot: QtBot, page: RecallPage, house: House) -> None:
    qtbot.keyClicks(page.box, "When does the ferry leave?")

    qtbot.keyClick(page.box, Qt.Key.Key_Tab)

    assert house.current_name == "chat"
    qtbot.waitUntil(
        lambda: (
            "When does the ferry leave?"
            in [label.text() for label in house.view("chat").findChildren(QLabel)]
        ),
        timeout=WAIT,
    )


def test_an_example_may_be_tried(qtbot: QtBot, page: RecallPage) -> None:
    example = page.teaching.findChildren(QAbstractButton)[0]

    qtbot.mouseClick(example, Qt.MouseButton.LeftButton)

    assert page.box.text() == example.text()


def test_a_safe_that_locks_takes_everything_along_and_is_offered_to_be_opened(
    qtbot: QtBot, session: Session, overlay: Overlay, world: SmallWorld
) -> None:
    page = overlay.page
    typed(qtbot, page, "harbour")
    page.preview()

    world.reverie.lock()

    qtbot.waitUntil(lambda: page.shut.title.text() == "Reverie is locked", timeout=WAIT)
    assert page.face is page.shut
    assert (page.box.text(), page.results.hits, page.evidence) == ("", [], None)
    assert not page.box.isEnabled()
    assert not page._crops._made

    qtbot.mouseClick(page.shut.button, Qt.MouseButton.LeftButton)
    assert not overlay.isVisible()
    assert session.window.isVisible()


def test_a_keeper_that_cannot_be_reached_is_said_with_the_reason(page: RecallPage, desk: Desk) -> None:
    desk.status = None
    desk.shut.emit("The disk is full.")

    assert page.face is page.shut
    assert page.shut.title.text() == "Reverie cannot be reached"
    assert page.shut.told.text() == "The disk is full."


def test_what_is_forgotten_leaves_the_list(qtbot: QtBot, page: RecallPage, world: SmallWorld) -> None:
    typed(qtbot, page, "canoe")
    gone = page.results.hits[0].id

    world.reverie.forget(Forget(ids=(gone,)))

    qtbot.waitUntil(lambda: gone not in {one.id for one in page.results.hits}, timeout=WAIT)


def test_a_search_that_is_refused_is_said_and_not_called_empty(
    qtbot: QtBot, page: RecallPage, world: SmallWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(query: Query) -> SearchResult:
        raise Refused("The disk is full", "Free some space.")

    monkeypatch.setattr(world.reverie, "search", broken)
    qtbot.keyClicks(page.box, "x")

    qtbot.waitUntil(lambda: page.face is page.nothing, timeout=WAIT)
    assert page.nothing.title.text() == "The disk is full"


def test_notes_of_a_search_are_told(qtbot: QtBot, page: RecallPage) -> None:
    typed(qtbot, page, "crane before:whenever")

    assert "whenever" in page.told.text()


def test_asked_for_again_it_goes(qtbot: QtBot, session: Session, overlay: Overlay) -> None:
    qtbot.waitUntil(overlay.isActiveWindow, timeout=WAIT)

    session.show_view("recall")

    assert not overlay.isVisible()


def test_when_it_comes_back_the_text_is_ready_to_be_typed_over(qtbot: QtBot, page: RecallPage) -> None:
    typed(qtbot, page, "crane")
    page.rest()
    page.results.clear()

    page.begin()

    assert page.box.selectedText() == "crane"
    qtbot.waitUntil(lambda: bool(page.results.hits), timeout=WAIT)


def test_another_window_with_the_focus_sends_it_away(
    qtbot: QtBot, session: Session, overlay: Overlay
) -> None:
    qtbot.waitUntil(overlay.isActiveWindow, timeout=WAIT)

    session.window.come_forward()

    qtbot.waitUntil(lambda: not overlay.isVisible(), timeout=WAIT)


def test_everything_in_it_has_a_name_and_shows_plain_text(qtbot: QtBot, page: RecallPage) -> None:
    typed(qtbot, page, "harbour app:f")
    page.preview()

    for kind in (QAbstractButton, QLineEdit, QListView):
        for widget in page.findChildren(kind):
            if type(widget).__module__.startswith("ui"):
                assert widget.accessibleName(), widget
    assert all(
        label.textFormat() == Qt.TextFormat.PlainText
        for label in page.findChildren(QLabel)
        if label.text() and not label.pixmap()
    )


def test_captured_markup_is_shown_as_it_stands(desk: Desk) -> None:
    results = Results(desk, desk)
    results.show_exact([hit("<b>bold</b> &amp; <img src=x>", "<i>Title</i>")])

    assert "<i>Title</i>" in str(results.index(1).data())
    assert "<img src=x>" in str(results.index(1).data())


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ({"meaning": 2.0, "words": 0.4, "length": 9.0}, "some of the words · close in meaning"),
        ({"meaning_around": 1.0, "date": 2.3}, "some of the words · of that time"),
        ({"person": 1.0, "meaning": -3.0}, "some of the words · whom you name"),
        ({"length": 1.0}, "some of the words"),
        ({"words": 1.0}, ""),
    ],
)
def test_a_related_hit_says_why_it_was_found(why: dict[str, float], said: str) -> None:
    assert reasons.told(replace(hit("the ferry"), why=why), ("ferry", "por*")) == said


def test_words_that_are_not_there_are_no_reason_whatever_their_signals_say() -> None:
    lacking = replace(hit("Harbour news"), why={"cover": 2.0, "near": 1.0, "words": 0.1, "meaning": 0.2})

    assert reasons.told(lacking, ("ferry",)) == "close in meaning"


def test_started_for_recall_the_overlay_comes_alone_and_searches_once_the_safe_is_reached(
    qtbot: QtBot, qapp: QApplication, world: SmallWorld, settings: QSettings
) -> None:
    session = Session(qapp, lambda: world.reverie, world.reverie.subscribe, "recall", settings)
    session.open()
    page = session.recall.page
    assert session.recall.isVisible()
    assert page.shut.title.text() == "One moment"

    qtbot.waitUntil(lambda: page.face is page.teaching, timeout=WAIT)
    assert not session.window.isVisible()
    session.close()
    session.deleteLater()


@pytest.mark.parametrize(
    ("text", "phrases", "marked"),
    [
        ("The Ferry to Porto", ("ferry", "por*"), ["Ferry", "Porto"]),
        ("transport port", ("port",), ["port"]),
        ("see you at noon", ("you at", "at"), ["you at"]),
        ("北京烤鸭很好", ("烤鸭",), ["烤鸭"]),
        ("a+b (c)", ("(c",), ["(c"]),
        ("nothing", ("*",), []),
    ],
)
def test_the_words_looked_for_are_marked(text: str, phrases: tuple[str, ...], marked: list[str]) -> None:
    assert [text[start : start + length] for start, length in marking.stretches(text, phrases)] == marked


def test_a_crop_shows_the_words_boxed_whatever_became_of_the_picture() -> None:
    screen = QImage(1000, 600, QImage.Format.Format_RGB32)
    screen.fill(QColor("white"))
    for y in range(500, 520):
        for x in range(700, 780):
            screen.setPixelColor(x, y, QColor("black"))
    words = [Place(1400, 1000, 160, 40)]

    crop = crops.cropped(screen, words, 2000, crops.SIZE)

    assert crop.size() == crops.SIZE
    dark = [
        (x, y)
        for x in range(crop.width())
        for y in range(crop.height())
        if crop.pixelColor(x, y).lightness() < 60
    ]
    assert dark
    assert all(20 < x < 120 and 10 < y < 75 for x, y in dark)
    assert not crops.cropped(screen, [], 0, crops.SIZE).isNull()
    narrow = QImage(40, 300, QImage.Format.Format_RGB32)
    assert crops.cropped(narrow, words, 2000, crops.SIZE).size() == crops.SIZE


def test_no_crop_is_made_for_what_was_never_on_screen() -> None:
    assert crops.frame_of(hit("hello")) is None
    screen = SourceView("frame", uuid4())
    assert crops.frame_of(replace(hit("hello"), sources=(SourceView("turn", uuid4()), screen))) == screen.id
