"""Addresses of the catalogue."""

from django.urls import URLPattern, path

from agir_catalogue.pages.coproduction.addresses import COPRODUCTION
from agir_catalogue.pages.covenant.addresses import COVENANT
from agir_catalogue.pages.federation.addresses import FEDERATION
from agir_catalogue.pages.notice.addresses import NOTICE
from agir_catalogue.pages.public.addresses import PUBLIC
from agir_catalogue.pages.recognition.addresses import RECOGNITION
from agir_catalogue.pages.themes.addresses import ADDRESSES as THEMES
from agir_catalogue.rest_api.v1.federation import views as federation
from agir_catalogue.rest_api.v1.notices import ADDRESSES as NOTICE_API
from agir_catalogue.rest_api.v1.theme_addresses import ADDRESSES as THEMES_API
from agir_platform import contexts

API = "api/agir/catalogue/v1"
COURSES = "agir/catalogue/courses"

app_name = "agir_catalogue"
urlpatterns: list[URLPattern] = (
    [
        *COVENANT,
        *COPRODUCTION,
        *FEDERATION,
        *PUBLIC,
        *RECOGNITION,
        *NOTICE,
        *NOTICE_API,
        *THEMES,
        *THEMES_API,
        path(
            ".well-known/mooc-federation.json",
            federation.DiscoveryView.as_view(),
            name="discovery",
        ),
        path(f"{API}/moochub", federation.MoochubView.as_view(), name="moochub"),
        path(f"{API}/changes", federation.ChangesView.as_view(), name="changes"),
        path(
            f"{COURSES}/<str:course_key>.json",
            federation.LinkedView.as_view(),
            name="course-linked",
        ),
        path(
            f"{COURSES}/<str:course_key>/amb.json",
            federation.AmbView.as_view(),
            name="course-amb",
        ),
        path("agir/catalogue/sitemap.xml", federation.SitemapView.as_view(), name="sitemap"),
    ]
    if contexts.is_on("catalogue")
    else []
)
