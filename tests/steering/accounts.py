# SPDX-License-Identifier: EUPL-1.2
"""A half year at a small network, and the account of it, told by the acts that make it."""

from datetime import date

import pytest

from tests.steering.conftest import Table, again
from vijfveld.law.events import deliver
from vijfveld.law.refusals import Refused
from vijfveld.law.sealer import seal_pending
from vijfveld.node.roles import Role
from vijfveld.node.viewer import Viewer
from vijfveld.steering.acts.account_freezing import freeze_account
from vijfveld.steering.acts.account_remarks import Remarked, place_remark, reply_to_remark
from vijfveld.steering.acts.accounts import (
    Period,
    Written,
    keep_count,
    open_account,
    prepare_account,
    write_field,
    write_introduction,
)
from vijfveld.steering.models import Account, AccountField, AccountRemark
from vijfveld.steering.tallying import count_now
from vijfveld.strategy.acts.asks import Said, answer_ask, put_ask
from vijfveld.strategy.acts.drivers import state_driver
from vijfveld.strategy.acts.efforts import Plan, propose_flexible
from vijfveld.strategy.acts.exits import end_effort
from vijfveld.strategy.models import Ask, Effort

FIRST, LAST = date(2026, 3, 1), date(2026, 4, 30)
SECRET = "Wij hebben hiervoor geen geld meer."


class Half:
    """The half year, step by step; whoever tells it may stop anywhere."""

    def __init__(self, table: Table) -> None:
        self.table, self.world = table, table.world

    def by(self, viewer: Viewer):
        return self.world.caller(viewer)

    def effort(self, title: str = "Weerbare evenementen") -> Effort:
        """A flexible effort of the coordinator in Prepare."""
        cora = self.table.coordinator
        driver = state_driver(
            self.by(Viewer(cora.person, cora.organisation, cora.roles | {Role.ANALYST}, now=self.world.now)),
            sort="scenario", title="Drukte", statement="Druk.", source="Scenario", stated_on=self.world.now.date(),
        )  # fmt: skip
        plan = Plan(
            title, "Organisatoren kennen hun rol.", "voorbereiden.doel", "operational", "local", "coordinatie-ct",
            self.world.now.date(),
        )  # fmt: skip
        return propose_flexible(self.by(cora), plan, driver=driver.id, ends_on=date(2026, 9, 1))

    def ask(self, effort: Effort, partner: Viewer) -> Ask:
        return put_ask(
            self.by(self.table.coordinator), effort.id, partner=partner.organisation, what="Mensen.", capacity=2,
            reply_by=date(2026, 3, 30),
        )  # fmt: skip

    def say(self, ask: Ask, partner: Viewer, reply: str = "accepted", reason: str = "") -> None:
        answer_ask(self.by(partner), ask.id, again(ask).version, Said(reply, reason=reason))

    def lived(self) -> None:
        """Two efforts, four asks, three answers, an effort that ended, and something that was refused."""
        effort, other = self.effort(), self.effort("Rust rond een zitting")
        asks = [self.ask(effort, partner) for partner in self.table.partners]
        self.say(asks[0], self.table.town)
        self.say(asks[1], self.table.school, "declined", SECRET)
        late = self.ask(other, self.table.police)
        self.say(late, self.table.police)
        self.world.later(days=20)
        from vijfveld.law.models import Reasoning

        end_effort(self.by(self.table.coordinator), other.id, again(other).version, reasoning=Reasoning("Klaar."))
        with pytest.raises(Refused):
            end_effort(self.by(self.table.town), effort.id, 1, reasoning=Reasoning("Niet van ons."))

    def prepared(self, **changes) -> Account:
        period = Period(**{"title": "Verantwoording voorjaar", "first_on": FIRST, "last_on": LAST, **changes})
        return prepare_account(self.by(self.table.coordinator), period)

    def counted(self, account: Account):
        seal_pending(self.world.now)
        deliver(self.world.now)
        kept = count_now(account, self.world.now)
        return keep_count(self.by(self.table.coordinator), account.id, kept)

    def written(self, account: Account) -> None:
        cora = self.table.coordinator
        write_introduction(self.by(cora), account.id, again(account).version, introduction="Wat wij deden.")
        for one in AccountField.objects.beyond_access("test").filter(account=account):
            told = Written("Goed.", "Minder goed.", "Grijs.", f"Over {one.area} is niet alles te meten.")
            write_field(self.by(cora), one.id, one.version, told)

    def opened(self, account: Account, remarks_by: date = date(2026, 5, 28)) -> Account:
        cora = self.table.coordinator
        return open_account(self.by(cora), account.id, again(account).version, remarks_by=remarks_by)

    def remarked(
        self, account: Account, *, aloud: bool = True, words: str = "Scholen staan er te kort in."
    ) -> AccountRemark:
        made = place_remark(self.by(self.table.school), account.id, Remarked(words, "voorkomen", aloud))
        return reply_to_remark(self.by(self.table.coordinator), made.id, made.version, reply="Dat klopt.")

    def frozen(self, account: Account, early: str = "De Kamer vraagt er nu om.") -> Account:
        cora = self.table.coordinator
        return freeze_account(self.by(cora), account.id, again(account).version, reasons="Klaar.", early=early)

    def whole(self, *, lived: bool = True, **changes) -> Account:
        """From the first ask to the frozen account."""
        if lived:
            self.lived()
        account = self.prepared(**changes)
        self.world.later(days=(account.last_on - self.world.now.date()).days + 2)
        self.counted(account)
        self.written(account)
        self.opened(account, remarks_by=self.world.now.date().replace(day=28))
        self.remarked(account)
        return self.frozen(account)
