# SPDX-License-Identifier: EUPL-1.2
"""The figures of an account, counted from the entries of the ledger alone.

Entries never change, so the same entries give the same figures on any day, on any machine, with this file and Python
and nothing else: no site, no store, no clock. Every figure names the entries it counts. What an entry does not say is
not guessed: an ask whose field is not in the ledger counts under no field.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from vijfveld.steering.learning import LEARNT, Lessons
from vijfveld.steering.learning import names as names_of_lessons
from vijfveld.steering.ledgerline import HERE, Json, Line

SCHEMA = 2
"""What is counted now. The first schema knew no lessons; an account that was counted by it is counted anew by it."""
SCHEMAS = (1, SCHEMA)
AREAS = ("verwerven", "voorkomen", "verdedigen", "voorbereiden", "vervolgen")
ALL = "all"
"""Where a field would stand: the figure of all fields together."""
REPLIES = ("accepted", "partly", "countered", "declined")
ASKING = ("ask.put", "ask.put_many", "ask.again", "ask.import", "portfolio.propose")
ANSWERING = ("ask.answer", "answer.import")
BROUGHT = "effort.import"  # each effort that comes in with a file says its own nature
PROPOSING = {"effort.propose_fixed": "fixed", "effort.propose_flexible": "flexible"}
ENDING = ("effort.end", "effort.run_out")
DONE = ("started", "ended", "prolonged", "taken_up", "wound_down")
"""The figures that together are what was done in a field."""
OF_A_FIELD = ("asked", "answered", "waiting", *DONE, "findings", "mended")
REVIEW_WITHIN = timedelta(hours=24)
FEW_MONTHS, FEW_QUARTERS = 13, 40


class Counts:
    """The figures of one period: every entry is read once, from the first of the ledger, in order."""

    def __init__(self, first: date, last: date, *, mode: str, schema: int = SCHEMA) -> None:
        """Count from the first day to the last, both included, what was done in one mode. Raises ValueError for a
        schema that is not known."""
        if schema not in SCHEMAS:
            raise ValueError(f"This program counts by schema {SCHEMAS[0]} to {SCHEMAS[-1]}, not by {schema}.")
        self.first, self.last, self.mode, self.schema = first, last, mode, schema
        self.bins = bins(first, last)
        self.sources: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self.fte: dict[str, Decimal] = defaultdict(Decimal)
        self.levels: list[Json] = []
        self.rounds: list[Json] = []
        self._efforts: dict[str, str] = {}
        self._asks: dict[str, tuple[str, str, Decimal]] = {}
        self._asked: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._replied: dict[str, tuple[Line, str, Decimal]] = {}
        self._glass: dict[str, tuple[Line, Line | None]] = {}
        self._findings: dict[str, str] = {}
        self._done_on: dict[str, list[date]] = defaultdict(list)
        self._asked_on: dict[str, list[date]] = defaultdict(list)
        self._answered_on: dict[str, list[date]] = defaultdict(list)
        self._lessons = Lessons()

    def read(self, position: int, body: bytes) -> None:
        """Read one entry; those of another mode and those after the period count for nothing."""
        told: Json = json.loads(body)
        if told.get("mode") != self.mode:
            return
        line = Line(
            position, told["act"], datetime.fromisoformat(told["at"]), told["stream"], told["version"],
            told.get("on_behalf_of", ""), told.get("facts", {}),
        )  # fmt: skip
        if line.day > self.last:
            return
        reader = {
            "effort": self._effort, "ask": self._ask, "threat_level": self._level, "round": self._round,
            "finding": self._finding, "reservation": self._reservation, "break_glass": self._break_glass,
            "destruction": self._destruction, "act": self._bare, "lesson": self._lesson,
        }.get(line.kind)  # fmt: skip
        if reader is not None:
            reader(line)

    def _within(self, line: Line) -> bool:
        return self.first <= line.day

    def _add(self, name: str, line: Line) -> None:
        if self._within(line):
            self.sources[name].append((line.position, line.stream))

    def _effort(self, line: Line) -> None:
        if "area" in line.facts:
            self._efforts[line.stream] = line.facts["area"]
        area = self._efforts.get(line.stream, "")
        if line.act in (*PROPOSING, BROUGHT) and line.version == 1:
            self._do("started", area, line, kind=PROPOSING.get(line.act) or line.facts.get("nature", ""))
        elif line.act in ENDING and line.facts.get("state") == "ended":
            self._do("ended", area, line)
        elif line.act == "effort.prolong":
            self._do("prolonged", area, line)
        elif line.act == "effort.take_up" and line.facts.get("state") == "taken_up":
            self._do("taken_up", area, line)
        elif line.act == "effort.wind_down":
            self._do("wound_down", area, line)

    def _do(self, what: str, area: str, line: Line, *, kind: str = "") -> None:
        self._add(f"{what}.{area}", line)
        if kind:
            self._add(f"{what}.{area}.{kind}", line)
        if self._within(line):
            self._done_on[area].append(line.day)

    def _ask(self, line: Line) -> None:
        if line.act in ASKING and line.version == 1:
            self._put(line)
        elif line.act in ANSWERING and line.facts.get("state") in REPLIES and self._within(line):
            self._replied[line.stream] = (line, line.facts["state"], Decimal(line.facts.get("granted") or 0))
        elif line.version == 1:
            self._know(line)

    def _know(self, line: Line) -> tuple[str, str, Decimal]:
        area = self._efforts.get(line.facts.get("effort", ""), "")
        known = (area, line.facts.get("partner", ""), Decimal(line.facts.get("capacity") or 0))
        self._asks[line.stream] = known
        return known

    def _put(self, line: Line) -> None:
        area, partner, capacity = self._know(line)
        self._add(f"asked.{area}", line)
        if self._within(line):
            self.fte[f"asked.{area}"] += capacity
            self._asked_on[area].append(line.day)
            self._asked[partner].append((line.position, line.stream))

    def _level(self, line: Line) -> None:
        if line.version != 1 or "level" not in line.facts:
            return
        told = {name: line.facts.get(name, "") for name in ("scale", "level", "region")}
        self.levels.append({**told, "from": line.day.isoformat(), "source": [line.position, line.stream]})

    def _round(self, line: Line) -> None:
        if line.act == "round.freeze" and "report" in line.facts:
            self._add("rounds", line)
            if self._within(line):
                self.rounds.append({"report": line.facts["report"], "source": [line.position, line.stream]})

    def _finding(self, line: Line) -> None:
        if line.act == "finding.note":
            self._findings[line.stream] = line.facts.get("area", "")
            self._add(f"findings.{self._findings[line.stream]}", line)
        elif line.act == "finding.link":
            self._add(f"mended.{self._findings.get(line.stream, '')}", line)

    def _reservation(self, line: Line) -> None:
        code = {"reservation.place": "reservations", "reservation.reply": "replied"}.get(line.act)
        if code:
            self._add(code, line)

    def _break_glass(self, line: Line) -> None:
        if line.act == "glass.break":
            self._glass[line.stream] = (line, None)
        elif line.act == "glass.review" and line.stream in self._glass:
            self._glass[line.stream] = (self._glass[line.stream][0], line)

    def _lesson(self, line: Line) -> None:
        if self.schema > 1:
            for name, counted in self._lessons.read(line):
                self._add(name, counted)

    def _destruction(self, line: Line) -> None:
        if line.act == "destruction.finish":
            self._add("destroyed", line)

    def _bare(self, line: Line) -> None:
        if line.act == "act.refused":
            self._add(f"refused.{line.facts.get('refusal', '')}", line)
        elif line.act == "gate.count":
            self._add(f"gate.{line.facts.get('ground', '')}", line)

    def told(self) -> Json:
        """Everything that was counted, in plain values and in a fixed order."""
        self._settle()
        self._add_up()
        figures = {name: self._figure(name) for name in sorted(self._names())}
        return {
            "schema": self.schema, "first_on": str(self.first), "last_on": str(self.last), "mode": self.mode,
            "figures": figures, "over_time": self._over_time(), "levels": self._levels_in_force(),
            "rounds": self.rounds, "partners": self._partners(),
        }  # fmt: skip

    def _add_up(self) -> None:
        """The figures of all fields together, an unknown field included."""
        for name in list(self.sources):
            code, _dot, rest = name.partition(".")
            if code in OF_A_FIELD or code in LEARNT:
                _area, dot, kind = rest.partition(".")
                self.sources[f"{code}.{ALL}{dot}{kind}"] += self.sources[name]
                if not dot:
                    self.fte[f"{code}.{ALL}"] += self.fte[name]

    def _names(self) -> set[str]:
        always = {f"{code}.{area}" for code in OF_A_FIELD for area in (ALL, *AREAS)}
        replies = {f"answered.{area}.{reply}" for area in (ALL, *AREAS) for reply in REPLIES}
        natures = {f"started.{area}.{nature}" for area in (ALL, *AREAS) for nature in PROPOSING.values()}
        alone = {"rounds", "reservations", "replied", "glass", "glass.late", "destroyed"}
        learnt = names_of_lessons((ALL, *AREAS)) if self.schema > 1 else set()
        return always | replies | natures | alone | learnt | set(self.sources)

    def _figure(self, name: str) -> Json:
        sources = sorted(set(self.sources.get(name, ())))
        told: Json = {"count": len(sources), "sources": [list(one) for one in sources]}
        return {**told, "fte": str(self.fte[name])} if name.startswith(("asked.", "answered.")) else told

    def _settle(self) -> None:
        """Work out what only the end of the period can tell."""
        for stream, (line, reply, granted) in self._replied.items():
            area = self._asks.get(stream, ("", "", Decimal(0)))[0]
            self._add(f"answered.{area}", line)
            self._add(f"answered.{area}.{reply}", line)
            self.fte[f"answered.{area}"] += granted
            self._answered_on[area].append(line.day)
        for asks in self._asked.values():
            for position, stream in asks:
                if stream not in self._replied:
                    self.sources[f"waiting.{self._asks[stream][0]}"].append((position, stream))
        for broken, review in self._glass.values():
            self._settle_glass(broken, review)
        for name, line in self._lessons.still_open(self.last):
            self.sources[name].append((line.position, line.stream))

    def _settle_glass(self, broken: Line, review: Line | None) -> None:
        self._add("glass", broken)
        if review is not None:
            self._add(f"glass.{review.facts.get('judgement', '')}", review)
        end = datetime.combine(self.last + timedelta(days=1), time(), tzinfo=HERE)
        if (review.at if review else end) > broken.at + REVIEW_WITHIN:
            self._add("glass.late", broken)

    def _over_time(self) -> list[Json]:
        series = (self._asked_on, self._answered_on, self._done_on)
        return [
            {
                "from": start.isoformat(), "until": end.isoformat(),
                "areas": {
                    area: [_between(days[area], start, end) for days in series]
                    for area in AREAS
                },
            }
            for start, end in self.bins
        ]  # fmt: skip

    def _levels_in_force(self) -> list[Json]:
        """The levels decided in the period, and of each region the one that held when it began."""
        begun = [one for one in self.levels if one["from"] < self.first.isoformat()]
        held = {one["region"]: one for one in begun}
        return [*held.values(), *(one for one in self.levels if one["from"] >= self.first.isoformat())]

    def _partners(self) -> list[Json]:
        """Per organisation, by its identifier, what it was asked and what it answered."""
        told: dict[str, Json] = {}
        for partner, asks in self._asked.items():
            told[partner] = {"organisation": partner, "asked": len(asks), **dict.fromkeys(REPLIES, 0)}
        for line, reply, _granted in self._replied.values():
            partner = line.behalf.removeprefix("organisation:")
            told.setdefault(partner, {"organisation": partner, "asked": 0, **dict.fromkeys(REPLIES, 0)})
            told[partner][reply] += 1
        return [told[partner] for partner in sorted(told) if partner]


def count(
    entries: Iterable[tuple[int, bytes]], first: date, last: date, *, mode: str, schema: int = SCHEMA
) -> Json:  # fmt: skip
    """Count a period from the entries of a ledger, from its first to the checkpoint on which the account rests; by the
    schema of now, or by that of an account that was counted before."""
    counts = Counts(first, last, mode=mode, schema=schema)
    for position, body in entries:
        counts.read(position, body)
    return counts.told()


def _between(days: list[date], start: date, end: date) -> int:
    return sum(start <= day <= end for day in days)


def bins(first: date, last: date) -> list[tuple[date, date]]:
    """The parts into which a period is drawn: months, quarters of a long one, years of a very long one."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    size = 1 if months <= FEW_MONTHS else 3 if months <= FEW_QUARTERS else 12
    found, start = [], first
    while start <= last:
        ahead = (start.year * 12 + start.month - 1) // size * size + size
        following = date(ahead // 12, ahead % 12 + 1, 1)
        found.append((start, min(following - timedelta(days=1), last)))
        start = following
    return found
