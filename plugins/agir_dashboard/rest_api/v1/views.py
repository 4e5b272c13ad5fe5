"""``GET /api/agir/dashboard/v1/me/``: the signed-in learner's own skills and badges."""

from __future__ import annotations

import hashlib
import json

from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import get_language
from rest_framework.request import Request
from rest_framework.response import Response

from agir_dashboard.rest_api.v1 import shapes
from agir_dashboard.skills import skills_of
from agir_platform.rest import AgirAPIView


class MeView(AgirAPIView):
    """A learner reads their own state, and nobody else's.

    Answers an ETag of what is said, private to the learner; a program that sends it back gets
    304 while nothing moved.
    """

    def get(self, request: Request) -> Response:
        """Answer the learner's state in the language of the request."""
        found = skills_of(request.user.pk, get_language() or "en")
        body = shapes.me(request.user.get_username(), found, request.build_absolute_uri)
        etag = f'"{hashlib.sha256(json.dumps(body).encode()).hexdigest()[:32]}"'
        same = etag in parse_etags(request.headers.get("If-None-Match", ""))
        response = Response(status=304) if same else Response(body)
        response["ETag"] = etag
        response["Cache-Control"] = "private, no-cache"
        patch_vary_headers(response, ("Accept-Language", "Authorization", "Cookie"))
        return response
