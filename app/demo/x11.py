"""What the demo asks of an X display that it has just made."""

from __future__ import annotations

import time
from contextlib import closing

from Xlib.display import Display
from Xlib.X import AnyPropertyType

BACKGROUND = 0x2D3E50
LOOK_AGAIN_SECONDS = 0.05


def paint_background(name: str) -> None:
    """Gives the empty display a calm colour."""
    with closing(Display(name)) as display:
        root = display.screen().root
        root.change_attributes(background_pixel=BACKGROUND)
        root.clear_area(0, 0, 0, 0)
        display.sync()


def is_managed(name: str, seconds: float) -> bool:
    """Whether a window manager stands on the display before `seconds` have passed."""
    deadline = time.monotonic() + seconds
    with closing(Display(name)) as display:
        check = display.intern_atom("_NET_SUPPORTING_WM_CHECK")
        while display.screen().root.get_full_property(check, AnyPropertyType) is None:
            if time.monotonic() > deadline:
                return False
            time.sleep(LOOK_AGAIN_SECONDS)
    return True
