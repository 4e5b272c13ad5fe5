"""Who receives the money? The operator's own legal entity, as its settings describe it.

Nothing is assumed of its tax status: while the site did not say it, every document is a draft
("Projet"), and there is no tax receipt until its legal ground and the date of the administration's
answer (rescrit, LPF art. L80 C) are there too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

INTEREST_GENERAL: Final = "interest_general"
STATUSES: Final = frozenset({INTEREST_GENERAL, "vat_registered", "other"})


@dataclass(frozen=True, slots=True)
class Beneficiary:
    """The legal entity. ``vat_rate`` is in hundredths of a percent (2000 is 20 %), 0 without VAT.

    ``legal_ground`` is the paragraph of CGI art. 238 bis that its gifts rest on; ``rescrit_on`` the
    date of the administration's answer; ``purpose`` what it is for, as a receipt asks.
    """

    legal_name: str = ""
    legal_form: str = ""
    siret: str = ""
    vat: str = ""
    address: str = ""
    iban: str = ""
    bic: str = ""
    fiscal_status: str = ""
    legal_ground: str = ""
    rescrit_on: str = ""
    purpose: str = ""
    vat_rate: int = 0
    vat_mention: str = ""

    @property
    def is_draft(self) -> bool:
        """Tell whether all its documents are drafts."""
        return self.fiscal_status not in STATUSES or not (self.legal_name and self.siret)

    @property
    def gives_receipts(self) -> bool:
        """Tell whether a gift to it may get a tax receipt."""
        return (
            not self.is_draft
            and self.fiscal_status == INTEREST_GENERAL
            and bool(self.legal_ground)
            and _is_day(self.rescrit_on)
        )


def read(told: Mapping[str, Any]) -> Beneficiary:
    """Return the entity of a setting; names are the fields in capitals, what is unknown is left."""
    texts = {
        name: str(told.get(name.upper(), "") or "").strip()
        for name in Beneficiary.__dataclass_fields__
        if name != "vat_rate"
    }
    rate = told.get("VAT_RATE", 0)
    is_rate = isinstance(rate, int) and not isinstance(rate, bool) and 0 <= rate <= 10_000
    return Beneficiary(**texts, vat_rate=rate if is_rate else 0)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
