"""Both themes can be read, and the chosen one is worn again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSettings, QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui import icons, pieces, theme
from ui.theme import DARK, LIGHT, Colours, Scheme, Theme


def luminance(name: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    colour = QColor(name)
    red, green, blue = (_linear(part) for part in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.2 defines it: 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["text", "muted", "accent", "good", "warn", "bad"])
@pytest.mark.parametrize("ground", ["window", "surface", "sunk"])
def test_words_stand_out_from_every_ground(colours: Colours, ink: str, ground: str) -> None:
    assert contrast(getattr(colours, ink), getattr(colours, ground)) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_words_stand_out_from_the_accent(colours: Colours) -> None:
    assert contrast(colours.on_accent, colours.accent) >= 4.5
    assert contrast(colours.text, colours.accent_soft) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_nothing_is_written_smaller_than_eleven_pixels(colours: Colours) -> None:
    sizes = [int(size) for size in re.findall(r"font-size: (\d+)px", theme.sheet(colours))]

    assert sizes
    assert min(sizes) >= 11


def test_a_chosen_scheme_is_worn_now_and_after_the_next_start(qapp: QApplication, tmp_path: Path) -> None:
    path = str(tmp_path / "look.ini")
    first = Theme(qapp, QSettings(path, QSettings.Format.IniFormat))

    first.choose(Scheme.DARK)

    assert qapp.palette().window().color().name() == DARK.window
    assert Theme(qapp, QSettings(path, QSettings.Format.IniFormat)).dark


def test_a_part_is_dressed_anew_in_an_event_of_its_own_when_the_colours_change(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    worn = Theme(qapp, QSettings(str(tmp_path / "look.ini"), QSettings.Format.IniFormat))
    worn.choose(Scheme.LIGHT)
    seen, unseen, gone = QLabel("seen"), QLabel("unseen"), QLabel("gone")
    for part in (seen, unseen, gone):
        worn.dress(part)
    qtbot.addWidget(seen)
    qtbot.addWidget(unseen)
    seen.show()
    assert seen.styleSheet() == theme.sheet(LIGHT)
    put_on = theme.put_on

    def watched(part: QWidget) -> None:
        assert isinstance(part, QLabel)
        order.append(part.text())
        put_on(part)

    monkeypatch.setattr(theme, "put_on", watched)
    worn.choose(Scheme.DARK)
    gone.deleteLater()

    assert seen.styleSheet() == unseen.styleSheet() == theme.sheet(LIGHT)
    qtbot.waitUntil(lambda: order == ["seen", "unseen"])
    assert seen.styleSheet() == unseen.styleSheet() == theme.sheet(DARK)
    assert qapp.styleSheet() == ""
    worn.choose(Scheme.LIGHT)


@pytest.mark.parametrize("path", sorted(icons.FOLDER.glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_draws_something(qapp: QApplication, path: Path) -> None:
    image = icons.pixmap(path.stem, 32).toImage()

    assert any(image.pixelColor(x, y).alpha() for x in range(32) for y in range(32))


def test_an_icon_is_drawn_once_for_each_size_and_colour(qapp: QApplication) -> None:
    first = icons.pixmap("lock", 20, QColor("#123456"))

    assert icons.pixmap("lock", 20, QColor("#123456")).cacheKey() == first.cacheKey()
    assert icons.pixmap("lock", 20, QColor("#654321")).cacheKey() != first.cacheKey()
    assert icons.pixmap("lock", 24, QColor("#123456")).cacheKey() != first.cacheKey()


def test_a_button_on_a_screen_of_another_scale_draws_its_icon_anew(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    button = pieces.IconButton("lock", "Lock now")
    before = button.icon().pixmap(QSize(20, 20), 2.0).width()

    monkeypatch.setattr(button, "devicePixelRatio", lambda: 2.0)
    qapp.sendEvent(button, QEvent(QEvent.Type.DevicePixelRatioChange))

    assert before == 20
    assert button.icon().pixmap(QSize(20, 20), 2.0).width() == 40
