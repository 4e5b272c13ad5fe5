"""Addresses of the desk of who manages certifications."""

from __future__ import annotations

from typing import Final

from django.urls import URLPattern, path

from agir_certification.pages.desk import (
    batches,
    catalogue,
    certifications,
    dossiers,
    duties,
    exam,
    offer,
    proofs,
    rectifications,
    rules,
    sessions,
)

ROOT: Final = "agir/manage/certification"
DESK: Final[list[URLPattern]] = [
    path(f"{ROOT}/", duties.today, name="desk"),
    path(f"{ROOT}/duties/<uuid:duty_id>/", duties.do, name="desk-duty"),
    path(f"{ROOT}/calendar/", duties.address, name="desk-calendar-new"),
    path(f"{ROOT}/calendar/<str:secret>.ics", duties.feed, name="desk-calendar"),
    path(f"{ROOT}/certifications/", certifications.listed, name="desk-certifications"),
    path(f"{ROOT}/certifications/<str:code>/", certifications.one, name="desk-certification"),
    path(f"{ROOT}/certifications/<str:code>/offer/", offer.of, name="desk-offer"),
    path(f"{ROOT}/catalogue/", catalogue.of, name="desk-catalogue"),
    path(f"{ROOT}/sessions/", sessions.listed, name="desk-sessions"),
    path(f"{ROOT}/sessions/<uuid:session_id>/", sessions.one, name="desk-session"),
    path(f"{ROOT}/sessions/<uuid:session_id>/exam/", exam.of, name="desk-exam"),
    path(
        f"{ROOT}/sessions/<uuid:session_id>/exam/<uuid:jury_id>/minutes/",
        exam.minutes,
        name="desk-minutes",
    ),
    path(
        f"{ROOT}/registrations/<uuid:registration_id>/",
        sessions.registration,
        name="desk-registration",
    ),
    path(f"{ROOT}/registrations/<uuid:registration_id>/proofs/", proofs.of, name="desk-proofs"),
    path(
        f"{ROOT}/registrations/<uuid:registration_id>/certificate/",
        proofs.certificate,
        name="desk-certificate",
    ),
    path(
        f"{ROOT}/registrations/<uuid:registration_id>/attestation/",
        proofs.attestation,
        name="desk-attestation",
    ),
    path(f"{ROOT}/registrations/<uuid:registration_id>/pack/", proofs.pack, name="desk-pack"),
    path(f"{ROOT}/passages/<uuid:passage_id>/", exam.passage, name="desk-passage"),
    path(f"{ROOT}/passages/<uuid:passage_id>/absence/", exam.absence, name="desk-absence"),
    path(f"{ROOT}/rectifications/", rectifications.listed, name="desk-rectifications"),
    path(
        f"{ROOT}/passages/<uuid:passage_id>/rectifications/",
        rectifications.of,
        name="desk-rectification",
    ),
    path(f"{ROOT}/dossiers/", dossiers.listed, name="desk-dossiers"),
    path(f"{ROOT}/dossiers/<uuid:dossier_id>/", dossiers.one, name="desk-dossier"),
    path(f"{ROOT}/files/", batches.listed, name="desk-files"),
    path(f"{ROOT}/files/of/<str:code>/", batches.of, name="desk-deposits"),
    path(f"{ROOT}/files/of/<str:code>/hand-over/", batches.hand_over, name="desk-hand-over"),
    path(f"{ROOT}/files/<uuid:batch_id>/", batches.one, name="desk-batch"),
    path(f"{ROOT}/files/<uuid:batch_id>/file/", batches.file, name="desk-batch-file"),
    path(f"{ROOT}/rules/", rules.listed, name="desk-rules"),
    path(f"{ROOT}/quality/", proofs.quality, name="desk-quality"),
    path(f"{ROOT}/quality/year.csv", proofs.year, name="desk-year"),
]
