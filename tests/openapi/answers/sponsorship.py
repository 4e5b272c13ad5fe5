"""Sponsorship: public campaigns, who offers a course, what became of an event of Stripe's."""

from __future__ import annotations

from openapi.answers.notation import Named, Shape

FIELDS = {
    "id": "uuid", "kind": "string", "mode": "string", "state": "string", "is_open": "boolean",
    "title": "string", "summary": "string", "course_key": "string?", "subject": "string?",
    "currency": "string", "goal_minor": "integer", "minimum_minor": "integer",
    "raised_minor": "integer", "opens_at": "date-time", "closes_at": "date-time",
    "partner": Named("Partner", {"name": "string", "url": "uri"}, may_be_null=True),
    "milestones": [{
        "title": "string", "deliverable": "string", "amount_minor": "integer",
        "released_minor": "integer", "state": "string", "evidence_url": "string?",
    }],
}  # fmt: skip
CAMPAIGN: Shape = Named("Campaign", FIELDS)
WHOLE: Shape = Named("CampaignWhole", FIELDS | {
    "money": {
        "pledged_minor": "integer", "paid_minor": "integer", "returned_minor": "integer",
        "released_minor": "integer",
    },
    "supporters": [{"name": "string", "amount_minor": "integer?"}],
})  # fmt: skip
ANSWERS: dict[tuple[str, str], Shape] = {
    ("api-campaigns", "GET"): {"campaigns": [CAMPAIGN], "next": "uri?"},
    ("api-campaign", "GET"): WHOLE,
    ("api-course-sponsors", "GET"): {
        "sponsors": [{
            "name": "string", "url": "uri?", "logo": "string?", "since": "integer",
            "until": "integer?",
        }],
        "next": "uri?",
    },
    ("api-stripe", "POST"): {"result": "string"},
}  # fmt: skip
