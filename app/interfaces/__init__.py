"""All that a face (window, command line) may know of Reverie: a Protocol and frozen read models; imports none of ours.

The keeper serves `Reverie` over its private socket (`app.rpc`); a command that finds no keeper gets the same Protocol
from `app.services.house` in its own process. Times are aware; ids are UUIDs; bytes are encoded pictures (WebP).

One module a subject, with what is asked there and what it answers; everything is imported from here.
"""

from app.interfaces.asking import (
    Answer,
    AnswerStep,
    AttachedView,
    ChatTurn,
    Citation,
    Question,
    Sign,
    StarterView,
    ThreadView,
)
from app.interfaces.autostart import Autostart
from app.interfaces.backlog import JobView, QueueView
from app.interfaces.backups import BackupReport, BackupView, VerifyReport
from app.interfaces.dreaming import DreamReport, DreamTaskView, DreamView, InsightView, Reflection
from app.interfaces.errands import Errand
from app.interfaces.errors import Refused
from app.interfaces.exports import Export, ExportReport, ImportReport
from app.interfaces.fading import FadeReport, FadeStep, FadingView
from app.interfaces.forgetting import (
    Forget,
    ReceiptDocument,
    ReceiptView,
    RetentionForecast,
    RetentionView,
    TracesView,
)
from app.interfaces.history import ChangeView, FieldDiff, Piece, ThenView, UndoReport, UndoView, VersionView
from app.interfaces.hotkeys import Hotkey, Pressed
from app.interfaces.housekeeping import Check
from app.interfaces.inbox import FieldChange, InboxItem, RefusalsView, RefusalView, StandingAnswerView
from app.interfaces.intake import (
    DigestReport,
    Incoming,
    IncomingFrame,
    IncomingMemory,
    IncomingNote,
    IncomingTurn,
    KeepReport,
)
from app.interfaces.looking import (
    CoverageView,
    DayView,
    FrameDetail,
    FrameView,
    Place,
    ReelCell,
    ReelView,
    SourceView,
    TimeView,
    WordView,
)
from app.interfaces.memories import (
    BlockView,
    BranchView,
    Column,
    DecisionView,
    EdgeView,
    FieldView,
    GraphView,
    KindView,
    LinkView,
    Listing,
    MemoryPage,
    MemoryRow,
    MemoryView,
    MergeView,
    NodeView,
    TreeView,
)
from app.interfaces.models import AbilityView, ExamView, ModelView, SkillView
from app.interfaces.openness import NetworkView, OutingView, ReadView
from app.interfaces.recording import AppMoments, LookReport, RehearsalView, RuleView, Stretch
from app.interfaces.reverie import Reverie
from app.interfaces.safe import KeyringView
from app.interfaces.searching import EventTime, Hit, Interpreted, Query, SearchResult, WrittenFilter
from app.interfaces.settings import SettingView
from app.interfaces.spending import DaySpent, EpisodeView, SpentOn, SpentView
from app.interfaces.status import LockReason, Recording, State, Status
from app.interfaces.vault import VaultLogView

__all__ = [
    "AbilityView",
    "Answer",
    "AnswerStep",
    "AppMoments",
    "AttachedView",
    "Autostart",
    "BackupReport",
    "BackupView",
    "BlockView",
    "BranchView",
    "ChangeView",
    "ChatTurn",
    "Check",
    "Citation",
    "Column",
    "CoverageView",
    "DaySpent",
    "DayView",
    "DecisionView",
    "DigestReport",
    "DreamReport",
    "DreamTaskView",
    "DreamView",
    "EdgeView",
    "EpisodeView",
    "Errand",
    "EventTime",
    "ExamView",
    "Export",
    "ExportReport",
    "FadeReport",
    "FadeStep",
    "FadingView",
    "FieldChange",
    "FieldDiff",
    "FieldView",
    "Forget",
    "FrameDetail",
    "FrameView",
    "GraphView",
    "Hit",
    "Hotkey",
    "ImportReport",
    "InboxItem",
    "Incoming",
    "IncomingFrame",
    "IncomingMemory",
    "IncomingNote",
    "IncomingTurn",
    "InsightView",
    "Interpreted",
    "JobView",
    "KeepReport",
    "KeyringView",
    "KindView",
    "LinkView",
    "Listing",
    "LockReason",
    "LookReport",
    "MemoryPage",
    "MemoryRow",
    "MemoryView",
    "MergeView",
    "ModelView",
    "NetworkView",
    "NodeView",
    "OutingView",
    "Piece",
    "Place",
    "Pressed",
    "Query",
    "Question",
    "QueueView",
    "ReadView",
    "ReceiptDocument",
    "ReceiptView",
    "Recording",
    "ReelCell",
    "ReelView",
    "Reflection",
    "RefusalView",
    "RefusalsView",
    "Refused",
    "RehearsalView",
    "RetentionForecast",
    "RetentionView",
    "Reverie",
    "RuleView",
    "SearchResult",
    "SettingView",
    "Sign",
    "SkillView",
    "SourceView",
    "SpentOn",
    "SpentView",
    "StandingAnswerView",
    "StarterView",
    "State",
    "Status",
    "Stretch",
    "ThenView",
    "ThreadView",
    "TimeView",
    "TracesView",
    "TreeView",
    "UndoReport",
    "UndoView",
    "VaultLogView",
    "VerifyReport",
    "VersionView",
    "WordView",
    "WrittenFilter",
]
