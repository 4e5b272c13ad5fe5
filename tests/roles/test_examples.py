"""The examples of the documentation run as they stand, against a site with the demo."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connections
from django.test.testcases import LiveServerThread
from edx_rest_framework_extensions.auth.jwt.tests.utils import generate_jwt

PAGES = Path(__file__).resolve().parents[2] / "docs/pages/en/api"
BLOCK = re.compile(r"^```(bash|python)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
CONTEXTS = (
    "badges", "catalogue", "certification", "competencies", "dashboard", "sponsorship",
)  # fmt: skip
PATIENCE = 240  # seconds for all examples of a page


@pytest.fixture
def site(db: None, there: dict[str, Any], settings: Any) -> Iterator[str]:
    """Serve this test's own database; return the address."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    shared = connections["default"]
    shared.inc_thread_sharing()
    thread = LiveServerThread("127.0.0.1", _as_it_is, connections_override={"default": shared})
    thread.daemon = True
    thread.start()
    thread.is_ready.wait()
    try:
        assert thread.error is None
        yield f"http://127.0.0.1:{thread.port}"
    finally:
        thread.terminate()
        shared.dec_thread_sharing()


def _as_it_is(application: Any) -> Any:
    """Serve no static files beside the site."""
    return application


def _blocks(page: str, language: str) -> list[str]:
    text = (PAGES / page).read_text(encoding="utf-8")
    return [code for kind, code in BLOCK.findall(text) if kind == language]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("page", "language", "least"),
    [("examples.md", "bash", 6), ("examples.md", "python", 7), ("index.md", "python", 3)],
)
def test_examples_run_as_they_stand(
    page: str, language: str, least: int, site: str, tmp_path: Path
) -> None:
    blocks = _blocks(page, language)
    assert len(blocks) >= least
    learner = get_user_model().objects.get(username="learner")
    code = "".join(blocks).replace("https://campus.example", site)
    code = code.replace("TOKEN", str(generate_jwt(learner)))
    (tmp_path / "badge.json").write_text('{"type": ["VerifiableCredential"]}', encoding="utf-8")
    run = [sys.executable, "-c"] if language == "python" else ["bash", "-euo", "pipefail", "-c"]
    ran = subprocess.run(
        [*run, code], cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert ran.returncode == 0, ran.stderr[-1500:]
    assert ran.stdout


def test_every_context_has_an_example_in_both() -> None:
    for kind in ("bash", "python"):
        told = "".join(_blocks("examples.md", kind))
        for context in CONTEXTS:
            assert f"/{context}/v1" in told, f"{context} has no example in {kind}"
