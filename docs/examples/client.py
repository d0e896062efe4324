# SPDX-License-Identifier: EUPL-1.2
r"""Two rounds over the API, with nothing but Python. `vraag` (`a_round`): propose an effort, ask a partner, answer,
read what came of it. `toets` (`a_system_test`): prepare and open a round of the system test, answer, judge, note a
finding, and wait for the frozen report. The first is played when none is named.

    VIJFVELD=https://node.voorbeeld.nl VIJFVELD_ASKER=vijfveld_… VIJFVELD_PARTNER=vijfveld_… \
        VIJFVELD_PARTNER_CODE=gm0363 python client.py vraag
    VIJFVELD=https://node.voorbeeld.nl VIJFVELD_COORDINATOR=vijfveld_… VIJFVELD_ASSESSOR=vijfveld_… \
        VIJFVELD_PARTNER=vijfveld_… VIJFVELD_PARTNER_CODE=gm0363 VIJFVELD_ASSESSOR_CODE=… python client.py toets

Tokens are made on the account page of each person. They need these scopes:

    VIJFVELD_ASKER        organisaties:lezen aanleidingen:lezen inspanningen:lezen inspanningen:voorstellen
                          inspanningen:besluiten vragen:lezen vragen:voorstellen
    VIJFVELD_PARTNER      vraag: vragen:lezen vragen:antwoorden
                          toets: systeemtoetsen:lezen toetsantwoorden:antwoorden
    VIJFVELD_COORDINATOR  organisaties:lezen systeemtoetsen:voorbereiden
    VIJFVELD_ASSESSOR     systeemtoetsen:lezen systeemtoetsen:toetsen
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any


class Problem(Exception):
    """What the node says is wrong: a sentence, and every fault with its place."""

    def __init__(self, told: dict[str, Any]) -> None:
        lines = [f"{told['status']} {told['title']}: {told['detail']}"]
        lines += [f"  {''.join(error['location'].values())}: {error['detail']}" for error in told.get("errors", [])]
        super().__init__("\n".join(lines))
        self.status: int = told["status"]
        self.code: str = told.get("code", "")


@dataclass
class Node:
    """A node and the token with which to work there."""

    address: str
    token: str

    def read(self, path: str) -> dict[str, Any]:
        """One resource, or one part of a list."""
        return self._asked("GET", path)

    def every(self, path: str) -> Iterator[dict[str, Any]]:
        """Every row of a list, part after part."""
        part = self.read(path)
        yield from part["resultaten"]
        while part["volgende"]:
            part = self._asked("GET", part["volgende"])
            yield from part["resultaten"]

    def do(self, path: str, sent: dict[str, Any] | None = None, *, version: int | None = None) -> dict[str, Any]:
        """Do something once: when the line drops, it is tried again under the same key, and not done twice."""
        headers = {"Idempotency-Key": str(uuid.uuid4())}
        headers |= {"If-Match": f'"{version}"'} if version is not None else {}
        for _ in range(3):
            try:
                return self._asked("POST", path, sent, headers)
            except ConnectionError:
                continue
        return self._asked("POST", path, sent, headers)

    def _asked(
        self, method: str, path: str, sent: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> dict[str, Any]:
        url = path if path.startswith("http") else f"{self.address}/api/v1{path}"
        body = json.dumps(sent).encode() if sent is not None else None
        given = {"Authorization": f"Bearer {self.token}", "Accept": "application/json", **(headers or {})}
        given |= {"Content-Type": "application/json"} if body else {}
        request = urllib.request.Request(url, data=body, headers=given, method=method)  # noqa: S310
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310
                return json.load(answer)  # type: ignore[no-any-return]
        except urllib.error.HTTPError as error:
            raise Problem(json.load(error)) from error


def a_round(asker: Node, partner: Node, *, partner_id: str, today: date) -> dict[str, Any]:
    """Propose flexible effort on the newest reason to act, ask a partner for capacity, let it answer, and end it."""
    driver = next(row for row in asker.every("/aanleidingen") if row["ingetrokkenOp"] is None)
    effort = asker.do("/inspanningen", {
        "soort": "flexibel", "titel": "Weerbare evenementen", "bedoeling": "Organisatoren kennen hun rol.",
        "doelstelling": "voorbereiden.doel", "werk": "operationeel", "bereik": "lokaal",
        "eersteDag": today.isoformat(), "laatsteDag": (today + timedelta(days=120)).isoformat(),
        "aanleiding": driver["id"], "tochNodigOmdat": "De evenementen zijn dit seizoen.",
    })  # fmt: skip
    asked = asker.do("/vragen", {
        "inzet": effort["id"], "partner": partner_id, "gevraagd": "Een adviseur voor vergunningen.",
        "capaciteit": 1.5, "antwoordVoor": (today + timedelta(days=21)).isoformat(),
    })  # fmt: skip

    waiting = partner.read(f"/vragen?staat=open&inzet={effort['id']}")["resultaten"][0]
    partner.do(
        f"/vragen/{waiting['id']}/antwoorden",
        {"antwoord": "deels", "capaciteit": 1, "reden": "Meer kan dit seizoen niet."}, version=waiting["versie"],
    )  # fmt: skip

    came = asker.read(f"/vragen/{asked['id']}")
    now = asker.read(f"/inspanningen/{effort['id']}")
    asker.do(f"/inspanningen/{effort['id']}/_stoppen", {"redenen": "Dit was een proef."}, version=now["versie"])
    return came


def a_system_test(
    coordinator: Node, assessor: Node, partner: Node, *, partner_id: str, assessor_id: str, today: date
) -> dict[str, Any]:
    """Hold a small round of the system test: open it, answer, judge, note a finding, and wait for the frozen report."""
    prepared = coordinator.do("/systeemtoetsen", {
        "vragenlijst": "systeemtoets-basisniveau@1", "titel": f"Systeemtoets {today.year}",
        "eersteDag": today.isoformat(), "laatsteDag": (today + timedelta(days=30)).isoformat(),
        "velden": ["voorkomen"], "bereik": ["lokaal"], "werk": ["operationeel"], "partners": [partner_id],
        "toetsers": [assessor_id],
    })  # fmt: skip
    test = f"/systeemtoetsen/{prepared['id']}"
    opened = coordinator.do(f"{test}/_openen", version=prepared["versie"])

    for item in partner.every(f"{test}/toetsvragen"):
        partner.do("/toetsantwoorden", {
            "systeemtoets": opened["id"], "toetsvraag": item["code"], "niveau": 1, "zekerheid": "aannemelijk",
            "toelichting": "Afgesproken, nog niet beproefd.",
        }, version=item["versie"])  # fmt: skip
    coordinator.do(f"{test}/_sluiten", {"reden": "Wie is gevraagd, is klaar."}, version=opened["versie"])

    for axis in ("effectief", "legitiem", "robuust"):
        judged = {"veld": "voorkomen", "kant": axis, "trede": 1, "redenen": "Afspraken liggen er; proeven nog niet."}
        assessor.do(f"{test}/oordelen", judged, version=0)
    assessor.do(f"{test}/bevindingen", {
        "veld": "voorkomen", "titel": "Nog niets beproefd", "ontbreekt": "Geen afspraak is in een oefening gebruikt.",
        "voorstel": "Oefen twee keer per jaar.",
    })  # fmt: skip
    now = assessor.read(test)
    limits = {"nietMeetbaar": "Of hiermee aanslagen zijn voorkomen, is niet te meten."}
    assessor.do(f"{test}/_vaststellen", limits, version=now["versie"])
    while assessor.read(test)["staat"] != "vastgesteld":
        time.sleep(2)
    return partner.read(f"{test}/rapport")


def main(arguments: list[str]) -> int:
    """Play the round that is named, with the node and the tokens from the environment."""
    rounds = {"vraag": _play_a_round, "toets": _play_a_system_test}
    named = arguments[0] if arguments else "vraag"
    if len(arguments) > 1 or named not in rounds:
        print(f"client.py [{'|'.join(rounds)}]", file=sys.stderr)
        return 2
    try:
        print(rounds[named](date.today()))  # noqa: DTZ011
    except Problem as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _node(name: str) -> Node:
    """The node, with the token of one person from the environment."""
    return Node(os.environ["VIJFVELD"].rstrip("/"), os.environ[name])


def _id_of(node: Node, name: str) -> str:
    """The id of the organisation whose code stands in the environment."""
    return str(next(node.every(f"/organisaties?code={os.environ[name]}"))["id"])


def _play_a_round(today: date) -> str:
    asker, partner = _node("VIJFVELD_ASKER"), _node("VIJFVELD_PARTNER")
    came = a_round(asker, partner, today=today, partner_id=_id_of(asker, "VIJFVELD_PARTNER_CODE"))
    return f"Gevraagd {came['capaciteit']} fte, toegezegd {came['toegezegd']} fte: {came['staat']}."


def _play_a_system_test(today: date) -> str:
    coordinator = _node("VIJFVELD_COORDINATOR")
    report = a_system_test(
        coordinator, _node("VIJFVELD_ASSESSOR"), _node("VIJFVELD_PARTNER"), today=today,
        partner_id=_id_of(coordinator, "VIJFVELD_PARTNER_CODE"),
        assessor_id=_id_of(coordinator, "VIJFVELD_ASSESSOR_CODE"),
    )  # fmt: skip
    return json.dumps(report, ensure_ascii=False, indent=2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
