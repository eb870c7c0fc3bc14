"""The demo: a made-up day shown in real windows, recorded as pixels, read, digested, asked about, and checked."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from app import client, paths
from app.cli import out
from app.demo.stage import Actor, Stage
from app.demo.world import DemoQuestion, World, check, scene_to_json, world
from app.interfaces import Answer, FrameView, Question, Refused, Reverie
from storage.errors import ReverieError

# Reading a whole new screen takes seconds; on a busy machine many.
SEEN_SECONDS = 90.0
DIGEST_SECONDS = 600.0
WINDOW_SECONDS = 60.0
THREAD = "chat-demo"


class DemoFailed(ReverieError):
    """The demo could not be played to its end."""

    title = "The demo stopped"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the demo with what came back, and whether that is right in its world."""

    question: str
    answer: str
    right: bool
    reason: str
    evidence: tuple[str, ...]
    seconds: float


@dataclass(slots=True)
class Played:
    """What the demo did. `passed`: all questions were answered rightly, with evidence."""

    seed: int
    pictures: list[str] = field(default_factory=list)
    frames: int = 0
    memories: int = 0
    model: str = ""
    questions: list[Asked] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """True when every question was answered rightly with evidence."""
        return bool(self.questions) and all(asked.right for asked in self.questions)


Then = Callable[[Reverie, Mapping[str, str]], None]
"""Does more with what was played, before it is thrown away: asks the keeper, in the environment of the stage."""


def play(seed: int | None, pictures: Path, model: str | None = None, then: Then | None = None) -> Played:
    """Plays the world of `seed` (a new one when None). Raises DemoFailed, StageError."""
    chosen = seed if seed is not None else secrets.randbelow(1_000_000)
    played = Played(chosen)
    story = world(chosen, date.today())  # noqa: DTZ011 - the world's dates are the viewer's own days
    started = time.monotonic()
    out.say(f"Seed {chosen}: play this day again with  make demo SEED={chosen}")
    pictures.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        stage = stack.enter_context(Stage(virtual=not _has_display()))
        home = stack.enter_context(_home())
        runner = _Runner(stage, story, home, pictures, played, model)
        stack.callback(runner.close)
        runner.run(then)
    played.seconds = round(time.monotonic() - started, 1)
    _tell(played)
    return played


class _Runner:
    """One play: the keeper, the window and the actors on one stage."""

    def __init__(
        self, stage: Stage, story: World, home: Path, pictures: Path, played: Played, model: str | None
    ) -> None:
        self._stage = stage
        self._story = story
        self._home = home
        self._pictures = pictures
        self._played = played
        self._model = model
        self._environment = _environment(stage.environment, home)
        self._link: client.Link | None = None
        self._window: subprocess.Popen[bytes] | None = None
        self._keeper: subprocess.Popen[bytes] | None = None
        self._began = datetime.now(UTC)
        self._last_cited = ""

    def run(self, then: Then | None) -> None:
        """The whole play, in order."""
        reverie = self._open_keeper()
        self._show_scenes(reverie)
        self._digest(reverie)
        reverie.pause()
        self._open_window(reverie)
        for question in self._story.questions:
            self._ask(reverie, question)
        self._picture_views(reverie)
        if then is not None:
            then(reverie, self._environment)

    def close(self) -> None:
        """Ends the window and the keeper."""
        if self._window is not None:
            self._window.terminate()
            _finish(self._window)
        if self._link is not None:
            with suppress(Refused):
                self._link.reverie().lock()
            self._link.close()
        if self._keeper is not None:
            _finish(self._keeper)

    def _open_keeper(self) -> Reverie:
        nothing = subprocess.DEVNULL
        command = paths.own_command("--home", str(self._home), "keeper")
        self._keeper = subprocess.Popen(
            command, env=self._environment, stdin=nothing, stdout=nothing, stderr=nothing
        )
        until = time.monotonic() + client.START_SECONDS
        self._link = client.Link(self._home, start=False)
        reverie = self._link.reverie()
        while True:
            try:
                reverie.status()
                break
            except Refused:
                if time.monotonic() > until:
                    raise DemoFailed("The keeper did not start. Run: reverie doctor") from None
                time.sleep(0.1)
        reverie.create(secrets.token_urlsafe(12))
        if self._model is not None:
            reverie.set_setting("model.language", self._model)
        return reverie

    def _show_scenes(self, reverie: Reverie) -> None:
        with out.progress("Watching", len(self._story.scenes)) as advance:
            for number, scene in enumerate(self._story.scenes, start=1):
                actor = paths.actor_command()
                with Actor(actor, scene_to_json(scene), self._environment):
                    painted = time.monotonic()
                    self._await_frame(reverie, scene.title)
                    # A person lingers: what was still moving at the first look is read at the next, and at one more,
                    # however slow the machine.
                    time.sleep(max(0.0, painted + scene.seconds - time.monotonic()))
                    reverie.look()
                    self._take(f"{number}-{scene.app.lower()}.png")
                advance(1)

    def _await_frame(self, reverie: Reverie, title: str) -> None:
        until = time.monotonic() + SEEN_SECONDS
        while time.monotonic() < until:
            if any(title in frame.window_title for frame in self._frames(reverie)):
                return
            time.sleep(0.3)
        status = reverie.status()
        raise DemoFailed(f"The recorder did not see “{title}” in time ({status.recording}: {status.reason}).")

    def _frames(self, reverie: Reverie) -> list[FrameView]:
        frames = reverie.frames(self._began, self._began + timedelta(days=1), 10_000)
        self._played.frames = len(frames)
        return frames

    def _digest(self, reverie: Reverie) -> None:
        until = time.monotonic() + DIGEST_SECONDS
        with out.progress("Digesting", None) as advance:
            while time.monotonic() < until:
                report = reverie.digest(2.0, "none")
                advance(report.episodes, total=None)
                if report.pending == 0:
                    break
        self._played.memories = sum(kind.memories for kind in reverie.kinds())
        self._played.model = reverie.status().model

    def _open_window(self, reverie: Reverie) -> None:
        command = paths.window_command("--home", str(self._home))
        nothing = subprocess.DEVNULL
        self._window = subprocess.Popen(
            command, env=self._environment, stdin=nothing, stdout=nothing, stderr=nothing
        )
        until = time.monotonic() + WINDOW_SECONDS
        while not reverie.status().windows:
            if time.monotonic() > until or self._window.poll() is not None:
                raise DemoFailed("Reverie's window did not open. Run: reverie doctor")
            time.sleep(0.2)
        time.sleep(1.0)

    def _ask(self, reverie: Reverie, question: DemoQuestion) -> None:
        out.say(f"? {question.question}")
        started = time.monotonic()
        answer = reverie.ask(Question(question.question, thread=THREAD, model=self._model))
        cited = self._cited(reverie, answer)
        places = {self._story.scene_titled(title) for title in cited} - {None}
        verdict = check(question, answer.answer, {place for place in places if place is not None})
        seconds = round(time.monotonic() - started, 1)
        self._played.questions.append(
            Asked(question.question, answer.answer, verdict.right, verdict.reason, tuple(cited), seconds)
        )
        out.say(f"  {answer.answer}\n  {'right' if verdict.right else 'WRONG'}: {verdict.reason}")

    def _cited(self, reverie: Reverie, answer: Answer) -> list[str]:
        ids = [citation.id for citation in answer.citations if citation.type == "frame"]
        ids += [
            source.id
            for citation in answer.citations
            for source in citation.sources
            if source.type == "frame"
        ]
        self._last_cited = str(ids[0]) if ids else self._last_cited
        return [reverie.frame(id).frame.window_title for id in dict.fromkeys(ids)]

    def _views(self) -> list[tuple[str, str]]:
        plain = [(view, "") for view in ("memories", "privacy", "health")]
        return [("thread", THREAD), ("timeline", self._last_cited), *plain]

    def _picture_views(self, reverie: Reverie) -> None:
        for view, subject in self._views():
            reverie.show(view, subject)
            time.sleep(2.0)
            self._take(f"reverie-{view}.png")

    def _take(self, name: str) -> None:
        file = self._pictures / name
        self._stage.picture(file)
        self._played.pictures.append(str(file))


@contextmanager
def _home() -> Iterator[Path]:
    """A home of the demo's own, erased afterwards: what it recorded was made up, but it is nobody's to keep."""
    folder = Path(tempfile.mkdtemp(prefix="reverie-demo-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _environment(stage: Mapping[str, str], home: Path) -> dict[str, str]:
    return dict(stage) | {"REVERIE_HOME": str(home)}


def _has_display() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY"))


def _finish(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _tell(played: Played) -> None:
    right = sum(asked.right for asked in played.questions)
    out.say(
        f"{played.frames} frames were read and became {played.memories} memories in {played.seconds:.0f} s; "
        f"{right} of {len(played.questions)} questions were answered rightly, with evidence "
        f"(model: {played.model or 'none'})."
    )
    out.say("Pictures:")
    for picture in played.pictures:
        out.say(f"  {picture}")
