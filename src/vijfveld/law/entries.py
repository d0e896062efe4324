# SPDX-License-Identifier: EUPL-1.2
"""How a change becomes a ledger entry: what may stand in it, its bytes, and the stream it belongs to."""

import hashlib
import hmac
import json
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import rfc8785

from vijfveld.node.ids import Urn
from vijfveld.node.keystore import keystore
from vijfveld.node.models import Record

SCHEMA = 1
CODE = re.compile(r"[A-Za-z0-9_.:/+-]{0,140}")


class NotForTheLedger(ValueError):
    """Something other than a code, a number, a day, a urn or a commitment was about to enter the ledger."""


def fact(value: object) -> object:
    """Return a value in the form in which the ledger holds it; free text raises NotForTheLedger."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [fact(part) for part in value]
    if isinstance(value, str) and CODE.fullmatch(value):
        return str(value)
    raise NotForTheLedger(f"the ledger holds codes, numbers, days, urns and commitments, not {type(value).__name__}")


def body(**fields: object) -> bytes:
    """The bytes of an entry: RFC 8785 JSON with a schema number; these bytes are what is hashed."""
    return rfc8785.dumps({"schema": SCHEMA, **fields})  # type: ignore[dict-item]


def stream_of(record: Record) -> str:
    """The name under which a record's changes stand in the ledger.

    A record of a dossier stands under a pseudonym, made with the dossier's own key: when that key dies, nobody can
    tell any more whose pseudonym it was.
    """
    dossier = record.sealing_key()
    if dossier is None:
        return record.urn
    return str(Urn(record.home, "sealed", pseudonym(dossier, record.urn)))


def pseudonym(dossier: UUID, text: str) -> UUID:
    """A keyed stand-in for a name; raises Destroyed when the dossier's key is gone."""
    digest = hmac.digest(keystore().data_key(dossier), text.encode(), hashlib.sha256)
    return UUID(bytes=digest[:16])


def as_object(stored: bytes | memoryview) -> dict[str, Any]:
    """Read the bytes of an entry."""
    read: dict[str, Any] = json.loads(bytes(stored))
    return read
