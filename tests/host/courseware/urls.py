"""Addresses of the courseware: blocks, their handlers and files, the tagging API."""

from django.conf import settings
from django.contrib.staticfiles.views import serve
from django.urls import path

from host.courseware.views import block, files, handler, studio, tagging

app_name = "host_courseware"

urlpatterns = [
    path("xblock/resource/<str:block_type>/<path:uri>", files.resource, name="resource"),
    path("xblock/<str:usage_key>", block.block, name="block"),
    path("xblock/<str:usage_key>/handler/<str:name>", handler.handler_alone),
    path("xblock/<str:usage_key>/handler/<str:name>/<path:suffix>", handler.handler_alone),
    path(
        "courses/<str:course_key>/xblock/<str:usage_key>/handler/<str:name>",
        handler.handler,
        name="handler",
    ),
    path(
        "courses/<str:course_key>/xblock/<str:usage_key>/handler/<str:name>/<path:suffix>",
        handler.handler,
        name="handler_suffix",
    ),
    path(
        "courses/<str:course_key>/xblock/<str:usage_key>/handler_noauth/<str:name>",
        handler.handler_noauth,
        name="handler_noauth",
    ),
    path(
        "courses/<str:course_key>/xblock/<str:usage_key>/handler_noauth/<str:name>/<path:suffix>",
        handler.handler_noauth,
        name="handler_noauth_suffix",
    ),
    path("assets/courseware/<str:course_key>/<path:name>", files.asset, name="asset"),
    path(
        "api/content_tagging/v1/object_tags/<str:object_id>/",
        tagging.ObjectTagsView.as_view(),
        name="object_tags",
    ),
    path("studio/xblock/<str:usage_key>/handler/<str:name>", studio.handler, name="studio_handler"),
    path(
        "studio/xblock/<str:usage_key>/handler/<str:name>/<path:suffix>",
        studio.handler,
        name="studio_handler_suffix",
    ),
    path("studio/<str:course_key>/frame/<str:usage_key>/", studio.frame, name="studio_frame"),
    path(f"{settings.STATIC_URL.strip('/')}/<path:path>", serve, {"insecure": True}),
]
