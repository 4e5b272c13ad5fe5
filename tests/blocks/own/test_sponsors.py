"""Who is thanked on a course: a list with names, no stranger's image, and silence when in doubt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from agir_platform import sponsors
from agir_platform.ports import CourseSponsor
from blocks.own.conftest import BADGES, NAMES

pytestmark = pytest.mark.django_db(transaction=True)
SINCE = datetime(2025, 9, 1, tzinfo=UTC)


def sponsor(name: str, **changes: Any) -> CourseSponsor:
    told = {
        "url": "https://example.org/", "logo_url": "", "logo_alt": "", "since": SINCE,
        "until": None,
    }  # fmt: skip
    return CourseSponsor(name=name, **{**told, **changes})


class Answering:
    """Sponsors as a platform part answers for them."""

    def __init__(self, *told: CourseSponsor, fault: bool = False) -> None:
        self.told, self.fault = told, fault

    def of(self, course_key: str) -> tuple[CourseSponsor, ...]:
        if self.fault:
            raise RuntimeError
        return self.told


@pytest.fixture
def say() -> Iterator[Any]:
    before = list(sponsors._answering)
    yield lambda *told, **how: sponsors.register(Answering(*told, **how))
    sponsors._answering[:] = before


def block(own: Any, visit: Any) -> Any:
    """Return the block in the course, made beside the badges' one."""
    from opaque_keys.edx.keys import UsageKey
    from xblock.fields import ScopeIds

    from agir_xblocks.sponsors.block import SponsorsBlock
    from host.courseware.runtime import HostRuntime

    usage = UsageKey.from_string(visit.usage(NAMES[BADGES], BADGES))
    runtime = HostRuntime(usage.context_key, visit.user)
    other = runtime.block(usage)
    scopes = ScopeIds(other.scope_ids.user_id, "agir-sponsors", usage, usage)
    return SponsorsBlock(runtime, scope_ids=scopes, field_data=other._field_data)


def html(own: Any, visit: Any, view: str = "student_view") -> str:
    return str(getattr(block(own, visit), view)({}).body_html())


def test_a_list_of_names(own: Any, visitor: Any, say: Any) -> None:
    say(
        sponsor("Atelier & Fils", logo_url="/agir/sponsorship/organisations/x/logo.png"),
        sponsor("Zoé", url=""),
        sponsor("Avant", until=datetime(2026, 6, 30, tzinfo=UTC)),
    )
    page = html(own, visitor(own.course))
    assert "This course is offered by" in page
    assert 'alt="Atelier &amp; Fils" width="160" height="80"' in page
    assert 'rel="sponsored noopener noreferrer"' in page
    assert page.count("<li>") == 3
    assert "2025–2026" in page
    assert "Skip the list" not in page
    assert "They have no say in what is taught." in page


def test_a_long_list_can_be_skipped(own: Any, visitor: Any, say: Any) -> None:
    say(*[sponsor(f"Organisation {number}") for number in range(7)])
    assert "Skip the list" in html(own, visitor(own.course))


@pytest.mark.parametrize(
    "change",
    [
        {"logo_url": "https://tracker.example/pixel.gif"}, {"logo_url": "//tracker.example/p.gif"},
        {"url": "javascript:alert(1)"}, {"url": "data:text/html,x"},
    ],
)  # fmt: skip
def test_nothing_of_another_site_is_loaded_and_no_script_is_followed(
    change: Any, own: Any, visitor: Any, say: Any
) -> None:
    say(sponsor("<script>x</script>", **change))
    page = html(own, visitor(own.course))
    assert "&lt;script&gt;" in page
    for forbidden in ("tracker", "javascript:", "data:", "<script", "<img"):
        assert forbidden not in page


def test_it_falls_silent_when_nobody_is_thanked_or_it_is_off_or_breaks(
    own: Any, visitor: Any, say: Any, settings: Any
) -> None:
    visit = visitor(own.course)
    say()
    assert html(own, visit).strip() == ""
    say(fault=True)
    assert html(own, visit).strip() == ""
    say(sponsor("Atelier"))
    assert "Atelier" in html(own, visit, "public_view")
    settings.AGIR_CONTEXTS = ["xblocks", "competencies"]
    assert html(own, visit).strip() == ""


def test_an_author_is_told_why_and_writes_nothing(own: Any, visitor: Any, say: Any) -> None:
    visit = visitor(own.course)
    say()
    for view in ("author_view", "studio_view"):
        page = html(own, visit, view)
        assert "learners see nothing here" in page
        assert "<input" not in page
    say(sponsor("Atelier"))
    assert "There is nothing to write here" in html(own, visit, "author_view")
    assert block(own, visit).student_view_data()["sponsors"][0]["name"] == "Atelier"
