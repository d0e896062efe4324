# SPDX-License-Identifier: EUPL-1.2
"""The parameters of a field: read from YAML or from typed lines, checked, and made into the field of the method."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from vijfveld.methods import morphology
from vijfveld.node.yamlfile import read
from vijfveld.strategy.acts.faults import Faults

LIBRARY = Path(__file__).parent / "library" / "scenariovelden.yaml"
FEWEST_PARAMETERS, MOST_PARAMETERS = 2, 12
FEWEST_VALUES, MOST_VALUES = 2, 8
Json = dict[str, Any]


@dataclass(frozen=True)
class Shipped:
    """A field that comes with Vijfveld: our reading of the annex, to be changed by who uses it."""

    code: str
    words: Mapping[str, Json]
    parameters: list[Json]
    excluded: list[Json]
    serves: tuple[str, ...]

    @property
    def told(self) -> Json:
        """Its title and purpose in the reader's language."""
        return dict(self.words["en" if get_language() == "en" else "nl"])


@cache
def shipped() -> dict[str, Shipped]:
    """The shipped fields by code."""
    return {
        one["code"]: Shipped(
            code=one["code"], words={"nl": one["nl"], "en": one["en"]}, parameters=_plain(one["parameters"]),
            excluded=_plain(one["excluded"]), serves=tuple(one["serves"]),
        )
        for one in read(LIBRARY).data["fields"]
    }  # fmt: skip


def _plain(rows: Iterable[Mapping[str, Any]]) -> list[Json]:
    """Rows as JSON keeps them: lists, not tuples."""
    return [{**row, "values": [dict(one) for one in row["values"]]} if "values" in row else dict(row) for row in rows]


def name_of(part: Mapping[str, Any]) -> str:
    """The name of a parameter or value in the reader's language."""
    return str(part["en"] if get_language() == "en" and part.get("en") else part["nl"])


def names(parameters: Iterable[Json]) -> dict[str, str]:
    """What `parameter` and `parameter/value` are called."""
    found = {}
    for parameter in parameters:
        found[parameter["code"]] = name_of(parameter)
        found |= {f"{parameter['code']}/{value['code']}": name_of(value) for value in parameter["values"]}
    return found


def reason_of(code: str, first: str, second: str, words: str) -> str:
    """Why a pair does not go together, in the reader's language as long as a shipped reason was not rewritten."""
    if get_language() != "en" or code not in shipped():
        return words
    for one in shipped()[code].excluded:
        if pair_of(one["first"], one["second"]) == (first, second) and one["nl"] == words:
            return str(one["en"])
    return words


def changed(code: str, parameters: list[Json]) -> bool:
    """Whether the uncertainties of a field are no longer those of the shipped field it began with."""
    return code not in shipped() or parameters != shipped()[code].parameters


def pair_of(first: str, second: str) -> tuple[str, str]:
    """A pair written one way."""
    return (first, second) if first < second else (second, first)


def as_field(parameters: Iterable[Json], excluded: Iterable[tuple[str, str, str]]) -> morphology.Field:
    """The field of the method; excluded: (first, second, ground) by `parameter/value`."""
    spread = {one["code"]: [value["code"] for value in one["values"]] for one in parameters}
    pairs = [(_split(first), _split(second), ground) for first, second, ground in excluded]
    return morphology.Field(spread, pairs)


def _split(place: str) -> tuple[str, str]:
    parameter, _slash, value = place.partition("/")
    return parameter, value


def as_lines(parameters: Iterable[Json]) -> str:
    """Parameters as people type them: `name: value; value`, a line each."""
    return "\n".join(f"{one['nl']}: {'; '.join(value['nl'] for value in one['values'])}" for one in parameters)


def from_lines(text: str, before: Iterable[Json] = ()) -> list[Json]:
    """Read what people typed. A name that stood before keeps its code and its English."""
    known = {one["nl"].casefold(): one for one in before}
    return [_parameter(line, known) for line in text.splitlines() if line.strip()]


def _parameter(line: str, known: Mapping[str, Json]) -> Json:
    name, _colon, rest = line.partition(":")
    old = known.get(name.strip().casefold(), {})
    values = {value["nl"].casefold(): value for value in old.get("values", [])}
    words = [word.strip() for word in rest.split(";") if word.strip()]
    kept = {key: old[key] for key in ("en",) if key in old}
    return {
        "code": old.get("code") or slugify(name)[:30], "nl": name.strip(), **kept,
        "values": [values.get(word.casefold()) or {"code": slugify(word)[:30], "nl": word} for word in words],
    }  # fmt: skip


def check_parameters(parameters: list[Json], faults: Faults, *, name: str = "lines") -> None:
    """Note what is wrong with the parameters of a field; all of it in one sentence after another."""
    problems = [*_wrong_counts(parameters), *_wrong_names(parameters)]
    faults.add(name, " ".join(map(str, problems)), when=bool(problems))


def _wrong_counts(parameters: list[Json]) -> Iterable[Any]:
    if not FEWEST_PARAMETERS <= len(parameters) <= MOST_PARAMETERS:
        yield _("Een veld heeft twee tot twaalf onzekerheden, elk op een eigen regel.")
    for one in parameters:
        if not FEWEST_VALUES <= len(one["values"]) <= MOST_VALUES:
            told = {"name": one["nl"] or "…"}
            yield _("«%(name)s» heeft twee tot acht waarden nodig: naam, dubbele punt, waarden met puntkomma's.") % told


def _wrong_names(parameters: list[Json]) -> Iterable[Any]:
    codes = [one["code"] for one in parameters]
    for one in parameters:
        inside = [value["code"] for value in one["values"]]
        long = max((len(value["nl"]) for value in one["values"]), default=0)
        if not one["code"] or codes.count(one["code"]) > 1:
            yield _("«%(name)s» staat er twee keer of heeft geen naam.") % {"name": one["nl"] or "…"}
        if len(set(inside)) < len(inside) or not all(inside):
            yield _("«%(name)s» heeft twee waarden met dezelfde naam, of een waarde zonder letters.") % {
                "name": one["nl"]
            }
        if len(one["nl"]) > 80 or long > 80:
            yield _("Houd elke naam bij «%(name)s» onder de 80 tekens.") % {"name": one["nl"][:40]}
