"""What does the real platform say of a course?

UNTESTED outside of payload tests: names by the platform's source as it is remembered. What a
release does not have is unknown (``None``, ''), never "no".
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from opaque_keys.edx.keys import CourseKey

from agir_platform.ports import CourseFacts, Mode

log = logging.getLogger(__name__)

# ISO 4217 currencies without a smaller unit, of those a course was ever sold in.
WHOLE_CURRENCIES: Final = frozenset(
    [
        "CLP",
        "DJF",
        "GNF",
        "JPY",
        "KMF",
        "KRW",
        "MGA",
        "PYG",
        "RWF",
        "UGX",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ]
)

VISIBILITIES: Final = frozenset({"private", "public_outline", "public"})
DEFAULT_MODE: Final = Mode("audit", 0, "")  # the platform's own, for a course without any


def of(keys: list[CourseKey]) -> dict[str, CourseFacts]:
    """Return what is said of these courses, by key."""
    from openedx.core.djangoapps.content.course_overviews.models import (  # noqa: PLC0415
        CourseOverview,
    )

    modes = _modes(keys)
    return {
        str(row.id): _facts(row, None if modes is None else modes.get(str(row.id), (DEFAULT_MODE,)))
        for row in CourseOverview.objects.filter(id__in=keys)
    }


def _facts(row: Any, modes: tuple[Mode, ...] | None) -> CourseFacts:
    course = _settings(row.id)
    visibility = str(getattr(course, "course_visibility", "") or "")
    listing = getattr(row, "catalog_visibility", None)
    language = getattr(row, "language", None) or getattr(course, "language", None)
    return CourseFacts(
        course_key=str(row.id),
        title=row.display_name or str(row.id),
        summary=row.short_description or "",
        languages=(language,) if language else (),
        image_url=row.course_image_url or "",
        about_url=f"/courses/{row.id}/about",
        starts_at=_utc(row.start),
        ends_at=_utc(row.end),
        enrolment_opens_at=_utc(row.enrollment_start),
        enrolment_closes_at=_utc(row.enrollment_end),
        modes=modes or (),
        visibility=visibility if visibility in VISIBILITIES else "",
        licence=str(getattr(course, "license", "") or ""),
        organisation=row.org or "",
        is_self_paced=bool(row.self_paced),
        gates_content=_asked(_gating, row.id),
        limits_duration=_asked(_limits, row.id),
        is_listed=None if listing is None else listing == "both" and not row.visible_to_staff_only,
        modified_at=_utc(row.modified),
    )


def _modes(keys: list[CourseKey]) -> dict[str, tuple[Mode, ...]] | None:
    """Return the modes of each course that has some, ``None`` where this process has no table."""
    try:
        from common.djangoapps.course_modes.models import CourseMode  # noqa: PLC0415
    except (ImportError, RuntimeError):
        return None
    found: dict[str, tuple[Mode, ...]] = {}
    rows = CourseMode.objects.filter(course_id__in=keys).order_by("min_price", "mode_slug")
    for row in rows:
        currency = (row.currency or "").upper()
        is_whole = currency in WHOLE_CURRENCIES
        price = int(row.min_price or 0) * (1 if is_whole else 100)
        mode = Mode(row.mode_slug, price, currency, _utc(row.expiration_datetime))
        found[str(row.course_id)] = (*found.get(str(row.course_id), ()), mode)
    return found


def _settings(key: CourseKey) -> Any:
    """Return the course's own settings, ``None`` where the store does not have them."""
    from xmodule.modulestore.django import modulestore  # noqa: PLC0415

    return modulestore().get_course(key, depth=0)


def _gating(key: CourseKey) -> Any:
    from openedx.features.content_type_gating.models import (  # noqa: PLC0415
        ContentTypeGatingConfig,
    )

    return ContentTypeGatingConfig.enabled_for_course(course_key=key)


def _limits(key: CourseKey) -> Any:
    from openedx.features.course_duration_limits.models import (  # noqa: PLC0415
        CourseDurationLimitConfig,
    )

    return CourseDurationLimitConfig.enabled_for_course(course_key=key)


def _asked(ask: Callable[[CourseKey], Any], key: CourseKey) -> bool | None:
    """Return the answer of a part that not every release has; unknown is ``None``."""
    try:
        return bool(ask(key))
    except (ImportError, AttributeError, TypeError, RuntimeError):
        log.info("The platform does not say %s of %s", ask.__name__, key)
        return None


def _utc(instant: datetime | None) -> datetime | None:
    return None if instant is None else instant.astimezone(UTC)
