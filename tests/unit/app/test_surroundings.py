"""A home in a synchronised folder or on a network drive is warned of; one on the computer's own disk is not."""

from __future__ import annotations

from collections import namedtuple
from pathlib import Path

import psutil
import pytest

from app import surroundings

Part = namedtuple("Part", "mountpoint fstype")


@pytest.mark.parametrize(
    ("folder", "service"),
    [
        ("Dropbox", "Dropbox"),
        ("OneDrive - Contoso", "OneDrive"),
        ("Google Drive/My Drive", "Google Drive"),
        ("Library/Mobile Documents", "iCloud Drive"),
        ("NextCloud/private", "Nextcloud"),
    ],
)
def test_a_home_in_the_folder_of_a_service_is_warned_of_by_its_name(
    tmp_path: Path, folder: str, service: str
) -> None:
    assert f"that {service} copies" in surroundings.warning(tmp_path / folder / "reverie")


def test_a_folder_that_bears_the_mark_of_a_service_is_known_by_it(tmp_path: Path) -> None:
    assert surroundings.warning(tmp_path / "shared" / "reverie") == ""

    (tmp_path / "shared" / ".stfolder").mkdir(parents=True)

    assert "Syncthing" in surroundings.warning(tmp_path / "shared" / "reverie")


def test_a_network_drive_is_warned_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = [Part("/", "ext4"), Part(str(tmp_path / "far"), "nfs4")]
    monkeypatch.setattr(psutil, "disk_partitions", lambda all: parts)

    assert "network drive" in surroundings.warning(tmp_path / "far" / "reverie")
    assert surroundings.warning(tmp_path / "near" / "reverie") == ""


def test_a_name_that_only_sounds_like_a_service_is_none(tmp_path: Path) -> None:
    assert surroundings.warning(tmp_path / "Dropbox notes" / "reverie") == ""
