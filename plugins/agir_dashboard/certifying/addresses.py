"""Addresses of getting certified; none where certification is off."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path, re_path

from agir_dashboard.certifying import civil_pages, documents, held, pages, places
from agir_platform import contexts

ROOT: Final = "agir/certification/"
CODE: Final = r"(?P<code>(?:RNCP|RS)\d{1,5})"
ADDRESSES: Final[tuple[URLPattern, ...]] = (
    (
        path(ROOT, pages.listed, name="certify"),
        re_path(rf"^{ROOT}{CODE}/$", pages.one, name="certify-one"),
        path(f"{ROOT}sessions/<uuid:key>/", pages.session, name="certify-session"),
        path(f"{ROOT}places/<uuid:key>/", places.one, name="certify-place"),
        path(
            f"{ROOT}places/<uuid:key>/realisation/",
            documents.realisation,
            name="certify-realisation",
        ),
        path(
            f"{ROOT}places/<uuid:key>/attestation/",
            documents.attestation,
            name="certify-attestation",
        ),
        path(f"{ROOT}civil-status/", civil_pages.civil, name="certify-civil"),
        path(f"{ROOT}my-data/", held.data, name="certify-data"),
    )
    if contexts.is_on("certification")
    else ()
)
