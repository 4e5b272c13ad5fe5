"""How does a verifier anywhere learn the site's keys? ``did:web`` reads this address.

Public, the same for everybody, without a cookie: a cache may keep it for five minutes, which is
also how long a verifier may go on trusting a key that was just given up.
"""

import json
from hashlib import sha256
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from agir_kernel.errors import DomainError
from agir_platform import signing
from agir_platform.refusals import SENTENCES, STATUSES

FRESH: Final = "public, max-age=300"


@require_safe
def did(request: HttpRequest) -> HttpResponse:
    """Answer the DID document; 404 with a sentence while the site has no key to show."""
    try:
        document = signing.did_document()
    except DomainError as refused:
        return _problem(refused.code, STATUSES[refused.code])
    if not document["verificationMethod"]:
        return _problem("signing_key_unset", HTTPStatus.NOT_FOUND)
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    response = HttpResponse(body, content_type="application/json")
    response["Cache-Control"] = FRESH
    etag = quote_etag(sha256(body).hexdigest())
    response["ETag"] = etag
    answer = get_conditional_response(request, etag=etag, response=response) or response
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _problem(code: str, status: int) -> HttpResponse:
    body = {
        "type": f"urn:agir:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": str(SENTENCES[code]),
        "code": code,
    }
    problem = JsonResponse(body, status=status, content_type="application/problem+json")
    problem["Cache-Control"] = "no-store"
    problem["Access-Control-Allow-Origin"] = "*"
    return problem
