# SPDX-License-Identifier: EUPL-1.2
"""The words of the API for the closed lists of the strategy, and the words of a decision as a program sends them."""

from pydantic import Field

from vijfveld.law.models import Reasoning
from vijfveld.law.rest.values import In, Text, Words
from vijfveld.node.roles import Reach
from vijfveld.strategy.words import Area, AskState, DriverKind, EffortState, Nature, Reply, Work

AREAS = Words(Area, Area.values)
NATURES = Words(Nature, ("vast", "flexibel"))
WORK = Words(Work, ("beleidsmatig", "bestuurlijk", "operationeel"))
REACHES = Words(Reach, ("lokaal", "nationaal", "internationaal"))
EFFORT_STATES = Words(EffortState, ("loopt", "wordt-afgebouwd", "gestopt", "opgegaan-in-vast"))
DRIVER_KINDS = Words(DriverKind, ("dreigingsbeeld", "scenario", "bevinding"))
ASK_STATES = Words(
    AskState, ("open", "toegezegd", "deels-toegezegd", "tegenvoorstel", "afgewezen", "ingetrokken", "afgesloten")
)
REPLIES = Words(Reply, ("ja", "deels", "tegenvoorstel", "nee"))


class ReasoningIn(In, title="MotiveringIn"):
    """The words of a decision; only the reasons are always asked."""

    reasons: Text = Field(alias="redenen")
    alternatives: Text = Field("", alias="alternatieven")
    proportionality: Text = Field("", alias="proportionaliteit")
    subsidiarity: Text = Field("", alias="subsidiariteit")
    dissent: Text = Field("", alias="afwijkendOordeel")

    @property
    def reasoning(self) -> Reasoning:
        """The words as an act takes them."""
        return Reasoning(
            reasons=self.reasons, alternatives=self.alternatives, proportionality=self.proportionality,
            subsidiarity=self.subsidiarity, dissent=self.dissent,
        )  # fmt: skip
