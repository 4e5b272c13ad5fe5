"""What is said of something that EDOF would refuse?"""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from agir_certification.domain.offer_checks import OfferFault

DETAILS: Final[dict[str, Any]] = {
    "siret": _("The SIRET is none. Write it in AGIR_CERTIFICATION_TRAINER."),
    "missing": _("This is missing. EDOF asks for it."),
    "twice": _("This stands twice. EDOF takes one alone."),
    "form": _("This has not the form that EDOF reads."),
    "code": _("This is no code of the RNCP or the RS."),
    "foreign": _("This bloc is of another certification."),
    "bounds": _("This number is outside the bounds that EDOF allows."),
    "order": _("The end lies before the beginning."),
    "length": _("This is longer than EDOF reads."),
    "characters": _("A letter of this has no place in ISO-8859-1. Write it another way."),
    "currency": _("EDOF knows prices in euros alone."),
    "sheet_unchecked": _("The sheet of France compétences was not checked. Check it first."),
    "sheet_inactive": _("The sheet is not active: it may not be offered."),
    "sheet_ended": _("The sheet has ended: it may not be offered."),
    "habilitation_missing": _("No habilitation was found: it may not be offered."),
    "habilitation_inactive": _("The habilitation is not active: it may not be offered."),
}
OTHERWISE: Final = _("EDOF would refuse this.")


def sentence(fault: OfferFault) -> str:
    """Return what is wrong, in the language of the reader."""
    return str(DETAILS.get(fault.detail, OTHERWISE))


def line(fault: OfferFault) -> str:
    """Return number, element, EDOF's own code where it is known, and the sentence on one line."""
    code = f"({fault.code})" if fault.code else ""
    told = (fault.number, fault.field, code, sentence(fault))
    return " ".join(part for part in told if part)
