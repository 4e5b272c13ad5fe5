"""One's own ledger and one's own data, for a program that acts for their person."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import StreamingHttpResponse
from django.utils.translation import get_language
from rest_framework.request import Request
from rest_framework.response import Response

from agir_competencies.api.records import LedgerRow
from agir_dashboard import records, records_files
from agir_kernel.errors import DomainError
from agir_platform import etags, retirement
from agir_platform.rest import AgirAPIView


class FilterUnreadable(DomainError):
    """A filter of the ledger that is no identifier, or no date."""

    code: ClassVar[str] = "filter_unreadable"


class EvidenceView(AgirAPIView):
    """``/me/evidence/``: a page of the ledger, the latest first.

    ``limit`` 1 to 200 (50); ``skill``, ``course``, ``since`` and ``until`` (days, inclusive) keep
    some; ``next`` is the address of the next page, null at the end.
    """

    statuses: ClassVar = {"cursor_unreadable": 400, "filter_unreadable": 400}
    sentences = records.SENTENCES

    def get(self, request: Request) -> Response:
        """Answer a page."""
        form = records.form_of(request.query_params)
        wanted = records.wanted(form)
        limit = request.query_params.get("limit", "50")
        if wanted is None or not limit.isascii() or not limit.isdigit():
            raise FilterUnreadable
        found = records.page_of(
            request.user.pk,
            wanted,
            cursor=request.query_params.get("cursor", "")[:200],
            limit=int(limit[:4]),
            language=get_language() or "en",
        )
        body = {
            "evidence": [shape(row) for row in found.rows],
            "next": _next(request, found.cursor) if found.cursor else None,
        }
        return etags.answer(request, body)


def shape(row: LedgerRow) -> dict[str, Any]:
    """Return one row; ``share`` is 0 to 1, null where a score was taken away; instants in UTC."""
    return {
        "id": str(row.id),
        "occurred_at": row.occurred_at.isoformat(),
        "recorded_at": row.recorded_at.isoformat(),
        "competency": {"id": str(row.competency), "label": row.label},
        "course_key": row.course_key,
        "object_key": row.object_key,
        "title": row.title,
        "kind": row.kind,
        "cause": row.cause,
        "share": None if row.share is None else float(row.share),
        "weight": float(row.weight),
    }


def _next(request: Request, cursor: str) -> str:
    asked = {name: value for name, value in request.query_params.items() if name != "cursor"}
    return request.build_absolute_uri(f"{request.path}?{urlencode({**asked, 'cursor': cursor})}")


class ExportView(AgirAPIView):
    """``/me/export/``: all that is held of the person, in one document."""

    def get(self, request: Request) -> StreamingHttpResponse:
        """Stream it."""
        held = retirement.export(request.user.pk)
        return StreamingHttpResponse(records_files.as_json(held), content_type="application/json")
