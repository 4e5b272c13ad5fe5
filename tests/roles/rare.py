"""What few sites have, so that each of its addresses is asked where something is there.

A framework with everything CASE defines, an import under way, work shown to peers, another
operator's course that may be the same, a badge from elsewhere, a logo.
"""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.apps import apps
from django.core.management import call_command
from PIL import Image

from agir_competencies.api import imports, peers
from agir_competencies.api.prior import Proof, Sent
from agir_dashboard import goal_letters
from agir_platform.learners import api as learners
from agir_sponsorship.api import organisations
from host.courseware.enrolment import enrol
from host.courseware.models import Course
from host.gallery.rows import state
from roles.people import COURSE

NAMESPACE = UUID("6f0b4c0e-5a3b-4a60-9a1e-0b1f6d2c7a11")
NOW = datetime(2026, 11, 1, 9, tzinfo=UTC)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
DEFINED = {
    "CFConcepts": "concept", "CFAssociationGroupings": "grouping", "CFItemTypes": "item-type",
    "CFLicenses": "license", "CFRubrics": "rubric", "CFSubjects": "subject",
}  # fmt: skip


def _named(kind: str) -> UUID:
    return uuid5(NAMESPACE, kind)


def case_package() -> bytes:
    """Return a framework of one item with one of each thing that CASE 1.1 defines."""
    told: dict[str, dict[str, Any]] = {}
    for kind in DEFINED:
        told[kind] = {
            "identifier": str(_named(kind)),
            "uri": f"https://cadre.example/{kind}",
            "title": f"Un cadre : {kind}",
            "lastChangeDateTime": "2026-11-01T09:00:00+00:00",
        }
    for kind in ("CFConcepts", "CFItemTypes", "CFSubjects"):
        told[kind]["hierarchyCode"] = "1"
    told["CFItemTypes"]["description"] = "Un savoir"
    told["CFLicenses"]["licenseText"] = "Libre"
    rubrics = [told.pop("CFRubrics")]
    return json.dumps(
        {
            "CFDocument": {
                "identifier": str(_named("document")),
                "title": "Cadre complet",
                "language": "fr",
            },
            "CFItems": [
                {
                    "identifier": str(_named("item")),
                    "uri": "https://cadre.example/item",
                    "fullStatement": "Réparer un objet",
                }
            ],
            "CFAssociations": [],
            "CFDefinitions": {kind: [one] for kind, one in told.items()},
            "CFRubrics": rubrics,
        }
    ).encode()


def definitions() -> dict[str, str]:
    """Import that framework; return the identifier of each thing by its word."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "cadre.json"
        file.write_bytes(case_package())
        call_command("agir_import_framework", str(file), format="case", stdout=StringIO())
    return {word: str(_named(kind)) for kind, word in DEFINED.items()}


def import_under_way(user_id: int) -> UUID:
    """Return the operator's import whose difference is there to be looked at, or open one."""
    job = imports.open_of(user_id)
    if job is None:
        package = case_package().replace(b"Cadre complet", b"Cadre revu")
        job = imports.begin_upload(user_id, "cadre.json", BytesIO(package), format="case")
    imports.work(job)
    return job


def work_for_peers(author: Any, peer: Any, competency: Any) -> UUID:
    """Let the author show a file to peers, among whom one has the skill."""
    peers.choose(COURSE, peers.Policy(is_open=True, reviewers=2, weight=Decimal("0.5")))
    for person in (author, peer):
        enrol(person, Course.objects.get(key=COURSE))
    state(learners.subject_of(peer.pk), competency)
    proof = Proof(note="Ma carte", file=Sent("carte.pdf", BytesIO(PDF)))
    return peers.show(author.pk, COURSE, competency.identifier, proof)


def same_course() -> dict[str, str]:
    """Propose that another operator's course is one of this site; return what names each row."""
    course = apps.get_model("agir_catalogue.PeerCourse").objects.order_by("pk").first()
    listing = apps.get_model("agir_catalogue.Listing").objects.exclude(origin="").first()
    merge = apps.get_model("agir_catalogue.PeerMerge").objects.create(
        course=course, into_key=COURSE, rule="title", state="proposed", at=NOW
    )
    dispute = apps.get_model("agir_catalogue.PeerDispute").objects.order_by("pk").first()
    return {
        "identifier": str(listing.identifier),
        "peer": str(course.peer_id),
        "course": str(course.pk),
        "merge": str(merge.pk),
        "dispute": str(dispute.pk),
    }


def badge_from_elsewhere(subject: UUID, peer: int) -> UUID:
    """Let a badge of the other operator count for the learner, as its row stands once it does."""
    row = apps.get_model("agir_catalogue.Recognition").objects.create(
        id=uuid5(NAMESPACE, "badge"),
        subject=subject,
        peer_id=peer,
        credential="https://campus-voisin.example/badges/1",
        achievement="https://campus-voisin.example/achievements/1",
        name="Composter",
        issuer="did:web:campus-voisin.example",
        weight=Decimal(1),
        added_at=NOW,
        looked_at=NOW,
        changed_at=NOW,
    )
    return UUID(str(row.pk))


def logo(organisation: UUID, user_id: int) -> None:
    """Draw a logo of the organisation."""
    drawn = BytesIO()
    Image.new("RGB", (64, 64), "#0a5").save(drawn, "PNG")
    drawn.seek(0)
    organisations.put_logo(organisation, drawn, "Un carré vert", user_id)


def quiet(goal: str) -> str:
    """Return the word that stops the letters about a goal."""
    return goal_letters.token_of(UUID(goal))
