# SPDX-License-Identifier: EUPL-1.2
"""Words that tell the name of a person from other words with a capital."""

_PARTICLES = "al bin ben da de den der di du el het in la le op ’t 't te ten ter van von"
_BEGINNERS = """
aan alle als bel bij binnen buiten daar daarna dan dat de deze die dit doe door dus eerst elk elke en er geef geen ga
het hier hoe hun iedere ik in kies kijk laat leg let maak mail men met na naar neem niet niemand noem nu of om omdat
onder ook op oefen over schrijf sinds soms spreek stuur te tegen ten toen tot tussen uit vaak van vanaf vanuit veel
volgens voor vooraf vooral vraag waar wanneer want wat we welke werk wie wij zeg zet zie zij zo zoals zodra zonder zorg
a after all an and as ask at before but by call during every for from give how if let make no on our since some take
that the then there these they this to under we what when where which who with without write you
"""
_ORDINARY = """
assen bergen buren delft duiven hoorn houten huizen hulst kampen leiden losser putten sluis weert wierden
defensie douane ministerraad politie rechtspraak senate
"""
_TERMS = """
tweede kamer; eerste kamer; openbaar ministerie; koninklijke marechaussee; raad van state; hoge raad; den haag;
the hague; europese unie; european union; verenigde staten; united states; verenigde naties; united nations;
verenigd koninkrijk; united kingdom; zorg- en veiligheidshuis; microsoft teams; nederland; nederlandse; netherlands;
dutch; europa; europese; europe; european; belgie; duitsland; frankrijk; noord; oost; zuid; west; midden; centrum;
monday; tuesday; wednesday; thursday; friday; saturday; sunday; january; february; march; april; may; june; july;
august; september; october; november; december
"""
PARTICLES = frozenset(_PARTICLES.split())
"""What stands in small letters inside the name of a person."""
BEGINNERS = frozenset(_BEGINNERS.split())
"""Words with which a sentence begins, and no name."""
ORDINARY = frozenset(_ORDINARY.split())
"""Names of organisations that are words of every day too: alone they say nothing of which one is meant."""
TERMS = tuple(" ".join(term.split()) for term in _TERMS.split(";"))
"""What is written with a capital beside the names of partners, and is no person; plainly."""
