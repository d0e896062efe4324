# SPDX-License-Identifier: EUPL-1.2
"""Calculating in the background: outside any transaction, telling how far it is, hearing when it is called off."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from threading import get_ident
from uuid import UUID

from django_tasks import task

from vijfveld.law.callers import Caller
from vijfveld.law.refusals import Refused, Unavailable
from vijfveld.methods.portfolio import BadPortfolio, Infeasible, NoAnswer
from vijfveld.node import clock
from vijfveld.node.roles import Mode
from vijfveld.steering.acts.portfolio_runs import fail_run, finish_run, tell_stage
from vijfveld.steering.background import TRIES, WAIT, read
from vijfveld.steering.models import PortfolioRun
from vijfveld.steering.portfolio_solving import Called, Steering, solved
from vijfveld.steering.portfolio_words import RunState, Stage

EVERY, TELL_EVERY = 0.5, 2.0
"""How many seconds lie between two looks, and between two stages that are told, at least."""


@task(queue_name="long")
def calculate(run: str) -> None:
    """Do the calculation that was asked for; one that is over is left alone."""
    asked = read(PortfolioRun).get(pk=UUID(run))
    if asked.state == RunState.ASKED:
        carry_out(asked)


def carry_out(asked: PortfolioRun) -> None:
    """Calculate, and keep what comes out; without an answer that holds, say so and keep nothing."""
    try:
        outcome = solved(asked.assumptions, Steering(Mouth(asked), Ears(asked)))
    except Called:
        return
    except Infeasible as none:
        outcome = {"clash": list(none.clash)}
    except NoAnswer:
        _fail(asked, "no_answer")
        return
    except BadPortfolio:
        _fail(asked, "not_right")
        return
    except Exception:
        _fail(asked, "broke")
        raise
    _keep(asked, outcome)


def _keep(asked: PortfolioRun, outcome: dict[str, object]) -> None:
    """Keep an outcome, unless someone called the calculation off in the last moment."""
    try:
        _through_weather(lambda: finish_run(_caller(asked, "done"), asked.pk, outcome=outcome))
    except Refused as refusal:
        if refusal.code != "portfolio_run.over":
            raise


@dataclass
class Ears:
    """Hears whether a calculation was called off: looks at most twice a second, and only from its own thread, since
    the solver may ask from one that has no connection."""

    run: PortfolioRun
    goes_on: bool = True
    looked: float = -EVERY
    thread: int = field(default_factory=get_ident)

    def __call__(self) -> bool:
        """Whether it may go on."""
        now = time.monotonic()
        if get_ident() == self.thread and now - self.looked >= EVERY:
            self.looked = now
            self.goes_on = bool(read(PortfolioRun).filter(pk=self.run.pk, state=RunState.ASKED).exists())
        return self.goes_on


@dataclass
class Mouth:
    """Tells how far a calculation is, at most every two seconds: one that is soon over leaves no trail of stages.
    A stage that cannot be written now is not told; the calculation goes on."""

    run: PortfolioRun
    told: float = field(default_factory=time.monotonic)

    def __call__(self, stage: Stage) -> None:
        """Note the stage, if it is time to."""
        now = time.monotonic()
        if now - self.told >= TELL_EVERY:
            self.told = now
            with suppress(Unavailable):
                tell_stage(_caller(self.run, stage.value), self.run.pk, stage=stage.value)


def _fail(asked: PortfolioRun, because: str) -> None:
    _through_weather(lambda: fail_run(_caller(asked, "failed"), asked.pk, because=because))


def _through_weather(write: Callable[[], object]) -> None:
    """Write; when the node cannot write now, try again a few times, so that what was calculated is not lost."""
    for number in range(TRIES):
        try:
            write()
        except Unavailable:
            if number == TRIES - 1:
                raise
            time.sleep(WAIT)
        else:
            return


def _caller(asked: PortfolioRun, step: str) -> Caller:
    caller = Caller.of_clock(asked.pk, now=clock.now(), mode=Mode(asked.mode))
    return caller.with_key(f"portfolio-run:{step}:{asked.pk}")
