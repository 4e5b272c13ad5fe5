"""Who gets which answer from certification?"""

from agir_platform.endpoints import Endpoint, statuses

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        name="agir_certification:api-places",
        method="GET",
        statuses=statuses(anonymous=401, learner=200, course_staff=200, operator=200),
    ),
)
