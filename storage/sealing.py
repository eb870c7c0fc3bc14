"""Authenticated encryption: with a shared key (AES-256-GCM), and to a public key (X25519, HKDF-SHA256, AES-256-GCM).

Beside it what only says who wrote something: tags under a shared key (HMAC-SHA256) and signatures (Ed25519).
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_NONCE = 12
_PUBLIC = 32
_BOX_LABEL = b"reverie/vault-box/1"


class NotAuthentic(Exception):
    """The key is wrong or the bytes were changed; the caller knows which error of ours that is."""


def seal(key: bytes, clear: bytes, context: bytes) -> bytes:
    """Nonce and ciphertext of `clear`; `context` must be given again to open it."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, clear, context)


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """What `seal` was given. Raises NotAuthentic."""
    try:
        return AESGCM(key).decrypt(sealed[:_NONCE], sealed[_NONCE:], context)
    except (InvalidTag, ValueError) as cause:
        raise NotAuthentic from cause


def derive(key: bytes, label: str, length: int = 32, salt: bytes | None = None) -> bytes:
    """A sub-key of `key` for the purpose `label` (HKDF-SHA256, RFC 5869)."""
    return HKDF(SHA256(), length, salt, label.encode()).derive(key)


def new_pair() -> tuple[bytes, bytes]:
    """A fresh X25519 pair: private and public key, 32 bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def public_of(private: bytes) -> bytes:
    """The public key of an X25519 private key, 32 bytes."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def seal_to(public: bytes, clear: bytes, context: bytes) -> bytes:
    """Seals to the holder of the private key of `public`; writing needs no secret."""
    private, ephemeral = new_pair()
    shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(public))
    return ephemeral + seal(_box_key(shared, ephemeral, public), clear, context)


def unseal_with(private: bytes, sealed: bytes, context: bytes) -> bytes:
    """What `seal_to` was given. Raises NotAuthentic."""
    holder = X25519PrivateKey.from_private_bytes(private)
    ephemeral = sealed[:_PUBLIC]
    try:
        shared = holder.exchange(X25519PublicKey.from_public_bytes(ephemeral))
    except ValueError as cause:
        raise NotAuthentic from cause
    key = _box_key(shared, ephemeral, holder.public_key().public_bytes_raw())
    return unseal(key, sealed[_PUBLIC:], context)


def digest(key: bytes, value: str) -> bytes:
    """A keyed digest by which equal values are known without being read (HMAC-SHA256)."""
    return hmac.new(key, value.encode(), sha256).digest()


def authenticate(key: bytes, data: bytes) -> bytes:
    """A tag of 32 bytes which only a holder of `key` can make for `data` (HMAC-SHA256)."""
    return hmac.new(key, data, sha256).digest()


def authentic(key: bytes, data: bytes, tag: bytes) -> bool:
    """True when `tag` is `authenticate(key, data)`; takes the same time wherever they differ."""
    return hmac.compare_digest(authenticate(key, data), tag)


def sign(seed: bytes, data: bytes) -> bytes:
    """The Ed25519 signature of `data`, 64 bytes; `seed` is the private key, 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(data)


def signs_public(seed: bytes) -> bytes:
    """The public key, 32 bytes, that verifies what `seed` signs."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def verified(public: bytes, data: bytes, signature: bytes) -> bool:
    """True when `signature` over `data` was made by the holder of the seed of `public`; malformed ones are False."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except (InvalidSignature, ValueError):
        return False
    return True


def _box_key(shared: bytes, ephemeral: bytes, public: bytes) -> bytes:
    return HKDF(SHA256(), 32, ephemeral + public, _BOX_LABEL).derive(shared)
