# SPDX-License-Identifier: EUPL-1.2
"""The English of the face is complete, and the compiled catalogue is that English."""

from __future__ import annotations

import ast
import re
from gettext import GNUTranslations
from pathlib import Path

from vijfveld import face

FOLDER = Path(face.__file__ or "").parent
CATALOGUE = FOLDER / "locale/en/LC_MESSAGES/django.po"


def entries() -> list[tuple[str, list[str]]]:
    """Every msgid with its translations."""
    found = []
    for block in CATALOGUE.read_text().split("\n\n")[1:]:
        strings = {
            key: "".join(ast.literal_eval(line) for line in lines.strip().splitlines())
            for key, lines in re.findall(r'^(msg\S+) ((?:"(?:.*)"\n?)+)', block, re.MULTILINE)
        }
        found.append((strings["msgid"], [text for key, text in strings.items() if key.startswith("msgstr")]))
    return found


def test_every_dutch_text_has_its_english() -> None:
    assert len(entries()) > 100
    assert [dutch for dutch, english in entries() if not all(english)] == []


def test_the_compiled_catalogue_says_the_same() -> None:
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for dutch, english in entries():
        if len(english) == 1:
            assert compiled.gettext(dutch) == english[0]
        else:
            assert compiled.ngettext(dutch, dutch, 1) == english[0]
            assert compiled.ngettext(dutch, dutch, 2) == english[1]


def test_every_text_marked_in_a_template_is_in_the_catalogue() -> None:
    known = {dutch for dutch, _english in entries()}
    marked = {
        text
        for path in (FOLDER / "templates").rglob("*.html")
        for _quote, text in re.findall(r"{% translate (['\"])(.*?)\1", path.read_text())
    }
    assert marked - known == set()


def test_every_text_marked_in_the_code_is_in_the_catalogue() -> None:
    known = {dutch for dutch, _english in entries()}
    marked = {text for path in FOLDER.rglob("*.py") for text in _marked(path)}
    assert len(marked) > 50
    assert marked - known == set()


def _marked(path: Path) -> list[str]:
    calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
    named = [call for call in calls if getattr(call.func, "id", "") in ("_", "gettext_lazy", "ngettext")]
    return [call.args[0].value for call in named if isinstance(call.args[0], ast.Constant)]  # type: ignore[misc]
