"""What does a refusal about files that were made, proofs and complaints become?"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

STATUSES: Final[dict[str, int]] = {
    "batch_unknown": HTTPStatus.NOT_FOUND,
    "batch_settled": HTTPStatus.CONFLICT,
    "batch_erased": HTTPStatus.GONE,
    "batch_reason_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "form_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "complaint_unknown": HTTPStatus.NOT_FOUND,
    "complaint_says_nothing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "complaints_too_many": HTTPStatus.CONFLICT,
    "appraisal_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "offer_text_too_long": HTTPStatus.UNPROCESSABLE_ENTITY,
    "offer_hours_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "offer_text_unknown": HTTPStatus.NOT_FOUND,
    "proof_not_yet": HTTPStatus.CONFLICT,
    "trainer_unknown": HTTPStatus.CONFLICT,
}

SENTENCES: Final[dict[str, Any]] = {
    "batch_unknown": _("There is no such file. Choose one of the list."),
    "batch_settled": _(
        "This file has moved on and cannot do that now, or the day lies ahead. Reload the page."
    ),
    "batch_erased": _(
        "Persons of this file were erased meanwhile, so it is not written again. If it was never "
        "deposited, cancel it."
    ),
    "batch_reason_missing": _("Say why. The reason is kept."),
    "form_unfit": _("Something is wrong with “%(field)s”. Correct it, then try again."),
    "complaint_unknown": _("There is no such complaint. Choose one of the list."),
    "complaint_says_nothing": _("Say what went wrong, then send it."),
    "complaints_too_many": _("%(limit)s complaints wait for an answer. Wait for one of them."),
    "appraisal_unfit": _("A score is a whole number from 1 to 5. Correct it."),
    "offer_text_too_long": _(
        "EDOF reads at most %(limit)s characters in “%(field)s”; there are %(length)s. Shorten it."
    ),
    "offer_hours_unfit": _("EDOF reads at most %(limit)s hours. Correct them."),
    "offer_text_unknown": _("There is no such version of the texts. Choose one of the list."),
    "proof_not_yet": _(
        "There is no proof to give yet (%(reason)s). Keep a contract, then declare entry and exit."
    ),
    "trainer_unknown": _(
        "The operator has not said who it is (%(field)s). Ask it to fill "
        "AGIR_CERTIFICATION_TRAINER in."
    ),
}
