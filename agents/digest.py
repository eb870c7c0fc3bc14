"""The digest: observations in, episodes and typed changes out, by rules, meanings and perhaps a model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import chain
from zoneinfo import ZoneInfo

from agents import (
    appointments,
    chats,
    claims,
    corrections,
    endings,
    episodes,
    extract,
    instructions,
    keeping,
    patches,
    play,
    secrets,
    sentences,
    short_replies,
    slips,
    statements,
    stretches,
)
from agents.checker import Checker
from agents.claims import USER
from agents.drafts import Drafts, Library
from agents.episodes import Known
from agents.finding import Finding, Material, Utterance, Voice, is_read_off, speaker_of, title_of, voice_of
from agents.kinds import Rules, rules
from agents.manager import MemoryManager, Refused
from agents.meta import MetaManager
from agents.patches import adopted, disbelieved, excepted, mine, scrapped
from agents.patches.heeded import Heeded
from agents.patches.superseded import Superseded
from agents.ports import Embedder, LanguageModel
from agents.topics import Topics
from storage import ids
from storage.kind import Kinds, Recall
from storage.model import (
    Author,
    BodyFields,
    Change,
    Decision,
    Episode,
    Frame,
    Memory,
    MemoryId,
    Note,
    Observation,
    ObservationId,
    Origin,
    Proposal,
    Refusal,
    Retire,
    Revise,
    Source,
    Turn,
)

# How the user's own words change what is known already: each reads what was said together and gives back changes, one
# by one, so that the next sees what the last one did.
Revising = Callable[[Material, Mapping[str, Rules], Drafts], Iterator[Change]]
REVISING: Sequence[Revising] = (scrapped.changes, endings.changes, patches.changes)
# The slot of what is planned for a time: whatever kind kept it before, only the newest plan holds.
_PLANNED = "appointment"
_ORDER = "it reads as an instruction"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a digest came to. `changes` are in order: later ones may name memories that earlier ones made.

    `unread` are what the user stated and no rule spoke for: what a language model may be asked about. `proposals` wait
    for the user's word; `refusals` are what was found and not let through.
    """

    episodes: list[Episode] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    unread: list[ObservationId] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """How much was not let through."""
        return len(self.refusals)

    @property
    def reasons(self) -> dict[str, int]:
        """How often for which reason."""
        return dict(Counter(one.reason for one in self.refusals))


@dataclass(slots=True)
class _Work:
    """What a digest under way has come to."""

    drafts: Drafts
    proposals: list[Proposal] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)

    def refuse(self, finding: Finding, reason: str) -> None:
        """Keeps why a finding was not let through."""
        self.refusals.append(Refusal(reason, finding.kind, finding.sources[0].observation))

    def wait(self, proposal: Proposal) -> None:
        """Lets a change wait for the user's word, which may come in what is read next."""
        self.proposals.append(proposal)
        change = proposal.change
        memory = self.drafts.drafted(change.memory) if isinstance(change, Revise) else None
        if memory is not None:
            self.drafts.waits(proposal, memory)

    def outcome(self, episodes_: list[Episode], unread: list[ObservationId]) -> Outcome:
        """All of it."""
        return Outcome(episodes_, self.drafts.changes, unread, self.proposals, self.refusals)


class Digest:
    """Turns observations into memories. Writes nothing, starts no thread; the caller keeps what it returns.

    `user_names` are the names the user goes by among people; `kinds` those of the safe. What is read together is a
    stretch (one document or thread); episodes, which may span several windows, are kept beside what was read. `wrong`
    are words that the user said are wrong: nobody else makes a memory of them again. `declared`, `revising` and
    `checker` are the program's own unless others are given, to see what each is worth.
    """

    def __init__(
        self,
        kinds: Kinds,
        embedder: Embedder | None,
        zone: ZoneInfo,
        user_names: Sequence[str] = (),
        *,
        declared: Mapping[str, Rules] | None = None,
        revising: Sequence[Revising] = REVISING,
        checker: Checker | None = None,
        topics: Topics | None = None,
        meta: MetaManager | None = None,
        wrong: Sequence[str] = (),
    ) -> None:
        known = declared if declared is not None else rules()
        self._kinds = kinds
        self._rules = {name: known[name] for name in kinds if name in known}
        self._zone = zone
        self._user_names = frozenset(sentences.fold(name) for name in user_names)
        self._meta = meta or MetaManager(kinds, embedder)
        self._managers = {name: MemoryManager(rule, embedder) for name, rule in self._rules.items()}
        self._revising = (
            (
                *revising,
                mine.changes,
                disbelieved.changes,
                excepted.changes,
                adopted.changes,
                Superseded(embedder).changes,
                Heeded(embedder).changes,
            )
            if revising
            else ()
        )
        self._checker = checker or Checker(zone, extract.EXAMPLE_NAMES)
        self._topics = topics or Topics(embedder)
        self._wrong = wrong

    def digest(
        self, observations: Sequence[Observation], library: Library, known: Sequence[Known] = ()
    ) -> Outcome:
        """The episodes and changes that rules and meanings find; `known` are the episodes near. Raises nothing."""
        work = _Work(Drafts(library, self._kinds))
        unread: list[ObservationId] = []
        # What was on the screen may have been digested before.
        before = {one.id: one for held in known for one in held.near}
        seen = list((before | {one.id: one for one in observations}).values())
        for stretch in sorted(stretches.cut(observations), key=lambda one: one[-1].time):
            unread += self._take(stretch, work, self._in_view(stretch, seen))
        # What was read off a screen belongs to that screen's episode, however long ago it was said.
        lived = [one for one in observations if not is_read_off(one)]
        return self._as_typed(work.outcome(episodes.recut(lived, known, self._topics), unread), observations)

    def _as_typed(self, outcome: Outcome, observations: Sequence[Observation]) -> Outcome:
        """What was put right in the same breath is quoted as it was typed, wherever changes rest on it."""
        seen = {one.id: one for one in observations}
        changes = [
            change
            if isinstance(change, Retire)
            else replace(change, sources=tuple(self._typed(one, seen) for one in change.sources))
            for change in outcome.changes
        ]
        return replace(outcome, changes=changes)

    def _typed(self, source: Source, seen: Mapping[ObservationId, Observation]) -> Source:
        said = seen.get(source.observation)
        if said is None or not slips.is_righted_in(source.quote, said.text):
            return source
        return replace(source, quote=self._without_orders(said))

    def turns(self, frame: Frame, known: Callable[[str], Sequence[Turn]]) -> list[Turn]:
        """What was said on a screen and is not among the `known` turns of its thread, oldest first."""
        seen = chats.read(frame, self._zone, self._user_names)
        if seen is None:
            return []
        new = chats.fold(seen, known(seen.thread), frame.time, self._zone)
        # In a text without places anybody's message may hold a line "You 18:07": only its place tells the user's own.
        return [_turn(one, seen.thread, frame) for one in new if frame.words or not one.said.own]

    def word(self, model: LanguageModel, observations: Sequence[Observation], library: Library) -> Outcome:
        """What a language model adds, each result checked against its own sentence.

        Raises ModelUnavailable and Cancelled.
        """
        work = _Work(Drafts(library, self._kinds))
        for stretch in stretches.cut(observations):
            material = self._material(stretch)
            for utterance in material.said_by(Voice.USER):
                found, dropped = extract.extract(model, utterance, self._kinds, self._zone)
                seen = utterance.observation.id
                work.refusals += [Refusal(reason, "", seen) for reason in Counter(dropped).elements()]
                self._settle([_decided(one, "model") for one in found], material, work)
        return work.outcome([], [])

    def told(self, note: Note, library: Library) -> Outcome:
        """What the user tells Reverie itself: checked and managed as any note is."""
        work = _Work(Drafts(library, self._kinds))
        list(self._take([note], work))
        return work.outcome([], [])

    def mended(self, memory: Memory, body: BodyFields, said: Turn, right: str) -> Outcome:
        """A memory as the user corrects it, if the checker lets it pass; it rests on what it rested on, and on that.

        `right` is the value in `said`, with its dates resolved.
        """
        source = self._utterance(said).source(said.text)
        finding = Finding(
            memory.kind, body, (source,), said.time, "corrected by you", Voice.USER, 1.0, memory.importance,
            decision=Decision("you", Voice.USER),
        )  # fmt: skip
        why = self._checker.refusal(finding, self._kinds[memory.kind], f"{memory.text}\n{right}")
        if why:
            return Outcome(refusals=[Refusal(why, memory.kind, said.id)])
        change = Revise(
            memory.id, body, (source, *memory.sources), said.time, finding.reason, confidence=1.0,
            importance=memory.importance, author=Author.USER, id=MemoryId(ids.new(said.time)),
            decision=finding.decision,
        )  # fmt: skip
        return Outcome(changes=[change])

    def findings(self, observations: Sequence[Observation]) -> list[Finding]:
        """What the rules alone find in one stretch, unchecked: for looking at."""
        return self._found(self._material(observations))

    def _in_view(
        self, stretch: Sequence[Observation], observations: Sequence[Observation]
    ) -> tuple[Utterance, ...]:
        """The screens before the end of a conversation, oldest first; of screens themselves none."""
        if not isinstance(stretch[0], Turn):
            return ()
        since, last = stretch[0].time - stretches.TALK_GAP, stretch[-1].time
        frames = (one for one in observations if isinstance(one, Frame) and since <= one.time <= last)
        return tuple(self._utterance(one) for one in sorted(frames, key=lambda one: one.time))

    def _take(
        self, stretch: Sequence[Observation], work: _Work, in_view: tuple[Utterance, ...] = ()
    ) -> Iterator[ObservationId]:
        """Drafts what a stretch asks for; gives back what the user stated in it and no rule spoke for."""
        material, drafts = replace(self._material(stretch), in_view=in_view), work.drafts
        work.refusals += [
            Refusal(_ORDER, "", one.observation.id) for one in material.utterances if _was_blanked(one)
        ]
        for settled in patches.assents(material, drafts):
            drafts.apply(settled)
        for revise in self._revising:
            for change in revise(material, self._rules, drafts):
                drafts.apply(change)
        moved: list[patches.Notice] = []
        for notice in patches.notices(material, self._rules, drafts):
            if notice.why:
                work.wait(_waits(notice))
            else:
                drafts.apply(notice.change)
                moved.append(notice)
        found = [
            one for one in self._found(material) if not any(_is_told_by(notice, one) for notice in moved)
        ]
        self._settle(found, material, work)
        gathered = (rule.gather(material, found) for rule in self._rules.values() if rule.gather)
        self._settle([_decided(one, "rule") for one in chain.from_iterable(gathered)], material, work)
        spoken_for = {source.observation for finding in found for source in finding.sources}
        return (
            one.observation.id
            for one in material.said_by(Voice.USER)
            if one.observation.id not in spoken_for and extract.is_worth_reading(one.text)
        )

    def _material(self, stretch: Sequence[Observation]) -> Material:
        ordered = sorted(stretch, key=lambda one: one.time)
        said = chain.from_iterable(self._utterances(one) for one in ordered)
        return Material(tuple(play.without_play(said)), self._zone, self._user_names)

    def _utterances(self, observation: Observation) -> Iterator[Utterance]:
        """An observation, and beside it the words of whoever the user quotes in it line by line."""
        own = self._utterance(observation)
        yield own
        forwarded = sentences.forwarded(own.text) if own.voice is Voice.USER else None
        if forwarded and sentences.fold(forwarded[0]) not in self._user_names:
            name, said = forwarded
            if not instructions.looks_like_instruction(said):
                yield Utterance(observation, said, Voice.OTHER, name)

    def _utterance(self, observation: Observation) -> Utterance:
        """An observation with its secrets masked once more, without a screen that gives orders.

        What the user puts right in the same breath is told as it is put right.
        """
        voice = voice_of(observation, self._user_names)
        text, _ = secrets.masked(observation.text)
        theirs = voice is not Voice.USER or is_read_off(observation)
        if theirs and instructions.looks_like_instruction(f"{title_of(observation)}\n{observation.text}"):
            text = ""
        elif not theirs:
            # What the user quotes is no order of theirs.
            text = slips.righted(self._without_orders(observation))
        return Utterance(observation, text, voice, speaker_of(observation))

    def _without_orders(self, observation: Observation) -> str:
        """The words of an observation with its secrets masked; what it quotes is no order of the user's."""
        return sentences.without_quotes(
            secrets.masked(observation.text)[0], instructions.looks_like_instruction
        )

    def _found(self, material: Material) -> list[Finding]:
        found = [finding for rule in self._rules.values() if rule.find for finding in rule.find(material)]
        found += self._settled(material, found)
        return found + list(self._unspoken(material, found))

    def _settled(self, material: Material, found: Sequence[Finding]) -> list[Finding]:
        """What the user settles of themselves in other words than the rules know, by its meaning."""
        return [
            finding
            for name, rule in self._rules.items()
            if rule.settles and rule.plain
            for utterance in map(_filing if material.in_view else _as_said, material.said_by(Voice.USER))
            if not isinstance(utterance.observation, Note) and not is_read_off(utterance.observation)
            for finding in self._settling(rule, utterance, _quotes(found, name))
        ]

    def _settling(self, rule: Rules, utterance: Utterance, quoted: str) -> Iterator[Finding]:
        for sentence in statements.of_the_user(utterance):
            if rule.plain is None or sentence in quoted:
                continue
            if claims.is_temporary(sentence) or claims.is_help(sentence):
                continue
            matter = self._meta.matter(rule.settles, claims.third_person(sentence, USER))
            finding = rule.plain(replace(utterance, text=sentence), self._zone) if matter else None
            if finding is not None:
                yield replace(
                    finding, key=matter, slots=frozenset({matter}), body=finding.body | {"topic": matter},
                    reason=f"the user says so of themselves ({matter})", confidence=0.7,
                    decision=Decision("meaning"),
                )  # fmt: skip

    def _unspoken(self, material: Material, found: Sequence[Finding]) -> Iterator[Finding]:
        """What no rule spoke for: notes go to the kind asked for, or to the nearest in meaning."""
        told = _told(found, {name for name, kind in self._kinds.items() if kind.recall is Recall.BY_TIME})
        own = tuple(material.said_by(Voice.USER))
        before, topic = "", ""
        for utterance in map(_filing if material.in_view else _as_said, material.utterances):
            seen, question, before = utterance.observation, before, ""
            if utterance.voice is not Voice.USER:
                before = utterance.text if utterance.voice is Voice.ASSISTANT else ""
            elif not isinstance(seen, Note):
                reply = short_replies.answered(question, utterance, topic)
                topic = reply.text if reply else topic
                yield from self._stated(utterance, told.get(seen.id, statements.Kept()), reply, own)
            elif seen.wanted_kind or seen.id not in told:
                yield from self._plain(utterance, seen.wanted_kind, told.keys())

    def _stated(
        self,
        utterance: Utterance,
        kept: statements.Kept,
        reply: statements.Statement | None,
        own: Sequence[Utterance],
    ) -> Iterator[Finding]:
        """What the user states beyond what rules made of it, each in the kind that takes its form."""
        replied = [reply] if reply and not kept.told.covers(reply.text) else []
        words = "\n".join(one.text for one in replied)
        held = statements.Kept(kept.told.beside(words, ""), kept.lasting.beside(words, ""))
        for statement in (*replied, *statements.unspoken(utterance, held, self._zone)):
            about = claims.whom(statement.text, utterance, own)
            form = statement.form_about(about is not None)
            takers = [name for name, rule in self._rules.items() if rule.plain and form in rule.takes]
            weighed = self._meta.weighed(statement.text, takers) if len(takers) > 1 else ()
            concern = self._meta.nearest(weighed)
            name = concern.kind if concern else next(iter(takers), "")
            plain = self._rules[name].plain if name else None
            said = replace(utterance, text=statement.text, about=about)
            finding = plain(said, self._zone) if plain else None
            if finding:
                decision = Decision("meaning" if concern else "rule", considered=tuple(weighed))
                reason = f"the user stated it ({form})"
                yield replace(finding, reason=reason, confidence=0.6, importance=0.4, decision=decision)

    def _plain(self, utterance: Utterance, wanted: str, spoken_for: Set[ObservationId]) -> Iterator[Finding]:
        weighed = () if wanted else self._meta.weighed(utterance.text)
        concern = self._meta.nearest(weighed)
        fallback = next(
            (name for name, rule in self._rules.items() if rule.plain and rule.kind.recall is Recall.BY_TIME),
            "",
        )
        name = wanted or (concern.kind if concern else "") or fallback
        rule = self._rules.get(name)
        if (
            rule
            and rule.plain
            and not (wanted and utterance.observation.id in spoken_for and self._has(utterance, name))
        ):
            finding = rule.plain(utterance, self._zone)
            if finding:
                by = "you" if wanted else "meaning" if concern else "rule"
                yield replace(finding, decision=Decision(by, considered=tuple(weighed)))

    def _has(self, utterance: Utterance, name: str) -> bool:
        rule = self._rules[name]
        material = Material((utterance,), self._zone, self._user_names)
        return bool(rule.find and rule.find(material))

    def _settle(self, found: Sequence[Finding], material: Material, work: _Work) -> None:
        context = _context(material)
        for finding in map(_grounded, found):
            why = self._corrected(finding) or self._checker.refusal(
                finding, self._kinds[finding.kind], context
            )
            if why:
                work.refuse(finding, why)
                continue
            for one in self._attributed(finding, material):
                self._change(one, work)

    def _corrected(self, finding: Finding) -> str:
        if finding.by is Voice.USER or not corrections.stands_in(finding.quotes, self._wrong):
            return ""
        return "you said that it is wrong"

    def _attributed(self, finding: Finding, material: Material) -> Iterator[Finding]:
        """A finding with who said it; what others say of the user is told as theirs, and is offered to the user."""
        speaker = material.speaker_of(finding)
        decision = replace(
            finding.decision, by=finding.decision.by or "rule", voice=finding.by, speaker=speaker
        )
        named = replace(finding, decision=decision)
        if finding.by is Voice.USER or not self._is_user(finding.key):
            yield named
            return
        kind = self._kinds[finding.kind]
        text = str(finding.body.get(kind.text_field, ""))
        claim = f"{f'{speaker} said' if speaker else 'A page claimed'}: {text}"
        yield replace(named, body=finding.body | {kind.text_field: claim})
        own = text.replace(kind.title_of(finding.body), USER)
        yield from filter(None, (rule.claimed(named, own) for rule in self._rules.values() if rule.claimed))

    def _is_user(self, key: str) -> bool:
        return bool(key) and any(key in (name, name.split()[0]) for name in self._user_names)

    def _change(self, finding: Finding, work: _Work) -> None:
        verdict = self._managers[finding.kind].propose(finding, work.drafts)
        if isinstance(verdict, Refused):
            work.refuse(finding, verdict.reason)
            return
        if isinstance(verdict, Proposal):
            work.wait(verdict)
            return
        planned = _PLANNED in finding.slots and bool(verdict)
        others = [m for name, m in self._managers.items() if planned and name != finding.kind]
        elsewhere = [change for manager in others for change in manager.outdated(finding, work.drafts)]
        for change in (*verdict, *elsewhere):
            work.drafts.apply(change)


def _filing(utterance: Utterance) -> Utterance:
    """An utterance of the user without the sentences that ask to file what is in view: they state nothing."""
    if utterance.voice is not Voice.USER or not isinstance(utterance.observation, Turn):
        return utterance
    rest = [one for one in sentences.split(utterance.text) if not keeping.files(one)]
    return replace(utterance, text=" ".join(rest)) if keeping.files(utterance.text) else utterance


def _as_said(utterance: Utterance) -> Utterance:
    return utterance


def _quotes(found: Sequence[Finding], kind: str) -> str:
    """The words that what was found of one kind rests on."""
    return "\n".join(finding.quotes for finding in found if finding.kind == kind)


def _told(found: Sequence[Finding], of_days: Set[str]) -> dict[ObservationId, statements.Kept]:
    """What was found of each observation; the kinds `of_days` keep what belongs to one."""
    kept: dict[ObservationId, statements.Kept] = {}
    for finding in found:
        words = _words_of(finding)
        for source in finding.sources:
            before = kept.get(source.observation, statements.Kept())
            lasting = before.lasting
            kept[source.observation] = statements.Kept(
                before.told.beside(words, source.quote),
                lasting if finding.kind in of_days else lasting.beside(words, source.quote),
            )
    return kept


def _words_of(finding: Finding) -> str:
    """What a finding tells, in the words of its body."""
    told = map(str, finding.body.values())
    return "\n".join(value for value in told if not value.startswith(claims.BEFORE))


def _grounded(finding: Finding) -> Finding:
    """A finding that rests on the words that name whom it speaks of, too."""
    return replace(finding, sources=tuple(dict.fromkeys((*finding.sources, *finding.grounds))))


def _waits(notice: patches.Notice) -> Proposal:
    """What a message says of something known, as a change that waits for the user's word."""
    origin = Origin.PERSON if notice.change.decision.voice == Voice.OTHER else Origin.SCREEN
    return Proposal(notice.change, notice.memory.kind, origin, notice.why, notice.change.sources)


def _is_told_by(notice: patches.Notice, finding: Finding) -> bool:
    """Whether a finding says anew, from the same words and of nothing by name, what a notice has changed."""
    quotes = {source.quote for source in notice.change.sources}
    return (
        finding.kind == notice.memory.kind
        and appointments.is_nameless(str(finding.body.get("subject", "")))
        and all(source.quote and any(source.quote in quote for quote in quotes) for source in finding.sources)
    )


def _decided(finding: Finding, by: str) -> Finding:
    return replace(finding, decision=Decision(by))


def _was_blanked(utterance: Utterance) -> bool:
    """Whether an observation was left aside since it gives orders."""
    return not utterance.text and bool(utterance.observation.text.strip())


def _turn(new: chats.New, thread: str, frame: Frame) -> Turn:
    said, id = new.said, ObservationId(ids.new(new.time))
    return Turn(
        id,
        new.time,
        said.text,
        thread,
        said.speaker,
        new.role,
        "",
        frame.id,
        said.box if frame.words else None,
    )


def _context(material: Material) -> str:
    """What stands around the words: titles, apps, addresses, the names of those who speak."""
    frames = (f"{frame.app} {frame.window_title} {frame.url}" for _, frame in material.frames())
    return "\n".join([*frames, *(one.name for one in material.utterances)])
