# SPDX-License-Identifier: EUPL-1.2
"""`serve`, `worker` and `demo`: the node at work."""

from typing import Annotated

import typer

from vijfveld.site.commands.words import _, refuse

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

    if not 0 < port < 65536:
        refuse(_("Kies een poort van 1 tot en met 65535, niet {port}."), port=port)
    if not serving.is_ours(bind):
        refuse(_("Deze machine heeft geen adres {bind}. Kies een ander met --bind."), bind=bind)
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

    start_site(makes=True)
    _make_demo()
    if not no_serve:
        _serve(bind, port=port, workers=2, with_worker=True)


def _make_demo() -> None:
    """Tell the example year, unless it was told before, and show who can sign in."""
    from vijfveld.site import demo, preparing
    from vijfveld.site.commands.screen import progress, say, table
    from vijfveld.site.commands.setting_up import prepare

    prepare()
    _refuse_real_node()
    with preparing.to_the_end("demo") as cut_off:
        if cut_off:
            _start_over()
        with progress(_("Voorbeeld laden")) as moved:
            demo.load(moved)
    say(_("Zo meldt u zich aan in het voorbeeld:"))
    table([_("E-mailadres"), _("Wachtwoord")], [[*pair] for pair in demo.sign_ins()])


def _refuse_real_node() -> None:
    from vijfveld.node.models import Node
    from vijfveld.node.roles import Mode

    if Node.objects.exclude(mode=Mode.DEMO).exists():
        refuse(_("In deze datamap staat een echte node. Kies voor het voorbeeld een andere map met VIJFVELD_HOME."))


def _start_over() -> None:
    """An earlier load was cut off halfway: half a year of example work is thrown away and told anew."""
    from vijfveld.site import preparing
    from vijfveld.site.commands.setting_up import prepare

    if not preparing.forget_store():
        refuse(_("Het laden is eerder afgebroken. Maak de database leeg en begin opnieuw."))
    prepare()
