# SPDX-License-Identifier: EUPL-1.2
"""The erosion watch on a node: counted from the ledger, the same for everyone, and people act on it themselves."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.strategy.conftest import network, reader, words_of
from vijfveld.law.models import Deadline, Reasoning, Task
from vijfveld.law.refusals import Invalid, Refused, Stale
from vijfveld.methods.erosion.watch import FLOOR, MOST_APART, MOST_DRIFT, MOST_LOST
from vijfveld.node.roles import Discipline, OrganisationKind, Reach, Role
from vijfveld.steering.acts import erosion as acts
from vijfveld.steering.acts.erosion import Note
from vijfveld.steering.erosion_words import TOLD, Signal
from vijfveld.steering.models import ErosionNote
from vijfveld.steering.queries.erosion import watch
from vijfveld.strategy.acts.asks import Said, answer_ask, put_ask
from vijfveld.strategy.acts.levels import Setting, set_threat_level
from vijfveld.strategy.models import Ask, Effort
from vijfveld.strategy.words import Area

__all__ = ["network", "reader"]
SIZE = 6
AREAS = [area.value for area in Area]


class Years:
    """A network in which six towns and six national partners work in fixed effort in every field."""

    def __init__(self, network) -> None:
        self.network, self.world = network, network.world
        self.towns = [self._partner(f"Gemeente Proef {at}", Reach.LOCAL, Discipline.SOCIAL) for at in range(SIZE)]
        self.nationals = [self._partner(f"Dienst {at}", Reach.NATIONAL, Discipline.SECURITY) for at in range(SIZE)]
        self.asks = {}

    def _partner(self, name, reach, discipline):
        sort = OrganisationKind.MUNICIPALITY if reach == Reach.LOCAL else OrganisationKind.AGENCY
        self.world.organisation(name, reach=reach, discipline=discipline, sort=sort)
        return self.world.person(f"Liaison van {name}", name, Role.LIAISON)

    def begin(self, objective="voorkomen.doel", fte=4):
        effort = self.network.fixed(objective=objective, title=f"Vast {objective}")
        for partner in [*self.towns, *self.nationals]:
            self.asks[objective, partner.organisation] = self.ask(effort, partner, fte)
        return effort

    def ask(self, effort, partner, fte) -> Ask:
        asked = put_ask(
            self.world.caller(self.network.coordinator), effort.id, partner=partner.organisation, what="Mensen.",
            capacity=Decimal(fte), floor=Decimal(1), reply_by=self.world.now.date() + timedelta(days=20),
        )  # fmt: skip
        self.say(asked, partner, "accepted")
        return asked

    def say(self, ask, partner, reply, fte=None) -> None:
        now = Ask.objects.beyond_access("test").get(pk=ask.pk)
        said = Said(reply, Decimal(fte) if fte else None, "" if reply == "accepted" else "Wij hebben minder mensen.")
        answer_ask(self.world.caller(partner), now.id, now.version, said)

    def months(self, number) -> None:
        self.world.later(days=31 * number)

    def wear(self, partners, fte, objective="voorkomen.doel") -> None:
        for partner in partners:
            self.say(self.asks[objective, partner.organisation], partner, "partly", fte)

    def caller(self, viewer=None):
        return self.world.caller(viewer or self.network.coordinator)

    def set_level(self, level) -> None:
        setting = Setting(level, "DTN proef", self.world.now.date() + timedelta(days=180))
        words = Reasoning("Het beeld veranderde.", alternatives="Hetzelfde niveau is overwogen.")
        set_threat_level(self.world.caller(self.network.decider), setting, words)

    def seen(self, viewer=None, day: date | None = None):
        return watch(self.now(viewer or self.network.coordinator), day or self.world.now.date())

    def now(self, viewer):
        return type(viewer)(viewer.person, viewer.organisation, viewer.roles, now=self.world.now)


@pytest.fixture
def years(network):
    return Years(network)


def states(seen):
    return {signal.value: one.state.value for signal, one in seen.signals.items()}


@pytest.mark.mission("S7")
def test_an_empty_node_knows_nothing_and_alarms_at_nothing(network):
    seen = watch(network.coordinator, network.world.now.date())
    assert set(states(seen).values()) == {"unknown"}
    assert seen.on == []


@pytest.mark.mission("S7")
def test_local_capacity_that_wears_alarms_after_two_months_and_national_stays_calm(years):
    years.begin()
    years.months(3)
    assert states(years.seen())["local"] == "calm"
    years.wear(years.towns, 3)
    assert states(years.seen())["local"] == "calm", "the running month does not count yet"
    years.months(1)
    assert states(years.seen())["local"] == "look"
    years.months(1)
    assert (states(years.seen())["local"], states(years.seen())["national"]) == ("alarm", "calm")
    assert states(years.seen(years.towns[0])) == states(years.seen()), "everyone in the network reads the same"
    before = years.world.now.date() - timedelta(days=75)
    assert states(years.seen(day=before))["local"] == "calm", "a day before it began is told as it was"


@pytest.mark.mission("S7")
def test_what_rests_on_fewer_than_five_organisations_is_not_told_and_alarms_at_nothing(years, reader):
    years.towns, years.nationals = years.towns[:4], years.nationals[:4]
    years.begin()
    years.months(3)
    years.wear(years.towns, 1)
    years.months(3)
    seen = years.seen()
    assert {states(seen)[name] for name in ("attention", "drift", "local", "national")} == {"unknown"}
    text = reader(years.network.coordinator).text("/slijtage/lokaal")
    assert "Minder dan vijf lokale organisaties" in text
    assert "rusten op te weinig organisaties" in text
    assert "Organisaties die leveren" not in text


@pytest.mark.mission("S7")
def test_the_watch_is_stricter_and_loudest_when_the_level_falls(years, reader):
    years.begin()
    years.months(3)
    years.set_level("substantieel")
    years.wear(years.towns, "3.7")
    years.months(2)
    page = reader(years.network.coordinator)
    assert states(years.seen())["local"] == "calm", "less than a tenth is lost"
    assert "Wat slijt" not in page.text("/")
    years.set_level("aanzienlijk")
    fallen = years.seen()
    assert (fallen.fall.before, fallen.fall.after) == ("4 substantieel", "3 aanzienlijk")
    assert states(fallen)["local"] == "alarm", "the moment of the fall is judged as strictly as what follows"
    for path in ("/", "/slijtage", "/slijtage/lokaal"):
        text = page.text(path)
        assert "Het dreigingsniveau daalde. Juist nu opletten." in text
    home = page.text("/")
    assert home.index("Juist nu opletten") < home.index("Wat slijt") < home.rindex("Wat loopt af")
    assert "Sinds het niveau daalde" in page.text("/slijtage/lokaal")
    years.world.later(days=400)
    assert years.seen().fall is None
    assert states(years.seen())["local"] == "calm", "a year later the usual bands hold again"


@pytest.mark.mission("S7")
def test_a_level_that_rose_again_is_no_longer_told_as_fallen_but_the_bands_stay(years, reader):
    years.begin()
    years.set_level("substantieel")
    years.months(1)
    years.set_level("beperkt")
    years.months(1)
    years.set_level("aanzienlijk")
    years.months(1)
    assert years.seen().fall.before == "4 substantieel", "half way back is not back"
    years.set_level("substantieel")
    assert years.seen().fall is None
    assert "Het dreigingsniveau daalde" not in reader(years.network.coordinator).text("/")
    years.months(1)
    years.set_level("aanzienlijk")
    assert years.seen().fall.after == "3 aanzienlijk", "a fall after that is told again"


@pytest.mark.mission("S7")
def test_a_field_without_effort_is_seen_and_people_agree_on_attention_themselves(years):
    for area in ("verwerven", "voorkomen", "verdedigen", "voorbereiden", "vervolgen"):
        years.begin(f"{area}.doel", 2)
    first = acts.agree_attention(years.caller(), None, shares=dict.fromkeys(AREAS, 20), words="Elk veld evenveel.")
    years.months(2)
    assert states(years.seen())["attention"] == "calm"
    one = {**dict.fromkeys(AREAS, 5), "verdedigen": 80}
    acts.agree_attention(years.caller(), first.id, shares=one, words="Alles naar een.")
    assert states(years.seen())["attention"] == "alarm", "held against what stands now"
    assert years.seen(day=years.world.now.date() - timedelta(days=20)).agreed.shares["verdedigen"] == 20


@pytest.mark.parametrize(
    ("shares", "fields"),
    [
        ({**dict.fromkeys(AREAS, 20), "vervolgen": 21}, {"shares"}),
        ({**dict.fromkeys(AREAS, 24), "vervolgen": 4}, {"vervolgen"}),
        ({}, {*AREAS, "shares"}),
    ],
)
def test_a_division_that_leaves_a_field_out_is_refused_with_every_fault(years, shares, fields):
    with pytest.raises(Invalid) as refused:
        acts.agree_attention(years.caller(), None, shares=shares, words=" ")
    assert set(refused.value.problems) == fields | {"words"}


def test_whoever_did_not_see_the_division_that_stands_does_not_replace_it(years, reader):
    years.begin()
    years.months(2)
    page, path = reader(years.network.coordinator), "/slijtage/aandacht/verdelen"
    even, own = dict.fromkeys(AREAS, "20"), {**dict.fromkeys(AREAS, "15"), "vervolgen": "40"}
    first = acts.agree_attention(years.caller(), None, shares=dict.fromkeys(AREAS, 20), words="Elk veld evenveel.")
    assert f'name="before" value="{first.id}"' in page.get(path).content.decode()
    with pytest.raises(Stale):
        acts.agree_attention(years.caller(), None, shares={**dict.fromkeys(AREAS, 15), "vervolgen": 40}, words="Meer.")
    late = page.post(path, key="a1", words="Meer naar vervolgen.", **own)
    assert late.status_code == 409
    assert "legde intussen een verdeling vast" in words_of(late)
    assert "Elk veld evenveel." in words_of(late)
    assert "Meer naar vervolgen." in words_of(late)
    assert f'name="before" value="{first.id}"' in late.content.decode(), "whoever read it may go on"
    assert years.seen().agreed == first
    assert page.post(path, key="a2", words="Meer.", before=first.id, **own).status_code == 302
    assert years.seen().agreed.shares["vervolgen"] == 40
    assert page.post(path, key="a3", words="Terug.", before=first.id, **even).status_code == 409
    assert "niet meer goed te lezen" in words_of(page.post(path, key="a4", words="Terug.", before="x", **even))


@pytest.fixture
def worn(years):
    years.begin()
    years.months(3)
    years.wear(years.towns, 3)
    years.months(3)
    return years


@pytest.mark.mission("S7")
def test_people_act_on_a_signal_that_is_on_and_nothing_follows_by_itself(worn):
    efforts = Effort.objects.beyond_access("test").count()
    with pytest.raises(Refused, match="niet aan"):
        acts.note_signal(worn.caller(), "national", Note("noted", "Even kijken."))
    with pytest.raises(Invalid) as refused:
        acts.note_signal(worn.caller(), "local", Note("review", " "))
    assert set(refused.value.problems) == {"words", "review_on"}
    with pytest.raises(Invalid) as refused:
        acts.note_signal(worn.caller(), "local", Note("effort", "Wie helpt?"))
    assert set(refused.value.problems) == {"asked"}
    aside = Note("noted", "Gezien.", review_on=date(2030, 1, 1), asked=worn.towns[1].organisation)
    with pytest.raises(Invalid) as refused:
        acts.note_signal(worn.caller(), "local", aside)
    assert set(refused.value.problems) == {"asked", "review_on"}
    own = Note("effort", "Wij zelf?", asked=worn.towns[0].organisation)
    with pytest.raises(Invalid) as refused:
        acts.note_signal(worn.caller(worn.towns[0]), "local", own)
    assert "eigen organisatie" in str(refused.value.problems["asked"])
    day = worn.world.now.date() + timedelta(days=30)
    review = acts.note_signal(worn.caller(worn.towns[0]), "local", Note("review", "Wij kijken samen.", review_on=day))
    assert (review.state, review.organisation_id) == ("alarm", worn.towns[0].organisation)
    assert Deadline.objects.beyond_access("test").get(about=review.urn).what == "erosion.review"
    asked = worn.towns[1].organisation
    request = acts.note_signal(worn.caller(), "local", Note("effort", "Stel iets voor.", asked=asked))
    assert Task.objects.beyond_access("test").get(about=request.urn).organisation_id == asked
    with pytest.raises(Refused, match="Alleen wie dit vastlegde"):
        acts.close_note(worn.caller(worn.towns[2]), request.id, request.version, outcome="Ik ook.")
    acts.close_note(worn.caller(worn.towns[1]), request.id, request.version, outcome="Wij stellen een halve fte voor.")
    assert Task.objects.beyond_access("test").get(about=request.urn).done_at is not None
    acts.close_note(worn.caller(worn.towns[0]), review.id, review.version, outcome="Het herstelt.")
    assert Deadline.objects.beyond_access("test").get(about=review.urn).state == "met"
    with pytest.raises(Refused, match="al afgerond"):
        acts.close_note(worn.caller(), request.id, request.version + 1, outcome="Nog eens.")
    assert Effort.objects.beyond_access("test").count() == efforts


@pytest.mark.mission("S7")
def test_beneath_a_signal_everyone_sees_only_the_commitments_they_may_see(worn, reader):
    everything = reader(worn.network.coordinator).text("/slijtage/lokaal")
    own = reader(worn.towns[0]).text("/slijtage/lokaal")
    other = reader(worn.nationals[0]).text("/slijtage/lokaal")
    assert all(f"Gemeente Proef {at}: Vast" in everything for at in range(SIZE))
    assert "Gemeente Proef 0: Vast voorkomen.doel" in own
    assert "Gemeente Proef 1" not in own
    assert "Gemeente Proef" not in other.partition("Wat eronder ligt")[2]
    assert "U ziet geen toezegging die veranderde." in other
    for text in (everything, own, other):
        assert "18 fte" in text, "the figure is the same for all"


@pytest.mark.mission("S7")
def test_a_signal_is_worked_from_its_pages(worn, reader):
    page = reader(worn.network.coordinator)
    text = page.text("/slijtage")
    assert "Van de vijf signalen is er 1 aan." in text
    assert text.index("Slijtage van lokale capaciteit") < text.index("Selectieve aandacht")
    assert text.count("Wat dit niet laat zien") == len(Signal)
    assert "Slijtage van lokale capaciteit" in page.text("/")
    bad = page.post("/slijtage/lokaal/reageren", key="e1", sort="review", words="", review_on="gisteren", asked="")
    assert bad.status_code == 400
    assert all(said in words_of(bad) for said in ("Schrijf waarom.", "Dit is geen dag."))
    day = (worn.world.now.date() + timedelta(days=20)).isoformat()
    made = page.post(
        "/slijtage/lokaal/reageren", key="e2", sort="review", words="Na de zomer.", review_on=day, asked=""
    )
    note = ErosionNote.objects.beyond_access("test").get()
    assert made["Location"] == f"/slijtage/notities/{note.id}"
    assert "Na de zomer." in page.text(made["Location"])
    assert "Rond af" not in reader(worn.towns[0]).text(made["Location"])
    bad = page.post(f"{made['Location']}/afronden", key="e3", version="1", outcome="")
    assert "Schrijf wat u zag" in words_of(bad)
    page.post(f"{made['Location']}/afronden", key="e4", version="1", outcome="Het trekt bij.")
    assert "Het trekt bij." in page.text(made["Location"])
    agree = "/slijtage/aandacht/verdelen"
    bad = page.post(agree, key="e5", words="", **{**dict.fromkeys(AREAS, "20"), "vervolgen": "veel"})
    assert all(said in words_of(bad) for said in ("heel getal van 5 tot 80", "waarom dit de verdeling is"))
    bad = page.post(agree, key="e6", words="Zo.", **{**dict.fromkeys(AREAS, "20"), "vervolgen": "30"})
    assert "samen geen 100%" in words_of(bad)
    assert page.post(agree, key="e7", words="Zo.", **dict.fromkeys(AREAS, "20"))["Location"] == "/slijtage/aandacht"
    assert "Zo." in page.text("/slijtage/aandacht")
    assert page.get("/slijtage/landelijk/reageren").status_code == 403
    assert page.get("/slijtage/onzin").status_code == 404
    assert "niet te lezen" in page.text("/slijtage?op=morgen")
    assert "ligt in de toekomst" in page.text("/slijtage/lokaal?op=2199-01-01")
    assert "Zo stond het op" in page.text("/slijtage?op=2026-05-01")
    assert "Erosion of local capacity" in page.text("/slijtage", "en")


def test_whoever_does_not_work_with_partners_reads_no_signal(worn, reader):
    overseer = worn.world.person("Tess Toezicht", "Inspectie", Role.OVERSIGHT)
    page = reader(overseer)
    text = page.text("/slijtage")
    assert "ziet u niet met uw rol" in text
    assert "fte" not in text
    assert page.get("/slijtage/lokaal").status_code == 404
    assert "Wat slijt" not in page.text("/")


def test_the_numbers_in_the_words_are_those_of_the_rules():
    for at in (False, True):
        assert f"{MOST_APART[at]:.2f}".replace(".", ",") in str(TOLD[Signal.ATTENTION].usual)
        assert f"{MOST_DRIFT[at]:.2f}".replace(".", ",") in str(TOLD[Signal.DRIFT].usual)
        for signal in (Signal.NATIONAL, Signal.LOCAL):
            assert f"{MOST_LOST[at]:.0%}" in str(TOLD[signal].usual)
    assert FLOOR == 1 / 4
    assert "een kwart" in str(TOLD[Signal.ATTENTION].usual)
