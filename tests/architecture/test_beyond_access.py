# SPDX-License-Identifier: EUPL-1.2
"""The closed list of those who read past access, each file with the reason why it must."""

import ast

from tests.architecture.floors import sources

READERS = {
    "law/acting.py": "an act that is repeated finds the outcome it had",
    "law/acts/clocks.py": "the clock ends what is due, whoever may see it",
    "law/acts/dossiers.py": "destruction reaches every row, and a restore repeats it",
    "law/acts/keys.py": "a key has no dossier only when no dossier of all has it",
    "law/acts/people.py": "an address belongs to one person of all",
    "law/bases.py": "the door asks which bases the data protection officer confirmed",
    "law/data/declaring.py": "an organisation finds the records that it named before",
    "law/data/running.py": "the long lane finds the import that a person started, and whose it is",
    "law/demo.py": "the example lets its people in",
    "law/door.py": "rules of an act must know more than the actor may see",
    "law/events.py": "subscribers read the whole ledger, in order",
    "law/glass.py": "the door asks whether glass was broken for this very step",
    "law/ical.py": "a calendar is fetched by a key instead of a session",
    "law/ledger.py": "a proof shows one entry to whoever holds the machine",
    "law/notices.py": "the worker finds out whom to mail",
    "law/people_queries.py": "whom to ask for a mandate that one does not have",
    "law/sealer.py": "the sealer takes every entry into the tree",
    "law/search.py": "acts keep the search index in step",
    "law/timekeeping.py": "the door asks for the last moment that was written",
    "law/tokens.py": "a program comes with a token instead of a session",
    "law/viewers.py": "who someone is must be known before one can ask what they may see",
    "node/queries.py": "for whom someone may act must be known before they choose",
    "site/backups/keys.py": "keys of destroyed dossiers stay dead",
    "site/backups/restoring.py": "a restore counts what the ledger must hold",
    "site/commands/keeper.py": "the keeper of the machine names a person by address",
    "site/demo.py": "the example counts its entries",
    "site/doctor.py": "the doctor looks at moments and counts, at no content",
    "site/invitations.py": "an invitation is opened before anyone is signed in",
    "site/middleware.py": "who is signed in must be known before anything else",
    "site/noting.py": "who signs in is noted before they look",
    "site/people.py": "the keeper of the machine looks after sign-in",
    "site/signin.py": "who signs in is not a viewer yet",
    "steering/queries/erosion_counted.py": "what was granted is counted from the ledger, of efforts that one may see",
    "steering/background.py": "a report is made for everyone, by nobody in particular",
    "steering/demo.py": "the example plays all parts",
    "steering/demo_erosion.py": "the example plays all parts",
    "steering/demo_accounts.py": "the example plays all parts",
    "steering/demo_broker.py": "the example plays all parts",
    "steering/queries/accounts.py": "each record behind a figure is shown to who may see that record",
    "steering/queries/oversight.py": "oversight counts what was done, and reads no content",
    "steering/demo_table.py": "the example plays all parts",
    "steering/demo_roles.py": "the example plays all parts",
    "steering/handlers.py": "the clock looks again at roles when an effort or a mandate is over",
    "strategy/demo_means.py": "the example plays all parts",
}


def callers() -> dict[str, int]:
    """How often each file reads past access."""
    found: dict[str, int] = {}
    for name, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "beyond_access":
                found[name] = found.get(name, 0) + 1
    return found


def test_only_the_files_on_the_list_read_past_access():
    assert sorted(callers()) == sorted(READERS)
    assert all(READERS.values())


def test_only_the_door_goes_past_the_manager_of_a_model():
    for name, tree in sources():
        past = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "_base_manager"]
        assert not past or name == "law/door.py", f"{name}:{past[0].lineno}"


def test_every_reading_past_access_says_why_on_the_spot():
    for name, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "beyond_access":
                assert node.args or node.keywords, f"{name}:{node.lineno} gives no reason"
