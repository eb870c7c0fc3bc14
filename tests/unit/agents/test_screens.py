"""Which screens hold something, which of their lines carry it, and what pages and mails confirm as booked."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from agents import appointments, screens
from agents.digest import Digest
from agents.finding import Finding
from agents.kinds import all_kinds
from storage import ids
from storage.model import Add, Frame, ObservationId
from tests.fakes.memory_library import MemoryLibrary

NOW = datetime(2026, 6, 18, 18, 29, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
BOOKED = (
    "Praxis Dr. Oyelaran – Augenheilkunde\nIhr Termin ist gebucht\nDo, 25.06.2026, 09:40 Uhr\n"
    "Termin absagen | Drucken"
)


def frame(title: str, text: str, app: str = "Firefox") -> Frame:
    return Frame(ObservationId(ids.new(NOW)), NOW, text, app=app, window_title=title)


def made(*seen: Frame) -> list[Add]:
    outcome = Digest(all_kinds(), None, ZONE).digest(seen, MemoryLibrary())
    return [one for one in outcome.changes if isinstance(one, Add)]


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "New Tab",
            "Search with DuckDuckGo or enter address\nRecommended by Pocket   3 min read   5 min read",
        ),
        ("Untitled 1", "Page 1 of 1   0 words, 0 characters   English (UK)   100 %"),
    ],
)
def test_buttons_and_empty_fields_are_no_content(title: str, text: str) -> None:
    assert not screens.has_content(frame(title, text), text)


def test_what_is_written_into_a_document_without_a_name_is_content() -> None:
    text = "The boat leaves the harbour at six, and we are to be there by five.\nFile   Edit   View"

    assert screens.has_content(frame("Untitled 1", text, "gedit"), text)


def test_a_line_keeps_the_headings_above_it() -> None:
    kept = screens.main_lines([BOOKED], 500)

    assert kept.splitlines() == ["Praxis Dr. Oyelaran – Augenheilkunde", "Do, 25.06.2026, 09:40 Uhr"]


def test_what_a_page_confirms_is_an_appointment_with_who_it_is_with() -> None:
    found = appointments.confirmed(BOOKED, "Terminbestätigung", NOW, ZONE)

    assert found is not None
    appointment, said = found
    assert (appointment.day, appointment.clock) == ("Thursday 25 June 2026", "09:40")
    assert "Oyelaran" in appointment.subject
    assert "25.06.2026" in said


@pytest.mark.parametrize(
    "text",
    [
        "Opening hours\nDo, 25.06.2026, 09:40 Uhr",
        "Your booking was cancelled\nThu 25 June 2026, 09:40",
        "Your booking\nThursday 25 June 2026",
        "Your booking\n12 June 2026, 09:40",
    ],
)
def test_what_confirms_no_day_and_time_ahead_is_none(text: str) -> None:
    assert appointments.confirmed(text, "A page", NOW, ZONE) is None


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Just a moment...", "We and our 812 partners store and access information on a device. You can "
            "change your choices at any time."),
        ("Before you continue", "We value your privacy\nWe and our 814 partners store and/or access "
            "information on a device.\nAccept all"),
        ("Morgenblatt – Nachrichten", "Ihre Privatsphäre ist uns wichtig\nWir und unsere 213 Partner "
            "speichern Informationen auf einem Gerät und verarbeiten Daten.\nSie können Ihre Einwilligung "
                "jederzeit widerrufen.\nAlle akzeptieren   Alle ablehnen"),
        ("Prima di continuare", "Noi e i nostri 641 partner archiviamo informazioni su un "
            "dispositivo.\nAccetta tutto   Rifiuta tutto"),
        ("请稍候…", "我们重视您的隐私\n我们及我们的 512 家合作伙伴会在您的设备上存储信息。\n全部接受   全部拒绝"),
        ("Einen Moment bitte …", "Die Sicherheit Ihrer Verbindung wird überprüft, bevor es weitergeht.\nBitte "
            "bestätigen Sie, dass Sie ein Mensch sind."),
        ("Accedi – Corriere Alto", "Accedi per continuare a leggere l'articolo.\nPassword dimenticata?\nCrea "
            "un account"),
        ("Sign in", "Sign in to continue to your account\nForgot password?\nCreate an account   Not now"),
        ("登录 - 晨报", "请登录后继续阅读这篇文章\n忘记密码？   注册账号"),
        ("Neuer Tab", "Im Web suchen oder Adresse eingeben\nHäufig besucht   Anpassen"),
    ],
)  # fmt: skip
def test_what_stands_before_a_page_leaves_no_memory(title: str, text: str) -> None:
    assert not everything_of(frame(title, text))


def test_a_page_of_figures_that_is_called_like_a_sign_in_is_none() -> None:
    figures = "login - Tram gauges\nRiders\n4,310\nDelays\n212 s\nRefresh 30s"
    form = "Log in to Tram gauges\nE-mail\nPassword\n2 of 3\n100 %"

    assert not screens.is_waiting(frame("login - Tram gauges", figures), figures)
    assert screens.is_waiting(frame("login - Tram gauges", form), form)


def test_an_article_under_a_consent_banner_is_kept_without_the_banner() -> None:
    text = (
        "We value your privacy\nWe and our 814 partners store and access information on a device.\nAccept all\n"
        "The old lock at Fenwick will be closed for repairs until the end of March.\n"
        "Boats have to take the northern canal, which is two hours longer."
    )

    (event,) = [one for one in everything_of(frame("Fenwick lock closed", text)) if one.kind == "episodic"]

    assert "northern canal" in str(event.body["details"])
    assert "partners" not in str(event.body["details"])


def everything_of(seen: Frame) -> list[Finding]:
    return Digest(all_kinds(), None, ZONE).findings([seen])


@pytest.mark.parametrize(
    ("app", "title", "text"),
    [
        (
            "Word",
            "Document1",
            "File  Home  Insert  Draw\nCalibri (Body)  11  B  I  U\nPage 1 of 1   0 words   Focus",
        ),
        (
            "Word",
            "Dokument2 - Word",
            "Datei  Start  Einfügen  Entwurf  Layout  Referenzen\nSeite 1 von 1   0 Wörter",
        ),
        ("WPS", "文档1 - WPS 文字", "文件  开始  插入  页面布局\n宋体  五号\n第1页 共1页   0 字"),
        ("Excel", "Mappe1 - Excel", "Datei  Start  Einfügen\nA  B  C\n1\n2\nTabelle1   Bereit   100 %"),
        (
            "Explorer",
            "Datei öffnen",
            "Desktop  Downloads\nrechnung.pdf   02.03.2026   112 KB\nÖffnen   Abbrechen",
        ),
        ("Windows", "Lock screen", "10:24\nWednesday, 4 March\nSwipe up to unlock\n82 %"),
    ],
)
def test_menus_pickers_and_lock_screens_leave_no_memory(app: str, title: str, text: str) -> None:
    assert made(frame(title, text, app)) == []


def test_a_document_that_is_written_in_a_browser_is_a_document() -> None:
    text = "Don't lose\nFile  Edit  View\nThandi birthday 12 October (she'll be 9)\nGeyser: Pieter, every two years"

    (kept,) = (
        one for one in made(frame("Don't lose - Google Docs", text, "Google Docs")) if one.kind == "resource"
    )

    assert kept.body["title"] == "Don't lose"
    assert "Thandi birthday 12 October" in str(kept.body["content"])


def test_a_page_keeps_what_its_appointment_was_not_read_from() -> None:
    text = (
        "Booking 7H2KQP confirmed\nUmeå - Vaasa\nSaturday 4 July 2026, departure 12:00, arrival 17:30\n"
        "Vehicle: car up to 5 m\nYou may cancel for free until 27 June 2026.\nTotal 148.00 EUR paid"
    )

    by_type = {one.body["event_type"]: one.body for one in made(frame("Your booking", text))}

    assert "12:00" in str(by_type["appointment"]["summary"])
    left = str(by_type["screen"]["details"]).splitlines()
    assert left == [
        "Booking 7H2KQP confirmed",
        "You may cancel for free until 27 June 2026.",
        "Total 148.00 EUR paid",
    ]


def test_what_an_appointment_was_moved_from_is_not_when_it_is() -> None:
    mail = "The team lunch moved from Thursday 12:00 to Friday 26 June 13:00 in room Elm. Please bring the forms."

    found = appointments.read(mail, "Team lunch", NOW, ZONE)

    assert found is not None
    assert (found.day, found.clock, found.place) == ("Friday 26 June 2026", "13:00", "Elm")


@pytest.mark.parametrize(
    ("line", "carries"),
    [
        ("Orders\tFjordby <sales@fjordby.example>\t14", True),
        ("Contact: Ida Moe, ida.moe@fjordby.example", True),
        ("sales@fjordby.example\t|", False),
        ("x" * 30_000 + "\t" + "plain " * 5_000, False),
    ],
)
def test_a_row_with_the_address_of_somebody_carries_something(line: str, carries: bool) -> None:
    assert bool(screens.document_lines(line, 100_000, with_rows=True)) is carries
