"""How does the suite hear one criterion of an open response, or one line item of an LTI tool?

UNTESTED: written from the code of ``edx-ora2``, ``edx-submissions`` and ``lti-consumer-xblock``,
and run against none of them. What is missing or renamed there is logged and leaves the process
running; the block's own score is heard in any case, as a problem's.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from agir_kernel.figures import exact
from agir_platform import hearing
from agir_platform.openedx.keys import course_key_of, usage_key_of
from agir_platform.ports import Score, ScoreCause

CRITERION: Final = "ora_criterion"
LINE_ITEM: Final = "lti_lineitem"
SUBMISSIONS: Final = "submissions.models.score_set"
STAFF: Final = "ST"
PEER: Final = "PE"
PEER_OUTCOME: Final = "peer_outcome"
FULLY_GRADED: Final = "FullyGraded"

Receiver = Callable[[Score], None]


def subscribe(receiver: Receiver) -> None:
    """Let ``receiver`` hear both, where their packages are installed."""
    hearing.connect_if_there(SUBMISSIONS, _of_response, _each(receiver))
    try:
        from django.db.models.signals import post_save  # noqa: PLC0415  needs the registry
        from lti_consumer.models import LtiAgsScore  # noqa: PLC0415
    except ImportError as error:
        hearing.cannot_hear("lti_consumer", error)
        return
    hearing.connect(post_save, LINE_ITEM, _of_line_item, receiver, of=LtiAgsScore)


@cache
def _each(receiver: Receiver) -> Callable[[list[Score]], None]:
    """Return what tells ``receiver`` every score of a list; the same for the same receiver."""

    def tell(scores: list[Score]) -> None:
        for score in scores:
            receiver(score)

    return tell


def _of_line_item(carried: Mapping[str, Any]) -> Score | None:
    """Return the score of a line item once it is final; its tag names it, else its resource."""
    from lti_consumer.plugin import compat  # noqa: PLC0415

    row = carried["instance"]
    usage = row.line_item.resource_link_id
    part = row.line_item.tag or row.line_item.resource_id
    is_final = row.grading_progress == FULLY_GRADED and row.score_given is not None
    if usage is None or not part or not is_final or not row.score_maximum:
        return None
    user = compat.get_user_from_external_user_id(row.user_id)
    return Score(
        user_id=user.pk,
        course_key=str(usage.course_key),
        usage_key=str(usage),
        kind=LINE_ITEM,
        earned=exact(row.score_given),
        possible=exact(row.score_maximum),
        cause=ScoreCause.ATTEMPT,
        occurred_at=row.timestamp,
        part=part,
    )


def _of_response(carried: Mapping[str, Any]) -> list[Score] | None:
    """Return the scores of the criteria of an open response: the staff's, else the peers'."""
    from common.djangoapps.student.models import user_by_anonymous_id  # noqa: PLC0415

    course = course_key_of(str(carried["course_id"]))
    usage = None if course is None else usage_key_of(str(carried["item_id"]), course)
    user = user_by_anonymous_id(carried["anonymous_user_id"])
    if usage is None or user is None:
        return None
    found, is_staff, is_peers = _assessed(carried)
    if is_peers:
        sums = [sum(pair) for pair in zip(*found.values(), strict=True)]
        whole = {"": (sums[0], sums[1])}
    else:
        whole = {}
    return [
        Score(
            user_id=user.pk,
            course_key=str(course),
            usage_key=str(usage),
            kind=CRITERION if name else PEER_OUTCOME,
            earned=exact(earned),
            possible=exact(possible),
            cause=ScoreCause.REGRADE if is_staff else ScoreCause.ATTEMPT,
            occurred_at=carried["created_at"],
            part=name,
        )
        for name, (earned, possible) in (found | whole).items()
    ]


def _assessed(carried: Mapping[str, Any]) -> tuple[dict[str, tuple[int, int]], bool, bool]:
    """Return (points, points possible) by criterion; whether staff gave them, or peers alone."""
    from openassessment.assessment.models import Assessment  # noqa: PLC0415
    from submissions.models import ScoreSummary  # noqa: PLC0415

    summary = ScoreSummary.objects.select_related("latest__submission").get(
        student_item__student_id=carried["anonymous_user_id"],
        student_item__course_id=carried["course_id"],
        student_item__item_id=carried["item_id"],
    )
    uuid = summary.latest.submission.uuid
    rows = list(Assessment.objects.filter(submission_uuid=uuid).select_related("rubric"))
    if not rows:
        return {}, False, False
    staff = [row for row in rows if row.score_type == STAFF][:1]
    earned = Assessment.get_median_score_dict(Assessment.scores_by_criterion(staff or rows))
    possible = {one.name: one.points_possible for one in rows[0].rubric.criteria.all()}
    told = {
        name: (earned[name], most) for name, most in possible.items() if most and name in earned
    }
    return told, bool(staff), bool(told) and all(row.score_type == PEER for row in rows)
