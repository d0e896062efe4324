# SPDX-License-Identifier: EUPL-1.2
"""What is said about a password that will not do, in both languages, and which common Dutch ones are refused."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import override

SHORT = {
    "nl": "Dit wachtwoord is te kort. Het moet ten minste 12 tekens hebben.",
    "en": "This password is too short. It must have at least 12 characters.",
}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_password_that_is_too_short_is_told_so_in_the_language_of_the_page(language):
    with override(language), pytest.raises(ValidationError) as refused:
        validate_password("xkq7vz")
    assert refused.value.messages == [SHORT[language]]


COMMON = [
    "Wachtwoord123", "Welkom2026!!!!", "welkom-01-2026", "W3lkom123456", "W@chtw00rd2026", "MijnWachtwoord1!",
    "2026Zomer2026", "welkomwelkom", "Gemeente!!2026",
]  # fmt: skip


@pytest.mark.parametrize("password", COMMON)
def test_a_common_dutch_word_with_digits_is_refused(password):
    for language, words in (("nl", "makkelijk te raden"), ("en", "easy to guess")):
        with override(language), pytest.raises(ValidationError) as refused:
            validate_password(password)
        assert words in " ".join(refused.value.messages)


@pytest.mark.parametrize("password", ["vier paarden in de regen", "welkom in het blauwe huis", "zomerregenfietspad7"])
def test_a_sentence_of_ones_own_will_do(password):
    validate_password(password)
