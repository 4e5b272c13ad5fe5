"""How does a view of the suite answer a program, and how does it refuse?

One base for every REST view. It states its authentication and its permission, because the
platform's own default lets anybody in. Every refusal leaves as problem details (RFC 9457,
``application/problem+json``): ``type``, ``title``, ``status``, ``detail`` and the stable ``code``.
An unforeseen fault is no refusal: it is raised, and the platform logs it.
"""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, ClassVar, Final

from django.http import Http404
from django.utils.encoding import force_str
from edx_rest_framework_extensions.auth.jwt.authentication import JwtAuthentication
from edx_rest_framework_extensions.auth.session.authentication import (
    SessionAuthenticationAllowInactiveUser,
)
from rest_framework import exceptions
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler, set_rollback

from agir_kernel.errors import DomainError
from agir_platform.refusals import SENTENCES, STATUSES

PROBLEM: Final = "application/problem+json"


class ProblemRenderer(JSONRenderer):
    """JSON under the media type of problem details."""

    media_type = PROBLEM


class AgirAPIView(APIView):
    """A REST view of the suite.

    A view that is open to others than signed-in people declares its own ``permission_classes``.
    ``statuses`` and ``sentences`` say what a refusal of the view's context becomes, by its
    ``code``; a sentence may name the refusal's facts (``%(limit)s``). A code in neither is 400
    with a general sentence.
    """

    authentication_classes = (JwtAuthentication, SessionAuthenticationAllowInactiveUser)
    permission_classes: Sequence[Any] = (IsAuthenticated,)
    renderer_classes: Sequence[Any] = (JSONRenderer,)
    statuses: ClassVar[Mapping[str, int]] = {}
    sentences: ClassVar[Mapping[str, Any]] = {}

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], Response | None]:
        """Answer every refusal in the same shape, whatever the platform's own settings say."""
        return self.problem

    def problem(self, error: Exception, context: dict[str, Any]) -> Response | None:
        """Return the problem details of a refusal, ``None`` for what is none."""
        if isinstance(error, DomainError):
            set_rollback()
            return _answer(self._status_of(error), error.code, self._sentence_of(error))
        told = exception_handler(error, context)
        if told is None:
            return None
        code = _code_of(error)
        answer = _answer(told.status_code, code, _detail_of(error), _errors_of(error))
        for header in ("WWW-Authenticate", "Retry-After"):
            if header in told.headers:
                answer[header] = told.headers[header]
        return answer

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Give a refusal its own renderer, and keep answers about people out of every cache."""
        final = super().finalize_response(request, response, *args, **kwargs)
        final.headers.setdefault("Cache-Control", "private, no-store")
        if getattr(final, "is_problem", False):
            final.accepted_renderer, final.accepted_media_type = ProblemRenderer(), PROBLEM
        return final

    def _status_of(self, error: DomainError) -> int:
        return self.statuses.get(error.code) or STATUSES.get(error.code, HTTPStatus.BAD_REQUEST)

    def _sentence_of(self, error: DomainError) -> str:
        sentence = self.sentences.get(error.code) or SENTENCES.get(error.code, SENTENCES["refused"])
        return sentence_of(sentence, error.facts)


def sentence_of(sentence: Any, facts: Mapping[str, object]) -> str:
    """Return a translated sentence with the facts it names; bare where a fact is missing."""
    text = force_str(sentence)
    try:
        return text % facts if "%(" in text else text
    except (KeyError, TypeError, ValueError):
        return text


def _answer(
    status: int, code: str, detail: str, errors: Sequence[Mapping[str, str]] = ()
) -> Response:
    body: dict[str, Any] = {
        "type": f"urn:agir:problem:{code}",
        "title": HTTPStatus(status).phrase,
        "status": int(status),
        "detail": detail,
        "code": code,
    }
    if errors:
        body["errors"] = list(errors)
    response = Response(body, status=status)
    response.is_problem = True
    return response


def _code_of(error: Exception) -> str:
    if isinstance(error, Http404):
        return "not_found"
    if isinstance(error, exceptions.APIException):
        return "invalid" if isinstance(error, exceptions.ValidationError) else error.default_code
    return "permission_denied"


def _detail_of(error: Exception) -> str:
    if isinstance(error, exceptions.APIException) and not isinstance(
        error, exceptions.ValidationError
    ):
        return force_str(error.detail)
    return force_str(SENTENCES[_code_of(error)])


def _errors_of(error: Exception) -> list[dict[str, str]]:
    """Return each fault of a body as ``{"pointer": JSON pointer, "detail": sentence}``."""
    if not isinstance(error, exceptions.ValidationError):
        return []
    return [
        {"pointer": pointer, "detail": force_str(detail)}
        for pointer, detail in _walk("#", error.detail)
    ]


def _walk(pointer: str, detail: Any) -> list[tuple[str, Any]]:
    if isinstance(detail, Mapping):
        inner = [
            (pointer if key == "non_field_errors" else f"{pointer}/{key}", value)
            for key, value in detail.items()
        ]
    elif isinstance(detail, list) and any(isinstance(item, Mapping | list) for item in detail):
        inner = [(f"{pointer}/{place}", value) for place, value in enumerate(detail)]
    elif isinstance(detail, list):
        return [(pointer, item) for item in detail]
    else:
        return [(pointer, detail)]
    return [found for place, value in inner for found in _walk(place, value)]
