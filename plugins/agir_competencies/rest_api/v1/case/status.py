"""How does the service refuse? In CASE's own words, ``imsx_StatusInfo``, with a sentence."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

# The refusal's code: status, the minor code of CASE, the sentence.
REFUSALS: Final[dict[str, tuple[int, str, Any]]] = {
    "case_name_malformed": (
        HTTPStatus.NOT_FOUND,
        "invalid_uuid",
        _("This name is not a UUID. Copy the whole identifier, then ask again."),
    ),
    "case_unknown": (
        HTTPStatus.NOT_FOUND,
        "unknownobject",
        _("Nothing here has this identifier. See CFDocuments for what this site holds."),
    ),
    "case_query_refused": (
        HTTPStatus.BAD_REQUEST,
        "invalid_selection_field",
        _("The parameter “%(field)s” cannot be followed. Correct it as CASE 1.1 says, then ask "
          "again."),
    ),
    "case_busy": (
        HTTPStatus.TOO_MANY_REQUESTS,
        "server_busy",
        _("Too many questions came from where you are. Ask again in a minute."),
    ),
    "not_authenticated": (
        HTTPStatus.UNAUTHORIZED,
        "unauthorised_request",
        _("The frameworks of this site are for people who signed in. Sign in, then ask again."),
    ),
    "authentication_failed": (
        HTTPStatus.UNAUTHORIZED,
        "unauthorised_request",
        _("Your sign-in is not valid any more. Sign in again, then ask again."),
    ),
    "permission_denied": (
        HTTPStatus.FORBIDDEN,
        "forbidden",
        _("You may not read the frameworks of this site. Ask its team if you think you should."),
    ),
    "site_url_unset": (
        HTTPStatus.SERVICE_UNAVAILABLE,
        "internal_server_error",
        _("This site does not know its own address. Ask its operator to set one."),
    ),
}  # fmt: skip


def body(minor: str, sentence: str, field: str = "sourcedId") -> dict[str, Any]:
    """Return an ``imsx_StatusInfo``; ``field`` is what the refusal is about."""
    told = {"imsx_codeMinorFieldName": field, "imsx_codeMinorFieldValue": minor}
    return {
        "imsx_codeMajor": "failure",
        "imsx_severity": "error",
        "imsx_description": sentence,
        "imsx_codeMinor": {"imsx_codeMinorField": [told]},
    }


def unsupported(sentence: str) -> dict[str, Any]:
    """Return an ``imsx_StatusInfo`` for what CASE has no minor code for: a method, a media type."""
    return {
        "imsx_codeMajor": "unsupported",
        "imsx_severity": "error",
        "imsx_description": sentence,
    }
