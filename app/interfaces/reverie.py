"""The one Protocol of the wire, put together from the calls of every subject."""

from __future__ import annotations

from typing import Protocol

from app.interfaces.asking import AskingCalls
from app.interfaces.backlog import BacklogCalls
from app.interfaces.backups import BackupCalls
from app.interfaces.dreaming import DreamingCalls
from app.interfaces.errands import ErrandCalls
from app.interfaces.fading import FadingCalls
from app.interfaces.forgetting import ForgettingCalls
from app.interfaces.history import HistoryCalls
from app.interfaces.housekeeping import HousekeepingCalls
from app.interfaces.inbox import InboxCalls
from app.interfaces.intake import IntakeCalls
from app.interfaces.looking import LookingCalls
from app.interfaces.memories import MemoryCalls
from app.interfaces.models import ModelCalls
from app.interfaces.openness import OpennessCalls
from app.interfaces.recording import RecordingCalls
from app.interfaces.safe import SafeCalls
from app.interfaces.searching import SearchingCalls
from app.interfaces.settings import SettingCalls
from app.interfaces.spending import SpendingCalls
from app.interfaces.status import StatusCalls
from app.interfaces.vault import VaultCalls


class Reverie(
    StatusCalls,
    SafeCalls,
    RecordingCalls,
    IntakeCalls,
    SearchingCalls,
    AskingCalls,
    LookingCalls,
    SpendingCalls,
    MemoryCalls,
    HistoryCalls,
    DreamingCalls,
    InboxCalls,
    VaultCalls,
    ForgettingCalls,
    FadingCalls,
    BackupCalls,
    ModelCalls,
    ErrandCalls,
    BacklogCalls,
    HousekeepingCalls,
    OpennessCalls,
    SettingCalls,
    Protocol,
):
    """Everything a face can ask for. Every method raises Refused (or an error of ours, in the same process)."""
