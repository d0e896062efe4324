# SPDX-License-Identifier: EUPL-1.2
"""Data brought in the example: a list of drivers that came in, and a second one that waits for its owner."""

from collections.abc import Iterator
from datetime import timedelta

from vijfveld.law.acts.importing import Reading, Upload, check_import, start_import, type_of, upload_file
from vijfveld.law.data.lines import guess
from vijfveld.law.data.reading import open_table
from vijfveld.law.data.running import bring
from vijfveld.law.demo import Cast
from vijfveld.law.models import Import
from vijfveld.node import clock

DRIVERS = "aanleidingen"
HEAD = "extern_id;soort;titel;uitspraak;te_lezen_in;vastgesteld_op;velden"
FIRST = [
    ("DB-01", "Reizigers keren verspreid terug", "Mensen komen alleen, zonder bericht vooraf.", "voorkomen; vervolgen"),
    ("DB-02", "Werven gebeurt in kleine groepen", "Besloten groepen op internet nemen de plaats in van open pagina's.",
     "verwerven; voorkomen"),
    ("DB-03", "Eenvoudige middelen", "Wie aanslaat, gebruikt wat in huis of in de winkel te vinden is.", "verdedigen"),
    ("DB-04", "Drukke plaatsen zijn het doel", "Stations, markten en festivals staan vaker genoemd dan gebouwen.",
     "verdedigen; voorbereiden"),
    ("DB-05", "Kinderen in opvangkampen", "Kinderen groeiden op met geweld en hebben hulp nodig als zij komen.",
     "voorkomen; voorbereiden"),
    ("DB-06", "Geld in kleine bedragen", "Geld gaat langs veel handen.", "verwerven; vervolgen"),
    ("DB-07", "Straf loopt af", "Dit jaar komen meer mensen vrij dan het jaar ervoor.", "voorkomen; vervolgen"),
    ("DB-08", "Spanning slaat over", "Gebeurtenissen elders leiden binnen een dag tot onrust in wijken.", "voorkomen"),
    ("DB-09", "Vals papier bij de grens", "Paspoorten van anderen duiken vaker op.", "verwerven; verdedigen"),
    ("DB-10", "Vakkennis verdwijnt", "Ervaren mensen vertrekken en hun plaatsen blijven maanden leeg.", "voorbereiden"),
    ("DB-11", "Vliegende toestellen", "Kleine toestellen op afstand zijn overal te koop.", "verdedigen; voorbereiden"),
    ("DB-12", "Hulp na een aanslag duurt lang", "Nazorg stopt vaak na een half jaar, klachten blijven.",
     "voorbereiden"),
]  # fmt: skip
KINDS = {"DB-04": "scenario", "DB-10": "bevinding uit een systeemtoets", "DB-11": "scenario",
         "DB-12": "bevinding uit een systeemtoets"}  # fmt: skip
THREAT = "uitspraak in een dreigingsbeeld"


def data_stories(cast: Cast) -> list[Iterator[float]]:
    """Both lists."""
    return [_brought(cast), _waiting(cast)]


def _brought(cast: Cast) -> Iterator[float]:
    """The coordinator brings twelve drivers; a thirteenth row has no title and stays behind."""
    yield -19
    lines = [
        f"{code};{KINDS.get(code, THREAT)};{title};{says};Lijst van het bureau;{_ago(60 + row)};\"{areas}\""
        for row, (code, title, says, areas) in enumerate(FIRST)
    ]  # fmt: skip
    lines.append(f"DB-13;{THREAT};;Deze regel is nog niet af.;Lijst van het bureau;{_ago(60)};verdedigen")
    found = _looked_over(cast, "aanleidingen-bureau.csv", lines)
    start_import(
        cast.caller("coordinator"), found.id, found.version, on_conflict="skip", leave_faulty=True, background=False
    )
    done = bring(found.id)
    if done.added != len(FIRST):
        raise AssertionError(f"the list of the example does not come in: {done.problems}")


def _waiting(cast: Cast) -> Iterator[float]:
    """A newer list was looked over and has all sorts of problems; nothing of it is kept yet."""
    yield -1
    lines = [
        f"DB-14;scenario;Twee plaatsen tegelijk;Hulpdiensten moeten kiezen.;Oefening;{_ago(9)};voorbereiden",
        f"DB-15;gerucht;Gehoord in de wandelgangen;Er is nog niets van bekend.;Gesprek;{_ago(8)};voorkomen",
        "DB-16;scenario;Uitval van berichten;Noodberichten komen een uur niet aan.;Oefening;12/25/2025;verdedigen",
        f"DB-16;scenario;Uitval van stroom;Een stad zit een nacht zonder stroom.;;{_ago(7)};\"verdedigen; herstellen\"",
        f"DB-02;{THREAT};Werven in gesloten groepen;De groepen zijn kleiner.;Lijst van het bureau;{_ago(6)};verwerven",
        "DB-17;scenario;Nog te gebeuren;Dit is pas over een maand vastgesteld.;Oefening;" + _ago(-30) + ";vervolgen",
    ]  # fmt: skip
    _looked_over(cast, "aanleidingen-aanvulling.csv", lines)


def _ago(days: int) -> str:
    day = clock.now() - timedelta(days=days)
    return f"{day.day}-{day.month}-{day.year}"


def _looked_over(cast: Cast, name: str, lines: list[str]) -> Import:
    content = "\r\n".join([HEAD, *lines]).encode()
    made = upload_file(cast.caller("coordinator"), DRIVERS, upload=Upload(name, content))
    table = open_table(content, name=name)
    columns = guess(type_of(made), table.headers)
    reading = Reading(table.sheet, columns, "bureau", "Lijst van het bureau")
    checked = check_import(cast.caller("coordinator"), made.id, made.version, reading=reading, background=False)
    return bring(checked.id)
