"""What does version 1 answer? These fields and no other; a change is a version 2."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from agir_badges.data import CredentialLine, CredentialView
from agir_badges.openbadges.verification import Summary
from agir_badges.pages.telling import told_of
from agir_badges.verifying import Finding


def line(found: CredentialLine, url: str) -> dict[str, Any]:
    """Return one badge of a learner's list; ``url`` is its address here."""
    return {
        "id": str(found.id),
        "kind": found.kind,
        "name": found.name,
        "status": str(found.status),
        "hidden": found.hidden,
        "awarded_at": _moment(found.awarded_at),
        "url": url,
    }


def badge(view: CredentialView) -> dict[str, Any]:
    """Return one badge of a learner, whole; addresses are '' while it is unsigned."""
    return {
        "id": str(view.id),
        "kind": view.kind,
        "name": view.name,
        "description": view.description,
        "level": view.level,
        "status": str(view.status),
        "why": view.why,
        "awarded_at": _moment(view.awarded_at),
        "suspended_until": _moment(view.suspended_until),
        "revoked_at": _moment(view.revoked_at),
        "hidden": view.hidden,
        "names_learner": view.names_learner,
        "recipient": view.recipient,
        "evidence": [
            {
                "id": str(one.id),
                "title": one.title,
                "share": float(round(one.share, 3)),
                "occurred_at": _moment(one.occurred_at),
                "shown": one.shown,
            }
            for one in view.evidence
        ],
        "share_url": view.share_url,
        "json_url": view.json_url,
        "verify_url": view.verify_url,
    }


def verdict(finding: Finding) -> dict[str, Any]:
    """Return what verification found; ``passed`` is null for a check that was not reached."""
    found, told = finding.verdict, told_of(finding)
    return {
        "valid": found.valid,
        "code": found.code,
        "sentence": told.sentence,
        "advice": told.advice,
        "checks": [
            {"name": one.name, "passed": one.passed, "code": one.code} for one in found.checks
        ],
        "badge": _summary(found.credential, finding.learner) if found.credential else None,
    }


def _summary(found: Summary, learner: str) -> dict[str, Any]:
    return {
        "id": found.credential_id,
        "name": found.name,
        "description": found.description,
        "issuer": {"id": found.issuer_id, "name": found.issuer_name},
        "recipient": found.recipient,
        "learner": learner,
        "awarded_at": _moment(found.awarded),
        "valid_from": _moment(found.valid_from),
        "valid_until": _moment(found.valid_until),
        "results": [
            {"name": one.name, "value": one.value, "level": one.level} for one in found.results
        ],
        "alignments": [
            {"name": one.name, "url": one.url, "framework": one.framework, "code": one.code}
            for one in found.alignments
        ],
        "evidence_count": found.evidence,
    }


def _moment(when: datetime | None) -> str | None:
    """Return ISO 8601 in UTC, ``None`` for none."""
    return when.isoformat() if when else None
