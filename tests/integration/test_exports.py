"""An export carries everything to another safe, row by row, and nothing that it must not."""

from __future__ import annotations

import io
import json
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from app.bus import Bus
from app.exports.sealed import decrypted
from app.interfaces import Export, ExportReport, ImportReport
from app.services.errands import Errands, Work
from app.services.exporting import Exporter
from app.services.importing import Importer
from storage import export_file, exporting, ids
from storage.errors import (
    ExportDamaged,
    ReverieError,
    StorageError,
    TooManyTries,
    WrongPassphrase,
    WrongUse,
)
from storage.ids import MemoryId
from storage.model import Author, Box, Extend, Kept, Retire, Revise, Role, Secret
from storage.safe import Safe
from tests.factories import (
    CHEAP,
    NOON,
    PASSPHRASE,
    a_fact,
    a_frame,
    a_note,
    a_safe,
    a_secret_entry,
    a_source,
    a_turn,
    kept,
    remembered,
)
from tests.fakes.clock import WoundClock

OWN = "amber kettle prairie"
ZONE = ZoneInfo("Europe/Rome")
VALUE = "hunter2-Kilo99-walnut"
DAY = timedelta(days=1)

# The number of a step among those that stand in a history.
_STEP = "(SELECT count(*) FROM step e WHERE e.seq <= s.seq AND e.seq IN (SELECT step FROM memory_version))"
ROWS = {
    "observations": "SELECT id, type, time, text, grams, context, external_id, app, window_title, url, monitor, width, "
    "height, repeat_until, thread, speaker, role, wanted_kind, faded, box, "
    "(SELECT f.id FROM observation f WHERE f.seq = o.seen_on) FROM observation o ORDER BY id",
    "words": "SELECT o.id, d.words FROM frame_detail d JOIN observation o ON o.seq = d.observation ORDER BY o.id",
    "digests": "SELECT s.subject FROM job_subject s JOIN job j ON j.seq = s.job WHERE j.kind = 'digest' ORDER BY 1",
    "memories": "SELECT m.id, m.kind, m.body, m.title, m.text, m.grams, m.context, m.key, m.created, m.revised, "
    "m.valid_from, m.valid_to, n.id, m.confidence, m.importance, m.pinned, m.author, m.external_id "
    "FROM memory m LEFT JOIN memory n ON n.seq = m.superseded_by ORDER BY m.id",
    "versions": "SELECT m.id, v.number, v.at, v.author, v.reason, v.body, v.valid_to, n.id, s.at, s.author, "  # noqa: S608 - names of ours
    f"s.undoing, s.batch, {_STEP}, {_STEP.replace('s.seq', 's.undone_by')} FROM memory_version v "
    "JOIN memory m ON m.seq = v.memory LEFT JOIN memory n ON n.seq = v.superseded_by JOIN step s ON s.seq = v.step "
    "ORDER BY m.id, v.number",
    "sources": "SELECT m.id, o.id, s.quote, s.box, s.only_seen FROM memory_source s JOIN memory m ON m.seq = s.memory "
    "JOIN observation o ON o.seq = s.observation ORDER BY m.id, s.seq",
    "links": "SELECT m.id, o.id, l.why, l.weight FROM memory_link l JOIN memory m ON m.seq = l.memory "
    "JOIN memory o ON o.seq = l.other ORDER BY 1, 2, 3",
}


def rows(safe: Safe) -> dict[str, list[Any]]:
    """Every row that an export carries, by the ids things have everywhere."""
    return {name: safe._database.rows(sql) for name, sql in ROWS.items()}


def carried_out(work: Work) -> Any:
    """The report of an errand."""
    errands = Errands()
    errand = errands.begin(work)
    while not errand.over:
        errand = errands.go_on(errand.id, 0.0)
    return errand.exported or errand.imported


def exported(safe: Safe, path: Path, **what: Any) -> ExportReport:
    """Exports to `path`."""
    report: ExportReport = carried_out(exporter(safe).work(Export(str(path), **what)))
    return report


def exporter(safe: Safe) -> Exporter:
    """Of one safe, with cheap passphrases."""
    return Exporter(safe, ZONE, lambda: NOON, CHEAP)


def taken(safe: Safe, path: Path, passphrase: str = "", *, forgotten: bool = False) -> ImportReport:
    """Takes an export in."""
    importer = Importer(safe, Bus(), lambda: None)
    report: ImportReport = carried_out(importer.work(path, passphrase, forgotten=forgotten))
    return report


@pytest.fixture
def safe(tmp_path: Path) -> Iterator[Safe]:
    with a_safe(tmp_path / "home", WoundClock(NOON)) as opened:
        yield opened


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Safe]:
    with a_safe(tmp_path / "other", WoundClock(NOON + DAY)) as opened:
        yield opened


@pytest.fixture
def full(safe: Safe) -> Safe:
    """A safe with a little of everything."""
    frame, turn, note = a_frame("the blue heron stands"), a_turn(external_id="t-1"), a_note("=SUM(A1) heron")
    kept(safe, frame, turn, note)
    safe.observations.seen_again(frame.id, NOON + timedelta(minutes=3))
    fact, secret = remembered(
        safe,
        a_fact("Home town", "Ana lives in Lisbon.", a_source(turn, "Lisbon")),
        a_secret_entry(VALUE, a_source(note), caption="Mail password"),
    )
    safe.memories.link(fact, secret, "told together", 0.5)
    safe.memories.pin(fact, True)
    body = {"name": "Home town", "summary": "Ana lives in Porto."}
    newer = safe.memories.apply([Revise(fact, body, (a_source(frame, "heron"),), NOON, "moved")])[0]
    safe.memories.apply([Extend(newer, {"name": "Home town", "summary": "Ana lives in Faro."}, (), "edited")])
    safe.memories.undo(newer)
    return safe


# -- round trips -------------------------------------------------------------------------------------------------------


def test_every_row_comes_back_in_an_empty_safe(
    full: Safe, other: Safe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PAGE", 2)

    made = exported(full, tmp_path / "export.json")
    report = taken(other, tmp_path / "export.json")

    assert rows(other) == rows(full)
    assert all(rows(full).values())
    assert (made.observations, made.memories) == (report.observations, report.memories) == (3, 3)
    assert other.verify() == []
    assert other.memories.undo(other.memories.list("semantic")[0].id)


def test_a_turn_knows_its_screen_after_a_round_trip(safe: Safe, other: Safe, tmp_path: Path) -> None:
    frame = a_frame("Come to Faro")
    turn = a_turn("Come to Faro", NOON - DAY, frame=frame.id, box=Box(3, 4, 50, 12), role=Role.PARTICIPANT)
    kept(safe, frame, turn)
    exported(safe, tmp_path / "export.json")

    taken(other, tmp_path / "export.json")

    assert rows(other)["observations"] == rows(safe)["observations"]
    assert other.observations.get(turn.id) == turn
    other.forgetting.forget(ids=[frame.id])
    assert other.observations.turns("chat-1") == []


def test_an_export_of_the_form_before_turns_knew_their_screen_is_taken_in(
    other: Safe, tmp_path: Path
) -> None:
    turn = {
        "type": "turn",
        "id": str(ids.new(NOON)),
        "time": "2026-03-04T12:00:00Z",
        "text": "heron",
        "thread": "old",
    }
    (tmp_path / "export.json").write_text(document(1, observations=[turn]))

    taken(other, tmp_path / "export.json")

    assert [(one.text, one.frame, one.box) for one in other.observations.turns("old")] == [
        ("heron", None, None)
    ]


def test_a_turn_whose_screen_is_no_screen_is_taken_in_without_it(other: Safe, tmp_path: Path) -> None:
    turn = {
        "type": "turn",
        "id": str(ids.new(NOON)),
        "time": "2026-03-04T12:00:00Z",
        "text": "heron",
        "thread": "odd",
    }
    (tmp_path / "export.json").write_text(document(2, observations=[NOTE, turn | {"frame": NOTE["id"]}]))

    taken(other, tmp_path / "export.json")

    assert [one.frame for one in other.observations.turns("odd")] == [None]


def test_a_second_import_adds_nothing(full: Safe, other: Safe, tmp_path: Path) -> None:
    exported(full, tmp_path / "export.json")
    taken(other, tmp_path / "export.json")
    before, steps = rows(other), other._database.rows("SELECT * FROM step")

    again = taken(other, tmp_path / "export.json")

    assert (again.observations, again.memories, again.known, again.conflicts) == (0, 0, 6, ())
    assert rows(other) == before
    assert other._database.rows("SELECT * FROM step") == steps
    assert taken(full, tmp_path / "export.json").known == 6


class Life:
    """Things done to a safe by numbers that hypothesis chooses."""

    def __init__(self, safe: Safe, clock: WoundClock) -> None:
        self.safe = safe
        self.clock = clock
        self.seen: list[Any] = []
        self.memories: list[MemoryId] = []

    def act(self, what: int, pick: int, text: str) -> None:
        """One of the things."""
        self.clock.wind(seconds=61)
        acts: list[Callable[[int, str], None]] = [
            self.see, self.say, self.note, self.add, self.add, self.revise, self.extend, self.retire, self.undo,
            self.link, self.undo_day, self.secret,
        ]  # fmt: skip
        acts[what % len(acts)](pick, text)

    def see(self, pick: int, text: str) -> None:
        self._keep(
            a_frame(
                text,
                self.clock(),
                app=text[:9],
                url=f"https://e.org/{pick}",
                external_id=f"f{len(self.seen)}",
            )
        )

    def say(self, pick: int, text: str) -> None:
        self._keep(a_turn(text, self.clock(), thread=f"t{pick % 3}", speaker=text[:5]))

    def note(self, pick: int, text: str) -> None:
        self._keep(a_note(text, self.clock(), wanted_kind="semantic" if pick % 2 else ""))

    def add(self, pick: int, text: str) -> None:
        sources = [a_source(self.seen[pick % len(self.seen)], text[:8])] if self.seen else []
        fact = a_fact(text[:6] or "x", text, *sources, time=self.clock(), external_id=text[:3])
        self.memories += remembered(self.safe, fact)

    def revise(self, pick: int, text: str) -> None:
        if one := self._one(pick):
            change = Revise(one, {"name": "n", "summary": text}, (), self.clock(), text[:4])
            self.memories += self.safe.memories.apply([change])

    def extend(self, pick: int, text: str) -> None:
        if one := self._one(pick):
            self.safe.memories.apply([Extend(one, {"name": "n", "summary": text}, (), text[:4], Author.USER)])

    def retire(self, pick: int, text: str) -> None:
        if one := self._one(pick):
            self.safe.memories.apply([Retire(one, self.clock(), text[:4])])

    def undo(self, pick: int, text: str) -> None:
        if one := self._one(pick):
            try:
                self.safe.memories.undo(one)
            except WrongUse:
                return  # nothing to undo

    def link(self, pick: int, text: str) -> None:
        if len(self.memories) > 1:
            self.safe.memories.link(
                self.memories[pick % len(self.memories)], self.memories[-1], text[:5], pick / 7
            )

    def undo_day(self, pick: int, text: str) -> None:
        self.safe.memories.undo_between(NOON, self.clock() + DAY, [Author.AGENT, Author.USER])

    def secret(self, pick: int, text: str) -> None:
        self.memories += remembered(
            self.safe, a_secret_entry(f"value-{pick % 4}", caption=f"c{pick}", time=self.clock())
        )

    def _keep(self, item: Any) -> None:
        self.seen.append(item)
        kept(self.safe, item)

    def _one(self, pick: int) -> MemoryId | None:
        facts = [m.id for m in self.safe.memories.many(self.memories).values() if m.kind == "semantic"]
        return facts[pick % len(facts)] if facts else None


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Nd")), max_size=40)


@settings(
    max_examples=200 if os.environ.get("PROVE") else 12, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(acts=st.lists(st.tuples(st.integers(0, 11), st.integers(0, 50), TEXTS), min_size=3, max_size=25))
def test_any_life_comes_back_row_by_row(tmp_path_factory: pytest.TempPathFactory, acts: list[Any]) -> None:
    folder, clock = tmp_path_factory.mktemp("life"), WoundClock(NOON)
    with a_safe(folder / "home", clock) as safe, a_safe(folder / "other", clock) as other:
        life = Life(safe, clock)
        for act in acts:
            life.act(*act)

        exported(safe, folder / "export", secrets=True, passphrase=PASSPHRASE.reveal(), sealed_with=OWN)
        taken(other, folder / "export", OWN)

        assert rows(other) == rows(safe)
        assert revealed(other) == revealed(safe)
        assert other.verify() == []
        assert taken(other, folder / "export", OWN).memories == 0


def revealed(safe: Safe) -> dict[UUID, str]:
    """Every value of the vault."""
    with safe.exports.unlocked(PASSPHRASE) as value_of:
        sql = "SELECT m.id, m.sealed FROM memory m WHERE m.sealed IS NOT NULL"
        return {UUID(bytes=id): value_of(sealed).reveal() for id, sealed in safe._database.rows(sql)}


def test_pictures_come_along_in_an_archive(safe: Safe, other: Safe, tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.new("RGB", (64, 40), "teal").save(data, "WEBP", lossless=True)
    frame, bare = a_frame("with a picture"), a_frame("without one", NOON + DAY)
    safe.observations.keep([Kept(frame, data.getvalue(), data.getvalue()), Kept(bare)])

    made = exported(safe, tmp_path / "export.zip", pictures=True, sealed_with=OWN)
    report = taken(other, tmp_path / "export.zip", OWN)

    assert (made.pictures, report.pictures) == (1, 1)
    assert rows(other) == rows(safe)
    assert other.observations.picture(frame.id) == data.getvalue()
    assert other.observations.thumbnail(frame.id) == data.getvalue()
    assert other.verify() == []
    decrypted(tmp_path / "export.zip", tmp_path / "plain.zip", Secret(OWN), replace=False)
    names = zipfile.ZipFile(tmp_path / "plain.zip").namelist()
    assert names == ["export.json", f"pictures/{frame.id}.webp", f"thumbnails/{frame.id}.webp"]


def test_what_is_no_picture_is_left_out_and_the_text_kept(safe: Safe, other: Safe, tmp_path: Path) -> None:
    kept(safe, a_frame("a heron"), picture=b"no picture at all")

    exported(safe, tmp_path / "export.zip", pictures=True)

    assert taken(other, tmp_path / "export.zip").pictures == 0
    assert [frame.text for frame in other.observations.frames(None, None)] == ["a heron"]


# -- what is there already ---------------------------------------------------------------------------------------------


def test_what_was_changed_here_since_stays_and_is_told(full: Safe, tmp_path: Path) -> None:
    exported(full, tmp_path / "export.json")
    current = full.memories.list("semantic")[0]
    full.memories.apply([Extend(current.id, {"name": "Home town", "summary": "Mine."}, (), "edited")])
    before = rows(full)

    report = taken(full, tmp_path / "export.json")

    assert report.conflicts == (current.id,)
    assert (report.memories, report.observations, report.known) == (0, 0, 5)
    assert rows(full) == before


def test_what_was_forgotten_here_stays_forgotten_unless_asked_back(full: Safe, tmp_path: Path) -> None:
    exported(full, tmp_path / "export.json")
    whole = len(rows(full)["observations"])
    full.forgetting.forget(match="heron stands")
    gone = whole - len(rows(full)["observations"])
    assert gone > 0

    report = taken(full, tmp_path / "export.json")

    assert report.observations == 0
    assert report.forgotten >= gone
    assert len(rows(full)["observations"]) == whole - gone
    assert taken(full, tmp_path / "export.json", forgotten=True).observations == gone


def test_another_moment_with_the_same_foreign_id_keeps_it(safe: Safe, other: Safe, tmp_path: Path) -> None:
    kept(safe, a_turn("from there", external_id="t-1"))
    kept(other, a_turn("from here", external_id="t-1"))
    exported(safe, tmp_path / "export.json")

    report = taken(other, tmp_path / "export.json")

    assert len(report.renamed) == report.observations == 1
    told = {row[3]: row[6] for row in rows(other)["observations"]}
    assert told == {"from there": "", "from here": "t-1"}


def test_sources_that_are_not_carried_are_counted(full: Safe, other: Safe, tmp_path: Path) -> None:
    made = exported(full, tmp_path / "export.json", kinds=("semantic",))

    report = taken(other, tmp_path / "export.json")

    assert (made.observations, made.memories) == (0, 2)
    assert report.loose == 2
    assert rows(other)["sources"] == []
    assert rows(other)["memories"] == [row for row in rows(full)["memories"] if row[1] == "semantic"]


# -- secrets -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["json", "markdown", "xlsx"])
def test_no_export_holds_a_secret_unless_asked(full: Safe, tmp_path: Path, form: str) -> None:
    plain = tmp_path / "export"

    exported(full, plain, form=form)

    assert "Mail password" in words_of(plain)
    assert VALUE not in words_of(plain)
    assert full.vault_log.entries() == []


def test_secrets_go_out_sealed_and_logged_and_are_sealed_again(
    full: Safe, other: Safe, tmp_path: Path
) -> None:
    path = tmp_path / "export"

    made = exported(full, path, secrets=True, passphrase=PASSPHRASE.reveal(), sealed_with=OWN)

    assert made.secrets == 1
    assert VALUE.encode() not in path.read_bytes()
    decrypted(path, tmp_path / "clear", Secret(OWN), replace=False)
    assert VALUE in words_of(tmp_path / "clear")  # the twin: the scan finds it where it is
    vault = full.memories.list("vault")[0].id
    assert [(entry.memory, entry.what) for entry in full.vault_log.entries()] == [(vault, "exported")]
    taken(other, path, OWN)
    assert revealed(other) == {vault: VALUE}
    assert VALUE.encode() not in b"".join(
        file.read_bytes() for file in other.home.rglob("*") if file.is_file()
    )
    assert other._database.rows("SELECT 1 FROM memory WHERE instr(body || title || text, ?)", (VALUE,)) == []


def test_a_value_that_came_later_is_filled_in(full: Safe, other: Safe, tmp_path: Path) -> None:
    exported(full, tmp_path / "plain")
    exported(full, tmp_path / "sealed", secrets=True, passphrase=PASSPHRASE.reveal(), sealed_with=OWN)
    assert taken(other, tmp_path / "plain").without_value == 1
    assert revealed(other) == {}

    taken(other, tmp_path / "sealed", OWN)

    assert list(revealed(other).values()) == [VALUE]


def test_secrets_ask_for_the_passphrase_and_for_one_of_their_own(full: Safe, tmp_path: Path) -> None:
    with pytest.raises(WrongPassphrase):
        exported(full, tmp_path / "export", secrets=True, passphrase="a wild guess", sealed_with=OWN)
    with pytest.raises(WrongUse, match="passphrase of its own"):
        exported(full, tmp_path / "export", secrets=True, passphrase=PASSPHRASE.reveal())
    with pytest.raises(WrongUse, match="json only"):
        exported(full, tmp_path / "export", secrets=True, form="xlsx", sealed_with=OWN)
    for _ in range(4):
        with pytest.raises(WrongPassphrase):
            exported(full, tmp_path / "export", secrets=True, passphrase="no", sealed_with=OWN)
    with pytest.raises(TooManyTries):
        exported(full, tmp_path / "export", secrets=True, passphrase="no", sealed_with=OWN)

    assert list(tmp_path.glob("*export*")) == []
    assert full.vault_log.entries() == []


def test_a_secret_in_a_foreign_export_is_masked_and_sealed_before_it_is_kept(
    other: Safe, tmp_path: Path
) -> None:
    card = "4111 1111 1111 1111"
    frame = a_frame(f"card number {card} expires 04/29")
    record = {
        "id": str(ids.new(NOON)), "kind": "vault", "title": "", "created": "2026-03-04T12:00:00Z",
        "body": {"caption": "Bank", "secret_value": VALUE}, "revised": "2026-03-04T12:00:00Z", "author": "import",
        "valid_from": "2026-03-04T12:00:00Z", "confidence": 1, "importance": 1,
    }  # fmt: skip
    words = [[word.text, 1, 1, 1, 1, 0.9, 0] for word in frame.words]
    seen = {
        "type": "frame",
        "id": str(frame.id),
        "time": "2026-03-04T12:00:00Z",
        "text": frame.text,
        "words": words,
    }
    path = tmp_path / "foreign.json"
    path.write_text(document(observations=[seen], memories=[record]))

    taken(other, path)

    held = str(other._database.rows("SELECT text, window_title FROM observation")) + str(
        rows(other)["memories"]
    )
    assert "hidden" in held
    assert card not in held
    assert VALUE not in held
    assert rows(other)["words"] == [(frame.id.bytes, None)]
    assert list(revealed(other).values()) == [VALUE]


def test_what_was_asked_before_tells_a_secret_of_a_foreign_export(other: Safe, tmp_path: Path) -> None:
    said = {"thread": "8821 is the gate code", "speaker": "Ben", "role": "participant"}
    talk = [
        {
            "type": "turn",
            "id": str(ids.new(NOON)),
            "time": "2026-03-04T12:00:00Z",
            "text": "And the alarm code?",
            **said,
        },
        {"type": "turn", "id": str(ids.new(NOON)), "time": "2026-03-04T13:00:00Z", "text": "4417", **said},
        {
            "type": "turn",
            "id": str(ids.new(NOON)),
            "time": "2026-03-04T13:01:00Z",
            "text": "bus 9018 then",
            **said,
        },
    ]
    path = tmp_path / "foreign.json"
    path.write_text(document(observations=talk))

    taken(other, path)

    held = str(other._database.rows("SELECT text, thread FROM observation"))
    assert not [code for code in ("4417", "8821") if code in held]
    assert "9018" in held


# -- selections --------------------------------------------------------------------------------------------------------


def test_a_selection_takes_what_forgetting_would(full: Safe, tmp_path: Path) -> None:
    kept(
        full,
        a_frame("other work", NOON + 2 * DAY, app="Slack"),
        a_turn("See you", NOON + 2 * DAY, speaker="Ben"),
    )

    def chosen(**what: Any) -> tuple[list[str], list[str]]:
        exported(full, tmp_path / "export", replace=True, **what)
        found = json.loads((tmp_path / "export").read_text())
        told = [memory["body"].get("summary", memory["body"].get("caption")) for memory in found["memories"]]
        return sorted(item["text"] for item in found["observations"]), told

    assert chosen(app="slack") == (["other work"], [])
    assert chosen(since=NOON + DAY) == (["See you", "other work"], [])
    assert chosen(people=("Ben",)) == (["See you"], [])
    assert chosen(app="Editor") == (["the blue heron stands"], ["Ana lives in Porto."])
    assert chosen(kinds=("vault",)) == ([], ["Mail password"])
    assert len(chosen()[0]) == 5
    with pytest.raises(WrongUse, match="gossip"):
        chosen(kinds=("gossip",))


# -- for people --------------------------------------------------------------------------------------------------------


def words_of(path: Path) -> str:
    """All that an export of any form says."""
    data = path.read_bytes()
    if not data.startswith(b"PK"):
        return data.decode()
    archive = zipfile.ZipFile(io.BytesIO(data))
    return "\n".join(archive.read(name).decode() for name in archive.namelist())


def test_a_workbook_has_a_sheet_a_kind_and_no_formula(full: Safe, tmp_path: Path) -> None:
    remembered(full, a_fact("=HYPERLINK(1)", "+1 -2 @x _x0041_ \x07 <&> " + "long" * 9000))

    exported(full, tmp_path / "export.xlsx", form="xlsx")

    book = openpyxl.load_workbook(tmp_path / "export.xlsx")
    assert book.sheetnames == [*(kind.title for kind in full.kinds.values()), "Moments"]
    facts = book[full.kinds["semantic"].title]
    headings = [cell.value for cell in facts[1]]
    assert headings == ["Name", "Summary", "Source", "Holds from", "Holds until", "Confidence", "Pinned", "By",
                        "Sources", "Id"]  # fmt: skip
    names = {row[0].value for row in facts.iter_rows(min_row=2)}
    assert {"Home town", "=HYPERLINK(1)"} <= names
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "f" not in {cell.data_type for cell in cells}
    assert all(cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "+")))
    assert any(cell.value == "=SUM(A1) heron" for cell in cells)
    assert max(len(str(cell.value).replace("_x005F_", "_")) for cell in cells) == 32_767
    assert facts["D2"].value.hour == 13  # noon in Greenwich is one o'clock in Rome


def test_a_page_for_people_shows_markup_as_text(safe: Safe, tmp_path: Path) -> None:
    nasty = "# no *heading* ``` <script>alert(1)</script> [x](javascript:y)\n````\n- item | cell"
    frame = a_frame(nasty, window_title="**bold** `code`")
    kept(safe, frame)
    remembered(safe, a_fact("[link](http://e.org)", "a\n# b <b>", a_source(frame, "*q*")))

    exported(safe, tmp_path / "export.md", form="markdown")

    page = (tmp_path / "export.md").read_text()
    assert f"`````text\n{nasty}\n`````" in page
    assert r"### \[link\](http://e.org)" in page
    assert r"**Summary:** a \# b \<b\>" in page
    assert r"\*\*bold\*\* \`code\`" in page
    assert "## 2026-03-04" in page


# -- files -------------------------------------------------------------------------------------------------------------


def test_the_file_is_private_whole_or_not_there(
    full: Safe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "export.json"
    modes: list[int] = []
    write = export_file.NewFile.put

    def put(file: export_file.NewFile) -> int:
        modes.append(stat.S_IMODE(export_file.beside(path).stat().st_mode))
        assert not path.exists()
        return write(file)

    monkeypatch.setattr(export_file.NewFile, "put", put)
    old = os.umask(0)
    try:
        exported(full, path)
    finally:
        os.umask(old)

    assert modes == [0o600]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not export_file.beside(path).exists()


def test_targets_that_cannot_be_are_refused_and_left_alone(full: Safe, tmp_path: Path) -> None:
    there, link, half = tmp_path / "there", tmp_path / "link", tmp_path / "half"
    there.write_text("mine")
    link.symlink_to(there)
    (tmp_path / ".half.reverie-new").write_text("of another export")

    for path in (there, link, tmp_path, tmp_path / "no folder" / "x", full.home / "main.db", half):
        with pytest.raises(WrongUse):
            exported(full, path)
    for path in (tmp_path, full.home / "main.db", Path(os.devnull)):
        with pytest.raises(WrongUse):
            exported(full, path, replace=True)

    assert there.read_text() == "mine"
    assert full.verify() == []
    exported(full, link, replace=True)
    assert there.read_text() == "mine"
    assert not link.is_symlink()
    exported(full, half, replace=True)
    assert not (tmp_path / ".half.reverie-new").exists()


def test_an_export_that_fails_leaves_the_former_one(
    full: Safe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "export.json"
    exported(full, path)
    before = path.read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StorageError, match="no room"):
        exported(full, path, replace=True)

    assert path.read_bytes() == before
    assert not export_file.beside(path).exists()


# -- forgetting meanwhile ----------------------------------------------------------------------------------------------


def test_what_is_forgotten_while_it_is_written_is_not_in_it(
    full: Safe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PAGE", 1)
    path = tmp_path / "export.json"
    errands = Errands()
    errand = errands.begin(exporter(full).work(Export(str(path))))
    assert errand.done == 1

    receipt = full.forgetting.forget(match="heron stands")
    while not errand.over:
        errand = errands.go_on(errand.id, 0.0)

    assert receipt.number == 1
    assert "heron stands" not in path.read_text()
    assert "SUM(A1)" in path.read_text()


def test_receipts_name_the_exports_that_may_still_hold_it(full: Safe, tmp_path: Path) -> None:
    exported(full, tmp_path / "export.json")

    receipt = full.forgetting.forget(match="heron stands")

    assert receipt.backups == ("export.json",)
    assert [known.form for known in full.known_backups()] == ["export"]
    assert full.verify() == []


def test_an_export_that_nobody_goes_on_with_is_given_up(full: Safe, tmp_path: Path) -> None:
    now = [0.0]
    errands = Errands(lambda: now[0])
    errands.begin(exporter(full).work(Export(str(tmp_path / "export.json"))))
    assert export_file.beside(tmp_path / "export.json").exists()

    errands.sweep()
    assert export_file.beside(tmp_path / "export.json").exists()
    now[0] = 601.0
    errands.sweep()

    assert list(tmp_path.glob("*export*")) == []


# -- bad input ---------------------------------------------------------------------------------------------------------


def document(version: object = 1, **sections: Any) -> str:
    """A document of these lists."""
    lists = {name: sections.get(name, []) for name in ("observations", "steps", "memories", "links")}
    counts = {name: len(items) for name, items in lists.items()}
    return json.dumps({"format": "reverie export", "version": version, **lists, "counts": counts})


# A fixed id: it stands in the names of tests, which every worker must find alike.
NOTE = {
    "type": "note",
    "id": "019cb8b8-1e00-7dbd-a000-000000000001",
    "time": "2026-03-04T12:00:00Z",
    "text": "heron",
}


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("", WrongUse, "not an export"),
        ("{}", WrongUse, "not an export"),
        ("[]", WrongUse, "not an export"),
        ("\x89PNG", WrongUse, "not an export"),
        ('{"conversations": []}', WrongUse, "not an export"),
        (document(3), WrongUse, "newer"),
        (document("1"), ExportDamaged, "changed"),
        (document(True), ExportDamaged, "changed"),
        (document() + "x", ExportDamaged, "changed"),
        (document(observations=[NOTE | {"mood": "fine"}]), ExportDamaged, "Number 1"),
        (document(observations=[NOTE | {"time": "2026-03-04T12:00:00"}]), ExportDamaged, "time"),
        (document(observations=[NOTE | {"time": "0001-01-01T00:00:00Z"}]), ExportDamaged, "time"),
        (document(observations=[NOTE | {"id": "x"}]), ExportDamaged, "id"),
        (document(observations=[NOTE | {"type": "smell"}]), ExportDamaged, "Number 1"),
        (document(memories=[{"id": 1}]), ExportDamaged, "Number 1"),
        (document(links=["a"]), ExportDamaged, "Number 1"),
        (document().replace('"links": 0', '"links": 7'), ExportDamaged, "changed"),
        (document(observations=["[" * 5000]).replace('"[', "[").replace('["', "["), ExportDamaged, "changed"),
        (document(observations=[NOTE]).replace('"heron"', "NaN"), ExportDamaged, "changed"),
        (document(observations=[NOTE]).replace('"heron"', "9" * 5000), ExportDamaged, "changed"),
        ('{"format": "reverie export", "version": 1, "memories": []}', ExportDamaged, "changed"),
    ],
)
def test_what_is_no_whole_export_is_refused_and_changes_nothing(
    other: Safe, tmp_path: Path, text: str, error: type[ReverieError], words: str
) -> None:
    path = tmp_path / "export.json"
    path.write_bytes(text.encode("latin-1"))
    before = other._database.rows("PRAGMA data_version"), rows(other)

    with pytest.raises(error, match=words) as refused:
        taken(other, path)

    assert "heron" not in refused.value.message
    assert (other._database.rows("PRAGMA data_version"), rows(other)) == before


def test_an_export_cut_off_anywhere_is_refused(full: Safe, other: Safe, tmp_path: Path) -> None:
    exported(full, tmp_path / "export.json")
    whole = (tmp_path / "export.json").read_bytes().rstrip()

    for length in range(1, len(whole), 97):
        (tmp_path / "cut.json").write_bytes(whole[:length])
        with pytest.raises((ExportDamaged, WrongUse)):
            taken(other, tmp_path / "cut.json")

    assert rows(other)["observations"] == []
    (tmp_path / "cut.json").write_bytes(whole)  # the twin: the whole of it is taken in
    assert taken(other, tmp_path / "cut.json").observations == 3


def test_a_document_that_another_program_formatted_anew_is_taken_in(
    full: Safe, other: Safe, tmp_path: Path
) -> None:
    exported(full, tmp_path / "export.json")
    whole = json.loads((tmp_path / "export.json").read_text())
    (tmp_path / "pretty.json").write_text(json.dumps(whole, indent=4), encoding="utf-8-sig")

    taken(other, tmp_path / "pretty.json")

    assert rows(other) == rows(full)


def test_half_characters_become_question_marks(other: Safe, tmp_path: Path) -> None:
    (tmp_path / "export.json").write_text(document(observations=[NOTE | {"text": "a \ud800 b"}]))

    taken(other, tmp_path / "export.json")

    assert [row[3] for row in rows(other)["observations"]] == ["a ? b"]


def test_a_sealed_export_needs_its_passphrase_and_all_of_its_bytes(
    full: Safe, other: Safe, tmp_path: Path
) -> None:
    path = tmp_path / "export"
    exported(full, path, sealed_with=OWN)
    whole = path.read_bytes()

    with pytest.raises(WrongPassphrase):
        taken(other, path)
    with pytest.raises(WrongPassphrase):
        taken(other, path, "a wild guess")
    for damaged in (whole[:-1], whole[:-100], whole + b"x", whole[:200] + b"?" + whole[201:]):
        path.write_bytes(damaged)
        with pytest.raises(ExportDamaged):
            taken(other, path, OWN)

    assert rows(other)["observations"] == []
    path.write_bytes(whole)
    assert taken(other, path, OWN).observations == 3


def test_a_damaged_archive_is_refused(full: Safe, other: Safe, tmp_path: Path) -> None:
    exported(full, tmp_path / "export.zip", pictures=True)
    whole = (tmp_path / "export.zip").read_bytes()
    middle = len(whole) // 3

    for damaged in (
        whole[:-30],
        whole[:middle],
        whole[:middle] + b"\xff" * 9 + whole[middle + 9 :],
        b"PK\x03\x04",
    ):
        (tmp_path / "export.zip").write_bytes(damaged)
        with pytest.raises((ExportDamaged, WrongUse)):
            taken(other, tmp_path / "export.zip")

    assert rows(other)["observations"] == []
    (tmp_path / "export.zip").write_bytes(whole)
    assert taken(other, tmp_path / "export.zip").observations == 3


def test_a_picture_named_elsewhere_is_not_reached_for(other: Safe, tmp_path: Path) -> None:
    secret = tmp_path / "pictures"
    secret.write_text("mine")
    seen = {**NOTE, "type": "frame", "picture": "../pictures", "thumbnail": str(secret)}
    (tmp_path / "export.json").write_text(document(observations=[seen]))

    assert taken(other, tmp_path / "export.json").pictures == 0


def test_an_import_killed_between_two_pages_is_finished_by_a_second_one(
    full: Safe, other: Safe, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(full, tmp_path / "export.json")
    monkeypatch.setattr("app.services.importing.PAGE", 1)
    work = Importer(other, Bus(), lambda: None).work(tmp_path / "export.json", "", forgotten=False)
    while not rows(other)["observations"]:
        next(work)
    work.close()
    assert rows(other)["memories"] == []

    taken(other, tmp_path / "export.json")

    assert rows(other) == rows(full)


def test_a_change_of_text_is_a_conflict(full: Safe, other: Safe, tmp_path: Path) -> None:
    exported(full, tmp_path / "export.json")
    taken(other, tmp_path / "export.json")
    text = (tmp_path / "export.json").read_text().replace("heron stands", "heron sits")
    (tmp_path / "export.json").write_text(text)

    report = taken(other, tmp_path / "export.json")

    assert len(report.conflicts) == 1
    assert "sits" not in str(rows(other)["observations"])
    assert replace(report, conflicts=()).known == 5
