"""``/api/agir/badges/v1/``: a learner's own badges, and verification for anybody."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response

from agir_badges import api, sentences
from agir_badges.domain.refusals import CredentialUnknown
from agir_badges.pages.uploads import UploadTooLarge, small
from agir_badges.permissions import OWN, VERIFY
from agir_badges.rest_api.v1 import shapes
from agir_badges.rest_api.v1.serializers import ChangeSerializer, HandedSerializer
from agir_badges.verifying import LIMIT, WAIT_SECONDS, Handed, examine
from agir_platform import etags, paging
from agir_platform.learners import api as learners
from agir_platform.permissions import ensure
from agir_platform.rest import AgirAPIView

STATUSES: dict[str, int] = {
    "credential_unknown": HTTPStatus.NOT_FOUND,
    "credential_deleted": HTTPStatus.GONE,
    "credential_revoked": HTTPStatus.CONFLICT,
    "credential_unsigned": HTTPStatus.CONFLICT,
    "credential_suspended": HTTPStatus.CONFLICT,
    "skill_not_demonstrated": HTTPStatus.CONFLICT,
    "evidence_unknown": HTTPStatus.UNPROCESSABLE_ENTITY,
    "did_malformed": HTTPStatus.UNPROCESSABLE_ENTITY,
    "signing_key_unset": HTTPStatus.SERVICE_UNAVAILABLE,
    "upload_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too_many_verifications": HTTPStatus.TOO_MANY_REQUESTS,
}


class BadgesAPIView(AgirAPIView):
    """What the views of badges share: what a refusal becomes."""

    statuses: ClassVar[dict[str, int]] = STATUSES
    sentences: ClassVar[Any] = sentences.REFUSALS

    def problem(self, error: Exception, context: dict[str, Any]) -> Response | None:
        """Say as well when to ask again."""
        answer = super().problem(error, context)
        if answer is not None and answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            answer["Retry-After"] = str(WAIT_SECONDS)
        return answer


class OwnAPIView(BadgesAPIView):
    """A view on the badges of whoever asks."""

    def subject(self, request: Request) -> UUID:
        """Return the learner's subject; raise ``CredentialUnknown`` when the suite has none."""
        ensure(request.user, OWN)
        found = learners.known_subject(request.user.pk)
        if found is None:
            raise CredentialUnknown
        return found


class CredentialsView(OwnAPIView):
    """A learner lists their own badges, signed or not, and the skills they claimed."""

    def get(self, request: Request) -> Response:
        """Answer a page of the list, the latest first."""
        ensure(request.user, OWN)
        subject = learners.known_subject(request.user.pk)
        found = api.credentials_of(subject, get_language() or "en") if subject else []
        body = paging.page_of_all(
            request,
            "results",
            found,
            key=lambda one: paging.latest(one.awarded_at, one.id),
            shape=lambda one: shapes.line(one, request.build_absolute_uri(_path(one.id))),
        )
        return etags.answer(request, body)


class CredentialView(OwnAPIView):
    """A learner reads, changes and deletes one badge of theirs."""

    def get(self, request: Request, credential: UUID) -> Response:
        """Answer the badge."""
        return self._told(credential, self.subject(request))

    @transaction.atomic
    def patch(self, request: Request, credential: UUID) -> Response:
        """Change what is named, all of it or nothing."""
        subject, now = self.subject(request), timezone.now()
        sent = ChangeSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        change: dict[str, Any] = sent.validated_data
        api.credential(credential, subject, "en")
        if "evidence" in change:
            api.show_evidence(credential, subject, change["evidence"], now=now)
        if "recipient" in change:
            api.bind_did(credential, subject, change["recipient"].strip(), now=now)
        if "hidden" in change:
            api.hide(credential, subject, change["hidden"])
        if "names_learner" in change:
            api.publish_name(credential, subject, change["names_learner"])
        return self._told(credential, subject)

    def delete(self, request: Request, credential: UUID) -> Response:
        """Delete and revoke the badge, for ever."""
        api.delete(credential, self.subject(request), now=timezone.now())
        return Response(status=HTTPStatus.NO_CONTENT)

    def _told(self, credential: UUID, subject: UUID) -> Response:
        return Response(shapes.badge(api.credential(credential, subject, get_language() or "en")))


class VerifyView(BadgesAPIView):
    """Anybody verifies a badge: JSON ``{"text": …}``, or one part ``file``. Nothing is stored."""

    permission_classes = (AllowAny,)
    parser_classes = (JSONParser, MultiPartParser)

    def initialize_request(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Bound the body before anything reads it."""
        self.is_small = small(request) if _is_multipart(request) else _length(request) <= 2 * LIMIT
        return super().initialize_request(request, *args, **kwargs)

    def post(self, request: Request) -> Response:
        """Answer the verdict, 200 for a refused badge too: the question was answered."""
        ensure(request.user, VERIFY)
        if not self.is_small:
            raise UploadTooLarge(limit=LIMIT)
        sent = HandedSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        file = request.FILES.get("file")
        handed = Handed(sent.validated_data.get("text", ""), file.read() if file else b"")
        visitor = request.META.get("REMOTE_ADDR", "")
        return Response(shapes.verdict(examine(handed, visitor, now=timezone.now())))


def _path(credential: UUID) -> str:
    return reverse("agir_badges:credential", args=[credential])


def _is_multipart(request: Any) -> bool:
    return str(request.META.get("CONTENT_TYPE", "")).startswith("multipart/")


def _length(request: Any) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
