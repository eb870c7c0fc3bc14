"""What applications say under Linux: AT-SPI, spoken raw over D-Bus.

A window is found among those of its process. It is asked for what is shown of it only: documents, fields for
passwords, and the focused control, each by one question that the application answers from its own tree
(`Collection.GetMatches`). All questions to all windows travel together, so that one application that hangs holds up
nobody else.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from jeepney import DBusAddress, HeaderFields, MessageFlag, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from app.capture.ports import Control, Told, Window
from storage.model import Box

log = logging.getLogger(__name__)

# What one round of questions waits for the slowest application.
ANSWER_SECONDS = 0.4
# An application that did not answer is not waited for again so soon.
REST_SECONDS = 5.0
# Without a bus it is looked for again after this.
AGAIN_SECONDS = 30.0
# A program that opens a thousand windows is asked about so many.
MOST_WINDOWS = 24
MOST_DOCUMENTS = 12
MOST_FIELDS = 24

_A11Y = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
_ACCESSIBLE = "org.a11y.atspi.Accessible"
_PROPERTIES = "org.freedesktop.DBus.Properties"
# Numbers of the protocol (atspi-constants.h): roles, states, ways to match, and coordinates of the screen.
_PASSWORD_TEXT, _DOCUMENT_FRAME, _DOCUMENT_WEB = 40, 82, 95
_FOCUSED, _SHOWING = 12, 25
_ALL, _ANY = 1, 2
_SCREEN = 0
_RULE = "(aiia{ss}iaiiasib)uib"
# An application's own name for a window that is the desktop's, and something in brackets behind it: “(Incognito)”.
_BRACKETS = re.compile(r"\s*[(\uff08][^()]+[)\uff09]")
# A logical pixel may be several physical ones; smaller differences are frames and shadows.
_SCALED = 1.2
# Where a window's corner is not known exactly: so many of its pixels may be frame or shadow, on any side.
_FRAME = 32
# Width and height of one window may be scaled apart by so much: it has a frame on one of them.
_SHAPE = 1.15
_FAILURES = (OSError, KeyError, ValueError, TimeoutError, EOFError)

# An object on the bus: the name of its application, and its path.
_Object: TypeAlias = tuple[str, str]
# jeepney publishes no types for what a message brings.
_Brought: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class _Call:
    """One question to one object."""

    to: _Object
    interface: str
    member: str
    signature: str | None = None
    body: tuple[Any, ...] = ()


@dataclass(slots=True)
class _Frame:
    """A window as its application has it."""

    at: _Object
    title: str = ""
    box: Box | None = None


@dataclass(slots=True)
class _Found:
    """What was found out about one window."""

    frame: _Frame
    documents: list[str] = field(default_factory=list)
    fields: list[Box] = field(default_factory=list)
    focus: Control | None = None


class AtSpi:
    """One connection to the accessibility bus, made when first asked. Used by one thread."""

    name = "at-spi"

    def __init__(self, answer_seconds: float = ANSWER_SECONDS, *, within_windows: bool = False) -> None:
        self._answer_seconds = answer_seconds
        self._within_windows = within_windows
        self._bus: DBusConnection | None = None
        self._not_before = 0.0
        self._pids: dict[str, int] = {}
        self._resting: dict[str, float] = {}

    def told(self, windows: Sequence[Window]) -> tuple[Told, ...]:
        """See `Accessibility`; the time is bounded by a few rounds of questions."""
        try:
            if not self._is_open():
                return tuple(Told() for _ in windows)
            return self._told(windows)
        except _FAILURES:
            self.close()
            self._not_before = time.monotonic() + AGAIN_SECONDS
            return tuple(Told() for _ in windows)

    def close(self) -> None:
        """Leaves the bus."""
        bus, self._bus = self._bus, None
        self._pids.clear()
        self._resting.clear()
        if bus is not None:
            with suppress(OSError):
                bus.close()

    def _is_open(self) -> bool:
        if self._bus is None and time.monotonic() >= self._not_before:
            self._bus = _opened()
        return self._bus is not None

    def _told(self, windows: Sequence[Window]) -> tuple[Told, ...]:
        apps = self._apps({window.pid for window in windows})
        late = {pid for pid, names in apps.items() if all(self._is_resting(name) for name in names)}
        frames = self._frames([name for names in apps.values() for name in names])
        late |= {pid for pid, names in apps.items() if any(self._is_resting(name) for name in names)}
        matched = {at: self._match(window, frames, apps) for at, window in enumerate(windows)}
        found = self._looked_into([frame for frame in matched.values() if frame is not None])
        late |= {pid for pid, names in apps.items() if any(self._is_resting(name) for name in names)}
        return tuple(
            _said(
                window,
                found.get(id(matched[at])),
                answered=window.pid not in late,
                within=self._within_windows,
            )
            for at, window in enumerate(windows)
        )

    def _apps(self, pids: Iterable[int]) -> dict[int, list[str]]:
        """The names on the bus of these processes."""
        root = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
        (answer,) = self._ask([_Call(root, _ACCESSIBLE, "GetChildren")])
        names = [str(name) for name, _ in answer[0]] if answer else []
        new = [name for name in names if name not in self._pids]
        bus = ("org.freedesktop.DBus", "/org/freedesktop/DBus")
        asked = [
            _Call(bus, "org.freedesktop.DBus", "GetConnectionUnixProcessID", "s", (name,)) for name in new
        ]
        self._pids = {name: self._pids[name] for name in names if name in self._pids}
        self._pids |= {
            name: int(answer[0]) for name, answer in zip(new, self._ask(asked), strict=True) if answer
        }
        found: dict[int, list[str]] = {}
        for name, pid in self._pids.items():
            if pid in set(pids):
                found.setdefault(pid, []).append(name)
        return found

    def _frames(self, names: Sequence[str]) -> dict[str, list[_Frame]]:
        """Each application's windows, with their titles and places."""
        awake = [name for name in names if not self._is_resting(name)]
        root = "/org/a11y/atspi/accessible/root"
        answers = self._ask([_Call((name, root), _ACCESSIBLE, "GetChildren") for name in awake])
        frames = [
            _Frame((str(owner), str(path)))
            for answer in answers
            if answer
            for owner, path in answer[0][:MOST_WINDOWS]
        ]
        titles = self._ask([_Call(one.at, _PROPERTIES, "Get", "ss", (_ACCESSIBLE, "Name")) for one in frames])
        places = self._ask([_extents(one.at) for one in frames])
        found: dict[str, list[_Frame]] = {}
        for one, title, place in zip(frames, titles, places, strict=True):
            one.title = str(title[0][1]) if title else ""
            one.box = _box(place)
            found.setdefault(one.at[0], []).append(one)
        return found

    def _match(
        self, window: Window, frames: dict[str, list[_Frame]], apps: dict[int, list[str]]
    ) -> _Frame | None:
        """The application's window that is this one of the desktop: by its title, then by its place."""
        own = [one for name in apps.get(window.pid, ()) for one in frames.get(name, ())]
        named = [one for one in own if one.title and window.title and one.title.startswith(window.title)]
        placed = [one for one in named or own if one.box is not None]
        if not placed:
            return next(iter(named), None)
        return min(placed, key=lambda one: _distance(one.box or window.box, window.box))

    def _looked_into(self, frames: Sequence[_Frame]) -> dict[int, _Found]:
        """What each window shows: addresses, fields for passwords, the focused control."""
        found = [_Found(frame) for frame in {id(frame): frame for frame in frames}.values()]
        asked = [
            call
            for one in found
            for call in (
                _matches(one.frame.at, roles=(_DOCUMENT_WEB, _DOCUMENT_FRAME), count=MOST_DOCUMENTS),
                _matches(one.frame.at, roles=(_PASSWORD_TEXT,), count=MOST_FIELDS),
                _matches(one.frame.at, states=(_FOCUSED,), count=1),
            )
        ]
        answers = iter(self._ask(asked))
        sets = [
            (one, _objects(next(answers)), _objects(next(answers)), _objects(next(answers))) for one in found
        ]
        self._read(sets)
        return {id(one.frame): one for one in found}

    def _read(self, sets: Sequence[tuple[_Found, list[_Object], list[_Object], list[_Object]]]) -> None:
        """Asks the objects that were found what they are and where."""
        documents = [(one, at) for one, found, _, _ in sets for at in found]
        fields = [(one, at) for one, _, found, _ in sets for at in found]
        focused = [(one, at) for one, _, _, found in sets for at in found[:1]]
        for (one, _), answer in zip(
            documents,
            self._ask([_Call(at, "org.a11y.atspi.Document", "GetAttributes") for _, at in documents]),
            strict=True,
        ):
            one.documents += [url for url in (_url(answer),) if url]
        places = iter(self._ask([_extents(at) for _, at in [*fields, *focused]]))
        for one, _ in fields:
            one.fields += [box for box in (_box(next(places)),) if box is not None]
        roles = self._ask([_Call(at, _ACCESSIBLE, "GetRoleName") for _, at in focused])
        for (one, _), role in zip(focused, roles, strict=True):
            box = _box(next(places))
            one.focus = Control(str(role[0]), box) if role and box is not None else None

    def _is_resting(self, name: str) -> bool:
        return self._resting.get(name, 0.0) > time.monotonic()

    def _ask(self, calls: Sequence[_Call]) -> list[_Brought]:
        """The answers in the order of `calls`, None for a refusal or none in time; whoever is late rests."""
        if not calls or self._bus is None:
            return [None] * len(calls)
        bus, waiting = self._bus, dict[int, int]()
        answers: list[_Brought] = [None] * len(calls)
        for at, call in enumerate(calls):
            serial = next(bus.outgoing_serial)
            waiting[serial] = at
            bus.send(_message(call), serial=serial)
        deadline = time.monotonic() + self._answer_seconds
        while waiting and (left := deadline - time.monotonic()) > 0:
            try:
                message = bus.receive(timeout=left)
            except TimeoutError:
                break
            place = waiting.pop(message.header.fields.get(HeaderFields.reply_serial, -1), None)
            if place is not None and message.header.message_type is MessageType.method_return:
                answers[place] = message.body
        for place in waiting.values():
            self._resting[calls[place].to[0]] = time.monotonic() + REST_SECONDS
        return answers


def _opened() -> DBusConnection:
    """The accessibility bus; tells applications that somebody listens, as every reader of screens does."""
    session = open_dbus_connection("SESSION")
    try:
        (address,) = _asked(session, new_method_call(_A11Y, "GetAddress"))
        enable = ("org.a11y.Status", "IsEnabled", ("b", True))
        status = DBusAddress("/org/a11y/bus", "org.a11y.Bus", _PROPERTIES)
        _asked(session, new_method_call(status, "Set", "ssv", enable))
    finally:
        session.close()
    bus = open_dbus_connection(str(address))
    # A bus that stands still must not hold us up when it takes no more.
    bus.sock.settimeout(ANSWER_SECONDS)
    return bus


def _asked(bus: DBusConnection, message: _Brought) -> _Brought:
    """The body of an answer. Raises ValueError when the bus refuses."""
    answer = bus.send_and_get_reply(message, timeout=2.0)
    if answer.header.message_type is not MessageType.method_return:
        raise ValueError("the bus refused")
    return answer.body


def _message(call: _Call) -> _Brought:
    name, path = call.to
    address = DBusAddress(path, bus_name=name, interface=call.interface)
    message = new_method_call(address, call.member, call.signature, call.body)
    message.header.flags |= MessageFlag.no_auto_start
    return message


def _matches(at: _Object, *, roles: Sequence[int] = (), states: Sequence[int] = (), count: int) -> _Call:
    """Asks for the objects below `at` that are shown and have one of these roles, and all of these states."""
    wanted: tuple[_Brought, ...] = (
        _bits([_SHOWING, *states], 2),
        _ALL,
        {},
        _ALL,
        _bits(roles, 4),
        _ANY if roles else _ALL,
        [],
        _ALL,
        False,
    )
    return _Call(at, "org.a11y.atspi.Collection", "GetMatches", _RULE, (wanted, 1, count, True))


def _bits(numbers: Iterable[int], words: int) -> list[int]:
    """A set of numbers as the protocol has it: signed words of 32 bits."""
    found = [0] * words
    for number in numbers:
        found[number // 32] |= 1 << (number % 32)
    return [word - (1 << 32) if word >= 1 << 31 else word for word in found]


def _extents(at: _Object) -> _Call:
    return _Call(at, "org.a11y.atspi.Component", "GetExtents", "u", (_SCREEN,))


def _objects(answer: _Brought) -> list[_Object]:
    return [(str(owner), str(path)) for owner, path in answer[0]] if answer else []


def _box(answer: _Brought) -> Box | None:
    """A place that takes room; None for one that was refused, or that nobody can see."""
    if not answer:
        return None
    x, y, width, height = (int(number) for number in answer[0])
    return Box(x, y, width, height) if width > 0 and height > 0 else None


def _url(answer: _Brought) -> str:
    named = answer[0] if answer else {}
    return str(named.get("URI") or named.get("DocURL") or "")


def _distance(one: Box, other: Box) -> int:
    return abs(one.x - other.x) + abs(one.y - other.y) + abs(one.w - other.w) + abs(one.h - other.h)


def _said(window: Window, found: _Found | None, *, answered: bool, within: bool) -> Told:
    """What was found, in the desktop's pixels."""
    if found is None:
        return Told(answered=answered)
    placed = _Placed(found.frame.box, window.box, within)
    url, *others = [*found.documents, ""]
    return Told(
        title=found.frame.title,
        url=url,
        other_urls=tuple(other for other in dict.fromkeys(others) if other),
        private=_is_private(found.frame.title, window.title),
        secret_fields=tuple(placed.of(box) for box in found.fields),
        focus=Control(found.focus.role, placed.of(found.focus.box)) if found.focus is not None else None,
        answered=answered,
    )


def _is_private(own: str, title: str) -> bool:
    """Chromium puts nothing into its title, and “(Incognito)”, in the user's language, behind its own name for it."""
    return bool(title) and own.startswith(title) and bool(_BRACKETS.fullmatch(own[len(title) :]))


@dataclass(frozen=True, slots=True)
class _Placed:
    """Turns an application's pixels into the desktop's: on a fine screen it may count larger ones.

    `within`: it does not know where its window is, as under Wayland, and counts from the window's corner.
    """

    own: Box | None
    real: Box
    within: bool = False

    def of(self, box: Box) -> Box:
        """The place on the desktop."""
        return self._of_window(box) if self.within else self._of_desktop(box)

    def _of_window(self, box: Box) -> Box:
        """The place with room for frames and shadows; all of a window of which only a piece is here."""
        if self.own is None or not _alike(self.own, self.real):
            return self.real
        scale = self.real.w / self.own.w
        left, top = self.real.x + (box.x - self.own.x) * scale, self.real.y + (box.y - self.own.y) * scale
        roomy = Box(round(left), round(top), round(box.w * scale), round(box.h * scale))
        room = round(_FRAME * scale)
        return Box(roomy.x - room, roomy.y - room, roomy.w + 2 * room, roomy.h + 2 * room)

    def _of_desktop(self, box: Box) -> Box:
        scale = self.real.w / self.own.w if self.own is not None else 1.0
        if self.own is None or scale < _SCALED:
            return box
        left, top = self.real.x + (box.x - self.own.x) * scale, self.real.y + (box.y - self.own.y) * scale
        return Box(round(left), round(top), round(box.w * scale), round(box.h * scale))


def _alike(own: Box, real: Box) -> bool:
    """Whether two boxes are of one shape, frames apart."""
    across, down = real.w / own.w, real.h / own.h
    return max(across, down) < _SHAPE * min(across, down)
