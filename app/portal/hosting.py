"""The child that asks the portal for pictures: its side of the pipe."""

from __future__ import annotations

import threading
from collections.abc import Callable

from app.children.protocol import Shot
from app.portal import screenshots
from app.portal.desktop import THINKING_SECONDS, Portal, PortalRefused, PortalSilent, PortalTrouble
from app.portal.screenshots import NotDeleted


class Screenshots:
    """The portal's pictures behind the child's protocol; one connection, made again after a failure."""

    def __init__(
        self, open_portal: Callable[[], Portal] = Portal, patience: float = THINKING_SECONDS
    ) -> None:
        self._open = open_portal
        self._patience = patience
        self._portal: Portal | None = None
        self._lock = threading.Lock()

    def take(self) -> Shot:
        """One picture, or why not."""
        with self._lock:
            try:
                if self._portal is None:
                    self._portal = self._open()
                picture = screenshots.take(self._portal, self._patience)
            except PortalTrouble as trouble:
                self._hang_up()
                final = isinstance(trouble, PortalRefused | PortalSilent | NotDeleted)
                return Shot(trouble=trouble.message, final=final)
            return Shot(picture.width, picture.height, bytes(picture.pixels))

    def _hang_up(self) -> None:
        portal, self._portal = self._portal, None
        if portal is not None:
            portal.close()
