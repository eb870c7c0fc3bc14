"""Days at a computer drawn from a seed, as frames with the true episodes: for measuring how activity is cut."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from storage import ids
from storage.model import Frame, ObservationId

MORNING = datetime(2026, 3, 4, 8, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Topic:
    """What a task is about: the name on its windows, its words, and its files."""

    name: str
    words: tuple[str, ...]
    files: tuple[str, ...]
    coded: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What the apps of a day are called and what their buttons say, so that no rule learns one program's words."""

    editor: str
    browser: str
    terminal: str
    mail: str
    writer: str
    buttons: str


@dataclass(frozen=True, slots=True)
class Day:
    """The frames of a day in order, and the number of the true episode of each."""

    frames: tuple[Frame, ...]
    episodes: tuple[int, ...]


def _topic(name: str, words: str, files: str, *, coded: bool = False) -> Topic:
    return Topic(name, tuple(words.split()), tuple(files.split()), coded)


TUNED = (
    _topic("kiln controller", "kiln temperature ramp thermocouple glaze hold oxide firing relay setpoint cooling "
           "ceramic sensor furnace schedule cone heating curve",
           "ramp.py relay.py test_ramp.py firing.toml", coded=True),
    _topic("invoice parser", "invoice parser vendor amount currency line total tax decimal rounding supplier receipt "
           "regex column ledger payment", "parse_invoice.py totals.py test_totals.py", coded=True),
    _topic("bike routing", "route cyclist junction graph edge weight gradient street shortest path tile map elevation "
           "detour node cycleway", "graph.rs weights.rs router.rs", coded=True),
    _topic("heat pump report", "heat pump insulation terraced house efficiency radiator refrigerant "
           "subsidy boiler winter "
           "owners survey kilowatt noise", "heatpump-report.odt survey.ods"),
    _topic("Lisbon trip", "Lisbon flight hotel tram Alfama ticket luggage airport beach museum departure booking "
           "checkin pastry hostel", "lisbon-plan.odt costs.ods"),
    _topic("kitchen renovation", "kitchen cupboard tiles worktop plumber sink oven extractor quote fitter drawer "
           "grout lighting socket", "kitchen-quotes.ods floorplan.odt"),
    _topic("choir concert", "choir concert soprano rehearsal programme tenor hymn conductor organ hall tickets "
           "motet cantata singers", "programme.odt singers.ods"),
    _topic("grant application", "grant applicant funding proposal budget milestone reviewers deliverable consortium "
           "deadline objectives annex partner overhead", "proposal.odt budget.ods"),
    _topic("bee colony", "hive queen brood honey swarm varroa frame nectar forage beekeeper smoker larvae "
           "pollen apiary", "hive-log.ods varroa.odt"),
    _topic("tenancy dispute", "landlord deposit tenancy clause mould inspection lease arbitration repairs notice "
           "tribunal rent inventory", "letter.odt inventory.ods"),
)  # fmt: skip
LOOKS = (
    Look("Code", "Firefox", "Terminal", "Thunderbird", "LibreOffice Writer",
         "File Edit View Go Run Help Search Bookmarks"),
    Look("jetbrains-pycharm", "Google-chrome", "kitty", "Evolution", "ONLYOFFICE",
         "Home Insert Layout References Review View Help Share"),
)  # fmt: skip
# Written after the code and its weights were frozen.
UNTUNED = (
    _topic("chess engine", "bishop evaluation pawn search depth hash mobility castling opening endgame pruning rook "
           "ply gambit", "search.cpp evaluate.cpp moves.cpp", coded=True),
    _topic("weather station", "barometer humidity rainfall anemometer reading forecast gust station dew pressure "
           "logger battery radio mast", "logger.py decode.py test_decode.py", coded=True),
    _topic("subtitle editor", "subtitle caption timing cue dialogue waveform language frame rate overlap speaker font "
           "export shift", "cues.ts shift.ts overlap.ts", coded=True),
    _topic("school budget", "pupils canteen teachers staffing textbooks playground maintenance heating donation levy "
           "trustees reserve", "school.ods notes.odt"),
    _topic("marathon training", "marathon pace interval kilometre tempo shoes recovery stretching hydration race "
           "heartbeat hills", "training.ods plan.odt"),
    _topic("garden pond", "pond liner filter pump lilies carp frogs algae pebbles fountain depth hedgehog",
           "pond.odt materials.ods"),
    _topic("novel draft", "chapter heroine lighthouse smuggler storm letter uncle villain ending harbour "
           "secret lantern",
           "chapter-9.odt outline.odt"),
    _topic("insurance claim", "claim insurer policy excess damage adjuster burst pipe ceiling estimate carpet premium",
           "claim.odt damage.ods"),
)  # fmt: skip
UNTUNED_LOOKS = (
    Look("Kate", "Vivaldi", "Konsole", "Geary", "Pages", "Datei Bearbeiten Ansicht Extras Hilfe Fenster"),
    Look("zed", "Safari", "Alacritty", "Outlook", "Word", "Archivio Modifica Formato Strumenti Guida"),
)
_SAID = (
    "We should look at the {a} and the {b} once more before the {c}.", "The {a} depends on the {b}, not on the {c}.",
    "It turned out that {a} with less {b} gives a better {c}.", "Three people asked about the {a} and its {b}.",
    "A short note on {a}: the {b} was changed on Monday.", "There is no {c} without a {a}; see the {b} below.",
    "The old {a} stays until the new {b} is there.", "Compare the {a} of last year with this {b}.",
)  # fmt: skip
_CODE = (
    "def {a}_{b}(self, {c}: float) -> None:", "    self.{a} = {b}({c})", "    if {a} > {b}_limit: return {c}",
    "for {a} in {b}s:", "    {c}.append({a}.{b})", "    # the {a} must not pass the {b}", "class {A}{B}:",
    "    assert {a}({b}) == {c}", "    return self.{a} - self.{b}", "import {a}_{b}",
)  # fmt: skip
_RUN = (
    "$ make test", "collected 14 items", "tests/{f} ....F.. [ 60%]", "FAILED tests/{f}::test_{a}_{b} - assert 3 == 4",
    "$ git diff --stat", " src/{f} | 12 +++++----", "$ grep -rn {a} src", "src/{f}:41: {a} = {b}",
    "1 failed, 13 passed in 0.42s",
    "$ git commit -m 'Fix the {a} of the {b}'",
)  # fmt: skip
_MAILS = (
    ("Canteen menu", "lunch soup dessert Thursday canteen vegetarian plate"),
    ("Parcel on its way", "parcel courier delivery tracking doorstep signature"),
    ("Team offsite", "offsite bus picnic hike volunteers caterer weather"),
    ("Dentist reminder", "dentist appointment hygiene cancel clinic hours"),
    ("Library books due", "library loan overdue renew shelf catalogue"),
    ("Password policy", "passphrase policy intranet helpdesk renewal device"),
    ("School newsletter", "school class parents excursion gym pupils"),
)  # fmt: skip
_MEETINGS = ("Weekly sync", "Interview: data engineer", "Budget committee", "One to one with Carys")
_PAGES = (
    "{a} {b} explained",
    "How to choose a {a}",
    "{A} and {b}: a guide",
    "What is the {a}?",
    "{a} - Wikipedia",
)


class _Hand:
    """Draws the frames of one day."""

    def __init__(self, seed: int, topics: Sequence[Topic], look: Look) -> None:
        self.random = random.Random(seed)
        self.topics = self.random.sample(list(topics), len(topics))
        self.look = look
        self.time = MORNING + timedelta(minutes=self.random.randrange(40))
        self.frames: list[Frame] = []
        self.truth: list[int] = []
        self.episode = -1

    def begin(self) -> None:
        self.episode += 1

    def see(self, app: str, title: str, lines: Sequence[str]) -> None:
        self.time += timedelta(seconds=self.random.choice((4, 10, 20, 45, 90)))
        text = "\n".join([self.look.buttons, *lines])
        self.frames.append(Frame(ObservationId(ids.new(self.time)), self.time, text, app, title))
        self.truth.append(self.episode)

    def lines(self, forms: Sequence[str], topic: Topic, count: int) -> list[str]:
        return [self.line(self.random.choice(forms), topic) for _ in range(count)]

    def line(self, form: str, topic: Topic) -> str:
        a, b, c = self.random.sample(topic.words, 3)
        file = self.random.choice(topic.files)
        return form.format(a=a, b=b, c=c, A=a.title(), B=b.title(), f=file)

    def grows(self, app: str, title: str, lines: Sequence[str], looks: int) -> None:
        """The same window with more and more of `lines`, or scrolling over them."""
        scrolls = self.random.random() < 0.4
        for look in range(looks):
            part = (
                lines[look * 3 : look * 3 + 12]
                if scrolls
                else lines[: max(3, len(lines) * (look + 1) // looks)]
            )
            mark = self.random.choice(("", "", "* "))
            self.see(app, mark + title, part)

    # -- windows of a task

    def edits(self, topic: Topic) -> None:
        file, project = self.random.choice(topic.files), topic.name.replace(" ", "-")
        forms = _CODE if topic.coded else _SAID
        app = self.look.editor if topic.coded else self.look.writer
        title = f"{file} - {project} - {app}" if topic.coded else f"{file} - {app}"
        self.grows(app, title, self.lines(forms, topic, 18), self.random.randint(2, 6))

    def reads(self, topic: Topic, *, generic: bool = False) -> None:
        title = self.line(self.random.choice(_PAGES), topic).capitalize()
        shown = self.look.browser if generic else f"{title} - {self.look.browser}"
        self.grows(
            self.look.browser, shown, [title, *self.lines(_SAID, topic, 15)], self.random.randint(1, 4)
        )

    def runs(self, topic: Topic) -> None:
        self.grows(self.look.terminal, "ana@desk: ~", self.lines(_RUN, topic, 14), self.random.randint(1, 3))

    def writes_mail(self, topic: Topic) -> None:
        words = [*self.lines(_SAID, topic, 5), "Best, Ana"]
        title = f"Re: {topic.name} - {self.look.mail}"
        self.grows(
            self.look.mail,
            title,
            ["To: Noor Haddad", f"Subject: Re: {topic.name}", *words],
            self.random.randint(1, 3),
        )

    def opens_nothing(self) -> None:
        """A glance at something without content, which is no activity of its own."""
        self.see(
            *self.random.choice(
                ((self.look.browser, f"New Tab - {self.look.browser}"), ("Files", "Open File"))
            ),
            ["Recent", "Home"],
        )

    # -- activities

    def task(self, topic: Topic, visits: int) -> None:
        self.begin()
        self.goes_on(topic, visits)

    def goes_on(self, topic: Topic, visits: int) -> None:
        ways = [self.edits, self.reads, self.runs if topic.coded else self.writes_mail, self.edits]
        for _ in range(visits):
            self.random.choice(ways)(topic)
            if self.random.random() < 0.15:
                self.opens_nothing()

    def checks_mail(self) -> None:
        self.begin()
        for subject, words in self.random.sample(_MAILS, self.random.randint(1, 2)):
            letter = Topic(subject, tuple(words.split()), ("x",))
            lines = ["Inbox", "From: office", f"Subject: {subject}", *self.lines(_SAID, letter, 4)]
            self.see(self.look.mail, f"{subject} - {self.look.mail}", lines)

    def meets(self) -> None:
        self.begin()
        title = self.random.choice(_MEETINGS)
        people = self.random.sample(
            ("Priya Raman", "Marek Novak", "Carys Vaughan", "Femi Abara", "Ana Lind"), 4
        )
        for _ in range(self.random.randint(3, 8)):
            self.see("zoom", title, ["Mute", "Stop Video", "Participants", "Chat", "Leave", *people])
            self.time += timedelta(minutes=self.random.randint(1, 4))

    def two_in_one_window(self, one: Topic, other: Topic) -> None:
        """Two tasks whose window keeps its title: a shell, or a browser that does not tell its page."""
        in_shell = one.coded and other.coded
        for topic in (one, other):
            self.begin()
            for _ in range(self.random.randint(2, 3)):
                if in_shell:
                    self.runs(topic)
                else:
                    self.reads(topic, generic=True)


def day(seed: int, topics: Sequence[Topic] = TUNED, looks: Sequence[Look] = LOOKS) -> Day:
    """A day of tasks over several windows, mail checks, meetings, pauses, and tasks that share a window."""
    hand = _Hand(seed, topics, looks[seed % len(looks)])
    subjects = iter(hand.topics)
    for topic in subjects:
        _one_activity(hand, topic, subjects)
        if hand.random.random() < 0.25:
            hand.time += timedelta(minutes=hand.random.randint(15, 50))
    return Day(tuple(hand.frames), tuple(hand.truth))


def _one_activity(hand: _Hand, topic: Topic, subjects: Iterator[Topic]) -> None:
    kind = hand.random.random()
    if kind < 0.2 and (other := next(subjects, None)) is not None:
        hand.two_in_one_window(topic, other)
    elif kind < 0.5:
        hand.task(topic, hand.random.randint(2, 4))
        hand.checks_mail()
        hand.task(topic, hand.random.randint(2, 3))
    elif kind < 0.65:
        hand.task(topic, hand.random.randint(2, 4))
        hand.meets()
    elif kind < 0.75:
        hand.task(topic, 2)
        hand.time += timedelta(minutes=hand.random.randint(12, 40))
        hand.task(topic, 2)
    else:
        hand.task(topic, hand.random.randint(3, 6))


def boundaries(numbers: Sequence[int]) -> list[int]:
    """The places in a row of episode numbers where another one begins (never 0)."""
    return [place for place in range(1, len(numbers)) if numbers[place] != numbers[place - 1]]


def matched(found: Sequence[int], true: Sequence[int], tolerance: int = 1) -> int:
    """How many found boundaries lie within `tolerance` frames of a true one, each true one used once."""
    free = list(true)
    hits = 0
    for place in found:
        near = min(
            (one for one in free if abs(one - place) <= tolerance),
            key=lambda one: abs(one - place),
            default=None,
        )
        if near is not None:
            free.remove(near)
            hits += 1
    return hits


def window_diff(found: Sequence[int], true: Sequence[int], count: int) -> float:
    """WindowDiff (Pevzner and Hearst 2002) over `count` frames: 0 is perfect; the window is half a mean episode."""
    wide = max(2, round(count / (len(true) + 1) / 2))
    spans = range(count - wide)
    differs = sum(_within(found, at, wide) != _within(true, at, wide) for at in spans)
    return differs / len(spans) if spans else 0.0


def _within(places: Sequence[int], at: int, wide: int) -> int:
    return sum(at < place <= at + wide for place in places)


@dataclass(slots=True)
class Score:
    """Boundaries found, true, and both; WindowDiff of each day."""

    hits: int = 0
    found: int = 0
    true: int = 0
    differs: list[float] = field(default_factory=list)

    def add(self, drawn: Day, episodes: Iterable[Sequence[ObservationId]]) -> None:
        """Counts a day that was cut into `episodes`."""
        numbers = {id: number for number, episode in enumerate(episodes) for id in episode}
        found, true = boundaries([numbers[one.id] for one in drawn.frames]), boundaries(drawn.episodes)
        self.hits += matched(found, true)
        self.found += len(found)
        self.true += len(true)
        self.differs.append(window_diff(found, true, len(drawn.frames)))

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall of boundaries, one frame aside forgiven."""
        return 2 * self.hits / (self.found + self.true)

    @property
    def window_diff(self) -> float:
        """The mean over the days."""
        return sum(self.differs) / len(self.differs)
