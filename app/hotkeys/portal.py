"""The shortcut under Wayland: the portal GlobalShortcuts, which asks the person once and lets them choose the keys.

One thread, `hotkey`, with a connection of its own. A portal that went is tried again in growing pauses; after a refusal
nothing is asked again before Reverie's window starts anew.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from jeepney import HeaderFields

from app import faults
from app.hotkeys.keys import MODIFIERS, Keys, parsed
from app.interfaces import Pressed
from app.portal.desktop import SESSION, Message, Portal, PortalGone, PortalMissing, PortalTrouble
from storage.errors import WrongUse

log = logging.getLogger(__name__)

INTERFACE = "org.freedesktop.portal.GlobalShortcuts"
REGISTRY = "org.freedesktop.host.portal.Registry"
# As the window tells the desktop who it is.
APPLICATION = "reverie"
SHORTCUT = "recall"
# The names that the portal has for keys that are held (the specification of shortcuts).
HELD = {"Ctrl": "CTRL", "Alt": "ALT", "Shift": "SHIFT", "Meta": "LOGO"}
# How often is looked whether this is to end; what is pressed comes at once.
LOOK_SECONDS = 1.0
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 300.0
# A person may find the question later.
THINKING_SECONDS = 600.0

# Stands in the environment after a refusal.
REFUSED_BEFORE = "REVERIE_SHORTCUT_REFUSED"

INSTEAD = "Bind `reverie recall` to keys in your desktop's own settings instead."
NO_PORTAL = f"This desktop lets no program ask for a shortcut. {INSTEAD}"
REFUSED = f"Your desktop gave Reverie no shortcut. {{why}} {INSTEAD}"
CLOSED = f"Your desktop took Reverie's shortcut back. Start Reverie's window again to ask for it. {INSTEAD}"
AWAY = "The desktop's portal is away, and with it Reverie's shortcut. It is tried again by itself."


class PortalHotkey:
    """Implements `Hotkey`. `address` is a bus; empty for the session's."""

    def __init__(self, address: str = "", pause: float = FIRST_PAUSE) -> None:
        self._address = address
        self._pause = self._first_pause = pause
        self._pressed: Pressed = lambda _token: None
        self._ending = threading.Event()
        self._thread: threading.Thread | None = None
        self._preferred = ""
        self.trigger = ""
        self.problem = ""
        self.is_desktops = True

    def start(self, keys: str, pressed: Pressed) -> None:
        """Asks for the keys, which may take until a person answered; the desktop may give others."""
        try:
            self._preferred = preferred(parsed(keys))
        except WrongUse as refusal:
            self.problem = refusal.message
            return
        if os.environ.get(REFUSED_BEFORE):
            self.problem = REFUSED.format(why="It was refused before.")
            return
        self._pressed = pressed
        self._thread = threading.Thread(target=self._run, name="hotkey", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Ends the thread; a question that is still open ends with the process."""
        self._ending.set()
        if self._thread is not None:
            self._thread.join(2 * LOOK_SECONDS)

    def _run(self) -> None:
        while not self._ending.is_set():
            try:
                self._hold()
                return
            except PortalGone:
                self.trigger, self.problem = "", AWAY
            except PortalMissing as trouble:
                # One that was there is only away.
                if self.problem != AWAY:
                    self.problem = NO_PORTAL
                    log.info("no shortcut: %s", faults.where(trouble))
                    return
            except PortalTrouble as trouble:
                self.problem = REFUSED.format(why=trouble.message)
                # A window that is shut begins anew, in this environment: it does not ask again.
                os.environ[REFUSED_BEFORE] = "1"
                return
            self._ending.wait(self._pause)
            self._pause = min(2 * self._pause, LONGEST_PAUSE)

    def _hold(self) -> None:
        """Asks for the keys and waits for presses; returns at the end, or when the desktop took them back."""
        portal = Portal(self._address)
        try:
            portal.version(INTERFACE)
            # Newer portals want to know who a program outside of a sandbox is; older ones know no such call.
            with suppress(PortalTrouble):
                portal.call(REGISTRY, "Register", "sa{sv}", (APPLICATION, {}))
            session = self._begun(portal)
            self.trigger = self._bound(portal, session)
            self.problem, self._pause = "", self._first_pause
            self._listen(portal, session)
        finally:
            portal.close()

    def _begun(self, portal: Portal) -> str:
        portal.listen(INTERFACE)
        token = {"session_handle_token": ("s", f"reverie_{os.getpid()}")}
        results = portal.ask(INTERFACE, "CreateSession", "a{sv}", (), token)
        session = str(results.get("session_handle", ("s", ""))[1])
        if not session.startswith("/"):
            raise PortalTrouble("It named no session.")
        portal.listen(SESSION, session)
        return session

    def _bound(self, portal: Portal, session: str) -> str:
        """Binds our one shortcut; gives its keys as the desktop calls them."""
        wanted = {"description": ("s", "Ask Reverie"), "preferred_trigger": ("s", self._preferred)}
        arguments = (session, [(SHORTCUT, wanted)], "")
        results = portal.ask(
            INTERFACE, "BindShortcuts", "oa(sa{sv})sa{sv}", arguments, {}, patience=THINKING_SECONDS
        )
        bound = {str(name): told for name, told in results.get("shortcuts", ("", []))[1]}
        if SHORTCUT not in bound:
            raise PortalTrouble("It bound none.")
        return str(bound[SHORTCUT].get("trigger_description", ("s", self._preferred))[1])

    def _listen(self, portal: Portal, session: str) -> None:
        while not self._ending.is_set():
            message = portal.next_signal(LOOK_SECONDS)
            if message is None:
                continue
            member, body = message.header.fields.get(HeaderFields.member), message.body
            if member == "Closed" and message.header.fields.get(HeaderFields.path) == session:
                self.trigger, self.problem = "", CLOSED
                return
            if member == "Activated" and tuple(body[:2]) == (session, SHORTCUT):
                self._pressed(_token(body))
            elif member == "ShortcutsChanged" and body[:1] == (session,):
                self._changed(body[1])
        portal.close_session(session)

    def _changed(self, shortcuts: Message) -> None:
        for name, told in shortcuts:
            if name == SHORTCUT:
                self.trigger = str(told.get("trigger_description", ("s", self.trigger))[1])


def preferred(keys: Keys) -> str:
    """Keys as the portal wants them named."""
    return "+".join([*(HELD[one] for one in MODIFIERS if one in keys.modifiers), keys.symbol])


def _token(body: tuple[Any, ...]) -> str:
    """What lets our window take the keyboard, where the portal gives it."""
    options: Mapping[str, tuple[str, Any]] = body[3] if len(body) > 3 else {}
    return str(options.get("activation_token", ("s", ""))[1])
