# SPDX-License-Identifier: EUPL-1.2
"""The log: one line per event on stderr, readable on a terminal and JSON elsewhere. It names codes, never people."""

import logging
import sys
from typing import Any

import structlog

SHARED: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


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
    steps = [structlog.stdlib.ProcessorFormatter.remove_processors_meta, structlog.processors.format_exc_info, draw]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=SHARED, processors=steps))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING if quiet else logging.INFO)
    for chatty in ("django_tasks", "django_tasks_db", "_granian", "django.request"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
