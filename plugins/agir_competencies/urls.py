"""Addresses of competencies: the CASE service. Pages are ``agir_dashboard``'s."""

from django.urls import URLPattern, path

from agir_competencies.frameworks.case_out.places import DISCOVERY, SERVICE
from agir_competencies.rest_api.v1.case import views
from agir_platform import contexts

# CASE 1.1 says how each is written, without a final slash.
KINDS = {
    "document": "CFDocuments",
    "item": "CFItems",
    "item-associations": "CFItemAssociations",
    "association": "CFAssociations",
    "item-type": "CFItemTypes",
    "license": "CFLicenses",
    "concept": "CFConcepts",
    "subject": "CFSubjects",
    "grouping": "CFAssociationGroupings",
    "rubric": "CFRubrics",
}
ONE = "<str:sourced_id>"

app_name = "agir_competencies"
urlpatterns: list[URLPattern] = (
    [
        path(f"{SERVICE}/{DISCOVERY}", views.DiscoveryView.as_view(), name="case-discovery"),
        path(f"{SERVICE}/CFDocuments", views.DocumentsView.as_view(), name="case-documents"),
        path(f"{SERVICE}/CFPackages/{ONE}", views.PackageView.as_view(), name="case-package"),
        *(
            path(
                f"{SERVICE}/{kind}/{ONE}",
                views.EntityView.as_view(kind=kind),
                name=f"case-{name}",
            )
            for name, kind in KINDS.items()
        ),
    ]
    if contexts.is_on("competencies")
    else []
)
