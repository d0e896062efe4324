# SPDX-License-Identifier: EUPL-1.2
"""W3C Trace Context: the thread that joins a request, its ledger entries and its processing lines."""

import re
import secrets
from dataclasses import dataclass

HEADER = re.compile(r"00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})")


@dataclass(frozen=True)
class Trace:
    """One step of one thread: 16-byte trace, 8-byte span, and the span of another system that called us."""

    trace_id: str
    span_id: str
    parent_span_id: str = ""

    @classmethod
    def new(cls) -> "Trace":
        """Begin a thread."""
        return cls(secrets.token_hex(16), secrets.token_hex(8))

    @classmethod
    def read(cls, header: str | None) -> "Trace":
        """Continue the thread a `traceparent` header names; begin one when it names none or is malformed."""
        found = HEADER.fullmatch(header or "")
        if not found or set(found[1]) == {"0"} or set(found[2]) == {"0"}:
            return cls.new()
        return cls(found[1], secrets.token_hex(8), found[2])

    @property
    def foreign_operation(self) -> dict[str, str] | None:
        """The operation of another system from which this one came, as the processing log writes it."""
        return {"trace_id": self.trace_id, "span_id": self.parent_span_id} if self.parent_span_id else None

    @property
    def header(self) -> str:
        """The `traceparent` to hand on."""
        return f"00-{self.trace_id}-{self.span_id}-01"
