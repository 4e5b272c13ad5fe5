"""Badges: a learner's own, and what verification found."""

from __future__ import annotations

from openapi.answers.notation import Named, Shape

LINE: Shape = Named("BadgeLine", {
    "id": "uuid", "kind": "string", "name": "string", "status": "string", "hidden": "boolean",
    "awarded_at": "date-time?", "url": "uri",
})  # fmt: skip
BADGE: Shape = Named("Badge", {
    "id": "uuid", "kind": "string", "name": "string", "description": "string", "level": "any",
    "status": "string", "why": "string", "awarded_at": "date-time?",
    "suspended_until": "date-time?", "revoked_at": "date-time?", "hidden": "boolean",
    "names_learner": "boolean", "recipient": "string",
    "evidence": [{
        "id": "uuid", "title": "string", "share": "share", "occurred_at": "date-time?",
        "shown": "boolean",
    }],
    "share_url": "string", "json_url": "string", "verify_url": "string",
})  # fmt: skip
VERDICT: Shape = Named("Verdict", {
    "valid": "boolean", "code": "string", "sentence": "string", "advice": "string",
    "checks": [{"name": "string", "passed": "boolean?", "code": "string"}],
    "badge": Named("VerifiedBadge", {
        "id": "string", "name": "string", "description": "string",
        "issuer": {"id": "string", "name": "string"}, "recipient": "string",
        "learner": "string", "awarded_at": "date-time?", "valid_from": "date-time?",
        "valid_until": "date-time?",
        "results": [{"name": "string", "value": "string", "level": "string"}],
        "alignments": [
            {"name": "string", "url": "string", "framework": "string", "code": "string"}
        ],
        "evidence_count": "integer",
    }, may_be_null=True),
})  # fmt: skip
ANSWERS: dict[tuple[str, str], Shape] = {
    ("credentials", "GET"): {"results": [LINE], "next": "uri?"},
    ("credential", "GET"): BADGE,
    ("credential", "PATCH"): BADGE,
    ("verify_api", "POST"): VERDICT,
}
