"""One's own data: the ledger as a page, and everything as files. Nobody else's, ever."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from http import HTTPStatus
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from agir_competencies.api.records import CursorUnreadable, Wanted
from agir_dashboard import records, records_files
from agir_platform import retirement


@login_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Show the person's ledger, the latest first, with what they asked of it."""
    user_id, language = _who(request), get_language() or "en"
    form = records.form_of(request.GET)
    wanted, error = records.wanted(form), ""
    if wanted is None:
        error, wanted = "filter_unreadable", Wanted()
    try:
        cursor = request.GET.get("before", "")[:200]
        found = records.page_of(user_id, wanted, cursor=cursor, language=language)
    except CursorUnreadable as refusal:
        error, found = refusal.code, records.page_of(user_id, wanted, language=language)
    asked = {name: value for name, value in asdict(form).items() if value}
    response = render(
        request,
        "agir_dashboard/records.html",
        {
            "lines": [records.line(row) for row in found.rows],
            "form": form,
            "choices": records.choices_of(user_id, language),
            "error": gettext(records.SENTENCES[error]) if error else "",
            "older": urlencode({**asked, "before": found.cursor}) if found.cursor else "",
            "is_first": not request.GET.get("before") or bool(error),
        },
        status=HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK,
    )
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def as_json(request: HttpRequest) -> StreamingHttpResponse:
    """Hand over everything that is held, as JSON."""
    held = retirement.export(_who(request))
    return attachment(records_files.as_json(held), "application/json", "agir.json")


@login_required
@require_safe
def as_zip(request: HttpRequest) -> StreamingHttpResponse:
    """Hand over everything that is held, as tables in a zip."""
    held = retirement.export(_who(request))
    return attachment(records_files.as_zip(held), "application/zip", "agir.zip")


def attachment(pieces: Iterator[bytes], media: str, name: str) -> StreamingHttpResponse:
    """Return a file to keep, which no cache keeps."""
    response = StreamingHttpResponse(pieces, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _who(request: HttpRequest) -> int:
    assert request.user.pk is not None  # noqa: S101  login_required lets nobody else in
    return int(request.user.pk)
