"""Who may do what in sponsorship?"""

from __future__ import annotations

from typing import Final

from agir_platform.permissions import Role, declare

READ_LEDGER: Final = declare("sponsorship.ledger.read", Role.ANYBODY)
REGISTER_ORGANISATION: Final = declare("sponsorship.organisations.register", Role.LEARNER)
SEE_ORGANISATION: Final = declare("sponsorship.organisations.see", Role.SPONSOR)
DECIDE_ORGANISATIONS: Final = declare("sponsorship.organisations.decide", Role.OPERATOR)
