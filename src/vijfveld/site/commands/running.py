# SPDX-License-Identifier: EUPL-1.2
"""`serve`, `worker` and `demo`: the node at work."""

from typing import Annotated, Any

import typer

from vijfveld.site.commands.words import _

PortOption = Annotated[int, typer.Option("--port", envvar="VIJFVELD_PORT", help=_("De poort."))]
BindOption = Annotated[
    str, typer.Option("--bind", envvar="VIJFVELD_BIND", help=_("Het adres waarop wordt geluisterd."))
]
WorkersOption = Annotated[
    int, typer.Option("--workers", envvar="VIJFVELD_WORKERS", help=_("Serverprocessen; op SQLite altijd één."))
]
NoWorkerOption = Annotated[bool, typer.Option("--no-worker", help=_("Start het achtergrondwerk niet mee."))]


def join(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("serve", help=_("Start de node: pagina’s, API en achtergrondwerk."))(serve)
    app.command("worker", help=_("Start alleen het achtergrondwerk."))(worker)
    app.command("demo", help=_("Maak een voorbeeldnode met een verzonnen werkjaar en start die."))(demo)


def serve(
    port: PortOption = 8000, bind: BindOption = "127.0.0.1", workers: WorkersOption = 2,
    no_worker: NoWorkerOption = False,
) -> None:  # fmt: skip
    """Serve until it is stopped."""
    from vijfveld.site.commands.starting import start_site

    start_site(logs=True)
    from vijfveld.node.models import this_node

    this_node()
    _serve(bind, port=port, workers=workers, with_worker=not no_worker)


def _serve(bind: str, *, port: int, workers: int, with_worker: bool) -> None:
    from vijfveld.site import serving
    from vijfveld.site.commands.screen import say
    from vijfveld.site.commands.words import refuse

    if not serving.is_free(bind, port):
        sentence = _("Poort {port} is al in gebruik. Kies een andere: vijfveld serve --port {other}")
        refuse(sentence, port=port, other=port + 1)
    address = f"http://{bind}:{port}/"
    ready = _("Vijfveld draait op {address} — stop met Ctrl+C.").format(address=address)
    serving.serve(bind, port=port, workers=workers, with_worker=with_worker, ready=lambda: say(ready))
    say(_("Vijfveld is gestopt."))


def worker() -> None:
    """Seal, sweep, deliver and run tasks until it is stopped."""
    from vijfveld.site.commands.starting import start_site

    start_site(logs=True)
    from vijfveld.node.models import this_node
    from vijfveld.site.worker import Worker

    this_node()
    Worker().run()


def demo(
    port: PortOption = 8000,
    bind: BindOption = "127.0.0.1",
    no_serve: Annotated[
        bool, typer.Option("--no-serve", help=_("Maak de voorbeeldnode, maar start die niet."))
    ] = False,
) -> None:
    """Make the example node when there is none yet, and serve it."""
    import os

    os.environ.setdefault("VIJFVELD_HOME", "var/demo")
    os.environ["VIJFVELD_PORT"] = str(port)
    from vijfveld.site.commands.starting import start_site

    start_site()
    _make_demo_node()
    _show_sign_ins(_load_demo())
    if not no_serve:
        _serve(bind, port=port, workers=2, with_worker=True)


def _make_demo_node() -> None:
    from vijfveld.law.making import make_node
    from vijfveld.node import clock
    from vijfveld.node.models import this_node
    from vijfveld.node.roles import Mode, Profile
    from vijfveld.site import preparing
    from vijfveld.site.commands.setting_up import prepare
    from vijfveld.site.commands.words import refuse

    prepare()
    if not preparing.is_made():
        starts = _demo_part("STARTS_AT") or clock.now()
        make_node(name=_("Voorbeeldnode"), profile=Profile.COORDINATOR, now=starts, mode=Mode.DEMO)
    elif this_node().mode != Mode.DEMO:
        refuse(_("In deze datamap staat een echte node. Kies voor het voorbeeld een andere map met VIJFVELD_HOME."))


def _load_demo() -> list[Any]:
    """Load the example content, as far as it is not there yet; gives the sign-ins."""
    from vijfveld.site.commands.screen import progress

    load = _demo_part("load")
    if load is None:
        return []
    with progress(_("Voorbeeld laden")) as moved:
        return list(load(moved) or ())


def _demo_part(name: str) -> Any:
    """Something of `vijfveld.site.demo`, when this version ships example content."""
    from importlib import import_module
    from importlib.util import find_spec

    if find_spec("vijfveld.site.demo") is None:
        return None
    return getattr(import_module("vijfveld.site.demo"), name, None)


def _show_sign_ins(sign_ins: list[Any]) -> None:
    from vijfveld.site.commands.screen import say, table

    if not sign_ins:
        return
    say(_("Zo meldt u zich aan in het voorbeeld:"))
    table([_("Wie"), _("E-mailadres"), _("Wachtwoord")], [[str(part) for part in one][:3] for one in sign_ins])
