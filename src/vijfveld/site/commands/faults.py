# SPDX-License-Identifier: EUPL-1.2
"""A sentence for every fault that can reach the command line."""

import errno
import sys
from typing import Any

from vijfveld.site.commands.words import _


def sentence_for(error: BaseException) -> str:
    """What went wrong and what to do, in one or two sentences."""
    refusal = _as_refusal(error)
    if refusal is not None:
        problems = [str(sentence) for sentence in refusal.problems.values()]
        return "\n".join([str(refusal.sentence), *problems])
    name = type(error).__name__
    if name == "NotMade":
        return _("Deze node is nog niet gemaakt. Doe eerst: vijfveld setup --name “…” --profile coordinator")
    if isinstance(error, OSError):
        return _about_files(error)
    if name == "NotUsable":
        return _("Het bestand van VIJFVELD_OIDC is niet te gebruiken: {error}").format(error=error)
    if _is_of_the_database(error) and any(words in str(error) for words in ("no such table", "does not exist")):
        return _("De opslag is er nog niet, of niet van deze versie. Doe: vijfveld setup")
    if _is_of_the_database(error):
        return _("De database geeft een fout: {error}. Doe: vijfveld doctor").format(error=str(error).strip())
    sentence = _("Er ging iets mis ({name}: {error}). Met --debug ziet u alles. Doe ook: vijfveld doctor")
    return sentence.format(name=name, error=str(error).strip())


def _about_files(error: OSError) -> str:
    where = error.filename or ""
    if isinstance(error, PermissionError):
        return _("Geen toegang tot {where}. Geef de gebruiker van Vijfveld rechten op deze map.").format(where=where)
    if isinstance(error, FileNotFoundError):
        return _("Dit bestand is er niet: {where}").format(where=where)
    if isinstance(error, IsADirectoryError):
        return _("{where} is een map. Noem een bestand.").format(where=where)
    if isinstance(error, FileExistsError | NotADirectoryError):
        return _("{where} is geen map. Noem een map.").format(where=where)
    if error.errno == errno.ENOSPC:
        return _("De schijf is vol. Maak ruimte en probeer het opnieuw.")
    if error.errno == errno.EROFS:
        return _("{where} staat op een schijf die alleen te lezen is.").format(where=where)
    code = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return _("Het lukte niet met {where} (fout {code}).").format(where=where, code=code)


def _is_of_the_database(error: BaseException) -> bool:
    database = sys.modules.get("django.db")
    return database is not None and isinstance(error, database.Error)


def _as_refusal(error: BaseException) -> Any:
    """The refusal an error is or comes down to, when the law has been loaded."""
    refusals = sys.modules.get("vijfveld.law.refusals")
    if refusals is None:
        return None
    if isinstance(error, refusals.Refused):
        return error
    try:
        with refusals.bad_weather():
            raise error
    except refusals.Refused as refusal:
        return refusal
    except BaseException:
        return None
