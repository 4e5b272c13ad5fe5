"""What the real platform keeps of a course becomes what the port says of it.

Contract fixtures, not a platform: rows and modules stand where the platform's own source has them.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta, timezone
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from opaque_keys.edx.keys import CourseKey

from agir_platform.openedx import OpenEdxPlatform
from agir_platform.ports import Mode

KEY = CourseKey.from_string("course-v1:Agir+T+2026")
AT = datetime(2026, 11, 23, 10, tzinfo=UTC)
PARIS = timezone(timedelta(hours=1))
OVERVIEWS = "openedx.core.djangoapps.content.course_overviews.models"
MODES = "common.djangoapps.course_modes.models"
STORE = "xmodule.modulestore.django"
GATING = "openedx.features.content_type_gating.models"
LIMITS = "openedx.features.course_duration_limits.models"


class Rows(list[Any]):
    """As much of a manager as is asked."""

    def filter(self, **asked: Any) -> Rows:
        ((_, keys),) = asked.items()
        return Rows(row for row in self if getattr(row, "course_id", getattr(row, "id", 0)) in keys)

    def order_by(self, *_: str) -> Rows:
        return self


def overview(**changed: Any) -> SimpleNamespace:
    told: dict[str, Any] = {
        "id": KEY,
        "display_name": "Side by side",
        "short_description": None,
        "language": "fr",
        "start": AT.astimezone(PARIS),
        "end": None,
        "enrollment_start": None,
        "enrollment_end": AT,
        "org": "Agir",
        "self_paced": False,
        "catalog_visibility": "both",
        "visible_to_staff_only": False,
        "course_image_url": "/asset-v1:image.png",
        "modified": AT,
    }
    return SimpleNamespace(**{**told, **changed})


def mode(slug: str, price: int, currency: str = "eur", until: Any = None) -> SimpleNamespace:
    return SimpleNamespace(
        course_id=KEY, mode_slug=slug, min_price=price, currency=currency, expiration_datetime=until
    )


@pytest.fixture
def stand(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what puts modules where the platform has them."""

    def put(name: str, **names: Any) -> None:
        parts = name.split(".")
        for place in range(1, len(parts)):
            package = ".".join(parts[:place])
            if package not in sys.modules:
                monkeypatch.setitem(sys.modules, package, ModuleType(package))
        module = ModuleType(name)
        for key, value in names.items():
            setattr(module, key, value)
        monkeypatch.setitem(sys.modules, name, module)

    course = SimpleNamespace(license="creative-commons: ver=4.0 BY", course_visibility="public")
    store = SimpleNamespace(get_course=lambda key, depth: course if key == KEY else None)
    put(STORE, modulestore=lambda: store)
    put(OVERVIEWS, CourseOverview=SimpleNamespace(objects=Rows([overview()])))
    return put


def facts() -> Any:
    return OpenEdxPlatform().courses.facts(str(KEY))


def test_a_course_says_what_it_is(stand: Any) -> None:
    stand(MODES, CourseMode=SimpleNamespace(objects=Rows([mode("audit", 0), mode("verified", 49)])))
    asked = SimpleNamespace(enabled_for_course=lambda course_key: course_key == KEY)
    stand(GATING, ContentTypeGatingConfig=asked)
    stand(LIMITS, CourseDurationLimitConfig=asked)
    told = facts()
    assert (told.title, told.summary, told.languages) == ("Side by side", "", ("fr",))
    assert told.modes == (Mode("audit", 0, "EUR"), Mode("verified", 4900, "EUR"))
    assert (told.starts_at, told.starts_at.tzinfo, told.ends_at) == (AT, UTC, None)
    assert (told.licence, told.visibility) == ("creative-commons: ver=4.0 BY", "public")
    assert (told.gates_content, told.limits_duration, told.is_listed) == (True, True, True)


def test_what_a_release_does_not_have_is_unknown(stand: Any) -> None:
    for name in (MODES, GATING, LIMITS):
        stand(name)
    told = facts()
    assert (told.modes, told.gates_content, told.limits_duration) == ((), None, None)


def test_a_course_without_modes_has_the_platforms_own(stand: Any) -> None:
    stand(MODES, CourseMode=SimpleNamespace(objects=Rows()))
    assert facts().modes == (Mode("audit", 0, ""),)


def test_a_currency_without_cents_is_whole(stand: Any) -> None:
    stand(MODES, CourseMode=SimpleNamespace(objects=Rows([mode("verified", 3000, "xof", AT)])))
    assert facts().modes == (Mode("verified", 3000, "XOF", AT),)


@pytest.mark.parametrize(
    ("changed", "is_listed"),
    [
        ({"catalog_visibility": "about"}, False),
        ({"visible_to_staff_only": True}, False),
        ({"catalog_visibility": None}, None),
    ],
)
def test_what_is_hidden_is_not_listed(
    stand: Any, changed: dict[str, Any], is_listed: bool | None
) -> None:
    stand(OVERVIEWS, CourseOverview=SimpleNamespace(objects=Rows([overview(**changed)])))
    assert facts().is_listed is is_listed


def test_an_unknown_course_and_nonsense_say_nothing(stand: Any) -> None:
    courses = OpenEdxPlatform().courses
    assert courses.facts("course-v1:Agir+Nowhere+1900") is None
    assert courses.facts_of(["nonsense", "", "library-v1:Agir+L"]) == {}
