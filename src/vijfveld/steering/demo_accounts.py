# SPDX-License-Identifier: EUPL-1.2
"""The accounts of the example: one over half a year that was frozen, and one that is being written. Invented."""

from datetime import date, timedelta

from django.utils import timezone

from vijfveld.law.demo import Cast
from vijfveld.law.demo_stories import Story
from vijfveld.law.ledger import bring_up_to_date
from vijfveld.node import clock
from vijfveld.steering import bundling
from vijfveld.steering.acts.account_freezing import freeze_account, note_bundle, press_account
from vijfveld.steering.acts.account_remarks import Remarked, place_remark, read_account, reply_to_remark
from vijfveld.steering.acts.accounts import (
    Period,
    Written,
    keep_count,
    open_account,
    prepare_account,
    write_field,
    write_introduction,
)
from vijfveld.steering.models import Account, AccountField, AccountRemark
from vijfveld.steering.tallying import count_now
from vijfveld.steering.words import AccountEditionKind

INTRODUCTION = (
    "Dit is een verzonnen verantwoording in een voorbeeld. Zij laat zien hoe een half jaar werk van veel partners "
    "wordt verteld aan wie er niet bij was.\n"
    "Het dreigingsniveau bleef gelijk. Partners vroegen elkaar om inzet. De meeste vragen kregen "
    "een ja, soms voor een deel. Waar dat niet zo was, staat dat hieronder, met wat wij er niet van weten."
)
FIELDS = {
    "verwerven": Written(
        "Diensten, politie en gemeenten lazen dezelfde signalen. In de vreemdelingenketen is nu bekend waar een "
        "medewerker een signaal kwijt kan.",
        "Twee organisaties konden minder mensen vrijmaken dan gevraagd. Zij zeiden dat op tijd.",
        "Over hoe snel een signaal bij een gemeente moet zijn, denken partners verschillend.",
        "Wat niet werd gezien, telt nergens mee. Wij weten dus niet hoeveel signalen er hadden kunnen zijn.",
    ),
    "voorkomen": Written(
        "Voor kinderen die terugkomen ligt er voor aankomst een plan. Jeugdzorg en onderwijs werken daar samen aan.",
        "Er is een tekort aan behandelaren. Daardoor duurt samen duiden langer dan drie dagen.",
        "Of een gesprek iemand op een ander pad bracht, is vaak pas na jaren te zeggen.",
        "Wat niet gebeurde, laat zich niet tellen. Geen aanslag is geen bewijs dat dit werk hielp.",
    ),
    "verdedigen": Written(
        "De extra inzet voor vitale processen is opgegaan in de vaste inzet, na een oefening die goed ging.",
        "Het rooster van bewaken en beveiligen stond in twee weken onder druk.",
        "Meer beveiliging kan mensen geruststellen en ook onrust geven. Beide zijn gehoord.",
        "Of iemand door bewaking van een plan afzag, weten wij niet. Dat vraagt kennis van wat niemand ons vertelt.",
    ),
    "voorbereiden": Written(
        "Organisatoren van evenementen kennen hun rol. De afspraken staan op papier en zijn geoefend.",
        "Eén veiligheidsregio bleef onder de ondergrens voor getrainde crisisteams.",
        "Een oefening laat zien of mensen elkaar kennen. Of het bij nacht ook zo gaat, is niet geoefend.",
        "Een plan is gemaakt voor wat wij ons konden voorstellen. Wat wij niet bedachten, is niet getoetst.",
    ),
    "vervolgen": Written(
        "Opsporing en banken herkennen nieuwe geldroutes eerder. De reclassering zegde vier voltijdbanen toe.",
        "Een gemeente zei nee op de vraag om nazorg, met een reden die wij begrijpen.",
        "Of tijdelijke plaatsen in detentie nodig blijven, hangt af van zaken die nog lopen.",
        "Of iemand na detentie opnieuw de fout ingaat, is pas na jaren te zien en hangt van veel meer af dan van ons.",
    ),
}


def stories(cast: Cast) -> list[Story]:
    """The two accounts."""
    return [_half_a_year(cast), _this_year(cast)]


def _day(days: int) -> date:
    return timezone.localdate(clock.now()) + timedelta(days=days)


def _now(account: Account) -> Account:
    found: Account = Account.objects.beyond_access("the example goes on").get(pk=account.pk)
    return found


def _count(cast: Cast, account: Account) -> None:
    keep_count(cast.caller("coordinator"), account.id, count_now(account, clock.now()))


def _write(cast: Cast, account: Account, fields: dict[str, Written]) -> None:
    for area, written in fields.items():
        row = AccountField.objects.beyond_access("the example goes on").get(account=account, area=area)
        write_field(cast.caller("coordinator"), row.id, row.version, written)


def _half_a_year(cast: Cast) -> Story:
    yield -32
    period = Period("Verantwoording over een half jaar", _day(-184), _day(-2))
    account = prepare_account(cast.caller("coordinator"), period)
    _count(cast, account)
    write_introduction(cast.caller("coordinator"), account.id, account.version, introduction=INTRODUCTION)
    _write(cast, account, FIELDS)
    yield -31
    opened = _now(account)
    open_account(cast.caller("coordinator"), opened.id, opened.version, remarks_by=_day(24))
    yield -22
    remarks = [
        place_remark(cast.caller(partner), account.id, Remarked(words, area, aloud))
        for partner, area, words, aloud in (
            ("school-en-veiligheid", "voorkomen", "Scholen staan hier in één zin. Zij dragen elke week een deel van "
             "dit werk, en dat zien wij in geen enkel cijfer terug.", True),
            ("nederlandse-ggz", "voorkomen", "Het tekort aan behandelaren is geen tegenvaller maar de toestand van "
             "elke dag. Wij vragen om dat zo te schrijven.", True),
            ("veiligheidsregio-noordkust", "voorbereiden", "De ondergrens werd gesteld zonder naar ons rooster te "
             "kijken.", False),
        )
    ]  # fmt: skip
    read_account(cast.caller("politie"), account.id)
    yield -17
    replies = (
        "Dat klopt. Wij tellen vragen en antwoorden, en het werk in een klas is geen van beide. De zin blijft staan.",
        "Wij hebben het overgenomen in wat niet goed ging, en bespreken het in het volgende overleg.",
        "Wij kijken dit voor de volgende vraag samen na.",
    )
    for remark, reply in zip(remarks, replies, strict=True):
        row = AccountRemark.objects.beyond_access("the example goes on").get(pk=remark.pk)
        reply_to_remark(cast.caller("coordinator"), row.id, row.version, reply=reply)
    yield -4
    _freeze(cast, account)


def _freeze(cast: Cast, account: Account) -> None:
    found = _now(account)
    reasons = "De periode is voorbij, partners hebben haar gelezen en elke opmerking kreeg een antwoord."
    freeze_account(cast.caller("coordinator"), found.id, found.version, reasons=reasons)
    for edition in AccountEditionKind.values:
        for language in ("nl", "en"):
            press_account(cast.caller("coordinator"), found.id, edition, language)
    frame = bundling.frame_now(bring_up_to_date(clock.now()))
    sha256, size = bundling.measure(cast.viewers["coordinator"], _now(account), frame)
    note_bundle(cast.caller("coordinator"), found.id, frame.stored(), sha256, size)


def _this_year(cast: Cast) -> Story:
    yield -9
    period = Period("Verantwoording over dit jaar", _day(-300), _day(60))
    account = prepare_account(cast.caller("coordinator"), period)
    _count(cast, account)
    _write(cast, account, {"voorkomen": FIELDS["voorkomen"]})
