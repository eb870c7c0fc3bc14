"""Pages that name what is not there are caught."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from installers import check_docs


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one target, one page and a program that knows one command."""
    (tmp_path / "Makefile").write_text("run: setup ## opens\nsetup:\n", encoding="utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "house.md").write_text("# The house, drawn\n", encoding="utf-8")
    reverie = tmp_path / "reverie"
    reverie.write_text(
        f"#!{sys.executable}\nimport sys\nsys.exit(0 if sys.argv[1] == 'ask' else 2)\n", encoding="utf-8"
    )
    reverie.chmod(0o755)
    return tmp_path


def complaints_on(project: Path, page: str) -> list[str]:
    (project / "README.md").write_text(page, encoding="utf-8")
    return list(check_docs.complaints(project, project / "reverie"))


def test_a_page_that_tells_the_truth_is_left_alone(project: Path) -> None:
    page = "Make sure of it: `make run`, then `reverie ask`. See [the house](docs/house.md#the-house-drawn)."

    assert complaints_on(project, page) == []


def test_a_target_that_is_not_there_is_named(project: Path) -> None:
    assert complaints_on(project, "```\nmake fly\n```") == ["README.md: there is no `make fly`"]


def test_a_command_that_is_not_there_is_named(project: Path) -> None:
    assert complaints_on(project, "`reverie levitate --now`") == ["README.md: there is no `reverie levitate`"]


def test_a_link_to_nowhere_is_named(project: Path) -> None:
    assert complaints_on(project, "[a](docs/absent.md)") == ["README.md: docs/absent.md leads nowhere"]


def test_a_link_to_an_absent_heading_is_named(project: Path) -> None:
    assert complaints_on(project, "[a](docs/house.md#roof)") == [
        "README.md: docs/house.md#roof: there is no such heading"
    ]


def test_links_to_the_web_are_not_followed(project: Path) -> None:
    assert complaints_on(project, "[a](https://example.org/absent)") == []
