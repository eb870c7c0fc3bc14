"""What was not watched of a time, in words."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from app.interfaces import CoverageView
from ui import when, words
from ui.timeline.strip import WATCHING

NAMED = 3
"""Gaps that are named; more would tell nobody more."""


def told(coverage: Sequence[CoverageView], zone: ZoneInfo) -> str:
    """A sentence that names the first gaps with their reasons; empty where there are none."""
    away = [stretch for stretch in coverage if stretch.state != WATCHING]
    if not away:
        return ""
    named = ", ".join(
        f"{words.away(one)} {when.stretch(one.started, one.ended, zone)}" for one in away[:NAMED]
    )
    return QCoreApplication.translate("gaps", "I was not watching all of that time: {0}.").format(named)
