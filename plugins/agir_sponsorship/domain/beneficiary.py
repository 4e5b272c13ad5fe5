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

from stdnum import iban as stdnum_iban
from stdnum.exceptions import ValidationError

INTEREST_GENERAL: Final = "interest_general"
# EPC409-09, version of 2025: the countries of SEPA by what their IBANs begin with.
_SEPA: Final = frozenset(
    "AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT "  # noqa: SIM905
    "NL NO PL PT RO RS SE SI SK SM VA".split()
)
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
    has_wrong_iban: bool = False

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
    """Return the entity of a setting; names are the fields in capitals, what is unknown is left.

    An IBAN that no transfer in euros reaches is left out: money sent to it would be lost.
    """
    texts = {
        name: str(told.get(name.upper(), "") or "").strip()
        for name in Beneficiary.__dataclass_fields__
        if name not in ("vat_rate", "has_wrong_iban")
    }
    is_wrong = bool(texts["iban"]) and not _is_reached(texts["iban"])
    if is_wrong:
        texts["iban"] = ""
    rate = told.get("VAT_RATE", 0)
    is_rate = isinstance(rate, int) and not isinstance(rate, bool) and 0 <= rate <= 10_000
    return Beneficiary(**texts, vat_rate=rate if is_rate else 0, has_wrong_iban=is_wrong)


def _is_reached(iban: str) -> bool:
    """Tell whether an IBAN (ISO 13616: check digits, length) is of a country of SEPA.

    Of any of them: none may be turned away (regulation (EU) 260/2012, article 9).
    """
    try:
        return str(stdnum_iban.validate(iban))[:2] in _SEPA
    except ValidationError:
        return False


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
