"""What does version 1 answer of attestations, requests and decisions, and what does it take?"""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from agir_competencies.api import prior
from agir_competencies.api.attesting import LEVELS, AttestationView, Said
from agir_competencies.api.overrides import STATUSES, Decision, OverrideView
from agir_competencies.api.prior import Proof, RequestView, Sent


class AttestationIn(serializers.Serializer):
    """An attestation as a program sends it; ``learner`` is a whole username or e-mail address."""

    learner = serializers.CharField(max_length=255)
    competency = serializers.UUIDField()
    level = serializers.ChoiceField(LEVELS, default="full")
    note = serializers.CharField(allow_blank=True, default="")
    url = serializers.CharField(allow_blank=True, default="")

    def said(self) -> Said:
        """Return what is attested; call ``is_valid`` before."""
        sent = self.validated_data
        return Said(sent["competency"], sent["level"], sent["note"], sent["url"])


class ReasonIn(serializers.Serializer):
    """Why something is taken back."""

    reason = serializers.CharField(allow_blank=True, default="")


class DecisionIn(serializers.Serializer):
    """A decision as a program sends it; ``until`` is an instant, or null for none."""

    learner = serializers.CharField(max_length=255)
    competency = serializers.UUIDField()
    status = serializers.ChoiceField(STATUSES)
    reason = serializers.CharField(allow_blank=True, default="")
    until = serializers.DateTimeField(allow_null=True, default=None)

    def decision(self) -> Decision:
        """Return what is decided; call ``is_valid`` before."""
        sent = self.validated_data
        return Decision(sent["competency"], sent["status"], sent["reason"], sent["until"])


class ProofIn(serializers.Serializer):
    """What a learner brings: a note, an https address, a file."""

    note = serializers.CharField(allow_blank=True, default="")
    url = serializers.CharField(allow_blank=True, default="")
    file = serializers.FileField(allow_null=True, default=None)

    def proof(self) -> Proof:
        """Return it; call ``is_valid`` before."""
        sent = self.validated_data
        file = sent["file"]
        return Proof(sent["note"], sent["url"], Sent(file.name or "", file) if file else None)


class RequestIn(ProofIn):
    """A request: whose team reviews ('' for who runs the site), and which competencies."""

    course_key = serializers.CharField(max_length=255, allow_blank=True, default="")
    competencies = serializers.ListField(child=serializers.UUIDField(), max_length=100)


class ActIn(serializers.Serializer):
    """What a reviewer does; ``levels`` maps a competency to full, mostly, partly or ''."""

    act = serializers.ChoiceField(("take", "give_back", "ask_more", "accept", "reject"))
    comment = serializers.CharField(allow_blank=True, default="")
    levels = serializers.DictField(
        child=serializers.ChoiceField(("", *LEVELS), allow_blank=True), default=dict
    )

    def fields_of(self) -> dict[str, str]:
        """Return them as the page's form sends them; call ``is_valid`` before."""
        sent = self.validated_data
        levels = {f"level-{key}": level for key, level in sent["levels"].items()}
        return {"comment": sent["comment"], **levels}


def attestation(view: AttestationView) -> dict[str, Any]:
    """Return one attestation; nobody's e-mail address is ever in it."""
    return {
        "id": str(view.id),
        "learner": view.username,
        "competency": str(view.competency),
        "label": view.label,
        "origin": view.origin,
        "level": view.level,
        "note": view.note,
        "url": view.url,
        "by": view.by,
        "at": view.at,
        "withdrawn_at": view.withdrawn_at,
        "withdrawn_by": view.withdrawn_by,
        "withdrawn_reason": view.withdrawn_reason,
    }


def decision(view: OverrideView) -> dict[str, Any]:
    """Return one decision."""
    return {
        "id": str(view.id),
        "learner": view.username,
        "competency": str(view.competency),
        "label": view.label,
        "status": view.status,
        "reason": view.reason,
        "by": view.by,
        "at": view.at,
        "until": view.until,
        "newer_evidence": view.is_stale,
        "ended_at": view.ended_at,
        "ended_how": view.ended_how,
        "ended_by": view.ended_by,
        "ended_reason": view.ended_reason,
    }


def request(view: RequestView, *, own: bool) -> dict[str, Any]:
    """Return one request; ``learner`` is absent from one's own."""
    return {
        "id": str(view.id),
        **({} if own else {"learner": view.username}),
        "course_key": view.course_key,
        "status": view.status,
        "waits_for_learner": view.is_waiting,
        "competencies": [
            {
                "competency": str(item.competency),
                "label": item.label,
                "share": None if item.share is None else str(item.share),
            }
            for item in view.items
        ],
        "note": view.note,
        "url": view.url,
        "file": _file(view.file),
        "asked_at": view.asked_at,
        "reviewer": view.reviewer,
        "decided_at": view.decided_at,
        "comment": view.comment,
        "history": [
            {"action": one.action, "by": one.by, "comment": one.comment, "at": one.at}
            for one in view.steps
        ],
    }


def page(found: prior.RequestPage) -> dict[str, Any]:
    """Return a page of a queue."""
    rows = [request(view, own=False) for view in found.rows]
    return {"requests": rows, "counts": found.counts, "next": found.next}


def _file(view: Any) -> dict[str, Any] | None:
    return None if view is None else {"name": view.name, "size": view.size, "gone": view.gone}
