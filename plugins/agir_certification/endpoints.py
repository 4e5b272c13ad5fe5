"""Who gets which answer from certification?"""

from agir_platform.endpoints import Endpoint, statuses

NOBODYS = "00000000-0000-4000-8000-000000000000"
NO_SESSION = {"session_id": NOBODYS}
NO_REGISTRATION = {"registration_id": NOBODYS}
NO_CODE = {"code": "RS9"}
NO_BATCH = {"batch_id": NOBODYS}
DESK = tuple(
    Endpoint(
        name=f"agir_certification:{name}",
        method=method,
        kwargs=kwargs,
        statuses=statuses(
            anonymous=302, learner=403, course_staff=403, operator=told, certification_manager=told
        ),
    )
    for name, method, kwargs, told in (
        ("desk", "GET", {}, 200),
        ("desk-duty", "POST", {"duty_id": NOBODYS}, 404),
        ("desk-calendar-new", "POST", {}, 200),
        ("desk-certifications", "GET", {}, 200),
        ("desk-certification", "GET", NO_CODE, 404),
        ("desk-catalogue", "GET", {}, 200),
        ("desk-catalogue", "POST", {}, 200),
        ("desk-offer", "GET", NO_CODE, 404),
        ("desk-offer", "POST", NO_CODE, 404),
        ("desk-sessions", "GET", {}, 200),
        ("desk-sessions", "POST", {}, 404),
        ("desk-session", "GET", NO_SESSION, 404),
        ("desk-session", "POST", NO_SESSION, 404),
        ("desk-exam", "GET", NO_SESSION, 404),
        ("desk-exam", "POST", NO_SESSION, 404),
        ("desk-minutes", "GET", NO_SESSION | {"jury_id": NOBODYS}, 404),
        ("desk-registration", "POST", NO_REGISTRATION, 404),
        ("desk-proofs", "GET", NO_REGISTRATION, 404),
        ("desk-proofs", "POST", NO_REGISTRATION, 404),
        ("desk-certificate", "POST", NO_REGISTRATION, 404),
        ("desk-attestation", "POST", NO_REGISTRATION, 404),
        ("desk-pack", "POST", NO_REGISTRATION, 404),
        ("desk-passage", "POST", {"passage_id": NOBODYS}, 404),
        ("desk-absence", "GET", {"passage_id": NOBODYS}, 404),
        ("desk-rectifications", "GET", {}, 200),
        ("desk-rectification", "GET", {"passage_id": NOBODYS}, 404),
        ("desk-rectification", "POST", {"passage_id": NOBODYS}, 404),
        ("desk-dossiers", "GET", {}, 200),
        ("desk-dossiers", "POST", {}, 422),
        ("desk-dossier", "GET", {"dossier_id": NOBODYS}, 404),
        ("desk-dossier", "POST", {"dossier_id": NOBODYS}, 404),
        ("desk-files", "GET", {}, 200),
        ("desk-deposits", "GET", NO_CODE, 404),
        ("desk-deposits", "POST", NO_CODE, 404),
        ("desk-hand-over", "POST", NO_CODE, 404),
        ("desk-batch", "GET", NO_BATCH, 404),
        ("desk-batch", "POST", NO_BATCH, 404),
        ("desk-batch-file", "POST", NO_BATCH, 404),
        ("desk-rules", "GET", {}, 200),
        ("desk-quality", "GET", {}, 200),
        ("desk-quality", "POST", {}, 404),
        ("desk-year", "GET", {}, 200),
    )
)
OPERATORS = tuple(
    Endpoint(
        name=f"agir_certification:{name}",
        method="POST",
        kwargs=kwargs,
        statuses=statuses(anonymous=302, learner=403, course_staff=403, operator=told),
    )
    for name, kwargs, told in (
        ("desk-certifications", {}, 422),
        ("desk-certification", NO_CODE, 404),
        ("desk-rules", {}, 422),
    )
)

ENDPOINTS: tuple[Endpoint, ...] = (
    *DESK,
    *OPERATORS,
    Endpoint(  # a secret address: whoever has none is told that there is nothing
        name="agir_certification:desk-calendar",
        method="GET",
        kwargs={"secret": "nobodys"},
        statuses=statuses(anonymous=404, learner=404, course_staff=404, operator=404),
    ),
    Endpoint(
        name="agir_certification:api-places",
        method="GET",
        statuses=statuses(anonymous=401, learner=200, course_staff=200, operator=200),
    ),
    Endpoint(  # no key of Wedof: whoever calls is told that there is nothing
        name="agir_certification:api-wedof",
        method="POST",
        statuses=statuses(anonymous=404, learner=404, course_staff=404, operator=404),
    ),
)
