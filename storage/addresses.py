"""What of an address names the site; imports nothing, so that a process without the safe may use it."""

from __future__ import annotations

from urllib.parse import urlsplit


def host_of(address: str) -> str:
    """The host of an address or of a bare site, folded, without “www.”; empty when there is none."""
    given = address.strip()
    try:
        host = urlsplit(given if "://" in given else f"//{given}").hostname or ""
    except ValueError:
        return ""
    try:
        host = host.encode("idna").decode()
    except UnicodeError:
        host = host.casefold()
    return host.casefold().rstrip(".").removeprefix("www.")
