"""The dashboard: a learner's own state, and what a course's team reads and does."""

from __future__ import annotations

from openapi.answers.notation import Named, Shape

MADE = {"id": "uuid"}
ME: Shape = Named("Me", {
    "learner": {"username": "string", "summary": "string", "next": "string"},
    "competencies": [Named("Skill", {
        "uri": "string", "label": "string", "framework": "string", "status": "string",
        "estimate": "share?", "certainty": "string", "evidence_count": "integer",
        "explanation": "string", "next": "string",
    })],
    "badges": [Named("HeldBadge", {
        "id": "uuid", "name": "string", "image": "string", "alt": "string", "url": "string",
        "awarded_at": "date-time",
    })],
})  # fmt: skip
FIELDS = {
    "id": "uuid", "course_key": "string", "intent": "string", "status": "string",
    "summary": "string", "horizon": "date?", "set_at": "date-time", "ended_at": "date-time?",
    "met": "integer", "total": "integer", "can_undo": "boolean",
    "items": [{
        "kind": "string", "ref": "string", "label": "string", "target": "integer",
        "is_met": "boolean", "met_at": "date-time?", "done": "number", "total": "integer?",
    }],
}  # fmt: skip
GOAL: Shape = Named("Goal", FIELDS)
OWN_GOAL: Shape = Named("GoalWithHistory", FIELDS | {
    "history": [{
        "at": "date-time", "action": "string", "end": "string", "reason": "string",
        "note": "string", "intent": "string", "met": "integer", "total": "integer",
        "satisfaction": "integer?",
    }],
})  # fmt: skip
PROPOSAL: Shape = Named("GoalProposal", {
    "id": "uuid", "title": {"fr": "string", "en": "string"}, "intent": "string",
    "days": "integer?",
    "items": [{"competency": "uuid", "level": "integer", "label": "string"}],
})  # fmt: skip
EVIDENCE: Shape = Named("EvidencePage", {
    "evidence": [{
        "id": "uuid", "occurred_at": "date-time", "recorded_at": "date-time",
        "competency": {"id": "uuid", "label": "string"}, "course_key": "string",
        "object_key": "string", "title": "string", "kind": "string", "cause": "string",
        "share": "share?", "weight": "number",
    }],
    "next": "uri?",
})  # fmt: skip
SELF: Shape = Named("SelfAssessments", {
    "self_assessments": [{
        "competency": {"id": "uuid", "label": "string"}, "before": "integer?",
        "after": "integer?", "status": "string", "estimate": "share?",
        "calibration": "string", "sentence": "string",
    }],
    "next": "uri?",
})  # fmt: skip
ATTESTATIONS: Shape = Named("Attestations", {
    "attestations": [{
        "id": "uuid", "learner": "string", "competency": "uuid", "label": "string",
        "origin": "string", "level": "string", "note": "string", "url": "string",
        "by": "string", "at": "date-time", "withdrawn_at": "date-time?",
        "withdrawn_by": "string", "withdrawn_reason": "string",
    }],
    "next": "uri?",
})  # fmt: skip
DECISIONS: Shape = Named("Decisions", {
    "decisions": [{
        "id": "uuid", "learner": "string", "competency": "uuid", "label": "string",
        "status": "string", "reason": "string", "by": "string", "at": "date-time",
        "until": "date-time?", "newer_evidence": "boolean", "ended_at": "date-time?",
        "ended_how": "string", "ended_by": "string", "ended_reason": "string",
    }],
    "next": "uri?",
})  # fmt: skip
OWN_REQUEST = {
    "id": "uuid", "course_key": "string", "status": "string", "waits_for_learner": "boolean",
    "competencies": [{"competency": "uuid", "label": "string", "share": "string?"}],
    "note": "string", "url": "string",
    "file": Named(
        "SentFile", {"name": "string", "size": "integer", "gone": "any"}, may_be_null=True
    ),
    "asked_at": "date-time", "reviewer": "string", "decided_at": "date-time?",
    "comment": "string",
    "history": [{"action": "string", "by": "string", "comment": "string", "at": "date-time"}],
}  # fmt: skip
REQUEST: Shape = Named("ReviewRequest", OWN_REQUEST | {"learner": "string"})
PRIOR: Shape = Named("PriorLearning", OWN_REQUEST)
FINDING = {
    "code": "string", "severity": "string", "competency": "uuid", "sentence": "string",
    "objects": ["string"],
}  # fmt: skip
MAP: Shape = Named("CompetencyMap", {
    "course_key": "string", "course_title": "string",
    "places": [{
        "object_key": "string", "title": "string", "level": "string", "parent": "string?",
    }],
    "competencies": [{
        "identifier": "uuid", "label": "string", "code": "string",
        "framework": {"identifier": "uuid", "title": "string"}, "retired": "boolean",
        "promised": "boolean", "assessed": "boolean",
        "rule": {"method": "string", "threshold": "number", "objects_needed": "integer"},
        "links": [{
            "object_key": "string", "title": "string", "kind": "string", "weight": "number",
            "gives_evidence": "boolean", "gone": "boolean",
        }],
        "findings": ["string"],
    }],
    "findings": [FINDING],
})  # fmt: skip
SIMULATION: Shape = Named("Simulation", {
    "course_key": "string", "course_title": "string",
    "scored": [{
        "object_key": "string", "title": "string", "kind": "string", "section": "string",
        "competencies": "integer",
    }],
    "scores": "map", "demonstrated": "integer",
    "competencies": [{
        "identifier": "uuid", "label": "string", "status": "string", "estimate": "share?",
        "certainty": "string", "evidence_count": "integer", "activities": "integer",
        "why": ["string"], "next": "string",
    }],
})  # fmt: skip
INDICATOR: Shape = Named("Indicator", {
    "id": "string", "version": "integer", "title": "string", "definition": "string",
    "kind": "string", "counts": "string", "minimum_cell": "integer", "status": "string",
    "why": "string", "n": "integer?", "numerator": "number?", "value": "number?",
    "interval": "any", "coverage": "number?", "small_n": "boolean",
    "excluded": [{"code": "string", "count": "integer"}],
    "parts": [{"code": "string", "label": "string", "count": "integer"}],
    "as_of": "date-time?",
})  # fmt: skip
REPORT_FIELDS = {
    "course_key": "string?", "course_title": "string", "audience": "team|public",
    "enrolled": "integer?", "active": "integer?", "computed_at": "date-time?",
    "published_on": "date?", "indicators": [INDICATOR],
    "competencies": [{
        "identifier": "uuid", "label": "string", "attempted": "integer?",
        "demonstrated": "integer?", "attainment": INDICATOR, "reach": INDICATOR,
    }],
}  # fmt: skip
REPORT: Shape = Named("SuccessReport", REPORT_FIELDS | {
    "changes?": {
        "since": "date?", "until": "date?",
        "moved": [{
            "id": "string", "title": "string", "before": "number?", "after": "number?",
            "n_before": "integer?", "n_after": "integer?", "difference": "number?",
            "why": "string",
        }],
    },
})  # fmt: skip
MATRIX: Shape = Named("SuccessMatrix", {
    "competencies": [{"identifier": "uuid", "label": "string"}],
    "learners": [{
        "username": "string", "name": "string",
        "levels": [{"level": "any", "estimate": "share?"}],
    }],
    "next": "string",
})  # fmt: skip
ALL: Shape = Named("SuccessOfAll", {
    "total": REPORT,
    "courses": [{
        "course_key": "string", "course_title": "string", "active": "integer?",
        "indicators": [INDICATOR],
    }],
    "next": "string",
})  # fmt: skip
BEFORE: Shape = Named("Claimed", {
    "claimed": "integer", "recorded": "integer",
    "receipts": [{
        "object": "string", "title": "string", "shown_at": "date-time?", "refusal": "string",
        "detail": "string",
        "competencies": [
            {"id": "uuid", "label": "string", "share": "share", "counts": "boolean"}
        ],
    }],
})  # fmt: skip
ANSWERS: dict[tuple[str, str], Shape] = {
    ("me", "GET"): ME,
    ("me-before", "POST"): BEFORE,
    ("me-evidence", "GET"): EVIDENCE,
    ("me-export", "GET"): "map",
    ("me-self-assessments", "GET"): SELF,
    ("me-goals", "GET"): {"goals": [GOAL], "next": "uri?"},
    ("me-goals", "POST"): OWN_GOAL,
    **{("me-goal", method): OWN_GOAL for method in ("GET", "PATCH", "POST")},
    ("goal-proposals", "GET"): {"proposals": [PROPOSAL], "next": "uri?"},
    ("goal-proposals", "POST"): MADE,
    ("api-attestations", "GET"): ATTESTATIONS,
    ("api-attestations", "POST"): MADE,
    ("api-decisions", "GET"): DECISIONS,
    ("api-decisions", "POST"): MADE,
    ("api-reviews", "GET"): {"requests": [REQUEST], "counts": "map", "next": "string"},
    ("api-review", "GET"): REQUEST,
    ("api-review", "POST"): REQUEST,
    ("me-prior", "GET"): {"requests": [PRIOR], "next": "uri?"},
    ("me-prior", "POST"): MADE,
    ("me-prior-one", "GET"): PRIOR,
    ("me-prior-one", "PATCH"): PRIOR,
    ("api-competencies", "GET"): MAP,
    ("api-competencies-simulate", "POST"): SIMULATION,
    ("api-success", "GET"): REPORT,
    ("api-success-matrix", "GET"): MATRIX,
    ("api-success-all", "GET"): ALL,
}
