"""The tagging API that Studio's drawer uses: the platform's address, body and events.

``PUT`` with ``{"tagsData": [{"taxonomy": 3, "tags": ["value", …]}]}`` replaces the object's tags
of each taxonomy named.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from edx_rest_framework_extensions.auth.jwt.authentication import JwtAuthentication
from edx_rest_framework_extensions.auth.session.authentication import (
    SessionAuthenticationAllowInactiveUser,
)
from rest_framework.exceptions import NotFound, PermissionDenied, ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from agir_platform.select import platform
from host.courseware import tags
from host.courseware.models import BlockRow, Course


class ObjectTagsView(APIView):
    """The tags of one block or course, for its team."""

    authentication_classes = (JwtAuthentication, SessionAuthenticationAllowInactiveUser)
    permission_classes = (IsAuthenticated,)

    def get(self, request: Request, object_id: str) -> Response:
        """Return the object's tags, by taxonomy."""
        _check(request, object_id)
        return Response({object_id: {"taxonomies": tags.of(object_id)}})

    def put(self, request: Request, object_id: str) -> Response:
        """Replace the object's tags of each taxonomy named."""
        _check(request, object_id)
        asked = _asked(request.data)
        try:
            tags.put(object_id, asked)
        except tags.TagsRefused as refusal:
            raise ValidationError(str(refusal)) from refusal
        return Response({object_id: {"taxonomies": tags.of(object_id)}})


def _check(request: Request, object_id: str) -> None:
    row = BlockRow.objects.select_related("course").filter(usage_key=object_id).first()
    course = row.course.key if row else object_id
    if row is None and not Course.objects.filter(key=object_id).exists():
        raise NotFound(_("There is no such object."))
    if not platform().access.is_course_staff(request.user.pk, course):
        raise PermissionDenied(_("Only the course team changes tags."))


def _asked(data: Any) -> list[tuple[int, list[str]]]:
    """Return (taxonomy, values) pairs; raise ``ValidationError`` for anything else."""
    rows = data.get("tagsData") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        raise ValidationError({"tagsData": [_("This field is required.")]})
    found = []
    for row in rows:
        taxonomy = row.get("taxonomy") if isinstance(row, dict) else None
        values = row.get("tags") if isinstance(row, dict) else None
        fine = isinstance(taxonomy, int) and not isinstance(taxonomy, bool)
        if not fine or not isinstance(values, list):
            raise ValidationError({"tagsData": [_("Each entry needs a taxonomy and its tags.")]})
        if not all(isinstance(value, str) for value in values):
            raise ValidationError({"tagsData": [_("Tags are texts.")]})
        found.append((taxonomy, values))
    return found
