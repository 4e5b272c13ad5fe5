"""A paid certificate never switches a free badge off, and no other path can take one back."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from opaque_keys.edx.keys import CourseKey
from openedx_events.learning import signals
from openedx_events.learning.data import (
    CertificateData,
    CourseData,
    CourseEnrollmentData,
    PersistentCourseGradeData,
    UserData,
    UserPersonalData,
)
from signed import NOW, held, learner, verdict

from agir_badges import api
from agir_badges.models import Award, Credential
from agir_platform.learners import api as learners
from host.courseware.models import Course, Enrolment

pytestmark = pytest.mark.django_db
COURSE = "course-v1:Agir+Essai+2026"
ROOM = Path(api.__file__).resolve().parents[1]
# Who may write what ends a badge: judging lost skills, and what follows from it.
WRITERS = {
    "withdrawn_at": {"awarding.py"},
    "withdrawn_reason": {"awarding.py"},
    "revoked_at": {"issuing/settle.py"},
    "revoked_reason": {"issuing/settle.py"},
}


def test_a_paid_mode_a_certificate_and_a_grade_change_nothing(
    django_capture_on_commit_callbacks,
) -> None:
    subject = learner()
    name, _ = held(subject)
    user_id = learners.user_of(subject)
    user = UserData(id=user_id, is_active=True, pii=UserPersonalData("awa", "awa@example.org", ""))
    course = CourseData(course_key=CourseKey.from_string(COURSE))
    before = (Award.objects.values().get(), Credential.objects.values().get())
    with django_capture_on_commit_callbacks(execute=True):
        run = Course.objects.create(key=COURSE, org="Agir", title="Essai")
        Enrolment.objects.create(user_id=user_id, course=run, mode="audit")
        Enrolment.objects.update(mode="verified")
        signals.COURSE_ENROLLMENT_CHANGED.send_event(
            enrollment=CourseEnrollmentData(
                user=user, course=course, mode="verified", is_active=True, creation_date=NOW
            )
        )
        for status in ("downloadable", "unavailable"):
            certificate = CertificateData(
                user=user, course=course, mode="verified", grade="0.1", download_url="", name="",
                current_status=status,
            )  # fmt: skip
            signals.CERTIFICATE_CREATED.send_event(certificate=certificate)
            signals.CERTIFICATE_CHANGED.send_event(certificate=certificate)
            signals.CERTIFICATE_REVOKED.send_event(certificate=certificate)
        signals.PERSISTENT_GRADE_SUMMARY_CHANGED.send_event(
            grade=PersistentCourseGradeData(
                user_id=user_id, course=course, course_edited_timestamp=NOW, course_version="1",
                grading_policy_hash="x", percent_grade=0.0, letter_grade="", passed_timestamp=NOW,
            )
        )  # fmt: skip
    later = NOW + timedelta(days=30)
    api.reconcile(now=later)
    api.issue_all(now=later)
    assert (Award.objects.values().get(), Credential.objects.values().get()) == before
    assert verdict(name, later).valid


def test_nothing_else_writes_the_end_of_a_badge() -> None:
    """Each assignment, keyword or key of these names in the context stands in the files above."""
    found: dict[str, set[str]] = {name: set() for name in WRITERS}
    for path in ROOM.rglob("*.py"):
        place = path.relative_to(ROOM).as_posix()
        if place.startswith(("migrations/", "models/", "locale/")):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            for name in _written(node) & set(WRITERS):
                found[name].add(place)
    assert found == WRITERS


def _written(node: ast.AST) -> set[str]:
    """Return what a statement may write: attributes assigned, and arguments of ORM writes."""
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        return {node.attr}
    if isinstance(node, ast.Call):
        called = getattr(node.func, "attr", getattr(node.func, "id", ""))
        if called in {"update", "create", "Award", "Credential", "update_or_create"}:
            return {word.arg for word in node.keywords if word.arg}
    return set()
