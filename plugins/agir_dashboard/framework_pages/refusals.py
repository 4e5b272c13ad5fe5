"""What does a refusal of an import become: which status, which sentence?"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from agir_competencies.api import imports
from agir_dashboard.framework_pages import words
from agir_kernel.errors import DomainError
from agir_platform.refusals import SENTENCES
from agir_platform.refusals import STATUSES as SHARED
from agir_platform.rest import sentence_of

STATUSES: Final[dict[str, int]] = {
    **SHARED,
    "framework_unknown": HTTPStatus.NOT_FOUND,
    "framework_not_local": HTTPStatus.CONFLICT,
    "framework_title_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "sheets_too_many": HTTPStatus.UNPROCESSABLE_ENTITY,
    "framework_too_large": HTTPStatus.UNPROCESSABLE_ENTITY,
    "statement_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
    "item_unknown": HTTPStatus.CONFLICT,
    "labels_collide": HTTPStatus.CONFLICT,
    "import_unknown": HTTPStatus.NOT_FOUND,
    "import_under_way": HTTPStatus.CONFLICT,
    "import_moved": HTTPStatus.CONFLICT,
    "upload_missing": HTTPStatus.UNPROCESSABLE_ENTITY,
    "upload_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "upload_unknown": HTTPStatus.UNPROCESSABLE_ENTITY,
    "upload_mismatched": HTTPStatus.UNPROCESSABLE_ENTITY,
    "import_address_unfit": HTTPStatus.UNPROCESSABLE_ENTITY,
}


def status(refusal: DomainError) -> int:
    """Return the status of the page that tells a refusal."""
    return STATUSES.get(refusal.code, HTTPStatus.BAD_REQUEST)


def sentence(refusal: DomainError) -> str:
    """Return a refusal in words."""
    if refusal.code in SENTENCES:
        return sentence_of(SENTENCES[refusal.code], refusal.facts)
    if refusal.code == "upload_mismatched":
        named = {name: words.chosen(str(code)) for name, code in refusal.facts.items()}
        return imports.refusal(imports.UploadMismatched(**named))
    return imports.refusal(refusal)
