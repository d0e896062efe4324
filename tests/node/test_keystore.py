# SPDX-License-Identifier: EUPL-1.2
"""The key store: keys live there alone, wrapped, and die there."""

import os
import secrets
import sqlite3
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag

from vijfveld.node.keystore import Destroyed, KeyStore, KeyUse, read_wrap_key
from vijfveld.node.secretfile import keep_first

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def wrap():
    return secrets.token_bytes(32)


@pytest.fixture
def store(tmp_path, wrap):
    return KeyStore(tmp_path / "keys.sqlite3", wrap)


def test_a_dossier_keeps_its_first_key(store):
    dossier = uuid4()
    store.make_data_key(dossier, NOW)
    first = store.data_key(dossier)
    store.make_data_key(dossier, NOW)
    assert store.data_key(dossier) == first
    assert len(first) == 32


def test_a_removed_key_cannot_be_read_nor_made_again(store):
    dossier = uuid4()
    store.make_data_key(dossier, NOW)
    store.remove_data_key(dossier, NOW)
    store.remove_data_key(dossier, NOW + timedelta(days=1))
    store.make_data_key(dossier, NOW)
    with pytest.raises(Destroyed):
        store.data_key(dossier)
    assert store.removed() == {dossier}
    assert store.dossiers() == set()


def test_an_unknown_dossier_has_no_key(store):
    with pytest.raises(Destroyed):
        store.data_key(uuid4())


def test_the_file_holds_no_key_in_the_clear_and_a_removed_one_not_at_all(store, tmp_path):
    dossier = uuid4()
    store.make_data_key(dossier, NOW)
    key = store.data_key(dossier)
    wrapped = sqlite3.connect(tmp_path / "keys.sqlite3").execute("SELECT wrapped FROM data_key").fetchone()[0]
    assert key not in (tmp_path / "keys.sqlite3").read_bytes()
    assert wrapped in (tmp_path / "keys.sqlite3").read_bytes()
    store.remove_data_key(dossier, NOW)
    assert wrapped not in (tmp_path / "keys.sqlite3").read_bytes()


def test_another_wrap_key_opens_nothing(store, tmp_path):
    dossier = uuid4()
    store.make_data_key(dossier, NOW)
    with pytest.raises(InvalidTag):
        KeyStore(tmp_path / "keys.sqlite3", secrets.token_bytes(32)).data_key(dossier)


def test_a_key_wrapped_for_one_dossier_does_not_open_as_that_of_another(store, tmp_path):
    one, other = uuid4(), uuid4()
    store.make_data_key(one, NOW)
    store.make_data_key(other, NOW)
    with sqlite3.connect(tmp_path / "keys.sqlite3") as file:
        wrapped = file.execute("SELECT wrapped FROM data_key WHERE dossier = ?", [str(one)]).fetchone()[0]
        file.execute("UPDATE data_key SET wrapped = ? WHERE dossier = ?", [wrapped, str(other)])
    with pytest.raises(InvalidTag):
        store.data_key(other)


def test_each_purpose_has_a_key_of_its_own_that_stays(store):
    keys = {use: store.ring_key(use, NOW) for use in KeyUse}
    assert len({key.secret for key in keys.values()}) == len(KeyUse)
    assert store.ring_key(KeyUse.SEAL, NOW + timedelta(days=400)) == keys[KeyUse.SEAL]


def test_the_wrap_key_is_made_once_readable_for_its_owner_alone(tmp_path):
    path = tmp_path / "deep" / "wrap.key"
    assert read_wrap_key(path) == read_wrap_key(path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_secret_appears_whole_or_not_at_all(tmp_path, monkeypatch):
    def killed(handle):
        raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(os, "fsync", killed)
        with pytest.raises(KeyboardInterrupt):
            read_wrap_key(tmp_path / "wrap.key")
    assert list(tmp_path.iterdir()) == []
    assert len(read_wrap_key(tmp_path / "wrap.key")) == 32


def test_of_two_processes_that_make_a_secret_at_once_the_first_one_stands_for_both(tmp_path):
    path = tmp_path / "session.key"

    def second():
        path.write_text("van de eerste")
        return "van de tweede"

    assert keep_first(path, second) == "van de eerste"
    assert [file.name for file in tmp_path.iterdir()] == ["session.key"]


def test_a_key_that_was_never_here_can_be_known_as_dead(store):
    dossier = uuid4()
    store.remove_data_key(dossier, NOW)
    store.make_data_key(dossier, NOW)
    assert store.removed() == {dossier}
