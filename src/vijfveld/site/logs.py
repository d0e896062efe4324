# SPDX-License-Identifier: EUPL-1.2
"""The log: one line per event on stderr, readable on a terminal and JSON elsewhere. It names codes, never people."""

import logging
import sys
import traceback
from collections.abc import Iterator
from typing import Any

import structlog
from django.db import IntegrityError, InterfaceError, OperationalError, ProgrammingError

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


OF_CODE = (
    IntegrityError, OperationalError, ProgrammingError, InterfaceError, AttributeError, TypeError, NameError,
    ImportError, RuntimeError,
)  # fmt: skip
"""Faults whose first line speaks of code, tables and constraints. The rest, and other faults, may hold a value."""


def told(exc_info: tuple[Any, Any, Any]) -> str:
    """A fault and what caused it: where in the code and of which kind, without the values that it had in hand."""
    return "\n".join("".join([*traceback.format_tb(one.__traceback__), _kind(one)]) for one in _chain(exc_info[1]))


def _chain(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)


def _kind(fault: BaseException) -> str:
    said = str(fault).partition("\n")[0] if isinstance(fault, OF_CODE) else ""
    said = str(fault.strerror or "") if isinstance(fault, OSError) else said
    return f"{type(fault).__qualname__}: {said}".removesuffix(": ")


def set_up_logs(*, quiet: bool = False) -> None:
    """Send the log of our own code and of the libraries the same way; `quiet` keeps to warnings."""
    readable = sys.stderr.isatty()
    draw: Any = structlog.dev.ConsoleRenderer() if readable else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    steps = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.ExceptionRenderer(told),
        draw,
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=SHARED, processors=steps))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING if quiet else logging.INFO)
    for chatty in ("django_tasks", "django_tasks_db", "_granian", "django.request"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
