# SPDX-License-Identifier: EUPL-1.2
"""The strict YAML reader: plain data comes through with its lines, anything else is refused with a reason."""

from pathlib import Path

import pytest

from vijfveld.node import yamlfile
from vijfveld.node.yamlfile import Entry, LibraryError, doubled, parse_rows, read


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "library.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refusals(tmp_path: Path, text: str | bytes) -> tuple[str, ...]:
    with pytest.raises(LibraryError) as refused:
        read(written(tmp_path, text))
    return refused.value.problems


def test_plain_data_comes_through_with_the_line_of_every_value(tmp_path: Path) -> None:
    document = read(written(tmp_path, "# a comment\nhead: {version: 1}\nrows:\n  - code: a\n    tags: [x, y]\n"))

    assert document.data == {"head": {"version": 1}, "rows": ({"code": "a", "tags": ("x", "y")},)}
    assert document.at("rows", 0, "tags") == "library.yaml, line 5"


def test_a_place_that_does_not_exist_is_named_by_what_stands_above_it(tmp_path: Path) -> None:
    document = read(written(tmp_path, "rows:\n  - code: a\n"))

    assert document.at("rows", 0, "nl", "title") == "library.yaml, line 2"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &one 1\n", "line 1: an anchor (&one)"),
        ("a: &one 1\nb: *one\n", "line 2: an alias (*one)"),
        ("a: !!python/object:os.system {}\n", "line 1: a tag"),
        ("a: 1\nb: 2\na: 3\n", "line 3: “a” is given twice"),
        ("a: {b: 1, b: 2}\n", "line 1: “b” is given twice"),
        ("a: 1\n---\nb: 2\n", "line 2: a second document"),
        ("yes: 1\n", "line 1: a field must be named by plain text"),
        ("a: {<<: 1}\n", "line 1: a field must be named by plain text"),
        ("a: 2016-13-41\n", "line 1: “2016-13-41” cannot be read"),
        ("a: [1\n", "this is not YAML"),
        ("- 1\n", "must hold fields"),
        ("", "must hold fields"),
        ("a: " + "[" * 30 + "]" * 30, "nested more than 20 deep"),
        (b"a: \xff\n", "not UTF-8"),
    ],
)
def test_what_plain_data_does_not_need_is_refused(tmp_path: Path, text: str | bytes, said: str) -> None:
    assert any(said in problem for problem in refusals(tmp_path, text))


def test_a_file_over_the_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamlfile, "LARGEST", 1_000_000)

    assert refusals(tmp_path, "a: " + "x" * 1_000_000) == ("library.yaml: the file is larger than 1 MB.",)


def test_every_fault_is_named_at_once(tmp_path: Path) -> None:
    assert len(refusals(tmp_path, "a: &x 1\nb: *x\nc: !!str 2\nd: &y 3\n")) == 4


class Row(Entry):
    """A row of the tests."""

    code: str
    size: int


def test_sound_rows_come_through_and_each_unsound_row_is_named(tmp_path: Path) -> None:
    text = "rows:\n  - {code: a, size: 1}\n  - {code: b}\n  - {code: c, size: 1, more: 2}\n  - {code: d, size: '1'}\n"
    problems: list[str] = []

    sound = parse_rows(Row, read(written(tmp_path, text)), "rows", problems)

    assert [row.code for row in sound.values()] == ["a"]
    assert [problem.split(":")[0] for problem in problems] == [f"library.yaml, line {line}" for line in (3, 4, 5)]


def test_a_code_used_twice_names_both_lines_even_when_a_row_is_unsound(tmp_path: Path) -> None:
    problems: list[str] = []

    codes = doubled(read(written(tmp_path, "rows:\n  - {code: a}\n  - 7\n  - {code: a}\n")), "rows", "code", problems)

    assert codes == {"a"}
    assert problems == ["library.yaml, line 4: “a” was already used on line 2."]
