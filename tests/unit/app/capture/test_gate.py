"""What the gate hides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from app.capture import regions
from app.capture.built_in import BUILT_IN
from app.capture.gate import OWN_WINDOWS, Gate
from app.capture.ports import Monitor, Window
from app.capture.rules import Rule, RuleBook
from storage.model import Box
from tests.fakes.windows import window

LEFT = Monitor(1, 0, 0, 1000, 800)
RIGHT = Monitor(2, 1000, 0, 1000, 800)
BANK = Rule(title="*my bank*")


def test_an_ordinary_desktop_is_seen_whole() -> None:
    verdict = Gate().look([window("Firefox", "News"), window("Code", "main.py")], LEFT)

    assert verdict.allowed
    assert verdict.masked == ()
    assert verdict.reason == ""


def test_a_window_that_matches_is_masked_where_it_stands() -> None:
    verdict = Gate().look([window("Firefox", "My Bank - Firefox", Box(100, 50, 300, 200))], LEFT, [BANK])

    assert verdict.allowed
    assert verdict.masked == (Box(100, 50, 300, 200),)


def test_a_hidden_window_behind_the_active_one_is_masked_where_it_is_seen_and_a_little_more() -> None:
    hidden = window("KeePassXC", "db", Box(100, 50, 300, 200))
    front = window("Code", "main.py", Box(200, 100, 400, 400))
    glass = replace(front, see_through=True)

    solid = Gate().look([front, hidden], LEFT)
    through = Gate().look([glass, hidden], LEFT)

    assert through.masked == (hidden.box,)
    masked = _painted(solid.masked)
    assert masked[50:250, 100:200].all()
    assert masked[50:112, 100:400].all()
    assert not masked[112:250, 212:400].any()
    assert masked.sum() == regions.area(solid.masked)


def _painted(boxes: Sequence[Box]) -> NDArray[np.bool_]:
    """The pixels of a monitor that the boxes cover."""
    pixels = np.zeros((LEFT.height, LEFT.width), np.bool_)
    for box in boxes:
        pixels[box.y : box.y + box.h, box.x : box.x + box.w] = True
    return pixels


def test_a_mask_is_in_the_pixels_of_its_monitor() -> None:
    windows = [window("Bitwarden", "vault", Box(900, 100, 200, 100))]

    assert Gate().look(windows, LEFT).masked == (Box(900, 100, 100, 100),)
    assert Gate().look(windows, RIGHT).masked == (Box(0, 100, 100, 100),)


def test_a_window_on_another_monitor_masks_nothing_here() -> None:
    verdict = Gate().look([window("Bitwarden", "vault", Box(1200, 100, 200, 100))], LEFT)

    assert verdict.masked == ()
    assert verdict.reason == ""


def test_a_frame_that_would_be_mostly_masked_is_dropped() -> None:
    verdict = Gate().look([window("Bitwarden", "vault", Box(0, 0, 1000, 500))], LEFT)

    assert not verdict.allowed
    assert verdict.masked == ()


def test_two_hidden_windows_count_together_and_their_overlap_once() -> None:
    apart = [window("Bitwarden", "", Box(0, 0, 500, 500)), window("KeePassXC", "", Box(500, 0, 500, 500))]
    same = [window("Bitwarden", "", Box(0, 0, 500, 500)), window("KeePassXC", "", Box(0, 0, 500, 499))]

    assert not Gate().look(apart, LEFT).allowed
    assert Gate().look(same, LEFT).allowed


def test_a_hidden_window_wholly_behind_a_solid_one_is_out_of_sight() -> None:
    windows = [
        window("Code", "main.py", Box(0, 0, 1000, 800)),
        window("KeePassXC", "db", Box(0, 0, 900, 700)),
    ]

    assert Gate().look(windows, LEFT).masked == ()
    assert Gate().look(windows, LEFT).allowed


def test_a_see_through_window_in_front_hides_nothing() -> None:
    glass = Window("Terminal", "", 0, Box(0, 0, 1000, 800), see_through=True)

    assert not Gate().look([glass, window("KeePassXC", "db", Box(0, 0, 900, 700))], LEFT).allowed


def test_our_own_windows_are_never_seen() -> None:
    windows = [window("Python3", "Chat", Box(10, 10, 100, 100), pid=77), window("Python3", "IDLE", pid=78)]

    verdict = Gate(own_pids={77}).look(windows, LEFT, [])

    assert verdict.masked == (Box(10, 10, 100, 100),)
    assert verdict.reason == OWN_WINDOWS


def test_the_reason_names_the_rule_and_never_the_content() -> None:
    verdict = Gate().look([window("Firefox", "my bank, account 4471", Box(0, 0, 100, 100))], LEFT, [BANK])

    assert verdict.reason == "title like *my bank*"
    assert "4471" not in verdict.reason


@pytest.mark.parametrize(
    ("app", "title"),
    [
        ("KeePassXC", "Passwords.kdbx - KeePassXC"),
        ("keepass2", "Database"),
        ("Bitwarden", "Bitwarden"),
        ("1Password", "All items"),
        ("Firefox", "Mozilla Firefox Private Browsing"),
        ("Firefox-esr", "Some page — Mozilla Firefox Private Browsing"),
        ("Chromium", "Search - Chromium (Incognito)"),
        ("Google-chrome", "Search - Google Chrome (Incognito)"),
        ("Chromium-browser", "Neuer Tab - Chromium (Inkognito)"),
        ("Firefox", "新标签页 — Mozilla Firefox 隐私浏览"),
        ("Safari", "Bank — Private Browsing"),
        ("Tor Browser", "Anything"),
        ("Microsoft-edge", "Page - [InPrivate] - Microsoft Edge"),
        ("Pinentry-gtk-2", "Enter passphrase"),
        ("Bitcoin-qt", "Wallet"),
        ("Electrum", "Electrum 4.5 - default_wallet"),
        ("Authy Desktop", "Tokens"),
        ("Firefox", "First Example Bank — Sign in — Mozilla Firefox"),
        ("Chromium", "Mein Konto - Volksbank Musterstadt - Chromium"),
        ("Firefox", "Onlinebanking — Sparkasse"),
        ("Chromium", "网上银行登录 - Chromium"),
        ("keepassxc", "notes.txt"),
    ],
)
def test_keepers_of_secrets_and_private_windows_are_hidden_from_the_start(app: str, title: str) -> None:
    assert Gate().look([window(app, title, Box(0, 0, 100, 100))], LEFT).masked


@pytest.mark.parametrize(
    ("app", "title"),
    [
        ("Firefox", "How to use private browsing - Mozilla Firefox"),
        ("Gedit", "Chromium (Incognito).txt - gedit"),
        ("Microsoft-edge", "What is InPrivate? - Microsoft Edge"),
        ("Code", "incognito.py - Visual Studio Code"),
        ("Slack", "#vpn-private | Acme"),
        ("Firefox", "Leather wallets — Mozilla Firefox"),
        ("Evince", "The river bank, an account of a flood"),
        ("Firefox", "Bankruptcy law: log in to comment"),
        ("Gimp", "Food bank poster"),
        ("Thunderbird", "Your 1Password invoice"),
        ("", ""),
    ],
)
def test_what_only_sounds_secret_is_seen(app: str, title: str) -> None:
    assert not Gate().look([window(app, title, Box(0, 0, 100, 100))], LEFT).masked


def test_every_pattern_of_a_rule_must_match() -> None:
    rule = Rule(app="Slack", title="*salaries*")

    assert rule.matches(window("slack", "Salaries 2026"))
    assert not rule.matches(window("Slack", "general"))
    assert not rule.matches(window("Code", "salaries.csv"))


def test_a_rule_without_patterns_matches_nothing() -> None:
    assert not Rule().matches(window("", ""))


def test_a_url_rule_speaks_where_the_url_is_known() -> None:
    rule = Rule(url="https://bank.example/*")

    assert rule.matches(Window("Firefox", "", 0, Box(0, 0, 1, 1), url="https://bank.example/account"))
    assert not rule.matches(window("Firefox", "bank"))


def test_no_rule_that_is_built_in_hides_everything() -> None:
    assert not [rule for rule in BUILT_IN if rule.matches(window("Gedit", "shopping list"))]


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("bank.example", "https://bank.example/"),
        ("bank.example", "https://www.bank.example/account?id=4"),
        ("bank.example", "http://login.bank.example:8443/x"),
        ("*.bank.example", "https://bank.example/"),
        ("bank.example/private", "https://bank.example/private/letters"),
        ("bank.example/a*b", "https://bank.example/aXb"),
        ("https://bank.example", "https://bank.example/account"),
        ("https://bank.example/*", "https://BANK.example/account"),
        ("*bank*", "https://example.org/my-bank"),
        ("//*bank*", "https://my-bank.example/"),
        ("bank.example", "view-source:https://bank.example/"),
        ("bank.example", "about:reader?url=https%3A%2F%2Fbank.example%2Fletter"),
        ("bücher.example", "https://xn--bcher-kva.example/konto"),
        ("file:///home/erin/diary", "file:///home/erin/diary/may.html"),
        ("about:logins", "about:logins#%7Bx%7D"),
        ("chrome://password-manager*", "chrome://password-manager/passwords"),
    ],
)
def test_an_address_is_meant_by_host_and_path(pattern: str, url: str) -> None:
    assert Rule(url=pattern).matches(Window("Firefox", "", 0, Box(0, 0, 1, 1), url=url))


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("bank.example", "https://bank.example.org/"),
        ("bank.example", "https://mybank.example/"),
        ("bank.example", "https://news.example/?about=bank.example"),
        ("bank.example/private", "https://bank.example/privately"),
        ("bank.example/private", "https://bank.example/"),
        ("https://bank.example", "http://bank.example/"),
        ("//*bank*", "https://example.org/my-bank"),
        ("bank.example", "file:///home/erin/bank.example"),
        ("bank.example", "http://[broken"),
    ],
)
def test_another_address_is_not_meant(pattern: str, url: str) -> None:
    assert not Rule(url=pattern).matches(Window("Firefox", "", 0, Box(0, 0, 1, 1), url=url))


def test_an_address_in_a_frame_of_the_page_counts() -> None:
    page = Window(
        "Firefox", "", 0, Box(0, 0, 1, 1), url="https://a.example/", other_urls=("https://bank.example/",)
    )

    assert Rule(url="bank.example").matches(page)


def test_a_browser_whose_address_is_not_known_is_hidden_where_a_rule_of_the_users_goes_by_address() -> None:
    book = RuleBook([Rule(url="bank.example", id=3), Rule(url="pay.example", app="Code", id=4)])

    assert book.why_hidden(window("Firefox", "Anything")).startswith("rule 3 (URL like bank.example)")
    assert not book.why_hidden(window("Gedit", "Anything"))
    assert not book.why_hidden(Window("Firefox", "", 0, Box(0, 0, 1, 1), url="https://news.example/"))
    assert not RuleBook(BUILT_IN).why_hidden(window("Firefox", "Anything"))


@pytest.mark.parametrize(
    ("pattern", "app"),
    [
        ("firefox", "Firefox-esr"),
        ("Google Chrome", "Google-chrome"),
        ("signal", "signal-desktop"),
        ("KeePassXC", "keepassxc"),
    ],
)
def test_an_app_is_meant_by_its_name_or_the_beginning_of_it(pattern: str, app: str) -> None:
    assert Rule(app=pattern).matches(window(app))
    assert not Rule(app=pattern).matches(window(f"x{app}"))


def test_words_in_a_title_need_no_stars() -> None:
    assert Rule(title="salaries").matches(window("Code", "Salaries 2026.ods"))
    assert Rule(title="[draft]").matches(window("Code", "[Draft] letter"))
    assert not Rule(title="salaries").matches(window("Code", "letters"))


def test_a_window_that_lies_about_its_name_is_known_by_its_program_and_its_other_titles() -> None:
    liar = Window(
        "Notes", "shopping", 0, Box(0, 0, 1, 1), process="keepassxc", other_titles=("my bank, account",)
    )

    assert RuleBook(BUILT_IN).why_hidden(liar) == "password managers"
    assert BANK.matches(liar)
    assert BANK.matches(window("Notes", "my\u200b b\u2060ank"))
    assert BANK.matches(window("Notes", "ｍｙ ｂａｎｋ"))


def test_a_book_says_anew_when_a_window_calls_itself_something_else() -> None:
    book = RuleBook([BANK])

    said = [book.why_hidden(window("Firefox", title)) for title in ("News", "my bank", "News")]

    assert said == ["", "title like *my bank*", ""]
