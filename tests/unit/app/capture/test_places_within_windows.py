"""Fields for passwords on a desktop whose applications do not know where their windows are."""

from __future__ import annotations

from app.capture import regions
from app.capture.accessible.atspi import _Placed
from storage.model import Box

# As an application under Wayland tells it: its window lies in the corner of everything.
OWN = Box(0, 0, 400, 300)
FIELD = Box(100, 200, 150, 24)


def test_a_field_is_counted_from_its_windows_corner_with_room_around() -> None:
    placed = _Placed(OWN, Box(1000, 500, 400, 300), within=True)

    found = placed.of(FIELD)

    assert regions.clipped(Box(1100, 700, 150, 24), found) == Box(1100, 700, 150, 24)
    assert found.w < 250


def test_a_field_on_a_fine_screen_is_as_much_larger() -> None:
    placed = _Placed(OWN, Box(1000, 500, 800, 620), within=True)

    found = placed.of(FIELD)

    assert regions.clipped(Box(1200, 900, 300, 48), found) == Box(1200, 900, 300, 48)


def test_of_a_piece_of_a_window_everything_is_a_field() -> None:
    piece = Box(1000, 500, 120, 300)

    assert _Placed(OWN, piece, within=True).of(FIELD) == piece


def test_where_applications_know_their_places_they_are_taken_at_their_word() -> None:
    assert _Placed(Box(1000, 500, 400, 300), Box(1000, 500, 400, 300)).of(FIELD) == FIELD
