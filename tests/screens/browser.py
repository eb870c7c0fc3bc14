"""A headless Chromium that draws pages and tells where every word of them stands.

It is spoken to over a pair of pipes (`--remote-debugging-pipe`): messages are JSON, each ended by a zero byte.
"""

from __future__ import annotations

import base64
import io
import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from tests.screens.truth import DrawnScreen, Placed

PROGRAM = "chromium"
ZERO = b"\0"
# Pixels between two words that are one.
TOUCH = 1.0
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--remote-debugging-pipe",
)
# Every word that is shown whole, in CSS pixels; words that touch are one, as on the screen. A run of Chinese is a word.
WORDS = """(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    if (node.parentElement.closest("script,style")) continue;
    for (const match of node.data.matchAll(/\\S+/g)) {
      const range = document.createRange();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      const place = range.getBoundingClientRect();
      if (place.width < 1 || place.left < 0 || place.top < 0) continue;
      if (place.right > innerWidth || place.bottom > innerHeight) continue;
      found.push([match[0], place.left, place.top, place.width, place.height]);
    }
  }
  return found;
})()"""


class Browser:
    """One Chromium with one page. Used by one thread; whoever opened it closes it."""

    def __init__(self, folder: Path) -> None:
        told, self._out = os.pipe()
        self._in, telling = os.pipe()
        self._process = subprocess.Popen(
            [
                "/bin/bash", "-c", f'exec "$@" 3<&{told} 4>&{telling}', "bash",
                PROGRAM, *OPTIONS, f"--user-data-dir={folder}", "about:blank",
            ],
            pass_fds=(told, telling),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        os.close(told)
        os.close(telling)
        self._number = 0
        self._held = b""
        page = next(
            target for target in self._ask("Target.getTargets")["targetInfos"] if target["type"] == "page"
        )
        self._session = self._ask("Target.attachToTarget", targetId=page["targetId"], flatten=True)[
            "sessionId"
        ]

    def draw(self, html: str, width: int, height: int, scale: float) -> DrawnScreen:
        """The page at `width` x `height` CSS pixels, `scale` real ones each, and its words in real pixels."""
        self._ask_page(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=scale, mobile=False,
        )  # fmt: skip
        frame = self._ask_page("Page.getFrameTree")["frameTree"]["frame"]["id"]
        self._ask_page("Page.setDocumentContent", frameId=frame, html=html)
        found = self._ask_page("Runtime.evaluate", expression=WORDS, returnByValue=True)["result"]["value"]
        shot = self._ask_page("Page.captureScreenshot", format="png")["data"]
        image = Image.open(io.BytesIO(base64.b64decode(shot))).convert("RGB")
        words = [Placed(word, *(scale * number for number in place)) for word, *place in found]
        return DrawnScreen(np.asarray(image), tuple(_joined(words)))

    def close(self) -> None:
        """Ends it."""
        os.close(self._out)
        os.close(self._in)
        self._process.kill()
        self._process.wait()

    def _ask_page(self, method: str, **parameters: Any) -> Any:
        return self._ask(method, self._session, **parameters)

    def _ask(self, method: str, session: str = "", **parameters: Any) -> Any:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        left = json.dumps(message).encode() + ZERO
        while left:
            left = left[os.write(self._out, left) :]
        return next(reply["result"] for reply in self._replies() if reply.get("id") == self._number)

    def _replies(self) -> Iterator[Any]:
        while True:
            while ZERO not in self._held:
                came = os.read(self._in, 1 << 20)
                if not came:
                    raise RuntimeError("The browser went away.")
                self._held += came
            message, _, self._held = self._held.partition(ZERO)
            yield json.loads(message)


def _joined(words: Iterable[Placed]) -> Iterator[Placed]:
    """Words that touch on one line are one, as `int` and `):` are where only their colours differ."""
    last: Placed | None = None
    for word in words:
        if last is not None and abs(last.y - word.y) <= TOUCH and abs(last.x + last.w - word.x) <= TOUCH:
            last = Placed(last.text + word.text, last.x, last.y, word.x + word.w - last.x, last.h)
            continue
        if last is not None:
            yield last
        last = word
    if last is not None:
        yield last


def is_here() -> bool:
    """Whether there is a Chromium on this machine."""
    return shutil.which(PROGRAM) is not None


@contextmanager
def opened(folder: Path) -> Iterator[Browser]:
    """A browser with its profile in `folder`, closed at the end."""
    browser = Browser(folder)
    try:
        yield browser
    finally:
        browser.close()
