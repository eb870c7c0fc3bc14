"""The one place where concrete things are chosen and joined."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from agents.answer import Answerer
from agents.digest import Digest
from agents.errors import ModelUnavailable
from agents.kinds import all_kinds, rules
from agents.kinds.vault import FromScreens, candidates
from agents.meta import MetaManager
from agents.recall import Recall
from agents.remembered import Remembered
from agents.rewriting import RuleRewriter
from agents.safe_library import SafeLibrary
from agents.safe_shelf import SafeShelf
from agents.secrets import Found
from agents.secrets.own import OwnPatterns, compiled
from agents.topics import Topics
from agents.verbatim import Verbatim
from app import settings
from app.away.idle import IdleTime
from app.bus import Bus
from app.capture.circumstances import runs_on_battery
from app.capture.eyes import open_eyes
from app.capture.in_time import InTime
from app.capture.pipeline import Candidates, FramePipeline
from app.capture.room import Room, free_bytes
from app.capture.windows import choose as windows
from app.children.clients import HostedMeaning, HostedReader, HostedScreenshots, read_pdf
from app.courtesy import Courtesy
from app.interfaces import Incoming, IncomingTurn
from app.moments import environment_zone
from app.nightwatch import beginning
from app.services.absorber import Absorber
from app.services.asking import Asking, ShelfWithoutChatter
from app.services.attaching import Attaching
from app.services.backlog import Backlog
from app.services.budget import ModelBudget
from app.services.chores import Chore, Chores
from app.services.digester import Digester
from app.services.dreaming import Dreaming
from app.services.editing import Editing
from app.services.errands import Errands
from app.services.examining import Examining, planting
from app.services.exporting import Exporter
from app.services.fading import Fader, PictureFiles
from app.services.forgetting import Forgetter
from app.services.hiding import Hiding
from app.services.house import House
from app.services.importing import Importer
from app.services.inbox import Inbox
from app.services.intake import Intake
from app.services.keyholding import Keyholding
from app.services.linking import Linking
from app.services.listening import Listening
from app.services.looking import Looking
from app.services.meaning import AtOnce, Meaning
from app.services.mending import Mending
from app.services.models import Models
from app.services.obeying import Obeying
from app.services.outings import Outings
from app.services.readlog import ReadLog
from app.services.recorder import Recorder
from app.services.reflecting import Reflecting
from app.services.rooms import Rooms
from app.services.safe_sink import SafeSink
from app.services.shelving import Shelving
from app.services.spending import Spending
from app.services.starting import Starting
from app.services.taken_back import TakenBack
from app.voice import choose as voice
from storage.clock import Clock, system_clock
from storage.embedders import Turn
from storage.flat import FlatIndex
from storage.keyring_store import KeyringStore
from storage.kind import Kinds
from storage.model import Observation, VaultCandidate
from storage.safe import Safe

log = logging.getLogger(__name__)


def kinds() -> Kinds:
    """The kinds of memory of this installation."""
    return all_kinds()


def house(
    safe: Safe, cache: Path, bus: Bus, clock: Clock = system_clock, thinking: Callable[..., Digest] = Digest
) -> House:
    """An open house over an unlocked safe; nothing is started yet. Closing it closes the safe.

    `thinking` makes the digest, to which the house gives what a `Digest` takes; a bench leaves a part of it away.
    """
    zone = _zone_of(safe)
    outings = Outings(safe, clock)
    models = Models(safe, cache, outings)
    reader = HostedReader(cache, lambda: settings.languages(safe))
    finding = _finding(safe, models, zone)
    meaning, shelf, finder = finding.meaning, finding.shelf, finding.finder
    worth = _worth_keeping(safe)
    own = _own_patterns(safe)
    hiding = Hiding(meaning)
    intake = Intake(
        safe,
        lambda: FramePipeline(reader, worth, own, apart=True, looking=hiding.on_lines),
        worth,
        bus,
        clock,
        own,
        hiding,
    )
    budget, courtesy = ModelBudget(safe, zone, clock), Courtesy()
    digester = Digester(
        safe, _thinking(safe, meaning, zone, thinking), SafeLibrary(safe, courtesy.stand_back), meaning, models,
        bus, budget, limits=lambda: settings.inbox_limits(safe),
    )  # fmt: skip
    safe.forgetting.rewriter = RuleRewriter(
        safe.kinds, zone, lambda: Digest(safe.kinds, None, zone, settings.user_names(safe))
    )
    sink = SafeSink(safe, bus)
    screenshots = HostedScreenshots(lambda: bool(safe.settings.get(settings.BY_SCREENSHOTS, False)))
    recorder = _recorder(
        safe, sink, screenshots, FramePipeline(reader, worth, own, looking=hiding.on_lines), clock
    )
    forgetter = Forgetter(safe, digester, recorder, bus)
    intake.hear = TakenBack(safe, forgetter.forget).hear
    attaching = Attaching(safe, intake, digester.wake, clock, read_pdf)
    asking = Asking(
        safe, finding.searching, finding.answerer, models, intake, bus, clock,
        obeying=Obeying(safe, finding.searching, digester, intake, forgetter, zone),
        zone=zone, finder=finder,
        verbatim=Verbatim(shelf, safe.kinds, zone),
        attaching=attaching,
        courtesy=courtesy,
        notes=lambda: _notes(shelf, meaning),
        hiding=hiding,
    )  # fmt: skip
    mending = Mending(safe, digester, bus)
    inbox = Inbox(safe, bus, mending.tell, hiding)
    dreaming = _dreaming(safe, meaning, mending, zone, clock)
    fader = Fader(safe, clock)
    errands = Errands()
    planted = planting(safe, shelf, meaning, zone, meaning)
    examining = Examining(safe, finding.recall, finding.answerer, planted, clock)
    return House(
        Rooms(
            safe=safe,
            recorder=recorder,
            sink=sink,
            absorber=Absorber(safe, bus, clock),
            cache=cache,
            intake=intake,
            digester=digester,
            forgetter=forgetter,
            fader=fader,
            mending=mending,
            backlog=Backlog(safe, digester, budget),
            editing=Editing(safe, own, clock, mending.tell, hiding),
            inbox=inbox,
            dreaming=dreaming,
            reflecting=Reflecting(safe, rules(), zone, clock, mending.tell),
            exporter=Exporter(safe, zone, clock),
            importer=Importer(safe, bus, digester.wake, hiding),
            errands=errands,
            examining=examining,
            asking=asking,
            attaching=attaching,
            looking=Looking(safe, zone, clock),
            spending=Spending(safe, zone),
            starting=Starting(
                safe, finder, clock, zone, rules=sink.rules, user=lambda: settings.user_names(safe)
            ),
            shelving=Shelving(safe),
            linking=Linking(safe),
            models=models,
            outings=outings,
            readlog=ReadLog(safe, clock, zone),
            budget=budget,
            chores=Chores(_chores(safe, forgetter, inbox, fader, errands, examining)),
            keyholding=Keyholding(safe, KeyringStore),
            reader=reader,
            screenshots=screenshots,
            listening=_listening(safe, intake),
            meaning=meaning,
            bus=bus,
            clock=clock,
            zone=zone.key,
        )
    )


@dataclass(frozen=True, slots=True)
class _Finding:
    """What finds and answers. `searching` and `finder` answer at once, `recall` and `answerer` wait for the meaning."""

    meaning: Meaning | None
    shelf: ShelfWithoutChatter
    recall: Recall
    answerer: Answerer
    searching: Recall
    finder: Answerer


def _finding(safe: Safe, models: Models, zone: ZoneInfo) -> _Finding:
    meaning = _meaning(safe, models)
    shelf = ShelfWithoutChatter(safe, meaning if meaning is not None else FlatIndex())
    recall = Recall(shelf, meaning, safe.kinds, zone, lambda: settings.weights(safe))
    at_once = AtOnce(meaning) if meaning is not None else None
    searching = Recall(shelf, at_once, safe.kinds, zone, lambda: settings.weights(safe))
    wrong = safe.corrections.quotes

    def names() -> tuple[str, ...]:
        return settings.user_names(safe)

    return _Finding(
        meaning,
        shelf,
        recall,
        Answerer(recall, safe.kinds, zone, wrong, lambda: settings.persona(safe), names, meaning),
        searching,
        Answerer(searching, safe.kinds, zone, wrong, user_names=names, reranker=at_once),
    )


def _thinking(
    safe: Safe, meaning: Meaning | None, zone: ZoneInfo, thinking: Callable[..., Digest]
) -> Callable[[], Digest]:
    """Makes a digest that knows what is known by now."""
    near = Remembered(meaning) if meaning is not None else None
    topics, meta = Topics(meaning), MetaManager(safe.kinds, meaning)

    def made() -> Digest:
        return thinking(
            safe.kinds,
            near,
            zone,
            settings.user_names(safe),
            topics=topics,
            meta=meta,
            wrong=safe.corrections.quotes(),
        )

    return made


def _recorder(
    safe: Safe, sink: SafeSink, screenshots: HostedScreenshots, pipeline: FramePipeline, clock: Clock
) -> Recorder:
    room = Room(lambda: free_bytes(safe.home), lambda: beginning.reserve_bytes(safe))
    return Recorder(sink, InTime(lambda: open_eyes(screenshots)), pipeline, room, clock)


def _dreaming(
    safe: Safe, meaning: Meaning | None, mending: Mending, zone: ZoneInfo, clock: Clock
) -> Dreaming:
    return Dreaming(
        safe,
        rules(),
        zone,
        lambda: meaning.name if meaning is not None else "",
        mending.tell,
        clock=clock,
        idle=IdleTime(windows.choose).seconds,
        on_battery=runs_on_battery,
    )


def _chores(
    safe: Safe, forgetter: Forgetter, inbox: Inbox, fader: Fader, errands: Errands, examining: Examining
) -> Sequence[Chore]:
    """What is done for an open safe now and then, in this order."""
    return (
        Chore("Forgetting by age", forgetter.act),
        Chore("Letting go of what nobody answered", inbox.sweep),
        Chore("Fading pictures", fader.work),
        Chore("Packing vectors", safe.vectors.pack_some),
        Chore("Bringing the words index together", safe.search.merge_some),
        Chore("Giving up what nobody asks for any more", errands.sweep),
        Chore("Looking after the files of pictures", PictureFiles(safe).work),
        Chore("Examining recall", examining.work),
    )


def _listening(safe: Safe, intake: Intake) -> Listening:
    """What is heard goes the way of every turn: masked, kept, digested."""

    def keep(said: IncomingTurn) -> None:
        intake.keep([Incoming(turn=said)])

    return Listening(lambda: bool(safe.settings.get(settings.LISTEN, False)), voice.choose, keep)


def _notes(shelf: SafeShelf, meaning: Meaning | None) -> Sequence[str]:
    """What the search just made on this thread did not look at."""
    warming = meaning.warming() if meaning is not None else ""
    cut = "Very many texts hold these words: the newest were looked at. Add a rarer word."
    return [note for note in (warming, cut if shelf.was_cut_short() else "") if note]


def _worth_keeping(safe: Safe) -> Candidates:
    """Which found secrets are worth keeping, as the settings say at that moment."""

    def worth(text: str, found: Sequence[Found], seen: Observation) -> Sequence[VaultCandidate]:
        given = settings.values(safe)
        wanted = FromScreens(
            any=bool(given["vault.candidates"]),
            passwords=bool(given["vault.candidates_passwords"]),
            codes=bool(given["vault.candidates_codes"]),
        )
        return candidates(text, found, seen, wanted)

    return worth


def _own_patterns(safe: Safe) -> Callable[[], OwnPatterns]:
    """The user's own patterns, compiled anew when the setting was changed."""
    made: dict[str, OwnPatterns] = {}

    def own() -> OwnPatterns:
        written = str(safe.settings.get(settings.OWN_PATTERNS, ""))
        if written not in made:
            patterns = compiled(written)
            made.clear()
            made[written] = patterns
        return made[written]

    return own


def _meaning(safe: Safe, models: Models) -> Meaning | None:
    try:
        model = models.embedder()
    except ModelUnavailable as error:
        # The sentence names a model's file, never what was seen.
        log.warning("Search goes by words alone. %s", error.message)
        return None

    if safe.reading and safe.embedders.turn() != Turn(model.name):
        log.warning(
            "Search goes by words alone. The safe can only be read and has no vectors of %s.", model.name
        )
        return None

    def open_host(name: str) -> HostedMeaning:
        return HostedMeaning(models.cache, name, safe.vectors, patient=True)

    return Meaning(safe, open_host, model.name, models.is_usable)


def _zone_of(safe: Safe) -> ZoneInfo:
    named = str(safe.settings.get("timezone", "") or "")
    return ZoneInfo(named) if named else environment_zone()
