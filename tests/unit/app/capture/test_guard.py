"""What the guard lets through while windows, titles and addresses change."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pytest

from app.capture.built_in import BUILT_IN
from app.capture.guard import LATE, MOVING, SECRET_FIELDS, SETTLE_SECONDS, Guard, address_of
from app.capture.ports import Monitor, Told, Window
from app.capture.rules import Rule
from storage.model import Box
from tests.fakes.accessibility import FakeAccessibility
from tests.fakes.windows import FakeWindows

MONITOR = Monitor(1, 0, 0, 1000, 800)
PLACE = Box(10, 20, 300, 200)
BANK = Rule(title="my bank", id=7)
WHY = "rule 7 (title like my bank)"


def browser(title: str, **also: object) -> Window:
    return replace(Window("Firefox", title, 40, PLACE, id=4), **also)


@dataclass
class Desk:
    """A guard before windows that the test changes, with a clock that only waiting and the test move."""

    windows: FakeWindows = field(default_factory=lambda: FakeWindows(browser("News")))
    said: FakeAccessibility = field(default_factory=FakeAccessibility)
    now: float = 100.0
    waited: float = 0.0

    def __post_init__(self) -> None:
        self.guard = Guard(self.windows, self.said, lambda: self.now, self.wait)

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.waited += seconds

    def masked(self, *rules: Rule) -> tuple[Box, ...]:
        return self.guard.judge(self.guard.view(rules), MONITOR).masked


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_picture_taken_while_a_window_came_went_or_moved_is_not_kept(desk: Desk) -> None:
    for change in (
        lambda: desk.windows.open.insert(0, Window("KeePassXC", "db", 41, PLACE, id=5)),
        lambda: desk.windows.open.pop(0),
        lambda: desk.windows.open.__setitem__(0, browser("News", box=Box(11, 20, 300, 200))),
        lambda: desk.windows.open.__setitem__(0, browser("my bank")),
    ):
        view = desk.guard.view([])
        change()

        assert desk.guard.judge(view, MONITOR).reasons == (MOVING,)
        assert not desk.guard.judge(view, MONITOR).allowed
        assert desk.guard.judge(desk.guard.view([]), MONITOR).allowed


def test_a_window_stays_hidden_for_a_moment_after_it_calls_itself_something_else(desk: Desk) -> None:
    desk.windows.open = [browser("my bank")]
    hidden = desk.masked(BANK)
    desk.windows.open = [browser("News")]

    just_switched = desk.masked(BANK)
    desk.wait(1.1)

    assert (hidden, just_switched, desk.masked(BANK)) == ((PLACE,), (PLACE,), ())


def test_where_a_hidden_window_stood_stays_masked_for_a_moment(desk: Desk) -> None:
    desk.windows.open = [browser("my bank")]
    desk.masked(BANK)
    desk.windows.open = []

    fading = desk.masked(BANK)
    desk.wait(1.1)

    assert (fading, desk.masked(BANK)) == ((PLACE,), ())


def test_a_title_that_follows_its_pixels_takes_the_picture_with_it(desk: Desk) -> None:
    view = desk.guard.view([BANK])
    verdict = desk.guard.judge(view, MONITOR)
    desk.windows.open = [browser("my bank")]

    assert verdict.allowed
    assert not desk.guard.still_holds(view, MONITOR, [BANK])
    assert desk.waited == pytest.approx(SETTLE_SECONDS)


def test_a_title_that_stays_harmless_keeps_the_picture(desk: Desk) -> None:
    view = desk.guard.view([BANK])
    desk.windows.open = [browser("More news")]

    assert desk.guard.still_holds(view, MONITOR, [BANK])


def test_an_editor_is_not_waited_for_where_no_rule_goes_by_title(desk: Desk) -> None:
    desk.windows.open = [Window("Editor", "report", 42, PLACE, id=6)]

    assert desk.guard.still_holds(desk.guard.view(BUILT_IN), MONITOR, BUILT_IN)
    assert desk.waited == 0


def test_an_address_that_the_application_tells_is_what_a_rule_goes_by(desk: Desk) -> None:
    rule = Rule(url="bank.example", id=7)
    desk.said.says["News"] = Told(title="News", url="https://bank.example/account")
    hidden = desk.masked(rule)
    desk.wait(2)
    desk.said.says["News"] = Told(title="News", url="https://news.example/")

    assert (hidden, desk.masked(rule)) == ((PLACE,), ())


def test_an_address_in_a_title_is_shown_and_proves_nothing(desk: Desk) -> None:
    liar = browser("https://news.example/today - Firefox")
    desk.windows.open = [liar]

    assert address_of(liar) == "https://news.example/today"
    assert address_of(replace(liar, app="Editor")) == ""
    assert desk.masked(Rule(url="bank.example", id=7)) == (PLACE,)


def test_a_private_window_is_known_by_what_the_application_says(desk: Desk) -> None:
    before = desk.masked(*BUILT_IN)
    desk.said.says["News"] = Told(title="News (Incognito)", private=True)

    assert (before, desk.masked(*BUILT_IN)) == ((), (PLACE,))


def test_a_browser_started_private_is_hidden_unless_it_says_that_this_window_is_not(desk: Desk) -> None:
    desk.windows.open = [browser("News", private=True)]
    silent = desk.masked(*BUILT_IN)
    desk.wait(2)
    desk.said.says["News"] = Told(title="News", url="https://news.example/")

    assert (silent, desk.masked(*BUILT_IN)) == ((PLACE,), ())


def test_a_browser_that_could_tell_and_is_late_is_hidden_and_an_editor_is_not(desk: Desk) -> None:
    desk.said.says["News"] = Told(answered=False)
    late = desk.guard.view([])
    desk.wait(2)
    desk.windows.open = [Window("Editor", "News", 42, PLACE, id=6)]

    assert [mask.why for mask in late.masks] == [LATE]
    assert desk.guard.view([]).masks == ()


def test_fields_for_passwords_are_masked_and_a_picture_in_which_they_moved_is_dropped(desk: Desk) -> None:
    field_box = Box(50, 60, 100, 20)
    desk.said.says["News"] = Told(title="News", secret_fields=(field_box,))
    view = desk.guard.view([])

    verdict = desk.guard.judge(view, MONITOR)
    desk.said.says["News"] = Told(title="News", secret_fields=(Box(50, 90, 100, 20),))

    assert (verdict.masked, verdict.reasons) == ((field_box,), (SECRET_FIELDS,))
    assert desk.guard.judge(view, MONITOR).reasons == (MOVING,)


def test_a_task_bar_is_masked_while_it_may_show_a_hidden_title_even_of_a_minimised_window(desk: Desk) -> None:
    bar = Window("Panel", "", 43, Box(0, 770, 1000, 30), id=7, panel=True)
    desk.windows.open = [bar, browser("News")]
    before = desk.masked(BANK)
    desk.windows.minimised = [browser("my bank", id=9)]

    assert before == ()
    assert desk.masked(BANK) == (bar.box,)


def test_what_a_picture_is_about_is_the_active_window_or_the_foremost_on_that_monitor(desk: Desk) -> None:
    right = Monitor(2, 1000, 0, 1000, 800)
    other = Window("Editor", "report", 42, Box(1100, 0, 300, 200), id=6)
    desk.windows.open = [browser("News"), other]
    desk.said.says["News"] = Told(title="News", url="https://news.example/")

    view = desk.guard.view([BANK])

    assert view.shown_on(MONITOR) == browser("News", url="https://news.example/")
    assert view.shown_on(right) == other
    assert view.why_active_is_hidden == ""
    desk.windows.open = [browser("my bank"), other]
    assert desk.guard.view([BANK]).why_active_is_hidden == WHY


def test_no_picture_is_about_a_task_bar_though_it_has_the_focus(desk: Desk) -> None:
    bar = Window("Panel", "", 43, Box(0, 770, 1000, 30), id=7, panel=True)
    desk.windows.open = [bar, browser("News")]
    behind = desk.guard.view([]).shown_on(MONITOR)
    desk.windows.open = [bar]

    assert behind == browser("News")
    assert desk.guard.view([]).shown_on(MONITOR) is None


def test_a_browser_that_says_nothing_is_named_so_that_a_person_can_be_told(desk: Desk) -> None:
    silent = desk.guard.view([]).silent_browsers
    desk.said.says["News"] = Told(title="News")

    assert (silent, desk.guard.view([]).silent_browsers) == (("Firefox",), ())
