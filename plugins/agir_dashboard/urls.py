"""Addresses of the skills page and of goals."""

from django.urls import URLPattern, path

from agir_dashboard import goal_pages, records_pages, views
from agir_dashboard.before.addresses import ADDRESSES as BEFORE
from agir_dashboard.certifying.addresses import ADDRESSES as CERTIFYING
from agir_dashboard.competency_map.addresses import ADDRESSES as COMPETENCY_MAP
from agir_dashboard.framework_pages import importing, reading, writing
from agir_dashboard.rest_api.v1 import competency_map, goals, records, success
from agir_dashboard.rest_api.v1.before import BeforeView
from agir_dashboard.rest_api.v1.reviewing import ADDRESSES as REVIEWING_API
from agir_dashboard.rest_api.v1.self_assessments import SelfAssessmentsView
from agir_dashboard.rest_api.v1.views import MeView
from agir_dashboard.reviewing.addresses import ADDRESSES as REVIEWING
from agir_dashboard.success import pages
from agir_platform import contexts

app_name = "agir_dashboard"
API = "api/agir/dashboard/v1/"
PROPOSALS = f"{API}courses/<str:course_key>/goal-proposals/"
SUCCESS = "agir/courses/<str:course_key>/success/"
urlpatterns: list[URLPattern] = (
    [
        path("agir/skills/", views.skills, name="skills"),
        *REVIEWING,
        *REVIEWING_API,
        *BEFORE,
        *CERTIFYING,
        path(f"{API}me/before/", BeforeView.as_view(), name="me-before"),
        path("agir/skills/data/", records_pages.data, name="data"),
        path("agir/skills/data/agir.json", records_pages.as_json, name="data-json"),
        path("agir/skills/data/agir.zip", records_pages.as_zip, name="data-zip"),
        path("agir/goals/", goal_pages.listed, name="goals"),
        path("agir/goals/new/", goal_pages.new, name="goal-new"),
        path("agir/goals/<uuid:goal_id>/", goal_pages.one, name="goal"),
        path("agir/goals/<uuid:goal_id>/revise/", goal_pages.revise, name="goal-revise"),
        path("agir/goals/<uuid:goal_id>/close/", goal_pages.close, name="goal-close"),
        path("agir/goals/<uuid:goal_id>/undo/", goal_pages.undo, name="goal-undo"),
        path("agir/goals/<uuid:goal_id>/say/", goal_pages.say, name="goal-say"),
        path("agir/goals/<uuid:goal_id>/remind/", goal_pages.remind, name="goal-remind"),
        path("agir/goals/quiet/<str:token>/", goal_pages.quiet, name="goal-quiet"),
        path(f"{API}me/", MeView.as_view(), name="me"),
        path(f"{API}me/evidence/", records.EvidenceView.as_view(), name="me-evidence"),
        path(f"{API}me/export/", records.ExportView.as_view(), name="me-export"),
        path(
            f"{API}me/self-assessments/",
            SelfAssessmentsView.as_view(),
            name="me-self-assessments",
        ),
        path(f"{API}me/goals/", goals.GoalsView.as_view(), name="me-goals"),
        path(f"{API}me/goals/<uuid:goal_id>/", goals.GoalView.as_view(), name="me-goal"),
        path(PROPOSALS, goals.ProposalsView.as_view(), name="goal-proposals"),
        path(
            f"{PROPOSALS}<uuid:proposal_id>/",
            goals.ProposalView.as_view(),
            name="goal-proposal",
        ),
        path("agir/frameworks/", reading.listed, name="frameworks"),
        path("agir/frameworks/import/", importing.begin, name="imports"),
        path("agir/frameworks/import/<uuid:job>/", importing.one, name="import"),
        path("agir/frameworks/import/<uuid:job>/apply/", importing.apply, name="import-apply"),
        path("agir/frameworks/import/<uuid:job>/continue/", importing.go_on, name="import-go-on"),
        path("agir/frameworks/import/<uuid:job>/cancel/", importing.cancel, name="import-cancel"),
        path("agir/frameworks/new/", writing.begin, name="framework-new"),
        path("agir/frameworks/<uuid:identifier>/", reading.one, name="framework"),
        path("agir/frameworks/<uuid:identifier>/write/", writing.write, name="framework-write"),
        path(
            "agir/frameworks/<uuid:identifier>/file/<slug:form>/",
            reading.file,
            name="framework-file",
        ),
        path("agir/success/", pages.every_course, name="success-all"),
        path("agir/success/courses.csv", pages.courses_file, name="success-all-csv"),
        path(SUCCESS, pages.course, name="success"),
        path(f"{SUCCESS}summary/", pages.summary, name="success-summary"),
        path(f"{SUCCESS}indicators.csv", pages.indicators_file, name="success-csv"),
        path(f"{SUCCESS}learners.csv", pages.matrix_file, name="success-matrix-csv"),
        *COMPETENCY_MAP,
        path(
            f"{API}courses/<str:course_key>/competencies/",
            competency_map.CompetenciesView.as_view(),
            name="api-competencies",
        ),
        path(
            f"{API}courses/<str:course_key>/competencies/simulate/",
            competency_map.SimulateView.as_view(),
            name="api-competencies-simulate",
        ),
        path(f"{API}success/", success.EveryCourseView.as_view(), name="api-success-all"),
        path(
            f"{API}courses/<str:course_key>/success/",
            success.CourseView.as_view(),
            name="api-success",
        ),
        path(
            f"{API}courses/<str:course_key>/success/matrix/",
            success.MatrixView.as_view(),
            name="api-success-matrix",
        ),
    ]
    if contexts.is_on("dashboard")
    else []
)
