"""``/api/agir/competencies/v1/ims/case/v1p1/``: the frameworks of this site, for programs.

Public unless the site says otherwise: a cache may keep an answer for five minutes, and whoever
has one asks whether it changed (``ETag``, ``Last-Modified``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Any, ClassVar, Final
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, quote_etag
from rest_framework import exceptions
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import set_rollback

from agir_competencies.api import case
from agir_competencies.domain.refusals import CaseNameMalformed
from agir_competencies.permissions import READ, READ_CLOSED
from agir_competencies.rest_api.v1.case import pace, status
from agir_competencies.settings.common import DEFAULTS
from agir_kernel.errors import DomainError
from agir_platform.permissions import may
from agir_platform.rest import AgirAPIView, sentence_of

PUBLIC: Final = "AGIR_COMPETENCIES_CASE_PUBLIC"
MEDIA: Final = "application/json"
FRESH: Final = "public, max-age=300"
OWN: Final = "private, no-cache"
HEAVY: Final = 10  # a package, in other answers


def is_public() -> bool:
    """Tell whether this site lets everybody read its frameworks."""
    return bool(getattr(settings, PUBLIC, DEFAULTS[PUBLIC]))


class ReaderPermission(BasePermission):
    """Who reads: everybody, or whoever signed in where the site is closed."""

    def has_permission(self, request: Any, view: Any) -> bool:
        """Ask the table."""
        return may(request.user, READ if is_public() else READ_CLOSED)


class CaseView(AgirAPIView):
    """What the views of the service share; ``weight`` is what one answer costs."""

    permission_classes = (ReaderPermission,)
    weight: ClassVar[int] = 1

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Count the question before anything is looked up."""
        pace.count(request.META.get("REMOTE_ADDR", ""), self.weight)
        super().initial(request, *args, **kwargs)

    def problem(self, error: Exception, context: dict[str, Any]) -> Response | None:
        """Refuse as CASE does; what is no refusal is raised."""
        if isinstance(error, DomainError):
            code, facts = error.code, dict(error.facts)
        elif isinstance(error, exceptions.APIException):
            code, facts = error.default_code, {}
        else:
            return super().problem(error, context)
        set_rollback()
        if code not in status.REFUSALS:
            number = getattr(error, "status_code", HTTPStatus.BAD_REQUEST)
            return Response(status.unsupported(str(error)), status=number)
        number, minor, sentence = status.REFUSALS[code]
        field = str(facts.get("field", "sourcedId"))
        response = Response(status.body(minor, sentence_of(sentence, facts), field), status=number)
        if number == HTTPStatus.TOO_MANY_REQUESTS:
            response["Retry-After"] = str(facts["wait"])
        if number == HTTPStatus.UNAUTHORIZED:
            response["WWW-Authenticate"] = self.get_authenticate_header(self.request) or "JWT"
        return response

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Let pages of other sites read what everybody may read."""
        if is_public():
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = "ETag, Link, X-Total-Count"
        else:
            patch_vary_headers(response, ("Authorization", "Cookie"))
        return super().finalize_response(request, response, *args, **kwargs)


class DocumentsView(CaseView):
    """The list of frameworks."""

    def get(self, request: Request) -> HttpResponseBase:
        """Answer a page of it, and the way to the others."""
        said = dict(request.GET.lists())
        found = case.documents(said)
        response = told(request, found.entity, None)
        response["X-Total-Count"] = str(found.total)
        if ways := links(found, said):
            response["Link"] = ways
        return response


class EntityView(CaseView):
    """One entity; ``kind`` is its part of the path."""

    kind: ClassVar[str] = ""

    def get(self, request: Request, sourced_id: str) -> HttpResponseBase:
        """Answer it."""
        found = case.answer(self.kind, named(sourced_id))
        return told(request, found.entity, found.changed)


class PackageView(CaseView):
    """A framework whole."""

    weight: ClassVar[int] = HEAVY

    def get(self, request: Request, sourced_id: str) -> HttpResponseBase:
        """Answer it in pieces; nothing is read for who has it already."""
        found = case.package(named(sourced_id))
        etag, changed = quote_etag(found.version), int(found.changed.timestamp())
        known = get_conditional_response(request, etag=etag, last_modified=changed)
        response = known or StreamingHttpResponse(found.told(), content_type=MEDIA)
        return dated(response, etag, found.changed)


class DiscoveryView(CaseView):
    """What the service answers."""

    def get(self, request: Request) -> HttpResponseBase:
        """Answer an OpenAPI 3 document."""
        return told(request, case.described(), None)


def named(sourced_id: str) -> UUID:
    """Return a name; raise ``CaseNameMalformed`` for what is no UUID in its usual form."""
    try:
        found = UUID(sourced_id)
    except ValueError as error:
        raise CaseNameMalformed from error
    if str(found) != sourced_id.lower():
        raise CaseNameMalformed
    return found


def told(request: Request, entity: Mapping[str, Any], changed: datetime | None) -> HttpResponse:
    """Return an answer, or 304 to who has it already."""
    body = json.dumps(entity, ensure_ascii=False, separators=(",", ":")).encode()
    etag = quote_etag(sha256(body).hexdigest())
    response = HttpResponse(body, content_type=MEDIA)
    moment = int(changed.timestamp()) if changed else None
    known = get_conditional_response(request, etag=etag, last_modified=moment, response=response)
    return dated(known or response, etag, changed)


def dated(response: Any, etag: str, changed: datetime | None) -> Any:
    """Return an answer that says which it is, since when, and for how long it may be kept."""
    response["ETag"] = etag
    if changed:
        response["Last-Modified"] = http_date(changed.timestamp())
    response["Cache-Control"] = FRESH if is_public() else OWN
    return response


def links(found: case.Listed, said: Mapping[str, list[str]]) -> str:
    """Return the ways to the first, previous, next and last pages; '' when there is but one."""
    limit, offset, total = found.asked.limit, found.asked.offset, found.total
    last = max(0, (total - 1) // limit * limit)
    ways = {"first": 0, "prev": max(0, offset - limit), "next": offset + limit, "last": last}
    if offset == 0:
        del ways["prev"]
    if offset + limit >= total:
        del ways["next"]
    if not {"prev", "next"} & ways.keys():
        return ""
    kept = [(name, value) for name, values in said.items() for value in values
            if name not in ("limit", "offset")]  # fmt: skip
    return ", ".join(
        f"<{found.root}/CFDocuments?{urlencode([*kept, ('limit', limit), ('offset', at)])}>; "
        f'rel="{rel}"'
        for rel, at in ways.items()
    )
