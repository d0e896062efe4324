# SPDX-License-Identifier: EUPL-1.2
"""The command line: every command does what it says, every refusal is a sentence."""

import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing

import pytest

from tests.kill.fire import BurningNode
from tests.site.command_line import ROOT, in_folder


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """Commands in the data folder of a node with one organisation and one user."""
    home = tmp_path_factory.mktemp("node")
    command = in_folder(home)
    for arguments in (
        ["setup", "--name", "Proefnode"],
        ["organisation", "add", "molenwaard", "Gemeente Molenwaard"],
        ["user", "add", "vera@voorbeeld.invalid", "--name", "Vera Voorbeeld", "--organisation", "molenwaard"],
    ):
        done = command(*arguments)
        assert done.returncode == 0, done.stderr
    return command


def test_help_comes_without_loading_the_site():
    line = (
        "import sys; from vijfveld.site.commands import line; assert 'django' not in sys.modules; line.run(['--help'])"
    )
    command = [sys.executable, "-c", line]
    done = subprocess.run(command, env={"PYTHONPATH": str(ROOT / "src")}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "ledger" in done.stdout


def test_everything_can_be_repeated(run):
    again = run("setup", "--name", "Een andere naam")
    assert (again.returncode, "De node is klaar." in again.stdout) == (0, True)
    assert "De opslag was al bij." in run("migrate").stdout


def test_a_user_gets_roles_and_a_password_and_loses_a_role(run):
    assert run("user", "role", "vera@voorbeeld.invalid", "liaison").returncode == 0
    assert "liaison" in run("user", "list").stdout
    made = run("user", "password", "vera@voorbeeld.invalid", "--generate").stdout
    assert re.search(r"Nieuw wachtwoord: \S{15,}", made)
    assert "Rollen teruggenomen: 1." in run("user", "role", "vera@voorbeeld.invalid", "liaison", "--end").stdout
    assert "liaison" not in run("user", "list").stdout
    assert "Verwijderde tweede factoren: 0." in run("user", "reset-mfa", "vera@voorbeeld.invalid").stdout


REFUSALS = [
    (["user", "password", "niemand@voorbeeld.invalid"], "Niemand heeft het adres"),
    (["user", "role", "vera@voorbeeld.invalid", "baas"], "Kies uit: coordinator"),
    (
        ["user", "add", "x@voorbeeld.invalid", "--name", "X", "--organisation", "nergens"],
        "Geen organisatie heeft de code",
    ),
    (["user", "add", "vera@voorbeeld.invalid", "--name", "V", "--organisation", "molenwaard"], "al in gebruik"),
    (["organisation", "add", "molenwaard", "Nog een"], "Deze code is al van een andere organisatie."),
    (["organisation", "add", "x", "X", "--sort", "club"], "Kies uit: ministry"),
    (["ledger", "prove", "999999"], "Het register heeft geen post"),
    (["ledger", "prove", "urn:vijfveld:x"], "Het register heeft geen post"),
    (["ledger", "verify", "weg.jsonl"], "Dit bestand is er niet: weg.jsonl"),
    (["restore", "weg.tar", "--over"], "Dit bestand is er niet: weg.tar"),
]


@pytest.mark.parametrize(("arguments", "sentence"), REFUSALS, ids=lambda value: " ".join(value)[:40])
def test_a_refusal_is_a_sentence_and_never_a_trace(run, arguments, sentence):
    done = run(*arguments)
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr + done.stdout


def test_a_refusal_speaks_english_when_asked(run):
    done = run("user", "password", "niemand@voorbeeld.invalid", VIJFVELD_LANGUAGE="en")
    assert "Nobody has the address" in done.stderr


def test_a_fault_shows_its_trace_only_when_asked(run):
    assert "Traceback" in run("--debug", "ledger", "verify", "weg.jsonl").stderr


def test_a_command_before_the_node_is_made_says_what_to_do(tmp_path):
    run = in_folder(tmp_path / "leeg")
    assert run("setup").returncode == 0
    done = run("user", "list")
    assert done.returncode == 0
    done = run("serve")
    assert (done.returncode, "vijfveld setup --name" in done.stderr) == (1, True)


def test_a_coordinators_node_cannot_be_made_to_hold_cases(tmp_path):
    done = in_folder(tmp_path)("setup", "--name", "X", "--profile", "coordinator", "--regime", "pga")
    assert (done.returncode, "kan geen zaak bewaren" in done.stderr) == (1, True)


def test_a_ledger_is_exported_and_verified_elsewhere_and_a_change_in_it_is_named(run, tmp_path):
    file, old, elsewhere = tmp_path / "register.jsonl", tmp_path / "ijkpunt.txt", in_folder(tmp_path / "elders")
    assert run("ledger", "checkpoint", old).returncode == 0
    assert run("organisation", "add", "zandwijk", "Gemeente Zandwijk").returncode == 0
    assert run("ledger", "export", file).returncode == 0
    key = run("ledger", "key").stdout.strip()
    sound = elsewhere("ledger", "verify", file, "--key", key, "--checkpoint", old)
    assert (sound.returncode, "Het register klopt" in sound.stdout) == (0, True)
    lines = file.read_text().splitlines(keepends=True)
    lines[4] = lines[4].replace('"body":"e', '"body":"f')
    file.write_text("".join(lines))
    changed = elsewhere("ledger", "verify", file, "--key", key)
    assert (changed.returncode, "Post 3 is gewijzigd" in changed.stderr) == (1, True)
    assert not (tmp_path / "elders").exists()


@pytest.mark.parametrize("command", ["ledger export", "ledger checkpoint", "ledger prove 2", "backup"])
def test_a_file_that_is_there_is_replaced_only_when_asked_and_no_folder_is_made(run, tmp_path, command):
    file = tmp_path / "bestand"
    file.write_text("van gisteren")
    done = run(*command.split(), file)
    assert (done.returncode, "is er al" in done.stderr, file.read_text()) == (1, True, "van gisteren")
    assert run(*command.split(), file, "--over").returncode == 0
    assert b"van gisteren" not in file.read_bytes()
    done = run(*command.split(), tmp_path / "nergens" / "bestand")
    assert (done.returncode, "is er niet. Maak haar eerst" in done.stderr) == (1, True)
    assert not (tmp_path / "nergens").exists()


def test_a_new_machine_gets_its_keys_and_then_its_node_back(run, tmp_path):
    file, new, home = tmp_path / "node.tar", in_folder(tmp_path / "nieuw"), tmp_path / "nieuw"
    assert run("backup", file).returncode == 0
    assert run("backup-keys", tmp_path / "sleutels").returncode == 0
    done = new("restore", file)
    assert (done.returncode, "Zet eerst de sleutels terug" in done.stderr) == (1, True)
    assert not (home / "keys").exists()
    assert not (home / "vijfveld.sqlite3").exists()
    (copy,) = (tmp_path / "sleutels").iterdir()
    assert new("restore-keys", copy).returncode == 0
    done = new("restore", file)
    assert done.returncode == 0, done.stderr
    assert {"mail", "files", "static", "keys"} <= {path.name for path in home.iterdir()}
    assert stat.S_IMODE((home / "vijfveld.sqlite3").stat().st_mode) == 0o600
    assert stat.S_IMODE((home / "keys").stat().st_mode) == 0o700
    assert "vera@voorbeeld.invalid" in new("user", "list").stdout


def test_everything_that_is_wrong_with_a_new_user_is_told_at_once(run):
    told = run("user", "add", "geen adres", "--organisation", "nergens", "--role", "baas", "--role", "chef")
    for sentence in ("--name", "geen e-mailadres", "heeft de code nergens", "“baas”", "“chef”"):
        assert sentence in told.stderr
    assert told.returncode == 2


def test_a_list_for_another_program_is_not_broken_over_lines(run):
    shown = run("user", "list", COLUMNS="40").stdout.splitlines()
    assert any("Vera Voorbeeld" in line and "vera@voorbeeld.invalid" in line for line in shown)


def test_one_entry_is_proven_with_nothing_but_the_key(run, tmp_path):
    proof = tmp_path / "bewijs.json"
    assert run("ledger", "prove", "2", proof).returncode == 0
    key = run("ledger", "key").stdout.strip()
    assert "post 2 staat in" in run("ledger", "verify", proof, "--key", key).stdout
    proof.write_text(proof.read_text().replace('"position":2', '"position":1'))
    assert run("ledger", "verify", proof, "--key", key).returncode == 1


def test_a_port_in_use_is_said_in_a_sentence(run):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve", "--port", taken.getsockname()[1])
    assert (done.returncode, "is al in gebruik" in done.stderr) == (1, True)


def test_a_served_node_answers_seals_what_is_done_and_stops_without_leaving_anyone_behind(tmp_path):
    node = BurningNode(tmp_path, "")
    node.start()
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"http://127.0.0.1:{node.port}/bestaat-niet", timeout=30)
    parts = node.parts()
    assert sorted(parts) == ["http", "server", "worker"]
    started = time.monotonic()
    node.server.send_signal(signal.SIGTERM)
    assert node.server.wait(30) == 0
    assert time.monotonic() - started < 20
    assert "Vijfveld is gestopt." in (tmp_path / "serve.log").read_text()
    assert not (tmp_path / "run" / "serve.json").exists()
    with closing(socket.socket()) as probe:
        assert probe.connect_ex(("127.0.0.1", node.port)) != 0
