"""Reads the conversation exports people have, one file a form."""

from __future__ import annotations

from app.conversations.reading import FORMS, read

__all__ = ["FORMS", "read"]
