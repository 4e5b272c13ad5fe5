"""What did a page ask of a block, and how is it refused? JSON in, JSON out."""

from __future__ import annotations

import json
from typing import Any, ClassVar, Final

from django.utils.translation import gettext as _
from webob import Response

from agir_kernel.errors import DomainError

MOST_BYTES: Final = 20_000


class RequestMalformed(DomainError):
    """The body is no JSON object, or too large, or the method is not POST."""

    code: ClassVar[str] = "request_malformed"


def posted(request: Any, most_bytes: int = MOST_BYTES) -> dict[str, Any]:
    """Return the JSON object that was posted; raise ``RequestMalformed``."""
    if request.method != "POST" or len(request.body) > most_bytes:
        raise RequestMalformed()
    try:
        said = json.loads(request.body.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise RequestMalformed() from error
    if not isinstance(said, dict):
        raise RequestMalformed()
    return said


def answer(facts: dict[str, Any], status: int = 200) -> Response:
    """Return facts as JSON."""
    return Response(
        json.dumps(facts, ensure_ascii=False),
        status=status,
        content_type="application/json",
        charset="utf-8",
    )


def refusal(code: str, sentence: str, status: int = 400, field: str = "") -> Response:
    """Return one sentence that says what to do, and its stable code."""
    facts = {"code": code, "message": sentence}
    return answer({**facts, "field": field} if field else facts, status)


def malformed() -> Response:
    """Refuse a body that no page of ours sends."""
    return refusal(
        RequestMalformed.code, _("This request could not be read. Reload the page and try again.")
    )
