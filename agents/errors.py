"""Errors of the thinking room."""

from __future__ import annotations

from storage.errors import ReverieError


class ModelUnavailable(ReverieError):
    """A model's file is missing, wrong or does not load; the rest of Reverie works without it."""

    title = "The model is not available"


class ReplyUnusable(ReverieError):
    """A model answered with something that does not fit what was asked."""

    title = "The model's reply could not be used"


class Cancelled(ReverieError):
    """The user stopped it."""

    title = "Stopped"
