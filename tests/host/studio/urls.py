"""The addresses of the small Studio."""

from django.urls import path

from host.studio.views import drawer, editing, outline

app_name = "host_studio"

urlpatterns = [
    path("", outline.home, name="home"),
    path("<str:course_key>/", outline.outline, name="outline"),
    path("<str:course_key>/tags/<str:object_key>/", drawer.tags, name="tags"),
    path("<str:course_key>/edit/<str:usage_key>/", editing.edit, name="edit"),
    path("<str:course_key>/add/<str:usage_key>/", editing.add, name="add"),
]
