"""Who gets which answer from certification?"""

from agir_platform.endpoints import Endpoint, statuses

ENDPOINTS: tuple[Endpoint, ...] = (
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
