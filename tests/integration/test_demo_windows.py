"""The demo's windows on a real display: what is drawn can be read, and the window says whose it is."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

import pytest
import tesserocr
from PIL import Image, ImageOps
from Xlib.display import Display
from Xlib.error import BadWindow
from Xlib.X import AnyPropertyType
from Xlib.xobject.drawable import Window

from app.demo.scenes import Mail, Scene, Terminal
from app.demo.stage import SIZE, Actor, Stage, StageError
from app.demo.world import World, occurs, scene_to_json, world
from storage.errors import ReverieError

ACTOR = [sys.executable, "-m", "ui.demo.actor"]
TESSDATA = next(
    (str(place.parent) for place in Path("/usr/share").glob("tesseract-ocr/*/tessdata/eng.traineddata")), ""
)

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="the virtual display is Xvfb"),
    pytest.mark.skipif(
        not (shutil.which("Xvfb") and shutil.which("openbox")), reason="needs xvfb and openbox"
    ),
    pytest.mark.skipif(not TESSDATA, reason="needs tesseract-ocr-eng"),
]


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with Stage(virtual=True) as stage:
        yield stage


@pytest.fixture(scope="module")
def story() -> World:
    return world(11, date(2025, 3, 12))


def scene_of(story: World, app: str) -> Scene:
    return next(scene for scene in story.scenes if scene.app == app)


def read(picture: Path, *, dark: bool) -> str:
    gray = ImageOps.grayscale(Image.open(picture))
    upright = ImageOps.invert(gray) if dark else gray
    return str(tesserocr.image_to_text(ImageOps.scale(upright, 2), lang="eng", path=TESSDATA))


def active_window(display: Display) -> Window:
    active = display.intern_atom("_NET_ACTIVE_WINDOW")
    number = display.screen().root.get_full_property(active, AnyPropertyType).value[0]
    return display.create_resource_object("window", number)


def key_lines(story: World, scene: Scene) -> list[str]:
    """The accepted answers that rest on the scene, and its own main line."""
    number = story.scenes.index(scene)
    answers = [question.accepted[0] for question in story.questions if number in question.scenes]
    if isinstance(scene.content, Mail):
        return [*answers, scene.content.subject]
    if isinstance(scene.content, Terminal):
        return [*answers, scene.content.lines[9].text.split('"')[1]]
    return answers


@pytest.mark.parametrize("number", range(8))
def test_what_a_scene_says_can_be_read_off_the_screen(
    stage: Stage, story: World, tmp_path: Path, number: int
) -> None:
    scene, picture = story.scenes[number], tmp_path / "scene.png"

    with Actor(ACTOR, scene_to_json(scene), stage.environment):
        stage.picture(picture)
    seen = read(picture, dark=scene.app == "Terminal")

    assert Image.open(picture).size == SIZE
    assert [line for line in key_lines(story, scene) if not occurs(line, seen)] == []
    assert words_read(scene, seen) >= 0.9


def words_read(scene: Scene, seen: str) -> float:
    """The share of the scene's words that were read."""
    words = [word for word in scene.text().split() if word.isalpha()]
    return sum(occurs(word, seen) for word in words) / len(words)


@pytest.mark.parametrize("app", ["Mail", "Document", "Terminal", "Chat"])
def test_a_window_bears_the_class_and_title_of_its_scene(stage: Stage, story: World, app: str) -> None:
    scene = scene_of(story, app)

    with (
        Actor(ACTOR, scene_to_json(scene), stage.environment) as actor,
        closing(Display(stage.display)) as display,
    ):
        window = active_window(display)
        title = window.get_full_property(display.intern_atom("_NET_WM_NAME"), AnyPropertyType).value.decode()
        pid = window.get_full_property(display.intern_atom("_NET_WM_PID"), AnyPropertyType).value[0]

        assert window.get_wm_class() == (app.lower(), app)
        assert title == scene.title
        assert pid == actor.pid


def test_a_closed_actor_leaves_no_window(stage: Stage, story: World) -> None:
    with Actor(ACTOR, scene_to_json(story.scenes[0]), stage.environment) as actor:
        standing = pids_of_windows(stage)

    assert actor.pid in standing
    deadline = time.monotonic() + 20
    while actor.pid in pids_of_windows(stage):
        assert time.monotonic() < deadline, "the window manager still lists the window"
        time.sleep(0.05)


def pids_of_windows(stage: Stage) -> set[int]:
    with closing(Display(stage.display)) as display:
        listed = display.intern_atom("_NET_CLIENT_LIST")
        owner = display.intern_atom("_NET_WM_PID")
        pids: set[int] = set()
        for number in display.screen().root.get_full_property(listed, AnyPropertyType).value:
            with suppress(BadWindow):  # it left between the list and the question
                window = display.create_resource_object("window", number)
                pids.update(getattr(window.get_full_property(owner, AnyPropertyType), "value", ()))
        return pids


@pytest.mark.parametrize("line", ["no json", json.dumps({"app": "Browser", "title": "", "content": {}})])
def test_what_is_no_scene_is_refused_in_a_sentence(stage: Stage, line: str) -> None:
    with pytest.raises(
        StageError, match=r"did not appear.*It said: The first line of standard input is no scene"
    ):
        Actor(ACTOR, line, stage.environment).__enter__()


def test_a_stage_takes_its_programs_along_when_it_ends() -> None:
    with Stage(virtual=True) as stage:
        name = stage.display
        subprocess.run(
            ["xdotool", "getdisplaygeometry"], env=stage.environment, check=True, capture_output=True
        )

    with pytest.raises(Exception, match="connect"):  # Xlib's own kinds of error differ between versions
        Display(name)


def test_a_missing_server_is_named_with_the_command_that_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(ReverieError, match="apt-get install -y xvfb openbox"), Stage(virtual=True):
        pass


def test_a_display_that_is_there_is_used(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", stage.display)

    with Stage() as second:
        assert not second.virtual
        assert second.display == stage.display
