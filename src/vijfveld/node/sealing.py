# SPDX-License-Identifier: EUPL-1.2
"""Sealed fields: text that lies encrypted under the data key of its dossier (AES-256-GCM)."""

import secrets
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.db import models

from vijfveld.node.keystore import Destroyed, keystore
from vijfveld.node.models.record import Record

GONE = "▒▒▒"
"""What a destroyed text reads as on a page."""


class _Ciphertext(bytes):
    """Stored bytes that have not been opened yet."""


def _label(record: Record, name: str) -> bytes:
    return f"{record.kind}/{record.id}/{name}".encode()


def _cipher(record: Record) -> AESGCM:
    dossier = record.sealing_key()
    if dossier is None:
        raise Destroyed(f"{record.kind} {record.id} belongs to no dossier and cannot hold sealed text")
    return AESGCM(keystore().data_key(dossier))


class _Opening:
    """Opens the text at the first reading of it, so that a list of dossiers opens none."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, record: Record | None, owner: type[Record]) -> Any:
        if record is None:
            return self
        value = record.__dict__.get(self.name)
        if isinstance(value, _Ciphertext):
            value = self._opened(record, value)
            record.__dict__[self.name] = value
        return value

    def __set__(self, record: Record, value: Any) -> None:
        record.__dict__[self.name] = value

    def _opened(self, record: Record, stored: bytes) -> str:
        try:
            return _cipher(record).decrypt(stored[:12], stored[12:], _label(record, self.name)).decode()
        except (Destroyed, InvalidTag):
            return GONE


class SealedTextField(models.BinaryField):  # type: ignore[type-arg]
    """Text for a record of a dossier; the database, its backups and its search index never hold it in the clear."""

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, name, _Opening(name))

    def from_db_value(self, value: bytes | None, *_: object) -> _Ciphertext | None:
        return None if value is None else _Ciphertext(value)

    def pre_save(self, model_instance: Any, add: bool) -> bytes | None:
        value = model_instance.__dict__.get(self.attname)
        if value is None or isinstance(value, _Ciphertext):
            return value
        nonce = secrets.token_bytes(12)
        sealed = _cipher(model_instance).encrypt(nonce, value.encode(), _label(model_instance, self.attname))
        return nonce + sealed
