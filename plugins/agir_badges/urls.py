"""Addresses of badges. Those of documents never move: signatures name them."""

from django.urls import URLPattern, path

from agir_badges.pages import documents, owner, share
from agir_badges.pages.image import image
from agir_badges.pages.paper import paper
from agir_badges.pages.verify import verify
from agir_badges.rest_api.v1.views import CredentialsView, CredentialView, VerifyView
from agir_platform import contexts

ROOT = "agir/badges"
REST = "api/agir/badges/v1"

app_name = "agir_badges"
urlpatterns: list[URLPattern] = (
    [
        path(f"{ROOT}/<uuid:rule>.svg", image, name="image"),
        path(f"{ROOT}/skills/<uuid:competency>.svg", documents.skill_image, name="skill_image"),
        path(f"{ROOT}/skills/<uuid:competency>/claim/", owner.claim, name="claim"),
        path(f"{ROOT}/verify/", verify, name="verify"),
        path(f"{ROOT}/mine/<uuid:credential>/", owner.mine, name="mine"),
        path(f"{ROOT}/mine/<uuid:credential>/delete/", owner.delete, name="delete"),
        path(f"{ROOT}/mine/<uuid:credential>/paper/", paper, name="paper"),
        path(f"{ROOT}/mine/<uuid:credential>/badge.<slug:kind>", owner.download, name="download"),
        path(f"{ROOT}/c/<uuid:credential>/", share.share, name="share"),
        path(f"{ROOT}/c/<uuid:credential>.json", share.document, name="document"),
        path(f"{ROOT}/c/<uuid:credential>.png", share.picture, name="picture"),
        path(
            f"{ROOT}/achievements/<uuid:name>/<int:version>.json",
            documents.achievement,
            name="achievement",
        ),
        path(f"{ROOT}/status/<uuid:name>.json", documents.status, name="status"),
        path(f"{REST}/me/credentials/", CredentialsView.as_view(), name="credentials"),
        path(
            f"{REST}/me/credentials/<uuid:credential>/", CredentialView.as_view(), name="credential"
        ),
        path(f"{REST}/verify/", VerifyView.as_view(), name="verify_api"),
    ]
    if contexts.is_on("badges")
    else []
)
