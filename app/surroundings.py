"""Whether a home lies where a database does not belong: in a folder that is copied elsewhere, or on another machine."""

from __future__ import annotations

from pathlib import Path

import psutil

# How the folders of services that copy files to other machines are called, in small letters.
_SYNCED = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "icloud drive": "iCloud Drive",
    "iclouddrive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "cloudstorage": "a cloud drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud drive": "pCloud",
    "mega": "MEGA",
    "box sync": "Box",
    "syncthing": "Syncthing",
}
# What such a service leaves in the folder that it copies.
_MARKS = {
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".stfolder": "Syncthing",
    ".owncloudsync.log": "ownCloud",
    ".nextcloudsync.log": "Nextcloud",
    ".sync": "Resilio Sync",
}
_NETWORK = {
    "nfs",
    "nfs4",
    "cifs",
    "smb",
    "smb2",
    "smb3",
    "smbfs",
    "afpfs",
    "sshfs",
    "fuse.sshfs",
    "davfs",
    "9p",
}


def warning(home: Path) -> str:
    """A sentence with what to do when `home` is synchronised or on a network drive; empty when it lies well."""
    service = _service(home)
    if service:
        return (
            f"The safe lies in a folder that {service} copies to other machines. It stays encrypted there, but a copy "
            "taken while it is written may be damaged, and what you forget may live on in old copies. Move it to a "
            "folder that is not synchronised, and put backups there instead (reverie backup)."
        )
    if _filesystem(home) in _NETWORK:
        return (
            "The safe lies on a network drive, where a lost connection can damage it. Move it to a disk of this "
            "computer, and put backups there instead (reverie backup)."
        )
    return ""


def _service(home: Path) -> str:
    """The service whose folder `home` lies in, or an empty text."""
    for folder in (home, *home.parents):
        name = folder.name.casefold()
        # OneDrive and others add the name of the company: "OneDrive - Contoso".
        known = _SYNCED.get(name) or _SYNCED.get(name.split(" - ")[0])
        if known:
            return known
        for mark, service in _MARKS.items():
            if (folder / mark).exists():
                return service
    return ""


def _filesystem(home: Path) -> str:
    """The type of the file system that `home` is on, as the system names it; empty when it does not tell."""
    parts = psutil.disk_partitions(all=True)
    places = {Path(part.mountpoint): str(part.fstype).casefold() for part in parts}
    for folder in (home, *home.parents):
        if folder in places:
            return places[folder]
    return ""
