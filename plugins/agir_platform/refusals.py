"""What does a refusal of the shared rooms become: which status, which sentence?

Read by ``rest`` after the tables of the view's own context. A sentence says what to do.
"""

from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

_DENIED: Final = _("You may not do this. Ask the team of this site if you think you should.")

STATUSES: Final[dict[str, int]] = {
    "course_unknown": HTTPStatus.NOT_FOUND,
    "page_unreadable": HTTPStatus.BAD_REQUEST,
    "action_refused": HTTPStatus.FORBIDDEN,
    "not_a_figure": HTTPStatus.UNPROCESSABLE_ENTITY,
    "share_out_of_bounds": HTTPStatus.UNPROCESSABLE_ENTITY,
    "site_url_unset": HTTPStatus.SERVICE_UNAVAILABLE,
    "signing_key_unset": HTTPStatus.SERVICE_UNAVAILABLE,
    "private_storage_unset": HTTPStatus.SERVICE_UNAVAILABLE,
    "private_storage_exposed": HTTPStatus.SERVICE_UNAVAILABLE,
    "pdf_unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "document_too_large": HTTPStatus.UNPROCESSABLE_ENTITY,
    "document_reaches_out": HTTPStatus.UNPROCESSABLE_ENTITY,
    "vault_key_unset": HTTPStatus.SERVICE_UNAVAILABLE,
    "vault_unreadable": HTTPStatus.SERVICE_UNAVAILABLE,
    "covenant_silent": HTTPStatus.SERVICE_UNAVAILABLE,
    "covenant_not_kept": HTTPStatus.CONFLICT,
}

SENTENCES: Final[dict[str, Any]] = {
    "refused": _("This cannot be done. Check what you sent, then try again."),
    "invalid": _("Some of what you sent is not valid. Correct it, then try again."),
    "not_found": _(
        "There is nothing at this address. Check it, or go back to where you came from."
    ),
    "permission_denied": _(
        "You may not do this. Ask the team of this site if you think you should."
    ),
    "action_refused": _DENIED,
    "page_unreadable": _(
        "This page of the list cannot be read. Follow the address that the page before gave, or "
        "begin again without a cursor, with a limit from 1 to 200."
    ),
    "course_unknown": _("This site has no such course. Check the course key."),
    "not_a_figure": _("A number is expected here. Write it in digits."),
    "share_out_of_bounds": _("A score lies between 0 and what was possible. Correct it."),
    "site_url_unset": _("This site does not know its own address. Ask its operator to set one."),
    "signing_key_unset": _("This site has no signing key yet. Ask its operator to make one."),
    "private_storage_unset": _(
        "This site has no place for private files yet. Ask its operator to set one."
    ),
    "private_storage_exposed": _(
        "Private files would be public on this site. Ask its operator to move them."
    ),
    "pdf_unavailable": _("This site makes no PDF files. Print the page from your browser instead."),
    "document_too_large": _("This document is too long to be made. Shorten it, then try again."),
    "document_reaches_out": _(
        "This document asks for something outside this site. Remove it, then try again."
    ),
    "vault_key_unset": _(
        "This site cannot keep such data safely yet. Ask its operator to set a key for it."
    ),
    "vault_unreadable": _(
        "What is kept here cannot be opened with the keys of this site. Ask its operator to put "
        "the older key back."
    ),
    "covenant_silent": _(
        "Nobody can say now whether this course stays free. Switch the catalogue on, "
        "then try again."
    ),
    "covenant_not_kept": _(
        "This course does not keep the free-track covenant. Read on its covenant page what to "
        "mend, or ask an operator."
    ),
}
