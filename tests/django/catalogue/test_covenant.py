"""The free-track covenant on the embedded host: every side door is found in one night."""

from __future__ import annotations

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from covenant_world import DAY, KEY, NIGHT, a_course, looked, night, usage, verdicts
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection

from agir_catalogue import handlers
from agir_catalogue.api import covenant, listings, notices
from agir_catalogue.api.covenant import CourseChange
from agir_catalogue.models import Breach, CovenantCheck, CovenantStanding
from agir_competencies.models import Link
from agir_kernel.clock import FixedClock, SystemClock
from agir_platform import covenants, retirement
from agir_platform.learners import api as learners
from agir_platform.models import Learner
from agir_platform.ports import CourseUnknown, CovenantVerdict, Mode
from host.courseware.models import BlockRow, Course, CourseMode, Enrolment
from host.gallery.rows import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> Course:
    return a_course("practice", "final")


@pytest.fixture
def operator() -> int:
    return int(get_user_model().objects.create(username="ola", is_staff=True).pk)


def test_a_course_that_stays_free_is_kept_and_nobody_is_left_behind(course: Course) -> None:
    people = get_user_model().objects.count()
    found = looked()
    assert (found.standing, found.has_changed, found.breach) == ("kept", True, "")
    assert [verdicts()[one] for one in covenant.GUARDS] == ["pass"] * 4
    assert verdicts()["O9"] == "unknown"
    assert get_user_model().objects.count() == people
    assert not Enrolment.objects.exists()
    assert not Learner.objects.exists()


def _by_form(course: Course) -> None:
    course.gates_content = True
    course.save()


def _by_sql(course: Course) -> None:
    with connection.cursor() as cursor:
        table = Course._meta.db_table
        cursor.execute(f"UPDATE {table} SET limits_duration = %s", [True])


def _free(course: Course) -> CourseMode:
    return CourseMode.objects.get(course=course, slug="honor")


DOORS: dict[str, tuple[Callable[[Course], object], str]] = {
    "gating by a form": (_by_form, "O2"),
    "gating by an update": (lambda _: Course.objects.update(gates_content=True), "O2"),
    "a duration by SQL": (_by_sql, "O3"),
    "the free track deleted": (lambda course: _free(course).delete(), "O1"),
    "a price on the free track": (
        lambda _: CourseMode.objects.filter(slug="honor").update(price_minor=100, currency="EUR"),
        "O1",
    ),
    "the free track ended": (
        lambda _: CourseMode.objects.filter(slug="honor").update(expires_at=NIGHT),
        "O1",
    ),
    "what proves the skill unlinked": (
        lambda _: Link.objects.update(removed_at=NIGHT),
        "O4",
    ),
}


@pytest.mark.parametrize("door", DOORS)
def test_every_side_door_is_found_in_one_night_and_heals_by_itself(
    course: Course, door: str
) -> None:
    looked(0)
    before = {
        "course": Course.objects.filter(pk=course.pk).values()[0],
        "modes": list(CourseMode.objects.values()),
    }
    open_it, criterion = DOORS[door]
    open_it(course)
    found = looked(1)
    assert (found.standing, found.breach) == ("not_kept", "opened")
    assert verdicts(1)[criterion] == "fail"
    assert not covenants.ask(KEY).passes
    (breach,) = covenant.open_breaches()
    assert criterion in breach.criteria
    assert looked(2).breach == "open"

    Course.objects.filter(pk=course.pk).update(**before["course"])
    CourseMode.objects.all().delete()
    CourseMode.objects.bulk_create(CourseMode(**one) for one in before["modes"])
    Link.objects.update(removed_at=None)
    assert looked(3).breach == "healed"
    assert covenant.open_breaches() == []
    (past,) = covenant.breaches(KEY)
    assert (past.opened_at, past.healed_at) == (NIGHT + DAY, NIGHT + 3 * DAY)


def test_the_host_itself_keeps_gated_work_from_who_does_not_pay(course: Course, client) -> None:
    awa = get_user_model().objects.create(username="awa")
    row = Enrolment.objects.create(user=awa, course=course, mode="honor")
    client.force_login(awa)
    address = f"/xblock/{usage('practice')}"
    Course.objects.update(gates_content=True)
    assert client.get(address).status_code == 403
    row.mode = "verified"
    row.save()
    assert client.get(address).status_code != 403


def test_history_has_no_gap_and_the_same_again_writes_one_date(course: Course) -> None:
    looked(0)
    rows = CovenantCheck.objects.count()
    looked(1)
    assert CovenantCheck.objects.count() == rows == 12
    Course.objects.update(limits_duration=True)
    looked(2)
    first, second = CovenantCheck.objects.filter(criterion="O3")
    assert (first.since, first.checked_at, first.until) == (NIGHT, NIGHT + DAY, NIGHT + 2 * DAY)
    assert (second.since, second.until) == (NIGHT + 2 * DAY, None)
    (past,) = covenant.past(KEY)
    assert (past.criterion, past.verdict) == ("O3", "pass")


def test_a_look_that_was_overtaken_writes_nothing(course: Course) -> None:
    looked(1)
    Course.objects.update(limits_duration=True)
    assert looked(0).standing == "kept"
    assert verdicts(1)["O3"] == "pass"


def test_a_course_that_never_kept_it_breaches_nothing(course: Course) -> None:
    Course.objects.update(limits_duration=True)
    assert looked(0).breach == ""
    assert not Breach.objects.exists()


def test_what_nobody_looked_at_lately_passes_nothing(course: Course) -> None:
    looked(0)
    assert covenant.verdict(KEY, clock=night(3)).passes
    late = covenant.verdict(KEY, clock=FixedClock(NIGHT + 3 * DAY + DAY / 24))
    assert not late.passes
    assert {one.verdict for one in late.checks} == {"unknown"}


def test_a_course_nobody_looked_at_is_unknown_and_none_is_refused(course: Course) -> None:
    found = covenant.verdict(KEY)
    assert {one.verdict for one in found.checks} == {"unknown"}
    assert not found.passes
    with pytest.raises(CourseUnknown):
        covenants.ask("course-v1:Agir+No+2026")
    with pytest.raises(covenants.CovenantNotKept) as refused:
        covenants.ensure_kept(KEY)
    assert refused.value.facts["criteria"] == "O1,O2,O3,O4"


@pytest.mark.parametrize(
    ("change", "criterion"),
    [
        (CourseChange(gates_content=True), "O2"),
        (CourseChange(limits_duration=True), "O3"),
        (CourseChange(modes=(Mode("verified", 6000, "EUR"),)), "O1"),
        (CourseChange(modes=(Mode("honor", 0, "", NIGHT), Mode("verified", 1, "EUR"))), "O1"),
    ],
)
def test_a_change_through_the_suite_that_breaks_a_guard_is_refused(
    course: Course, change: CourseChange, criterion: str
) -> None:
    with pytest.raises(covenant.CovenantWouldBreak) as refused:
        covenant.ensure_keeps(KEY, change, clock=night(0))
    assert criterion in str(refused.value.facts["criteria"])
    assert refused.value.facts["why"]
    assert not CovenantStanding.objects.exists()


def test_a_change_that_breaks_nothing_passes(course: Course) -> None:
    free = (Mode("honor", 0, ""), Mode("verified", 9000, "EUR"), Mode("professional", 1, "EUR"))
    covenant.ensure_keeps(KEY, CourseChange(modes=free, until=(NIGHT,)), clock=night(0))


def test_exams_are_exempt_and_cannot_hide_what_proves_a_skill(operator: int) -> None:
    a_course("final")
    Course.objects.update(gates_content=True)
    assert looked(0).standing == "not_kept"
    assert covenant.declare_exams(KEY, [usage("exam")], operator, clock=night(1)).standing == "kept"
    assert verdicts(1)["O2"] == "pass"
    with pytest.raises(covenant.CovenantWouldBreak):
        covenant.declare_exams(KEY, [], operator, clock=night(2))
    assert [one.is_exam for one in covenant.sections(KEY)] == [False, True]
    with pytest.raises(covenant.NotASection):
        covenant.declare_exams(KEY, [usage("unit-2")], operator)
    BlockRow.objects.filter(usage_key=usage("practice")).update(graded=True)
    covenant.declare_exams(KEY, [usage("exam"), usage("lesson")], operator, clock=night(3))
    assert verdicts(3)["O2"] == "pass"
    assert verdicts(3)["O4"] == "fail"


def test_an_operator_excepts_by_name_and_it_is_said(course: Course, operator: int) -> None:
    Course.objects.update(limits_duration=True)
    looked(0)
    with pytest.raises(covenant.ReasonMissing):
        covenant.override(KEY, " ", operator)
    covenant.override(KEY, "Pilote", operator, clock=night(0))
    found = covenant.verdict(KEY, clock=night(0))
    assert (found.passes, found.override) == (True, "Pilote")
    assert covenant.standing_of(found) == "not_kept"
    with pytest.raises(covenant.OverrideOpen):
        covenant.override(KEY, "Encore", operator)
    subject = learners.known_subject(operator)
    held = retirement.export(operator)["contexts"]["catalogue"]["covenant"]
    assert held["exceptions"][0]["reason"] == "Pilote"
    covenant.end_override(KEY, operator, clock=night(1))
    assert not covenant.verdict(KEY, clock=night(1)).passes
    with pytest.raises(covenant.OverrideAbsent):
        covenant.end_override(KEY, operator)
    assert subject is not None
    retirement.retire(operator)
    assert not any(covenant.export(subject).values())


def test_a_promise_is_signed_before_the_course_and_checked_after(
    course: Course, operator: int
) -> None:
    covenant.sign_promise("campaign-7", operator)
    covenant.sign_promise("campaign-7", operator)
    assert not covenant.is_promise_kept("campaign-7")
    with pytest.raises(covenant.PromiseUnknown):
        covenant.bind_promise("campaign-8", KEY)
    with pytest.raises(CourseUnknown):
        covenant.bind_promise("campaign-7", "course-v1:Agir+No+2026")
    covenant.bind_promise("campaign-7", KEY)
    covenant.bind_promise("campaign-7", KEY)
    assert covenant.is_promise_kept("campaign-7", clock=night(0))
    CovenantStanding.objects.all().delete()
    Course.objects.update(limits_duration=True)
    assert not covenant.is_promise_kept("campaign-7", clock=night(1))
    assert [one.criteria for one in covenant.open_breaches()] == [("O3",)]


def test_while_the_catalogue_is_off_or_broken_nothing_is_activated(
    course: Course, settings: Any
) -> None:
    looked(0)
    covenants.withdraw()
    settings.AGIR_CONTEXTS = ("competencies", "badges")
    handlers.listen()
    try:
        with pytest.raises(covenants.CovenantSilent):
            covenants.ensure_kept(KEY)

        class Broken:
            def verdict(self, course_key: str) -> CovenantVerdict:
                raise ValueError(course_key)

        covenants.register(Broken())
        with pytest.raises(covenants.CovenantSilent):
            covenants.ask(KEY)
    finally:
        covenants.register(covenant.Covenant())


def test_the_nightly_command_looks_at_all_and_tells_what_changed(course: Course) -> None:
    def told(*names: str) -> str:
        out = StringIO()
        call_command("agir_probe_covenant", *names, stdout=out)
        return out.getvalue()

    assert told() == "1 kept, 0 not kept, 0 not known.\n"
    Course.objects.update(limits_duration=True)
    assert told().splitlines()[0] == f"{KEY}: a promise is broken. It stands on /agir/covenant/."
    assert "0 kept, 1 not kept" in told(KEY)
    with pytest.raises(CommandError):
        told("course-v1:Agir+No+2026")


def test_the_public_catalogue_follows_a_breach_at_once(course: Course) -> None:
    notices.refresh([KEY])
    assert looked(0).has_changed
    now = SystemClock().now()
    clock = FixedClock(now)
    covenant.look_at(KEY, clock=clock)
    listings.touch_notices([notice for notice in [notices.notice(KEY)] if notice])
    before = listings.listing_of(KEY)
    Course.objects.update(limits_duration=True)
    covenant.look_at(KEY, clock=FixedClock(now + DAY / 24))
    after = listings.listing_of(KEY)
    assert before is not None
    assert after is not None
    assert (before.covenant, after.covenant) == (listings.KEPT, listings.BROKEN)


def test_a_look_is_written_and_read_in_few_statements(course: Course) -> None:
    looked(0)
    Course.objects.update(limits_duration=True)
    with counted() as statements:
        covenant.verdict(KEY, clock=night(0))
    assert len(statements) == 2
