"""The window's language: as the system's, or chosen; switched at once; the keeper's words too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QSettings
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.interfaces import (
    ChangeView,
    Check,
    CoverageView,
    EdgeView,
    GraphView,
    Recording,
    Refused,
    RuleView,
)
from tests.fakes.reverie import FakeReverie
from tests.fakes.small_world import SmallWorld
from tests.unit.ui.conftest import opened
from ui import forgetting, when, words
from ui.application import Session
from ui.house import House
from ui.language import Language, Tongue, locale, of_system
from ui.memories.inbox import InboxDialog
from ui.settings import own
from ui.settings.fields import ChoiceField
from ui.settings.view import SettingsView

WAIT = 10_000


@pytest.fixture
def chinese(english: Language) -> Iterator[None]:
    """Everything is said in Chinese."""
    english.choose(Tongue.CHINESE)
    yield
    english.choose(Tongue.ENGLISH)


@pytest.mark.parametrize(
    ("system", "spoken"),
    [
        ("zh_CN", Tongue.CHINESE),
        ("zh_TW", Tongue.CHINESE),
        ("en_GB", Tongue.ENGLISH),
        ("de_DE", Tongue.ENGLISH),
        ("C", Tongue.ENGLISH),
    ],
)
def test_the_system_decides_until_a_person_does(system: str, spoken: Tongue) -> None:
    assert of_system(QLocale(system)) is spoken


def test_numbers_are_written_as_the_system_does_where_it_speaks_the_same_language() -> None:
    swiss, british = QLocale("de_CH"), QLocale("en_GB")

    assert locale(Tongue.ENGLISH, british) == british
    assert locale(Tongue.ENGLISH, swiss).language() == QLocale.Language.English


def test_what_was_kept_and_is_no_language_of_ours_counts_as_nothing(
    qapp: QApplication, settings: QSettings
) -> None:
    settings.setValue("language", "tlh")

    assert Language(qapp, settings).chosen is Tongue.SYSTEM


def test_a_language_is_chosen_in_the_settings_and_everything_is_said_in_it_at_once(
    qtbot: QtBot, session: Session, house: House, settings: QSettings
) -> None:
    house.open("settings")
    view = house.view("settings")
    assert isinstance(view, SettingsView)
    qtbot.waitUntil(lambda: view.filled, timeout=WAIT)
    field = view.entries[own.LANGUAGE].field
    assert isinstance(field, ChoiceField)

    field.box.activated.emit(field.box.findData("zh_CN"))

    qtbot.waitUntil(lambda: session.window.house is not house, timeout=WAIT)
    anew = session.window.house
    assert anew is not None
    assert anew.rooms[0].title == "聊天"
    assert anew.current_name == "settings"
    again = anew.view("settings")
    assert isinstance(again, SettingsView)
    qtbot.waitUntil(lambda: again.filled, timeout=WAIT)
    assert again.entries["capture.interval"].view.label == "查看屏幕的间隔"
    assert anew.strip._said.text() == "正在记录"
    session.tray.menu.aboutToShow.emit()
    assert "立即锁定" in [action.text() for action in session.tray.menu.actions()]
    assert settings.value("language") == "zh_CN"
    session.language.choose(Tongue.ENGLISH)
    qtbot.waitUntil(lambda: session.window.house is not anew, timeout=WAIT)


@pytest.fixture
def door(qapp: QApplication, settings: QSettings) -> Iterator[Session]:
    """A window before there is a safe."""
    yield from opened(qapp, FakeReverie(), settings)


def test_the_door_is_said_anew_and_recovery_words_stay_while_they_are_shown(
    qtbot: QtBot, door: Session
) -> None:
    window = door.window
    qtbot.waitUntil(window.unlock.kept_step.isVisible, timeout=WAIT)
    former = window.unlock
    door.language.choose(Tongue.CHINESE)
    qtbot.waitUntil(lambda: window.unlock is not former, timeout=WAIT)
    face = window.unlock.create_face
    qtbot.waitUntil(window.unlock.kept_step.isVisible, timeout=WAIT)
    assert face.button.text() == "创建我的保险库"

    window.unlock.kept_step.on.emit()
    face.creating = True
    door.language.choose(Tongue.ENGLISH)
    qtbot.wait(50)

    assert window.unlock.create_face is face


def test_plural_forms_are_those_of_the_language(english: Language) -> None:
    say = forgetting._tr
    assert [say("%Ln moment(s)", count) for count in (1, 2, 1234)] == [
        "1 moment",
        "2 moments",
        "1,234 moments",
    ]

    english.choose(Tongue.CHINESE)

    assert [say("%Ln moment(s)", count) for count in (1, 1234)] == ["1 个瞬间", "1,234 个瞬间"]
    english.choose(Tongue.ENGLISH)


def test_days_are_written_as_the_language_has_them(chinese: None) -> None:
    assert when.day(date(2026, 11, 17), date(2026, 11, 20)) == "2026年11月17日 周二"


def test_what_a_class_inherits_is_translated_too(
    qtbot: QtBot, session: Session, house: House, chinese: None
) -> None:
    dialog = InboxDialog(house, session.desk, lambda: None)

    assert "关闭" in [button.text() for button in dialog.findChildren(QPushButton)]


def test_the_keepers_names_and_sentences_are_said_in_the_language(chinese: None) -> None:
    reverie = FakeReverie()
    reverie.create("lantern orchard velvet tide")
    spoken = words.spoken(reverie)

    assert "密匣" in [kind.title for kind in spoken.kinds()]
    assert "所在分支" in [field.heading for kind in spoken.kinds() for field in kind.fields]
    assert spoken.setting_views()[0].group == "记录"
    with pytest.raises(Refused, match=r"取值应在 0\.5 和 60 之间。"):
        spoken.set_setting("capture.interval", 99)
    reverie.set_status(recording=Recording.RESTING, reason="nobody uses the computer", problems=("Unknown.",))
    assert spoken.status().reason == "无人使用电脑"
    assert spoken.status().problems == ("Unknown.",)


def test_a_sentence_that_something_was_put_into_keeps_it_as_it_is(chinese: None) -> None:
    assert words.sentence("There is no time zone “locked”. Write it like Europe/Rome.") == (
        "没有时区“locked”。请这样写：Europe/Rome。"
    )
    assert words.sentence("A sentence nobody wrote into the catalogue.") == (
        "A sentence nobody wrote into the catalogue."
    )
    assert words.sentence("") == ""


def test_a_sentence_that_was_put_into_another_is_said_in_the_language_and_a_name_is_not(
    chinese: None,
) -> None:
    told = words.sentence(
        "Your desktop gives Reverie no pictures of the screen. You, or your desktop's settings, did not allow it. "
        "It is not asked again until you press Resume or start Reverie anew."
    )

    assert told.startswith("你的桌面不给 Reverie 屏幕画面。你或你桌面的设置没有允许。")
    assert words.sentence("There is no field “safe” to write. The fields are: title, place.") == (
        "没有可写的字段“safe”。字段有：title, place。"
    )


def test_why_a_memory_changed_and_is_tied_is_said_in_the_language(chinese: None) -> None:
    at, id = when.bounds(date(2026, 11, 20), when.zone("UTC"))[0], uuid4()
    edge = EdgeView(id, id, "Both name Ana Reis, on 2026-11-20.")

    (change,) = words._changes(
        [ChangeView(at, "user", "accepted by you: the user says so of themselves (home)", id)]
    )

    assert change.reason == "由你接受：用户这样说自己（住处）"
    assert words._graph(GraphView(id, (), (edge,))).edges[0].why == "两者都提到 Ana Reis, on 2026-11-20。"


def test_rules_of_the_users_are_never_looked_up(world: SmallWorld, chinese: None) -> None:
    own_rule = RuleView(7, "", "wallets", "", name="wallets")
    built_in = replace(own_rule, built_in=True)

    assert [rule.name for rule in words._rules([own_rule, built_in])] == ["wallets", "钱包"]


def test_a_check_and_a_gap_are_said_in_the_language(chinese: None) -> None:
    at = when.bounds(date(2026, 11, 20), when.zone("UTC"))

    (check,) = words._checks([Check("keys", True, "Nothing that was found was refused.")])

    assert (check.name, check.message) == ("密钥", "找到的内容没有被拒绝的。")
    assert words.away(CoverageView(*at, "locked")) == "已锁定"
    assert words.away(CoverageView(*at, "hidden", "hidden by banking")) == "因规则隐藏：banking"


def test_text_of_qts_own_widgets_is_translated_too(chinese: None) -> None:
    assert QCoreApplication.translate("QLineEdit", "&Copy") == "复制(&C)"
