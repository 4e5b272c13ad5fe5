"""Addresses of the shared rooms: the issuer's name, the REST face described."""

from django.urls import path

from agir_platform.schema import SchemaView
from agir_platform.signing import views

app_name = "agir_platform"
urlpatterns = [
    path("agir/issuer/did.json", views.did, name="did"),
    path("api/agir/schema/", SchemaView.as_view(), name="schema"),
]
