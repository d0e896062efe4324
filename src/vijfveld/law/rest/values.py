# SPDX-License-Identifier: EUPL-1.2
"""The values that the API takes and gives: Dutch names outside, ours inside, and strict about their JSON form.

class AskIn(In, title="VraagIn"):
    partner: UUID
    capacity: Fte = Field(alias="capaciteit")
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from django.db.models import TextChoices
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema


class Out(BaseModel):
    """What a record is to a program: read from its attributes, written under Dutch names."""

    model_config = ConfigDict(from_attributes=True)


class In(BaseModel):
    """What a program sends; a name that is not known is refused."""

    model_config = ConfigDict(extra="forbid")

    @classmethod
    def outside(cls, field: str) -> str:
        """The name of a field as programs know it."""
        known = cls.model_fields.get(field)
        return (known.alias if known and known.alias else field) or field


def _only(kinds: tuple[type, ...], what: str, value: Any) -> Any:
    if not isinstance(value, kinds) or isinstance(value, bool):
        raise PydanticCustomError("wrong_type", "{what}", {"what": what})
    return value


def _text_first(value: Any) -> Any:
    return _only((str,), "text", value)


def _number_first(value: Any) -> Any:
    return _only((int, float), "number", value)


def _in_reach(value: date) -> date:
    if not 1900 <= value.year < 2200:
        raise PydanticCustomError("date_out_of_reach", "between 1900 and 2200")
    if isinstance(value, datetime) and value.tzinfo is None:
        raise PydanticCustomError("timezone_aware", "no time zone")
    return value


def _flag(value: Any) -> Any:
    words = {"true": True, "false": False, True: True, False: False}
    if not isinstance(value, bool | str) or value not in words:
        raise PydanticCustomError("bool_type", "true or false")
    return words[value]


PATTERN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
"""No control characters but tab and line ends: no text holds them, and some stores refuse them."""
Line = Annotated[str, StringConstraints(max_length=200, pattern=PATTERN)]
Text = Annotated[str, StringConstraints(max_length=8000, pattern=PATTERN)]
Code = Annotated[str, StringConstraints(max_length=80, pattern=r"^[A-Za-z0-9._-]+$")]
Name = Annotated[str, StringConstraints(max_length=140, pattern=r"^[A-Za-z0-9:._-]+$")]
Day = Annotated[
    date, BeforeValidator(_text_first), AfterValidator(_in_reach), WithJsonSchema({"type": "string", "format": "date"})
]
Moment = Annotated[
    datetime, BeforeValidator(_text_first), AfterValidator(_in_reach),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]  # fmt: skip
Fte = Annotated[
    Decimal, BeforeValidator(_number_first), Field(max_digits=7, decimal_places=2, ge=0),
    PlainSerializer(float, return_type=float),
    WithJsonSchema({"type": "number", "minimum": 0, "maximum": 99999.99, "description": "Voltijdbanen."}),
]  # fmt: skip
"""Capacity in full-time jobs, as a JSON number with two decimals."""
Given = Annotated[Decimal, PlainSerializer(float, return_type=float)]
"""The same on its way out, where nothing needs to be checked."""
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]


@dataclass(frozen=True)
class Told:
    """A code of ours, said in the word of the API."""

    words: Mapping[str, str]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        said = core_schema.plain_serializer_function_ser_schema(lambda code: self.words.get(code))
        return core_schema.any_schema(serialization=said)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return _enumerated(self.words)


@dataclass(frozen=True)
class Heard:
    """A word of the API, understood as a code of ours."""

    words: Mapping[str, str]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(self._code)

    def _code(self, word: Any) -> str:
        codes = {said: code for code, said in self.words.items() if said}
        if not isinstance(word, str) or word not in codes:
            raise PydanticCustomError("enum", "one of {words}", {"words": ", ".join(codes)})
        return codes[word]

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return _enumerated({code: said for code, said in self.words.items() if said})


def _enumerated(words: Mapping[str, Any]) -> dict[str, Any]:
    kinds = ["string"] if all(words.values()) else ["string", "null"]
    return {"type": kinds[0] if len(kinds) == 1 else kinds, "enum": [word or None for word in words.values()]}


class Words:
    """The words of the API for one closed list: `Annotated[str, WORDS.told]` going out, `WORDS.heard` coming in."""

    def __init__(self, choices: type[TextChoices], said: Iterable[str], *, or_none: bool = False) -> None:
        words = dict(zip([str(value) for value in choices.values], said, strict=True))
        self.told = Told({**words, "": None} if or_none else words)  # type: ignore[dict-item]
        self.heard = Heard(words)


class Faulty(Exception):
    """Input of the right form that names something the operation does not know; every fault with its place."""

    def __init__(self, faults: list[dict[str, Any]]) -> None:
        super().__init__(faults)
        self.faults = faults
