# SPDX-License-Identifier: EUPL-1.2
"""The story of slijtage in the example: attention is divided by agreement, local capacity wears, and people react."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

from vijfveld.law.acts.tasks import finish_task
from vijfveld.law.demo import Cast
from vijfveld.law.models import Task
from vijfveld.node import clock
from vijfveld.steering.acts.erosion import Note, agree_attention, note_signal
from vijfveld.strategy.acts.asks import Said, answer_ask
from vijfveld.strategy.models import Ask, Effort

AGREED = {"verwerven": 10, "voorkomen": 25, "verdedigen": 45, "voorbereiden": 10, "vervolgen": 10}
WHY = (
    "Bewaken vraagt de meeste mensen. Voorkomen krijgt een kwart, ook als het stil is. "
    "Verzonnen, en besproken met verzonnen partners."
)
TOGETHER = (
    "Elke gemeente zit boven haar bodem, maar samen is een stuk van de capaciteit weg. "
    "Wij bespreken het met de leden en kijken na de jaarwisseling opnieuw."
)
LESS = [
    (-104, "GM0363", "4", "In dit verzonnen verhaal zijn twee plaatsen een tijd niet ingevuld."),
    (-99, "GM0599", "3", "In dit verzonnen verhaal werken twee collega's tijdelijk elders."),
    (-97, "GM0518", "3", "In dit verzonnen verhaal is minder geld dan vorig jaar."),
    (-95, "zorg-en-veiligheidshuizen", "5", "In dit verzonnen verhaal liep een tijdelijke subsidie af."),
]
"""Towns and care that come to grant less; each keeps above its floor, so that nobody saw it happen."""


def story(cast: Cast) -> Iterator[int]:
    """A year in which everyone keeps above the floor, and together they still wear."""
    yield -300
    agree_attention(cast.caller("coordinator"), None, shares=AGREED, words=WHY)
    effort = Effort.objects.beyond_access("the example plays all parts").get(title="Lokaal casusoverleg paraat")
    for day, partner, fte, reason in LESS:
        yield day
        _gives_less(cast, effort, partner, Said("partly", Decimal(fte), reason))
    yield -29
    look_again = Note("review", TOGETHER, review_on=clock.now().date() + timedelta(days=62))
    note_signal(cast.caller("vng"), "local", look_again)
    yield -27
    asked = Note("effort", "Kunt u voorstellen hoe de plaatsen weer gevuld raken?", asked=cast.id("vng"))
    note_signal(cast.caller("coordinator"), "local", asked)


def _gives_less(cast: Cast, effort: Effort, partner: str, said: Said) -> None:
    rows = Ask.objects.beyond_access("the example plays all parts")
    ask = rows.get(effort=effort, partner_id=cast.id(partner))
    answer_ask(cast.caller(partner), ask.id, ask.version, said)
    tasks = Task.objects.beyond_access("the example plays all parts").filter(about=ask.urn, done_at__isnull=True)
    for task in tasks:
        finish_task(cast.caller("vng"), task.id)
