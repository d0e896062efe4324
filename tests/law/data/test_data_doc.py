# SPDX-License-Identifier: EUPL-1.2
"""The page on data says what the declarations say."""

from pathlib import Path

from vijfveld.law.data_doc import renewed

PAGE = Path(__file__).parents[3] / "docs" / "data.md"


def test_the_columns_in_the_docs_are_those_that_are_declared():
    text = PAGE.read_text(encoding="utf-8")
    assert renewed(text) == text, "run `make docs`"
    assert "`extern_id`" in text.partition("<!-- types -->")[2]
