"""Conversations as screens show them: read as turns, each kept once however often it is seen."""

from __future__ import annotations

from agents.chats.folding import New, fold
from agents.chats.reading import read
from agents.chats.shapes import Conversation, Said, Stamp

__all__ = ["Conversation", "New", "Said", "Stamp", "fold", "read"]
