"""What does a refusal of sponsorship become: which status, which sentence?

Read by pages and REST views alike; what the shared rooms refuse, they say themselves. A sentence
says what to do.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from agir_kernel.errors import DomainError
from agir_platform import refusals
from agir_platform.rest import sentence_of

STATUSES: Final[dict[str, int]] = {
    "ledger_unbalanced": HTTPStatus.UNPROCESSABLE_ENTITY,
    "invalid_posting": HTTPStatus.UNPROCESSABLE_ENTITY,
    "invalid_ledger_facts": HTTPStatus.UNPROCESSABLE_ENTITY,
    "invalid_ledger_entry": HTTPStatus.UNPROCESSABLE_ENTITY,
    "account_unknown": HTTPStatus.UNPROCESSABLE_ENTITY,
    "account_overdrawn": HTTPStatus.CONFLICT,
    "account_overflows": HTTPStatus.UNPROCESSABLE_ENTITY,
    "idempotency_mismatch": HTTPStatus.CONFLICT,
    "transaction_unknown": HTTPStatus.NOT_FOUND,
    "reversal_exceeds": HTTPStatus.CONFLICT,
    "reversal_is_final": HTTPStatus.CONFLICT,
    "invalid_reversal_part": HTTPStatus.UNPROCESSABLE_ENTITY,
    "row_is_final": HTTPStatus.CONFLICT,
    "name_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "identifier_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "organisation_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "organisation_unknown": HTTPStatus.NOT_FOUND,
    "organisation_not_verified": HTTPStatus.CONFLICT,
    "organisation_reason_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "organisation_is_own": HTTPStatus.FORBIDDEN,
    "organisation_taken": HTTPStatus.CONFLICT,
    "organisation_role_refused": HTTPStatus.FORBIDDEN,
    "too_many_organisations": HTTPStatus.CONFLICT,
    "too_many_contacts": HTTPStatus.CONFLICT,
    "invitation_unknown": HTTPStatus.NOT_FOUND,
    "last_administrator": HTTPStatus.CONFLICT,
    "logo_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
}

SENTENCES: Final[dict[str, Any]] = {
    "ledger_unbalanced": _("What is booked must add up to nothing. Check the amounts."),
    "invalid_posting": _("An amount is a whole number of cents, not 0. Correct it."),
    "invalid_ledger_facts": _("The ledger keeps identifiers only: no name and no text."),
    "invalid_ledger_entry": _("This date, key or kind cannot be booked. Correct it."),
    "account_unknown": _("The ledger has no such account. Check its code."),
    "account_overdrawn": _(
        "There is not enough money left for this. Check what was spent already."
    ),
    "account_overflows": _("This amount is larger than the ledger can hold. Check it."),
    "idempotency_mismatch": _(
        "This request was used for something else. Reload the page, then try again."
    ),
    "transaction_unknown": _("The ledger has no such transaction. Check its identifier."),
    "reversal_exceeds": _("No more can be taken back than was booked. Check the amount."),
    "reversal_is_final": _("What was taken back stays so. Book anew what is right."),
    "invalid_reversal_part": _("This part is too small or too large. Give a part of the whole."),
    "row_is_final": _("What is booked is never changed. Take it back, then book what is right."),
    "name_unfit": _(
        "This text cannot be shown to everybody. Write a plain name in one alphabet, at most "
        "%(longest)s characters, without emoji, invisible signs or a sign such as = at its "
        "beginning."
    ),
    "identifier_unfit": _(
        "This number is not one of this organisation. Copy SIREN, SIRET or VAT number from an "
        "official document; in France a SIREN is needed, elsewhere a VAT or register number."
    ),
    "organisation_unfit": _(
        "Choose among what the form offers; a website begins with https:// and a public name."
    ),
    "organisation_unknown": _("There is no such organisation, or you do not speak for it."),
    "organisation_not_verified": _(
        "This organisation is not verified yet. Submit it, then wait for the operator."
    ),
    "organisation_reason_missing": _(
        "Say why, in at most %(limit)s characters: the organisation reads it."
    ),
    "organisation_is_own": _(
        "You speak for this organisation, so another person decides about it. Ask a colleague."
    ),
    "organisation_taken": _(
        "Another verified organisation has this number. Close one of them first."
    ),
    "organisation_role_refused": _(
        "Your role in this organisation does not allow this. Ask one of its administrators."
    ),
    "too_many_organisations": _(
        "You registered %(limit)s organisations that wait. Finish those first."
    ),
    "too_many_contacts": _(
        "An organisation has at most %(limit)s contacts and open invitations. Remove one first."
    ),
    "invitation_unknown": _(
        "This invitation was used, taken back or has ended. Ask for another one."
    ),
    "last_administrator": _(
        "An organisation keeps at least one administrator. Invite another one first."
    ),
    "logo_unfit": _(
        "Send a PNG, JPEG, WebP or GIF picture of at most 2 MB and 16 million pixels, each side "
        "at least 16 pixels. SVG is not taken, since it can hold scripts."
    ),
}


def status(refusal: DomainError) -> int:
    """Return the status that a refusal becomes."""
    found = STATUSES.get(refusal.code) or refusals.STATUSES.get(refusal.code)
    return found or HTTPStatus.BAD_REQUEST


def sentence(refusal: DomainError) -> str:
    """Return what a refusal says, in the language of the reader."""
    general = refusals.SENTENCES
    told = SENTENCES.get(refusal.code) or general.get(refusal.code, general["refused"])
    return sentence_of(told, refusal.facts)
