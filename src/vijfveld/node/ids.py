# SPDX-License-Identifier: EUPL-1.2
"""Names of things: UUIDv7 identifiers and the urns by which floors speak of one another's records."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Self
from uuid import UUID


class Randomness:
    """A source of bytes that can be replayed: HMAC-SHA-256 in counter mode over a seed.

    Two runs of the same act with the same seed draw the same identifiers, which is what makes
    a demo repeatable and a comparison of two worlds exact. Without a seed it draws one.
    """

    def __init__(self, seed: bytes | None = None) -> None:
        self._seed = seed or secrets.token_bytes(32)
        self._count = 0

    def bytes(self, length: int) -> bytes:
        drawn = b""
        while len(drawn) < length:
            drawn += hmac.digest(self._seed, self._count.to_bytes(8, "big"), hashlib.sha256)
            self._count += 1
        return drawn[:length]


def uuid7(now: datetime, random: Randomness) -> UUID:
    """Return a UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, 74 random bits."""
    milliseconds = int(now.timestamp() * 1000)
    tail = int.from_bytes(random.bytes(10), "big")
    value = (milliseconds & (1 << 48) - 1) << 80 | tail
    value = value & ~(0xF << 76) | 0x7 << 76
    return UUID(int=value & ~(0x3 << 62) | 0x2 << 62)


def first_id_at(moment: datetime) -> UUID:
    """The lowest identifier of a moment: what was made at it or later has a higher one."""
    return UUID(int=(int(moment.timestamp() * 1000) & (1 << 48) - 1) << 80)


@dataclass(frozen=True, slots=True)
class Urn:
    """The name of one record, wherever it lives: `urn:vijfveld:<node>:<kind>:<id>`."""

    node: UUID
    kind: str
    id: UUID

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a urn; raises ValueError with the text when it is not one of ours."""
        try:
            scheme, space, node, kind, record = text.split(":")
            if (scheme, space) != ("urn", "vijfveld"):
                raise ValueError
            return cls(UUID(node), kind, UUID(record))
        except ValueError as error:
            raise ValueError(f"not a urn of a Vijfveld record: {text!r}") from error

    def __str__(self) -> str:
        return f"urn:vijfveld:{self.node}:{self.kind}:{self.id}"


def is_urn(text: str) -> bool:
    """Whether a text names a record."""
    try:
        Urn.parse(text)
    except ValueError:
        return False
    return True
