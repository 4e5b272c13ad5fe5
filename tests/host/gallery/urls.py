"""Addresses of the gallery."""

from django.urls import path

from host.gallery import (
    campaign_views,
    certifying_views,
    commons_views,
    desk_views,
    framework_views,
    map_views,
    organisation_views,
    reviewing_views,
    seat_views,
    success_views,
    views,
)

app_name = "host_gallery"
urlpatterns = [
    path("agir/_gallery/", views.gallery, name="gallery"),
    path("agir/_gallery/skills/<slug:state>/", views.skills, name="skills"),
    path("agir/_gallery/badges/<slug:page>/<slug:state>/", views.badges, name="badges"),
    path("agir/_gallery/success/<slug:page>/<slug:state>/", success_views.success, name="success"),
    path(
        "agir/_gallery/frameworks/<slug:page>/<slug:state>/",
        framework_views.frameworks,
        name="frameworks",
    ),
    path(
        "agir/_gallery/reviewing/<slug:page>/<slug:state>/",
        reviewing_views.reviewing,
        name="reviewing",
    ),
    path(
        "agir/_gallery/certifying/<slug:page>/<slug:state>/",
        certifying_views.certifying,
        name="certifying",
    ),
    path("agir/_gallery/seats/<slug:page>/<slug:state>/", seat_views.seats, name="seats"),
    path(
        "agir/_gallery/campaigns/<slug:page>/<slug:state>/",
        campaign_views.campaigns,
        name="campaigns",
    ),
    path(
        "agir/_gallery/organisations/<slug:page>/<slug:state>/",
        organisation_views.organisations,
        name="organisations",
    ),
    path("agir/_gallery/maps/<slug:page>/<slug:state>/", map_views.maps, name="maps"),
    path("agir/_gallery/goals/<slug:page>/<slug:state>/", views.goals, name="goals"),
    path("agir/_gallery/commons/<slug:page>/<slug:state>/", commons_views.commons, name="commons"),
    path(
        "agir/_gallery/together/<slug:page>/<slug:state>/",
        commons_views.together,
        name="together",
    ),
    path("agir/_gallery/desk/<slug:page>/<slug:state>/", desk_views.desk, name="desk"),
    path("agir/_gallery/widget/<slug:state>/", views.widget, name="widget"),
]
