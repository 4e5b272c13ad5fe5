"""A block's handlers over HTTP: signed in, with CSRF, every fault as JSON."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from webob import Request
from xblock.django.request import django_to_webob_request, webob_to_django_response
from xblock.exceptions import JsonHandlerError, NoSuchHandlerError

from host.courseware.runtime import HostRuntime
from host.courseware.views import gate
from host.courseware.views.comma import with_decimal_points

log = logging.getLogger(__name__)
SUBMITS = ("problem_check", "problem_save")


def handler(
    request: HttpRequest, course_key: str, usage_key: str, name: str, suffix: str = ""
) -> HttpResponse:
    """Run a handler as the learner who asks."""
    return as_json(lambda: _learner(request, course_key, usage_key, name, suffix))


def handler_alone(
    request: HttpRequest, usage_key: str, name: str, suffix: str = ""
) -> HttpResponse:
    """Run a handler named by the block alone."""
    return as_json(lambda: _learner(request, "", usage_key, name, suffix))


@csrf_exempt
def handler_noauth(
    request: HttpRequest, course_key: str, usage_key: str, name: str, suffix: str = ""
) -> HttpResponse:
    """Run a handler for a caller without a session, as the platform does: nobody asks."""
    request.user = AnonymousUser()
    return as_json(lambda: _learner(request, course_key, usage_key, name, suffix, visitors=True))


def as_json(answer: Callable[[], HttpResponse]) -> HttpResponse:
    """Return the answer; a refusal or a fault becomes JSON, and what it wrote is undone."""
    try:
        with transaction.atomic():
            return answer()
    except Exception as fault:  # noqa: BLE001  every fault of a block becomes an answer
        status, sentence = _told(fault)
        return refused(sentence, status)


def _told(fault: Exception) -> tuple[int, str]:
    """Return the status and sentence of a refusal; log what is none.

    A problem's ``ProcessingError`` is a 200, as in the LMS: its script shows the sentence.
    """
    if isinstance(fault, JsonHandlerError):
        return fault.status_code, str(fault.message)
    if isinstance(fault, PermissionDenied):
        return 403, str(fault)
    if isinstance(fault, Http404 | NoSuchHandlerError):
        return 404, str(fault)
    by_name = {"ProcessingError": 200, "NotFoundError": 404}
    status = by_name.get(type(fault).__name__)
    if status is not None:
        return status, str(fault)
    log.error("a handler failed", exc_info=fault)
    return 500, _("The answer could not be read. Reload the page and try again.")


def refused(sentence: str, status: int) -> JsonResponse:
    """Return a refusal that both our scripts and the platform's can show."""
    return JsonResponse({"success": sentence, "error": sentence}, status=status)


def _learner(
    request: HttpRequest,
    course_key: str,
    usage_key: str,
    name: str,
    suffix: str,
    *,
    visitors: bool = False,
) -> HttpResponse:
    visit = gate.enter(request, usage_key, visitors=visitors)
    if course_key and visit.row.course.key != course_key:
        raise Http404(_("There is no such block."))
    runtime = HostRuntime(visit.key.context_key, visit.user, is_staff=visit.is_staff)
    block = runtime.block(visit.key)
    asked = django_to_webob_request(request)
    if suffix in SUBMITS:
        asked = with_decimal_points(asked, block)
    return run(runtime, block, name, asked, suffix)


def run(runtime: HostRuntime, block: Any, name: str, asked: Request, suffix: str) -> HttpResponse:
    """Run a block's handler and return what it answers."""
    answered = runtime.handle(block, name, asked, suffix)
    return webob_to_django_response(answered)
