"""Addresses of the shared rooms: the name under which the site signs. Contexts have their own."""

from django.urls import path

from agir_platform.signing import views

app_name = "agir_platform"
urlpatterns = [path("agir/issuer/did.json", views.did, name="did")]
