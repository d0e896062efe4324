# SPDX-License-Identifier: EUPL-1.2
"""The faults of a ledger file in Dutch, and by translation in English; needs no site and no store."""

from collections.abc import Callable

from vijfveld.methods.ledgerfile import Fault, FaultKind, Report


def _(text: str) -> str:
    return text


WORDS: dict[FaultKind, str] = {
    FaultKind.HEADER_UNREADABLE: _("De eerste regel is niet te lezen."),
    FaultKind.LINE_UNREADABLE: _("De regel van post {first} is niet te lezen."),
    FaultKind.LINE_AFTER_END: _("Er staat nog iets na het einde van het bestand."),
    FaultKind.CHECKPOINT_MISSING: _("Het bestand eindigt niet met een ijkpunt."),
    FaultKind.CHECKPOINT_UNREADABLE: _("Het ijkpunt is niet te lezen."),
    FaultKind.SIGNATURE_REFUSED: _("De handtekening onder het ijkpunt klopt niet."),
    FaultKind.KEY_DIFFERS: _("De sleutel in het bestand is niet de sleutel die u vertrouwt."),
    FaultKind.ORIGIN_DIFFERS: _("De eerste regel en het ijkpunt zijn van verschillende registers."),
    FaultKind.SIZE_DIFFERS: _("De eerste regel en het ijkpunt noemen verschillende aantallen."),
    FaultKind.BODY_CHANGED: _("Post {first} is gewijzigd: de inhoud is niet wat er is verzegeld."),
    FaultKind.LEAF_CHANGED: _("Post {first}: het controlegetal is gewijzigd; de inhoud klopt."),
    FaultKind.BODY_OR_LEAF_CHANGED: _("Post {first} is gewijzigd: inhoud en controlegetal horen niet bij elkaar."),
    FaultKind.ROW_MISSING: _("Er ontbreken posten tussen {first} en {last}."),
    FaultKind.ROW_MOVED: _("Post {first} staat niet op zijn plaats."),
    FaultKind.ROW_REPEATED: _("Post {first} staat er meer dan een keer."),
    FaultKind.ROW_BEYOND: _("Posten {first} tot en met {last} staan buiten het ijkpunt."),
    FaultKind.NODES_CHANGED: _("De tussenknopen in de laatste regel zijn gewijzigd."),
    FaultKind.SUBTREE_DIFFERS: _("In de posten {first} tot en met {last} is iets gewijzigd."),
    FaultKind.ROOT_DIFFERS: _("De posten {first} tot en met {last} geven niet de wortel van het ijkpunt."),
    FaultKind.OLD_CHECKPOINT_REFUSED: _("Het oude ijkpunt is niet te vertrouwen."),
    FaultKind.PAST_REWRITTEN: _("Het verleden is herschreven: de posten tot en met {last} zijn niet meer dezelfde."),
    FaultKind.SHORTER_THAN_BEFORE: _("Het register is korter dan het oude ijkpunt: er zijn posten verdwenen."),
}


def sentence(fault: Fault, translated: Callable[[str], str]) -> str:
    """One fault, in the words of the reader, with the sentence of the method behind it."""
    said = translated(WORDS[fault.kind]).format(first=fault.first, last=fault.last)
    return f"{said} [{fault.kind.value}]"


def sentences(report: Report, translated: Callable[[str], str] | None = None) -> list[str]:
    """Every fault of a report."""
    if translated is None:
        from django.utils.translation import gettext

        translated = gettext
    return [sentence(fault, translated) for fault in report.faults]
