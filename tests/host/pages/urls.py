"""The addresses of the embedded host's pages."""

from django.urls import path

from host.pages.views import (
    about,
    catalogue,
    dashboard,
    entrance,
    gradebook,
    joining,
    outline,
    unit,
)

app_name = "host_pages"

urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("login/", entrance.SignIn.as_view(), name="login"),
    path("register/", joining.sign_up, name="register"),
    path("logout/", entrance.sign_out, name="logout"),
    path("language/", entrance.choose_language, name="language"),
    path("dashboard", dashboard.dashboard, name="dashboard"),
    path("courses/<str:course_key>/about", about.about, name="about"),
    path("courses/<str:course_key>/enrol", about.enrol, name="enrol"),
    path("courses/<str:course_key>/unenrol", about.unenrol, name="unenrol"),
    path("courses/<str:course_key>/", outline.outline, name="outline"),
    path("courses/<str:course_key>/units/<str:usage_key>/", unit.unit, name="unit"),
    path("courses/<str:course_key>/units/<str:usage_key>/seen", unit.seen, name="seen"),
    path("courses/<str:course_key>/gradebook", gradebook.gradebook, name="gradebook"),
    path(
        "courses/<str:course_key>/gradebook/<int:user_id>/<str:usage_key>/",
        gradebook.score,
        name="score",
    ),
]
