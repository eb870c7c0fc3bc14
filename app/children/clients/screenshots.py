"""The child that asks the desktop's portal for pictures of the screen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future

from app.capture.ports import Picture, ScreenUnavailable
from app.children.child import Child
from app.children.protocol import ScreenshotHost, Shot
from app.interfaces import Refused
from storage.errors import ReverieError

# The child gives a question up before that.
ASKING_SECONDS = 120.0
# What a look waits for the portal: less than the recorder waits for a desktop.
ANSWER_SECONDS = 4.0
BEING_ASKED = (
    "Your desktop asks whether Reverie may take pictures of the screen. Answer it, and recording goes on."
)
GOES_ON = "Your desktop allows pictures of the screen. Recording goes on."
NOT_ALLOWED = (
    "Your desktop gives Reverie no pictures of the screen. {why} "
    "It is not asked again until you press Resume or start Reverie anew."
)


class HostedScreenshots:
    """The child that asks the desktop's portal for pictures. Thread-safe; a question is put once at a time.

    `allowed` says whether the person wants it. After a refusal nothing is asked until `ask_again`.
    """

    def __init__(self, allowed: Callable[[], bool]) -> None:
        self.allowed = allowed
        self.child = Child("screenshots", ["screenshots"], timeout=ASKING_SECONDS)
        self._lock = threading.Lock()
        self._refused = ""
        self._asked: Future[Shot] | None = None

    def take(self) -> Picture:
        """The whole desktop. Raises ScreenUnavailable with what to do, also while a person thinks about it."""
        with self._lock:
            if self._refused:
                raise ScreenUnavailable(self._refused)
            earlier = self._asked is not None
            asked = self._asked = self._asked or self._ask()
        shot = self._answered(asked)
        if shot.trouble:
            self._note(shot)
            raise ScreenUnavailable(self._refused or shot.trouble)
        if earlier:
            # It shows the desktop as it was when the question was answered, whatever windows were there then.
            raise ScreenUnavailable(GOES_ON)
        return Picture(shot.width, shot.height, shot.pixels)

    def _answered(self, asked: Future[Shot]) -> Shot:
        try:
            return asked.result(ANSWER_SECONDS)
        except TimeoutError:
            if asked.done():
                raise
            raise ScreenUnavailable(BEING_ASKED) from None
        except ReverieError as error:
            raise ScreenUnavailable(error.message) from error
        finally:
            if asked.done():
                self._asked = None

    def ask_again(self) -> None:
        """The person wants it to be tried: a refusal is forgotten."""
        with self._lock:
            self._refused = ""

    def close(self) -> None:
        """Ends the child for good."""
        self.child.close()

    def _ask(self) -> Future[Shot]:
        asked: Future[Shot] = Future()

        def wait() -> None:
            try:
                asked.set_result(self.child.ask(ScreenshotHost, lambda host: host.take()))
            except Refused as error:
                asked.set_exception(ScreenUnavailable(error.message))
            except ReverieError as error:
                asked.set_exception(error)

        threading.Thread(target=wait, name="portal-question", daemon=True).start()
        return asked

    def _note(self, shot: Shot) -> None:
        if shot.final:
            with self._lock:
                self._refused = NOT_ALLOWED.format(why=shot.trouble)
