# SPDX-License-Identifier: EUPL-1.2
"""Search: FTS5 on SQLite, full text on PostgreSQL, the audience inside the index, newest first, counts capped."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from vijfveld.law.door import Door
from vijfveld.law.models import SearchText
from vijfveld.node.models import Record
from vijfveld.node.models.audience import audiences_of
from vijfveld.node.slots import subject_url
from vijfveld.node.viewer import Viewer

CAP = 1000
MOST_AUDIENCES = 500
"""Above this a viewer sees so much that the index need not narrow; access is checked on every hit either way."""


@dataclass(frozen=True)
class Found:
    """One hit: its kind, title and page, and when its text last changed."""

    kind: str
    title: str
    about: str
    changed_at: datetime

    @property
    def url(self) -> str:
        """The page of the hit."""
        return subject_url(self.about)


def make_findable(door: Door, record: Record, *, title: str, text: str = "") -> None:
    """Let a record be found by its title and text, by whoever may see it. Never sealed text, never a person's name."""
    SearchText.objects.beyond_access("acts keep search").update_or_create(
        about=record.urn,
        defaults={
            "kind": record.kind, "title": title[:300], "text": text, "audience": record.audience,
            "changed_at": door.now,
        },
    )  # fmt: skip


def forget(urns: set[str]) -> None:
    """Let records be found no more, for destruction: the words leave the index itself, not only the list of hits."""
    gone, _each = SearchText.objects.beyond_access("destruction").filter(about__in=urns).delete()
    if gone and connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO law_searchindex(law_searchindex) VALUES('optimize')")


def search(viewer: Viewer, words: str, *, skip: int = 0, limit: int = 50, kind: str = "") -> list[Found]:
    """What a viewer can find with some words, of one kind or all, newest first; an empty question finds nothing."""
    rows = _matching(viewer, words)
    if rows is None:
        return []
    rows = rows.filter(kind=kind) if kind else rows
    newest = rows.order_by("-changed_at", "-about")[skip : skip + limit]
    return [Found(row.kind, row.title, row.about, row.changed_at) for row in newest]


def count(viewer: Viewer, words: str) -> int:
    """How much there is to find, up to the cap."""
    rows = _matching(viewer, words)
    return 0 if rows is None else len(rows.order_by()[:CAP].values_list("id", flat=True))


def _matching(viewer: Viewer, words: str) -> Any:
    terms = _terms(words)
    if not terms:
        return None
    where, parameters = _question(viewer, terms)
    return SearchText.objects.visible_to(viewer).extra(where=[where], params=parameters)  # noqa: S610


def _terms(words: str) -> list[str]:
    cleaned = "".join(letter if letter.isalnum() else " " for letter in words)
    return cleaned.split()[:12]


def _question(viewer: Viewer, terms: list[str]) -> tuple[str, list[str]]:
    if connection.vendor == "postgresql":
        return "tsv @@ to_tsquery('simple', %s)", [" & ".join(f"{term.lower()}:*" for term in terms)]
    match = f"title_text : ({' '.join(f'{term}*' for term in _quoted(terms))})"
    numbers = list(audiences_of(viewer)[: MOST_AUDIENCES + 1])
    if len(numbers) <= MOST_AUDIENCES:
        match += f" AND audience : ({' OR '.join(f'a{number}' for number in numbers) or 'none'})"
    return "law_searchtext.id IN (SELECT rowid FROM law_searchindex WHERE law_searchindex MATCH %s)", [match]


def _quoted(terms: list[str]) -> list[str]:
    return [f'"{term}"' for term in terms]


def install() -> None:
    """Make the engine's own index and the triggers that keep it; safe to repeat."""
    statements = SQLITE if connection.vendor == "sqlite" else POSTGRES
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


SQLITE = [
    "CREATE VIRTUAL TABLE IF NOT EXISTS law_searchindex USING fts5("
    "title_text, audience, tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    "DROP TRIGGER IF EXISTS search_added",
    "DROP TRIGGER IF EXISTS search_changed",
    "DROP TRIGGER IF EXISTS search_removed",
    "CREATE TRIGGER search_added AFTER INSERT ON law_searchtext BEGIN "
    "INSERT INTO law_searchindex(rowid, title_text, audience) "
    "VALUES (new.id, new.title || ' ' || new.text, 'a' || new.audience); END",
    "CREATE TRIGGER search_changed AFTER UPDATE ON law_searchtext BEGIN "
    "UPDATE law_searchindex SET title_text = new.title || ' ' || new.text, audience = 'a' || new.audience "
    "WHERE rowid = new.id; END",
    "CREATE TRIGGER search_removed AFTER DELETE ON law_searchtext BEGIN "
    "DELETE FROM law_searchindex WHERE rowid = old.id; END",
]
POSTGRES = [
    "ALTER TABLE law_searchtext ADD COLUMN IF NOT EXISTS tsv tsvector "
    "GENERATED ALWAYS AS (to_tsvector('simple', title || ' ' || text)) STORED",
    "CREATE INDEX IF NOT EXISTS law_searchtext_tsv ON law_searchtext USING gin (tsv)",
]
