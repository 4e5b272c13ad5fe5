"""Who gets which answer from badges?"""

from agir_platform.endpoints import Endpoint, statuses

NOBODYS = "00000000-0000-4000-8000-000000000000"
EVERYBODY_404 = statuses(anonymous=404, learner=404, course_staff=404, operator=404)
# Another's badge is as unknown as one that never was, to course teams and operators too.
OWNER_ONLY = statuses(anonymous=302, learner=404, course_staff=404, operator=404)
OWNER_ONLY_REST = statuses(anonymous=401, learner=404, course_staff=404, operator=404)


def _public(name: str, /, **kwargs: str) -> Endpoint:
    return Endpoint(name=f"agir_badges:{name}", method="GET", kwargs=kwargs, statuses=EVERYBODY_404)


def _own(name: str, method: str, /, **kwargs: str) -> Endpoint:
    return Endpoint(name=f"agir_badges:{name}", method=method, kwargs=kwargs, statuses=OWNER_ONLY)


ENDPOINTS = (
    _public("image", rule=NOBODYS),
    _public("skill_image", competency=NOBODYS),
    _public("share", credential=NOBODYS),
    _public("document", credential=NOBODYS),
    _public("picture", credential=NOBODYS),
    _public("achievement", name=NOBODYS, version="1"),
    _public("status", name=NOBODYS),
    Endpoint(
        name="agir_badges:verify",
        method="GET",
        statuses=statuses(anonymous=200, learner=200, course_staff=200, operator=200),
    ),
    Endpoint(
        name="agir_badges:verify",
        method="POST",
        statuses=statuses(anonymous=400, learner=400, course_staff=400, operator=400),
    ),
    _own("mine", "GET", credential=NOBODYS),
    _own("mine", "POST", credential=NOBODYS),
    _own("delete", "GET", credential=NOBODYS),
    _own("delete", "POST", credential=NOBODYS),
    _own("paper", "GET", credential=NOBODYS),
    _own("download", "GET", credential=NOBODYS, kind="json"),
    _own("claim", "GET", competency=NOBODYS),
    _own("claim", "POST", competency=NOBODYS),
    Endpoint(
        name="agir_badges:credentials",
        method="GET",
        statuses=statuses(anonymous=401, learner=200, course_staff=200, operator=200),
    ),
    *(
        Endpoint(
            name="agir_badges:credential",
            method=method,
            kwargs={"credential": NOBODYS},
            statuses=OWNER_ONLY_REST,
        )
        for method in ("GET", "PATCH", "DELETE")
    ),
    Endpoint(
        name="agir_badges:verify_api",
        method="POST",
        data={"text": "no badge"},
        statuses=statuses(anonymous=200, learner=200, course_staff=200, operator=200),
    ),
)
