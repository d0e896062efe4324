# SPDX-License-Identifier: EUPL-1.2
"""What the command line shows: sentences, tables and the progress of long work."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Table

Moved = Callable[[int, int], None]
"""Tells how far the work is: done, and of how many."""

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)
UNBROKEN = 10_000
"""As wide as any row: what another program reads is not broken over lines."""
MARKS = {"ok": "[green]✓[/]", "warning": "[yellow]![/]", "alarm": "[red]✗[/]"}


def say(sentence: str, **facts: object) -> None:
    """Print a sentence."""
    out.print(sentence.format(**facts) if facts else sentence, markup=False)


def complain(sentence: str) -> None:
    """Print a sentence where faults go."""
    err.print(sentence, style="bold red", markup=False)


def mark(level: str, sentence: str) -> None:
    """Print a sentence behind a mark: ok, warning or alarm."""
    out.print(f"{MARKS[level]} ", end="")
    out.print(sentence, markup=False)


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows under headings; away from a terminal each on one line."""
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        shown.add_column(heading, overflow="fold")
    for row in rows:
        shown.add_row(*row)
    (out if out.is_terminal else Console(highlight=False, soft_wrap=True, width=UNBROKEN)).print(shown)


@contextmanager
def progress(what: str) -> Iterator[Moved]:
    """Show how far long work is, on a terminal; elsewhere nothing is shown."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
