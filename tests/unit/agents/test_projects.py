"""Which project a window belongs to."""

from __future__ import annotations

import pytest

from agents import projects


@pytest.mark.parametrize(
    ("app", "title", "url", "project"),
    [
        ("Code", "main.py - kestrel - Visual Studio Code", "", "kestrel"),
        ("Code", "● main.py - kestrel [SSH: build01] - Visual Studio Code", "", "kestrel"),
        ("VSCodium", "README.md — night-heron — VSCodium", "", "night-heron"),
        ("jetbrains-pycharm", "kestrel – ui/window.py", "", "kestrel"),
        ("Sublime Text", "~/x/notes.md (kestrel) - Sublime Text", "", "kestrel"),
        ("Alacritty", "ida@mill: ~/work/kestrel/tests", "", "kestrel"),
        ("Konsole", "~/kestrel : bash — Konsole", "", "kestrel"),
        ("gnome-terminal", "ida@mill: /home/user/kestrel", "", "kestrel"),
        ("GVim", "window.py (~/src/kestrel/ui) - GVIM", "", "kestrel"),
        ("Firefox", "Pull request 12", "https://github.com/ida/kestrel/pull/12", "kestrel"),
        ("Firefox", "A ticket", "https://tracker.example.org/browse/HER-214", "HER"),
        ("Evince", "report.pdf", "file:///home/user/Documents/heat%20pump/report.pdf", "heat pump"),
    ],
)
def test_a_window_names_its_project(app: str, title: str, url: str, project: str) -> None:
    assert projects.project_of(app, title, url) == project


@pytest.mark.parametrize(
    ("app", "title", "url"),
    [
        ("Code", "Welcome - Visual Studio Code", ""),
        ("Code", "main.py - Visual Studio Code", ""),
        ("Alacritty", "ida@mill: ~", ""),
        ("Alacritty", "htop", ""),
        ("Alacritty", "/usr/bin", ""),
        ("Firefox", "Notifications", "https://github.com/notifications/beta"),
        ("Firefox", "GitHub", "https://github.com/"),
        ("Firefox", "News", "https://example.org/world/today"),
        ("Firefox", "odd", "http://[::1"),
        ("Thunderbird", "Re: dinner - Thunderbird", ""),
        ("Code", ".bashrc - .config - Visual Studio Code", ""),
        ("", "", ""),
    ],
)
def test_what_names_no_project_has_none(app: str, title: str, url: str) -> None:
    assert projects.project_of(app, title, url) == ""


def test_other_windows_belong_to_a_project_that_they_name_as_a_word() -> None:
    editor = ("Code", "main.py - Kestrel - Visual Studio Code", "")
    again = ("Alacritty", "ida@mill: ~/work/kestrel", "")
    mail = ("Thunderbird", "Re: kestrel release - Thunderbird", "")
    bird = ("Firefox", "Kestrels of Europe - Firefox", "")
    short = ("Code", "a.py - api - Visual Studio Code", "")
    word = ("Firefox", "What an api is - Firefox", "")
    found = projects.by_window([editor, editor, again, mail, bird, short, word])

    assert found[editor] == found[again] == found[mail]
    assert found[short] == "api"
    assert bird not in found
    assert word not in found


def test_no_window_no_project() -> None:
    assert projects.by_window([]) == {}
    assert projects.by_window([("Firefox", "News", "")]) == {}
