"""The catalogue: notices, themes, calls, and the feeds that other catalogues read."""

from __future__ import annotations

from openapi.answers.notation import Named, Shape

WORDS = {"en": "string", "fr": "string"}
COMPETENCY: Shape = Named("CompetencyRef", {
    "identifier": "uuid", "uri": "string", "label": "string", "framework": "string",
    "framework_uri": "string",
})  # fmt: skip
NOTICE: Shape = Named("Notice", {
    "course_key": "string", "uri": "string", "title": "string", "summary": "string",
    "languages": ["string"], "level": "any", "duration_hours": "string?",
    "licence_spdx": "string", "themes": [{"theme": "string", "share": "string"}],
    "teaches": [COMPETENCY], "assesses": [COMPETENCY],
    "accessibility": {
        "access_modes": ["string"], "access_modes_sufficient": [["string"]],
        "features": ["string"], "hazards": ["string"], "summary": "string",
    },
    "sponsors": [{"name": "string", "url": "string"}],
    "certifications": [{
        "certification": "string", "title": "string", "url": "string",
        "price_minor": "integer?", "currency": "string",
    }],
    "institutions": [{"name": "string", "url": "string", "role": "string", "share": "string?"}],
    "certification_price_minor": "integer?", "currency": "string", "is_free": "boolean?",
    "starts_at": "date-time?", "ends_at": "date-time?", "enrolment_opens_at": "date-time?",
    "enrolment_closes_at": "date-time?", "image_url": "string", "about_url": "string",
    "same_as": ["string"], "version": "integer", "modified_at": "date-time?",
    "is_public": "boolean", "completed?": "map", "platform?": "map",
    "findings?": [{"code": "string", "field": "string", "grave": "boolean"}],
})  # fmt: skip
DIVERSITY: Shape = Named("Diversity", {
    "n": "integer", "themes": "integer", "served": "integer", "effective": "string?",
    "low": "string?", "high": "string?", "evenness": "string?",
})  # fmt: skip
THEMES: Shape = Named("Themes", {
    "scheme": "string", "title": WORDS, "version": "string", "source": "string",
    "counted_at": "date-time?",
    "themes": [{
        "id": "string", "code": "string", "parent": "string?", "name": WORDS,
        "definition": WORDS, "equivalents": "any",
    }],
    "courses?": "integer", "untagged?": "integer", "untagged_open?": "integer",
    "open_unknown?": "integer", "learners_unpublished?": "integer",
    "is_comparable?": "boolean", "formulas?": "map",
    "diversity?": {"offered": DIVERSITY, "open": DIVERSITY, "used": DIVERSITY},
    "counts?": [{
        "theme": "string", "offered": "string", "open": "string", "used": "string?",
        "covered": "string", "course_key": "string?",
    }],
})  # fmt: skip
FIELDS = {
    "id": "uuid", "theme": "string", "name": WORDS, "state": "string", "course_key": "string?",
    "reason": "string", "supporters": "integer", "opened_at": "date-time",
    "changed_at": "date-time",
}  # fmt: skip
CALL: Shape = Named("Call", FIELDS)
SAID: Shape = Named("CourseThemes", {
    "course_key": "string", "number": "integer",
    "themes": [{"id": "string", "weight": "integer", "share": "string", "source": "string"}],
})  # fmt: skip
RESOURCE: Shape = Named(
    "MoochubResource",  # MOOChub 3 says what is in its attributes
    {"type": "string", "id": "string", "attributes": "map", "links?": "map"},
)
MOOCHUB: Shape = Named("MoochubPage", {
    "links": {"self": "uri", "first": "uri", "last": "uri", "prev?": "uri", "next?": "uri"},
    "data": [RESOURCE],
})  # fmt: skip
CHANGES: Shape = Named("Changes", {
    "links": {"self": "uri", "next?": "uri"}, "cursor": "integer",
    "changes": [{
        "cursor": "integer", "kind": "string", "id": "string", "courseCode": "string",
        "at": "date-time", "course?": RESOURCE,
    }],
})  # fmt: skip
FEED = {"url?": "uri", "template?": "string", "format": "string", "version?": "string"}
DISCOVERY: Shape = Named("Federation", {
    "version": "string", "operator": {"name?": "string", "url?": "string", "id?": "string"},
    "keys": [{
        "id": "string", "type": "string", "publicKeyMultibase": "string",
        "state": "current|next|retired",
    }],
    "keysUrl?": "string", "feeds": [FEED], "sitemap?": "string", "case?": "string",
    "signatures": {"scheme": "string", "algorithm": "string", "digest": "string"},
    "covenant?": {"template": "string"}, "accessibility?": "string",
})  # fmt: skip
ANSWERS: dict[tuple[str, str], Shape] = {
    ("discovery", "GET"): DISCOVERY,
    ("moochub", "GET"): MOOCHUB,
    ("changes", "GET"): CHANGES,
    ("api-notice", "GET"): NOTICE,
    ("api-notice", "PUT"): NOTICE,
    ("api-themes", "GET"): THEMES,
    ("api-calls", "GET"): {"calls": [CALL], "next": "uri?"},
    ("api-call", "GET"): Named("CallWithSteps", FIELDS | {
        "steps": [{"state": "string", "at": "date-time", "reason": "string"}],
    }),
    ("api-course-themes", "GET"): SAID,
    ("api-course-themes", "PUT"): SAID,
}  # fmt: skip
