# SPDX-License-Identifier: EUPL-1.2
"""Every wrong use of the command line is told in a sentence of our own, in Dutch and in English."""

import pytest

from tests.site.command_line import in_folder
from vijfveld.site.commands import line, words

WRONG = [
    ("frob", "De opdracht “frob” is er niet.", "There is no command “frob”."),
    ("serv", "Bedoelt u serve?", "Do you mean serve?"),
    ("user frob", "vijfveld user --help", "vijfveld user --help"),
    ("backup", "Er ontbreekt iets: FILE.", "Something is missing: FILE."),
    ("user add a@b", "Er ontbreekt iets: --name.", "Something is missing: --name."),
    ("serve --port abc", "--port (of VIJFVELD_PORT) moet een geheel getal zijn", "must be a whole number"),
    ("serve --prot 1", "De optie --prot is er niet. Bedoelt u --port?", "There is no option --prot."),
    ("serve --port", "De optie --port vraagt om een waarde.", "The option --port needs a value."),
    ("--debug=1 doctor", "De optie --debug heeft geen waarde.", "The option --debug takes no value."),
    ("organisation list extra", "Dit hoort er niet bij: extra.", "This does not belong here: extra."),
    ("--language en", "Noem een opdracht.", "Name a command."),
]
OF_THE_FRAMEWORK = ("No such", "Missing", "Invalid value", "Usage:", "Did you mean", "requires an", "does not take")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("typed", "dutch", "english"), WRONG, ids=[typed for typed, *_ in WRONG])
def test_a_wrong_use_is_told_in_our_own_words(monkeypatch, capsys, typed, dutch, english, language):
    monkeypatch.setattr(words, "LANGUAGE", language)
    words._catalogue.cache_clear()
    try:
        assert line._outcome(typed.split()) == 2
    finally:
        words._catalogue.cache_clear()
    told = capsys.readouterr()
    assert told.out == ""
    assert (dutch if language == "nl" else english) in told.err
    assert not [text for text in OF_THE_FRAMEWORK if text in told.err]


REFUSED = [
    ("--language fr doctor", "--language kent “fr” niet. Kies uit: nl, en."),
    ("serve --port 99999", "Kies een poort van 1 tot en met 65535"),
    ("serve --bind nergens.invalid", "Deze machine heeft geen adres nergens.invalid."),
    ("backup /tmp", "/tmp is een map. Noem een bestand."),
    ("backup-keys /etc/passwd", "/etc/passwd is geen map. Noem een map."),
    ("ledger verify /etc/passwd --key x", "Dit is geen sleutel van een register: “x”."),
    ("clock accept gisteren", "niet gisteren. Zet eerst de klok goed."),
    ("clock accept", "Er ontbreekt iets: DAY."),
]


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    command = in_folder(tmp_path_factory.mktemp("node"))
    assert command("setup", "--name", "Proefnode").returncode == 0
    return command


@pytest.mark.parametrize(("typed", "sentence"), REFUSED, ids=[typed for typed, _ in REFUSED])
def test_a_wrong_value_is_refused_with_what_to_do(run, typed, sentence):
    done = run(*typed.split())
    assert done.returncode in (1, 2)
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_before_there_is_a_store_a_command_says_to_make_it(tmp_path):
    done = in_folder(tmp_path / "leeg")("user", "list")
    assert (done.returncode, "Doe: vijfveld setup" in done.stderr) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_only_looks_and_makes_nothing(tmp_path):
    done = in_folder(tmp_path / "weg")("doctor")
    assert (done.returncode, "is er niet. Doe: vijfveld setup" in done.stdout) == (1, True)
    assert "De database is er nog niet." in done.stdout
    assert list(tmp_path.iterdir()) == []
