"""What an app's icon is looked for under, and what stands for it where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QIcon, QImage, QPainter
from pytestqt.qtbot import QtBot

from ui import appicons

RED, INK = QColor(200, 20, 20), QColor(10, 10, 10)


@pytest.fixture
def theme(tmp_path: Path, qtbot: QtBot) -> Iterator[None]:
    """An icon theme that knows one app."""
    folder = tmp_path / "made-up" / "16x16" / "apps"
    folder.mkdir(parents=True)
    told = "[Icon Theme]\nName=made-up\nDirectories=16x16/apps\n\n[16x16/apps]\nSize=16\nType=Fixed\n"
    (tmp_path / "made-up" / "index.theme").write_text(told)
    image = QImage(16, 16, QImage.Format.Format_ARGB32)
    image.fill(RED)
    image.save(str(folder / "libreoffice-writer.png"))
    before, paths = QIcon.themeName(), QIcon.themeSearchPaths()
    QIcon.setThemeSearchPaths([str(tmp_path)])
    QIcon.setThemeName("made-up")
    appicons.of_theme.cache_clear()
    yield
    QIcon.setThemeSearchPaths(paths)
    QIcon.setThemeName(before)
    appicons.of_theme.cache_clear()


def drawn(app: str) -> QImage:
    image = QImage(16, 16, QImage.Format.Format_ARGB32)
    image.fill(QColor(255, 255, 255))
    painter = QPainter(image)
    appicons.draw(painter, QRectF(0, 0, 16, 16), app, INK)
    painter.end()
    return image


def colours(image: QImage) -> set[str]:
    return {image.pixelColor(x, y).name() for x in range(16) for y in range(16)}


def test_an_app_of_the_theme_has_its_icon_and_another_one_a_letter(theme: None) -> None:
    assert colours(drawn("LibreOffice Writer")) == {RED.name()}
    assert RED.name() not in colours(drawn("Konsole"))
    assert len(colours(drawn("Konsole"))) > 1


def test_an_app_without_a_name_has_neither(theme: None) -> None:
    assert colours(drawn("")) == {"#ffffff"}


def test_what_is_no_name_is_not_looked_for() -> None:
    assert appicons.names("../../etc/passwd") == ()
    assert appicons.names("Google Chrome")[:2] == ("google-chrome", "googlechrome")
