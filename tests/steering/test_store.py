# SPDX-License-Identifier: EUPL-1.2
"""Files as evidence: their bytes show what they are, they are kept once, and a changed file is not given."""

import zipfile
from io import BytesIO

import pytest

from vijfveld.steering import store

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TEXT = "application/vnd.oasis.opendocument.text"


def zipped(**parts: bytes) -> bytes:
    """A zip with these parts; two underscores stand for a slash, one for a point before the ending."""
    into = BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return into.getvalue()


TYPES = zipped(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": b"<w/>"})
SORTS = [
    ("pdf", b"%PDF-1.7\n", "application/pdf"),
    ("png", b"\x89PNG\r\n\x1a\n...", "image/png"),
    ("jpeg", b"\xff\xd8\xff\xe0", "image/jpeg"),
    ("text", "Verslag, één blad".encode(), "text/plain"),
    ("word", TYPES, WORD),
    ("opendocument", zipped(mimetype=TEXT.encode(), **{"content.xml": b"<c/>"}), TEXT),
    ("macros", zipped(**{"[Content_Types].xml": b"", "word__document.xml": b"", "word__vbaProject.bin": b"x"}), ""),
    ("basic", zipped(mimetype=TEXT.encode(), **{"Basic__Standard.xml": b"x"}), ""),
    ("plain zip", zipped(**{"a.txt": b"x"}), ""),
    ("bomb", zipped(mimetype=b"0" * 50_000_000), ""),
    ("broken zip", b"PK\x03\x04 niets", ""),
    ("program", b"MZ\x90\x00\xff\xfe", ""),
    ("nul bytes", b"abc\x00def", ""),
    ("nothing", b"  ", ""),
]


@pytest.mark.parametrize(("content", "sort"), [case[1:] for case in SORTS], ids=[case[0] for case in SORTS])
def test_the_sort_of_a_file_shows_from_its_bytes(content, sort):
    assert store.sort_of(content) == sort


def test_the_same_bytes_are_kept_once_and_a_changed_file_is_not_given(settings, tmp_path):
    settings.VIJFVELD_HOME = tmp_path
    first, second = store.keep(b"een stuk"), store.keep(b"een stuk")
    assert first == second
    assert store.fetch(first) == b"een stuk"
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1
    store.path_of(first).write_bytes(b"een ander stuk")
    assert store.fetch(first) is None
    assert store.fetch("0" * 64) is None
