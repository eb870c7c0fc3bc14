"""Where a model server may be: on this computer, which is told by the address a name leads to, never by the name."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from agents.errors import ModelUnavailable
from storage.errors import WrongUse

# Where OpenAI-compatible servers serve, when an address says no more than the computer.
DEFAULT_PATH = "/v1"
_PORTS = {"http": 80, "https": 443}
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class Address:
    """The base address of a server, in one form: `url` ends without a slash; `secure` is TLS."""

    url: str
    host: str
    port: int
    secure: bool


def parsed(text: str) -> Address:
    """The address in a text like http://127.0.0.1:8080/v1. Raises WrongUse, which does not quote it."""
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise _malformed() from None
    path = parts.path.rstrip("/") or DEFAULT_PATH
    extras = parts.username or parts.password or parts.query or parts.fragment
    odd = not path.isascii() or any(char <= " " or char in "\\\x7f" for char in f"{host}{path}")
    if parts.scheme not in _PORTS or not host or extras or odd or len(text) > _LONGEST:
        raise _malformed()
    name = f"[{host}]" if ":" in host else host
    port = port or _PORTS[parts.scheme]
    return Address(f"{parts.scheme}://{name}:{port}{path}", host, port, parts.scheme == "https")


def resolved(host: str, port: int) -> list[str]:
    """The addresses a name leads to now. Raises ModelUnavailable when there are none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as cause:
        raise ModelUnavailable(
            f"There is no computer called “{host}”. Look at the setting model.server."
        ) from cause
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def is_here(address: str) -> bool:
    """Whether a numeric address is this computer's loopback: 127.0.0.0/8 or ::1, and no other spelling of them."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        return found == ipaddress.IPv6Address("::1")
    return found in ipaddress.IPv4Network("127.0.0.0/8")


def permitted(host: str, port: int, *, network: bool) -> list[str]:
    """The addresses to connect to. Raises ModelUnavailable where one is elsewhere, unless `network` is allowed."""
    found = resolved(host, port)
    if not network and not all(is_here(one) for one in found):
        raise ModelUnavailable(
            f"“{host}” is not this computer, and nothing is sent elsewhere. "
            "To allow it, see: reverie models use --help"
        )
    return found


def _malformed() -> WrongUse:
    return WrongUse(
        "That is no address of a model server. Write it like http://127.0.0.1:8080/v1, without name or password."
    )
