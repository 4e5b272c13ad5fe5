"""Steps of who authors: a framework in and out, the map of a course, its links, a simulation."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from smoke.expecting import expect

CASE = "/api/agir/competencies/v1/ims/case/v1p1"
FRAMEWORK = "6b8f4c52-5e0f-4f0e-9d5e-6f0b6f7d9a01"
ITEM = "6b8f4c52-5e0f-4f0e-9d5e-6f0b6f7d9a02"
WHEN = "2026-01-05T09:00:00Z"
PACKAGE = {
    "CFDocument": {
        "identifier": FRAMEWORK, "uri": f"urn:uuid:{FRAMEWORK}", "creator": "Smoke",
        "title": "Un référentiel d’essai", "language": "fr", "lastChangeDateTime": WHEN,
    },
    "CFItems": [
        {
            "identifier": ITEM, "uri": f"urn:uuid:{ITEM}", "language": "fr",
            "fullStatement": "Lire un plan", "lastChangeDateTime": WHEN,
        }
    ],
    "CFAssociations": [
        {
            "identifier": "6b8f4c52-5e0f-4f0e-9d5e-6f0b6f7d9a03",
            "uri": "urn:uuid:6b8f4c52-5e0f-4f0e-9d5e-6f0b6f7d9a03",
            "associationType": "isChildOf", "lastChangeDateTime": WHEN,
            "originNodeURI": {"title": "i", "identifier": ITEM, "uri": f"urn:uuid:{ITEM}"},
            "destinationNodeURI": {
                "title": "d", "identifier": FRAMEWORK, "uri": f"urn:uuid:{FRAMEWORK}",
            },
        }
    ],
}  # fmt: skip


def uploaded(journey: Any, content: bytes) -> tuple[str, str]:
    """Upload a framework; return the address of the import and its page."""
    path = "/agir/frameworks/import/"
    page = journey.operator.post_parts(path, {}, content, since=path, name="cadre.json")
    found = [part for part in page.split('"') if part.startswith(path) and part.endswith("/apply/")]
    return (found[0].removesuffix("apply/") if found else ""), page


def a_framework_comes_in(journey: Any) -> str:
    """Upload a CASE package, read what it would change, apply it; strangers may not."""
    journey.operator.sign_in("operator", "operator")
    expect(journey.learner.status("/agir/frameworks/import/") == 403, "a learner imports nothing")
    job, page = uploaded(journey, json.dumps(PACKAGE).encode())
    expect(bool(job) and "Lire un plan" in page, "the page says what would change")
    journey.operator.post(f"{job}apply/", {}, since=job)
    expect("Un référentiel d’essai" in journey.operator.page("/agir/frameworks/"), "it is listed")
    return "one framework, one competency: shown, applied, listed"


def a_framework_leaves_and_comes_back(journey: Any) -> str:
    """Export it as CASE and upload that: nothing would be written."""
    out = journey.operator.content(f"/agir/frameworks/{FRAMEWORK}/file/case/")
    told = json.loads(out)
    expect([one["fullStatement"] for one in told["CFItems"]] == ["Lire un plan"], "it is whole")
    job, _ = uploaded(journey, out)
    expect(job == "", "an import without a change has nothing to apply")
    return f"{len(out):,} bytes of CASE 1.1; read back, nothing to write"


def peers_read_frameworks(journey: Any) -> str:
    """Ask the CASE service as a stranger would: the list, the package, what is no identifier."""
    listed = journey.stranger.json(f"{CASE}/CFDocuments?limit=100")["CFDocuments"]
    expect(FRAMEWORK in {one["identifier"] for one in listed}, "the new framework is served")
    package = journey.stranger.json(f"{CASE}/CFPackages/{FRAMEWORK}")
    expect(package["CFItems"][0]["identifier"] == ITEM, "with its item")
    status = journey.stranger.status(f"{CASE}/CFItems/none")
    expect(status == 404, f"what is no identifier answers 404, not {status}")
    return f"{len(listed)} frameworks served by CASE 1.1"


def the_map_tells_what_to_mend(journey: Any) -> str:
    """Read the competency map and its findings; a learner may not."""
    key = journey.course["key"]
    found = journey.teacher.json(f"/api/agir/dashboard/v1/courses/{key}/competencies/")
    path = f"/agir/courses/{key}/competencies/"
    expect("<table" in journey.teacher.page(path), "the map is a table")
    expect(journey.learner.status(path) == 403, "a learner does not read it")
    codes = sorted({one["code"] for one in found["findings"]})
    expect("assessed_not_promised" not in codes, "the demo course promises what it assesses")
    told = ", ".join(codes) or "nothing"
    return f"{len(found['competencies'])} competencies; to mend: {told}"


def scores_are_simulated(journey: Any) -> str:
    """With no score nothing is reached; with all of them something is; nothing is stored."""
    path = f"/api/agir/dashboard/v1/courses/{journey.course['key']}/competencies/simulate/"
    nothing = journey.teacher.send_json(path, {"scores": {}})
    expect(nothing["demonstrated"] == 0, "no score, nothing reached")
    every = {one["object_key"]: 1 for one in nothing["scored"]}
    found = journey.teacher.send_json(path, {"scores": every})
    expect(found["demonstrated"] > 0, "every score at 1 reaches something")
    return f"all right: {found['demonstrated']} of {len(found['competencies'])} demonstrated"


def links_travel_as_a_file(journey: Any) -> str:
    """Export the links and import them: nothing changes; a weight of 11 is refused."""
    key = journey.course["key"]
    with tempfile.TemporaryDirectory(prefix="agir-smoke-") as folder:
        file = Path(folder, "links.csv")
        journey.host.manage("agir_export_links", key, "--output", str(file))
        lines = file.read_text(encoding="utf-8-sig").splitlines()
        told = journey.host.manage("agir_import_links", key, str(file)).strip().splitlines()
    expect(len(lines) > 1, "the course has links")
    return f"{len(lines) - 1} lines out and in again: {told[-1]}"


STEPS = (
    a_framework_comes_in,
    a_framework_leaves_and_comes_back,
    peers_read_frameworks,
    the_map_tells_what_to_mend,
    scores_are_simulated,
    links_travel_as_a_file,
)
