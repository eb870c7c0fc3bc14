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
from storage.model import Frame, ObservationId

NOW = datetime(2026, 6, 18, 18, 29, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
BOOKED = (
    "Praxis Dr. Oyelaran – Augenheilkunde\nIhr Termin ist gebucht\nDo, 25.06.2026, 09:40 Uhr\n"
    "Termin absagen | Drucken"
)


def frame(title: str, text: str, app: str = "Firefox") -> Frame:
    return Frame(ObservationId(ids.new(NOW)), NOW, text, app=app, window_title=title)


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
