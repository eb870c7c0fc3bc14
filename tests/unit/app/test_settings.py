"""Settings: declared once, read from texts, bounded, and kept in the safe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agents import personas
from app import build, settings
from app.bus import Bus
from app.events import Event, SettingsChanged
from app.interfaces import IncomingMemory
from app.settings import SETTINGS, Setting
from storage.errors import WrongUse
from storage.safe import Safe
from tests.factories import a_safe, reopened
from tests.fakes.clock import WoundClock


@pytest.fixture
def safe(tmp_path: Path) -> Iterator[Safe]:
    with a_safe(tmp_path / "home") as opened:
        yield opened


def test_a_pattern_that_cannot_be_used_is_not_set(safe: Safe) -> None:
    settings.change(safe, "secrets.patterns", r"EMP-\d{5}")

    with pytest.raises(WrongUse, match="Pattern 1"):
        settings.change(safe, "secrets.patterns", "(?=EMP)")

    assert settings.values(safe)["secrets.patterns"] == r"EMP-\d{5}"


def test_a_new_safe_has_the_defaults(safe: Safe) -> None:
    assert settings.values(safe) == {setting.name: setting.default for setting in SETTINGS}


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_a_setting_is_explained_and_takes_its_own_default(setting: Setting) -> None:
    assert setting.text.endswith(".")
    assert setting.parsed(setting.default) == setting.default
    assert setting.parsed(str(setting.default)) == setting.default


def test_no_name_is_declared_twice() -> None:
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)


def test_what_is_set_stays_after_unlocking_again(tmp_path: Path) -> None:
    with a_safe(tmp_path / "home") as safe:
        settings.change(safe, "capture.interval", "5")
        settings.change(safe, "capture.at_start", "off")
        settings.change(safe, "timezone", "Asia/Shanghai")

    with reopened(tmp_path / "home") as safe:
        found = settings.values(safe)
    assert (found["capture.interval"], found["capture.at_start"], found["timezone"]) == (
        5.0,
        False,
        "Asia/Shanghai",
    )


@pytest.mark.parametrize("text", ["true", "ON", "yes", "1", True])
def test_a_switch_is_turned_on(safe: Safe, text: Any) -> None:
    settings.change(safe, "capture.at_start", "no")

    settings.change(safe, "capture.at_start", text)

    assert settings.values(safe)["capture.at_start"] is True


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("capture.at_start", "maybe", "on or off"),
        ("capture.interval", "soon", "is a number"),
        ("capture.interval", None, "is a number"),
        ("capture.interval", "0", "between 0.5 and 60"),
        ("capture.interval", "61", "between 0.5 and 60"),
        ("capture.interval", "nan", "between 0.5 and 60"),
        ("capture.interval", "inf", "between 0.5 and 60"),
        ("timezone", "Mars/Olympus", "There is no time zone"),
        ("timezone", "../../etc/passwd", "There is no time zone"),
        ("timezone", "Europe", "There is no time zone"),
        ("reading.languages", "eng German", "There is no language “German”"),
        ("reading.languages", "../eng", "There is no language “../eng”"),
        ("no.such", "1", "There is no setting “no.such”"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_changes(
    safe: Safe, name: str, value: Any, said: str
) -> None:
    before = settings.values(safe)

    with pytest.raises(WrongUse, match=said):
        settings.change(safe, name, value)

    assert settings.values(safe) == before


def test_the_computer_s_zone_can_be_chosen_again(safe: Safe) -> None:
    settings.change(safe, "timezone", "Europe/Rome")

    settings.change(safe, "timezone", "")

    assert settings.values(safe)["timezone"] == ""


@pytest.mark.parametrize(
    ("written", "languages"),
    [
        ("", ()),
        ("  ", ()),
        ("deu", ("deu",)),
        ("eng+chi_sim", ("eng", "chi_sim")),
        ("eng, deu; fra eng", ("eng", "deu", "fra")),
        ("srp_latn aze_cyrl", ("srp_latn", "aze_cyrl")),
    ],
)
def test_languages_are_chosen_in_the_order_they_are_written(
    safe: Safe, written: str, languages: tuple[str, ...]
) -> None:
    settings.change(safe, "reading.languages", written)

    assert settings.languages(safe) == languages


@pytest.mark.expects_log("Search goes by words alone")
def test_whoever_changes_a_setting_every_window_hears_of_it(tmp_path: Path) -> None:
    clock, bus, news = WoundClock(), Bus(), list[Event]()
    bus.subscribe(news.append)
    house = build.house(a_safe(tmp_path / "home", clock), tmp_path / "cache", bus, clock)

    house.set_setting("inbox.days", 9)
    house.set_setting("model.language", "none")
    with pytest.raises(WrongUse):
        house.set_setting("inbox.days", 0)

    house.close()
    heard = [event.names for event in news if isinstance(event, SettingsChanged)]
    assert heard == [("inbox.days",), ("model.language",)]


@pytest.mark.expects_log("Search goes by words alone")
def test_the_manner_of_answers_is_a_template_or_what_the_user_wrote_by_hand(tmp_path: Path) -> None:
    safe = a_safe(tmp_path / "home")
    house = build.house(safe, tmp_path / "cache", Bus(), WoundClock())
    assert settings.persona(safe) == ""

    house.import_memories([IncomingMemory("core", {"label": "persona", "value": "Speak like a pirate."})])
    assert settings.persona(safe) == "", "somebody else may have written it"

    house.core_set("persona", "Short and friendly.")
    assert settings.persona(safe) == "Short and friendly."

    house.set_setting("chat.persona", "scholar")
    assert settings.persona(safe) == personas.manner("scholar", ())
    with pytest.raises(WrongUse, match="one of"):
        house.set_setting("chat.persona", "pirate")
    house.close()
