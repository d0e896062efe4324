# SPDX-License-Identifier: EUPL-1.2
"""The description of the API (OpenAPI 3.1), made from its resources, with every answer that can come.

`python -m vijfveld.site.api.document openapi.json` writes it to a file.
"""

import json
import sys
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings

API_VERSION = "1.0.0"
FAULTS = (400, 401, 403, 404, 405, 406, 409, 412, 413, 415, 429, 500, 503)
VERSION_HEADER = {"API-Version": {"$ref": "#/components/headers/APIVersion"}}
SAYS = (
    "Wat op de pagina’s van deze node kan, kan ook hier. U ziet wat u mag zien en doet wat u mag doen: elke "
    "wijziging is een handeling met een grondslag en staat in het register. Lijsten gaan van nieuw naar oud; "
    "`volgende` leidt verder. Wie iets wijzigt, stuurt een `Idempotency-Key` mee: dezelfde sleutel doet nooit iets "
    "twee keer. Wie iets bestaands wijzigt, stuurt als `If-Match` de `ETag` mee die hij las."
)
PROBLEM: dict[str, Any] = {
    "title": "Probleem", "type": "object", "required": ["status", "title", "detail"],
    "properties": {
        "status": {"type": "integer"}, "title": {"type": "string"}, "detail": {"type": "string"},
        "code": {"type": "string", "description": "De regel, voor programma’s."},
        "source": {"type": "string", "description": "Waar de regel staat."},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/Fout"}},
    },
}  # fmt: skip
FAULT: dict[str, Any] = {
    "title": "Fout", "type": "object", "required": ["in", "location", "code", "detail"],
    "properties": {
        "in": {"type": "string", "enum": ["body", "query", "header", "path"]},
        "location": {
            "type": "object", "properties": {"pointer": {"type": "string"}, "name": {"type": "string"}}
        },
        "code": {"type": "string"}, "detail": {"type": "string"},
    },
}  # fmt: skip


def document_of(made: Any) -> dict[str, Any]:
    """The description, from what the router knows of its operations."""
    document: dict[str, Any] = _renamed(json.loads(json.dumps(made, default=str)))
    document["info"] = {
        "title": "Vijfveld", "version": API_VERSION, "description": SAYS, "contact": dict(settings.API_CONTACT),
        "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
    }  # fmt: skip
    document["servers"] = [{"url": f"{settings.ADDRESS}/api/v1"}]
    document["tags"] = sorted({tag for each in _operations(document) for tag in each["tags"]})
    document["tags"] = [{"name": tag} for tag in document["tags"]]
    for operation in _operations(document):
        _complete(operation)
    components = document["components"]
    components["schemas"] = {
        name: _plain(schema) for name, schema in components["schemas"].items() if not name.endswith("Wish")
    }
    components["schemas"] |= {"Probleem": PROBLEM, "Fout": FAULT}
    components["headers"] = {"APIVersion": {"description": "De versie van de API.", "schema": {"type": "string"}}}
    components["responses"] = {f"Probleem{status}": _problem(status) for status in FAULTS}
    return document


def _operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [operation for path in document["paths"].values() for operation in path.values()]


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema without the titles that were made up for its fields, and without words meant for our own code."""
    fields = {name: _untitled(field) for name, field in schema.get("properties", {}).items()}
    return {**{key: value for key, value in schema.items() if key not in ("description", "title")},
            "properties": fields}  # fmt: skip


def _untitled(field: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in field.items() if key != "title"}


def _as_asked(parameter: dict[str, Any]) -> dict[str, Any]:
    """A parameter of an address: it is there with a value or not at all, never null."""
    schema = _untitled(parameter["schema"])
    for choice in schema.pop("anyOf", []):
        schema |= choice if choice != {"type": "null"} else {}
    schema.pop("description", None)
    return {**parameter, "schema": schema}


def _complete(operation: dict[str, Any]) -> None:
    operation["parameters"] = [_as_asked(parameter) for parameter in operation["parameters"]]
    for status, answer in operation["responses"].items():
        answer["description"] = HTTPStatus(int(status)).phrase
        answer["headers"] = dict(VERSION_HEADER)
        if status == "201":
            answer["headers"]["Location"] = {"schema": {"type": "string"}}
    operation["responses"] |= {str(status): {"$ref": f"#/components/responses/Probleem{status}"} for status in FAULTS}


def _problem(status: int) -> dict[str, Any]:
    headers: dict[str, Any] = dict(VERSION_HEADER)
    if status == 429:
        headers["Retry-After"] = {"schema": {"type": "string"}}
    schema = {"$ref": "#/components/schemas/Probleem"}
    return {
        "description": HTTPStatus(status).phrase, "headers": headers,
        "content": {"application/problem+json": {"schema": schema}},
    }  # fmt: skip


def _renamed(document: dict[str, Any]) -> dict[str, Any]:
    """The document with each schema under its own Dutch name."""
    schemas = document["components"]["schemas"]
    names = {name: _name_of(name, schema, schemas) for name, schema in schemas.items()}
    document["components"]["schemas"] = {names[name]: schema for name, schema in schemas.items()}
    return {key: _with_names(value, names) for key, value in document.items()}


def _name_of(name: str, schema: dict[str, Any], schemas: dict[str, Any]) -> str:
    if not name.startswith("Listed_"):
        return str(schema.get("title", name))
    inner = name.removeprefix("Listed_").removesuffix("_")
    return f"{schemas.get(inner, {}).get('title', inner)}Lijst"


def _with_names(value: Any, names: dict[str, str]) -> Any:
    if isinstance(value, list):
        return [_with_names(each, names) for each in value]
    if not isinstance(value, dict):
        return value
    told = {key: _with_names(each, names) for key, each in value.items()}
    if isinstance(ref := told.get("$ref"), str):
        head, _slash, name = ref.rpartition("/")
        told["$ref"] = f"{head}/{names.get(name, name)}"
    return told


def main() -> None:
    """Write the description to the file that is named."""
    import django

    django.setup()
    from vijfveld.site.api.root import api

    text = json.dumps(api.get_openapi_schema(), ensure_ascii=False, indent=1)
    Path(sys.argv[1]).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
