"""``POST /me/before/``: what was shown before sign-up, claimed once by who signed in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agir_competencies.api import claims
from agir_dashboard.before import shown, words
from agir_dashboard.before.shown import Row
from agir_platform.rest import AgirAPIView


class ReceiptsIn(serializers.Serializer[Any]):
    """Receipts as a browser keeps them; ``dry_run`` tells what a claim would do."""

    receipts = serializers.ListField(
        child=serializers.CharField(max_length=4_000), max_length=claims.MOST_AT_ONCE
    )
    dry_run = serializers.BooleanField(default=False)


class BeforeView(AgirAPIView):
    """A person claims for themselves; no address claims for anybody else."""

    statuses = words.STATUSES
    sentences = words.SENTENCES

    def post(self, request: Request) -> Response:
        """Claim, and answer what became of each receipt in its order."""
        sent = ReceiptsIn(data=request.data)
        sent.is_valid(raise_exception=True)
        tokens = sent.validated_data["receipts"]
        language = get_language() or "en"
        if sent.validated_data["dry_run"]:
            views = claims.preview(request.user.pk, tokens)
            told = {"claimed": 0, "recorded": 0}
        else:
            outcome = claims.claim(request.user.pk, tokens)
            views = list(outcome.views)
            told = {"claimed": outcome.claimed, "recorded": outcome.recorded}
        return Response({**told, "receipts": [shape(row) for row in shown.rows(views, language)]})


def shape(row: Row) -> dict[str, Any]:
    """Return one receipt; ``share`` 0 to 1, ``refusal`` a code or ''."""
    return {
        "object": row.object_key,
        "title": row.title,
        "shown_at": row.at.isoformat() if row.at else None,
        "refusal": row.code,
        "detail": row.why,
        "competencies": [
            {
                "id": str(line.competency),
                "label": line.label,
                "share": float(line.share),
                "counts": line.counts,
            }
            for line in row.lines
        ],
    }
