"""A fault in the suite shows no value in Django's error report; another's shows what it did."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

import pytest
from django.core import checks
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import RequestFactory
from django.urls import ResolverMatch
from django.views.debug import get_exception_reporter_class

from agir_platform.settings import common

SECRET, TYPED, ASKED, SEEN = "Vasseur-Quénot", "Ondine", "Brest29", "cookie-1987"
LINES = """
def inner(name, fault):
    raise fault

def steps(name, fault):
    yield 1
    yield inner(name, fault)

def run(name, fault):
    return list(steps(name, fault))
"""


def faulty(name: str) -> Any:
    """Return a function of a module of that name: a fault two frames down, in a generator."""
    module = ModuleType(name)
    exec(compile(LINES, name, "exec"), module.__dict__)
    return module.run


def report(run: Any, fault: Exception, view: Any = None, user: object = None, **asked: Any) -> str:
    request = RequestFactory().post(f"/a/?q={ASKED}", {"typed": TYPED}, **asked)
    request.user = user
    request.COOKIES["seen"] = SEEN
    if view is not None:
        request.resolver_match = ResolverMatch(view, (), {}, None)
    try:
        run(SECRET, fault)
    except type(fault):
        reporter = get_exception_reporter_class(request)(request, *sys.exc_info())
        return str(reporter.get_traceback_html() + reporter.get_traceback_text())
    raise AssertionError("the fault did not happen")


def suites_view() -> None:
    """Stand for a view of the suite."""


suites_view.__module__ = "agir_dashboard.certifying.civil_pages"


@pytest.fixture(autouse=True)
def _as_a_site(settings: Any) -> None:
    settings.DEBUG = False


def test_a_platforms_fault_is_shown_as_django_shows_it() -> None:
    told = report(faulty("lms.djangoapps.courseware.views"), RuntimeError("what went wrong"))
    for word in (SECRET, "what went wrong", TYPED, ASKED, SEEN):
        assert word in told


def test_frames_of_the_suite_and_below_show_no_value() -> None:
    """The platform's page calls the suite: the page's own fields are the platform's to show."""
    told = report(faulty("agir_certification.accrochage.batches"), RuntimeError("what went wrong"))
    assert SECRET not in told
    assert "what went wrong" in told


@pytest.mark.parametrize(
    "fault",
    [
        IntegrityError(1062, f"Duplicate entry '{SECRET}' for key 'x'"),
        KeyError(SECRET),
        ValueError(f"invalid literal: {SECRET}"),
        ValidationError(SECRET),
        UnicodeEncodeError("latin-1", SECRET, 0, 3, "no"),
    ],
)
def test_what_quotes_a_value_is_not_quoted(fault: Exception) -> None:
    assert SECRET not in report(faulty("agir_certification.x"), fault, suites_view)


def test_an_address_of_the_suite_shows_nothing_that_was_sent() -> None:
    told = report(
        faulty("django.http"), RuntimeError("wrong"), suites_view, HTTP_REFERER="/?Brest29"
    )
    for word in (SECRET, TYPED, ASKED, SEEN):
        assert word not in told
    for name in ("typed", "seen", "wrong"):
        assert name in told, "names are there: they help to mend it"


def test_an_address_of_the_suite_does_not_say_who_asked() -> None:
    class Somebody:
        def __str__(self) -> str:
            return "ondine.vasseur"

    def told(view: Any) -> str:
        return report(
            faulty("django.http"), RuntimeError("wrong"), view, REMOTE_USER="ondine.vasseur",
            user=Somebody(),
        )  # fmt: skip

    assert "ondine.vasseur" not in told(suites_view)
    assert "ondine.vasseur" in told(None), "the platform's own is the platform's to show"


def test_a_cause_is_not_quoted() -> None:
    def run(name: str, fault: Exception) -> None:
        try:
            faulty("agir_certification.x")(name, ValueError(SECRET))
        except ValueError as cause:
            raise fault from cause

    told = report(run, RuntimeError("wrong"), suites_view)
    assert SECRET not in told
    assert "ValueError" in told


class Theirs:
    """A site that chose its own classes, and one that did not."""


def test_a_site_keeps_the_class_it_chose(settings: Any) -> None:
    theirs = Theirs()
    theirs.DEFAULT_EXCEPTION_REPORTER = "site.reports.Reporter"  # type: ignore[attr-defined]
    common.report_errors(theirs)
    assert theirs.DEFAULT_EXCEPTION_REPORTER == "site.reports.Reporter"  # type: ignore[attr-defined]
    assert theirs.DEFAULT_EXCEPTION_REPORTER_FILTER == "agir_platform.error_reports.Filter"  # type: ignore[attr-defined]


def test_a_class_that_shows_more_is_told(settings: Any) -> None:
    def told() -> list[str]:
        return [one.id for one in checks.run_checks() if one.id == "agir.W015"]

    assert told() == []
    settings.DEFAULT_EXCEPTION_REPORTER_FILTER = "django.views.debug.SafeExceptionReporterFilter"
    assert told() == ["agir.W015"]
