"""Which notice is shown before a civil status is asked for, on which legal ground, and to whom?

No box of consent: a certifier is obliged to hand the holders over (articles L6113-8 and
R6113-17-2 of the Code du travail; article 6(1)(c) of the GDPR), a training partner does it for
the certifier under the contract of the registration (6(1)(b)). A text that changes is a new
version, and whoever answered an older one is shown the new one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from agir_certification.domain.passage import Role

VERSION: Final = "2026-11"
LEGAL_OBLIGATION: Final = "legal_obligation"
CONTRACT: Final = "contract"


@dataclass(frozen=True, slots=True)
class Notice:
    """What a learner reads before the form, in the language of the moment."""

    version: str
    basis: str
    purpose: str
    ground: str
    recipients: str
    retention: str
    rights: str


def basis_of(role: Role) -> str:
    """Return the legal ground by what the operator is for the certification."""
    return CONTRACT if role is Role.TRAINING_PARTNER else LEGAL_OBLIGATION


def notice(role: Role) -> Notice:
    """Return the notice that holds now for an operator of this role."""
    is_partner = role is Role.TRAINING_PARTNER
    return Notice(
        version=VERSION,
        basis=basis_of(role),
        purpose=_(
            "Your names, sex, date and place of birth let the Caisse des Dépôts write the "
            "certification that you obtain on your own account. They serve nothing else."
        ),
        ground=_(
            "The certifier asks us for them under the contract of your registration "
            "(GDPR, article 6(1)(b))."
        )
        if is_partner
        else _(
            "The Code du travail obliges the certifier to hand them over "
            "(articles L6113-8 and R6113-17-2; GDPR, article 6(1)(c))."
        ),
        recipients=_("The certifier, and through it the Caisse des Dépôts. No sponsor sees them.")
        if is_partner
        else _("The Caisse des Dépôts. No sponsor and no course team sees them."),
        retention=_(
            "They are kept encrypted until the Caisse des Dépôts has accepted them and can no "
            "longer ask for a correction, then erased. Without a certification obtained, they are "
            "erased some months after your last session."
        ),
        rights=_(
            "You can read and correct them here at any time. Whoever reads them is written down."
        ),
    )
