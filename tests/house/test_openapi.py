"""The document of the REST face says what the views say: ``make openapi`` writes it anew."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from house.repository import ROOT

FILE = ROOT / "plugins/agir_platform/openapi.json"


def test_the_document_is_what_the_views_say() -> None:
    """After an address, a body or a row of the table changed: ``make openapi``."""
    ran = subprocess.run(
        [sys.executable, ROOT / "tests/openapi/document.py", "--check"],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "openapi.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, f"run `make openapi`\n{ran.stderr[-2000:]}"


def test_docs_point_to_the_file_that_is_served() -> None:
    assert (ROOT / "docs/api/openapi.json").resolve() == FILE


def test_each_operation_has_a_name_and_a_sentence_of_its_own() -> None:
    paths = json.loads(FILE.read_text(encoding="utf-8"))["paths"]
    told = [one for item in paths.values() for one in item.values()]
    assert len(told) >= 60
    assert len({one["operationId"] for one in told}) == len(told)
    assert [one["operationId"] for one in told if not one["summary"]] == []


def test_every_refusal_outside_case_is_problem_details() -> None:
    """CASE 1.1 has a shape of refusals of its own (``imsx_StatusInfo``)."""
    document = json.loads(FILE.read_text(encoding="utf-8"))
    for path, item in document["paths"].items():
        for one in item.values():
            media = set(one["responses"]["default"]["content"])
            expected = "application/json" if "/case/" in path else "application/problem+json"
            assert media == {expected}, path
    assert set(document["components"]["schemas"]["Problem"]["required"]) >= {"code", "status"}
