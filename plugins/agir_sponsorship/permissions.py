"""Who may do what in sponsorship?"""

from __future__ import annotations

from typing import Final

from agir_platform.permissions import Role, declare

READ_LEDGER: Final = declare("sponsorship.ledger.read", Role.ANYBODY)
REGISTER_ORGANISATION: Final = declare("sponsorship.organisations.register", Role.LEARNER)
SEE_ORGANISATION: Final = declare("sponsorship.organisations.see", Role.SPONSOR)
DECIDE_ORGANISATIONS: Final = declare("sponsorship.organisations.decide", Role.OPERATOR)
READ_CAMPAIGNS: Final = declare("sponsorship.campaigns.read", Role.ANYBODY)
PLEDGE: Final = declare("sponsorship.pledges.make", Role.SPONSOR)
SEE_PLEDGES: Final = declare("sponsorship.pledges.see", Role.SPONSOR)
RUN_CAMPAIGNS: Final = declare("sponsorship.campaigns.run", Role.OPERATOR)
HANDLE_MONEY: Final = declare("sponsorship.money.handle", Role.OPERATOR)
SEE_OWN_SEATS: Final = declare("sponsorship.seats.see", Role.LEARNER)
MANAGE_SEATS: Final = declare("sponsorship.seats.manage", Role.OPERATOR)
DECIDE_AID: Final = declare("sponsorship.aid.decide", Role.OPERATOR)
SEE_IMPACT: Final = declare("sponsorship.impact.see", Role.SPONSOR)
