"""What applications say under macOS, from made-up ones that answer as Apple documents: no Mac is run here."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from app.capture.accessible.choose import choose
from app.capture.accessible.macos import MOST_PARTS, MacAccessibility
from app.capture.accessible.none import NobodyTells
from app.capture.ports import Control, Told, Window
from storage.model import Box

BOX = Box(100, 50, 900, 700)
WINDOW = Window("Safari", "Sign in", 8, BOX)


class Url:
    """An NSURL."""

    def absoluteString(self) -> str:
        return "https://harbour.example/login"


class Services:
    """As much of ApplicationServices as is asked. An element is a dictionary of its attributes."""

    kAXValueCGPointType, kAXValueCGSizeType = 1, 2

    def __init__(self, applications: dict[int, Any]) -> None:
        self.applications = applications
        self.asked = 0

    def AXUIElementCreateApplication(self, pid: int) -> Any:
        return self.applications.get(pid, {})

    def AXUIElementSetMessagingTimeout(self, _element: Any, seconds: float) -> int:
        assert 0 < seconds < 1
        return 0

    def AXUIElementCopyAttributeValue(self, element: Any, name: str, _value: None) -> tuple[int, Any]:
        self.asked += 1
        if element == "hangs":
            return -25204, None
        return (0, element[name]) if name in element else (-25205, None)

    def AXValueGetValue(self, value: Any, kind: int, _room: None) -> tuple[bool, Any]:
        return kind == value.kind, value


def _placed(box: Box, **attributes: Any) -> dict[str, Any]:
    corner, size = (
        SimpleNamespace(kind=1, x=box.x, y=box.y),
        SimpleNamespace(kind=2, width=box.w, height=box.h),
    )
    return {"AXPosition": corner, "AXSize": size, **attributes}


def _told(application: Any, window: Window = WINDOW) -> Told:
    (told,) = MacAccessibility(Services({8: application})).told([window])
    return told


def test_a_browsers_address_password_fields_and_focus_are_told() -> None:
    field = _placed(Box(300, 400, 200, 30), AXRole="AXTextField", AXSubrole="AXSecureTextField")
    page = {
        "AXRole": "AXWebArea",
        "AXURL": Url(),
        "AXChildren": [{"AXRole": "AXGroup", "AXChildren": [field]}],
    }
    other = _placed(Box(0, 0, 10, 10), AXTitle="Sign in", AXDocument="file:///other")
    frame = _placed(BOX, AXTitle="Sign in", AXChildren=[page])

    told = _told({"AXWindows": [other, frame], "AXFocusedUIElement": field})

    assert (told.title, told.url, told.answered) == ("Sign in", "https://harbour.example/login", True)
    assert told.secret_fields == (Box(300, 400, 200, 30),)
    assert told.focus == Control("password text", Box(300, 400, 200, 30))


def test_a_document_comes_before_the_pages_inside() -> None:
    page = {"AXRole": "AXWebArea", "AXURL": Url()}

    told = _told({"AXWindows": [_placed(BOX, AXDocument="file:///report.pdf", AXChildren=[page])]})

    assert (told.url, told.other_urls) == ("file:///report.pdf", ("https://harbour.example/login",))


def test_an_application_that_does_not_speak_says_nothing_and_one_that_hangs_is_late_once() -> None:
    services = Services({8: "hangs"})
    asking = MacAccessibility(services)

    told = asking.told([WINDOW, WINDOW, Window("Notes", "shopping", 9, BOX)])

    assert told == (Told(answered=False), Told(answered=False), Told())
    # One question to the one that hangs; its second window is not asked about.
    assert services.asked == 2


def test_a_tree_without_end_is_left_after_a_while() -> None:
    endless: dict[str, Any] = _placed(BOX, AXTitle="Sign in")
    endless["AXChildren"] = [endless]
    services = Services({8: {"AXWindows": [endless]}})

    MacAccessibility(services).told([WINDOW])

    assert services.asked < 5 * MOST_PARTS


def test_without_the_package_nobody_tells() -> None:
    assert isinstance(choose("darwin"), NobodyTells)
    assert isinstance(choose("win32"), NobodyTells)
