# SPDX-License-Identifier: EUPL-1.2
"""What partners and assessors say in the example. All of it is invented."""

SURE = ("shown", "likely", "likely", "likely", "unsure")
SAID = (
    ("Dit doen wij nog niet. Wij zien wel dat het nodig is.",
     "Hier is niets over afgesproken. Het hangt nu van één collega af."),
    ("De afspraak ligt er sinds dit jaar. Of zij werkt, weten wij nog niet.",
     "Er is een begin gemaakt met de buurgemeenten. Nog niet iedereen doet mee.",
     "Het staat in ons plan. In de praktijk schiet het er soms bij in."),
    ("Wij doen dit elke week en leggen het vast.",
     "In de steekproef van dit voorjaar klopte het bij alle dossiers.",
     "Alle teams werken zo. Nieuwe collega’s leren het in hun eerste maand."),
    ("In de oefening van dit jaar ging het goed. Twee verbeterpunten zijn afgerond.",
     "Een ander team keek met ons mee. Wat het vond, hebben wij verholpen."),
)  # fmt: skip
"""Words per level."""
NOT_FOR_US = (
    "Wij hebben deze taak niet. De veiligheidsregio doet dit voor ons.",
    "Dit werk ligt bij een andere organisatie in onze keten.",
    "In ons gebied komt dit niet voor.",
)
EVIDENCE = (
    ("Werkafspraak", "agreement", "Zaak V-2041 (voorbeeld)"),
    ("Verslag van de laatste oefening", "exercise", "Zaak V-2077 (voorbeeld)"),
    ("Telling over een halfjaar", "figure", "Zaak V-2090 (voorbeeld)"),
    ("Registratie van meldingen", "record", "Zaak V-2103 (voorbeeld)"),
)
OBJECTION = (
    "De vraag past niet bij een kleine gemeente. Wij spreken iedereen zelf, en een brief maakt dat afstandelijk."
)
REPLY = (
    "Wij begrijpen dit. Een gesprek dat u vastlegt, telt ook als bericht. Bij de volgende ronde staat dat in de vraag."
)
NOT_MEASURABLE = (
    "Deze toets meet niet of er aanslagen zijn voorkomen. Zij zegt wat partners zelf zien van hun eigen werk, "
    "en wat stukken daarvan laten zien. Stilte kan betekenen dat iets goed gaat, of dat niemand het zag."
)
_FEW = "Te weinig partners konden deze kant beantwoorden. Wij geven liever geen oordeel dan een gok."
STEPS: dict[tuple[str, str], tuple[int | None, str, str]] = {
    ("verwerven", "effective"): (2, "Bijna overal is duidelijk wie wat verwerft. Terugkoppeling werkt.", ""),
    ("verwerven", "legitimate"): (1, "Grondslagen staan op papier. Of mensen ze volgen, is zelden nagekeken.",
                                  "Een toetser zag genoeg stukken voor een trede hoger."),
    ("verwerven", "robust"): (2, "Kennis is verdeeld over meer mensen. Uitval van systemen is één keer geoefend.", ""),
    ("voorkomen", "effective"): (1, "Casusoverleggen starten snel, maar nazorg na afsluiten is nergens geregeld.", ""),
    ("voorkomen", "legitimate"): (2, "Betrokkenen krijgen bericht, ook als dat ongemakkelijk is.", ""),
    ("voorkomen", "robust"): (0, "In weekenden is er in de meeste streken niemand van de zorg bereikbaar.", ""),
    ("verdedigen", "effective"): (3, "Maatregelen volgen de inschatting van nu. Twee proeven lieten dat zien.", ""),
    ("verdedigen", "legitimate"): (2, "Wie beveiligd wordt, praat mee.", ""),
    ("verdedigen", "robust"): (None, _FEW, ""),
    ("voorbereiden", "effective"): (2, "Rollen zijn dag en nacht bezet. Lessen keren meestal terug.", ""),
    ("voorbereiden", "legitimate"): (1, "Sociale partners schuiven pas op de tweede dag aan.", ""),
    ("voorbereiden", "robust"): (1, "Twee plaatsen tegelijk is alleen op papier uitgewerkt.", ""),
    ("vervolgen", "effective"): (None, _FEW, ""),
    ("vervolgen", "legitimate"): (None, _FEW, ""),
    ("vervolgen", "robust"): (None, _FEW, ""),
}  # fmt: skip
FINDINGS: tuple[tuple[str, str, str, str, tuple[str, ...]], ...] = (
    ("voorkomen", "In het weekend is de zorg niet bereikbaar",
     "In de meeste streken is tussen vrijdagavond en maandag niemand van de ggz bereikbaar voor een zorgelijk signaal.",
     "Vaste inzet waarin zorg en politie per streek samen dienst hebben, ook ’s nachts.", ("voorkomen.r4",)),
    ("voorbereiden", "Sociale partners komen laat aan tafel",
     "Scholen en jeugdzorg horen pas na een dag wat er van hen wordt verwacht.",
     "Maak van de eerste oproep een lijst waarop ook sociale partners staan.", ("voorbereiden.l4",)),
    ("verwerven", "Niemand kijkt na of grondslagen worden gevolgd",
     "Er zijn afspraken over welke wet bij welke gegevensstroom hoort. Niemand controleert ze.",
     "Laat twee keer per jaar een buurorganisatie meekijken.", ("verwerven.l1", "verwerven.l3")),
)  # fmt: skip
"""Field, title, what is missing, what would mend it, and the questions that show it."""
